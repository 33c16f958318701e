-- columns: schema, table, name, type, nullable, default, generated, stored, identity, collation, comment
-- Widths of integers are no part of the type, except that one bit of them means a truth value; JSON is
-- kept as text with a check that says so.
SELECT c.TABLE_SCHEMA, c.TABLE_NAME, c.COLUMN_NAME,
  CASE
    WHEN j.CONSTRAINT_NAME IS NOT NULL THEN 'json'
    WHEN c.COLUMN_TYPE LIKE 'tinyint(1)%' THEN c.COLUMN_TYPE
    WHEN c.DATA_TYPE IN ('tinyint', 'smallint', 'mediumint', 'int', 'bigint') THEN CONCAT(c.DATA_TYPE,
      CASE WHEN c.COLUMN_TYPE LIKE '%unsigned%' THEN ' unsigned' ELSE '' END,
      CASE WHEN c.COLUMN_TYPE LIKE '%zerofill%' THEN ' zerofill' ELSE '' END)
    ELSE c.COLUMN_TYPE
  END,
  c.IS_NULLABLE = 'YES',
  CASE WHEN c.COLUMN_DEFAULT = 'current_timestamp()' THEN 'CURRENT_TIMESTAMP' ELSE NULLIF(c.COLUMN_DEFAULT, 'NULL') END,
  NULLIF(c.GENERATION_EXPRESSION, ''),
  c.EXTRA LIKE '%STORED%' OR c.EXTRA LIKE '%PERSISTENT%',
  CASE WHEN c.EXTRA LIKE '%auto_increment%' THEN 'auto-increment' END,
  NULL,
  NULLIF(c.COLUMN_COMMENT, '')
FROM information_schema.COLUMNS c
LEFT JOIN information_schema.CHECK_CONSTRAINTS j
  ON c.COLUMN_TYPE = 'longtext' AND j.CONSTRAINT_SCHEMA = c.TABLE_SCHEMA AND j.TABLE_NAME = c.TABLE_NAME
  AND j.LEVEL = 'Column' AND j.CHECK_CLAUSE = CONCAT('json_valid(`', c.COLUMN_NAME, '`)')
WHERE c.TABLE_SCHEMA NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')
ORDER BY c.TABLE_SCHEMA, c.TABLE_NAME, c.ORDINAL_POSITION
