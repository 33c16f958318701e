SELECT id FROM employees WHERE hired_on LIKE '2023%' ORDER BY id

SELECT substr(hired_on, 1, 7), length(id), replace(salary, '.', ','), upper(id) FROM employees ORDER BY id

SELECT id || '-' || hired_on || '-' || active || '-' || name FROM employees ORDER BY id

SELECT id FROM employees WHERE id = '3' OR id IN ('1', '2') ORDER BY id

SELECT id FROM orders WHERE ordered_at = '2024-02-29 00:00:00' OR date(ordered_at) = '2024-01-05' ORDER BY id

SELECT id, coalesce(bonus, 'none') FROM employees ORDER BY id

SELECT id, ifnull(shipped_at, 'open') FROM orders ORDER BY id

SELECT name, salary * 12 AS yearly FROM employees WHERE yearly > 60000 ORDER BY yearly

SELECT strftime('%Y', hired_on) AS y, count(*) AS c FROM employees GROUP BY y HAVING c > 1 ORDER BY c DESC, y

SELECT DISTINCT department_id, active FROM employees ORDER BY department_id, active

SELECT count(DISTINCT department_id), avg(DISTINCT salary), sum(DISTINCT department_id) FROM employees

SELECT id, salary > 5000 AND active AS good, NOT active OR bonus IS NULL AS bad FROM employees ORDER BY id

SELECT id, active * salary, -active, CASE WHEN active THEN 'y' ELSE 'n' END FROM employees ORDER BY id

SELECT id FROM employees ORDER BY active, name DESC

SELECT id FROM employees ORDER BY salary > 5000 DESC, id

SELECT id FROM employees WHERE bonus ORDER BY id

SELECT iif(bonus, 'has', 'none') FROM employees ORDER BY id

SELECT id FROM products WHERE name IN ('laptop', 'Pen') ORDER BY id

SELECT id FROM products WHERE category <> 'FURNITURE' ORDER BY id

SELECT id FROM products WHERE name BETWEEN 'C' AND 'P' ORDER BY id

SELECT name, CASE category WHEN 'Electronics' THEN 'E' WHEN 'furniture' THEN 'F' ELSE '-' END FROM products ORDER BY id

SELECT name LIKE 'l%', name LIKE '%P%', name GLOB 'L*', 'abc' LIKE 'A_C' FROM products ORDER BY id

SELECT replace(name, 'L', '*'), instr(name, 'P'), instr(lower(name), 'a') FROM products ORDER BY id

SELECT length(name), name = 'Delta', trim(name) = 'Delta' FROM customers ORDER BY id

SELECT id, (julianday(shipped_at) - julianday(ordered_at)) * 24 * 60 FROM orders ORDER BY id

SELECT id, julianday(due_on) - julianday(date(ordered_at)), CAST(julianday('2024-03-01') - julianday(due_on) AS INTEGER) FROM orders ORDER BY id

SELECT id, datetime(ordered_at, '+1 day') > shipped_at, date(ordered_at, '+7 days') < due_on FROM orders ORDER BY id

SELECT date(hired_on, '+' || department_id || ' months'), date(hired_on, '-' || (id * 2) || ' days') FROM employees ORDER BY id

SELECT date(strftime('%Y-01-01', hired_on)), strftime('%Y', hired_on) || '-01-01' FROM employees ORDER BY id

SELECT strftime('%Y%m%d', ordered_at), strftime('%H', ordered_at) + 0, strftime('%Y-%m-%dT%H:%M:%S', ordered_at) FROM orders ORDER BY id

SELECT sum(quantity), sum(quantity * unit_price), avg(quantity), sum(quantity) / count(*), sum(unit_price) / 3 FROM order_items

SELECT price * 1.1, price + stock, stock / 7, stock * 0.5, weight * 2, weight / 3, stock % 7 FROM products ORDER BY id

SELECT 10 / 4, 10 / 3.0, 1 / 3, 10 / 4.0 * 2, 7.5 / 2, 1.0 / 3, -7 / 2, -7 % 2

SELECT round(10 / 3.0), round(10.0 / 4, 1), CAST(10 / 4.0 AS INTEGER), CAST('12' AS INTEGER) + 1, CAST(price AS INTEGER), CAST(price AS TEXT) FROM products WHERE id IN (3, 5) ORDER BY id

SELECT group_concat(hired_on, '/') FROM (SELECT hired_on FROM employees ORDER BY id)

