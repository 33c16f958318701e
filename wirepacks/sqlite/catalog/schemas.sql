-- columns: schema, comment
SELECT name, NULL FROM pragma_database_list ORDER BY seq
