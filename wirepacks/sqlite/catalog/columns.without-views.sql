-- A view that names what is gone makes the pragma fail for all.
-- columns: schema, table, name, type, nullable, default, generated, stored
SELECT t.schema, t.name, c.name, c.type, c."notnull" = 0 AND NOT (t.wr AND c.pk > 0), c.dflt_value,
  CASE WHEN c.hidden IN (2, 3) THEN '' END, c.hidden = 3
FROM pragma_table_list AS t
JOIN pragma_table_xinfo(t.name, t.schema) AS c
WHERE t.type <> 'view' AND c.hidden <> 1 AND t.type IN ('table', 'view', 'virtual') AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\'
ORDER BY t.schema, t.name, c.cid
