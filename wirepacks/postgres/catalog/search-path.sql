-- columns: schema
SELECT unnest(current_schemas(false))
