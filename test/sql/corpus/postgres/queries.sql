WITH RECURSIVE tree (id, parent, depth) AS (
  SELECT id, parent, 0 FROM nodes WHERE parent IS NULL
  UNION ALL
  SELECT n.id, n.parent, t.depth + 1 FROM nodes AS n JOIN tree t ON t.id = n.parent
) SEARCH BREADTH FIRST BY id SET ord CYCLE id SET is_cycle TO true DEFAULT false USING path
SELECT * FROM tree ORDER BY ord;

WITH moved AS MATERIALIZED (DELETE FROM queue WHERE done RETURNING *), kept AS NOT MATERIALIZED (SELECT 1)
INSERT INTO archive SELECT * FROM moved RETURNING id;

SELECT DISTINCT ON (customer_id) customer_id, placed_at, total
FROM orders ORDER BY customer_id, placed_at DESC NULLS LAST;

SELECT o.id, c.name, sum(i.qty * i.price)::numeric(12, 2) AS total, count(*) FILTER (WHERE i.gift) AS gifts,
  string_agg(DISTINCT i.sku, ', ' ORDER BY i.sku), percentile_cont(0.5) WITHIN GROUP (ORDER BY i.price),
  row_number() OVER w, lag(i.price, 1, 0) OVER (w RANGE BETWEEN INTERVAL '1 day' PRECEDING AND CURRENT ROW EXCLUDE TIES)
FROM orders o
INNER JOIN customers c USING (customer_id)
LEFT JOIN LATERAL (SELECT * FROM items i WHERE i.order_id = o.id LIMIT 5) i ON true
CROSS JOIN LATERAL jsonb_to_recordset(o.extra) AS x (a int, b text)
NATURAL FULL OUTER JOIN regions
WHERE o.placed_at >= now() - INTERVAL '7' DAY AND o.status = ANY ('{a,b}'::text[]) AND o.tags && ARRAY['x', 'y']
  AND NOT EXISTS (SELECT FROM refunds r WHERE r.order_id = o.id)
  AND (o.a, o.b) IN (SELECT 1, 2) AND o.note NOT ILIKE 'x%' ESCAPE '!' AND o.x IS NOT DISTINCT FROM $1
GROUP BY GROUPING SETS ((o.id, c.name), ROLLUP (c.name), CUBE (o.id, c.name), ())
HAVING count(*) > 1
WINDOW w AS (PARTITION BY c.name ORDER BY o.id)
ORDER BY total DESC, 1 USING >
OFFSET 5 ROWS FETCH FIRST 10 ROWS ONLY
FOR NO KEY UPDATE OF o SKIP LOCKED;

SELECT EXTRACT(EPOCH FROM ts), substring(a FROM 2 FOR 3), substring(a SIMILAR 'x' ESCAPE '#'), trim(BOTH ' ' FROM a), trim(a),
  position('x' IN a), overlay(a PLACING 'x' FROM 2 FOR 1), a COLLATE "C", ts AT TIME ZONE 'UTC', ts AT LOCAL,
  CAST(a AS double precision), x::int[][3], ROW(1, 'a')::pair, (comp).field, (comp).*, arr[1], arr[1:2], arr[:n], arr[m:],
  CASE WHEN a THEN 1 ELSE 2 END, CASE a WHEN 1 THEN 'x' END, a OPERATOR(pg_catalog.+) b, -a ^ 2, @ -5, |/ 25, a !~* 'x', a @> b, a ->> 'k' = 'v', a #>> '{x,y}',
  j @? '$.a ? (@ > 1)', a IS NFC NORMALIZED, j IS JSON OBJECT WITH UNIQUE KEYS, a BETWEEN SYMMETRIC 1 AND 2, a ISNULL, a NOTNULL, a LIKE ANY (ARRAY['x']), (a, b) OVERLAPS (c, d)
FROM t;

SELECT JSON_OBJECT('a': 1, 'b' VALUE 2 ABSENT ON NULL WITH UNIQUE KEYS RETURNING jsonb), JSON_ARRAY(1, 2 NULL ON NULL), JSON_ARRAY(SELECT x FROM t), JSON_OBJECTAGG(k: v),
  JSON_ARRAYAGG(x ORDER BY y), JSON_VALUE(j, '$.a' RETURNING int DEFAULT 0 ON EMPTY ERROR ON ERROR), JSON_QUERY(j, '$.b' WITH CONDITIONAL WRAPPER KEEP QUOTES),
  JSON_EXISTS(j, '$.c' PASSING 1 AS x TRUE ON ERROR), JSON_SCALAR(1), JSON_SERIALIZE(j RETURNING text), JSON('{}' WITH UNIQUE)
