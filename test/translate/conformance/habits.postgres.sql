SELECT id FROM employees WHERE hired_on::text LIKE '2023%' ORDER BY id

SELECT left(hired_on::text, 7), length(id::text), replace(salary::text, '.', ','), to_char(salary, 'FM999999.00') FROM employees ORDER BY id

SELECT id || '-' || hired_on || '-' || salary || '-' || active || '-' || name FROM employees ORDER BY id

SELECT concat(id, '-', hired_on, '-', salary, '-', active), concat_ws(' ', id, ordered_at, discount) FROM employees JOIN orders USING (id) ORDER BY id

SELECT id FROM employees WHERE id = '3' OR id IN ('1', '2') ORDER BY id

SELECT id FROM orders WHERE ordered_at = '2024-02-29' OR ordered_at::date = '2024-01-05' ORDER BY id

SELECT id, coalesce(bonus::text, 'none'), coalesce(bonus, 0), coalesce(shipped_at::text, 'open') FROM employees JOIN orders USING (id) ORDER BY id

SELECT name, salary * 12 AS yearly FROM employees WHERE salary * 12 > 60000 ORDER BY yearly

SELECT extract(year FROM hired_on) AS y, count(*) AS c FROM employees GROUP BY 1 HAVING count(*) > 1 ORDER BY c DESC, y

SELECT department_id, count(*) FROM employees GROUP BY department_id ORDER BY 2 DESC, 1

SELECT DISTINCT department_id, active FROM employees ORDER BY department_id, active

SELECT count(DISTINCT department_id), avg(DISTINCT salary), sum(DISTINCT department_id) FROM employees

SELECT id, salary > 5000 AND active AS good, NOT active OR bonus IS NULL AS bad FROM employees ORDER BY id

SELECT id FROM employees WHERE active = (salary > 5000) ORDER BY id

SELECT id, active::int * salary, CASE WHEN active THEN 'y' ELSE 'n' END, active::text FROM employees ORDER BY id

SELECT id FROM employees ORDER BY active, name COLLATE "C" DESC

SELECT id FROM employees ORDER BY department_id DESC, salary ASC, id

SELECT id FROM employees ORDER BY salary > 5000 DESC, id

SELECT id FROM products WHERE name IN ('laptop', 'Pen') ORDER BY id

SELECT id FROM products WHERE category <> 'FURNITURE' ORDER BY id

SELECT name, CASE category WHEN 'Electronics' THEN 'E' WHEN 'furniture' THEN 'F' ELSE '-' END FROM products ORDER BY id

SELECT name LIKE 'l%', name ILIKE '%P%', name ~ '^l', 'abc' LIKE 'a_c' FROM products ORDER BY id

SELECT id FROM products WHERE name LIKE '%' || lower('P') || '%' ORDER BY id

SELECT replace(name, 'L', '*'), position('P' in name), strpos(lower(name), 'a') FROM products ORDER BY id

SELECT char_length(name), name = 'Delta', trim(name) = 'Delta' FROM customers ORDER BY id

SELECT id, extract(epoch FROM shipped_at - ordered_at) / 60, shipped_at - ordered_at IS NULL FROM orders ORDER BY id

SELECT id, due_on - ordered_at::date, date '2024-03-01' - due_on FROM orders ORDER BY id

SELECT id, ordered_at + interval '1 day' > shipped_at, ordered_at::date + 7 < due_on FROM orders ORDER BY id

SELECT hired_on + department_id * interval '1 month', hired_on - id * 2, hired_on + make_interval(days => id) FROM employees ORDER BY id

SELECT hired_on + interval '1 year 2 months', ordered_at + interval '1 day 10 hours', ordered_at - interval '90 minutes' FROM employees JOIN orders USING (id) ORDER BY id

SELECT make_date(extract(year FROM hired_on)::int, 1, 1), date_trunc('year', hired_on)::date, to_date(extract(year FROM hired_on) || '-01-01', 'YYYY-MM-DD') FROM employees ORDER BY id

SELECT to_char(ordered_at, 'YYYYMMDD'), to_char(ordered_at, 'FMHH12:MI AM'), to_char(ordered_at, 'FMHH24'), to_char(ordered_at, 'YYYY-MM-DD"T"HH24:MI:SS') FROM orders ORDER BY id

SELECT to_char(date '2024-03-05', 'FMDD Mon YYYY'), to_char(hired_on, 'DD.MM.YYYY'), to_char(hired_on, 'Month'), to_char(hired_on, 'D') FROM employees ORDER BY id

