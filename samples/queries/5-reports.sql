-- Press Ctrl+Enter in a statement, or click Run above it.

-- Revenue by month.
SELECT strftime('%Y-%m', o.ordered_at) AS month, COUNT(*) AS orders, ROUND(SUM(o.total), 2) AS revenue
FROM orders AS o
WHERE o.status <> 'cancelled'
GROUP BY month
ORDER BY month;

-- The best products.
SELECT s.sku, s.name, s.units, ROUND(s.revenue, 2) AS revenue
FROM product_sales AS s
ORDER BY s.revenue DESC
LIMIT 25;

-- The chain of who referred whom, as a recursive query.
WITH RECURSIVE chain (id, name, depth) AS (
  SELECT c.id, c.name, 0 FROM customers AS c WHERE c.id = 1
  UNION ALL
  SELECT c.id, c.name, chain.depth + 1
  FROM customers AS c
  JOIN chain ON c.referred_by = chain.id
)
SELECT depth, COUNT(*) AS customers FROM chain GROUP BY depth ORDER BY depth;

-- Long on purpose: run it, then cancel it.
SELECT COUNT(*) AS pairs
FROM page_views AS a
JOIN page_views AS b ON a.product_id <> b.product_id
WHERE a.referrer < b.referrer;
