SELECT c.name, count(o.id) AS orders, coalesce(sum(i.quantity * i.unit_price), 0) AS revenue FROM customers c LEFT JOIN orders o ON o.customer_id = c.id LEFT JOIN order_items i ON i.order_id = o.id GROUP BY c.id ORDER BY revenue DESC, c.id

SELECT to_char(o.ordered_at, 'YYYY-MM') AS month, sum(i.quantity * i.unit_price) AS total FROM orders o JOIN order_items i ON i.order_id = o.id WHERE o.status = 'shipped' GROUP BY 1 HAVING sum(i.quantity * i.unit_price) > 100 ORDER BY 1

SELECT date_trunc('month', ordered_at) AS m, count(*), count(*) FILTER (WHERE status = 'shipped') AS shipped FROM orders GROUP BY 1 ORDER BY 1

SELECT id, age(shipped_at, ordered_at) > INTERVAL '2 days' FROM orders WHERE shipped_at IS NOT NULL ORDER BY id

SELECT id, shipped_at - ordered_at > INTERVAL '1 day' AS slow FROM orders WHERE shipped_at IS NOT NULL ORDER BY id

SELECT id FROM orders WHERE shipped_at > ordered_at + INTERVAL '2 days' ORDER BY id

SELECT name, round(salary / 12, 2) FROM employees ORDER BY id

SELECT round(avg(salary), 2), max(salary) - min(salary), sum(salary)::int FROM employees

SELECT name, salary::numeric(10,1), (salary * 1.1)::int FROM employees ORDER BY id

SELECT initcap('hello'), length('abc'), upper('x') || lower('Y')

SELECT name, split_part(name, ' ', 1) AS first, split_part(name, ' ', 2) AS last FROM employees ORDER BY id

SELECT regexp_replace(name, '\s+', '_', 'g') FROM employees ORDER BY id

SELECT substring(email from '@(.*)$') FROM employees WHERE email IS NOT NULL ORDER BY id

SELECT string_agg(name, ', ' ORDER BY name DESC) FROM departments

SELECT d.name, string_agg(e.name, ', ' ORDER BY e.id) AS staff FROM departments d JOIN employees e ON e.department_id = d.id GROUP BY d.id, d.name ORDER BY d.id

SELECT e.name, e.salary - avg(e.salary) OVER (PARTITION BY e.department_id) AS diff FROM employees e ORDER BY e.id

SELECT name, salary, ntile(2) OVER (ORDER BY salary DESC, id) FROM employees ORDER BY id

SELECT name, lag(salary) OVER (ORDER BY hired_on) AS prev, lead(name, 1, 'none') OVER (ORDER BY hired_on) AS nxt FROM employees ORDER BY hired_on

SELECT DISTINCT ON (category) category, name, price FROM products WHERE category IS NOT NULL ORDER BY category, price DESC

SELECT coalesce(category, 'none') AS cat, count(*)::int FROM products GROUP BY 1 ORDER BY 2 DESC, 1

SELECT CASE WHEN price > 500 THEN 'high' WHEN price > 100 THEN 'mid' ELSE 'low' END AS band, count(*) FROM products GROUP BY band ORDER BY band

SELECT * FROM products WHERE name ILIKE '%a%' AND price::text LIKE '1%' ORDER BY id

SELECT name FROM employees WHERE active AND bonus IS NOT NULL AND NOT (salary < 5000) ORDER BY id

SELECT count(*) FROM employees WHERE active IS NOT TRUE

SELECT bool_or(vip), bool_and(vip), count(*) FILTER (WHERE vip) FROM customers

SELECT id, CASE WHEN vip THEN 'yes' ELSE 'no' END, vip::int FROM customers ORDER BY id

SELECT extract(year FROM hired_on)::int AS y, count(*) FROM employees GROUP BY y ORDER BY y DESC

SELECT id, to_char(ordered_at, 'DD Mon YYYY') FROM orders ORDER BY id

SELECT to_char(1234.5, 'FM9999.00'), to_char(42, '00000'), to_char(0.256, 'FM90.0%')

SELECT (date '2024-03-01' - date '2024-02-01') AS days, date '2024-02-28' + 2

SELECT n, n * n AS sq FROM generate_series(1, 5) AS s(n)

SELECT to_char(d, 'YYYY-MM-DD') FROM generate_series(timestamp '2024-01-30', timestamp '2024-02-02', interval '1 day') AS d

