-- columns: schema, table, name, expression, not_valid
SELECT n.nspname, c.relname, k.conname, pg_catalog.pg_get_expr(k.conbin, k.conrelid, true), NOT k.convalidated
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE k.contype = 'c' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY n.nspname, c.relname, k.conname
