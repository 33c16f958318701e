-- columns: schema, table, name, column, expression, descending, prefix, included, unique, primary, method, where, invalid, size, scans, comment
SELECT n.nspname, t.relname, i.relname,
  a.attname,
  CASE WHEN a.attname IS NULL THEN pg_catalog.pg_get_indexdef(x.indexrelid, k.n, true) END,
  k.n <= x.indnkeyatts AND (x.indoption[k.n - 1] & 1) = 1,
  NULL,
  k.n > x.indnkeyatts,
  x.indisunique, x.indisprimary, am.amname,
  pg_catalog.pg_get_expr(x.indpred, x.indrelid, true),
  NOT x.indisvalid,
  CASE WHEN i.relkind = 'i' THEN i.relpages::bigint * current_setting('block_size')::bigint END,
  pg_catalog.pg_stat_get_numscans(i.oid),
  d.description
FROM pg_catalog.pg_index x
JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
JOIN pg_catalog.pg_class t ON t.oid = x.indrelid
JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
JOIN pg_catalog.pg_am am ON am.oid = i.relam
CROSS JOIN LATERAL generate_series(1, x.indnatts) AS k(n)
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[k.n - 1] AND a.attnum <> 0
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = i.oid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY n.nspname, t.relname, i.relname, k.n
