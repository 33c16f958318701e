SELECT * FROM employees WHERE id = 3 LIMIT 1

SELECT id, name, email FROM employees WHERE active = 1 AND (name LIKE '%o%' OR email LIKE '%test%') ORDER BY name ASC LIMIT 10 OFFSET 0

SELECT SQL_NO_CACHE COUNT(*) AS total FROM orders WHERE status <> 'cancelled'

SELECT COUNT(*) FROM employees WHERE !active

SELECT id FROM employees WHERE active IS TRUE AND bonus IS NOT NULL ORDER BY id

SELECT id, active, NOT active, active = FALSE FROM employees ORDER BY id

SELECT id, name FROM customers WHERE vip AND credit_limit > 100 ORDER BY id

SELECT id, vip + 0, vip * 10 FROM customers ORDER BY id

SELECT SUM(vip), AVG(vip), MAX(vip) FROM customers

SELECT id, credit_limit / 3, credit_limit DIV 3, credit_limit MOD 7, credit_limit % 7 FROM customers ORDER BY id

SELECT id, price / 0, stock / 0, stock % 0, stock DIV 0 FROM products ORDER BY id

SELECT 7 / 2, 7 DIV 2, -7 DIV 2, 7 % -3, -7 MOD 3, 5.5 % 2

SELECT 1 + '2', '3' * '4', '10' + 5.5

SELECT CONCAT(name, ' (', IFNULL(city, '?'), ')') FROM customers ORDER BY id

SELECT CONCAT(name, NULL), CONCAT_WS(', ', name, city, NULL, credit_limit) FROM customers ORDER BY id

SELECT GREATEST(1, 2, NULL), LEAST(3, 1), GREATEST('a', 'b'), LEAST(bonus, salary) FROM employees ORDER BY id

SELECT IF(stock > 10, 'many', IF(stock = 0, 'none', 'few')) AS amount, COUNT(*) FROM products GROUP BY amount ORDER BY amount

SELECT IFNULL(bonus, 0) + salary AS pay, NULLIF(bonus, 0), COALESCE(bonus, salary, 0) FROM employees ORDER BY id

SELECT FIELD(status, 'pending', 'shipped', 'cancelled') AS pos, id FROM orders ORDER BY FIELD(status, 'pending', 'shipped', 'cancelled'), id

SELECT ELT(2, 'a', 'b', 'c'), ELT(4, 'a', 'b', 'c'), FIELD('b', 'a', 'b'), FIND_IN_SET('b', 'a,b,c')

SELECT id FROM orders WHERE FIND_IN_SET(status, 'pending,shipped') > 0 ORDER BY id

SELECT id FROM employees WHERE (department_id, manager_id) = (1, 1) ORDER BY id

SELECT id FROM employees WHERE (department_id, manager_id) IN ((1, 1), (2, 3)) ORDER BY id

SELECT id FROM employees WHERE department_id <=> manager_id ORDER BY id

SELECT id FROM employees WHERE NOT (department_id <=> NULL) ORDER BY id

SELECT 1 XOR 1, 1 XOR 0, active XOR id > 3 FROM employees ORDER BY id

SELECT 5 & 3, 5 | 3, 5 ^ 3, 1 << 4, 256 >> 2, ~0 & 255

SELECT BIT_COUNT(7), CONV('ff', 16, 10), HEX(255), BIN(5), OCT(8)

SELECT id, name FROM employees WHERE id IN (SELECT manager_id FROM employees) ORDER BY id

SELECT id FROM employees e WHERE NOT EXISTS (SELECT * FROM employees s WHERE s.manager_id = e.id) ORDER BY id

SELECT e.name, m.name AS boss FROM employees e LEFT JOIN employees m ON m.id = e.manager_id ORDER BY e.id

SELECT STRAIGHT_JOIN e.name, d.name FROM employees e JOIN departments d ON d.id = e.department_id ORDER BY e.id

SELECT e.name, d.name FROM employees e, departments d WHERE e.department_id = d.id AND d.budget > 100000 ORDER BY e.id

SELECT * FROM departments NATURAL JOIN (SELECT 1 AS id) x

SELECT d.name, COUNT(*) n FROM departments d JOIN employees e ON e.department_id = d.id GROUP BY d.id HAVING n > 1 ORDER BY n DESC, d.name

SELECT department_id, name, MAX(salary) FROM employees WHERE id < 3 GROUP BY department_id, name ORDER BY name

SELECT SQL_CALC_FOUND_ROWS id FROM employees ORDER BY id LIMIT 2

SELECT id FROM employees ORDER BY id LIMIT 18446744073709551615 OFFSET 4

SELECT id FROM employees FORCE INDEX (PRIMARY) WHERE id > 4 ORDER BY id

SELECT id FROM employees USE INDEX () WHERE id > 4 ORDER BY id FOR UPDATE

SELECT id FROM employees WHERE id > 5 ORDER BY id LOCK IN SHARE MODE

