-- The shop, for MySQL and MariaDB. sqlite.sql and postgres.sql beside this file are the same shop.
-- sqlx: dialect=mysql

CREATE TABLE countries (
  code       CHAR(2) PRIMARY KEY,
  name       VARCHAR(200) NOT NULL UNIQUE,
  currency   CHAR(3) NOT NULL,
  vat_rate   NUMERIC(4, 1) NOT NULL DEFAULT 0
);

CREATE TABLE warehouses (
  id           BIGINT PRIMARY KEY AUTO_INCREMENT,
  name         VARCHAR(200) NOT NULL UNIQUE,
  country_code CHAR(2) NOT NULL,
  city         VARCHAR(200) NOT NULL,
  capacity     INTEGER NOT NULL CHECK (capacity > 0),
  FOREIGN KEY (country_code) REFERENCES countries (code)
);

CREATE TABLE suppliers (
  id           BIGINT PRIMARY KEY AUTO_INCREMENT,
  name         VARCHAR(200) NOT NULL,
  country_code CHAR(2) NOT NULL,
  email        VARCHAR(200) NOT NULL UNIQUE,
  lead_days    INTEGER NOT NULL DEFAULT 14,
  rating       NUMERIC(2, 1),
  FOREIGN KEY (country_code) REFERENCES countries (code)
);

CREATE TABLE brands (
  id   BIGINT PRIMARY KEY AUTO_INCREMENT,
  name VARCHAR(200) NOT NULL UNIQUE
);

CREATE TABLE categories (
  id        BIGINT PRIMARY KEY AUTO_INCREMENT,
  parent_id BIGINT,
  name      VARCHAR(200) NOT NULL,
  slug      VARCHAR(200) NOT NULL UNIQUE,
  position  INTEGER NOT NULL DEFAULT 0,
  FOREIGN KEY (parent_id) REFERENCES categories (id)
);
CREATE INDEX categories_parent_id ON categories (parent_id);

CREATE TABLE products (
  id              BIGINT PRIMARY KEY AUTO_INCREMENT,
  sku             VARCHAR(200) NOT NULL UNIQUE,
  name            VARCHAR(200) NOT NULL,
  category_id     BIGINT NOT NULL,
  brand_id        BIGINT NOT NULL,
  supplier_id     BIGINT NOT NULL,
  price           NUMERIC(10, 2) NOT NULL CHECK (price >= 0),
  cost            NUMERIC(10, 2) NOT NULL CHECK (cost >= 0),
  weight_grams    INTEGER NOT NULL,
  status          VARCHAR(200) NOT NULL DEFAULT 'active' CHECK (status IN ('draft', 'active', 'discontinued')),
  description     TEXT,
  created_at      DATETIME(3) NOT NULL,
  discontinued_at DATETIME(3),
  FOREIGN KEY (category_id) REFERENCES categories (id),
  FOREIGN KEY (brand_id) REFERENCES brands (id),
  FOREIGN KEY (supplier_id) REFERENCES suppliers (id)
);
CREATE INDEX products_category_id ON products (category_id);
CREATE INDEX products_name ON products (name);

CREATE TABLE product_prices (
  product_id BIGINT NOT NULL,
  valid_from DATETIME(3) NOT NULL,
  price      NUMERIC(10, 2) NOT NULL,
  PRIMARY KEY (product_id, valid_from),
  FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE
);

CREATE TABLE tags (
  id   BIGINT PRIMARY KEY AUTO_INCREMENT,
  name VARCHAR(200) NOT NULL UNIQUE
);

CREATE TABLE product_tags (
  product_id BIGINT NOT NULL,
  tag_id     BIGINT NOT NULL,
  PRIMARY KEY (product_id, tag_id),
  FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE,
  FOREIGN KEY (tag_id) REFERENCES tags (id) ON DELETE CASCADE
);

CREATE TABLE inventory (
  warehouse_id  BIGINT NOT NULL,
  product_id    BIGINT NOT NULL,
  quantity      INTEGER NOT NULL DEFAULT 0,
  reorder_level INTEGER NOT NULL DEFAULT 10,
  PRIMARY KEY (warehouse_id, product_id),
  FOREIGN KEY (warehouse_id) REFERENCES warehouses (id),
  FOREIGN KEY (product_id) REFERENCES products (id)
);

CREATE TABLE stock_movements (
  id           BIGINT PRIMARY KEY AUTO_INCREMENT,
  warehouse_id BIGINT NOT NULL,
  product_id   BIGINT NOT NULL,
  kind         VARCHAR(200) NOT NULL CHECK (kind IN ('purchase', 'sale', 'return', 'correction')),
  quantity     INTEGER NOT NULL,
  moved_at     DATETIME(3) NOT NULL,
  note         TEXT,
  FOREIGN KEY (warehouse_id, product_id) REFERENCES inventory (warehouse_id, product_id)
);
CREATE INDEX stock_movements_moved_at ON stock_movements (moved_at);

