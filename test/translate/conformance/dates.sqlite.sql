SELECT id, strftime('%Y', ordered_at), strftime('%m', ordered_at), strftime('%d', ordered_at) FROM orders ORDER BY id

SELECT id, CAST(strftime('%Y', ordered_at) AS INTEGER), CAST(strftime('%H', ordered_at) AS INTEGER) FROM orders ORDER BY id

SELECT date(ordered_at), time(ordered_at), datetime(ordered_at) FROM orders ORDER BY id

SELECT date(hired_on, '+30 days'), date(hired_on, '-1 month') FROM employees ORDER BY id

SELECT date(hired_on, '+1 year'), date(hired_on, '-14 days') FROM employees ORDER BY id

SELECT date(hired_on, '+' || id || ' days') FROM employees ORDER BY id

SELECT datetime(ordered_at, '+90 minutes'), datetime(ordered_at, '-3 hours') FROM orders ORDER BY id

SELECT date('2024-01-31', '+1 month'), date('2024-02-29', '+1 year')

SELECT date(hired_on, 'start of month'), date(hired_on, 'start of year'), date(hired_on, 'start of month', '+1 month', '-1 day') FROM employees ORDER BY id

SELECT datetime(ordered_at, 'start of day') FROM orders ORDER BY id

SELECT julianday(shipped_at) - julianday(ordered_at) FROM orders ORDER BY id

SELECT CAST(julianday(date(shipped_at)) - julianday(date(ordered_at)) AS INTEGER) FROM orders ORDER BY id

SELECT strftime('%s', ordered_at), unixepoch(ordered_at) FROM orders ORDER BY id

SELECT strftime('%s', shipped_at) - strftime('%s', ordered_at) FROM orders ORDER BY id

SELECT (julianday(shipped_at) - julianday(ordered_at)) * 24 FROM orders ORDER BY id

SELECT strftime('%d/%m/%Y %H:%M:%S', ordered_at) FROM orders ORDER BY id

SELECT strftime('%Y-%m', ordered_at) AS month, count(*) FROM orders GROUP BY month ORDER BY month

SELECT strftime('%w', ordered_at), strftime('%j', ordered_at), strftime('%W', ordered_at) FROM orders ORDER BY id

SELECT strftime('%H:%M', ordered_at) FROM orders ORDER BY id

SELECT id FROM orders WHERE ordered_at >= '2024-02-01' AND ordered_at < '2024-04-01' ORDER BY id

SELECT id FROM orders WHERE date(ordered_at) = '2024-02-29' ORDER BY id

SELECT id FROM orders WHERE strftime('%Y', ordered_at) = '2024' AND strftime('%m', ordered_at) = '03' ORDER BY id

SELECT id FROM orders WHERE ordered_at > datetime('now', '-100 years') ORDER BY id

SELECT id FROM orders WHERE due_on < date('now') ORDER BY id

SELECT date('now') > '2020-01-01', datetime('now') > '2020-01-01', CURRENT_TIMESTAMP > '2020-01-01', CURRENT_DATE > '2020-01-01'

SELECT datetime(0, 'unixepoch'), datetime(86400, 'unixepoch'), date(1704067200, 'unixepoch')

SELECT count(*) FROM logs WHERE logged_at >= date('2024-01-08', '-7 days')

SELECT min(ordered_at), max(ordered_at) FROM orders

SELECT substr(ordered_at, 1, 7) AS month, count(*) FROM orders GROUP BY month ORDER BY month

SELECT (strftime('%Y', '2024-03-01') - strftime('%Y', hired_on)) - (strftime('%m-%d', '2024-03-01') < strftime('%m-%d', hired_on)) FROM employees ORDER BY id

SELECT date(hired_on, 'weekday 1') FROM employees ORDER BY id

SELECT time('10:20:30', '+1 hour')

SELECT CASE strftime('%w', ordered_at) WHEN '0' THEN 'Sun' WHEN '6' THEN 'Sat' ELSE 'Week' END FROM orders ORDER BY id

SELECT round(julianday('2024-03-01') - julianday(hired_on)) FROM employees ORDER BY id

SELECT strftime('%Y', hired_on) AS y, count(*) FROM employees GROUP BY y HAVING count(*) > 1 ORDER BY y

SELECT id FROM employees WHERE hired_on BETWEEN '2020-01-01' AND '2021-12-31' ORDER BY id

SELECT (CAST(strftime('%m', hired_on) AS INTEGER) + 2) / 3 FROM employees ORDER BY id

SELECT id, date(due_on, '-1 day') FROM orders WHERE due_on IS NOT NULL ORDER BY id
