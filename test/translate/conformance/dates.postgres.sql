SELECT id, extract(year FROM ordered_at), extract(month FROM ordered_at), extract(day FROM ordered_at), extract(hour FROM ordered_at), extract(minute FROM ordered_at), extract(second FROM ordered_at) FROM orders ORDER BY id

SELECT date_part('year', hired_on), date_part('doy', hired_on) FROM employees ORDER BY id

SELECT extract(dow FROM ordered_at), extract(isodow FROM ordered_at), extract(quarter FROM ordered_at), extract(week FROM ordered_at), extract(isoyear FROM ordered_at) FROM orders ORDER BY id

SELECT extract(epoch FROM ordered_at) FROM orders ORDER BY id

SELECT id, hired_on + INTERVAL '30 days', hired_on - INTERVAL '1 month' FROM employees ORDER BY id

SELECT id, hired_on + 7, hired_on - 7 FROM employees ORDER BY id

SELECT id, hired_on + id FROM employees ORDER BY id

SELECT id, ordered_at + INTERVAL '1 day 2 hours', ordered_at - INTERVAL '90 minutes' FROM orders ORDER BY id

SELECT id, ordered_at + id * INTERVAL '1 day' FROM orders ORDER BY id

SELECT id, ordered_at + make_interval(days => id) FROM orders ORDER BY id

SELECT id, (ordered_at + (id || ' days')::interval)::date FROM orders ORDER BY id

SELECT DATE '2024-01-31' + INTERVAL '1 month', DATE '2024-02-29' + INTERVAL '1 year'

SELECT id, shipped_at::date - ordered_at::date FROM orders ORDER BY id

SELECT id, extract(epoch FROM (shipped_at - ordered_at)) FROM orders ORDER BY id

SELECT id, extract(epoch FROM shipped_at - ordered_at) / 3600 FROM orders ORDER BY id

SELECT id, extract(day FROM shipped_at - ordered_at) FROM orders ORDER BY id

SELECT id, extract(year FROM age(DATE '2024-03-01', hired_on)) FROM employees ORDER BY id

SELECT date_trunc('month', ordered_at), date_trunc('year', ordered_at), date_trunc('day', ordered_at), date_trunc('hour', ordered_at) FROM orders ORDER BY id

SELECT date_trunc('month', ordered_at)::date AS month, count(*) FROM orders GROUP BY month ORDER BY month

SELECT date_trunc('week', ordered_at), date_trunc('quarter', ordered_at) FROM orders ORDER BY id

SELECT to_char(ordered_at, 'YYYY-MM-DD'), to_char(ordered_at, 'DD/MM/YYYY HH24:MI:SS') FROM orders ORDER BY id

SELECT to_char(ordered_at, 'YYYY-MM') AS month, count(*) FROM orders GROUP BY month ORDER BY month

SELECT to_char(ordered_at, 'Mon DD, YYYY'), to_char(ordered_at, 'FMDay FMMonth'), to_char(ordered_at, 'Dy DDD YY') FROM orders ORDER BY id

SELECT to_char(ordered_at, 'HH12:MI AM') FROM orders ORDER BY id

SELECT to_date('15/03/2024', 'DD/MM/YYYY'), to_timestamp('2024-03-15 10:20:30', 'YYYY-MM-DD HH24:MI:SS')::timestamp

SELECT ordered_at::date, ordered_at::time FROM orders ORDER BY id

SELECT '2024-03-15'::date, '2024-03-15 10:20:30'::timestamp, CAST('2024-03-15' AS date) + 1

SELECT make_date(2024, 2, 29), make_timestamp(2024, 2, 29, 10, 20, 30)

SELECT id FROM orders WHERE ordered_at >= '2024-02-01' AND ordered_at < '2024-04-01' ORDER BY id

SELECT id FROM orders WHERE ordered_at >= date_trunc('month', timestamp '2024-03-20 00:00:00') ORDER BY id

SELECT id FROM orders WHERE ordered_at::date = '2024-02-29' ORDER BY id

SELECT id FROM orders WHERE extract(year FROM ordered_at) = 2024 AND extract(month FROM ordered_at) = 3 ORDER BY id

SELECT id FROM orders WHERE ordered_at > now() - INTERVAL '100 years' ORDER BY id

SELECT id FROM orders WHERE due_on < CURRENT_DATE ORDER BY id

SELECT now() > '2020-01-01', CURRENT_DATE > '2020-01-01', CURRENT_TIMESTAMP > '2020-01-01', LOCALTIMESTAMP > '2020-01-01'

SELECT CURRENT_DATE - (CURRENT_DATE - 7)

SELECT (date_trunc('month', hired_on) + INTERVAL '1 month - 1 day')::date FROM employees ORDER BY id

SELECT max(ordered_at)::date - min(ordered_at)::date FROM orders

SELECT to_timestamp(86400) AT TIME ZONE 'UTC'

SELECT (ordered_at, shipped_at) OVERLAPS (timestamp '2024-01-06 00:00:00', timestamp '2024-01-08 00:00:00') FROM orders WHERE shipped_at IS NOT NULL ORDER BY id

SELECT id FROM orders WHERE due_on - ordered_at::date > 10 ORDER BY id

SELECT id FROM orders WHERE due_on BETWEEN DATE '2024-01-01' AND DATE '2024-02-28' ORDER BY id

SELECT EXTRACT(year FROM ordered_at)::int AS y, EXTRACT(month FROM ordered_at)::int AS m, count(*) FROM orders GROUP BY 1, 2 ORDER BY 1, 2

SELECT count(*) FROM logs WHERE logged_at BETWEEN '2024-01-01' AND '2024-01-31'::date + INTERVAL '1 day'

SELECT id, ordered_at + INTERVAL '1' DAY, ordered_at + INTERVAL '2' HOUR FROM orders ORDER BY id

SELECT isfinite(hired_on) FROM employees ORDER BY id

SELECT date_part('epoch', shipped_at - ordered_at) FROM orders ORDER BY id

SELECT id, (extract(year FROM age('2024-03-01', hired_on)) * 12 + extract(month FROM age('2024-03-01', hired_on)))::int FROM employees ORDER BY id