SELECT group_concat(name || '=' || ifnull(bonus, 0), '; ') FROM (SELECT * FROM employees WHERE bonus IS NULL ORDER BY id)

INSERT INTO customers (id, name, vip, created_at) VALUES (10, 'New', 1, '2024-05-05 00:00:00'), (11, 'Old', FALSE, '2024-05-06 10:00:00')

INSERT INTO employees (name, salary, hired_on, active, notes) VALUES ('X', 1234.5, '2024-02-03', TRUE, 'it''s "ok" \n')

INSERT INTO products (id, sku, name, price, attributes) VALUES (20, 'X', 'Y', 9.99, '{"a": [1, 2, {"b": null}]}')

UPDATE customers SET vip = 1, credit_limit = credit_limit + 10 WHERE vip = 0

UPDATE customers SET vip = credit_limit > 1000 WHERE credit_limit IS NOT NULL

UPDATE employees SET hired_on = date(hired_on, '+1 month'), salary = salary + 35 WHERE id < 4

UPDATE orders SET shipped_at = datetime(ordered_at, '+2 days'), due_on = date(ordered_at) WHERE shipped_at IS NULL

UPDATE products SET stock = stock / 2 WHERE id = 3

UPDATE employees SET notes = NULL, bonus = ifnull(bonus, 100)

UPDATE employees SET bonus = (SELECT sum(salary) FROM employees s WHERE s.manager_id = employees.id)

INSERT INTO counters (name, hits) VALUES ('HOME', 3) ON CONFLICT (name) DO UPDATE SET hits = hits + 1

INSERT INTO counters (name, hits) VALUES ('home', 1), ('home', 2) ON CONFLICT (name) DO UPDATE SET hits = hits + excluded.hits

INSERT INTO orders (id, customer_id, status, ordered_at) SELECT max(id) + 1, 1, 'new', '2024-06-01 00:00:00' FROM orders

DELETE FROM order_items WHERE (order_id, product_id) IN (VALUES (1, 1), (2, 2))

DELETE FROM counters WHERE name LIKE 'LOG%'

DELETE FROM orders WHERE NOT EXISTS (SELECT 1 FROM order_items i WHERE i.order_id = orders.id)

SELECT c.name, max(o.ordered_at) AS last_order, CAST(julianday('2024-04-01') - julianday(date(max(o.ordered_at))) AS INTEGER) AS days FROM customers c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.id, c.name ORDER BY c.id

SELECT c.name, (SELECT o.status FROM orders o WHERE o.customer_id = c.id ORDER BY o.ordered_at DESC LIMIT 1) AS last_status FROM customers c ORDER BY c.id

SELECT id, json_extract(profile, '$.age') + 1, json_extract(profile, '$.tier') = 'GOLD' FROM customers ORDER BY id

SELECT json_extract(profile, '$.tier') AS tier, count(*) FROM customers GROUP BY tier ORDER BY tier

SELECT id FROM customers WHERE profile ->> '$.address.city' = 'Berlin' OR profile ->> '$.address.zip' = '75001' ORDER BY id

SELECT id FROM customers WHERE json_extract(profile, '$.active') = 1 ORDER BY id

UPDATE products SET attributes = json_set(coalesce(attributes, '{}'), '$.sale', json('true')) WHERE id < 5

UPDATE products SET attributes = json_set(attributes, '$.ram', json_extract(attributes, '$.ram') * 2) WHERE id = 1

SELECT json_object('a', 1, 'b', json_array(1, 2), 'c', NULL)

SELECT row_number() OVER (PARTITION BY customer_id ORDER BY ordered_at DESC) rn, id FROM orders ORDER BY customer_id, rn

SELECT status, count(*) * 100.0 / sum(count(*)) OVER () AS pct FROM orders GROUP BY status ORDER BY status

SELECT strftime('%Y-%m', ordered_at) AS m, count(*) FILTER (WHERE status = 'shipped') AS s, coalesce(sum(discount) FILTER (WHERE discount > 2), 0) AS d FROM orders GROUP BY m ORDER BY m

SELECT id FROM orders WHERE julianday(shipped_at) - julianday(ordered_at) > 1 ORDER BY id

SELECT id FROM employees WHERE hired_on BETWEEN '2020-01-01' AND '2022-12-31' AND CAST(strftime('%m', hired_on) AS INTEGER) IN (2, 7) ORDER BY id
