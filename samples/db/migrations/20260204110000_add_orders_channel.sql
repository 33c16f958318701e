-- migrate:up
ALTER TABLE orders ADD COLUMN channel TEXT NOT NULL DEFAULT 'web';

-- migrate:down
ALTER TABLE orders DROP COLUMN channel;