FROM t;

SELECT * FROM JSON_TABLE(doc, '$.items[*]' AS items PASSING 1 AS x COLUMNS (
  n FOR ORDINALITY, id int PATH '$.id', has boolean EXISTS PATH '$.h', raw jsonb FORMAT JSON PATH '$' WITHOUT WRAPPER,
  NESTED PATH '$.tags[*]' AS tags COLUMNS (tag text PATH '$' DEFAULT 'x' ON EMPTY)) ERROR ON ERROR) AS jt;

SELECT * FROM ROWS FROM (generate_series(1, 3), unnest(ARRAY[1, 2]) ) WITH ORDINALITY AS r (a, b, n), ONLY (base) b TABLESAMPLE bernoulli (10) REPEATABLE (1),
  XMLTABLE('/a' PASSING x COLUMNS id int PATH '@id' NOT NULL, n FOR ORDINALITY) AS xt, (VALUES (1, 'a'), (2, 'b')) AS v (id, name), ((a JOIN b ON a.x = b.x) AS ab CROSS JOIN c);

(SELECT 1 UNION ALL SELECT 2) INTERSECT (SELECT 2 EXCEPT ALL SELECT 3) ORDER BY 1 LIMIT ALL;

VALUES (1, DEFAULT), (2, NULL) ORDER BY 1;

TABLE orders;

SELECT make_interval(days => 1, hours := 2), f(VARIADIC ARRAY[1]), U&'d\0061t\+000061', E'a\tb', B'101', X'1F', $$q$$, $tag$q$tag$, 'a'
  'b', 1_000, 0x1F, 1e10, timestamp with time zone '2024-01-01', interval(3) '1 s', numeric(4, 1) '1.5', point '(1,2)', date '2024-01-01', current_date, current_timestamp(3), session_user;

SELECT a INTO TEMP TABLE copy FROM t;

INSERT INTO t AS x (a, b[1], c.d) OVERRIDING SYSTEM VALUE VALUES (1, 2, DEFAULT), (3, 4, 5)
ON CONFLICT (a, lower(b) COLLATE "C" text_ops) WHERE a > 0 DO UPDATE SET b = excluded.b, (c, d) = (SELECT 1, 2), (e, f) = ROW (1, 2) WHERE x.a < 10
RETURNING WITH (OLD AS o, NEW AS n) o.a, n.b AS b2, x.*;

INSERT INTO t DEFAULT VALUES ON CONFLICT ON CONSTRAINT t_pkey DO NOTHING;

UPDATE ONLY t SET a = DEFAULT, b = b || 'x' FROM u LEFT JOIN v ON v.id = u.id WHERE t.id = u.id AND CURRENT_USER = 'x' RETURNING old.a, new.a;

UPDATE t SET a = 1 WHERE CURRENT OF c;

DELETE FROM ONLY t AS x USING u, LATERAL (SELECT 1) v WHERE x.id = u.id RETURNING *;

MERGE INTO ONLY target AS t USING (SELECT * FROM src) AS s ON t.id = s.id
WHEN MATCHED AND s.gone THEN DELETE
WHEN MATCHED THEN UPDATE SET a = s.a, (b, c) = (s.b, s.c)
WHEN NOT MATCHED BY SOURCE THEN DO NOTHING
WHEN NOT MATCHED BY TARGET THEN INSERT (id, a) OVERRIDING USER VALUE VALUES (s.id, DEFAULT)
RETURNING merge_action(), t.*;

SELECT xmlelement(name foo, xmlattributes(a AS b, c), 'x', xmlforest(a, b AS c)), xmlagg(x ORDER BY y), xmlparse(DOCUMENT '<a/>' PRESERVE WHITESPACE), xmlpi(name php, 'x'),
  xmlroot(x, version '1.0', standalone yes), xmlserialize(CONTENT x AS text INDENT), xmlexists('//a' PASSING BY REF x), x IS DOCUMENT, xmlconcat(a, b) FROM t;

SELECT a AS "from", b AS select, c union_, 1 AS all FROM "select" AS "Mixed Case" WHERE a = :name AND b = :'text' AND c > ${x} AND d = {y};