CREATE TABLE customers (
  id           BIGINT PRIMARY KEY AUTO_INCREMENT,
  name         VARCHAR(200) NOT NULL,
  email        VARCHAR(200) NOT NULL UNIQUE,
  phone        VARCHAR(200),
  segment      VARCHAR(200) NOT NULL CHECK (segment IN ('retail', 'business', 'wholesale')),
  country_code CHAR(2) NOT NULL,
  referred_by  BIGINT,
  newsletter   TINYINT(1) NOT NULL DEFAULT 0,
  created_at   DATETIME(3) NOT NULL,
  FOREIGN KEY (country_code) REFERENCES countries (code),
  FOREIGN KEY (referred_by) REFERENCES customers (id)
);
CREATE INDEX customers_country_code ON customers (country_code);

CREATE TABLE addresses (
  id           BIGINT PRIMARY KEY AUTO_INCREMENT,
  customer_id  BIGINT NOT NULL,
  kind         VARCHAR(200) NOT NULL CHECK (kind IN ('billing', 'shipping')),
  street       VARCHAR(200) NOT NULL,
  city         VARCHAR(200) NOT NULL,
  postal_code  VARCHAR(200) NOT NULL,
  country_code CHAR(2) NOT NULL,
  FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE,
  FOREIGN KEY (country_code) REFERENCES countries (code)
);
CREATE INDEX addresses_customer_id ON addresses (customer_id);

CREATE TABLE coupons (
  id          BIGINT PRIMARY KEY AUTO_INCREMENT,
  code        VARCHAR(200) NOT NULL UNIQUE,
  percent_off NUMERIC(4, 1) NOT NULL CHECK (percent_off BETWEEN 0 AND 100),
  valid_from  DATETIME(3) NOT NULL,
  valid_until DATETIME(3),
  max_uses    INTEGER
);

CREATE TABLE carts (
  id          BIGINT PRIMARY KEY AUTO_INCREMENT,
  customer_id BIGINT NOT NULL,
  created_at  DATETIME(3) NOT NULL,
  abandoned   TINYINT(1) NOT NULL DEFAULT 0,
  FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE
);
CREATE INDEX carts_customer_id ON carts (customer_id);

CREATE TABLE cart_items (
  cart_id    BIGINT NOT NULL,
  product_id BIGINT NOT NULL,
  quantity   INTEGER NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (cart_id, product_id),
  FOREIGN KEY (cart_id) REFERENCES carts (id) ON DELETE CASCADE,
  FOREIGN KEY (product_id) REFERENCES products (id)
);

CREATE TABLE orders (
  id                  BIGINT PRIMARY KEY AUTO_INCREMENT,
  customer_id         BIGINT NOT NULL,
  shipping_address_id BIGINT NOT NULL,
  coupon_id           BIGINT,
  status              VARCHAR(200) NOT NULL DEFAULT 'open'
                      CHECK (status IN ('open', 'paid', 'shipped', 'delivered', 'cancelled')),
  ordered_at          DATETIME(3) NOT NULL,
  currency            CHAR(3) NOT NULL DEFAULT 'EUR',
  total               NUMERIC(12, 2) NOT NULL,
  FOREIGN KEY (customer_id) REFERENCES customers (id),
  FOREIGN KEY (shipping_address_id) REFERENCES addresses (id),
  FOREIGN KEY (coupon_id) REFERENCES coupons (id)
);
CREATE INDEX orders_customer_id ON orders (customer_id);
CREATE INDEX orders_ordered_at ON orders (ordered_at);

CREATE TABLE order_items (
  order_id   BIGINT NOT NULL,
  line_no    INTEGER NOT NULL,
  product_id BIGINT NOT NULL,
  quantity   INTEGER NOT NULL CHECK (quantity > 0),
  unit_price NUMERIC(10, 2) NOT NULL,
  discount   NUMERIC(4, 1) NOT NULL DEFAULT 0,
  PRIMARY KEY (order_id, line_no),
  FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE,
  FOREIGN KEY (product_id) REFERENCES products (id)
);

CREATE TABLE payments (
  id        BIGINT PRIMARY KEY AUTO_INCREMENT,
  order_id  BIGINT NOT NULL,
  method    VARCHAR(200) NOT NULL CHECK (method IN ('card', 'transfer', 'invoice', 'wallet')),
  amount    NUMERIC(12, 2) NOT NULL,
  paid_at   DATETIME(3) NOT NULL,
  reference VARCHAR(200) NOT NULL UNIQUE,
  FOREIGN KEY (order_id) REFERENCES orders (id)
);

