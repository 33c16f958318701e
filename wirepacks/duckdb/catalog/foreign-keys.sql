-- columns: schema, table, key, column, target_schema, target_table, target
SELECT schema_name, table_name, constraint_index, unnest(constraint_column_names), schema_name, referenced_table,
  unnest(referenced_column_names)
FROM duckdb_constraints()
WHERE constraint_type = 'FOREIGN KEY' AND database_name = current_database()
ORDER BY schema_name, table_name, constraint_index
