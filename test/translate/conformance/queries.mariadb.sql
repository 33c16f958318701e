SELECT id, name FROM employees ORDER BY id LIMIT 3

SELECT id, name FROM employees ORDER BY id LIMIT 2, 3

SELECT id, name FROM employees ORDER BY id LIMIT 3 OFFSET 2

SELECT name FROM employees WHERE active ORDER BY id

SELECT name FROM employees WHERE NOT active ORDER BY id

SELECT name FROM employees WHERE active = 1 AND salary > 5000 ORDER BY id

SELECT name, active FROM employees WHERE active = TRUE ORDER BY id

SELECT SUM(active) FROM employees

SELECT department_id, COUNT(*) AS n, SUM(active) AS actives FROM employees GROUP BY department_id ORDER BY department_id

SELECT bonus FROM employees ORDER BY bonus, id

SELECT bonus FROM employees ORDER BY bonus DESC, id

SELECT `name`, `salary` FROM `employees` WHERE `salary` >= 7000 ORDER BY `id`

SELECT id, salary / 3 FROM employees ORDER BY id

SELECT id / 2, id DIV 2, id % 2, id MOD 3 FROM employees ORDER BY id

SELECT quantity / 0 FROM order_items ORDER BY order_id, product_id

SELECT AVG(salary), AVG(id) FROM employees

SELECT department_id, ROUND(AVG(salary), 2) FROM employees GROUP BY department_id ORDER BY department_id

SELECT IFNULL(bonus, 0) + salary AS total FROM employees ORDER BY id

SELECT IF(salary > 5000, 'high', 'low') AS band, name FROM employees ORDER BY id

SELECT COALESCE(bonus, 0), NULLIF(bonus, 0) FROM employees ORDER BY id

SELECT name FROM employees WHERE bonus <=> NULL ORDER BY id

SELECT name FROM employees WHERE NOT (bonus <=> 500) ORDER BY id

SELECT id FROM employees WHERE department_id = 1 XOR salary > 8000 ORDER BY id

SELECT id FROM employees WHERE department_id = 1 && salary > 8000 || id = 3 ORDER BY id

SELECT e.name, d.name AS department FROM employees e LEFT JOIN departments d ON d.id = e.department_id ORDER BY e.id

SELECT e.name, m.name FROM employees e JOIN employees m ON e.manager_id = m.id ORDER BY e.id

SELECT d.name, COUNT(e.id) AS headcount FROM departments d LEFT JOIN employees e ON e.department_id = d.id GROUP BY d.id HAVING headcount > 0 ORDER BY headcount DESC, d.id

SELECT d.id, d.name, COUNT(*) FROM departments d JOIN employees e ON e.department_id = d.id GROUP BY d.id ORDER BY d.id

SELECT DISTINCT category FROM products ORDER BY category

SELECT category, COUNT(*) AS c FROM products GROUP BY category WITH ROLLUP

SELECT category, GROUP_CONCAT(name ORDER BY id SEPARATOR ', ') FROM products GROUP BY category ORDER BY category

SELECT GROUP_CONCAT(DISTINCT category ORDER BY category SEPARATOR '|') FROM products

SELECT GROUP_CONCAT(id ORDER BY id DESC) FROM products

SELECT GROUP_CONCAT(name, ':', price ORDER BY id) FROM products WHERE id < 3

SELECT name, RANK() OVER (PARTITION BY department_id ORDER BY salary DESC) AS r FROM employees ORDER BY id

SELECT id, SUM(salary) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS s FROM employees ORDER BY id

SELECT id, LAG(salary, 1, 0) OVER (ORDER BY id) FROM employees ORDER BY id

SELECT name, ROW_NUMBER() OVER w AS rn FROM employees WINDOW w AS (ORDER BY hired_on) ORDER BY rn

WITH RECURSIVE chain AS (SELECT id, name, 1 AS depth FROM employees WHERE manager_id IS NULL UNION ALL SELECT e.id, e.name, c.depth + 1 FROM employees e JOIN chain c ON e.manager_id = c.id) SELECT id, name, depth FROM chain ORDER BY depth, id

WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 5) SELECT x FROM n ORDER BY x

SELECT id FROM orders WHERE customer_id IN (SELECT id FROM customers WHERE vip) ORDER BY id

SELECT name FROM customers c WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id AND o.status = 'shipped') ORDER BY name

(SELECT id FROM products WHERE price > 500) UNION (SELECT id FROM products WHERE stock = 0) ORDER BY id

SELECT id FROM products EXCEPT SELECT product_id FROM order_items ORDER BY id

