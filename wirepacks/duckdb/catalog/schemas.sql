-- columns: schema, comment
SELECT schema_name, comment FROM duckdb_schemas()
WHERE NOT internal AND database_name = current_database()
ORDER BY schema_name
