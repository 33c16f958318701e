SELECT to_char(ordered_at, 'YYYY-MM') AS ym, count(*), round(avg(discount), 2) FROM orders GROUP BY ym ORDER BY ym

SELECT date_trunc('month', ordered_at) AS m, count(*) FROM orders GROUP BY 1 ORDER BY 1

SELECT date_trunc('month', hired_on)::date AS m, count(*) FROM employees GROUP BY m ORDER BY m

SELECT date_trunc('year', ordered_at), date_trunc('day', ordered_at), date_trunc('hour', ordered_at), date_trunc('week', ordered_at), date_trunc('quarter', ordered_at), date_trunc('minute', ordered_at) FROM orders ORDER BY id

SELECT extract(year FROM hired_on), extract(month FROM hired_on), extract(dow FROM hired_on), extract(isodow FROM hired_on), extract(doy FROM hired_on), extract(week FROM hired_on), extract(quarter FROM hired_on) FROM employees ORDER BY id

SELECT date_part('year', ordered_at), date_part('hour', ordered_at), extract(epoch FROM ordered_at), extract(epoch FROM shipped_at - ordered_at) FROM orders ORDER BY id

SELECT to_char(ordered_at, 'DD/MM/YYYY HH24:MI:SS'), to_char(ordered_at, 'Mon DD, YYYY'), to_char(ordered_at, 'HH12:MI AM'), to_char(hired_on, 'FMDay, FMDDth FMMonth') FROM orders JOIN employees USING (id) ORDER BY id

SELECT to_char(hired_on, 'Dy'), to_char(hired_on, 'YY'), to_char(hired_on, 'Q'), to_char(hired_on, 'IYYY-IW'), to_char(hired_on, 'DDD') FROM employees ORDER BY id

SELECT to_char(1234567.891, 'FM9,999,999.00'), to_char(5, 'FM000'), to_char(price, 'FM99990.00') FROM products ORDER BY id

SELECT to_date('05/03/2024', 'DD/MM/YYYY'), to_timestamp('2024-03-05 10:20:30', 'YYYY-MM-DD HH24:MI:SS')::timestamp, to_number('1,234.5', '9,999.9')

SELECT hired_on + 7, hired_on - 1, hired_on + interval '1 month', hired_on - interval '1 year 2 months', hired_on - date '2020-01-01' FROM employees ORDER BY id

SELECT ordered_at + interval '1 day 2 hours', ordered_at - interval '30 minutes', ordered_at + '1 week'::interval, ordered_at + 2 * interval '1 day', ordered_at + id * interval '1 hour' FROM orders ORDER BY id

SELECT (hired_on + interval '1 month')::date, ('2024-01-31'::date + interval '1 month')::date, make_date(2024, 2, 29), make_date(2024, 1, 1) + 59 FROM employees ORDER BY id

SELECT (date_trunc('month', ordered_at) + interval '1 month' - interval '1 day')::date AS month_end FROM orders ORDER BY id

SELECT shipped_at::date - ordered_at::date, due_on - ordered_at::date FROM orders ORDER BY id

SELECT extract(day FROM shipped_at - ordered_at), extract(hour FROM shipped_at - ordered_at) FROM orders ORDER BY id

SELECT extract(year FROM age('2024-03-01'::date, hired_on)) FROM employees ORDER BY id

SELECT date_part('year', age('2024-03-01', hired_on)) * 12 + date_part('month', age('2024-03-01', hired_on)) FROM employees ORDER BY id

SELECT id FROM orders WHERE ordered_at >= date '2024-01-01' AND ordered_at < date '2024-01-01' + interval '1 month' ORDER BY id

SELECT id FROM orders WHERE ordered_at::date = '2024-02-29' ORDER BY id

SELECT id FROM orders WHERE ordered_at > now() - interval '100 years' AND due_on < current_date ORDER BY id