SELECT id FROM products INTERSECT SELECT product_id FROM order_items ORDER BY id

SELECT GREATEST(1, NULL), LEAST(3, 2, 5), GREATEST('a', 'b')

SELECT GREATEST(salary, bonus) FROM employees ORDER BY id

SELECT CAST(price AS SIGNED), CAST(price AS CHAR), CAST('12.7' AS DECIMAL(10,1)) FROM products ORDER BY id

SELECT CAST('12abc' AS SIGNED), '5' + 3

SELECT CONVERT(price, CHAR) FROM products ORDER BY id

SELECT 1 + '2', '3' * '4'

SELECT id, price FROM products WHERE price = (SELECT MAX(price) FROM products)

SELECT p.name, (SELECT COUNT(*) FROM order_items i WHERE i.product_id = p.id) AS sold FROM products p ORDER BY p.id

SELECT TRUE, FALSE, TRUE + TRUE, 1 = 1, NOT 1

SELECT id, salary > 5000 AS rich FROM employees ORDER BY id

SELECT COUNT(*), COUNT(bonus), COUNT(DISTINCT department_id) FROM employees

SELECT COUNT(DISTINCT department_id, active) FROM employees

SELECT CASE status WHEN 'shipped' THEN 1 WHEN 'pending' THEN 2 ELSE 0 END FROM orders ORDER BY id

SELECT BIT_AND(id), BIT_OR(id), BIT_XOR(id) FROM employees

SELECT 5 & 3, 5 | 3, 5 ^ 3, ~1 & 7, 1 << 4, 256 >> 2

SELECT STDDEV_SAMP(salary), VAR_POP(salary), STDDEV(id) FROM employees

SELECT /* a hint */ id -- the key
FROM products
WHERE id = 1 # only one

SELECT * FROM departments WHERE (id, name) IN ((1, 'Engineering'), (2, 'Nope')) ORDER BY id

SELECT o.id, c.name FROM orders o, customers c WHERE o.customer_id = c.id ORDER BY o.id

SELECT id FROM employees ORDER BY salary DESC, name LIMIT 1

SELECT SQL_CALC_FOUND_ROWS id FROM products ORDER BY id LIMIT 2

SELECT STRAIGHT_JOIN o.id FROM orders o JOIN customers c ON c.id = o.customer_id ORDER BY o.id

SELECT id FROM products USE INDEX (PRIMARY) WHERE id < 3 ORDER BY id

SELECT id FROM orders WHERE id = 1 FOR UPDATE

SELECT id FROM orders WHERE id = 1 LOCK IN SHARE MODE

SELECT 0x4142 = 'AB', X'41', HEX('AB')

SELECT 1 FROM DUAL

SELECT PI(), POW(2, 10), SQRT(16), ABS(-3), CEIL(1.2), FLOOR(-1.2), SIGN(-5), MOD(10, 3), TRUNCATE(12.3456, 2), ROUND(12.3456, 1), ROUND(2.5), LOG(10), LOG10(100), LOG2(8), EXP(0), LN(1)

SELECT ROUND(salary, -3) FROM employees ORDER BY id

SELECT FIELD(status, 'pending', 'shipped', 'cancelled') AS f, id FROM orders ORDER BY f, id

SELECT ELT(2, 'a', 'b', 'c'), INTERVAL(23, 1, 15, 17, 30)

SELECT name FROM products ORDER BY FIELD(category, 'lighting', 'furniture', 'electronics') DESC, id

SELECT ANY_VALUE(name) FROM departments WHERE id = 1

SELECT department_id, MAX(salary) - MIN(salary) AS spread FROM employees GROUP BY department_id HAVING spread > 0 ORDER BY 1

SELECT status, COUNT(*) FROM orders GROUP BY 1 ORDER BY 2 DESC, 1

SELECT YEAR(ordered_at) AS y, COUNT(*) FROM orders GROUP BY y ORDER BY y

SELECT id FROM products WHERE id BETWEEN 2 AND 4 AND category IS NOT NULL ORDER BY id

SELECT VALUES(id) FROM products LIMIT 0

VALUES (1, 'a'), (2, 'b')

SELECT NTILE(3) OVER (ORDER BY id), PERCENT_RANK() OVER (ORDER BY id), CUME_DIST() OVER (ORDER BY id), FIRST_VALUE(name) OVER (ORDER BY id), LAST_VALUE(id) OVER (ORDER BY id), NTH_VALUE(id, 2) OVER (ORDER BY id) FROM products ORDER BY id
