-- columns: schema, type, kind, name
SELECT schema_name, type_name, 'label', unnest(labels)
FROM duckdb_types() WHERE NOT internal AND database_name = current_database() AND labels IS NOT NULL
