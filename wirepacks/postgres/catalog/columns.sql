-- columns: schema, table, name, type, nullable, default, generated, stored, identity, collation, comment
SELECT n.nspname, c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
  NOT a.attnotnull,
  CASE WHEN a.attgenerated = '' THEN pg_catalog.pg_get_expr(e.adbin, e.adrelid) END,
  CASE WHEN a.attgenerated <> '' THEN pg_catalog.pg_get_expr(e.adbin, e.adrelid) END,
  a.attgenerated = 's',
  CASE
    WHEN a.attidentity = 'a' THEN 'always'
    WHEN a.attidentity = 'd' THEN 'by-default'
    WHEN a.atthasdef AND owned.seen THEN 'serial'
  END,
  CASE WHEN a.attcollation <> t.typcollation THEN co.collname END,
  d.description
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_attrdef e ON e.adrelid = a.attrelid AND e.adnum = a.attnum
LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation
LEFT JOIN (
  SELECT DISTINCT dep.refobjid, dep.refobjsubid, true AS seen
  FROM pg_catalog.pg_depend dep
  JOIN pg_catalog.pg_class s ON s.oid = dep.objid AND s.relkind = 'S'
  WHERE dep.classid = 'pg_catalog.pg_class'::regclass AND dep.deptype = 'a'
) owned ON owned.refobjid = a.attrelid AND owned.refobjsubid = a.attnum
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = a.attrelid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY n.nspname, c.relname, a.attnum