SELECT sum(quantity), sum(quantity * unit_price), avg(quantity), sum(quantity) / count(*), sum(unit_price) / 3 FROM order_items

SELECT price * 1.1, price / 3, price + stock, stock / 7, stock * 0.5, price % 7, weight * 2, weight / 3 FROM products ORDER BY id

SELECT 10 / 4, 10 / 3.0, 1 / 3, 10 / 4.0 * 2, 7.5 / 2, 1.0 / 3, -7 / 2, -7 % 2

SELECT round(10 / 3.0), ceil(10 / 3.0), floor(-10 / 3.0), trunc(10 / 3.0, 2), round(10.0 / 4, 1)

SELECT (10 / 4.0)::int, cast(price AS int), name::varchar(3), price::text, stock::numeric(10, 1), '12'::int + 1 FROM products ORDER BY id

SELECT string_agg(salary::text, ',' ORDER BY id), string_agg(hired_on::text, '/' ORDER BY id DESC) FROM employees

SELECT string_agg(DISTINCT department_id::text, '-') IS NOT NULL FROM employees

SELECT string_agg(name || '=' || coalesce(bonus, 0), '; ' ORDER BY id) FROM employees

INSERT INTO customers (id, name, vip, created_at) VALUES (10, 'New', true, '2024-05-05'), (11, 'Old', 'f', '2024-05-06 10:00:00')

INSERT INTO employees (name, salary, hired_on, active, notes) VALUES ('X', '1234.5', '2024-02-03', TRUE, 'it''s "ok" \n')

INSERT INTO products (id, sku, name, price, attributes) VALUES (20, 'X', 'Y', 9.999, '{"a": [1, 2, {"b": null}]}')

UPDATE customers SET vip = true, credit_limit = credit_limit + 10 WHERE NOT vip

UPDATE customers SET vip = credit_limit > 1000 WHERE credit_limit IS NOT NULL

UPDATE customers SET vip = (city = 'Paris') WHERE city IS NOT NULL

UPDATE employees SET hired_on = hired_on + interval '1 month', salary = salary * 1.035 WHERE id < 4

UPDATE orders SET shipped_at = ordered_at + interval '2 days', due_on = ordered_at::date WHERE shipped_at IS NULL

UPDATE products SET price = price / 3

UPDATE products SET stock = stock / 2 WHERE id = 3

UPDATE employees SET notes = NULL, bonus = CASE WHEN bonus IS NULL THEN salary * 0.1 ELSE bonus END

UPDATE employees e SET bonus = s.total FROM (SELECT manager_id, sum(salary) AS total FROM employees GROUP BY manager_id) s WHERE s.manager_id = e.id

UPDATE order_items SET unit_price = p.price FROM products p WHERE p.id = order_items.product_id AND p.category = 'electronics' RETURNING order_items.order_id

INSERT INTO counters (name, hits) VALUES ('HOME', 3) ON CONFLICT (name) DO UPDATE SET hits = counters.hits + 1

INSERT INTO counters (name, hits) VALUES ('home', 3) ON CONFLICT (name) DO UPDATE SET hits = excluded.hits, updated_at = CASE WHEN counters.hits <> excluded.hits THEN '2024-01-01'::timestamp ELSE counters.updated_at END

INSERT INTO counters AS t (name, hits) SELECT category, count(*) FROM products WHERE category IS NOT NULL GROUP BY category ON CONFLICT (name) DO UPDATE SET hits = t.hits + excluded.hits

INSERT INTO orders (id, customer_id, status, ordered_at) SELECT max(id) + 1, 1, 'new', '2024-06-01' FROM orders

INSERT INTO orders (id, customer_id, status, ordered_at) VALUES ((SELECT max(id) + 1 FROM orders), 1, 'new', '2024-06-01 00:00:00') RETURNING id

DELETE FROM order_items WHERE (order_id, product_id) IN ((1, 1), (2, 2))

DELETE FROM counters WHERE name LIKE 'LOG%'

DELETE FROM orders o WHERE NOT EXISTS (SELECT 1 FROM order_items i WHERE i.order_id = o.id)

DELETE FROM order_items i USING products p WHERE p.id = i.product_id AND p.price < 50 RETURNING i.order_id

SELECT c.name, max(o.ordered_at) AS last_order, date '2024-04-01' - max(o.ordered_at)::date AS days FROM customers c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.id, c.name ORDER BY c.id

SELECT c.name, (SELECT o.status FROM orders o WHERE o.customer_id = c.id ORDER BY o.ordered_at DESC LIMIT 1) AS last_status FROM customers c ORDER BY c.id

