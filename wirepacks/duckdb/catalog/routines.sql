-- columns: id, schema, name, kind, returns_set, comment, definition
SELECT function_oid, schema_name, function_name, 'function', function_type = 'table_macro', comment, macro_definition
FROM duckdb_functions()
WHERE NOT internal AND database_name = current_database() AND function_type IN ('macro', 'table_macro')
ORDER BY schema_name, function_name
