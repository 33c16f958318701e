-- columns: schema, name, kind, comment, definition, rows, size, row_security, partition_method, partition_columns, partition_of, temporary, unlogged
-- Sizes come from the pages counted by the last ANALYZE: asking the file system would cost a call per table.
SELECT n.nspname, c.relname,
  CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized-view' WHEN 'f' THEN 'foreign-table' ELSE 'table' END,
  d.description,
  CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END,
  CASE WHEN c.reltuples >= 0 AND c.relkind IN ('r', 'm', 'p') THEN c.reltuples::bigint END,
  CASE WHEN c.relkind IN ('r', 'm') AND c.reltuples >= 0 THEN c.relpages::bigint * current_setting('block_size')::bigint END,
  CASE WHEN NOT c.relrowsecurity THEN NULL WHEN c.relforcerowsecurity THEN 'forced' ELSE 'enabled' END,
  CASE p.partstrat WHEN 'r' THEN 'range' WHEN 'l' THEN 'list' WHEN 'h' THEN 'hash' END,
  CASE WHEN p.partrelid IS NOT NULL THEN json_build_array(pg_catalog.pg_get_partkeydef(p.partrelid))::text END,
  parent.relname,
  c.relpersistence = 't',
  c.relpersistence = 'u'
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0
LEFT JOIN pg_catalog.pg_partitioned_table p ON p.partrelid = c.oid
LEFT JOIN pg_catalog.pg_inherits i ON c.relispartition AND i.inhrelid = c.oid
LEFT JOIN pg_catalog.pg_class parent ON parent.oid = i.inhparent
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY n.nspname, c.relname
