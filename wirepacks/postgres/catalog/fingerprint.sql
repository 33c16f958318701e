-- columns: fingerprint
-- The row versions of the catalog's own tables: they change with every definition and with nothing else.
SELECT concat_ws('.',
  (SELECT concat(count(*), '/', sum(hashtext(concat(oid, xmin))::bigint)) FROM pg_catalog.pg_class WHERE oid >= 16384),
  (SELECT concat(count(*), '/', sum(hashtext(concat(attrelid, attnum, xmin))::bigint)) FROM pg_catalog.pg_attribute WHERE attrelid >= 16384),
  (SELECT concat(count(*), '/', sum(hashtext(concat(oid, xmin))::bigint)) FROM pg_catalog.pg_attrdef),
  (SELECT concat(count(*), '/', sum(hashtext(concat(oid, xmin))::bigint)) FROM pg_catalog.pg_constraint),
  (SELECT concat(count(*), '/', sum(hashtext(concat(oid, xmin))::bigint)) FROM pg_catalog.pg_type WHERE oid >= 16384),
  (SELECT concat(count(*), '/', sum(hashtext(concat(oid, xmin))::bigint)) FROM pg_catalog.pg_proc WHERE oid >= 16384),
  (SELECT concat(count(*), '/', sum(hashtext(concat(oid, xmin))::bigint)) FROM pg_catalog.pg_trigger WHERE NOT tgisinternal),
  (SELECT concat(count(*), '/', sum(hashtext(concat(oid, xmin))::bigint)) FROM pg_catalog.pg_policy),
  (SELECT concat(count(*), '/', sum(hashtext(concat(objoid, objsubid, xmin))::bigint)) FROM pg_catalog.pg_description WHERE objoid >= 16384),
  (SELECT concat(count(*), '/', sum(hashtext(concat(oid, xmin))::bigint)) FROM pg_catalog.pg_namespace),
  current_setting('search_path'))
