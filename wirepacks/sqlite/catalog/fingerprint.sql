-- columns: fingerprint
SELECT group_concat(schema_version, '.') FROM pragma_schema_version