SELECT id FROM orders WHERE (ordered_at, ordered_at + interval '1 day') OVERLAPS ('2024-01-01'::timestamp, '2024-02-01'::timestamp) ORDER BY id

SELECT id FROM orders WHERE ordered_at BETWEEN '2024-01-01' AND '2024-03-01' ORDER BY id

SELECT ordered_at::time, ordered_at::date, ordered_at::text, due_on::timestamp FROM orders ORDER BY id

SELECT round(extract(epoch FROM (shipped_at - ordered_at)) / 3600, 1) AS hours FROM orders WHERE shipped_at IS NOT NULL ORDER BY id

SELECT min(ordered_at), max(ordered_at)::date - min(ordered_at)::date FROM orders

SELECT timestamp '2024-01-31 10:00' + interval '1 month', date '2024-02-29' + interval '1 year', date '2024-03-31' - interval '1 month'

SELECT category, string_agg(name, ', ' ORDER BY price DESC) FROM products GROUP BY category ORDER BY category

SELECT string_agg(DISTINCT category, ',' ORDER BY category) FROM products

SELECT string_agg(id::text || ':' || name, ';' ORDER BY id) FROM departments

SELECT d.name, string_agg(e.name, ', ' ORDER BY e.id) FROM departments d LEFT JOIN employees e ON e.department_id = d.id GROUP BY d.id ORDER BY d.id

SELECT array_to_string(array_agg(name ORDER BY id), '|') FROM departments

SELECT category, array_length(array_agg(id), 1) FROM products GROUP BY category ORDER BY category

SELECT unnest(string_to_array('a,b,c', ','))

SELECT split_part(email, '@', 1), split_part(email, '@', 2), split_part('a,b,c', ',', 3), split_part('a,b', ',', 5), split_part('a.b.c', '.', -1) FROM employees ORDER BY id

SELECT (string_to_array('a,b,c', ','))[2]

SELECT id, row_number() OVER (PARTITION BY department_id ORDER BY salary DESC, id), rank() OVER (ORDER BY salary), dense_rank() OVER (ORDER BY salary DESC) FROM employees ORDER BY id

SELECT id, sum(salary) OVER (ORDER BY id), sum(salary) OVER (PARTITION BY department_id), avg(salary) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) FROM employees ORDER BY id

SELECT id, lag(salary) OVER w, lead(salary, 2, 0) OVER w, first_value(name) OVER w, last_value(name) OVER w FROM employees WINDOW w AS (ORDER BY id) ORDER BY id

SELECT id, count(*) FILTER (WHERE active) OVER (ORDER BY id) FROM employees ORDER BY id

SELECT id, rank() OVER (ORDER BY bonus), rank() OVER (ORDER BY bonus DESC NULLS LAST) FROM employees ORDER BY id

SELECT id, sum(quantity) OVER (PARTITION BY order_id ORDER BY product_id RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM order_items o JOIN products p ON p.id = o.product_id ORDER BY order_id, product_id

SELECT category, sum(stock) FROM products GROUP BY ROLLUP (category) ORDER BY category NULLS LAST, 2

SELECT status, customer_id, count(*) FROM orders GROUP BY GROUPING SETS ((status), (customer_id), ()) ORDER BY 1, 2

SELECT category, count(*), count(*) FILTER (WHERE stock > 10) AS plenty, sum(price) FILTER (WHERE stock = 0), avg(price)::numeric(10,2) FROM products GROUP BY category ORDER BY category

SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY salary) FROM employees

SELECT mode() WITHIN GROUP (ORDER BY status) FROM orders

SELECT stddev(salary), variance(salary), stddev_pop(salary), var_pop(salary), corr(salary, id) FROM employees

SELECT round(avg(salary), 2), round(avg(stock), 1), avg(credit_limit), sum(salary) / count(*), trunc(avg(salary), 1) FROM employees, products, customers

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i, i * i FROM n ORDER BY i

WITH RECURSIVE tree AS (SELECT id, name, 0 AS depth, name::text AS path FROM departments WHERE parent_id IS NULL UNION ALL SELECT c.id, c.name, t.depth + 1, t.path || ' > ' || c.name FROM departments c JOIN tree t ON t.id = c.parent_id) SELECT * FROM tree ORDER BY path

WITH RECURSIVE d AS (SELECT '2024-02-27'::date AS day UNION ALL SELECT day + 1 FROM d WHERE day < '2024-03-02') SELECT day, to_char(day, 'YYYYMMDD') FROM d ORDER BY day

WITH totals AS MATERIALIZED (SELECT order_id, sum(quantity * unit_price) AS total FROM order_items GROUP BY order_id) SELECT o.id, t.total FROM orders o JOIN totals t ON t.order_id = o.id WHERE t.total > 500 ORDER BY o.id

WITH moved AS (DELETE FROM logs WHERE id < 3 RETURNING id, message) SELECT count(*) FROM moved

SELECT id FROM employees UNION SELECT id FROM departments ORDER BY id

(SELECT id, name FROM employees ORDER BY salary DESC LIMIT 2) UNION ALL (SELECT id, name FROM products ORDER BY price LIMIT 1) ORDER BY name

SELECT id FROM employees EXCEPT SELECT manager_id FROM employees ORDER BY 1

SELECT department_id FROM employees INTERSECT ALL SELECT id FROM departments ORDER BY 1

SELECT profile->>'tier', profile->'address'->>'zip', profile#>>'{address,city}', profile->'tags'->>0, profile->'tags' FROM customers ORDER BY id

SELECT id FROM customers WHERE profile->>'tier' = 'gold' AND (profile->>'age')::int > 30 ORDER BY id

SELECT id FROM customers WHERE profile @> '{"tier": "gold"}' ORDER BY id

SELECT id FROM customers WHERE profile ? 'active' ORDER BY id

SELECT id FROM customers WHERE profile->'tags' ? 'b' ORDER BY id

SELECT id, jsonb_array_length(profile->'tags') FROM customers WHERE profile ? 'tags' ORDER BY id

SELECT c.id, t.tag FROM customers c CROSS JOIN LATERAL jsonb_array_elements_text(c.profile->'tags') AS t(tag) ORDER BY c.id, t.tag

SELECT c.id, e.key FROM customers c, jsonb_each_text(c.profile) e WHERE c.id = 2 ORDER BY e.key

SELECT jsonb_build_object('id', id, 'name', name, 'stock', stock) FROM products ORDER BY id

SELECT json_build_array(id, name, NULL), jsonb_typeof(attributes), jsonb_typeof(attributes->'ram') FROM products ORDER BY id

SELECT json_agg(name ORDER BY id) FROM departments

SELECT jsonb_object_agg(sku, stock) FROM products

SELECT jsonb_agg(jsonb_build_object('n', name) ORDER BY id) FROM departments WHERE id < 3

SELECT jsonb_set(profile, '{tier}', '"iron"'), profile - 'address', profile || '{"x": 1}' FROM customers ORDER BY id

SELECT to_jsonb(name), row_to_json(d) FROM (SELECT id, name FROM departments WHERE id = 1) d

SELECT jsonb_path_query_first(profile, '$.tags[0]'), jsonb_extract_path_text(profile, 'address', 'zip') FROM customers ORDER BY id

SELECT id, (attributes->>'ram')::int + 1, (attributes->'ram')::int FROM products ORDER BY id

UPDATE customers SET profile = jsonb_set(profile, '{address,zip}', '"00000"') WHERE id = 1

UPDATE customers SET profile = coalesce(profile, '{}'::jsonb) || jsonb_build_object('seen', true)

UPDATE customers SET profile = profile - 'tags' WHERE (profile->>'age')::int > 30

SELECT upper(name), lower(name), initcap(name), length(name), char_length(name), octet_length('é'), reverse(name), repeat('ab', 2), left(name, 3), right(name, 3), left(name, -2) FROM departments ORDER BY id

SELECT substring(name FROM 2 FOR 3), substr(name, 2), substring(name, 0, 3), substring(email FROM '@(.*)$'), overlay('abcdef' PLACING 'XX' FROM 2 FOR 3) FROM employees JOIN departments USING (name, id) RIGHT JOIN (SELECT 1) x ON true

SELECT trim('  a '), trim(both 'x' from 'xxaxx'), ltrim('007', '0'), rtrim('a//', '/'), btrim('xyaxy', 'xy'), trim(leading from '  b')

SELECT lpad(id::text, 5, '0'), rpad(name, 10, '.'), lpad('abcdef', 3), position('e' in name), strpos(name, 'a'), replace(name, 'e', '3'), translate('12345', '143', 'ax') FROM departments ORDER BY id

SELECT regexp_replace(name, '[aeiou]', '*', 'g'), regexp_replace(name, '(\w+) (\w+)', '\2 \1'), regexp_replace(name, 'A', 'x', 'i') FROM employees ORDER BY id

SELECT regexp_match(email, '@(.+)') IS NOT NULL, substring(email from '[a-z]+'), regexp_count(name, 'e') FROM employees ORDER BY id

SELECT md5('abc'), encode('abc'::bytea, 'hex'), encode('abc', 'base64'), decode('616263', 'hex'), ascii('a'), chr(65), to_hex(255)

SELECT format('%s is %s', name, id), format('%I', 'x'), quote_literal('it''s'), concat(1, true, 'x') FROM departments ORDER BY id

SELECT round(2.5), round(-2.5), round(price, 1), trunc(price, 1), trunc(-1.9), ceil(price), floor(price), round(weight::numeric, 1), sign(-2.5), abs(-3), mod(10, 3), div(7, 2), power(2, 3), sqrt(9), cbrt(27), exp(0), ln(1), log(100), log(2, 8), pi() FROM products ORDER BY id

SELECT round(1234.567, -2), width_bucket(5, 0, 10, 5), gcd(12, 18), lcm(4, 6), factorial(5)

SELECT id::float / 3, 1 / 3::numeric, 10 / 4 * 1.0, 10::numeric / 4, sum(quantity) / 2 FROM order_items JOIN orders ON orders.id = order_id GROUP BY id ORDER BY id

SELECT count(DISTINCT (status, customer_id)) FROM orders

SELECT id, exists(SELECT 1 FROM order_items i WHERE i.product_id = p.id) AS sold FROM products p ORDER BY id

SELECT name, salary > (SELECT avg(salary) FROM employees) AS above FROM employees ORDER BY id

SELECT coalesce(sum(bonus), 0), sum(bonus) IS NULL FROM employees WHERE id > 100

SELECT department_id, count(*) FROM employees GROUP BY department_id HAVING bool_or(active) AND count(*) > 1 ORDER BY department_id

SELECT status, (array_agg(id ORDER BY ordered_at DESC))[1] FROM orders GROUP BY status ORDER BY status

SELECT array_agg(id ORDER BY id) FROM departments

SELECT a.id FROM departments a WHERE a.id IN (SELECT unnest(ARRAY[1, 2])) ORDER BY 1

SELECT x, y FROM unnest(ARRAY[1, 2], ARRAY['a', 'b']) AS t(x, y) ORDER BY x

SELECT ord, val FROM unnest(ARRAY['p', 'q']) WITH ORDINALITY AS t(val, ord) ORDER BY ord

SELECT cardinality(ARRAY[1, 2, 3]), ARRAY[1, 2] @> ARRAY[1], array_position(ARRAY['a', 'b'], 'b')

SELECT category, rank() OVER (ORDER BY sum(stock) DESC) FROM products GROUP BY category ORDER BY 2, 1

SELECT ntile(3) OVER (ORDER BY salary, id), percent_rank() OVER (ORDER BY salary), cume_dist() OVER (ORDER BY salary) FROM employees ORDER BY id
