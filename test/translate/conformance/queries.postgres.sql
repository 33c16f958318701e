SELECT id, name FROM employees ORDER BY id FETCH FIRST 3 ROWS ONLY

SELECT id, name FROM employees ORDER BY id OFFSET 2 LIMIT 3

SELECT id FROM employees ORDER BY id OFFSET 4

SELECT id FROM employees ORDER BY id LIMIT ALL

SELECT name FROM employees WHERE active ORDER BY id

SELECT name, active FROM employees WHERE active IS TRUE ORDER BY id

SELECT name FROM employees WHERE active = false ORDER BY id

SELECT bonus FROM employees ORDER BY bonus, id

SELECT bonus FROM employees ORDER BY bonus DESC, id

SELECT bonus FROM employees ORDER BY bonus NULLS FIRST, id

SELECT bonus FROM employees ORDER BY bonus DESC NULLS LAST, id

SELECT id / 2, id % 3, 7 / 2, -7 / 2 FROM employees ORDER BY id

SELECT salary / 3 FROM employees ORDER BY id

SELECT AVG(id), AVG(salary)::numeric(10,2) FROM employees

SELECT name || ' <' || coalesce(email, 'none') || '>' FROM employees ORDER BY id

SELECT id || '-' || name FROM products ORDER BY id

SELECT DISTINCT ON (department_id) department_id, name, salary FROM employees ORDER BY department_id, salary DESC

SELECT DISTINCT ON (customer_id) customer_id, id, ordered_at FROM orders ORDER BY customer_id, ordered_at DESC

SELECT name FROM employees WHERE bonus IS NOT DISTINCT FROM NULL ORDER BY id

SELECT name FROM employees WHERE bonus IS DISTINCT FROM 500 ORDER BY id

SELECT count(*) FILTER (WHERE active), count(*) FILTER (WHERE NOT active) FROM employees

SELECT sum(salary) FILTER (WHERE department_id = 1) FROM employees

SELECT d.id, d.name, count(e.id) FROM departments d LEFT JOIN employees e ON e.department_id = d.id GROUP BY d.id ORDER BY d.id

SELECT d.name, e.name FROM departments d FULL JOIN employees e ON e.department_id = d.id ORDER BY d.id, e.id

SELECT string_agg(name, ', ' ORDER BY id) FROM products

SELECT category, string_agg(DISTINCT name, '|' ORDER BY name) FROM products GROUP BY category ORDER BY category

SELECT array_agg(id ORDER BY id) FROM products

SELECT e.name, t.total FROM employees e CROSS JOIN LATERAL (SELECT count(*) AS total FROM employees x WHERE x.manager_id = e.id) t ORDER BY e.id

SELECT c.name, o.id FROM customers c LEFT JOIN LATERAL (SELECT id FROM orders WHERE customer_id = c.id ORDER BY ordered_at DESC LIMIT 1) o ON true ORDER BY c.id

SELECT n FROM generate_series(1, 5) AS n ORDER BY n

SELECT g FROM generate_series(10, 1, -3) g ORDER BY g

SELECT d::date FROM generate_series('2024-01-01'::date, '2024-01-05'::date, '1 day') AS d ORDER BY d

SELECT * FROM (VALUES (1, 'one'), (2, 'two')) AS t (n, word) ORDER BY n

SELECT id FROM products WHERE id = ANY (ARRAY[1, 3, 5]) ORDER BY id

SELECT id FROM products WHERE id <> ALL (ARRAY[1, 3, 5]) ORDER BY id

SELECT id FROM products WHERE price > ALL (SELECT price FROM products WHERE category = 'furniture') ORDER BY id

SELECT id FROM products WHERE price > ANY (SELECT price FROM products WHERE category = 'furniture') ORDER BY id

SELECT price::integer, price::text, '42'::int + 1 FROM products ORDER BY id

SELECT CAST(price AS double precision), CAST(id AS text) FROM products ORDER BY id

SELECT 1.5::int, 2.5::int, -1.5::int

SELECT true::int, false::text, active::text FROM employees ORDER BY id

SELECT greatest(salary, bonus), least(salary, bonus) FROM employees ORDER BY id

SELECT greatest(1, 2, NULL), least('a', 'b')

