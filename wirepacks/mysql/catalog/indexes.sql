-- columns: schema, table, name, column, expression, descending, prefix, unique, primary, method, invisible, comment
SELECT TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, COLUMN_NAME, EXPRESSION, COLLATION = 'D', SUB_PART,
  NON_UNIQUE = 0, INDEX_NAME = 'PRIMARY', LOWER(INDEX_TYPE), IS_VISIBLE = 'NO', NULLIF(INDEX_COMMENT, '')
FROM information_schema.STATISTICS
WHERE TABLE_SCHEMA NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')
ORDER BY TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX
