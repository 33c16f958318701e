-- columns: routine, name, mode, type, has_default
SELECT p.oid, nullif(p.proargnames[u.position], ''),
  CASE coalesce(p.proargmodes[u.position], 'i')
    WHEN 'o' THEN 'out' WHEN 'b' THEN 'inout' WHEN 'v' THEN 'variadic' WHEN 't' THEN 'table' ELSE 'in' END,
  pg_catalog.format_type(u.type, NULL),
  coalesce(p.proargmodes[u.position], 'i') IN ('i', 'b', 'v')
    AND count(*) FILTER (WHERE coalesce(p.proargmodes[u.position], 'i') IN ('i', 'b', 'v'))
      OVER (PARTITION BY p.oid ORDER BY u.position) > p.pronargs - p.pronargdefaults
FROM pg_catalog.pg_proc p
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
CROSS JOIN LATERAL unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) WITH ORDINALITY AS u(type, position)
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY p.oid, u.position
