-- columns: schema, name
SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.TABLES
WHERE TABLE_SCHEMA NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys') AND TABLE_TYPE = 'SEQUENCE'
ORDER BY TABLE_SCHEMA, TABLE_NAME
