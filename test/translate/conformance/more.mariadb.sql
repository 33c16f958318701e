SELECT c.name, COUNT(o.id) AS orders, COALESCE(SUM(i.quantity * i.unit_price), 0) AS revenue FROM customers c LEFT JOIN orders o ON o.customer_id = c.id LEFT JOIN order_items i ON i.order_id = o.id GROUP BY c.id, c.name ORDER BY revenue DESC, c.id

SELECT DATE_FORMAT(o.ordered_at, '%Y-%m') AS month, SUM(i.quantity * i.unit_price) AS total FROM orders o JOIN order_items i ON i.order_id = o.id WHERE o.status = 'shipped' GROUP BY month HAVING total > 100 ORDER BY month

SELECT e.name, e.salary, RANK() OVER (PARTITION BY e.department_id ORDER BY e.salary DESC) AS rnk FROM employees e WHERE e.department_id IS NOT NULL ORDER BY e.department_id, rnk, e.id

SELECT name, CASE WHEN salary >= 8000 THEN 'A' WHEN salary >= 5000 THEN 'B' ELSE 'C' END AS grade FROM employees ORDER BY id

SELECT id, IFNULL(DATEDIFF(shipped_at, ordered_at), -1) AS days FROM orders ORDER BY id

SELECT id, TIMESTAMPDIFF(DAY, ordered_at, IFNULL(shipped_at, '2024-04-01')) AS age FROM orders ORDER BY id

SELECT CONCAT(YEAR(hired_on), '-Q', QUARTER(hired_on)) AS q, COUNT(*) FROM employees GROUP BY q ORDER BY q

SELECT name, LENGTH(name) - LENGTH(REPLACE(name, 'e', '')) AS es FROM employees ORDER BY id

SELECT SUBSTRING_INDEX(SUBSTRING_INDEX('a,b,c', ',', 2), ',', -1)

SELECT UPPER(CONCAT(LEFT(name, 1), SUBSTRING(name, 2, 2))) AS code FROM employees ORDER BY id

SELECT ROUND(price * 1.19, 2) AS gross FROM products ORDER BY id

SELECT FLOOR(price / 100) * 100 AS bucket, COUNT(*) FROM products GROUP BY bucket ORDER BY bucket

SELECT name FROM products WHERE category <=> NULL

SELECT name FROM products WHERE category != 'furniture' OR category IS NULL ORDER BY id

SELECT DISTINCT YEAR(ordered_at) FROM orders ORDER BY 1

SELECT department_id, AVG(salary) AS avg_salary FROM employees GROUP BY department_id ORDER BY avg_salary DESC

SELECT p.category, MAX(p.price) AS max_price, MIN(p.price) AS min_price FROM products p GROUP BY p.category ORDER BY p.category

SELECT id, salary, (SELECT COUNT(*) FROM employees e2 WHERE e2.salary > e1.salary) + 1 AS pos FROM employees e1 ORDER BY pos, id

SELECT name FROM employees WHERE hired_on BETWEEN '2020-01-01' AND DATE_ADD('2020-01-01', INTERVAL 2 YEAR) ORDER BY id

SELECT * FROM (SELECT id, name FROM products ORDER BY price DESC LIMIT 2) t ORDER BY t.id

SELECT LAST_DAY('2024-02-10'), DATE_FORMAT(LAST_DAY('2024-02-10'), '%d')

SELECT COUNT(IF(status = 'shipped', 1, NULL)) AS shipped, SUM(status = 'pending') AS pending FROM orders

SELECT SUM(IF(active, salary, 0)) FROM employees

SELECT id, ROUND(salary / 12, 2) FROM employees ORDER BY id

SELECT CAST(salary AS UNSIGNED), CAST(id AS DECIMAL(10,2)), CAST(ordered_at AS CHAR) FROM employees JOIN orders USING (id) ORDER BY id

SELECT name FROM employees WHERE MONTH(hired_on) = 3 AND DAYOFMONTH(hired_on) > 15 ORDER BY id

SELECT TIME_FORMAT('14:05:06', '%H:%i')

SELECT EXISTS(SELECT 1 FROM products WHERE stock = 0) AS out_of_stock

SELECT name, IF(bonus IS NULL, 'none', IF(bonus > 100, 'big', 'small')) FROM employees ORDER BY id

SELECT (SELECT name FROM departments WHERE id = e.department_id) AS dept, e.name FROM employees e ORDER BY e.id

SELECT level, message FROM logs WHERE level IN ('error', 'warn') ORDER BY id

SELECT CONCAT_WS('-', YEAR(d), LPAD(MONTH(d), 2, '0'), LPAD(DAY(d), 2, '0')) FROM (SELECT hired_on AS d FROM employees WHERE id = 1) x

SELECT UNIX_TIMESTAMP('2024-01-02') - UNIX_TIMESTAMP('2024-01-01') AS secs

