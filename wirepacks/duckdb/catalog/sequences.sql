-- columns: schema, name
SELECT schema_name, sequence_name FROM duckdb_sequences() WHERE database_name = current_database()
ORDER BY schema_name, sequence_name
