-- columns: routine, name, mode, type
SELECT function_oid, unnest(parameters), 'in', ''
FROM duckdb_functions()
WHERE NOT internal AND database_name = current_database() AND function_type IN ('macro', 'table_macro')
ORDER BY function_oid
