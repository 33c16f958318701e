SELECT id, name FROM employees ORDER BY id LIMIT 3

SELECT id FROM employees ORDER BY id LIMIT -1 OFFSET 4

SELECT id, name FROM employees ORDER BY id LIMIT 2, 3

SELECT name FROM employees WHERE active ORDER BY id

SELECT name FROM employees WHERE active = 1 ORDER BY id

SELECT name FROM employees WHERE NOT active ORDER BY id

SELECT sum(active) FROM employees

SELECT total(bonus), sum(bonus) FROM employees WHERE id > 100

SELECT bonus FROM employees ORDER BY bonus, id

SELECT bonus FROM employees ORDER BY bonus DESC, id

SELECT bonus FROM employees ORDER BY bonus NULLS LAST, id

SELECT id / 2, id % 3, 7 / 2, 7 / 2.0, 5 / 0 FROM employees ORDER BY id

SELECT avg(id), avg(salary), round(avg(salary), 2) FROM employees

SELECT name || ' #' || id FROM products ORDER BY id

SELECT ifnull(bonus, 0), iif(salary > 5000, 'high', 'low') FROM employees ORDER BY id

SELECT name FROM employees WHERE bonus IS NULL ORDER BY id

SELECT name FROM employees WHERE bonus IS NOT 500 ORDER BY id

SELECT name FROM employees WHERE bonus IS 500 ORDER BY id

SELECT max(1, 5, 3), min(4, 2), max(salary, bonus) FROM employees ORDER BY id

SELECT max(salary), min(salary) FROM employees

SELECT group_concat(name, ', ') FROM (SELECT name FROM products ORDER BY id)

SELECT category, group_concat(name, '|' ORDER BY id DESC) FROM products GROUP BY category ORDER BY category

SELECT group_concat(DISTINCT category) FROM products WHERE category = 'furniture'

SELECT string_agg(name, ';' ORDER BY id) FROM products

SELECT department_id, name, max(salary) FROM employees GROUP BY department_id ORDER BY department_id

SELECT d.name, count(e.id) AS n FROM departments d LEFT JOIN employees e ON e.department_id = d.id GROUP BY d.id HAVING n > 0 ORDER BY n DESC, d.id

SELECT count(*) FILTER (WHERE active = 1) FROM employees

SELECT CAST(price AS INTEGER), CAST(price AS TEXT), CAST('12abc' AS INTEGER) FROM products ORDER BY id

SELECT CAST(3.99 AS INTEGER), CAST('3.7' AS REAL), CAST(-3.99 AS INTEGER)

SELECT typeof(id), typeof(name), typeof(bonus) FROM employees ORDER BY id

SELECT d.name, e.name FROM departments d FULL OUTER JOIN employees e ON e.department_id = d.id ORDER BY d.id, e.id

SELECT d.name, e.name FROM departments d RIGHT JOIN employees e ON e.department_id = d.id ORDER BY e.id

WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n WHERE x < 5) SELECT x FROM n

WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 4) SELECT x FROM n

WITH RECURSIVE chain AS (SELECT id, name, 1 AS depth FROM employees WHERE manager_id IS NULL UNION ALL SELECT e.id, e.name, c.depth + 1 FROM employees e JOIN chain c ON e.manager_id = c.id) SELECT * FROM chain ORDER BY depth, id

SELECT id FROM products EXCEPT SELECT product_id FROM order_items ORDER BY id

SELECT name, rank() OVER (PARTITION BY department_id ORDER BY salary DESC) FROM employees ORDER BY id

SELECT id, lag(salary) OVER (ORDER BY id), lead(salary, 2, 0) OVER (ORDER BY id) FROM employees ORDER BY id

SELECT id, sum(salary) OVER (ORDER BY id ROWS 2 PRECEDING) FROM employees ORDER BY id

SELECT [name], "salary", `id` FROM [employees] ORDER BY id

SELECT name AS 'Full Name' FROM employees ORDER BY id

SELECT id FROM products WHERE id = 1 OR id == 2 ORDER BY id

SELECT id FROM orders WHERE (customer_id, status) IN (VALUES (1, 'shipped'), (2, 'shipped')) ORDER BY id

SELECT EXISTS (SELECT 1 FROM orders WHERE status = 'pending')

SELECT id, salary > 5000 FROM employees ORDER BY id

SELECT 1 = 1, 1 <> 1, NOT 0, NULL IS NULL

SELECT abs(-3), round(2.5), round(12.3456, 1), sign(-4), ceil(1.2), floor(-1.2), pow(2, 3), sqrt(16), mod(10, 3), ln(1), log(100), log10(100), log2(8), exp(0), pi(), trunc(3.7)

SELECT 5 & 3, 5 | 3, ~1, 1 << 4, 256 >> 2

SELECT coalesce(bonus, 0), nullif(bonus, 0) FROM employees ORDER BY id

SELECT rowid, name FROM departments ORDER BY rowid

SELECT likely(id = 1) FROM departments ORDER BY id

SELECT id FROM employees WHERE name IN ('Alice Smith', 'Carol White') ORDER BY id

SELECT 'It''s', "notes" FROM employees WHERE id = 1

SELECT quote(name), quote(bonus), hex('AB') FROM employees ORDER BY id

SELECT id FROM employees INDEXED BY sqlite_autoindex_employees_1 WHERE email = 'alice@example.com'

SELECT e.name FROM employees e WHERE e.salary > (SELECT avg(salary) FROM employees x WHERE x.department_id IS e.department_id) ORDER BY e.id

SELECT DISTINCT category FROM products ORDER BY category

SELECT strftime('%Y', ordered_at) AS y, count(*) FROM orders GROUP BY y ORDER BY y

VALUES (1, 'a'), (2, 'b')

SELECT value FROM generate_series(1, 5)

SELECT zeroblob(2), x'4142', length(x'4142')

SELECT printf('%d-%s', id, name), format('%.2f', price) FROM products ORDER BY id

SELECT total(quantity) FROM order_items

SELECT min(name), max(name) FROM employees

SELECT order_id, sum(quantity * unit_price) AS total FROM order_items GROUP BY order_id HAVING total > 500 ORDER BY total DESC
