SELECT id FROM employees WHERE hired_on LIKE '2023%' ORDER BY id

SELECT id FROM employees WHERE salary LIKE '4300%' ORDER BY id

SELECT id FROM orders WHERE ordered_at LIKE '2024-01-%' ORDER BY id

SELECT LEFT(hired_on, 7), SUBSTRING(hired_on, 1, 4), RIGHT(hired_on, 2), LENGTH(id), REPLACE(salary, '.', ','), UPPER(id) FROM employees ORDER BY id

SELECT CONCAT(id, '-', hired_on, '-', salary, '-', active, '-', name) FROM employees ORDER BY id

SELECT CONCAT(ordered_at, ''), CONCAT_WS(' ', id, ordered_at, discount) FROM orders ORDER BY id

SELECT id FROM employees WHERE id = '3' OR id IN ('1', '2') ORDER BY id

SELECT id FROM employees WHERE hired_on = '2023-03-01' OR hired_on > '2023-03-15' ORDER BY id

SELECT id FROM orders WHERE ordered_at = '2024-02-29' OR DATE(ordered_at) = '2024-01-05'

SELECT id FROM orders WHERE ordered_at > '2024-01-31' AND ordered_at <= '2024-03-15 12:30:45' ORDER BY id

SELECT id, COALESCE(bonus, 'none') FROM employees ORDER BY id

SELECT id, IFNULL(shipped_at, 'open') FROM orders ORDER BY id

SELECT id, IF(bonus IS NULL, 'n/a', bonus) FROM employees ORDER BY id

SELECT id, CASE WHEN bonus > 100 THEN bonus ELSE 'low' END FROM employees ORDER BY id

SELECT name, salary * 12 AS yearly FROM employees HAVING yearly > 60000 ORDER BY yearly

SELECT YEAR(hired_on) y, COUNT(*) c FROM employees GROUP BY y HAVING c > 1 ORDER BY c DESC, y

SELECT department_id, COUNT(*) FROM employees GROUP BY 1 ORDER BY 2 DESC, 1

SELECT category, name FROM products GROUP BY category, name ORDER BY category, name

SELECT department_id, MIN(name) FROM employees GROUP BY department_id ORDER BY MIN(salary)

SELECT DISTINCT department_id, active FROM employees ORDER BY department_id, active

SELECT COUNT(DISTINCT department_id, manager_id) FROM employees

SELECT COUNT(DISTINCT IF(active, department_id, NULL)) FROM employees

SELECT AVG(DISTINCT salary), SUM(DISTINCT department_id) FROM employees

SELECT id, salary > 5000 AND active AS good, NOT active OR bonus IS NULL AS bad FROM employees ORDER BY id

SELECT id FROM employees WHERE (active = 1) = (salary > 5000) ORDER BY id

SELECT id FROM employees WHERE active <> 0 AND NOT ISNULL(bonus) ORDER BY id

SELECT id, active * salary, -active, ABS(active - 1) FROM employees ORDER BY id

SELECT id FROM employees ORDER BY active, name DESC

SELECT id FROM employees ORDER BY department_id DESC, salary ASC, id

SELECT id FROM employees ORDER BY RAND() LIMIT 0

SELECT id FROM employees ORDER BY salary > 5000 DESC, id

SELECT id FROM employees ORDER BY IF(bonus IS NULL, 1, 0), bonus DESC, id

SELECT id, @@sql_mode IS NOT NULL FROM departments ORDER BY id

SELECT id FROM products WHERE name IN ('laptop', 'PEN') ORDER BY id

SELECT id FROM products WHERE name BETWEEN 'c' AND 'p' ORDER BY id

SELECT id FROM products WHERE sku > 'lam' ORDER BY id

SELECT id FROM products WHERE category <> 'FURNITURE' ORDER BY id

SELECT p.name FROM products p WHERE p.category IN (SELECT category FROM products WHERE price > 300) ORDER BY p.id

SELECT MAX(name), MIN(category), MAX(category) FROM products

SELECT name, CASE category WHEN 'Electronics' THEN 'E' WHEN 'furniture' THEN 'F' ELSE '-' END FROM products ORDER BY id

SELECT name LIKE 'l%', name LIKE '%P%', name REGEXP '^l', 'abc' LIKE 'A_C' FROM products ORDER BY id

SELECT REPLACE(name, 'L', '*'), INSTR(name, 'P'), LOCATE('a', name, 2) FROM products ORDER BY id

SELECT TRIM(TRAILING ' ' FROM name), CHAR_LENGTH(name), name = 'Delta' FROM customers ORDER BY id

SELECT id, TIMESTAMPDIFF(MINUTE, ordered_at, shipped_at), TIMEDIFF(shipped_at, ordered_at) IS NULL FROM orders ORDER BY id

