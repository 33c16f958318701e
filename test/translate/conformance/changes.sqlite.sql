INSERT INTO counters (name, hits) VALUES ('home', 1) ON CONFLICT (name) DO UPDATE SET hits = hits + 1

INSERT INTO counters (name, hits) VALUES ('home', 5), ('new', 1) ON CONFLICT (name) DO UPDATE SET hits = hits + excluded.hits

INSERT INTO counters (name, hits) VALUES ('about', 5) ON CONFLICT DO UPDATE SET hits = excluded.hits

INSERT INTO counters (name, hits) VALUES ('home', 5) ON CONFLICT (name) DO NOTHING

INSERT INTO counters (name, hits) VALUES ('home', 5), ('x', 1) ON CONFLICT DO NOTHING

INSERT OR IGNORE INTO counters (name, hits) VALUES ('home', 99), ('fresh', 1)

INSERT OR REPLACE INTO counters (name, hits) VALUES ('home', 1), ('other', 2)

REPLACE INTO counters (name, hits) VALUES ('home', 1)

INSERT INTO counters (name, hits) VALUES ('home', 50) ON CONFLICT (name) DO UPDATE SET hits = max(hits, excluded.hits) WHERE excluded.hits > counters.hits

INSERT INTO order_items VALUES (1, 1, 2, 10.00) ON CONFLICT (order_id, product_id) DO UPDATE SET quantity = quantity + excluded.quantity

INSERT INTO counters (name, hits) SELECT category, count(*) FROM products WHERE category IS NOT NULL GROUP BY category ON CONFLICT (name) DO UPDATE SET hits = excluded.hits

INSERT INTO counters (name, hits) VALUES ('ret', 1) RETURNING name, hits

INSERT INTO employees (name, salary, hired_on, active) VALUES ('Zed', 1000, '2024-01-01', 1)

INSERT INTO employees VALUES (NULL, 'Zed', 'z@x.y', 1, 1, 100, NULL, '2024-01-01', 0, NULL)

INSERT INTO departments (id, name) SELECT id + 100, upper(name) || '2' FROM departments WHERE budget IS NOT NULL

UPDATE employees SET salary = salary * 1.1 WHERE department_id = 1

UPDATE employees SET active = NOT active WHERE id < 3

UPDATE employees SET active = 0 WHERE id = 1

UPDATE employees SET salary = salary + 100 FROM departments d WHERE d.id = employees.department_id AND d.name = 'Sales'

UPDATE employees SET notes = (SELECT name FROM departments d WHERE d.id = employees.department_id) WHERE department_id IS NOT NULL

UPDATE products SET stock = stock - s.q FROM (SELECT product_id, sum(quantity) AS q FROM order_items GROUP BY product_id) AS s WHERE s.product_id = products.id

UPDATE employees SET (salary, bonus) = (salary + 1, 2) WHERE id = 1

UPDATE OR IGNORE counters SET name = 'home' WHERE name = 'about'

UPDATE counters SET hits = 100, name = name || hits WHERE name = 'about'

UPDATE counters SET hits = hits + 1 WHERE name = 'home' RETURNING hits

UPDATE orders SET due_on = date(ordered_at, '+14 days') WHERE due_on IS NULL

UPDATE customers SET profile = json_set(profile, '$.tier', 'platinum') WHERE id = 1

DELETE FROM order_items WHERE product_id IN (SELECT id FROM products WHERE category = 'electronics')

DELETE FROM order_items WHERE EXISTS (SELECT 1 FROM orders o WHERE o.id = order_items.order_id AND o.status = 'cancelled')

DELETE FROM logs WHERE logged_at < '2024-01-02'

DELETE FROM counters WHERE name = 'home' RETURNING *

DELETE FROM logs

WITH old AS (SELECT id FROM logs WHERE logged_at < '2024-01-02') DELETE FROM logs WHERE id IN (SELECT id FROM old)

INSERT INTO logs (id, level, message, logged_at) VALUES (10, 'INFO', 'It''s a \ test', datetime('2024-01-01 10:00:00', '+1 hour'))

UPDATE employees SET manager_id = NULL WHERE manager_id = 3

DELETE FROM logs WHERE rowid IN (SELECT rowid FROM logs ORDER BY id LIMIT 2)

INSERT INTO counters (name, hits) VALUES ('HOME', 50) ON CONFLICT (name) DO UPDATE SET hits = 50
