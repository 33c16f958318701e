SELECT c.name, count(o.id) AS orders, coalesce(sum(i.quantity * i.unit_price), 0) AS revenue FROM customers c LEFT JOIN orders o ON o.customer_id = c.id LEFT JOIN order_items i ON i.order_id = o.id GROUP BY c.id ORDER BY revenue DESC, c.id

SELECT strftime('%Y-%m', ordered_at) AS month, count(*) AS n FROM orders WHERE status <> 'cancelled' GROUP BY month HAVING n > 0 ORDER BY month

SELECT name, round(salary / 12, 2) FROM employees ORDER BY id

SELECT round(salary / 12.0, 1), salary * 2, salary + bonus FROM employees ORDER BY id

SELECT name, substr(name, 1, instr(name, ' ') - 1) AS first FROM employees WHERE instr(name, ' ') > 0 ORDER BY id

SELECT name, length(name) - length(replace(lower(name), 'e', '')) FROM employees ORDER BY id

SELECT CASE WHEN price > 500 THEN 'high' WHEN price > 100 THEN 'mid' ELSE 'low' END AS band, count(*) FROM products GROUP BY band ORDER BY band

SELECT id, CAST((julianday(shipped_at) - julianday(ordered_at)) * 24 AS INTEGER) AS hours FROM orders WHERE shipped_at IS NOT NULL ORDER BY id

SELECT id, date(ordered_at, 'start of month', '+1 month', '-1 day') FROM orders ORDER BY id

SELECT id, datetime(ordered_at, '+1 day', '-2 hours') FROM orders ORDER BY id

SELECT id FROM orders WHERE date(ordered_at) BETWEEN '2024-01-01' AND '2024-02-29' ORDER BY id

SELECT id FROM orders WHERE due_on < date('2024-03-01') ORDER BY id

SELECT id FROM orders WHERE shipped_at > datetime(ordered_at, '+2 days') ORDER BY id

SELECT strftime('%Y', hired_on) || '-' || strftime('%m', hired_on) FROM employees ORDER BY id

SELECT count(*), sum(stock), avg(price), min(price), max(price), total(weight) FROM products

SELECT group_concat(name) FROM (SELECT name FROM departments ORDER BY id)

SELECT d.name, group_concat(e.name, ', ' ORDER BY e.id) AS staff FROM departments d JOIN employees e ON e.department_id = d.id GROUP BY d.id ORDER BY d.id

SELECT e.name, e.salary - avg(e.salary) OVER (PARTITION BY e.department_id) AS diff FROM employees e ORDER BY e.id

WITH ranked AS (SELECT *, row_number() OVER (PARTITION BY customer_id ORDER BY ordered_at DESC) AS rn FROM orders) SELECT customer_id, id FROM ranked WHERE rn = 1 ORDER BY customer_id

WITH RECURSIVE dates(d) AS (SELECT date('2024-01-01') UNION ALL SELECT date(d, '+1 day') FROM dates WHERE d < '2024-01-05') SELECT d FROM dates ORDER BY d

SELECT coalesce(category, 'none') AS cat, count(*) FROM products GROUP BY cat ORDER BY 2 DESC, 1

SELECT name FROM products WHERE category IS NOT 'furniture' ORDER BY id

SELECT name FROM products WHERE name LIKE '%a%' AND price LIKE '1%' ORDER BY id

SELECT id, json_extract(attributes, '$.color') AS color FROM products WHERE json_extract(attributes, '$.ram') >= 8 ORDER BY id

SELECT json_extract(profile, '$.tier') AS tier, avg(json_extract(profile, '$.age')) FROM customers WHERE profile IS NOT NULL GROUP BY tier ORDER BY tier

SELECT name, iif(vip, 'VIP', 'std') FROM customers ORDER BY id

SELECT name FROM customers WHERE vip AND credit_limit > 100 OR NOT vip AND credit_limit IS NULL ORDER BY id

SELECT sum(vip), count(CASE WHEN vip THEN 1 END) FROM customers

SELECT 7 / 2, 7 % 3, 7 / 2.0, -7 / 2, 1 / 0

SELECT 'a' < 'B', 'abc' LIKE 'A%', 'x' || 1

SELECT max(stock, 10), min(price, 100) FROM products ORDER BY id

SELECT printf('%05.1f', price), printf('%s is %d', name, stock) FROM products ORDER BY id

SELECT upper(substr(name, 1, 1)) || substr(name, 2) FROM products ORDER BY id

SELECT trim(name) || '|' FROM customers ORDER BY id

UPDATE products SET price = round(price * 1.05, 2), stock = max(stock - 1, 0) WHERE category = 'electronics'

UPDATE employees SET hired_on = date(hired_on, '+1 day'), notes = notes || '!' WHERE id <= 2

UPDATE orders SET shipped_at = datetime(ordered_at, '+3 days'), status = 'shipped' WHERE shipped_at IS NULL AND status = 'pending'

UPDATE customers SET vip = 1, credit_limit = ifnull(credit_limit, 0) + 1 WHERE json_extract(profile, '$.tier') = 'gold'

UPDATE products SET stock = stock + (SELECT sum(quantity) FROM order_items WHERE product_id = products.id) WHERE id IN (SELECT product_id FROM order_items)

DELETE FROM orders WHERE NOT EXISTS (SELECT 1 FROM order_items i WHERE i.order_id = orders.id)

DELETE FROM logs WHERE date(logged_at) < date('2024-01-08', '-5 days')

INSERT INTO counters (name, hits, updated_at) VALUES ('home', 1, datetime('now')) ON CONFLICT (name) DO UPDATE SET hits = hits + 1, updated_at = '2024-01-01 00:00:00'

INSERT OR IGNORE INTO counters (name, hits) SELECT category, count(*) FROM products WHERE category IS NOT NULL GROUP BY category

INSERT INTO logs (id, level, message, logged_at) SELECT id + 100, upper(level), 'copy of ' || message, datetime(logged_at, '+1 day') FROM logs WHERE level IS NOT NULL

INSERT INTO customers (id, name, vip, created_at, profile) VALUES (10, 'New', 1, '2024-05-05 05:05:05', json_object('tier', 'gold', 'age', 30))

INSERT INTO counters (name, hits) VALUES ('a', 1), ('home', 2) ON CONFLICT (name) DO UPDATE SET hits = excluded.hits WHERE excluded.hits > hits

CREATE TABLE audit (id INTEGER PRIMARY KEY AUTOINCREMENT, user_name TEXT NOT NULL, action TEXT NOT NULL CHECK (action IN ('create', 'update')), created_at TEXT NOT NULL DEFAULT (datetime('now'))); CREATE INDEX audit_action ON audit (user_name); INSERT INTO audit (user_name, action) VALUES ('al', 'create'); SELECT id, user_name, action FROM audit

CREATE TABLE prices (id INTEGER PRIMARY KEY, net REAL NOT NULL, tax REAL NOT NULL DEFAULT 0.19, gross REAL GENERATED ALWAYS AS (net * (1 + tax)) STORED); INSERT INTO prices (id, net) VALUES (1, 100); SELECT id, net, tax, gross FROM prices
