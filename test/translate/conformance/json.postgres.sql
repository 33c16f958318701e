SELECT profile->>'tier' FROM customers ORDER BY id

SELECT profile->'tier' FROM customers ORDER BY id

SELECT profile->'address'->>'zip' FROM customers ORDER BY id

SELECT profile#>>'{address,zip}', profile#>'{tags,0}' FROM customers ORDER BY id

SELECT profile->'tags'->0, profile->'tags'->>1 FROM customers ORDER BY id

SELECT id FROM customers WHERE profile->>'tier' = 'gold' ORDER BY id

SELECT id FROM customers WHERE (profile->>'age')::int > 30 ORDER BY id

SELECT id FROM customers WHERE profile @> '{"tier": "gold"}' ORDER BY id

SELECT id FROM customers WHERE profile ? 'score' ORDER BY id

SELECT id FROM customers WHERE profile->'tags' ? 'b' ORDER BY id

SELECT id FROM customers WHERE profile->'tags' @> '["b"]' ORDER BY id

SELECT jsonb_array_length(profile->'tags') FROM customers WHERE profile->'tags' IS NOT NULL ORDER BY id

SELECT jsonb_typeof(profile->'tags'), jsonb_typeof(profile->'age') FROM customers ORDER BY id

SELECT jsonb_build_object('id', id, 'name', name) FROM products ORDER BY id

SELECT json_build_object('id', id, 'price', price) FROM products ORDER BY id

SELECT jsonb_build_array(id, name, NULL) FROM products ORDER BY id

SELECT jsonb_agg(name ORDER BY id) FROM products

SELECT json_agg(id ORDER BY id) FROM products

SELECT jsonb_object_agg(sku, stock) FROM products

SELECT jsonb_set(attributes, '{ram}', '32') FROM products WHERE id = 1

SELECT attributes - 'color' FROM products WHERE id = 1

SELECT attributes || '{"new": 1}'::jsonb FROM products WHERE id = 2

SELECT c.id, t.tag FROM customers c, jsonb_array_elements_text(c.profile->'tags') AS t(tag) ORDER BY c.id, t.tag

SELECT c.id, e.value FROM customers c CROSS JOIN LATERAL jsonb_array_elements(c.profile->'tags') e ORDER BY c.id, e.value

SELECT p.id, kv.key, kv.value FROM products p, jsonb_each_text(p.attributes) kv WHERE p.id = 2 ORDER BY kv.key

SELECT jsonb_object_keys(attributes) AS k FROM products WHERE id = 1 ORDER BY k

SELECT attributes->>'color' AS color, count(*) FROM products WHERE attributes IS NOT NULL GROUP BY color

SELECT id FROM products WHERE attributes->>'color' IS NULL ORDER BY id

SELECT (attributes->>'ram')::int + 1 FROM products ORDER BY id

SELECT sum((attributes->>'ram')::int) FROM products

SELECT jsonb_extract_path_text(profile, 'address', 'zip') FROM customers ORDER BY id

SELECT '{"a": [1, 2]}'::jsonb->'a'->>0

SELECT row_to_json(d) FROM departments d WHERE id = 1

SELECT to_jsonb(name) FROM products WHERE id = 1

SELECT profile ?| array['score', 'active'] FROM customers WHERE profile IS NOT NULL ORDER BY id

SELECT jsonb_strip_nulls(attributes) FROM products WHERE id = 6

SELECT json_build_object('customer', c.name, 'orders', json_agg(o.id ORDER BY o.id)) FROM customers c JOIN orders o ON o.customer_id = c.id GROUP BY c.id ORDER BY c.id

SELECT id FROM customers WHERE profile->'address' IS NOT NULL ORDER BY id

SELECT jsonb_path_query_first(profile, '$.address.zip') FROM customers ORDER BY id

SELECT JSON_VALUE(profile, '$.tier') FROM customers ORDER BY id
