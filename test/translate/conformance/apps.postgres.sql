SELECT * FROM employees WHERE id = 3 LIMIT 1

SELECT id, name FROM employees WHERE active ORDER BY name LIMIT 3 OFFSET 1

SELECT id, active, NOT active, active IS TRUE, active::int FROM employees ORDER BY id

SELECT id FROM employees WHERE active = 't' AND bonus IS NOT NULL ORDER BY id

SELECT count(*) FILTER (WHERE active), count(*) FILTER (WHERE NOT active) FROM employees

SELECT bool_and(active), bool_or(active), every(salary > 1000) FROM employees

SELECT id, credit_limit / 3, credit_limit % 7, credit_limit / 3.0, credit_limit::numeric / 7 FROM customers ORDER BY id

SELECT 7 / 2, -7 / 2, 7 % 3, -7 % 3, 7.0 / 2, 2 ^ 10, |/ 16, @ -5, 5 # 3, 5 & 3, 5 | 3, ~5, 1 << 3

SELECT name || ' (' || coalesce(city, '?') || ')' FROM customers ORDER BY id

SELECT name || NULL, concat(name, NULL, city), concat_ws(', ', name, city, NULL, credit_limit) FROM customers ORDER BY id

SELECT 'n' || 1, 1 || 'n', 'a' || 2.5 || true

SELECT greatest(1, 2, NULL), least(3, 1), greatest(bonus, salary), least(bonus, 100) FROM employees ORDER BY id

SELECT id FROM employees WHERE department_id IS DISTINCT FROM manager_id ORDER BY id

SELECT id FROM employees WHERE department_id IS NOT DISTINCT FROM NULL ORDER BY id

SELECT id FROM employees WHERE id = ANY(ARRAY[1, 3, 5]) ORDER BY id

SELECT id FROM employees WHERE id = ANY('{1,3,5}'::int[]) ORDER BY id

SELECT id FROM employees WHERE id <> ALL(ARRAY[1, 2]) ORDER BY id

SELECT id FROM employees WHERE name = ANY(string_to_array('Eve Black,Nobody', ',')) ORDER BY id

SELECT id FROM employees WHERE (department_id, manager_id) IN ((1, 1), (2, 3)) ORDER BY id

SELECT id FROM orders WHERE (status, id) > ('pending', 2) ORDER BY id

SELECT DISTINCT ON (department_id) department_id, name, salary FROM employees ORDER BY department_id, salary DESC, id

SELECT DISTINCT ON (customer_id) customer_id, id, ordered_at FROM orders ORDER BY customer_id, ordered_at DESC

SELECT id FROM employees ORDER BY bonus, id

SELECT id FROM employees ORDER BY bonus DESC, id

SELECT id FROM employees ORDER BY bonus DESC NULLS LAST, id

SELECT id FROM employees ORDER BY bonus NULLS FIRST, id DESC

SELECT id FROM employees ORDER BY active DESC, id

SELECT id FROM employees ORDER BY id FETCH FIRST 3 ROWS ONLY

SELECT id, salary FROM employees ORDER BY salary DESC OFFSET 2 ROWS FETCH NEXT 2 ROWS ONLY

SELECT salary FROM employees ORDER BY salary FETCH FIRST 2 ROWS WITH TIES

SELECT id FROM employees ORDER BY id LIMIT ALL OFFSET 4

SELECT d.name, e.name FROM departments d FULL JOIN employees e ON e.department_id = d.id ORDER BY d.id, e.id

SELECT d.name, t.name FROM departments d CROSS JOIN LATERAL (SELECT name FROM employees e WHERE e.department_id = d.id ORDER BY salary DESC LIMIT 1) t ORDER BY d.id

SELECT d.name, t.n FROM departments d LEFT JOIN LATERAL (SELECT count(*) AS n FROM employees e WHERE e.department_id = d.id) t ON true ORDER BY d.id

SELECT e.name FROM employees e JOIN departments d USING (id) WHERE d.budget IS NOT NULL ORDER BY id

SELECT v.id, v.label FROM (VALUES (1, 'one'), (2, 'two')) AS v (id, label) ORDER BY v.id

SELECT e.name, v.bonus FROM employees e JOIN (VALUES (1, 10), (2, 20)) v(id, bonus) ON v.id = e.id ORDER BY e.id

SELECT g FROM generate_series(1, 5) AS g ORDER BY g

SELECT g, g * 2 FROM generate_series(2, 10, 4) g ORDER BY g

SELECT d::date FROM generate_series('2024-02-27'::date, '2024-03-02'::date, '1 day') AS d ORDER BY d

SELECT m::date AS month, count(o.id) FROM generate_series('2024-01-01'::timestamp, '2024-04-01', interval '1 month') m LEFT JOIN orders o ON date_trunc('month', o.ordered_at) = m GROUP BY m ORDER BY m

