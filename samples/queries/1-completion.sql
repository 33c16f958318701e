-- Tables, columns through aliases, join conditions: press Ctrl+Space where a comment says so.

-- After "o." come the columns of orders, after "c." those of customers.
SELECT o.id, o.ordered_at, c.name, c.segment
FROM orders AS o
JOIN customers AS c ON c.id = o.customer_id
WHERE o.status = 'open'
ORDER BY o.ordered_at DESC
LIMIT 20;

-- The foreign key knows the condition: type "JOIN pro" after the alias, or "ON " after the table.
SELECT p.name, SUM(i.quantity) AS units
FROM order_items AS i
JOIN products AS p ON p.id = i.product_id
GROUP BY p.name
ORDER BY units DESC
LIMIT 10;

-- Names of a common table expression are completed like those of a table.
WITH busy AS (
  SELECT o.customer_id, COUNT(*) AS orders, SUM(o.total) AS spent
  FROM orders AS o
  GROUP BY o.customer_id
  HAVING COUNT(*) > 20
)
SELECT c.name, b.orders, b.spent
FROM busy AS b
JOIN customers AS c ON c.id = b.customer_id
ORDER BY b.spent DESC;

-- Hover a name, or go to its definition with F12.
SELECT w.name, l.product, l.quantity, l.reorder_level
FROM low_stock AS l
JOIN warehouses AS w ON w.name = l.warehouse;
