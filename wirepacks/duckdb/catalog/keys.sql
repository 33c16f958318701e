-- columns: schema, table, kind, key, column
SELECT schema_name, table_name, CASE constraint_type WHEN 'PRIMARY KEY' THEN 'primary' ELSE 'unique' END,
  constraint_index, unnest(constraint_column_names)
FROM duckdb_constraints()
WHERE constraint_type IN ('PRIMARY KEY', 'UNIQUE') AND database_name = current_database()
ORDER BY schema_name, table_name, constraint_index
