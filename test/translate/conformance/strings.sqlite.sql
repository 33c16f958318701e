SELECT name || ' (' || id || ')' FROM employees ORDER BY id

SELECT name || email FROM employees ORDER BY id

SELECT concat(name, email), concat_ws(', ', name, email, notes) FROM employees ORDER BY id

SELECT length(name), upper(name), lower(name) FROM employees ORDER BY id

SELECT substr(name, 2, 4), substr(name, -3), substr(name, 3), substring(name, 1, 2) FROM employees ORDER BY id

SELECT instr(name, 'o'), replace(name, 'a', 'X') FROM employees ORDER BY id

SELECT trim('  x  '), ltrim('  x'), rtrim('x  '), trim('xxaxx', 'x'), ltrim('0012', '0'), rtrim('hi!!', '!')

SELECT printf('%05d', id), printf('%.2f', salary), printf('%s-%s', name, id) FROM employees ORDER BY id

SELECT printf('%,d', 1234567), printf('%x', 255), printf('%5s|%-5s|', 'ab', 'cd')

SELECT unicode('A'), char(65, 66), hex('abc')

SELECT substr(email, 1, instr(email, '@') - 1), substr(email, instr(email, '@') + 1) FROM employees WHERE email IS NOT NULL ORDER BY id

SELECT name FROM employees WHERE name LIKE 'a%' ORDER BY id

SELECT name FROM employees WHERE name LIKE '%O%' ORDER BY id

SELECT name FROM employees WHERE name NOT LIKE '%e%' ORDER BY id

SELECT name FROM employees WHERE notes LIKE '%\_%' ESCAPE '\' ORDER BY id

SELECT name FROM employees WHERE name GLOB 'A*' ORDER BY id

SELECT name FROM employees WHERE name GLOB '[A-C]*' ORDER BY id

SELECT name FROM employees WHERE name GLOB '*o?es' ORDER BY id

SELECT name FROM employees WHERE name = 'alice smith' ORDER BY id

SELECT name FROM employees WHERE name = 'ALICE SMITH' COLLATE NOCASE ORDER BY id

SELECT name FROM employees WHERE lower(name) = 'alice smith' ORDER BY id

SELECT name FROM customers WHERE city IN ('Berlin', 'paris') ORDER BY id

SELECT city, count(*) FROM customers GROUP BY city ORDER BY city

SELECT city, count(*) FROM customers GROUP BY city COLLATE NOCASE ORDER BY city COLLATE NOCASE

SELECT DISTINCT city FROM customers ORDER BY city

SELECT count(DISTINCT city) FROM customers

SELECT status, count(*) FROM orders GROUP BY status ORDER BY status

SELECT count(*) FROM orders WHERE status <> 'shipped'

SELECT count(*) FROM orders WHERE status = 'SHIPPED'

SELECT name FROM employees ORDER BY name

SELECT name FROM employees ORDER BY name COLLATE NOCASE

SELECT name FROM employees ORDER BY lower(name) DESC

SELECT name FROM customers WHERE name = 'Delta' ORDER BY id

SELECT name FROM customers WHERE name = 'Delta' COLLATE RTRIM ORDER BY id

SELECT 'a' = 'A', 'a' = 'a ', 'a' LIKE 'A', 'abc' < 'ABD'

SELECT 'abc' || NULL, 'a' || 1 || 2.5

SELECT CASE WHEN name = 'bob jones' THEN 'yes' ELSE 'no' END FROM employees ORDER BY id

SELECT min(name), max(name) FROM employees

SELECT name FROM products WHERE name > 'L' ORDER BY id

SELECT upper(substr(name, 1, 1)) || lower(substr(name, 2)) FROM products ORDER BY id

SELECT name FROM employees WHERE length(name) > 9 ORDER BY length(name) DESC, id

SELECT name FROM employees WHERE instr(name, 'Smith') > 0 ORDER BY id

SELECT name FROM employees WHERE email LIKE '%@EXAMPLE.com' ORDER BY id

SELECT replace(substr(quote(zeroblob(2)), 3, 4), '0', '-')

SELECT count(*) FROM customers a JOIN customers b ON a.city = b.city

SELECT name FROM products WHERE name BETWEEN 'D' AND 'm' ORDER BY id

SELECT length(message), octet_length(message) FROM logs WHERE id = 6

SELECT level FROM logs WHERE level LIKE 'info' ORDER BY id

SELECT group_concat(substr(name, 1, 1), '') FROM (SELECT name FROM employees ORDER BY id)