SELECT id FROM employees WHERE name = 'alice smith'

SELECT id FROM employees WHERE name ILIKE 'ALICE%' ORDER BY id

SELECT id FROM employees WHERE name NOT ILIKE '%e%' ORDER BY id

SELECT id FROM employees WHERE name LIKE 'A%' OR name LIKE 'b%' ORDER BY id

SELECT id FROM employees WHERE name ~ '^[A-C]' ORDER BY id

SELECT id FROM employees WHERE name ~* '^[a-c]' ORDER BY id

SELECT id FROM employees WHERE name !~ 'Smith|jones' AND email !~* 'NAVY' ORDER BY id

SELECT id FROM employees WHERE name SIMILAR TO '(Alice|Eve)%' ORDER BY id

SELECT id FROM employees WHERE lower(email) = lower('BOB@example.com')

SELECT id FROM employees WHERE name LIKE ANY (ARRAY['A%', 'E%']) ORDER BY id

SELECT id FROM employees WHERE starts_with(name, 'Car') ORDER BY id

SELECT id FROM employees WHERE notes LIKE '%\_%' ORDER BY id

SELECT id FROM employees WHERE notes LIKE '%!%%' ESCAPE '!' ORDER BY id

SELECT city, count(*) FROM customers GROUP BY city ORDER BY city NULLS FIRST

SELECT status, count(*) FROM orders GROUP BY status ORDER BY status

SELECT name FROM customers WHERE name = 'Delta'

SELECT name FROM employees ORDER BY name COLLATE "C"

SELECT min(name COLLATE "C"), max(salary) FROM employees

SELECT E'a\tb\\c\'d', 'back\slash', $$dollar 'quoted'$$, U&'\0041'

SELECT "id" AS "Key", "name" "Label" FROM "departments" ORDER BY "Key"

SELECT /* c1 */ id -- c2
FROM departments WHERE id < 3 /* c3 /* nested */ */ ORDER BY id

SELECT '5'::int + 1, '2.5'::numeric * 2, 3.7::int, '3'::bigint, 2.5::int, 'true'::boolean, 1::boolean, 'abc'::varchar(2), 65::text

SELECT CAST('2024-01-31' AS date) + 1, CAST(salary AS integer), CAST(id AS text) FROM employees ORDER BY id

INSERT INTO counters (name, hits) VALUES ('home', 3) ON CONFLICT (name) DO UPDATE SET hits = excluded.hits

INSERT INTO counters AS c (name, hits) VALUES ('home', 3), ('new', 4) ON CONFLICT (name) DO UPDATE SET hits = c.hits + excluded.hits, updated_at = '2024-06-01'

INSERT INTO counters (name, hits) VALUES ('home', 3) ON CONFLICT (name) DO UPDATE SET hits = greatest(counters.hits, excluded.hits) WHERE counters.updated_at IS NOT NULL

INSERT INTO counters (name, hits) VALUES ('home', 3), ('brand', 1) ON CONFLICT DO NOTHING

INSERT INTO counters (name, hits) VALUES ('home', 3) ON CONFLICT (name) DO NOTHING RETURNING name

INSERT INTO products (id, sku, name, price) VALUES (50, 'LAP-001', 'Dup', 1) ON CONFLICT (sku) DO UPDATE SET name = excluded.name, price = products.price + 1

INSERT INTO products (id, sku, name, price) VALUES (50, 'LAP-001', 'Dup', 1) ON CONFLICT (sku) DO NOTHING

INSERT INTO order_items (order_id, product_id, quantity, unit_price) VALUES (1, 1, 5, 10), (2, 1, 1, 20) ON CONFLICT (order_id, product_id) DO UPDATE SET quantity = order_items.quantity + excluded.quantity

INSERT INTO order_items SELECT 2, id, 1, price FROM products WHERE stock > 15 ON CONFLICT (order_id, product_id) DO UPDATE SET quantity = order_items.quantity + 1

INSERT INTO counters (name, hits) SELECT status, count(*) FROM orders GROUP BY status ON CONFLICT (name) DO NOTHING

INSERT INTO counters (name, hits) VALUES ('home', 1) ON CONFLICT (name) DO UPDATE SET hits = CASE WHEN counters.hits > 5 THEN 0 ELSE excluded.hits END, updated_at = now() - now() + '2024-01-01'::timestamp

INSERT INTO employees (name, salary, hired_on) VALUES ('New One', 1000, current_date) RETURNING name, active

INSERT INTO logs (id, level, message, logged_at) SELECT id + 100, lower(level), 'copy of ' || message, logged_at FROM logs WHERE level IS NOT NULL

WITH src AS (SELECT 'cte' AS name, 5 AS hits) INSERT INTO counters (name, hits) SELECT name, hits FROM src

