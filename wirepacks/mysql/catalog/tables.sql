-- columns: schema, name, kind, comment, definition, rows, size, engine
SELECT t.TABLE_SCHEMA, t.TABLE_NAME,
  CASE WHEN t.TABLE_TYPE LIKE '%VIEW' THEN 'view' ELSE 'table' END,
  CASE WHEN t.TABLE_TYPE LIKE '%VIEW' THEN NULL ELSE NULLIF(t.TABLE_COMMENT, '') END,
  v.VIEW_DEFINITION,
  t.TABLE_ROWS, t.DATA_LENGTH, NULLIF(t.ENGINE, @@default_storage_engine)
FROM information_schema.TABLES t
LEFT JOIN information_schema.VIEWS v ON v.TABLE_SCHEMA = t.TABLE_SCHEMA AND v.TABLE_NAME = t.TABLE_NAME
WHERE t.TABLE_SCHEMA NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys') AND t.TABLE_TYPE NOT IN ('SEQUENCE', 'SYSTEM VIEW')
ORDER BY t.TABLE_SCHEMA, t.TABLE_NAME
