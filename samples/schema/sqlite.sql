-- The shop, for SQLite. postgres.sql and mysql.sql beside this file are the same shop.
-- Some foreign keys have no index on purpose: finding them is part of the tour.

CREATE TABLE countries (
  code       TEXT PRIMARY KEY CHECK (length(code) = 2),
  name       TEXT NOT NULL UNIQUE,
  currency   TEXT NOT NULL,
  vat_rate   NUMERIC(4, 1) NOT NULL DEFAULT 0
);

CREATE TABLE warehouses (
  id           INTEGER PRIMARY KEY,
  name         TEXT NOT NULL UNIQUE,
  country_code TEXT NOT NULL REFERENCES countries (code),
  city         TEXT NOT NULL,
  capacity     INTEGER NOT NULL CHECK (capacity > 0)
);

CREATE TABLE suppliers (
  id           INTEGER PRIMARY KEY,
  name         TEXT NOT NULL,
  country_code TEXT NOT NULL REFERENCES countries (code),
  email        TEXT NOT NULL UNIQUE,
  lead_days    INTEGER NOT NULL DEFAULT 14,
  rating       NUMERIC(2, 1)
);

CREATE TABLE brands (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE categories (
  id        INTEGER PRIMARY KEY,
  parent_id INTEGER REFERENCES categories (id),
  name      TEXT NOT NULL,
  slug      TEXT NOT NULL UNIQUE,
  position  INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX categories_parent_id ON categories (parent_id);

CREATE TABLE products (
  id              INTEGER PRIMARY KEY,
  sku             TEXT NOT NULL UNIQUE,
  name            TEXT NOT NULL,
  category_id     INTEGER NOT NULL REFERENCES categories (id),
  brand_id        INTEGER NOT NULL REFERENCES brands (id),
  supplier_id     INTEGER NOT NULL REFERENCES suppliers (id),
  price           NUMERIC(10, 2) NOT NULL CHECK (price >= 0),
  cost            NUMERIC(10, 2) NOT NULL CHECK (cost >= 0),
  weight_grams    INTEGER NOT NULL,
  status          TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('draft', 'active', 'discontinued')),
  description     TEXT,
  created_at      TEXT NOT NULL,
  discontinued_at TEXT
);
CREATE INDEX products_category_id ON products (category_id);
CREATE INDEX products_name ON products (name);

CREATE TABLE product_prices (
  product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  valid_from TEXT NOT NULL,
  price      NUMERIC(10, 2) NOT NULL,
  PRIMARY KEY (product_id, valid_from)
);

CREATE TABLE tags (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE product_tags (
  product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  tag_id     INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  PRIMARY KEY (product_id, tag_id)
);

CREATE TABLE inventory (
  warehouse_id  INTEGER NOT NULL REFERENCES warehouses (id),
  product_id    INTEGER NOT NULL REFERENCES products (id),
  quantity      INTEGER NOT NULL DEFAULT 0,
  reorder_level INTEGER NOT NULL DEFAULT 10,
  PRIMARY KEY (warehouse_id, product_id)
);

CREATE TABLE stock_movements (
  id           INTEGER PRIMARY KEY,
  warehouse_id INTEGER NOT NULL,
  product_id   INTEGER NOT NULL,
  kind         TEXT NOT NULL CHECK (kind IN ('purchase', 'sale', 'return', 'correction')),
  quantity     INTEGER NOT NULL,
  moved_at     TEXT NOT NULL,
  note         TEXT,
  FOREIGN KEY (warehouse_id, product_id) REFERENCES inventory (warehouse_id, product_id)
);
CREATE INDEX stock_movements_moved_at ON stock_movements (moved_at);

CREATE TABLE customers (
  id           INTEGER PRIMARY KEY,
  name         TEXT NOT NULL,
  email        TEXT NOT NULL UNIQUE,
  phone        TEXT,
  segment      TEXT NOT NULL CHECK (segment IN ('retail', 'business', 'wholesale')),
  country_code TEXT NOT NULL REFERENCES countries (code),
  referred_by  INTEGER REFERENCES customers (id),
  newsletter   BOOLEAN NOT NULL DEFAULT FALSE,
  created_at   TEXT NOT NULL
);
CREATE INDEX customers_country_code ON customers (country_code);

CREATE TABLE addresses (
  id           INTEGER PRIMARY KEY,
  customer_id  INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
  kind         TEXT NOT NULL CHECK (kind IN ('billing', 'shipping')),
  street       TEXT NOT NULL,
  city         TEXT NOT NULL,
  postal_code  TEXT NOT NULL,
  country_code TEXT NOT NULL REFERENCES countries (code)
);
CREATE INDEX addresses_customer_id ON addresses (customer_id);

CREATE TABLE coupons (
  id          INTEGER PRIMARY KEY,
  code        TEXT NOT NULL UNIQUE,
  percent_off NUMERIC(4, 1) NOT NULL CHECK (percent_off BETWEEN 0 AND 100),
  valid_from  TEXT NOT NULL,
  valid_until TEXT,
  max_uses    INTEGER
);

CREATE TABLE carts (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
  created_at  TEXT NOT NULL,
  abandoned   BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX carts_customer_id ON carts (customer_id);

CREATE TABLE cart_items (
  cart_id    INTEGER NOT NULL REFERENCES carts (id) ON DELETE CASCADE,
  product_id INTEGER NOT NULL REFERENCES products (id),
  quantity   INTEGER NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (cart_id, product_id)
);

CREATE TABLE orders (
  id                  INTEGER PRIMARY KEY,
  customer_id         INTEGER NOT NULL REFERENCES customers (id),
  shipping_address_id INTEGER NOT NULL REFERENCES addresses (id),
  coupon_id           INTEGER REFERENCES coupons (id),
  status              TEXT NOT NULL DEFAULT 'open'
                      CHECK (status IN ('open', 'paid', 'shipped', 'delivered', 'cancelled')),
  ordered_at          TEXT NOT NULL,
  currency            TEXT NOT NULL DEFAULT 'EUR',
  total               NUMERIC(12, 2) NOT NULL
);
CREATE INDEX orders_customer_id ON orders (customer_id);
CREATE INDEX orders_ordered_at ON orders (ordered_at);

CREATE TABLE order_items (
  order_id   INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  line_no    INTEGER NOT NULL,
  product_id INTEGER NOT NULL REFERENCES products (id),
  quantity   INTEGER NOT NULL CHECK (quantity > 0),
  unit_price NUMERIC(10, 2) NOT NULL,
  discount   NUMERIC(4, 1) NOT NULL DEFAULT 0,
  PRIMARY KEY (order_id, line_no)
);

CREATE TABLE payments (
  id        INTEGER PRIMARY KEY,
  order_id  INTEGER NOT NULL REFERENCES orders (id),
  method    TEXT NOT NULL CHECK (method IN ('card', 'transfer', 'invoice', 'wallet')),
  amount    NUMERIC(12, 2) NOT NULL,
  paid_at   TEXT NOT NULL,
  reference TEXT NOT NULL UNIQUE
);

CREATE TABLE carriers (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  url  TEXT
);

CREATE TABLE shipments (
  id            INTEGER PRIMARY KEY,
  order_id      INTEGER NOT NULL REFERENCES orders (id),
  warehouse_id  INTEGER NOT NULL REFERENCES warehouses (id),
  carrier_id    INTEGER NOT NULL REFERENCES carriers (id),
  tracking_code TEXT UNIQUE,
  shipped_at    TEXT NOT NULL,
  delivered_at  TEXT
);
CREATE INDEX shipments_order_id ON shipments (order_id);

CREATE TABLE shipment_items (
  shipment_id INTEGER NOT NULL REFERENCES shipments (id) ON DELETE CASCADE,
  order_id    INTEGER NOT NULL,
  line_no     INTEGER NOT NULL,
  quantity    INTEGER NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (shipment_id, order_id, line_no),
  FOREIGN KEY (order_id, line_no) REFERENCES order_items (order_id, line_no)
);

CREATE TABLE returns (
  id           INTEGER PRIMARY KEY,
  order_id     INTEGER NOT NULL,
  line_no      INTEGER NOT NULL,
  reason       TEXT NOT NULL,
  requested_at TEXT NOT NULL,
  refunded     NUMERIC(10, 2),
  FOREIGN KEY (order_id, line_no) REFERENCES order_items (order_id, line_no)
);

CREATE TABLE reviews (
  id          INTEGER PRIMARY KEY,
  product_id  INTEGER NOT NULL REFERENCES products (id),
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  rating      INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
  title       TEXT NOT NULL,
  body        TEXT,
  created_at  TEXT NOT NULL,
  UNIQUE (product_id, customer_id)
);

CREATE TABLE employees (
  id           INTEGER PRIMARY KEY,
  badge        TEXT NOT NULL UNIQUE,
  role         TEXT NOT NULL,
  manager_id   INTEGER REFERENCES employees (id),
  warehouse_id INTEGER REFERENCES warehouses (id),
  hired_on     TEXT NOT NULL
);

CREATE TABLE support_tickets (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  order_id    INTEGER REFERENCES orders (id),
  assignee_id INTEGER REFERENCES employees (id),
  status      TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'waiting', 'closed')),
  priority    INTEGER NOT NULL DEFAULT 3 CHECK (priority BETWEEN 1 AND 5),
  subject     TEXT NOT NULL,
  opened_at   TEXT NOT NULL,
  closed_at   TEXT
);
CREATE INDEX support_tickets_status_priority ON support_tickets (status, priority);

CREATE TABLE ticket_messages (
  id        INTEGER PRIMARY KEY,
  ticket_id INTEGER NOT NULL REFERENCES support_tickets (id) ON DELETE CASCADE,
  author    TEXT NOT NULL CHECK (author IN ('customer', 'employee')),
  body      TEXT NOT NULL,
  sent_at   TEXT NOT NULL
);
CREATE INDEX ticket_messages_ticket_id ON ticket_messages (ticket_id);

CREATE TABLE page_views (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER REFERENCES customers (id),
  product_id  INTEGER NOT NULL REFERENCES products (id),
  referrer    TEXT,
  viewed_at   TEXT NOT NULL
);
CREATE INDEX page_views_viewed_at ON page_views (viewed_at);

CREATE VIEW order_totals AS
SELECT o.id AS order_id, o.customer_id, o.ordered_at,
       COUNT(*) AS line_count,
       SUM(i.quantity * i.unit_price * (100 - i.discount) / 100) AS gross
FROM orders AS o
JOIN order_items AS i ON i.order_id = o.id
GROUP BY o.id, o.customer_id, o.ordered_at;

CREATE VIEW product_sales AS
SELECT p.id AS product_id, p.sku, p.name,
       SUM(i.quantity) AS units,
       SUM(i.quantity * i.unit_price) AS revenue
FROM products AS p
JOIN order_items AS i ON i.product_id = p.id
GROUP BY p.id, p.sku, p.name;

CREATE VIEW low_stock AS
SELECT w.name AS warehouse, p.sku, p.name AS product, v.quantity, v.reorder_level
FROM inventory AS v
JOIN warehouses AS w ON w.id = v.warehouse_id
JOIN products AS p ON p.id = v.product_id
WHERE v.quantity < v.reorder_level;

CREATE VIEW open_tickets AS
SELECT t.id, t.priority, t.subject, c.name AS customer, t.opened_at
FROM support_tickets AS t
JOIN customers AS c ON c.id = t.customer_id
WHERE t.status <> 'closed';

CREATE TRIGGER products_price_history AFTER UPDATE OF price ON products
BEGIN
  INSERT INTO product_prices (product_id, valid_from, price)
  VALUES (new.id, strftime('%Y-%m-%d %H:%M:%f', 'now'), new.price);
END;
