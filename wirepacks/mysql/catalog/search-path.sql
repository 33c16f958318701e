-- columns: schema
SELECT DATABASE() FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = DATABASE()
