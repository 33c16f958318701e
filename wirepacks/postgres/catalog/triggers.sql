-- columns: schema, table, name, timing, events, routine, definition
SELECT n.nspname, c.relname, t.tgname,
  CASE WHEN t.tgtype::int & 2 <> 0 THEN 'BEFORE' WHEN t.tgtype::int & 64 <> 0 THEN 'INSTEAD OF' ELSE 'AFTER' END,
  concat_ws(',',
    CASE WHEN t.tgtype::int & 4 <> 0 THEN 'INSERT' END,
    CASE WHEN t.tgtype::int & 16 <> 0 THEN 'UPDATE' END,
    CASE WHEN t.tgtype::int & 8 <> 0 THEN 'DELETE' END,
    CASE WHEN t.tgtype::int & 32 <> 0 THEN 'TRUNCATE' END),
  p.proname,
  pg_catalog.pg_get_triggerdef(t.oid, true)
FROM pg_catalog.pg_trigger t
JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY n.nspname, c.relname, t.tgname