SELECT id, DATEDIFF(due_on, ordered_at), DATEDIFF('2024-03-01', due_on) FROM orders ORDER BY id

SELECT id, ordered_at + INTERVAL 1 DAY > shipped_at, DATE(ordered_at) + INTERVAL 7 DAY < due_on FROM orders ORDER BY id

SELECT DATE_ADD(hired_on, INTERVAL department_id MONTH), DATE_SUB(hired_on, INTERVAL id * 2 DAY) FROM employees ORDER BY id

SELECT hired_on + INTERVAL '1-2' YEAR_MONTH, ordered_at + INTERVAL '1 10' DAY_HOUR FROM employees JOIN orders USING (id) ORDER BY id

SELECT MAKEDATE(YEAR(hired_on), 1), STR_TO_DATE(CONCAT(YEAR(hired_on), '-01-01'), '%Y-%m-%d') FROM employees ORDER BY id

SELECT DATE_FORMAT(ordered_at, '%Y%m%d'), DATE_FORMAT(ordered_at, '%l:%i %p'), DATE_FORMAT(ordered_at, '%k'), DATE_FORMAT(ordered_at, '%U'), DATE_FORMAT(ordered_at, '%u') FROM orders ORDER BY id

SELECT DATE_FORMAT('2024-03-05', '%e %b %Y'), DATE_FORMAT(NULL, '%Y'), YEAR('2024-05-06'), MONTH('2024-05-06 01:02:03')

SELECT SUM(quantity), SUM(quantity * unit_price), AVG(quantity), SUM(quantity) / COUNT(*), SUM(unit_price) / 3 FROM order_items

SELECT price * 1.1, price / 3, price + stock, stock / 7, stock * 0.5, price % 7, weight * 2, weight / 3 FROM products ORDER BY id

SELECT 10 / 4, 10 / 3, 1 / 3, 2 / 3 * 3, 10 DIV 3, 5 / 2 * 2, 7.5 / 2, 1.0 / 3

SELECT ROUND(10 / 3), ROUND(10 / 4), CEIL(10 / 3), FLOOR(-10 / 3), TRUNCATE(10 / 3, 2)

SELECT CAST(10 / 4 AS SIGNED), CAST('2024-01-15' AS DATE) + INTERVAL 1 MONTH, CAST(price AS UNSIGNED), CAST(name AS CHAR(3)) FROM products ORDER BY id

SELECT 1 = 1.0, '1' = 1, '1.0' = 1, 'a' = 0, '' = 0, NULL = 0

SELECT id FROM employees WHERE name = 0

SELECT id FROM employees WHERE email

SELECT COUNT(*) FROM employees WHERE bonus

SELECT id FROM employees WHERE bonus AND salary ORDER BY id

SELECT IF(bonus, 'has', 'none') FROM employees ORDER BY id

SELECT GROUP_CONCAT(salary ORDER BY id), GROUP_CONCAT(active ORDER BY id SEPARATOR ''), GROUP_CONCAT(hired_on ORDER BY id SEPARATOR '/') FROM employees

SELECT GROUP_CONCAT(DISTINCT department_id ORDER BY department_id DESC SEPARATOR '-') FROM employees

SELECT GROUP_CONCAT(CONCAT(name, '=', IFNULL(bonus, 0)) ORDER BY id SEPARATOR '; ') FROM employees

INSERT INTO customers (id, name, vip, created_at) VALUES (10, 'New', 1, '2024-05-05'), (11, 'Old', '0', '2024-05-06 10:00:00')

INSERT INTO employees (name, salary, hired_on, active, notes) VALUES ('X', '1234.5', '2024-2-3', TRUE, 'it\'s "ok"\n')

INSERT INTO products (id, sku, name, price, attributes) VALUES (20, 'X', 'Y', 9.999, '{"a": [1, 2, {"b": null}]}')

UPDATE customers SET vip = 1, credit_limit = credit_limit + 10 WHERE vip = 0

UPDATE customers SET vip = credit_limit > 1000 WHERE credit_limit IS NOT NULL

UPDATE customers SET vip = IF(city = 'paris', 1, 0)

UPDATE employees SET hired_on = hired_on + INTERVAL 1 MONTH, salary = salary * 1.035 WHERE id < 4

UPDATE employees SET hired_on = '2024-01-01 10:00:00' WHERE id = 1

UPDATE orders SET shipped_at = ordered_at + INTERVAL 2 DAY, due_on = DATE(ordered_at) WHERE shipped_at IS NULL

UPDATE orders SET shipped_at = CURDATE() WHERE 1 = 0

UPDATE products SET price = price / 3

