-- columns: schema, name, kind, comment, definition, rows, temporary
SELECT schema_name, table_name, 'table', comment, NULL, estimated_size, temporary
FROM duckdb_tables() WHERE NOT internal AND database_name = current_database()
UNION ALL
SELECT schema_name, view_name, 'view', comment, sql, NULL, temporary
FROM duckdb_views() WHERE NOT internal AND database_name = current_database()
ORDER BY 1, 2
