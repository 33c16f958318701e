SELECT JSON_EXTRACT(profile, '$.tier') FROM customers ORDER BY id

SELECT JSON_UNQUOTE(JSON_EXTRACT(profile, '$.tier')) FROM customers ORDER BY id

SELECT JSON_VALUE(profile, '$.tier'), JSON_VALUE(profile, '$.age') FROM customers ORDER BY id

SELECT JSON_VALUE(profile, '$.address.zip') FROM customers ORDER BY id

SELECT JSON_EXTRACT(profile, '$.tags[0]'), JSON_VALUE(profile, '$.tags[1]') FROM customers ORDER BY id

SELECT id FROM customers WHERE JSON_VALUE(profile, '$.tier') = 'gold' ORDER BY id

SELECT id FROM customers WHERE JSON_UNQUOTE(JSON_EXTRACT(profile, '$.tier')) = 'gold' ORDER BY id

SELECT id FROM customers WHERE JSON_EXTRACT(profile, '$.age') > 30 ORDER BY id

SELECT id FROM customers WHERE JSON_VALUE(profile, '$.age') > 30 ORDER BY id

SELECT id FROM customers WHERE JSON_CONTAINS(profile, '"b"', '$.tags') ORDER BY id

SELECT id FROM customers WHERE JSON_CONTAINS_PATH(profile, 'one', '$.score') ORDER BY id

SELECT JSON_LENGTH(profile, '$.tags'), JSON_LENGTH(profile) FROM customers ORDER BY id

SELECT JSON_KEYS(attributes) FROM products ORDER BY id

SELECT JSON_TYPE(JSON_EXTRACT(profile, '$.tags')), JSON_VALID('{"a":1}'), JSON_VALID('nope') FROM customers WHERE id = 1

SELECT JSON_OBJECT('id', id, 'name', name) FROM products ORDER BY id

SELECT JSON_ARRAY(id, name, NULL, price) FROM products ORDER BY id

SELECT JSON_ARRAYAGG(name ORDER BY id) FROM products

SELECT JSON_OBJECTAGG(sku, stock) FROM products

SELECT JSON_SET(attributes, '$.ram', 32) FROM products WHERE id = 1

SELECT JSON_SET(attributes, '$.new', 'x'), JSON_INSERT(attributes, '$.color', 'red'), JSON_REPLACE(attributes, '$.color', 'red'), JSON_REMOVE(attributes, '$.color') FROM products WHERE id = 2

SELECT j.tag FROM customers c, JSON_TABLE(c.profile, '$.tags[*]' COLUMNS (tag VARCHAR(10) PATH '$')) j ORDER BY c.id, j.tag

SELECT JSON_MERGE_PATCH('{"a": 1}', '{"b": 2}')

SELECT JSON_QUOTE('a"b'), JSON_DEPTH('{"a": [1]}')

SELECT JSON_VALUE(attributes, '$.color') AS color, COUNT(*) FROM products WHERE attributes IS NOT NULL GROUP BY color

SELECT id FROM products WHERE JSON_EXTRACT(attributes, '$.color') IS NULL ORDER BY id

SELECT JSON_QUERY(profile, '$.address') FROM customers ORDER BY id

SELECT JSON_EXTRACT(attributes, '$.ram') + 1 FROM products ORDER BY id

SELECT JSON_EXISTS(profile, '$.address.city') FROM customers ORDER BY id

SELECT JSON_SEARCH(profile, 'one', 'gold') FROM customers WHERE id = 1

SELECT JSON_ARRAY_APPEND('[1, 2]', '$', 3)

SELECT SUM(JSON_VALUE(attributes, '$.ram')) FROM products

SELECT id, JSON_EXTRACT(attributes, '$.ports') FROM products WHERE id < 3 ORDER BY id

SELECT JSON_OBJECT('customer', c.name, 'orders', JSON_ARRAYAGG(o.id ORDER BY o.id)) FROM customers c JOIN orders o ON o.customer_id = c.id GROUP BY c.id ORDER BY c.id