UPDATE products SET stock = stock / 2 WHERE id = 3

UPDATE counters SET hits = hits + 1, updated_at = FROM_UNIXTIME(0) WHERE 0

UPDATE employees SET salary = salary + 1, bonus = salary WHERE id = 2

UPDATE employees SET notes = NULL, bonus = IF(bonus IS NULL, salary * 0.1, bonus)

INSERT INTO counters (name, hits) VALUES ('HOME', 3) ON DUPLICATE KEY UPDATE hits = hits + 1

INSERT INTO counters (name, hits) SELECT category, COUNT(*) FROM products WHERE category IS NOT NULL GROUP BY category ON DUPLICATE KEY UPDATE hits = hits + VALUES(hits)

INSERT INTO counters (name, hits) VALUES ('home', 1), ('home', 2) ON DUPLICATE KEY UPDATE hits = hits + VALUES(hits)

INSERT INTO orders (id, customer_id, status, ordered_at) SELECT MAX(id) + 1, 1, 'new', '2024-06-01' FROM orders

INSERT INTO order_items (order_id, product_id, quantity, unit_price) SELECT o.id, p.id, 1, p.price FROM orders o CROSS JOIN products p WHERE o.id = 4 AND p.id NOT IN (SELECT product_id FROM order_items WHERE order_id = 4)

DELETE FROM order_items WHERE (order_id, product_id) IN ((1, 1), (2, 2))

DELETE FROM counters WHERE name LIKE 'LOG%'

DELETE FROM employees WHERE manager_id = 3

DELETE o FROM orders o WHERE NOT EXISTS (SELECT 1 FROM order_items i WHERE i.order_id = o.id)

SELECT e.name, COALESCE(d.name, 'none') dept FROM employees e LEFT JOIN departments d ON e.department_id = d.id AND d.budget > 200000 ORDER BY e.id

SELECT c.name, MAX(o.ordered_at) last_order, DATEDIFF('2024-04-01', MAX(o.ordered_at)) days FROM customers c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.id, c.name ORDER BY c.id

SELECT c.name, (SELECT o.status FROM orders o WHERE o.customer_id = c.id ORDER BY o.ordered_at DESC LIMIT 1) AS last_status FROM customers c ORDER BY c.id

SELECT a.month, SUM(b.total) FROM (SELECT DATE_FORMAT(ordered_at, '%Y-%m') AS month FROM orders GROUP BY 1) a JOIN (SELECT DATE_FORMAT(ordered_at, '%Y-%m') AS month, COUNT(*) AS total FROM orders GROUP BY 1) b ON b.month <= a.month GROUP BY a.month ORDER BY a.month

SELECT id, JSON_VALUE(profile, '$.age') + 1, JSON_VALUE(profile, '$.tier') = 'GOLD' FROM customers ORDER BY id

SELECT id FROM customers WHERE JSON_VALUE(profile, '$.age') > 30 ORDER BY id

SELECT id FROM customers WHERE JSON_EXTRACT(profile, '$.active') = true ORDER BY id

SELECT JSON_VALUE(profile, '$.tier') AS tier, COUNT(*) FROM customers GROUP BY tier ORDER BY tier

SELECT id, JSON_EXTRACT(profile, '$.tags[0]'), JSON_LENGTH(profile), JSON_KEYS(profile, '$.address') FROM customers WHERE id = 1

UPDATE products SET attributes = JSON_SET(COALESCE(attributes, '{}'), '$.sale', TRUE) WHERE id < 5

UPDATE products SET attributes = JSON_SET(attributes, '$.ram', JSON_EXTRACT(attributes, '$.ram') * 2) WHERE id = 1

SELECT JSON_OBJECT('a', 1, 'b', JSON_ARRAY(1, 2), 'c', NULL, 'd', TRUE), JSON_ARRAY('x', 1.5, FALSE)

SELECT JSON_SEARCH(profile, 'one', 'gold') FROM customers ORDER BY id

SELECT ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY ordered_at DESC) rn, id FROM orders ORDER BY customer_id, rn

SELECT id, SUM(discount) OVER (PARTITION BY customer_id ORDER BY ordered_at) FROM orders ORDER BY id

SELECT status, COUNT(*) * 100.0 / SUM(COUNT(*)) OVER () AS pct FROM orders GROUP BY status ORDER BY status

SELECT id, DATEDIFF(ordered_at, LAG(ordered_at) OVER (ORDER BY ordered_at)) AS gap FROM orders ORDER BY ordered_at

SELECT name, salary, ROUND(PERCENT_RANK() OVER (ORDER BY salary), 3), NTILE(2) OVER (ORDER BY id) FROM employees ORDER BY id
