SELECT json_extract(profile, '$.tier') FROM customers ORDER BY id

SELECT profile->>'$.tier', profile->>'tier' FROM customers ORDER BY id

SELECT profile->'$.tier' FROM customers ORDER BY id

SELECT json_extract(profile, '$.address.zip'), json_extract(profile, '$.tags[0]') FROM customers ORDER BY id

SELECT profile->'address'->>'zip' FROM customers ORDER BY id

SELECT id FROM customers WHERE json_extract(profile, '$.tier') = 'gold' ORDER BY id

SELECT id FROM customers WHERE json_extract(profile, '$.age') > 30 ORDER BY id

SELECT id FROM customers WHERE EXISTS (SELECT 1 FROM json_each(profile, '$.tags') WHERE value = 'b') ORDER BY id

SELECT json_array_length(profile, '$.tags'), json_array_length('[1,2]') FROM customers ORDER BY id

SELECT json_type(profile, '$.tags'), json_valid('{"a":1}'), json_valid('nope') FROM customers WHERE id = 1

SELECT json_object('id', id, 'name', name) FROM products ORDER BY id

SELECT json_array(id, name, NULL) FROM products ORDER BY id

SELECT json_group_array(id) FROM (SELECT id FROM products ORDER BY id)

SELECT json_group_object(sku, stock) FROM products

SELECT json_set(attributes, '$.ram', 32) FROM products WHERE id = 1

SELECT json_insert(attributes, '$.color', 'red'), json_replace(attributes, '$.color', 'red'), json_remove(attributes, '$.color') FROM products WHERE id = 2

SELECT c.id, j.value FROM customers c, json_each(c.profile, '$.tags') j ORDER BY c.id, j.value

SELECT p.id, j.key, j.value FROM products p, json_each(p.attributes) j WHERE p.id = 2 ORDER BY j.key

SELECT json_extract(attributes, '$.color') AS color, count(*) FROM products WHERE attributes IS NOT NULL GROUP BY color

SELECT id FROM products WHERE json_extract(attributes, '$.color') IS NULL ORDER BY id

SELECT json_extract(attributes, '$.ram') + 1 FROM products ORDER BY id

SELECT sum(json_extract(attributes, '$.ram')) FROM products

SELECT json_patch('{"a": 1}', '{"b": 2}')

SELECT json_quote('a"b')

SELECT json_extract('{"a": {"b": [1, 2]}}', '$.a.b[1]')

SELECT value FROM json_each('[3, 1, 2]') ORDER BY value

SELECT json_extract(profile, '$.active') FROM customers ORDER BY id

SELECT json_group_array(json_object('id', id, 'n', name)) FROM (SELECT id, name FROM products WHERE id < 3 ORDER BY id)
