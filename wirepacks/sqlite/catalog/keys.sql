-- columns: schema, table, name, kind, column
SELECT schema, "table", NULL, kind, "column" FROM (
  SELECT t.schema, t.name AS "table", 'primary' AS kind, '' AS key, c.name AS "column", c.pk AS position
  FROM pragma_table_list AS t JOIN pragma_table_xinfo(t.name, t.schema) AS c
  WHERE t.type <> 'view' AND c.pk > 0 AND t.type IN ('table', 'view', 'virtual') AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\'
  UNION ALL
  SELECT t.schema, t.name, 'unique', i.name, k.name, k.seqno
  FROM pragma_table_list AS t
  JOIN pragma_index_list(t.name, t.schema) AS i
  JOIN pragma_index_info(i.name, t.schema) AS k
  WHERE i.origin = 'u' AND t.type IN ('table', 'view', 'virtual') AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\'
)
ORDER BY schema, "table", kind, key, position