CREATE TABLE carriers (
  id   BIGINT PRIMARY KEY AUTO_INCREMENT,
  name VARCHAR(200) NOT NULL UNIQUE,
  url  VARCHAR(200)
);

CREATE TABLE shipments (
  id            BIGINT PRIMARY KEY AUTO_INCREMENT,
  order_id      BIGINT NOT NULL,
  warehouse_id  BIGINT NOT NULL,
  carrier_id    BIGINT NOT NULL,
  tracking_code VARCHAR(200) UNIQUE,
  shipped_at    DATETIME(3) NOT NULL,
  delivered_at  DATETIME(3),
  FOREIGN KEY (order_id) REFERENCES orders (id),
  FOREIGN KEY (warehouse_id) REFERENCES warehouses (id),
  FOREIGN KEY (carrier_id) REFERENCES carriers (id)
);
CREATE INDEX shipments_order_id ON shipments (order_id);

CREATE TABLE shipment_items (
  shipment_id BIGINT NOT NULL,
  order_id    BIGINT NOT NULL,
  line_no     INTEGER NOT NULL,
  quantity    INTEGER NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (shipment_id, order_id, line_no),
  FOREIGN KEY (order_id, line_no) REFERENCES order_items (order_id, line_no),
  FOREIGN KEY (shipment_id) REFERENCES shipments (id) ON DELETE CASCADE
);

CREATE TABLE returns (
  id           BIGINT PRIMARY KEY AUTO_INCREMENT,
  order_id     BIGINT NOT NULL,
  line_no      INTEGER NOT NULL,
  reason       VARCHAR(200) NOT NULL,
  requested_at DATETIME(3) NOT NULL,
  refunded     NUMERIC(10, 2),
  FOREIGN KEY (order_id, line_no) REFERENCES order_items (order_id, line_no)
);

CREATE TABLE reviews (
  id          BIGINT PRIMARY KEY AUTO_INCREMENT,
  product_id  BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  rating      INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
  title       VARCHAR(200) NOT NULL,
  body        TEXT,
  created_at  DATETIME(3) NOT NULL,
  UNIQUE (product_id, customer_id),
  FOREIGN KEY (product_id) REFERENCES products (id),
  FOREIGN KEY (customer_id) REFERENCES customers (id)
);

CREATE TABLE employees (
  id           BIGINT PRIMARY KEY AUTO_INCREMENT,
  badge        VARCHAR(200) NOT NULL UNIQUE,
  role         VARCHAR(200) NOT NULL,
  manager_id   BIGINT,
  warehouse_id BIGINT,
  hired_on     DATE NOT NULL,
  FOREIGN KEY (manager_id) REFERENCES employees (id),
  FOREIGN KEY (warehouse_id) REFERENCES warehouses (id)
);

CREATE TABLE support_tickets (
  id          BIGINT PRIMARY KEY AUTO_INCREMENT,
  customer_id BIGINT NOT NULL,
  order_id    BIGINT,
  assignee_id BIGINT,
  status      VARCHAR(200) NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'waiting', 'closed')),
  priority    INTEGER NOT NULL DEFAULT 3 CHECK (priority BETWEEN 1 AND 5),
  subject     VARCHAR(200) NOT NULL,
  opened_at   DATETIME(3) NOT NULL,
  closed_at   DATETIME(3),
  FOREIGN KEY (customer_id) REFERENCES customers (id),
  FOREIGN KEY (order_id) REFERENCES orders (id),
  FOREIGN KEY (assignee_id) REFERENCES employees (id)
);
CREATE INDEX support_tickets_status_priority ON support_tickets (status, priority);

CREATE TABLE ticket_messages (
  id        BIGINT PRIMARY KEY AUTO_INCREMENT,
  ticket_id BIGINT NOT NULL,
  author    VARCHAR(200) NOT NULL CHECK (author IN ('customer', 'employee')),
  body      TEXT NOT NULL,
  sent_at   DATETIME(3) NOT NULL,
  FOREIGN KEY (ticket_id) REFERENCES support_tickets (id) ON DELETE CASCADE
);
CREATE INDEX ticket_messages_ticket_id ON ticket_messages (ticket_id);

CREATE TABLE page_views (
  id          BIGINT PRIMARY KEY AUTO_INCREMENT,
  customer_id BIGINT,
  product_id  BIGINT NOT NULL,
  referrer    VARCHAR(200),
  viewed_at   DATETIME(3) NOT NULL,
  FOREIGN KEY (customer_id) REFERENCES customers (id),
  FOREIGN KEY (product_id) REFERENCES products (id)
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

CREATE TRIGGER products_price_history AFTER UPDATE ON products
FOR EACH ROW
INSERT INTO product_prices (product_id, valid_from, price)
SELECT new.id, NOW(3), new.price FROM DUAL WHERE new.price <> old.price;
