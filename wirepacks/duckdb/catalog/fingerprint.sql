-- columns: fingerprint
SELECT concat_ws('.',
  (SELECT md5(coalesce(string_agg(concat_ws('/', schema_name, table_name, sql, comment), '|' ORDER BY schema_name, table_name), '')) FROM duckdb_tables() WHERE database_name = current_database()),
  (SELECT md5(coalesce(string_agg(concat_ws('/', schema_name, view_name, sql), '|' ORDER BY schema_name, view_name), '')) FROM duckdb_views() WHERE NOT internal AND database_name = current_database()),
  (SELECT md5(coalesce(string_agg(concat_ws('/', schema_name, index_name, sql), '|' ORDER BY schema_name, index_name), '')) FROM duckdb_indexes() WHERE database_name = current_database()))
