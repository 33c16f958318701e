INSERT INTO counters (name, hits) VALUES ('home', 1) ON CONFLICT (name) DO UPDATE SET hits = counters.hits + 1

INSERT INTO counters (name, hits) VALUES ('home', 5), ('new', 1) ON CONFLICT (name) DO UPDATE SET hits = counters.hits + EXCLUDED.hits

INSERT INTO counters AS c (name, hits) VALUES ('about', 5) ON CONFLICT (name) DO UPDATE SET hits = excluded.hits, updated_at = '2024-05-05'

INSERT INTO counters (name, hits) VALUES ('home', 5) ON CONFLICT (name) DO NOTHING

INSERT INTO counters (name, hits) VALUES ('home', 5), ('x', 1) ON CONFLICT DO NOTHING

INSERT INTO counters (name, hits) VALUES ('home', 5) ON CONFLICT (name) DO UPDATE SET hits = EXCLUDED.hits WHERE counters.hits < EXCLUDED.hits

INSERT INTO counters (name, hits) VALUES ('home', 50) ON CONFLICT (name) DO UPDATE SET hits = EXCLUDED.hits WHERE counters.hits < EXCLUDED.hits

INSERT INTO counters (name, hits) VALUES ('home', 50) ON CONFLICT ON CONSTRAINT counters_pkey DO UPDATE SET hits = EXCLUDED.hits

INSERT INTO counters (name, hits) VALUES ('home', 5) ON CONFLICT (name) DO UPDATE SET (hits, updated_at) = (EXCLUDED.hits, EXCLUDED.updated_at)

INSERT INTO order_items VALUES (1, 1, 2, 10.00) ON CONFLICT (order_id, product_id) DO UPDATE SET quantity = order_items.quantity + EXCLUDED.quantity

INSERT INTO counters (name, hits) SELECT category, count(*) FROM products WHERE category IS NOT NULL GROUP BY category ON CONFLICT (name) DO UPDATE SET hits = EXCLUDED.hits

INSERT INTO counters (name, hits) VALUES ('ret', 1) RETURNING name, hits

INSERT INTO counters (name, hits) VALUES ('home', 7) ON CONFLICT (name) DO UPDATE SET hits = counters.hits + EXCLUDED.hits RETURNING hits

INSERT INTO employees (name, salary, hired_on, active) VALUES ('Zed', 1000, '2024-01-01', true)

INSERT INTO counters DEFAULT VALUES

INSERT INTO counters VALUES ('a', DEFAULT, NULL)

INSERT INTO departments (id, name) SELECT id + 100, upper(name) || '2' FROM departments WHERE budget IS NOT NULL

UPDATE employees SET salary = salary * 1.1 WHERE department_id = 1

UPDATE employees SET active = NOT active WHERE id < 3

UPDATE employees SET salary = salary + 100 FROM departments d WHERE d.id = employees.department_id AND d.name = 'Sales'

UPDATE employees AS e SET notes = d.name, bonus = 1 FROM departments AS d WHERE d.id = e.department_id AND d.budget > 200000

UPDATE products p SET stock = p.stock - s.q FROM (SELECT product_id, sum(quantity) AS q FROM order_items GROUP BY product_id) s WHERE s.product_id = p.id

UPDATE orders o SET discount = 15 FROM customers c JOIN departments d ON d.id = c.id WHERE o.customer_id = c.id AND d.name LIKE 'S%'

UPDATE employees SET (salary, bonus) = (salary + 1, 2) WHERE id = 1

UPDATE employees SET (salary, bonus) = (SELECT price, stock FROM products WHERE id = 1) WHERE id = 1

UPDATE counters SET hits = 100, name = name || hits WHERE name = 'about'

UPDATE counters SET hits = hits + 1 WHERE name = 'home' RETURNING hits

UPDATE counters SET updated_at = now() WHERE false

UPDATE orders SET due_on = ordered_at::date + 14 WHERE due_on IS NULL

UPDATE customers SET profile = jsonb_set(profile, '{tier}', '"platinum"') WHERE id = 1

DELETE FROM order_items USING products p WHERE p.id = order_items.product_id AND p.category = 'electronics'

DELETE FROM order_items i USING orders o JOIN customers c ON c.id = o.customer_id WHERE o.id = i.order_id AND c.name = 'Acme Corp'

DELETE FROM logs WHERE logged_at < '2024-01-02'

DELETE FROM counters WHERE name = 'home' RETURNING *

DELETE FROM logs WHERE id IN (SELECT id FROM logs ORDER BY id LIMIT 2)

TRUNCATE logs

TRUNCATE TABLE logs, counters

TRUNCATE logs RESTART IDENTITY

WITH old AS (SELECT id FROM logs WHERE logged_at < '2024-01-02') DELETE FROM logs WHERE id IN (SELECT id FROM old)

WITH gone AS (DELETE FROM logs WHERE level IS NULL RETURNING id) SELECT count(*) FROM gone

MERGE INTO counters c USING (VALUES ('home', 5), ('fresh', 1)) AS v (name, hits) ON c.name = v.name WHEN MATCHED THEN UPDATE SET hits = c.hits + v.hits WHEN NOT MATCHED THEN INSERT (name, hits) VALUES (v.name, v.hits)

MERGE INTO products p USING (SELECT product_id, sum(quantity) AS q FROM order_items GROUP BY product_id) s ON p.id = s.product_id WHEN MATCHED AND p.stock < s.q THEN UPDATE SET stock = 0 WHEN MATCHED THEN UPDATE SET stock = p.stock - s.q

MERGE INTO counters c USING products p ON c.name = p.category WHEN MATCHED THEN DELETE WHEN NOT MATCHED AND p.stock > 100 THEN INSERT (name, hits) VALUES (p.name, p.stock)

INSERT INTO logs (id, level, message, logged_at) VALUES (10, 'INFO', E'It''s a \\ test\n', '2024-01-01'::timestamp)

UPDATE employees SET manager_id = NULL WHERE manager_id = 3

INSERT INTO customers (id, name, created_at, profile) VALUES (9, 'J', '2024-01-01', '{"a": 1}'::jsonb)

UPDATE employees e SET salary = m.salary FROM employees m WHERE m.id = e.manager_id AND e.id = 4

DELETE FROM counters a USING counters b WHERE a.hits < b.hits AND b.name = 'home'

INSERT INTO counters (name, hits) VALUES ('HOME', 50) ON CONFLICT (name) DO UPDATE SET hits = 50
