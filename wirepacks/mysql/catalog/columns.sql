-- columns: schema, table, name, type, nullable, default, generated, stored, identity, collation, comment
-- A relative that answers to this pack shows its defaults as they are written. Widths of integers are no part of the type, except that one bit of them means a truth value.
SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME,
  CASE
    WHEN COLUMN_TYPE LIKE 'tinyint(1)%' THEN COLUMN_TYPE
    WHEN DATA_TYPE IN ('tinyint', 'smallint', 'mediumint', 'int', 'bigint') THEN CONCAT(DATA_TYPE,
      CASE WHEN COLUMN_TYPE LIKE '%unsigned%' THEN ' unsigned' ELSE '' END,
      CASE WHEN COLUMN_TYPE LIKE '%zerofill%' THEN ' zerofill' ELSE '' END)
    ELSE COLUMN_TYPE
  END,
  IS_NULLABLE = 'YES',
  CASE
    WHEN VERSION() LIKE '%MariaDB%' THEN NULLIF(COLUMN_DEFAULT, 'NULL')
    WHEN COLUMN_DEFAULT IS NULL OR EXTRA LIKE '%DEFAULT_GENERATED%' THEN COLUMN_DEFAULT
    WHEN DATA_TYPE IN ('tinyint', 'smallint', 'mediumint', 'int', 'bigint', 'decimal', 'float', 'double', 'bit') THEN COLUMN_DEFAULT
    WHEN COLUMN_DEFAULT LIKE 'CURRENT_TIMESTAMP%' THEN COLUMN_DEFAULT
    ELSE QUOTE(COLUMN_DEFAULT)
  END,
  NULLIF(GENERATION_EXPRESSION, ''),
  EXTRA LIKE '%STORED%' OR EXTRA LIKE '%PERSISTENT%',
  CASE WHEN EXTRA LIKE '%auto_increment%' THEN 'auto-increment' END,
  NULL,
  NULLIF(COLUMN_COMMENT, '')
FROM information_schema.COLUMNS
WHERE TABLE_SCHEMA NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')
ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION
