-- columns: id, schema, name, kind, returns, returns_set, language, security_definer, volatility, comment, definition
SELECT p.oid, n.nspname, p.proname,
  CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' WHEN 'w' THEN 'window' ELSE 'function' END,
  CASE WHEN p.prokind <> 'p' THEN pg_catalog.format_type(p.prorettype, NULL) END,
  p.proretset, l.lanname, p.prosecdef,
  CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END,
  d.description,
  CASE WHEN l.lanname NOT IN ('c', 'internal') THEN p.prosrc END
FROM pg_catalog.pg_proc p
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_language l ON l.oid = p.prolang
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = p.oid AND d.classoid = 'pg_catalog.pg_proc'::regclass AND d.objsubid = 0
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY n.nspname, p.proname, p.oid