SELECT 'it''s', 'a\'b', "double", 'tab\there', 'back\\slash', 'nl\nx'

SELECT 0x41, x'4142', b'1000001' + 0, 0xFF + 0

SELECT _utf8mb4'abc', N'abc'

SELECT `name` AS `the name`, `id` AS 'key' FROM `departments` ORDER BY `the name`

SELECT id AS "x y" FROM departments ORDER BY 1

SELECT /* leading */ id -- trailing
FROM departments # hash
WHERE id /* inner */ < 3 ORDER BY id

SELECT @@version IS NOT NULL, DATABASE() IS NOT NULL, USER() IS NOT NULL

INSERT INTO counters SET name = 'set', hits = 4

INSERT INTO counters (name, hits) VALUES ('home', 3) ON DUPLICATE KEY UPDATE hits = VALUES(hits)

INSERT INTO counters (name, hits) VALUES ('home', 3), ('new', 4) ON DUPLICATE KEY UPDATE hits = hits + VALUES(hits), updated_at = '2024-06-01 12:00:00'

INSERT INTO counters (name, hits) VALUES ('home', 3) ON DUPLICATE KEY UPDATE name = name

INSERT INTO counters (name, hits, updated_at) VALUES ('home', 3, NULL) ON DUPLICATE KEY UPDATE updated_at = COALESCE(updated_at, VALUES(updated_at)), hits = GREATEST(hits, VALUES(hits))

INSERT INTO counters (name, hits) VALUES ('home', 3) ON DUPLICATE KEY UPDATE hits = IF(VALUES(hits) > hits, VALUES(hits), hits)

INSERT INTO products (id, sku, name, price, stock) VALUES (1, 'LAP-001', 'Laptop X', 999.5, 5) ON DUPLICATE KEY UPDATE name = VALUES(name), price = VALUES(price), stock = stock + VALUES(stock)

INSERT INTO order_items (order_id, product_id, quantity, unit_price) VALUES (1, 1, 5, 10), (2, 1, 1, 20) ON DUPLICATE KEY UPDATE quantity = quantity + VALUES(quantity)

INSERT INTO order_items SELECT 2, id, 1, price FROM products WHERE stock > 15 ON DUPLICATE KEY UPDATE quantity = order_items.quantity + 1

INSERT IGNORE INTO counters (name, hits) VALUES ('home', 1), ('other', 2)

INSERT IGNORE INTO order_items SELECT order_id, product_id, 1, 1 FROM order_items

INSERT IGNORE INTO departments VALUES (1, 'Engineering', 1, NULL), (9, 'Nine', 9, NULL)

REPLACE INTO counters (name, hits) VALUES ('home', 1), ('rep', 2)

REPLACE INTO counters SET name = 'about', hits = 77

REPLACE INTO counters SELECT name, hits + 1, updated_at FROM counters WHERE name = 'about'

INSERT INTO counters VALUES ('def', DEFAULT, NULL)

INSERT INTO counters (name) VALUES ('a1'), ('a2')

INSERT INTO counters (name, hits) VALUE ('val', 2)

INSERT INTO employees (name, salary, hired_on) VALUES ('New One', 1000, CURDATE()); SELECT name, active, hired_on = CURDATE() FROM employees WHERE name = 'New One'

INSERT INTO logs (id, level, message, logged_at) SELECT id + 100, LOWER(level), CONCAT('copy of ', message), logged_at FROM logs WHERE level IS NOT NULL

INSERT INTO counters (name, hits) VALUES ('r', 9) RETURNING name, hits

UPDATE products SET price = price * 1.1, stock = stock + 5 WHERE category = 'furniture'

UPDATE products SET price = ROUND(price * 0.9, 2) WHERE price > 100 ORDER BY id LIMIT 2

UPDATE employees SET active = !active WHERE id <= 2

UPDATE employees SET active = 0 WHERE id = 1

UPDATE employees SET bonus = IFNULL(bonus, 0) + 10, notes = CONCAT_WS('; ', notes, 'raised')

UPDATE employees SET notes = CASE WHEN salary > 5000 THEN 'high' ELSE 'low' END WHERE department_id IS NOT NULL

UPDATE employees e JOIN departments d ON d.id = e.department_id SET e.salary = e.salary * 1.05, e.notes = CONCAT(d.name, '!') WHERE d.budget > 200000

UPDATE employees e INNER JOIN (SELECT department_id, AVG(salary) a FROM employees GROUP BY department_id) x ON x.department_id = e.department_id SET e.bonus = ROUND(x.a / 10, 2)

UPDATE employees e LEFT JOIN departments d ON d.id = e.department_id SET e.notes = IFNULL(d.name, 'none') WHERE e.id > 4

UPDATE employees, departments SET employees.notes = departments.name WHERE employees.department_id = departments.id

UPDATE orders o JOIN customers c ON c.id = o.customer_id SET o.discount = 10, c.credit_limit = 1 WHERE c.name = 'Acme Corp'

