-- columns: schema, table, expression
SELECT schema_name, table_name, expression
FROM duckdb_constraints()
WHERE constraint_type = 'CHECK' AND database_name = current_database()
ORDER BY schema_name, table_name, constraint_index
