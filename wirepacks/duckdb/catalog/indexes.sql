-- columns: schema, table, name, list, unique, primary, comment
SELECT schema_name, table_name, index_name, expressions, is_unique, is_primary, comment
FROM duckdb_indexes() WHERE database_name = current_database()
ORDER BY schema_name, table_name, index_name
