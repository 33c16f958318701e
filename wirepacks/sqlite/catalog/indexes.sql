-- columns: schema, table, name, column, expression, descending, unique, primary
SELECT t.schema, t.name, i.name, k.name, CASE WHEN k.cid = -2 THEN '' END, k."desc", i."unique", i.origin = 'pk'
FROM pragma_table_list AS t
JOIN pragma_index_list(t.name, t.schema) AS i
JOIN pragma_index_xinfo(i.name, t.schema) AS k
WHERE k.key = 1 AND t.type IN ('table', 'view', 'virtual') AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\'
ORDER BY t.schema, t.name, i.name, k.seqno
