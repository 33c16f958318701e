SELECT concat(name, ' (', id, ')') FROM employees ORDER BY id

SELECT concat(name, email), name || email FROM employees ORDER BY id

SELECT concat_ws(', ', name, email, notes) FROM employees ORDER BY id

SELECT 'Price: ' || price FROM products ORDER BY id

SELECT length(name), char_length(name), octet_length(name), bit_length(name) FROM employees ORDER BY id

SELECT upper(name), lower(name), initcap(name) FROM employees ORDER BY id

SELECT left(name, 3), right(name, 3), substring(name, 2, 4), substr(name, 3) FROM employees ORDER BY id

SELECT left(name, -2), right(name, -2) FROM employees ORDER BY id

SELECT substring(name FROM 2 FOR 3), substring(name FROM '[aeiou]') FROM employees ORDER BY id

SELECT position('o' IN name), strpos(name, 'a') FROM employees ORDER BY id

SELECT replace(name, 'a', 'X'), reverse(name), repeat('ab', 3), overlay(name PLACING 'ZZ' FROM 2 FOR 3) FROM employees ORDER BY id

SELECT trim('  x  '), ltrim('  x'), rtrim('x  '), trim(LEADING '0' FROM '0012'), btrim('xxaxx', 'x'), rtrim('hi!!', '!'), ltrim('abcx', 'ba')

SELECT lpad(id::text, 5, '0'), rpad(name, 15, '.'), lpad('abcdef', 3, 'x') FROM employees ORDER BY id

SELECT split_part(email, '@', 1), split_part(email, '@', 2) FROM employees ORDER BY id

SELECT to_char(salary, '999,999.99'), to_char(salary, 'FM999,990.00') FROM employees ORDER BY id

SELECT ascii('A'), chr(65), to_hex(255), md5('abc')

SELECT encode('abc'::bytea, 'hex'), encode('abc'::bytea, 'base64'), encode(sha256('abc'::bytea), 'hex')

SELECT translate('12345', '143', 'ax')

SELECT format('%s has %s', name, stock) FROM products ORDER BY id

SELECT name FROM employees WHERE name LIKE 'A%' ORDER BY id

SELECT name FROM employees WHERE name LIKE 'a%' ORDER BY id

SELECT name FROM employees WHERE name ILIKE 'a%' ORDER BY id

SELECT name FROM employees WHERE name NOT ILIKE '%E%' ORDER BY id

SELECT name FROM employees WHERE notes LIKE '%\_%' ORDER BY id

SELECT name FROM employees WHERE notes LIKE '%50!%%' ESCAPE '!' ORDER BY id

SELECT name FROM employees WHERE name = 'alice smith' ORDER BY id

SELECT name FROM employees WHERE lower(name) = 'alice smith' ORDER BY id

SELECT name FROM customers WHERE city = 'Berlin' ORDER BY id

SELECT name FROM customers WHERE city IN ('Berlin', 'paris') ORDER BY id

SELECT city, count(*) FROM customers WHERE city IS NOT NULL GROUP BY city

SELECT count(DISTINCT city) FROM customers

SELECT status, count(*) FROM orders GROUP BY status

SELECT count(*) FROM orders WHERE status <> 'shipped'

SELECT name FROM customers WHERE name = 'Delta' ORDER BY id

SELECT name FROM employees WHERE name ~ '^[A-C]' ORDER BY id

SELECT name FROM employees WHERE name ~* '^[a-c]' ORDER BY id

SELECT name FROM employees WHERE name !~ '^(Alice|bob)' ORDER BY id

SELECT name FROM employees WHERE name !~* 'e' ORDER BY id

SELECT message FROM logs WHERE message ~ '[0-9]+' ORDER BY id

SELECT name FROM employees WHERE name SIMILAR TO '(Alice|bob)%' ORDER BY id

SELECT regexp_replace(message, '[0-9]+', '#'), regexp_replace(message, '[0-9]', '#', 'g'), substring(message FROM '[0-9]+') FROM logs WHERE message IS NOT NULL ORDER BY id

SELECT starts_with(name, 'A') FROM employees ORDER BY id

SELECT 'abc' || NULL, concat('abc', NULL)

SELECT CASE WHEN name = 'bob jones' THEN 'yes' ELSE 'no' END FROM employees ORDER BY id

SELECT name FROM products WHERE name > 'L' ORDER BY id

SELECT name FROM employees WHERE length(name) > 9 ORDER BY length(name) DESC, id

SELECT e.id FROM employees e JOIN employees f ON lower(e.email) = lower(f.email) ORDER BY e.id

SELECT name FROM employees WHERE email LIKE '%@example.com' ORDER BY id

SELECT quote_literal('it''s'), quote_ident('my col')

SELECT string_to_array('a,b,c', ',') IS NOT NULL

SELECT array_to_string(ARRAY['a', 'b', 'c'], '-')

SELECT name FROM employees WHERE name LIKE ANY (ARRAY['Alice%', 'bob%']) ORDER BY id

SELECT trim(both from '  padded  '), trim(trailing 'x' from 'axxx')

SELECT upper(left(name, 1)) || lower(substr(name, 2)) FROM products ORDER BY id

SELECT name FROM employees WHERE name COLLATE "C" < 'D' ORDER BY id

SELECT 'a' = 'A', 'a' = 'a ', 'a' LIKE 'A', 'a' < 'B'

SELECT min(name), max(name) FROM employees

SELECT level FROM logs WHERE level IN ('INFO', 'ERROR') ORDER BY id

SELECT count(*) FROM customers a JOIN customers b ON a.city = b.city

SELECT name FROM employees WHERE position('Smith' IN name) > 0 ORDER BY id
