INSERT INTO counters (name, hits) VALUES ('home', 1) ON DUPLICATE KEY UPDATE hits = hits + 1

INSERT INTO counters (name, hits) VALUES ('home', 5), ('new', 1) ON DUPLICATE KEY UPDATE hits = hits + VALUES(hits)

INSERT INTO counters (name, hits, updated_at) VALUES ('about', 5, '2024-05-05 00:00:00') ON DUPLICATE KEY UPDATE hits = VALUES(hits), updated_at = VALUES(updated_at)

INSERT INTO counters (name, hits) VALUES ('about', 5) ON DUPLICATE KEY UPDATE hits = GREATEST(hits, VALUES(hits))

INSERT INTO counters (name, hits) SELECT category, COUNT(*) FROM products WHERE category IS NOT NULL GROUP BY category ON DUPLICATE KEY UPDATE hits = VALUES(hits)

INSERT IGNORE INTO counters (name, hits) VALUES ('home', 99), ('fresh', 1)

REPLACE INTO counters (name, hits) VALUES ('home', 1), ('other', 2)

INSERT INTO order_items (order_id, product_id, quantity, unit_price) VALUES (1, 1, 2, 10.00) ON DUPLICATE KEY UPDATE quantity = quantity + VALUES(quantity), unit_price = VALUES(unit_price)

INSERT INTO counters SET name = 'setform', hits = 4

INSERT INTO counters VALUES ('plain', 1, NULL)

INSERT INTO employees (name, salary, hired_on, active) VALUES ('Zed', 1000, '2024-01-01', TRUE)

INSERT INTO employees (name, salary, hired_on, active) VALUES ('Zed', 1000, '2024-01-01', 0), ('Yan', 1000, '2024-01-01', 1)

INSERT INTO departments (id, name) SELECT id + 100, CONCAT(UPPER(name), '2') FROM departments WHERE budget IS NOT NULL

INSERT INTO counters (name, hits) VALUES ('ret', 1) RETURNING name, hits

UPDATE employees SET salary = salary * 1.1 WHERE department_id = 1

UPDATE employees SET active = 0, notes = CONCAT(IFNULL(notes, ''), '!') WHERE id IN (2, 3)

UPDATE employees SET active = NOT active WHERE id < 3

UPDATE employees e JOIN departments d ON d.id = e.department_id SET e.salary = e.salary + 100 WHERE d.name = 'Sales'

UPDATE employees e JOIN departments d ON d.id = e.department_id SET e.notes = d.name, e.bonus = 1 WHERE d.budget > 200000

UPDATE orders o, customers c SET o.discount = 15 WHERE o.customer_id = c.id AND c.vip

UPDATE products p LEFT JOIN order_items i ON i.product_id = p.id SET p.stock = 0 WHERE i.product_id IS NULL

UPDATE products p JOIN (SELECT product_id, SUM(quantity) AS q FROM order_items GROUP BY product_id) s ON s.product_id = p.id SET p.stock = p.stock - s.q

UPDATE counters SET hits = hits + 1 ORDER BY hits DESC LIMIT 1

UPDATE counters SET hits = hits + 1, updated_at = '2024-06-01 00:00:00' WHERE name = 'HOME'

UPDATE products SET price = ROUND(price * 1.05, 2), stock = stock + 1 WHERE category = 'furniture'

UPDATE counters SET hits = 100, name = CONCAT(name, hits) WHERE name = 'about'

DELETE FROM order_items WHERE order_id = 1

DELETE FROM logs WHERE logged_at < '2024-01-02'

DELETE FROM logs ORDER BY id LIMIT 2

DELETE i FROM order_items i JOIN products p ON p.id = i.product_id WHERE p.category = 'electronics'

DELETE i FROM order_items AS i INNER JOIN orders AS o ON o.id = i.order_id INNER JOIN customers AS c ON c.id = o.customer_id WHERE c.name = 'Acme Corp'

DELETE FROM i USING order_items i JOIN orders o ON o.id = i.order_id WHERE o.status = 'cancelled'

DELETE l FROM logs l LEFT JOIN employees e ON e.id = l.id WHERE e.id > 2

DELETE FROM counters WHERE hits = (SELECT MAX(duration_ms) FROM logs) OR name LIKE 'l%'

DELETE FROM counters WHERE name = 'home' RETURNING hits

TRUNCATE TABLE logs

DELETE FROM logs WHERE level IS NULL

UPDATE orders SET status = IF(shipped_at IS NULL, 'open', 'done')

UPDATE orders SET due_on = DATE_ADD(ordered_at, INTERVAL 14 DAY) WHERE due_on IS NULL

UPDATE employees SET manager_id = NULL WHERE manager_id = 3

UPDATE customers SET profile = JSON_SET(profile, '$.tier', 'platinum') WHERE id = 1

INSERT INTO logs (id, level, message, logged_at) VALUES (10, 'INFO', 'It''s a \\ test\n', NOW()); DELETE FROM logs WHERE id = 10

INSERT INTO counters (name) VALUES ('dflt')

INSERT INTO counters (name, hits) VALUES ('d2', DEFAULT)

INSERT INTO counters () VALUES ()

WITH top AS (SELECT department_id, MAX(salary) AS m FROM employees GROUP BY department_id) SELECT e.name FROM employees e JOIN top t ON t.department_id = e.department_id AND t.m = e.salary ORDER BY e.id

UPDATE employees SET salary = (SELECT AVG(price) FROM products WHERE category = 'furniture') WHERE id = 7

DELETE FROM order_items WHERE (order_id, product_id) IN ((1, 1), (2, 2))

DELETE e1 FROM counters e1 JOIN counters e2 ON e1.hits < e2.hits AND e2.name = 'home'

INSERT INTO counters (name, hits) VALUES ('HOME', 50) ON DUPLICATE KEY UPDATE hits = 50
