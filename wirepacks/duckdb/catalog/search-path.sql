-- columns: schema
SELECT current_schema()
