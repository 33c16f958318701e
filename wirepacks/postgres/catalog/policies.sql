-- columns: schema, table, name, command, permissive, roles, using, check
-- optional
SELECT schemaname, tablename, policyname, cmd, permissive = 'PERMISSIVE', array_to_json(roles)::text, qual, with_check
FROM pg_catalog.pg_policies
ORDER BY schemaname, tablename, policyname
