-- columns: schema, name, kind
-- since: 3.37
SELECT t.schema, t.name, CASE t.type WHEN 'view' THEN 'view' WHEN 'virtual' THEN 'virtual-table' ELSE 'table' END
FROM pragma_table_list AS t
WHERE t.type IN ('table', 'view', 'virtual') AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\'
ORDER BY t.schema, t.name
