-- columns: id, schema, name, kind, returns, security_definer, volatility, comment, definition
SELECT CONCAT(ROUTINE_SCHEMA, '.', SPECIFIC_NAME, '.', ROUTINE_TYPE), ROUTINE_SCHEMA, ROUTINE_NAME, LOWER(ROUTINE_TYPE),
  CASE
    WHEN DATA_TYPE IN ('smallint', 'mediumint', 'int', 'bigint') THEN CONCAT(DATA_TYPE, CASE WHEN DTD_IDENTIFIER LIKE '%unsigned%' THEN ' unsigned' ELSE '' END)
    ELSE NULLIF(DTD_IDENTIFIER, '')
  END,
  SECURITY_TYPE = 'DEFINER', CASE IS_DETERMINISTIC WHEN 'YES' THEN 'deterministic' END, NULLIF(ROUTINE_COMMENT, ''), ROUTINE_DEFINITION
FROM information_schema.ROUTINES
WHERE ROUTINE_SCHEMA NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys') AND ROUTINE_TYPE IN ('FUNCTION', 'PROCEDURE')
ORDER BY ROUTINE_SCHEMA, ROUTINE_NAME
