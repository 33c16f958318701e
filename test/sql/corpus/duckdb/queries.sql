FROM t SELECT a, b WHERE a > 1;

FROM 'data/*.parquet';

SELECT * EXCLUDE (a, b) REPLACE (c + 1 AS c) FROM read_csv('x.csv', header = true, columns = {'a': 'INTEGER', 'b': 'VARCHAR'});

SELECT COLUMNS('^x_') FROM t;

SELECT a: 1, b: x + 1 FROM t;

SELECT {'a': 1, 'b': [1, 2, 3]}, MAP {'k': 1}, [x * 2 FOR x IN l IF x > 1], l[1:3], l[-1], s.a.b FROM t;

SELECT list_transform(l, x -> x + 1), list_reduce(l, lambda a, b : a + b) FROM t;

SELECT a::INTEGER, TRY_CAST(b AS DATE), c::DECIMAL(10, 2)[], 5 // 2, 2 ** 3, a ILIKE 'x%', b SIMILAR TO 'y' FROM t;

SELECT * FROM a ASOF JOIN b ON a.id = b.id AND a.at >= b.at;

SELECT * FROM a POSITIONAL JOIN b;

SELECT * FROM a SEMI JOIN b USING (id) ANTI JOIN c ON a.id = c.id;

SELECT a, sum(b) FROM t GROUP BY ALL ORDER BY ALL;

SELECT a, row_number() OVER (ORDER BY b) AS n FROM t QUALIFY n = 1;

PIVOT cities ON year USING sum(population) GROUP BY country;

UNPIVOT t ON COLUMNS(* EXCLUDE (id)) INTO NAME k VALUE v;

SELECT * FROM t PIVOT (sum(x) FOR y IN (1, 2) GROUP BY z);

SELECT * FROM t USING SAMPLE 10%;

SELECT * FROM t TABLESAMPLE reservoir(20 ROWS) REPEATABLE (1);

SELECT 1 UNION BY NAME SELECT 2 UNION ALL BY NAME SELECT 3;

INSERT INTO t BY NAME SELECT 1 AS a ON CONFLICT DO NOTHING RETURNING *;

INSERT OR REPLACE INTO t VALUES (1, 2);

SELECT unnest([1, 2, 3]), generate_series, x FROM generate_series(1, 3) AS g(generate_series), unnest(l) AS u(x) WITH ORDINALITY;

WITH RECURSIVE r USING KEY (a) AS (SELECT 1 AS a UNION SELECT a + 1 FROM r WHERE a < 3) FROM r;

SELECT count(*) FILTER (a > 1), arg_max(a, b), string_agg(a, ',' ORDER BY b), list(a ORDER BY b DESC NULLS LAST) FROM t;

SELECT INTERVAL 1 DAY, INTERVAL '1 day', INTERVAL (n) HOURS, DATE '2024-01-01', TIMESTAMP '2024-01-01' AT TIME ZONE 'UTC', 'x' 
 'y', $1, $name, ? FROM t LIMIT 10%;

SELECT x IN l, x IN (1, 2), (1, 2) = ROW(1, 2), NOT a, a IS NOT DISTINCT FROM b FROM t, LATERAL (SELECT t.a) s;

UPDATE t SET a = u.a FROM u WHERE t.id = u.id RETURNING t.*;

DELETE FROM t USING u WHERE t.id = u.id;

MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET a = s.a WHEN NOT MATCHED THEN INSERT VALUES (s.id, s.a);
