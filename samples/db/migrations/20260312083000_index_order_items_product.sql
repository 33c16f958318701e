-- migrate:up
CREATE INDEX order_items_product_id ON order_items (product_id);

-- migrate:down
DROP INDEX order_items_product_id;
