-- Each statement has something to find; Ctrl+. offers the mend.

-- An index on the name cannot serve a pattern that begins with a wildcard.
SELECT p.id, p.name FROM products AS p WHERE p.name LIKE '%Kettle';

-- A comparison with NULL is never true.
SELECT s.id, s.tracking_code FROM shipments AS s WHERE s.delivered_at = NULL;

-- The function hides the column from its index.
SELECT o.id, o.total FROM orders AS o WHERE date(o.ordered_at) = '2025-03-01';

-- Every row, on purpose?
UPDATE coupons SET max_uses = 100;

-- NOT IN and a nullable column: one NULL and no row comes back.
SELECT c.id, c.name FROM customers AS c WHERE c.id NOT IN (SELECT referred_by FROM customers);

-- A count where existence is the question.
SELECT p.id FROM products AS p
WHERE (SELECT COUNT(*) FROM reviews AS r WHERE r.product_id = p.id) > 0;

-- Which columns will be there next year?
SELECT * FROM support_tickets WHERE status = 'open' ORDER BY priority, opened_at LIMIT 50;

-- No column of this name.
SELECT o.totl FROM orders AS o;