WITH RECURSIVE t(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT sum(n) FROM t

WITH ranked AS (SELECT *, row_number() OVER (PARTITION BY customer_id ORDER BY ordered_at DESC) AS rn FROM orders) SELECT customer_id, id FROM ranked WHERE rn = 1 ORDER BY customer_id

SELECT o.id, (SELECT sum(quantity * unit_price) FROM order_items WHERE order_id = o.id) AS total FROM orders o ORDER BY total DESC NULLS LAST

SELECT id FROM customers WHERE profile->'address'->>'city' = 'Berlin' OR (profile->>'score')::numeric > 5 ORDER BY id

SELECT jsonb_array_length(profile->'tags') AS n FROM customers WHERE jsonb_typeof(profile->'tags') = 'array' ORDER BY id

SELECT name, attributes ? 'ram' AS has_ram FROM products WHERE attributes IS NOT NULL ORDER BY id

SELECT array_to_string(array_agg(name ORDER BY id), ';') FROM products WHERE price < 100

SELECT id = ANY ('{1,2,3}'::int[]) FROM products ORDER BY id

SELECT greatest(stock, 10), least(price, 100) FROM products ORDER BY id

SELECT 7 / 2, 7 % 3, 7.0 / 2, -7 / 2, 2 ^ 3

SELECT 'a' < 'B', 'abc' LIKE 'A%', 'x' || 1 || true

UPDATE products SET price = round(price * 1.05, 2), stock = greatest(stock - 1, 0) WHERE category = 'electronics'

UPDATE employees SET notes = concat(notes, ' [', upper(name), ']'), bonus = NULL WHERE id <= 2

UPDATE employees SET hired_on = hired_on + INTERVAL '1 month' WHERE id = 1

UPDATE orders SET shipped_at = ordered_at + INTERVAL '3 days', status = 'shipped' WHERE shipped_at IS NULL AND status = 'pending'

UPDATE products p SET stock = stock + i.q FROM (SELECT product_id, sum(quantity)::int AS q FROM order_items GROUP BY product_id) i WHERE i.product_id = p.id

UPDATE customers SET profile = profile || '{"vip": true}' WHERE id = 2

UPDATE customers SET vip = true, credit_limit = coalesce(credit_limit, 0) + 1 WHERE profile->>'tier' = 'gold'

DELETE FROM employees e USING departments d WHERE d.id = e.department_id AND d.name = 'Research'

DELETE FROM orders o WHERE NOT EXISTS (SELECT 1 FROM order_items i WHERE i.order_id = o.id)

INSERT INTO counters (name, hits, updated_at) VALUES ('home', 1, now()) ON CONFLICT (name) DO UPDATE SET hits = counters.hits + 1, updated_at = '2024-01-01'

INSERT INTO counters AS c (name, hits) VALUES ('about', 9) ON CONFLICT (name) DO UPDATE SET hits = GREATEST(c.hits, EXCLUDED.hits)

INSERT INTO logs (id, level, message, logged_at) SELECT id + 100, upper(level), 'copy of ' || message, logged_at + interval '1 day' FROM logs WHERE level IS NOT NULL

INSERT INTO customers (id, name, vip, created_at, profile) VALUES (10, 'New', true, '2024-05-05 05:05:05', jsonb_build_object('tier', 'gold', 'age', 30))

INSERT INTO employees (name, salary, hired_on) VALUES ('Zoe', 1, CURRENT_DATE - 10000) RETURNING name

CREATE TABLE audit (id bigserial PRIMARY KEY, user_name text NOT NULL, action varchar(10) NOT NULL CHECK (action IN ('create', 'update')), details jsonb, created_at timestamptz NOT NULL DEFAULT now()); CREATE INDEX ON audit (action); INSERT INTO audit (user_name, action) VALUES ('al', 'create'); SELECT id, user_name, action FROM audit

CREATE TABLE tree (id int PRIMARY KEY, parent int REFERENCES tree (id) ON DELETE SET NULL); INSERT INTO tree VALUES (1, NULL), (2, 1); DELETE FROM tree WHERE id = 1; SELECT * FROM tree

CREATE TABLE prices (id int PRIMARY KEY, net numeric(10,2) NOT NULL, tax numeric(4,2) NOT NULL DEFAULT 0.19, gross numeric(10,2) GENERATED ALWAYS AS (net * (1 + tax)) STORED); INSERT INTO prices (id, net) VALUES (1, 100); SELECT id, net, tax, gross FROM prices

CREATE TABLE k (a int NOT NULL, b int NOT NULL, c text UNIQUE, PRIMARY KEY (a, b)); CREATE UNIQUE INDEX kk ON k (b, a); INSERT INTO k VALUES (1, 2, 'x'); SELECT * FROM k

ALTER TABLE customers ADD COLUMN phone varchar(20), ALTER COLUMN city SET DEFAULT 'x', DROP COLUMN credit_limit; INSERT INTO customers (id, name, created_at) VALUES (20, 'n', '2024-01-01'); SELECT city, phone FROM customers WHERE id = 20
