-- sqlx: dialect=mysql
-- This file is MySQL's. Select a statement, press Ctrl+. and translate it.

SELECT `o`.`id`, IFNULL(`c`.`phone`, '-') AS phone, DATE_FORMAT(`o`.`ordered_at`, '%Y-%m') AS month
FROM `orders` AS `o`
JOIN `customers` AS `c` ON `c`.`id` = `o`.`customer_id`
WHERE `o`.`ordered_at` >= NOW() - INTERVAL 30 DAY
ORDER BY `o`.`id`
LIMIT 20, 10;

SELECT c.country_code, GROUP_CONCAT(c.name ORDER BY c.name SEPARATOR ', ') AS names
FROM customers AS c
WHERE c.segment = 'wholesale'
GROUP BY c.country_code;

INSERT INTO inventory (warehouse_id, product_id, quantity)
VALUES (1, 42, 10)
ON DUPLICATE KEY UPDATE quantity = quantity + VALUES(quantity);
