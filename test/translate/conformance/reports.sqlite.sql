SELECT strftime('%Y-%m', ordered_at) AS ym, count(*), round(avg(discount), 2) FROM orders GROUP BY ym ORDER BY ym

SELECT strftime('%Y', hired_on) AS y, count(*) FROM employees GROUP BY y ORDER BY y

SELECT strftime('%d/%m/%Y %H:%M:%S', ordered_at), strftime('%w', ordered_at), strftime('%j', ordered_at), strftime('%W', ordered_at), strftime('%s', ordered_at), strftime('%H:%M', ordered_at) FROM orders ORDER BY id

SELECT CAST(strftime('%Y', hired_on) AS INTEGER), CAST(strftime('%m', hired_on) AS INTEGER) + 1 FROM employees ORDER BY id

SELECT date(ordered_at), time(ordered_at), datetime(ordered_at), date(ordered_at, 'start of month'), date(ordered_at, 'start of year') FROM orders ORDER BY id

SELECT date(hired_on, '+1 month'), date(hired_on, '-1 year'), date(hired_on, '+7 days'), date(hired_on, '+1 month', '-1 day') FROM employees ORDER BY id

SELECT date(ordered_at, 'start of month', '+1 month', '-1 day') AS month_end FROM orders ORDER BY id

SELECT datetime(ordered_at, '+90 minutes'), datetime(ordered_at, '-3 hours'), datetime(ordered_at, '+1 day', '+2 hours') FROM orders ORDER BY id

SELECT date(hired_on, '+' || id || ' days'), date('2024-01-31', '+1 month'), date('2024-02-29', '+1 year') FROM employees ORDER BY id

SELECT julianday(shipped_at) - julianday(ordered_at) FROM orders ORDER BY id

SELECT CAST(julianday(due_on) - julianday(date(ordered_at)) AS INTEGER) FROM orders ORDER BY id

SELECT (strftime('%s', shipped_at) - strftime('%s', ordered_at)) / 3600 FROM orders ORDER BY id

SELECT unixepoch(ordered_at), unixepoch('2024-01-01') FROM orders ORDER BY id

SELECT datetime(1704067200, 'unixepoch'), date(1704067200, 'unixepoch')

SELECT id FROM orders WHERE ordered_at >= '2024-01-01' AND ordered_at < date('2024-01-01', '+1 month') ORDER BY id

SELECT id FROM orders WHERE date(ordered_at) = '2024-02-29' ORDER BY id

SELECT id FROM orders WHERE strftime('%m', ordered_at) = '03' ORDER BY id

SELECT id FROM orders WHERE ordered_at > datetime('now', '-100 years') AND due_on < date('now') ORDER BY id

SELECT id FROM orders WHERE ordered_at BETWEEN '2024-01-01' AND '2024-03-01' ORDER BY id

SELECT date('now') = CURRENT_DATE, datetime('now') >= '2020-01-01', CURRENT_TIMESTAMP > '2020-01-01'

SELECT date(hired_on, 'weekday 0'), date(hired_on, 'start of month', '+14 days') FROM employees ORDER BY id

SELECT strftime('%Y', '2024-03-01') - strftime('%Y', hired_on) - (strftime('%m-%d', '2024-03-01') < strftime('%m-%d', hired_on)) AS age FROM employees ORDER BY id

SELECT (CAST(strftime('%m', hired_on) AS INTEGER) + 2) / 3 AS quarter FROM employees ORDER BY id

SELECT CASE strftime('%w', hired_on) WHEN '0' THEN 'Sun' WHEN '6' THEN 'Sat' ELSE 'weekday' END FROM employees ORDER BY id

SELECT min(ordered_at), max(ordered_at), julianday(max(ordered_at)) - julianday(min(ordered_at)) FROM orders

SELECT category, group_concat(name) FROM (SELECT * FROM products ORDER BY id) GROUP BY category ORDER BY category

SELECT group_concat(name, ' | ') FROM (SELECT name FROM departments ORDER BY id)

SELECT category, group_concat(name, ', ' ORDER BY price DESC) FROM products GROUP BY category ORDER BY category

SELECT count(DISTINCT category), group_concat(DISTINCT category) IS NOT NULL FROM products

SELECT category, count(*) FILTER (WHERE stock > 10), sum(price) FILTER (WHERE stock = 0) FROM products GROUP BY category ORDER BY category

SELECT sum(status = 'shipped'), sum(status = 'pending' AND discount IS NULL) FROM orders

SELECT id, row_number() OVER (PARTITION BY department_id ORDER BY salary DESC, id), rank() OVER (ORDER BY salary), dense_rank() OVER (ORDER BY salary DESC) FROM employees ORDER BY id

SELECT id, sum(salary) OVER (ORDER BY id), avg(salary) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) FROM employees ORDER BY id

SELECT id, lag(salary) OVER w, lead(salary, 2, 0) OVER w, first_value(name) OVER w, nth_value(name, 2) OVER w FROM employees WINDOW w AS (ORDER BY id) ORDER BY id

SELECT id, count(*) FILTER (WHERE active) OVER (ORDER BY id) FROM employees ORDER BY id

SELECT id, rank() OVER (ORDER BY bonus), ntile(3) OVER (ORDER BY id), percent_rank() OVER (ORDER BY salary) FROM employees ORDER BY id

SELECT id, group_concat(name, ',') OVER (ORDER BY id) FROM departments ORDER BY id

WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i, i * i FROM n ORDER BY i

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 5) SELECT i FROM n ORDER BY i

WITH RECURSIVE d(day) AS (SELECT date('2024-02-27') UNION ALL SELECT date(day, '+1 day') FROM d WHERE day < '2024-03-02') SELECT day FROM d ORDER BY day

