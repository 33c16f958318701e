-- columns: schema, name, kind, base, comment
SELECT schema_name, type_name, CASE logical_type WHEN 'ENUM' THEN 'enum' WHEN 'STRUCT' THEN 'composite' ELSE 'domain' END,
  lower(logical_type), comment
FROM duckdb_types() WHERE NOT internal AND database_name = current_database()
ORDER BY schema_name, type_name