SELECT c.name, l.status, l.ordered_at FROM customers c LEFT JOIN LATERAL (SELECT o.status, o.ordered_at FROM orders o WHERE o.customer_id = c.id ORDER BY o.ordered_at DESC LIMIT 1) l ON true ORDER BY c.id

SELECT d.name, e.name, e.salary FROM departments d JOIN LATERAL (SELECT * FROM employees e WHERE e.department_id = d.id ORDER BY e.salary DESC LIMIT 2) e ON true ORDER BY d.id, e.salary DESC, e.id

SELECT id, (profile->>'age')::int + 1, profile->>'tier' = 'GOLD' FROM customers ORDER BY id

SELECT id FROM customers WHERE (profile->>'age')::numeric > 30 ORDER BY id

SELECT id FROM customers WHERE (profile->>'active')::boolean ORDER BY id

SELECT profile->>'tier' AS tier, count(*) FROM customers GROUP BY 1 ORDER BY 1

SELECT id FROM customers WHERE profile->'address'->>'city' = 'Berlin' OR profile #>> '{address,zip}' = '75001' ORDER BY id

SELECT id FROM customers WHERE jsonb_exists(profile, 'tags') ORDER BY id

SELECT id, jsonb_array_length(coalesce(profile->'tags', '[]'::jsonb)) FROM customers ORDER BY id

UPDATE products SET attributes = jsonb_set(coalesce(attributes, '{}'), '{sale}', 'true') WHERE id < 5

UPDATE products SET attributes = jsonb_set(attributes, '{ram}', to_jsonb((attributes->>'ram')::int * 2)) WHERE id = 1

SELECT json_build_object('a', 1, 'b', json_build_array(1, 2), 'c', NULL, 'd', true)

SELECT jsonb_agg(jsonb_build_object('id', id, 'name', name)) FROM (SELECT id, name FROM departments ORDER BY id) d

SELECT row_number() OVER (PARTITION BY customer_id ORDER BY ordered_at DESC) rn, id FROM orders ORDER BY customer_id, rn

SELECT status, count(*) * 100.0 / sum(count(*)) OVER () AS pct FROM orders GROUP BY status ORDER BY status COLLATE "C"

SELECT id, ordered_at::date - lag(ordered_at) OVER (ORDER BY ordered_at)::date AS gap FROM orders ORDER BY ordered_at

SELECT id, sum(discount) OVER (PARTITION BY customer_id ORDER BY ordered_at ROWS UNBOUNDED PRECEDING) FROM orders ORDER BY id

SELECT to_char(date_trunc('month', o.ordered_at), 'YYYY-MM') AS m, count(*) FILTER (WHERE status = 'shipped') AS s, coalesce(sum(discount) FILTER (WHERE discount > 2), 0) AS d FROM orders o GROUP BY date_trunc('month', o.ordered_at) ORDER BY m

WITH monthly AS (SELECT date_trunc('month', ordered_at) AS m, count(*) AS n FROM orders GROUP BY 1) SELECT m::date, n, sum(n) OVER (ORDER BY m), n - lag(n) OVER (ORDER BY m) FROM monthly ORDER BY m

SELECT * FROM (VALUES (1, 'a', true), (2, 'b', false)) AS v (id, label, flag) WHERE flag

SELECT id FROM employees WHERE hired_on BETWEEN '2020-01-01' AND '2022-12-31' AND extract(month FROM hired_on) IN (2, 7) ORDER BY id

SELECT id FROM employees WHERE age('2024-03-01', hired_on) > interval '2 years' ORDER BY id

SELECT id FROM orders WHERE shipped_at - ordered_at > interval '1 day' ORDER BY id

SELECT justify_days(interval '35 days')

SELECT id FROM employees WHERE name ~ '\m[A-Z]\w+ [A-Z]' ORDER BY id

SELECT regexp_replace(email, '@.*$', ''), regexp_replace(name, '\s+', '_', 'g') FROM employees ORDER BY id

SELECT array_to_string(ARRAY[name, category], '/') FROM products ORDER BY id

SELECT id FROM employees WHERE department_id = ANY(ARRAY(SELECT id FROM departments WHERE budget > 200000)) ORDER BY id

SELECT unnest(ARRAY['a', 'b', 'c']) AS v

SELECT t.v FROM unnest(ARRAY[3, 1, 2]) AS t(v) ORDER BY t.v

SELECT gs.d::date, count(o.id) FROM generate_series(date '2024-01-01', date '2024-01-10', interval '3 days') AS gs(d) LEFT JOIN orders o ON o.ordered_at::date = gs.d::date GROUP BY gs.d ORDER BY gs.d