WITH RECURSIVE tree AS (SELECT id, name, 0 AS depth, name AS path FROM departments WHERE parent_id IS NULL UNION ALL SELECT c.id, c.name, t.depth + 1, t.path || ' > ' || c.name FROM departments c JOIN tree t ON t.id = c.parent_id) SELECT * FROM tree ORDER BY path

WITH totals AS (SELECT order_id, sum(quantity * unit_price) AS total FROM order_items GROUP BY order_id) SELECT o.id, t.total FROM orders o JOIN totals t ON t.order_id = o.id WHERE t.total > 500 ORDER BY o.id

SELECT id FROM employees UNION SELECT id FROM departments ORDER BY id

SELECT id FROM employees EXCEPT SELECT manager_id FROM employees ORDER BY 1

SELECT id FROM employees INTERSECT SELECT manager_id FROM employees ORDER BY 1

SELECT * FROM (SELECT id, name FROM employees ORDER BY salary DESC LIMIT 2) UNION ALL SELECT * FROM (SELECT id, name FROM products ORDER BY price LIMIT 1)

SELECT json_extract(profile, '$.tier'), profile ->> '$.tier', profile -> 'tier', profile ->> 'age' FROM customers ORDER BY id

SELECT json_extract(profile, '$.address.zip'), json_extract(profile, '$.tags[0]'), json_extract(profile, '$.tags') FROM customers ORDER BY id

SELECT id FROM customers WHERE json_extract(profile, '$.tier') = 'gold' AND json_extract(profile, '$.age') > 30 ORDER BY id

SELECT id, json_array_length(profile, '$.tags'), json_type(profile, '$.age'), json_valid(profile) FROM customers ORDER BY id

SELECT c.id, t.value FROM customers c, json_each(c.profile, '$.tags') t ORDER BY c.id, t.value

SELECT c.id, t.key, t.value FROM customers c, json_each(c.profile -> '$.address') t WHERE c.id = 1 ORDER BY t.key

SELECT id FROM customers WHERE EXISTS (SELECT 1 FROM json_each(profile, '$.tags') WHERE value = 'b') ORDER BY id

SELECT json_object('id', id, 'name', name, 'stock', stock), json_array(id, name, NULL) FROM products ORDER BY id

SELECT json_group_array(name), json_group_object(name, id) FROM departments WHERE id = 1

SELECT json_set(profile, '$.tier', 'iron', '$.n', 1), json_remove(profile, '$.address'), json_insert('{"a":1}', '$.a', 2, '$.b', 3), json_replace('{"a":1}', '$.a', 2), json_patch('{"a":1}', '{"b":2}') FROM customers ORDER BY id

SELECT json('{"a": 1}'), json_quote('x'), json_extract('[1, 2, 3]', '$[1]'), json_extract('{"a": [{"b": 5}]}', '$.a[0].b')

UPDATE customers SET profile = json_set(profile, '$.address.zip', '00000') WHERE id = 1

UPDATE customers SET profile = json_remove(profile, '$.tags') WHERE json_extract(profile, '$.age') > 30

SELECT upper(name), lower(name), length(name), substr(name, 2, 3), substr(name, -3), substr(name, 2), replace(name, 'e', '3'), instr(name, 'a'), trim('  a '), ltrim('007', '0'), rtrim('a//', '/'), trim('xxaxx', 'x') FROM departments ORDER BY id

SELECT printf('%05d', id), printf('%.1f', budget), printf('%s:%d', name, id), format('%08.3f', 3.14159), printf('%-5s|', 'ab') FROM departments ORDER BY id

SELECT hex('abc'), unicode('a'), char(65, 66), quote('it''s'), lower(hex(x'FF'))

SELECT substr('00000' || id, -5), substr(name, 1, 1) || '.' FROM departments ORDER BY id

SELECT round(2.5), round(-2.5), round(price, 1), round(weight), abs(-3), sign(-2), round(price) FROM products ORDER BY id

SELECT ceil(price), floor(price), trunc(-1.9), mod(10, 3), power(2, 3), sqrt(9), ln(1), log(100), log10(1000), log2(8), exp(0), pi() FROM products ORDER BY id

SELECT avg(salary), avg(stock), sum(salary) / count(*), round(avg(salary), 2), sum(stock) / count(*), count(*) * 100 / 7 FROM employees, products

SELECT id, exists(SELECT 1 FROM order_items i WHERE i.product_id = p.id) AS sold FROM products p ORDER BY id

SELECT name, salary > (SELECT avg(salary) FROM employees) AS above FROM employees ORDER BY id

SELECT id, CASE WHEN bonus IS NULL THEN 'none' WHEN bonus > 100 THEN 'big' ELSE 'small' END FROM employees ORDER BY id

SELECT duration_ms / 1000, duration_ms / 1000.0, duration_ms % 7 FROM logs ORDER BY id

SELECT ROUND(100.0 * sum(quantity) / (SELECT sum(quantity) FROM order_items), 1) AS pct, product_id FROM order_items GROUP BY product_id ORDER BY product_id

SELECT category, rank() OVER (ORDER BY sum(stock) DESC) FROM products GROUP BY category ORDER BY 2, 1

SELECT max(length(name)), min(name), max(hired_on) FROM employees

SELECT coalesce(sum(bonus), 0), sum(bonus) IS NULL, total(bonus) FROM employees WHERE id > 100

SELECT string_agg(name, '; ') FROM (SELECT name FROM departments ORDER BY id)

SELECT concat(name, NULL, id), concat_ws('-', name, NULL, id) FROM departments ORDER BY id

SELECT timediff('2024-01-02', '2024-01-01') IS NOT NULL