WITH RECURSIVE chain AS (SELECT id, name, 1 AS depth FROM employees WHERE manager_id IS NULL UNION ALL SELECT e.id, e.name, c.depth + 1 FROM employees e JOIN chain c ON e.manager_id = c.id) SELECT * FROM chain ORDER BY depth, id

WITH RECURSIVE path (id, trail) AS (SELECT id, name::text FROM departments WHERE parent_id IS NULL UNION ALL SELECT d.id, p.trail || ' > ' || d.name FROM departments d JOIN path p ON d.parent_id = p.id) SELECT id, trail FROM path ORDER BY id

WITH t AS MATERIALIZED (SELECT id, price FROM products) SELECT count(*) FROM t

SELECT name, rank() OVER (PARTITION BY department_id ORDER BY salary DESC) FROM employees ORDER BY id

SELECT id, sum(salary) OVER (ORDER BY bonus, id) FROM employees ORDER BY id

SELECT id, first_value(name) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) FROM employees ORDER BY id

SELECT department_id, active, count(*) FROM employees GROUP BY ROLLUP (department_id, active) ORDER BY department_id, active

SELECT department_id, active, count(*) FROM employees GROUP BY GROUPING SETS ((department_id), (active)) ORDER BY 1, 2

SELECT id FROM products EXCEPT SELECT product_id FROM order_items ORDER BY id

SELECT product_id FROM order_items INTERSECT ALL SELECT id FROM products ORDER BY 1

SELECT "name" FROM "employees" WHERE "id" = 1

SELECT e.* FROM employees AS e WHERE e.id = 2

SELECT EXISTS (SELECT 1 FROM orders WHERE status = 'pending')

SELECT id, salary > 5000 AS rich FROM employees ORDER BY id

SELECT NOT active FROM employees ORDER BY id

SELECT bool_and(active), bool_or(active), every(active) FROM employees

SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY salary) FROM employees

SELECT mode() WITHIN GROUP (ORDER BY status) FROM orders

SELECT count(DISTINCT (department_id, active)) FROM employees

SELECT 5 & 3, 5 | 3, 5 # 3, ~1, 1 << 4, 256 >> 2

SELECT 2 ^ 10, |/ 16, abs(-3), ceil(1.2), floor(-1.2), sign(-5), mod(10, 3), trunc(12.3456, 2), round(12.3456, 1), round(2.5), ln(1), log(100), log(2, 8), exp(0), pi(), power(2, 3), sqrt(9), div(7, 2)

SELECT random() < 2, floor(random() * 0)

SELECT id FROM products ORDER BY id LIMIT 2 FOR UPDATE SKIP LOCKED

TABLE departments

VALUES (1, 'a'), (2, 'b')

SELECT E'a\tb\n', 'it''s', $$dollar 'quoted'$$, U&'\0041', 'back\slash'

SELECT id FROM employees WHERE (department_id, active) = (1, true) ORDER BY id

SELECT id FROM employees WHERE (department_id, salary) > (1, 8000) ORDER BY id

SELECT id FROM orders WHERE customer_id IN (1, 2) AND discount IS NULL ORDER BY id

SELECT count(*) FROM employees HAVING count(*) > 3

SELECT id, row_number() OVER (ORDER BY id) AS rn FROM departments ORDER BY id

SELECT nullif(bonus, 0), coalesce(bonus, 0) FROM employees ORDER BY id

SELECT num_nonnulls(bonus, email) FROM employees ORDER BY id

SELECT bonus ISNULL, bonus NOTNULL FROM employees ORDER BY id

SELECT name FROM employees WHERE salary BETWEEN SYMMETRIC 8000 AND 4000 ORDER BY id

SELECT id FROM employees WHERE id NOT IN (SELECT manager_id FROM employees WHERE manager_id IS NOT NULL) ORDER BY id

SELECT o.id, i.product_id FROM orders o JOIN order_items i ON i.order_id = o.id JOIN products p USING (id) ORDER BY o.id, i.product_id

SELECT name AS "Full Name" FROM employees ORDER BY "Full Name"

SELECT unnest(ARRAY[3, 1, 2]) AS x ORDER BY x

SELECT a.x, b.y FROM unnest(ARRAY[1, 2]) AS a(x) CROSS JOIN unnest(ARRAY['p', 'q']) AS b(y) ORDER BY 1, 2
