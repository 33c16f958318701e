-- columns: schema, table, column, distinct, null_fraction, common_values, histogram, average_bytes
-- optional
-- A negative number of distinct values is a share of the rows.
SELECT s.schemaname, s.tablename, s.attname,
  CASE WHEN s.n_distinct < 0 THEN round(-s.n_distinct::float8 * greatest(c.reltuples, 0)::float8) ELSE s.n_distinct::float8 END,
  s.null_frac::float8,
  array_to_json((s.most_common_vals::text::text[])[1:20])::text,
  array_to_json(s.histogram_bounds::text::text[])::text,
  s.avg_width
FROM pg_catalog.pg_stats s
JOIN pg_catalog.pg_namespace n ON n.nspname = s.schemaname
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = s.tablename
WHERE NOT s.inherited AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
