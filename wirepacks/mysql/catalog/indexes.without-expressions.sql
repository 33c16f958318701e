-- columns: schema, table, name, column, descending, prefix, unique, primary, method, comment
-- optional
-- For versions and relatives that index no expressions.
SELECT TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, COLUMN_NAME, COLLATION = 'D', SUB_PART,
  NON_UNIQUE = 0, INDEX_NAME = 'PRIMARY', LOWER(INDEX_TYPE), NULLIF(INDEX_COMMENT, '')
FROM information_schema.STATISTICS
WHERE TABLE_SCHEMA NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')
ORDER BY TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX
