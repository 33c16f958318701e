SELECT DATE_FORMAT(ordered_at, '%Y-%m') AS ym, COUNT(*) AS n, ROUND(AVG(discount), 2) FROM orders GROUP BY ym ORDER BY ym

SELECT YEAR(hired_on) AS y, QUARTER(hired_on) AS q, COUNT(*) FROM employees GROUP BY y, q ORDER BY y, q

SELECT DATE(logged_at) AS d, level, COUNT(*) FROM logs GROUP BY d, level ORDER BY d, level

SELECT category, SUM(stock), AVG(price), COUNT(DISTINCT name) FROM products GROUP BY category WITH ROLLUP

SELECT category, GROUP_CONCAT(name) FROM products GROUP BY category ORDER BY category

SELECT category, GROUP_CONCAT(name ORDER BY price DESC SEPARATOR ' | ') FROM products GROUP BY category ORDER BY category

SELECT GROUP_CONCAT(DISTINCT category ORDER BY category SEPARATOR ', ') FROM products

SELECT GROUP_CONCAT(id, ':', name ORDER BY id) FROM departments

SELECT GROUP_CONCAT(DISTINCT LOWER(status) ORDER BY status DESC) FROM orders

SELECT d.name, GROUP_CONCAT(e.name ORDER BY e.name) FROM departments d LEFT JOIN employees e ON e.department_id = d.id GROUP BY d.id, d.name ORDER BY d.id

SELECT id, name, salary, ROW_NUMBER() OVER (PARTITION BY department_id ORDER BY salary DESC, id) AS rn FROM employees ORDER BY id

SELECT id, SUM(salary) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS running FROM employees ORDER BY id

SELECT id, AVG(salary) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) FROM employees ORDER BY id

SELECT id, LAG(salary, 1) OVER (ORDER BY id), LEAD(name) OVER (ORDER BY id) FROM employees ORDER BY id

SELECT id, RANK() OVER w, DENSE_RANK() OVER w, NTILE(3) OVER w, PERCENT_RANK() OVER w, CUME_DIST() OVER w FROM employees WINDOW w AS (ORDER BY salary, id) ORDER BY id

SELECT id, FIRST_VALUE(name) OVER (PARTITION BY category ORDER BY price), LAST_VALUE(name) OVER (PARTITION BY category ORDER BY price ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) FROM products ORDER BY id

SELECT id, NTH_VALUE(name, 2) OVER (ORDER BY id) FROM products ORDER BY id

SELECT * FROM (SELECT e.*, ROW_NUMBER() OVER (PARTITION BY department_id ORDER BY salary DESC) rn FROM employees e) t WHERE rn = 1 AND department_id IS NOT NULL ORDER BY id

SELECT id, bonus, RANK() OVER (ORDER BY bonus) AS r FROM employees ORDER BY id

SELECT id, COUNT(*) OVER () AS total, salary / SUM(salary) OVER () AS share FROM employees ORDER BY id

WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i, i * i FROM n ORDER BY i

WITH RECURSIVE d AS (SELECT CAST('2024-02-27' AS DATE) AS day UNION ALL SELECT day + INTERVAL 1 DAY FROM d WHERE day < '2024-03-02') SELECT day, DAYNAME(day) FROM d ORDER BY day

WITH RECURSIVE tree AS (SELECT id, name, 0 AS depth, CAST(name AS CHAR(500)) AS path FROM departments WHERE parent_id IS NULL UNION ALL SELECT c.id, c.name, t.depth + 1, CONCAT(t.path, ' > ', c.name) FROM departments c JOIN tree t ON t.id = c.parent_id) SELECT * FROM tree ORDER BY path

WITH RECURSIVE chain (id, name, lvl) AS (SELECT id, name, 1 FROM employees WHERE id = 5 UNION ALL SELECT e.id, e.name, c.lvl + 1 FROM employees e JOIN chain c ON e.id = (SELECT manager_id FROM employees WHERE id = c.id)) SELECT * FROM chain ORDER BY lvl

WITH totals AS (SELECT order_id, SUM(quantity * unit_price) AS total FROM order_items GROUP BY order_id), big AS (SELECT * FROM totals WHERE total > 500) SELECT o.id, b.total FROM orders o JOIN big b ON b.order_id = o.id ORDER BY o.id

SELECT seq FROM seq_1_to_5 ORDER BY seq

SELECT id FROM employees UNION SELECT id FROM departments ORDER BY id

(SELECT id, name FROM employees ORDER BY salary DESC LIMIT 2) UNION ALL (SELECT id, name FROM products ORDER BY price LIMIT 1) ORDER BY name

SELECT id FROM employees INTERSECT SELECT manager_id FROM employees

SELECT id FROM employees EXCEPT SELECT manager_id FROM employees ORDER BY 1

SELECT STD(salary), STDDEV_SAMP(salary), VARIANCE(salary), VAR_SAMP(salary) FROM employees

SELECT BIT_AND(id), BIT_OR(id), BIT_XOR(id) FROM employees

SELECT category, SUM(IF(stock > 10, 1, 0)) AS plenty, COUNT(CASE WHEN stock = 0 THEN 1 END) AS empty FROM products GROUP BY category ORDER BY category

SELECT SUM(status = 'shipped') AS s, SUM(status = 'pending' AND discount IS NULL) AS p, COUNT(status = 'x' OR NULL) FROM orders

SELECT AVG(price > 100), SUM(price > 100) / COUNT(*) FROM products

SELECT AVG(stock), AVG(credit_limit) FROM products, customers

SELECT ROUND(AVG(salary), 1), ROUND(SUM(bonus) / COUNT(*), 3), FLOOR(AVG(salary)) FROM employees

SELECT COUNT(*), COUNT(bonus), SUM(bonus), MIN(bonus), MAX(bonus) FROM employees WHERE id > 100

SELECT d.name, (SELECT MAX(e.salary) FROM employees e WHERE e.department_id = d.id) AS top FROM departments d ORDER BY top DESC, d.name

SELECT d.name, e.name FROM departments d JOIN employees e ON e.id = (SELECT x.id FROM employees x WHERE x.department_id = d.id ORDER BY x.salary DESC LIMIT 1) ORDER BY d.id

SELECT name FROM products WHERE price > ALL (SELECT price FROM products WHERE category = 'furniture') ORDER BY id

SELECT name FROM products WHERE price = ANY (SELECT MAX(price) FROM products GROUP BY category) ORDER BY id

SELECT name FROM products WHERE category NOT IN ('furniture', 'lighting') ORDER BY id

SELECT DATEDIFF(COALESCE(shipped_at, '2024-04-01'), ordered_at) AS days FROM orders ORDER BY days DESC, id

SELECT TIMESTAMPDIFF(WEEK, ordered_at, '2024-04-01'), TIMESTAMPDIFF(QUARTER, ordered_at, '2025-04-01') FROM orders ORDER BY id

SELECT id, ordered_at + INTERVAL 1 DAY, ordered_at - INTERVAL 30 MINUTE, due_on + INTERVAL 2 WEEK FROM orders ORDER BY id

SELECT id, DATE_ADD(ordered_at, INTERVAL 1 MONTH), DATE_SUB(due_on, INTERVAL 3 MONTH), DATE_ADD(due_on, INTERVAL -1 YEAR) FROM orders ORDER BY id

SELECT DATE_ADD(due_on, INTERVAL 12 HOUR), DATE_ADD(ordered_at, INTERVAL discount DAY) FROM orders ORDER BY id

SELECT DATE_ADD('2024-01-31', INTERVAL 1 MONTH), DATE_SUB('2024-03-31', INTERVAL 1 MONTH), '2024-12-31' + INTERVAL 1 DAY

SELECT LAST_DAY('2023-02-03'), LAST_DAY(ordered_at), DAY(LAST_DAY(ordered_at)) FROM orders ORDER BY id

SELECT DATE_SUB(hired_on, INTERVAL DAYOFMONTH(hired_on) - 1 DAY) AS first_day FROM employees ORDER BY id

SELECT DATE_FORMAT(hired_on, '%Y-%m-01') AS m, COUNT(*) FROM employees GROUP BY m ORDER BY m

SELECT DATE_FORMAT(ordered_at, '%M %D, %Y'), DATE_FORMAT(ordered_at, '%c/%e/%y'), DATE_FORMAT(ordered_at, '%T'), DATE_FORMAT(ordered_at, '%r') FROM orders ORDER BY id

SELECT DATE_FORMAT(ordered_at, '%H:%i'), DATE_FORMAT(ordered_at, 'Week %v of %x'), DATE_FORMAT(ordered_at, '%%') FROM orders ORDER BY id

SELECT STR_TO_DATE('March 5, 2024', '%M %e, %Y'), STR_TO_DATE('05.03.24', '%d.%m.%y'), STR_TO_DATE('20240305', '%Y%m%d')

SELECT WEEKDAY(hired_on), DAYOFWEEK(hired_on), DAYNAME(hired_on), WEEK(hired_on, 1), WEEK(hired_on, 3) FROM employees ORDER BY id

SELECT YEAR(ordered_at) * 100 + MONTH(ordered_at) AS period FROM orders ORDER BY id

SELECT EXTRACT(DAY FROM ordered_at), EXTRACT(WEEK FROM ordered_at), EXTRACT(MINUTE FROM ordered_at) FROM orders ORDER BY id

SELECT TIMEDIFF(shipped_at, ordered_at) FROM orders WHERE id = 1

SELECT UNIX_TIMESTAMP(ordered_at) - UNIX_TIMESTAMP('2024-01-01') FROM orders ORDER BY id

SELECT TO_DAYS(due_on) - TO_DAYS(ordered_at) FROM orders ORDER BY id

SELECT FROM_DAYS(738000), TO_DAYS('2024-01-01')

SELECT DATE(ordered_at) = '2024-02-29', TIME(ordered_at) > '12:00:00' FROM orders ORDER BY id

SELECT id FROM orders WHERE ordered_at >= '2024-01-01' AND ordered_at < '2024-01-01' + INTERVAL 1 MONTH ORDER BY id

SELECT id FROM employees WHERE hired_on > '2020-02-28' AND YEAR(hired_on) IN (2020, 2022) ORDER BY id

SELECT id FROM employees WHERE DATE_ADD(hired_on, INTERVAL 3 YEAR) < '2024-01-01' ORDER BY id

SELECT id FROM employees WHERE MONTH(hired_on) = MONTH('2024-03-01') ORDER BY id

SELECT TIMESTAMPDIFF(YEAR, '2000-02-29', '2024-02-28'), TIMESTAMPDIFF(MONTH, '2024-01-31', '2024-02-29'), TIMESTAMPDIFF(DAY, '2024-03-01', '2024-02-28')

SELECT TRUNCATE(price, 1), TRUNCATE(-1.999, 1), ROUND(price), CEIL(price), FLOOR(price), CEILING(-1.5), FLOOR(-1.5), ROUND(-2.5), ROUND(2.5) FROM products ORDER BY id

SELECT ROUND(1234.567, -2), TRUNCATE(1234.567, -2), ROUND(weight, 1), ROUND(weight) FROM products ORDER BY id

SELECT ABS(-5), SIGN(-3), POW(2, 10), POWER(3, 2), SQRT(16), EXP(0), LN(1), LOG(10, 100), LOG2(8), LOG10(1000), MOD(10, 3), PI()

SELECT FORMAT(1234567.891, 2), FORMAT(price, 0) FROM products ORDER BY id

SELECT CAST('12abc' AS SIGNED), CAST('3.7' AS SIGNED), CAST(3.7 AS SIGNED), CAST(-1 AS CHAR), CAST('5' AS DECIMAL(5,2))

SELECT CAST(price AS SIGNED), CAST(price AS CHAR), CAST(stock AS DECIMAL(10,2)), CAST(id AS DOUBLE) FROM products ORDER BY id

SELECT CONVERT('123', SIGNED), CONVERT(price, CHAR), CONVERT('abc' USING utf8mb4) FROM products ORDER BY id

SELECT LPAD(id, 5, '0'), RPAD(name, 10, '.'), LPAD('abcdef', 3, 'x'), REPEAT('ab', 3), SPACE(3) FROM departments ORDER BY id

SELECT LEFT(name, 3), RIGHT(name, 3), SUBSTRING(name, 2), SUBSTRING(name, -3), SUBSTRING(name, -3, 2), MID(name, 2, 3), SUBSTRING(name FROM 2 FOR 2) FROM departments ORDER BY id

SELECT TRIM('  a '), TRIM(BOTH 'x' FROM 'xxaxx'), TRIM(LEADING '0' FROM '007'), TRIM(TRAILING '/' FROM 'a//'), LTRIM(' a'), RTRIM('a ')

SELECT REVERSE(name), CHAR_LENGTH(name), LENGTH('é'), CHAR_LENGTH('é'), UPPER(name), LCASE(name), UCASE('x') FROM departments ORDER BY id

SELECT INSERT('Quadratic', 3, 4, 'What'), REPLACE('www.a.com', 'w', 'W'), QUOTE('a'), ASCII('a'), ORD('a'), CHAR(65, 66)

SELECT HEX('abc'), UNHEX('616263'), MD5('abc'), SHA1('abc'), CRC32('abc'), TO_BASE64('abc'), FROM_BASE64('YWJj')

SELECT REGEXP_REPLACE(name, '[aeiou]', '*'), REGEXP_SUBSTR(email, '@.*'), REGEXP_INSTR(name, 'o') FROM employees ORDER BY id

