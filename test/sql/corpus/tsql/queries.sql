SELECT TOP (10) PERCENT WITH TIES o.id, total = o.qty * o.price, [order date] = o.placed, o.note AS 'a note'
FROM dbo.orders AS o WITH (NOLOCK, INDEX (ix_orders_placed))
INNER JOIN sales..customers c ON c.id = o.customer_id
LEFT OUTER HASH JOIN dbo.regions r ON r.id = c.region_id
WHERE o.placed >= DATEADD(DAY, -7, GETDATE()) AND c.name LIKE N'A[a-z]%' ESCAPE '!'
ORDER BY o.placed DESC;

SELECT DISTINCT TOP 5 a FROM t ORDER BY a OFFSET 10 ROWS FETCH NEXT 20 ROWS ONLY OPTION (RECOMPILE, MAXDOP 2);

WITH ranked (id, n) AS (
  SELECT id, ROW_NUMBER() OVER (PARTITION BY kind ORDER BY at DESC)
  FROM #events
), latest AS (SELECT * FROM ranked WHERE n = 1)
SELECT l.*, f.value FROM latest l
CROSS APPLY STRING_SPLIT(l.tags, ',') AS f
OUTER APPLY (SELECT TOP 1 x FROM u WHERE u.id = l.id ORDER BY x) y;

SELECT vendor, [2023], [2024]
FROM (SELECT vendor, yr, amount FROM sales) AS s
PIVOT (SUM(amount) FOR yr IN ([2023], [2024])) AS p;

SELECT id, attribute, val FROM t UNPIVOT (val FOR attribute IN (a, b, c)) AS u;

SELECT o.id AS '@id', (SELECT i.sku FROM items i WHERE i.order_id = o.id FOR XML PATH('item'), TYPE)
FROM orders o FOR XML PATH('order'), ROOT('orders');

SELECT a, b FROM t FOR JSON AUTO, INCLUDE_NULL_VALUES;

SELECT j.id, j.name FROM OPENJSON(@json, '$.items') WITH (id int '$.id', name nvarchar(50) '$.name', raw nvarchar(max) AS JSON) AS j;

DECLARE @n int = 5, @name nvarchar(100) = N'x';

SELECT @n = COUNT(*), @name = MAX(name) FROM t;

SELECT CAST(a AS decimal(10, 2)), CONVERT(varchar(10), placed, 120), TRY_CAST(b AS int), TRY_CONVERT(date, c), IIF(a > 0, 'p', 'n'), CHOOSE(2, 'a', 'b') FROM t;

INSERT INTO dbo.t (a, b) OUTPUT inserted.id, inserted.a INTO @log (id, a) VALUES (1, DEFAULT), (2, N'x');

INSERT INTO t EXEC dbo.list_things @kind = 'x', @n = @n OUTPUT;

INSERT TOP (5) INTO t (a) SELECT a FROM u;

UPDATE TOP (10) t SET t.a += 1, b = NULL OUTPUT deleted.a, inserted.a FROM dbo.t AS t JOIN u ON u.id = t.id WHERE u.flag = 1;

DELETE t FROM dbo.t AS t INNER JOIN u ON u.id = t.id WHERE u.gone = 1;

DELETE TOP (100) FROM log WHERE at < '20240101';

MERGE INTO dbo.target WITH (HOLDLOCK) AS t
USING (VALUES (1, 'a'), (2, 'b')) AS s (id, name)
ON t.id = s.id
WHEN MATCHED AND t.name <> s.name THEN UPDATE SET name = s.name
WHEN NOT MATCHED BY TARGET THEN INSERT (id, name) VALUES (s.id, s.name)
WHEN NOT MATCHED BY SOURCE THEN DELETE
OUTPUT $action, inserted.id, deleted.id;

SELECT a FROM t WHERE a IS NOT DISTINCT FROM @n OR EXISTS (SELECT 1 FROM u WHERE u.a = t.a) GROUP BY GROUPING SETS ((a), ());

SELECT SUM(x) OVER w, LAG(x, 1, 0) IGNORE NULLS OVER (ORDER BY y) FROM t WINDOW w AS (PARTITION BY z ORDER BY y ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW);

SELECT STRING_AGG(name, ', ') WITHIN GROUP (ORDER BY name) FROM t GROUP BY ALL_CAPS;

SELECT t.doc.value('(/a/b)[1]', 'int'), n.x.query('.') FROM t CROSS APPLY t.doc.nodes('/a') AS n(x);

SELECT placed AT TIME ZONE 'UTC' AT TIME ZONE 'Central European Standard Time' FROM orders FOR SYSTEM_TIME AS OF '2024-01-01';

SELECT * INTO #copy FROM t TABLESAMPLE SYSTEM (10 PERCENT);

SELECT NEXT VALUE FOR dbo.seq OVER (ORDER BY a), @@ROWCOUNT, $IDENTITY, {fn NOW()}, {d '2024-01-01'} FROM t;

SELECT a FROM t UNION ALL SELECT b FROM u EXCEPT SELECT c FROM v INTERSECT SELECT d FROM w;
