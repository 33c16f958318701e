CREATE ROLE app_reader;
CREATE ROLE app_writer;
CREATE SCHEMA sales;
CREATE SCHEMA audit;
CREATE TYPE order_status AS ENUM ('new', 'paid', 'shipped', 'cancelled');
CREATE DOMAIN email_address AS text CHECK (VALUE LIKE '%@%');
CREATE SEQUENCE invoice_number_seq;
CREATE TABLE users (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email text NOT NULL CONSTRAINT users_email_key UNIQUE,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  is_active boolean NOT NULL DEFAULT true,
  manager_id bigint REFERENCES users (id),
  settings jsonb
);
CREATE TABLE addresses (id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES users (id), street text, city text, country char(2));
CREATE TABLE categories (id int PRIMARY KEY, name text NOT NULL, parent_id int REFERENCES categories (id));
CREATE TABLE products (
  id bigint PRIMARY KEY, sku text NOT NULL UNIQUE, title text, price numeric(10, 2),
  category_id int REFERENCES categories (id),
  kind text CHECK (kind IN ('book', 'game', 'toy')),
  tags text[]
);
CREATE TABLE orders (
  id bigint PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES users (id),
  status order_status NOT NULL DEFAULT 'new',
  total numeric(12, 2),
  placed_at timestamptz NOT NULL,
  address_id bigint REFERENCES addresses (id),
  CONSTRAINT orders_total_check CHECK (total >= 0)
);
CREATE TABLE order_items (
  order_id bigint REFERENCES orders (id), product_id bigint REFERENCES products (id),
  quantity int NOT NULL, unit_price numeric(10, 2),
  PRIMARY KEY (order_id, product_id)
);
CREATE TABLE payments (
  id bigint PRIMARY KEY, order_id bigint REFERENCES orders (id),
  method text CHECK (method IN ('card', 'cash', 'transfer')), amount numeric(12, 2), paid_at timestamptz
);
CREATE TABLE visits (id bigint, user_id bigint, page text, seen_at timestamptz);
CREATE TABLE "Order Details" ("Order ID" int, "Unit Price" numeric, "select" text, note text);
CREATE TABLE sales.invoices (id bigint PRIMARY KEY, order_id bigint REFERENCES public.orders (id), number text, due_on date);
CREATE TABLE sales.refunds (id bigint PRIMARY KEY, invoice_id bigint REFERENCES sales.invoices (id), reason text);
CREATE TABLE audit.events (id bigint PRIMARY KEY, happened_at timestamptz, actor text, payload jsonb);
CREATE VIEW paid_orders AS SELECT id, user_id, total FROM orders WHERE status = 'paid';
CREATE MATERIALIZED VIEW monthly_revenue AS SELECT date_trunc('month', placed_at) AS month, sum(total) AS revenue FROM orders GROUP BY 1;
CREATE INDEX orders_status_idx ON orders (status);
CREATE INDEX users_name_idx ON users (name);
CREATE FUNCTION order_total(order_id bigint) RETURNS numeric LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION active_users() RETURNS TABLE (user_id bigint, last_seen timestamptz) LANGUAGE sql AS 'SELECT 1, now()';
CREATE PROCEDURE archive_orders(before date) LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
