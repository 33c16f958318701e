-- migrate:up
CREATE TABLE loyalty_accounts (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL UNIQUE REFERENCES customers (id),
  points      INTEGER NOT NULL DEFAULT 0 CHECK (points >= 0),
  opened_at   TEXT NOT NULL
);

-- migrate:down
DROP TABLE loyalty_accounts;
