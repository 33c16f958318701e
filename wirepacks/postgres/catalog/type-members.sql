-- columns: schema, type, kind, name, value
SELECT schema, type, kind, name, value FROM (
  SELECT n.nspname, t.typname, 'label', e.enumlabel, NULL, e.enumsortorder::float8
  FROM pg_catalog.pg_enum e
  JOIN pg_catalog.pg_type t ON t.oid = e.enumtypid
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
  WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  UNION ALL
  SELECT n.nspname, t.typname, 'check', k.conname, pg_catalog.pg_get_expr(k.conbin, 0, true), 0
  FROM pg_catalog.pg_constraint k
  JOIN pg_catalog.pg_type t ON t.oid = k.contypid
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
  WHERE k.contype = 'c' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  UNION ALL
  SELECT n.nspname, t.typname, 'field', a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnum
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.relkind = 'c'
  JOIN pg_catalog.pg_type t ON t.oid = c.reltype
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
  WHERE a.attnum > 0 AND NOT a.attisdropped AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
) AS m(schema, type, kind, name, value, position)
ORDER BY schema, type, kind, position, name
