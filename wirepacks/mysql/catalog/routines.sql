-- columns: id, schema, name, kind, returns, language, security_definer, comment, definition
SELECT CONCAT(ROUTINE_SCHEMA, '.', SPECIFIC_NAME, '.', ROUTINE_TYPE), ROUTINE_SCHEMA, ROUTINE_NAME, LOWER(ROUTINE_TYPE),
  NULLIF(DTD_IDENTIFIER, ''), 'SQL', SECURITY_TYPE = 'DEFINER', NULLIF(ROUTINE_COMMENT, ''), ROUTINE_DEFINITION
FROM information_schema.ROUTINES
WHERE ROUTINE_SCHEMA NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys') AND ROUTINE_TYPE IN ('FUNCTION', 'PROCEDURE')
ORDER BY ROUTINE_SCHEMA, ROUTINE_NAME
