-- sqlx: dialect=postgres
-- This file is PostgreSQL's.

SELECT DISTINCT ON (o.customer_id) o.customer_id, o.id, o.ordered_at::date AS day
FROM orders AS o
WHERE o.ordered_at >= now() - INTERVAL '30 days'
ORDER BY o.customer_id, o.ordered_at DESC;

SELECT c.country_code, string_agg(c.name, ', ' ORDER BY c.name) AS names
FROM customers AS c
WHERE c.segment = 'wholesale' AND c.name ILIKE 'blue%'
GROUP BY c.country_code;

INSERT INTO inventory (warehouse_id, product_id, quantity)
VALUES (1, 42, 10)
ON CONFLICT (warehouse_id, product_id) DO UPDATE SET quantity = inventory.quantity + excluded.quantity
RETURNING quantity;