SELECT name, price, LAG(price) OVER (ORDER BY id) AS prev, price - LAG(price) OVER (ORDER BY id) AS diff FROM products ORDER BY id

SELECT YEAR(NOW()) > 2000, MONTH(CURDATE()) BETWEEN 1 AND 12

SELECT ISNULL(bonus), ISNULL(name) FROM employees ORDER BY id

SELECT JSON_UNQUOTE(JSON_EXTRACT(attributes, '$.color')) AS color, SUM(stock) FROM products WHERE JSON_EXTRACT(attributes, '$.ram') >= 8 GROUP BY color ORDER BY color

UPDATE products SET stock = stock - 1 WHERE id = 1 AND stock > 0

UPDATE employees SET bonus = COALESCE(bonus, 0) + 100 WHERE DATEDIFF('2024-01-01', hired_on) > 1000

UPDATE employees SET hired_on = DATE_SUB(hired_on, INTERVAL 1 DAY), notes = NULL WHERE active = TRUE

UPDATE orders SET status = 'late' WHERE shipped_at IS NULL AND due_on < '2024-03-01'

UPDATE employees e LEFT JOIN departments d ON d.id = e.department_id SET e.notes = 'no department' WHERE d.id IS NULL

UPDATE order_items i JOIN orders o ON o.id = i.order_id JOIN products p ON p.id = i.product_id SET i.unit_price = p.price * 0.9 WHERE o.status = 'pending'

DELETE FROM employees WHERE id NOT IN (SELECT manager_id FROM (SELECT manager_id FROM employees WHERE manager_id IS NOT NULL) x) AND department_id IS NULL

DELETE FROM order_items WHERE order_id IN (SELECT id FROM orders WHERE status = 'cancelled')

DELETE p FROM products p LEFT JOIN order_items i ON i.product_id = p.id WHERE i.order_id IS NULL AND p.stock > 1000

INSERT INTO counters (name, hits, updated_at) VALUES ('home', 1, NOW()) ON DUPLICATE KEY UPDATE hits = hits + VALUES(hits), updated_at = '2024-01-01 00:00:00'

INSERT INTO counters (name, hits) VALUES ('a', 1), ('b', 2) ON DUPLICATE KEY UPDATE hits = IF(VALUES(hits) > hits, VALUES(hits), hits)

INSERT INTO logs (id, level, message, logged_at, duration_ms) SELECT id + 100, UPPER(level), CONCAT('copy of ', message), DATE_ADD(logged_at, INTERVAL 1 DAY), duration_ms * 2 FROM logs WHERE level IS NOT NULL

INSERT INTO customers (id, name, vip, created_at, profile) VALUES (10, 'New', 1, '2024-05-05 05:05:05', JSON_OBJECT('tier', 'gold', 'age', 30))

INSERT INTO products (id, sku, name, price) VALUES (7, 'X', 'Thing', 9.99) ON DUPLICATE KEY UPDATE price = VALUES(price), name = VALUES(name)

CREATE TABLE audit (id INT UNSIGNED NOT NULL AUTO_INCREMENT, user_name VARCHAR(64) NOT NULL, action ENUM('create','update','delete') NOT NULL, details TEXT, created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (id), INDEX idx_user (user_name)) ENGINE=InnoDB CHARSET=utf8mb4; INSERT INTO audit (user_name, action) VALUES ('al', 'create'); SELECT id, user_name, action FROM audit

CREATE TABLE tree (id INT PRIMARY KEY, parent INT NULL, CONSTRAINT fk_tree FOREIGN KEY (parent) REFERENCES tree (id) ON DELETE SET NULL); INSERT INTO tree VALUES (1, NULL), (2, 1); DELETE FROM tree WHERE id = 1; SELECT * FROM tree

CREATE TABLE prices (id INT PRIMARY KEY, net DECIMAL(10,2) NOT NULL, tax DECIMAL(4,2) NOT NULL DEFAULT 0.19, gross DECIMAL(10,2) GENERATED ALWAYS AS (net * (1 + tax)) STORED); INSERT INTO prices (id, net) VALUES (1, 100); SELECT id, net, tax, gross FROM prices

CREATE TABLE k (a INT NOT NULL, b INT NOT NULL, c VARCHAR(10), PRIMARY KEY (a, b), UNIQUE KEY u (c), KEY k2 (b, c)); INSERT INTO k VALUES (1, 2, 'x'); SELECT * FROM k

WITH monthly AS (SELECT DATE_FORMAT(ordered_at, '%Y-%m') AS m, COUNT(*) AS n FROM orders GROUP BY m) SELECT m, n, SUM(n) OVER (ORDER BY m) AS running FROM monthly ORDER BY m

WITH RECURSIVE dates AS (SELECT CAST('2024-01-01' AS DATE) AS d UNION ALL SELECT DATE_ADD(d, INTERVAL 1 DAY) FROM dates WHERE d < '2024-01-05') SELECT d FROM dates ORDER BY d
