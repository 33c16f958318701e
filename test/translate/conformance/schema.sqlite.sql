CREATE TABLE departments (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  budget NUMERIC,
  parent_id INTEGER REFERENCES departments (id)
);
CREATE TABLE employees (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT UNIQUE,
  department_id INTEGER REFERENCES departments (id),
  manager_id INTEGER REFERENCES employees (id),
  salary NUMERIC NOT NULL,
  bonus NUMERIC,
  hired_on DATE NOT NULL,
  active BOOLEAN NOT NULL DEFAULT 1,
  notes TEXT
);
CREATE TABLE customers (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  city TEXT,
  credit_limit INTEGER,
  vip BOOLEAN NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  profile TEXT
);
CREATE TABLE products (
  id INTEGER PRIMARY KEY,
  sku TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  category TEXT,
  price NUMERIC NOT NULL,
  stock INTEGER NOT NULL DEFAULT 0,
  weight REAL,
  attributes TEXT
);
CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  status TEXT NOT NULL,
  ordered_at DATETIME NOT NULL,
  shipped_at DATETIME,
  due_on TEXT,
  discount REAL
);
CREATE TABLE order_items (
  order_id INTEGER NOT NULL REFERENCES orders (id),
  product_id INTEGER NOT NULL REFERENCES products (id),
  quantity INTEGER NOT NULL,
  unit_price NUMERIC NOT NULL,
  PRIMARY KEY (order_id, product_id)
);
CREATE TABLE counters (
  name TEXT PRIMARY KEY,
  hits INTEGER NOT NULL DEFAULT 0,
  updated_at TEXT
);
CREATE TABLE logs (
  id INTEGER PRIMARY KEY,
  level TEXT,
  message TEXT,
  logged_at TEXT,
  duration_ms INTEGER
);
