SELECT id, YEAR(ordered_at), MONTH(ordered_at), DAY(ordered_at), HOUR(ordered_at), MINUTE(ordered_at), SECOND(ordered_at) FROM orders ORDER BY id

SELECT id, DATE(ordered_at), TIME(ordered_at) FROM orders ORDER BY id

SELECT id, DATE_ADD(hired_on, INTERVAL 30 DAY), DATE_SUB(hired_on, INTERVAL 1 MONTH) FROM employees ORDER BY id

SELECT id, hired_on + INTERVAL 1 YEAR, hired_on - INTERVAL 2 WEEK FROM employees ORDER BY id

SELECT id, DATE_ADD(hired_on, INTERVAL id DAY) FROM employees ORDER BY id

SELECT id, DATE_ADD(ordered_at, INTERVAL 90 MINUTE), ordered_at - INTERVAL 3 HOUR FROM orders ORDER BY id

SELECT id, DATE_ADD(hired_on, INTERVAL 1 QUARTER) FROM employees ORDER BY id

SELECT DATE_ADD('2024-01-31', INTERVAL 1 MONTH), DATE_ADD('2024-02-29', INTERVAL 1 YEAR)

SELECT DATE_ADD('2024-01-31 10:00:00', INTERVAL '1:30' HOUR_MINUTE)

SELECT id, DATEDIFF(shipped_at, ordered_at) FROM orders ORDER BY id

SELECT id, TIMESTAMPDIFF(HOUR, ordered_at, shipped_at), TIMESTAMPDIFF(DAY, ordered_at, shipped_at), TIMESTAMPDIFF(MINUTE, ordered_at, shipped_at), TIMESTAMPDIFF(SECOND, ordered_at, shipped_at) FROM orders ORDER BY id

SELECT id, TIMESTAMPDIFF(YEAR, hired_on, '2024-03-01'), TIMESTAMPDIFF(MONTH, hired_on, '2024-03-01') FROM employees ORDER BY id

SELECT id, DATE_FORMAT(ordered_at, '%Y-%m-%d'), DATE_FORMAT(ordered_at, '%d/%m/%Y %H:%i:%s') FROM orders ORDER BY id

SELECT id, DATE_FORMAT(ordered_at, '%Y-%m') AS month FROM orders ORDER BY month, id

SELECT DATE_FORMAT(ordered_at, '%b %e, %Y'), DATE_FORMAT(ordered_at, '%W %M'), DATE_FORMAT(ordered_at, '%a %j %y') FROM orders ORDER BY id

SELECT DATE_FORMAT(ordered_at, '%h:%i %p') FROM orders ORDER BY id

SELECT DATE_FORMAT(ordered_at, '%Y-%m') AS ym, COUNT(*), SUM(discount) FROM orders GROUP BY ym ORDER BY ym

SELECT DAYOFWEEK(ordered_at), WEEKDAY(ordered_at), DAYOFYEAR(ordered_at), DAYOFMONTH(ordered_at), QUARTER(ordered_at) FROM orders ORDER BY id

SELECT DAYNAME(ordered_at), MONTHNAME(ordered_at) FROM orders ORDER BY id

SELECT LAST_DAY(hired_on) FROM employees ORDER BY id

SELECT WEEK(ordered_at, 3), WEEKOFYEAR(ordered_at), YEARWEEK(ordered_at, 3) FROM orders ORDER BY id

SELECT EXTRACT(YEAR FROM hired_on), EXTRACT(MONTH FROM hired_on), EXTRACT(DAY FROM hired_on), EXTRACT(QUARTER FROM hired_on) FROM employees ORDER BY id

SELECT EXTRACT(YEAR_MONTH FROM ordered_at), EXTRACT(HOUR FROM ordered_at) FROM orders ORDER BY id

SELECT STR_TO_DATE('15/03/2024', '%d/%m/%Y'), STR_TO_DATE('2024-03-15 10:20:30', '%Y-%m-%d %H:%i:%s')

SELECT MAKEDATE(2024, 60), MAKETIME(10, 20, 30)

SELECT UNIX_TIMESTAMP('2024-01-01 00:00:00') - UNIX_TIMESTAMP('2023-12-31 00:00:00')

SELECT id FROM orders WHERE ordered_at >= '2024-02-01' AND ordered_at < '2024-04-01' ORDER BY id

SELECT id FROM orders WHERE ordered_at BETWEEN '2024-01-01' AND '2024-01-31 23:59:59' ORDER BY id

SELECT id FROM orders WHERE DATE(ordered_at) = '2024-02-29' ORDER BY id

SELECT id FROM orders WHERE YEAR(ordered_at) = 2024 AND MONTH(ordered_at) = 3 ORDER BY id

SELECT id FROM orders WHERE ordered_at > NOW() - INTERVAL 100 YEAR ORDER BY id

SELECT id FROM orders WHERE due_on < CURDATE() ORDER BY id

SELECT id FROM orders WHERE shipped_at IS NOT NULL AND DATEDIFF(shipped_at, ordered_at) > 1 ORDER BY id

SELECT NOW() > '2020-01-01', CURDATE() > '2020-01-01', CURRENT_TIMESTAMP > '2020-01-01', SYSDATE() > '2020-01-01', UTC_TIMESTAMP() > '2020-01-01'

SELECT DATEDIFF(CURDATE(), DATE_SUB(CURDATE(), INTERVAL 7 DAY))

SELECT COUNT(*) FROM logs WHERE logged_at >= DATE_SUB('2024-01-08', INTERVAL 7 DAY)

SELECT TIME_TO_SEC('01:30:00'), SEC_TO_TIME(5400)

SELECT TIMEDIFF('10:00:00', '08:30:00')

SELECT TO_DAYS('2024-01-02') - TO_DAYS('2024-01-01')

SELECT ADDDATE('2024-01-01', 5), SUBDATE('2024-01-10', INTERVAL 5 DAY), ADDDATE(hired_on, INTERVAL 1 DAY) FROM employees ORDER BY id

SELECT TIMESTAMP('2024-01-01', '10:00:00'), TIMESTAMP('2024-01-01')

SELECT TIMESTAMPADD(MONTH, 2, hired_on), TIMESTAMPADD(HOUR, 5, '2024-01-01 00:00:00') FROM employees ORDER BY id

SELECT CAST('2024-03-15' AS DATE), CAST('2024-03-15 10:20:30' AS DATETIME), CAST(ordered_at AS DATE) FROM orders ORDER BY id

SELECT DATE '2024-03-15', TIMESTAMP '2024-03-15 10:20:30'

SELECT MIN(ordered_at), MAX(ordered_at), DATEDIFF(MAX(ordered_at), MIN(ordered_at)) FROM orders

SELECT FROM_UNIXTIME(0) < '1971-01-01'

SELECT PERIOD_DIFF(202403, 202401)

SELECT DATE_FORMAT(hired_on, '%Y-01-01'), DATE_FORMAT(hired_on, '%Y-%m-01') FROM employees ORDER BY id

SELECT id FROM employees WHERE hired_on < DATE_SUB('2023-03-31', INTERVAL 1 MONTH) ORDER BY id

SELECT TIMESTAMPDIFF(YEAR, hired_on, '2024-01-01') AS years, COUNT(*) FROM employees GROUP BY years ORDER BY years
