SELECT * FROM employees WHERE id = 3 LIMIT 1

SELECT id, name FROM employees WHERE active ORDER BY name COLLATE NOCASE LIMIT 3 OFFSET 1

SELECT id, active, NOT active, active = 1, active + 1 FROM employees ORDER BY id

SELECT count(*) FROM employees WHERE active = TRUE AND bonus NOTNULL

SELECT id FROM employees WHERE bonus ISNULL ORDER BY id

SELECT sum(active), avg(active), total(bonus), total(salary) FROM employees

SELECT id, credit_limit / 3, credit_limit % 7, credit_limit / 3.0, credit_limit * 1.0 / 7 FROM customers ORDER BY id

SELECT 7 / 2, -7 / 2, 7 % 3, -7 % 3, 7.0 / 2, 5 & 3, 5 | 3, ~5, 1 << 3, 16 >> 2

SELECT 1 / 0, 5 % 0, 1.0 / 0

SELECT name || ' (' || ifnull(city, '?') || ')' FROM customers ORDER BY id

SELECT name || NULL, coalesce(city, 'none'), nullif(city, 'Paris'), ifnull(credit_limit, 0) FROM customers ORDER BY id

SELECT 'n' || 1, 1 || 'n', 1 || 2, 'a' || 2.5

SELECT max(1, 2), min(3, 1), max(salary, bonus), min(bonus, 100) FROM employees ORDER BY id

SELECT iif(stock > 10, 'many', 'few'), iif(stock = 0, 1, 0) FROM products ORDER BY id

SELECT id FROM employees WHERE department_id IS manager_id ORDER BY id

SELECT id FROM employees WHERE department_id IS NOT 1 ORDER BY id

SELECT id FROM employees WHERE (department_id, manager_id) IN (VALUES (1, 1), (2, 3)) ORDER BY id

SELECT id FROM employees WHERE name == 'Alice Smith' AND id != 2

SELECT id FROM employees WHERE name = 'alice smith'

SELECT id FROM employees WHERE name LIKE 'ALICE%' ORDER BY id

SELECT id FROM employees WHERE name GLOB '*e*' ORDER BY id

SELECT id FROM employees WHERE email LIKE '%@EXAMPLE.COM' ORDER BY id

SELECT id FROM employees WHERE name COLLATE NOCASE = 'BOB JONES'

SELECT id FROM employees WHERE lower(name) LIKE '%smith%' ORDER BY id

SELECT id FROM employees WHERE notes LIKE '%!_%' ESCAPE '!' ORDER BY id

SELECT id FROM employees WHERE instr(lower(name), 'e') > 0 ORDER BY id

SELECT city, count(*) FROM customers GROUP BY city ORDER BY city

SELECT id FROM employees ORDER BY bonus, id

SELECT id FROM employees ORDER BY bonus DESC, id

SELECT id FROM employees ORDER BY bonus NULLS LAST, id

SELECT name FROM employees ORDER BY name

SELECT rowid, name FROM departments ORDER BY rowid

SELECT id, status FROM orders ORDER BY status, id

SELECT d.name, e.name FROM departments d LEFT JOIN employees e ON e.department_id = d.id ORDER BY d.id, e.id

SELECT d.name, e.name FROM departments d FULL OUTER JOIN employees e ON e.department_id = d.id ORDER BY d.id, e.id

SELECT d.name, e.name FROM employees e RIGHT JOIN departments d ON e.department_id = d.id ORDER BY d.id, e.id

SELECT * FROM (VALUES (1, 'one'), (2, 'two')) ORDER BY 1

SELECT column1, column2 FROM (VALUES (1, 'one'), (2, 'two')) ORDER BY column1

SELECT "id" AS "Key", [name] AS [Label], `budget` FROM "departments" ORDER BY "Key"

SELECT 'it''s', 'back\slash', "name" FROM departments WHERE id = 1

SELECT x'414243', typeof(x'41'), typeof(1), typeof(1.5), typeof('a'), typeof(NULL)

SELECT CAST('12abc' AS INTEGER), CAST(3.7 AS INTEGER), CAST('5' AS REAL), CAST(65 AS TEXT), CAST('3.5' AS NUMERIC), CAST(salary AS INTEGER) FROM employees ORDER BY id

INSERT INTO counters (name, hits) VALUES ('home', 3) ON CONFLICT (name) DO UPDATE SET hits = excluded.hits

INSERT INTO counters (name, hits) VALUES ('home', 3), ('new', 4) ON CONFLICT (name) DO UPDATE SET hits = hits + excluded.hits, updated_at = '2024-06-01 00:00:00'

INSERT INTO counters (name, hits) VALUES ('home', 3) ON CONFLICT (name) DO UPDATE SET hits = max(hits, excluded.hits) WHERE updated_at IS NOT NULL

INSERT INTO counters (name, hits) VALUES ('home', 3), ('brand', 1) ON CONFLICT DO NOTHING

INSERT OR IGNORE INTO counters (name, hits) VALUES ('home', 3), ('brand', 1)

INSERT OR REPLACE INTO counters (name, hits) VALUES ('home', 3), ('brand', 1)

REPLACE INTO counters VALUES ('about', 1, NULL)

INSERT OR REPLACE INTO order_items VALUES (1, 1, 9, 9.5)

INSERT OR ABORT INTO counters (name) VALUES ('abc')

INSERT INTO products (id, sku, name, price) VALUES (50, 'LAP-001', 'Dup', 1) ON CONFLICT (sku) DO UPDATE SET name = excluded.name, price = price + 1

INSERT INTO order_items (order_id, product_id, quantity, unit_price) VALUES (1, 1, 5, 10), (2, 1, 1, 20) ON CONFLICT (order_id, product_id) DO UPDATE SET quantity = quantity + excluded.quantity

INSERT INTO order_items SELECT 2, id, 1, price FROM products WHERE stock > 15 ON CONFLICT DO NOTHING

INSERT INTO counters (name, hits) SELECT status, count(*) FROM orders WHERE true GROUP BY status ON CONFLICT (name) DO UPDATE SET hits = excluded.hits

INSERT INTO counters (name, hits) VALUES ('r', 1) RETURNING name, hits + 1

INSERT INTO employees (name, salary, hired_on) VALUES ('New One', 1000, date('now')); SELECT name, active FROM employees WHERE id = last_insert_rowid()

INSERT INTO employees (id, name, salary, hired_on) VALUES (NULL, 'Null Id', 1, '2024-01-01'); SELECT name FROM employees WHERE id > 7

INSERT INTO logs (id, level, message, logged_at) SELECT id + 100, lower(level), 'copy of ' || message, logged_at FROM logs WHERE level IS NOT NULL

WITH src AS (SELECT 'cte' AS name, 5 AS hits) INSERT INTO counters (name, hits) SELECT name, hits FROM src

UPDATE employees SET active = NOT active, bonus = ifnull(bonus, 0) + 10 WHERE id <= 2

UPDATE employees SET notes = CASE WHEN salary > 5000 THEN 'high' ELSE 'low' END WHERE department_id IS NOT NULL

UPDATE employees SET salary = salary * 1.05, notes = d.name || '!' FROM departments d WHERE d.id = employees.department_id AND d.budget > 200000

UPDATE products SET stock = max(stock - s.sold, 0) FROM (SELECT product_id, sum(quantity) AS sold FROM order_items GROUP BY product_id) AS s WHERE s.product_id = products.id

UPDATE orders SET discount = (SELECT count(*) FROM order_items i WHERE i.order_id = orders.id) WHERE status = 'pending'

UPDATE OR IGNORE departments SET name = 'Sales' WHERE id = 5

UPDATE OR REPLACE counters SET name = 'home' WHERE name = 'about'

UPDATE counters SET hits = hits + 1 WHERE name = 'home' RETURNING hits

UPDATE employees SET salary = bonus, bonus = salary WHERE bonus IS NOT NULL AND id <> 3

UPDATE products SET (price, stock) = (price * 2, stock + 1) WHERE id = 1

UPDATE counters SET updated_at = datetime('2024-01-01', '+1 day') WHERE name = 'home'

DELETE FROM order_items WHERE order_id IN (SELECT id FROM orders WHERE status = 'pending')

DELETE FROM logs WHERE rowid IN (SELECT rowid FROM logs ORDER BY id LIMIT 2)

DELETE FROM logs WHERE level = 'info' OR level IS NULL

DELETE FROM logs WHERE logged_at < datetime('2024-01-03', '-1 day')

DELETE FROM counters WHERE name = 'home' RETURNING hits

DELETE FROM logs

WITH doomed AS (SELECT id FROM logs ORDER BY id LIMIT 2) DELETE FROM logs WHERE id IN doomed

BEGIN IMMEDIATE; UPDATE counters SET hits = 0; COMMIT

SELECT changes() >= 0

SELECT id FROM employees LIMIT 2, 2

SELECT id FROM employees ORDER BY id LIMIT -1 OFFSET 4

SELECT name, salary FROM employees WHERE salary = (SELECT max(salary) FROM employees)

SELECT department_id, name, max(salary) FROM employees GROUP BY department_id ORDER BY department_id

SELECT name FROM employees WHERE +id > 5 ORDER BY id

SELECT id FROM employees INDEXED BY sqlite_autoindex_employees_1 WHERE email = 'frank@test.org'

SELECT likely(id > 3), unlikely(id = 1) FROM departments ORDER BY id

SELECT NULL IS NULL, 1 IS NOT NULL, NULL = NULL, 1 = '1', '1' < 2

SELECT id FROM products WHERE price > '100' ORDER BY id

SELECT id, -- key
  name /* label */
FROM departments WHERE id < 3 ORDER BY id
