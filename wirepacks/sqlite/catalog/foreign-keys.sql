-- columns: schema, table, key, column, target_schema, target_table, target, on_delete, on_update
SELECT t.schema, t.name, f.id, f."from", t.schema, f."table", f."to",
  CASE f.on_delete WHEN 'NO ACTION' THEN NULL ELSE f.on_delete END,
  CASE f.on_update WHEN 'NO ACTION' THEN NULL ELSE f.on_update END
FROM pragma_table_list AS t
JOIN pragma_foreign_key_list(t.name, t.schema) AS f
WHERE t.type IN ('table', 'view', 'virtual') AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\'
ORDER BY t.schema, t.name, f.id, f.seq