UPDATE orders o SET o.discount = (SELECT COUNT(*) FROM order_items i WHERE i.order_id = o.id) WHERE o.status = 'pending'

UPDATE counters SET hits = hits + 1, updated_at = NOW() WHERE name = 'nobody'

UPDATE counters SET hits = (@n := 5) WHERE name = 'home'

UPDATE products p JOIN (SELECT product_id, SUM(quantity) AS sold FROM order_items GROUP BY product_id) s ON s.product_id = p.id SET p.stock = GREATEST(p.stock - s.sold, 0)

UPDATE logs SET message = REPLACE(message, 'a', 'b'), level = UPPER(level) WHERE id BETWEEN 1 AND 3

UPDATE IGNORE departments SET name = 'Sales' WHERE id = 5

DELETE FROM logs ORDER BY id LIMIT 2

DELETE FROM logs WHERE level = 'info' OR level IS NULL

DELETE FROM logs WHERE logged_at < '2024-01-02' - INTERVAL 1 DAY

DELETE i FROM order_items i JOIN orders o ON o.id = i.order_id WHERE o.status = 'pending'

DELETE i FROM order_items AS i LEFT JOIN products p ON p.id = i.product_id AND p.category = 'electronics' WHERE p.id IS NULL

DELETE FROM i USING order_items AS i INNER JOIN products AS p ON p.id = i.product_id WHERE p.price < 10

DELETE order_items FROM order_items, orders WHERE order_items.order_id = orders.id AND orders.status = 'cancelled'

DELETE i, l FROM order_items i JOIN logs l ON l.id = i.order_id WHERE l.id = 4

DELETE c1 FROM counters c1 JOIN counters c2 ON c1.hits < c2.hits WHERE c2.name = 'home'

DELETE FROM counters WHERE name = 'home' RETURNING hits

DELETE FROM logs WHERE id = (SELECT MAX(id) FROM (SELECT id FROM logs) x)

START TRANSACTION; UPDATE counters SET hits = 0; COMMIT

BEGIN; DELETE FROM counters; ROLLBACK

SET @a = 5; SELECT @a + 1

TRUNCATE TABLE logs

SELECT id FROM employees WHERE name = 'ALICE SMITH'

SELECT id FROM employees WHERE BINARY name = 'ALICE SMITH'

SELECT id FROM employees WHERE email = 'bob@example.com' OR email IN ('EVE@TEST.ORG') ORDER BY id

SELECT id FROM employees WHERE name LIKE 'G%' OR name LIKE 'f%' ORDER BY id

SELECT id FROM employees WHERE name LIKE BINARY '%Smith' ORDER BY id

SELECT id FROM employees WHERE name COLLATE utf8mb4_bin LIKE 'b%' ORDER BY id

SELECT id FROM employees WHERE name NOT LIKE '%\_%' AND notes LIKE '%\%' ORDER BY id

SELECT id FROM employees WHERE notes LIKE '%|_%' ESCAPE '|' ORDER BY id

SELECT id FROM employees WHERE name REGEXP '^[a-c]' ORDER BY id

SELECT id FROM employees WHERE name NOT REGEXP 'smith|jones' AND email RLIKE '@.+\\.org$' ORDER BY id

SELECT id FROM customers WHERE city = 'BERLIN' ORDER BY id

SELECT city, COUNT(*) FROM customers GROUP BY city ORDER BY city

SELECT LOWER(city) AS c, COUNT(*) FROM customers GROUP BY LOWER(city) ORDER BY c

SELECT a.id, b.id FROM customers a JOIN customers b ON a.city = b.city AND a.id < b.id

SELECT status, COUNT(*) FROM orders GROUP BY status ORDER BY COUNT(*) DESC, status

SELECT COUNT(DISTINCT status) FROM orders

SELECT DISTINCT status FROM orders ORDER BY status

SELECT name FROM employees ORDER BY name

SELECT name FROM employees ORDER BY name COLLATE utf8mb4_bin DESC

SELECT id FROM employees ORDER BY bonus DESC, id

SELECT id FROM employees ORDER BY bonus IS NULL, bonus, id

SELECT id FROM employees ORDER BY ISNULL(department_id), department_id, id

SELECT MIN(name), MAX(email), MIN(bonus), MAX(active) FROM employees

SELECT CASE status WHEN 'shipped' THEN 1 WHEN 'pending' THEN 2 ELSE 3 END FROM orders ORDER BY id

SELECT STRCMP('a', 'b'), 'a' < 'B', 'abc' = 'ABC ', 'a' <> 'A'

SELECT LOCATE('o', name), INSTR(name, 'O'), POSITION('e' IN name) FROM employees ORDER BY id

SELECT LOCATE('o', name, 3), SUBSTRING_INDEX(email, '@', 1), SUBSTRING_INDEX(email, '.', -1) FROM employees ORDER BY id
