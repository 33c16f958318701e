-- columns: schema, table, column, distinct
-- optional
-- The engine counts distinct values for the columns that begin an index.
SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, MAX(CARDINALITY)
FROM information_schema.STATISTICS
WHERE SEQ_IN_INDEX = 1 AND COLUMN_NAME IS NOT NULL AND TABLE_SCHEMA NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')
GROUP BY TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME
