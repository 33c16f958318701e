SELECT CONCAT(name, ' (', id, ')') FROM employees ORDER BY id

SELECT CONCAT(name, email) FROM employees ORDER BY id

SELECT CONCAT_WS(', ', name, email, notes) FROM employees ORDER BY id

SELECT CONCAT('Price: ', price) FROM products ORDER BY id

SELECT LENGTH(name), CHAR_LENGTH(name), LENGTH(message) FROM employees, logs WHERE employees.id = logs.id ORDER BY employees.id

SELECT UPPER(name), LOWER(name), UCASE(name), LCASE(name) FROM employees ORDER BY id

SELECT LEFT(name, 3), RIGHT(name, 3), SUBSTRING(name, 2, 4), SUBSTR(name, -3), MID(name, 2, 2) FROM employees ORDER BY id

SELECT SUBSTRING(name FROM 2 FOR 3), SUBSTRING(name, 3) FROM employees ORDER BY id

SELECT LOCATE('o', name), LOCATE('o', name, 4), INSTR(name, 'a'), POSITION('e' IN name) FROM employees ORDER BY id

SELECT REPLACE(name, 'a', 'X'), REVERSE(name), REPEAT('ab', 3), SPACE(2) FROM employees ORDER BY id

SELECT TRIM('  x  '), LTRIM('  x'), RTRIM('x  '), TRIM(LEADING '0' FROM '0012'), TRIM(BOTH 'x' FROM 'xxaxx'), TRIM(TRAILING '!' FROM 'hi!!')

SELECT LPAD(id, 5, '0'), RPAD(name, 15, '.'), LPAD('abcdef', 3, 'x') FROM employees ORDER BY id

SELECT SUBSTRING_INDEX(email, '@', 1), SUBSTRING_INDEX(email, '@', -1), SUBSTRING_INDEX('a.b.c.d', '.', 2) FROM employees ORDER BY id

SELECT FORMAT(salary, 2), FORMAT(1234567.891, 1) FROM employees ORDER BY id

SELECT ASCII('A'), CHAR(65, 66), ORD('B'), HEX(255), HEX('abc'), UNHEX('616263'), CONV('ff', 16, 10), BIN(5), OCT(8)

SELECT MD5('abc'), SHA1('abc'), SHA2('abc', 256), CRC32('abc')

SELECT INSERT('Quadratic', 3, 4, 'What'), STRCMP('a', 'b'), QUOTE('it''s')

SELECT FIND_IN_SET('b', 'a,b,c'), FIND_IN_SET('z', 'a,b,c')

SELECT name FROM employees WHERE name LIKE 'a%' ORDER BY id

SELECT name FROM employees WHERE name LIKE '%O%' ORDER BY id

SELECT name FROM employees WHERE name NOT LIKE '%e%' ORDER BY id

SELECT name FROM employees WHERE notes LIKE '%\_%' ORDER BY id

SELECT name FROM employees WHERE notes LIKE '%50|%%' ESCAPE '|' ORDER BY id

SELECT name FROM employees WHERE name LIKE BINARY 'A%' ORDER BY id

SELECT name FROM employees WHERE name = 'ALICE SMITH' ORDER BY id

SELECT name FROM employees WHERE BINARY name = 'alice smith' ORDER BY id

SELECT name FROM employees WHERE name COLLATE utf8mb4_bin = 'Alice Smith' ORDER BY id

SELECT name FROM customers WHERE city = 'berlin' ORDER BY id

SELECT name FROM customers WHERE city IN ('BERLIN', 'paris') ORDER BY id

SELECT city, COUNT(*) FROM customers GROUP BY city ORDER BY city

SELECT DISTINCT city FROM customers WHERE city IS NOT NULL ORDER BY city

SELECT COUNT(DISTINCT city) FROM customers

SELECT status, COUNT(*) FROM orders GROUP BY status ORDER BY status

SELECT COUNT(*) FROM orders WHERE status = 'SHIPPED'

SELECT COUNT(*) FROM orders WHERE status <> 'shipped'

SELECT name FROM employees ORDER BY name

SELECT name FROM employees ORDER BY name DESC LIMIT 2

SELECT name FROM customers WHERE name = 'Delta' ORDER BY id

SELECT name FROM employees WHERE name REGEXP '^[a-c]' ORDER BY id

SELECT name FROM employees WHERE name RLIKE 'e$' ORDER BY id

SELECT message FROM logs WHERE message REGEXP '[0-9]+' ORDER BY id

SELECT name FROM employees WHERE name NOT REGEXP '^(alice|bob)' ORDER BY id

SELECT REGEXP_REPLACE(message, '[0-9]+', '#'), REGEXP_SUBSTR(message, '[0-9]+'), REGEXP_INSTR(message, '[0-9]') FROM logs WHERE message IS NOT NULL ORDER BY id

SELECT 'It''s', "double ""quoted""", 'tab\tnew\nline', 'back\\slash', 'a' 'b'

SELECT name FROM employees WHERE notes = 'C:\\temp'

SELECT CASE WHEN name = 'bob JONES' THEN 'yes' ELSE 'no' END FROM employees ORDER BY id

SELECT MIN(name), MAX(name) FROM employees

SELECT e.name, c.name FROM employees e JOIN customers c ON LOWER(LEFT(c.name, 1)) = LOWER(LEFT(e.name, 1)) ORDER BY e.id, c.id

SELECT CONCAT(UPPER(LEFT(name, 1)), LOWER(SUBSTRING(name, 2))) FROM products ORDER BY id

SELECT name FROM employees WHERE CHAR_LENGTH(name) > 9 ORDER BY CHAR_LENGTH(name) DESC, id

SELECT name FROM products WHERE name > 'L' ORDER BY id

SELECT TO_BASE64('abc'), FROM_BASE64('YWJj')

SELECT SOUNDEX('Robert')

SELECT name FROM products WHERE name BETWEEN 'D' AND 'm' ORDER BY id

SELECT IF(STRCMP(name, 'lamp') = 0, 'same', 'other') FROM products ORDER BY id

SELECT LEFT(name, LOCATE(' ', name) - 1) FROM employees ORDER BY id

SELECT name FROM employees WHERE LEFT(name, 1) = 'A' ORDER BY id

SELECT 'a' = 'A', 'a' = 'a ', 'a' LIKE 'A', 'abc' < 'ABD'

SELECT CHAR_LENGTH(message), LENGTH(message), UPPER(message) FROM logs WHERE id = 6

SELECT level, COUNT(*) FROM logs GROUP BY level ORDER BY level

SELECT e.id FROM employees e JOIN employees f ON e.email = LOWER(f.email) ORDER BY e.id