UPDATE employees SET active = NOT active, bonus = coalesce(bonus, 0) + 10 WHERE id <= 2

UPDATE employees SET notes = CASE WHEN salary > 5000 THEN 'high' ELSE 'low' END WHERE department_id IS NOT NULL

UPDATE employees e SET salary = e.salary * 1.05, notes = d.name || '!' FROM departments d WHERE d.id = e.department_id AND d.budget > 200000

UPDATE employees SET bonus = round(x.a / 10, 2) FROM (SELECT department_id, avg(salary) AS a FROM employees GROUP BY department_id) x WHERE x.department_id = employees.department_id

UPDATE products p SET stock = greatest(p.stock - s.sold, 0) FROM (SELECT product_id, sum(quantity) AS sold FROM order_items GROUP BY product_id) s WHERE s.product_id = p.id

UPDATE orders o SET discount = (SELECT count(*) FROM order_items i WHERE i.order_id = o.id) WHERE o.status = 'pending'

UPDATE order_items i SET unit_price = p.price FROM products p, orders o WHERE p.id = i.product_id AND o.id = i.order_id AND o.status = 'pending'

UPDATE employees SET salary = bonus, bonus = salary WHERE bonus IS NOT NULL AND id <> 3

UPDATE counters SET hits = hits + 1 WHERE name = 'home' RETURNING name, hits

UPDATE products SET (price, stock) = (price * 2, stock + 1) WHERE id = 1

UPDATE products SET (price, stock) = (SELECT max(unit_price), sum(quantity) FROM order_items WHERE product_id = products.id) WHERE id = 1

WITH big AS (SELECT customer_id FROM orders GROUP BY customer_id HAVING count(*) > 1) UPDATE customers SET vip = true FROM big WHERE big.customer_id = customers.id

UPDATE customers SET vip = DEFAULT, credit_limit = NULL WHERE id = 1

DELETE FROM order_items i USING orders o WHERE o.id = i.order_id AND o.status = 'pending'

DELETE FROM order_items USING orders, customers WHERE orders.id = order_items.order_id AND customers.id = orders.customer_id AND customers.city = 'Paris'

DELETE FROM logs WHERE level ILIKE 'info' OR level IS NULL

DELETE FROM logs WHERE logged_at < '2024-01-03'::timestamp - interval '1 day'

DELETE FROM counters c WHERE NOT EXISTS (SELECT 1 FROM products p WHERE p.name = c.name) AND c.hits < 5

DELETE FROM logs WHERE ctid IN (SELECT ctid FROM logs ORDER BY id LIMIT 2)

DELETE FROM counters WHERE name = 'home' RETURNING hits, name

WITH doomed AS (SELECT id FROM logs ORDER BY id LIMIT 2) DELETE FROM logs USING doomed WHERE logs.id = doomed.id

MERGE INTO counters t USING (SELECT 'home' AS name, 5 AS hits UNION ALL SELECT 'm', 1) s ON t.name = s.name WHEN MATCHED THEN UPDATE SET hits = t.hits + s.hits WHEN NOT MATCHED THEN INSERT (name, hits) VALUES (s.name, s.hits)

MERGE INTO counters AS t USING (VALUES ('home'), ('zzz')) AS s(name) ON t.name = s.name WHEN NOT MATCHED THEN INSERT (name, hits) VALUES (s.name, 0)

MERGE INTO counters t USING departments d ON d.name = t.name WHEN MATCHED AND t.hits > 5 THEN DELETE WHEN MATCHED THEN DO NOTHING WHEN NOT MATCHED THEN INSERT VALUES (d.name, d.id, NULL)

BEGIN; UPDATE counters SET hits = 0; COMMIT

TRUNCATE TABLE logs RESTART IDENTITY CASCADE

SELECT num_nulls(bonus, notes), num_nonnulls(bonus, notes) FROM employees ORDER BY id

SELECT id FROM employees WHERE bonus BETWEEN SYMMETRIC 500 AND 50 ORDER BY id

SELECT id, CASE WHEN id % 2 = 0 THEN 'even' END FROM departments ORDER BY id

SELECT id FROM employees WHERE id > 5 FOR UPDATE SKIP LOCKED

TABLE departments

SELECT id, row_number() OVER () FROM (SELECT id FROM departments ORDER BY id DESC) x ORDER BY id

SELECT current_date IS NOT NULL, now() > '2020-01-01', current_user IS NOT NULL, version() IS NOT NULL

SELECT id, name FROM products WHERE category IS NULL OR category NOT IN ('furniture', 'lighting') ORDER BY id

SELECT id, nullif(stock, 0), 100 / nullif(stock, 0) FROM products ORDER BY id

SELECT * FROM departments WHERE budget > 0 AND budget::text LIKE '%.50'