SELECT JSON_EXTRACT(profile, '$.tier'), JSON_UNQUOTE(JSON_EXTRACT(profile, '$.tier')), JSON_VALUE(profile, '$.address.zip') FROM customers ORDER BY id

SELECT id FROM customers WHERE JSON_UNQUOTE(JSON_EXTRACT(profile, '$.tier')) = 'gold' ORDER BY id

SELECT id, JSON_EXTRACT(attributes, '$.ram') + 1 FROM products ORDER BY id

SELECT id FROM customers WHERE JSON_CONTAINS(profile, '"b"', '$.tags') ORDER BY id

SELECT id FROM customers WHERE JSON_CONTAINS_PATH(profile, 'one', '$.active') ORDER BY id

SELECT JSON_LENGTH(profile, '$.tags'), JSON_TYPE(JSON_EXTRACT(profile, '$.age')), JSON_VALID(profile) FROM customers ORDER BY id

SELECT JSON_OBJECT('id', id, 'name', name, 'price', price) FROM products ORDER BY id

SELECT JSON_ARRAY(id, name, NULL, stock) FROM products ORDER BY id

SELECT category, JSON_ARRAYAGG(name) FROM products WHERE category = 'lighting' GROUP BY category

SELECT JSON_OBJECTAGG(sku, stock) FROM products

SELECT JSON_SET(profile, '$.tier', 'iron', '$.new', 1), JSON_REMOVE(profile, '$.address') FROM customers ORDER BY id

SELECT JSON_INSERT('{"a": 1}', '$.a', 2, '$.b', 3), JSON_REPLACE('{"a": 1}', '$.a', 2, '$.b', 3), JSON_MERGE_PATCH('{"a": 1}', '{"b": 2}')

SELECT JSON_EXTRACT('[1, 2, 3]', '$[1]'), JSON_EXTRACT('{"a": [{"b": 5}]}', '$.a[0].b'), JSON_QUOTE('x'), JSON_UNQUOTE('"x"')

UPDATE customers SET profile = JSON_SET(profile, '$.tier', 'platinum') WHERE id = 2

UPDATE customers SET profile = JSON_REMOVE(profile, '$.tags') WHERE JSON_EXTRACT(profile, '$.age') > 30

SELECT t.tag FROM customers c, JSON_TABLE(c.profile, '$.tags[*]' COLUMNS (tag VARCHAR(10) PATH '$')) t WHERE c.id = 1 ORDER BY t.tag

SELECT p.name, j.ord, j.port FROM products p JOIN JSON_TABLE(p.attributes, '$.ports[*]' COLUMNS (ord FOR ORDINALITY, port VARCHAR(20) PATH '$')) j ORDER BY p.id, j.ord

SELECT INET_ATON('10.0.0.1'), INET_NTOA(167772161)

SELECT ROW_NUMBER() OVER (ORDER BY name) AS n, name FROM departments ORDER BY n

SELECT id, name FROM employees ORDER BY id LIMIT 3, 2

SELECT id FROM employees ORDER BY salary DESC FETCH FIRST 4 ROWS WITH TIES

SELECT IF(NULL, 1, 2), IF(0, 'a', 'b'), IFNULL(NULL, 'x'), NULLIF(1, 1), ISNULL(NULL), NULL <=> NULL, 1 <=> NULL

SELECT name, INTERVAL(salary, 4000, 6000, 9000) FROM employees ORDER BY id

SELECT id, CASE WHEN active THEN 'on' ELSE 'off' END, IF(active, 1, 0) FROM employees ORDER BY id

SELECT VALUES_TABLE.a FROM (SELECT 1 AS a UNION ALL SELECT 2) VALUES_TABLE ORDER BY a

VALUES (1, 'a'), (2, 'b')

SELECT COALESCE(NULL, NULL), 1 IS NULL, NULL IS NULL, NULL = NULL, NOT NULL

SELECT MAX(ordered_at) - INTERVAL 1 DAY, MIN(DATE(ordered_at)) FROM orders

SELECT id, TIMESTAMPDIFF(SECOND, ordered_at, shipped_at) / 3600 FROM orders ORDER BY id

SELECT SEC_TO_TIME(SUM(TIMESTAMPDIFF(SECOND, ordered_at, shipped_at))) FROM orders WHERE id IN (1, 5)

SELECT CONCAT(FLOOR(duration_ms / 1000), 's') FROM logs ORDER BY id

SELECT duration_ms / 1000, duration_ms * 1.0 / 7 FROM logs ORDER BY id

SELECT ROUND(100 * SUM(quantity) / (SELECT SUM(quantity) FROM order_items), 1) AS pct, product_id FROM order_items GROUP BY product_id ORDER BY product_id
