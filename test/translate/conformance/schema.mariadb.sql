CREATE TABLE departments (
  id INT PRIMARY KEY,
  name VARCHAR(50) NOT NULL UNIQUE,
  budget DECIMAL(12,2),
  parent_id INT,
  FOREIGN KEY (parent_id) REFERENCES departments (id)
) ENGINE=InnoDB;
CREATE TABLE employees (
  id INT AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(100) NOT NULL,
  email VARCHAR(100) UNIQUE,
  department_id INT,
  manager_id INT,
  salary DECIMAL(10,2) NOT NULL,
  bonus DECIMAL(10,2),
  hired_on DATE NOT NULL,
  active TINYINT(1) NOT NULL DEFAULT 1,
  notes TEXT,
  FOREIGN KEY (department_id) REFERENCES departments (id),
  FOREIGN KEY (manager_id) REFERENCES employees (id)
) ENGINE=InnoDB;
CREATE TABLE customers (
  id INT PRIMARY KEY,
  name VARCHAR(80) NOT NULL,
  city VARCHAR(40),
  credit_limit INT,
  vip BOOLEAN NOT NULL DEFAULT FALSE,
  created_at DATETIME NOT NULL,
  profile JSON
) ENGINE=InnoDB;
CREATE TABLE products (
  id INT PRIMARY KEY,
  sku VARCHAR(20) NOT NULL UNIQUE,
  name VARCHAR(80) NOT NULL,
  category VARCHAR(30),
  price DECIMAL(10,2) NOT NULL,
  stock INT NOT NULL DEFAULT 0,
  weight DOUBLE,
  attributes JSON
) ENGINE=InnoDB;
CREATE TABLE orders (
  id INT PRIMARY KEY,
  customer_id INT NOT NULL,
  status VARCHAR(20) NOT NULL,
  ordered_at DATETIME NOT NULL,
  shipped_at DATETIME,
  due_on DATE,
  discount DECIMAL(5,2),
  FOREIGN KEY (customer_id) REFERENCES customers (id)
) ENGINE=InnoDB;
CREATE TABLE order_items (
  order_id INT NOT NULL,
  product_id INT NOT NULL,
  quantity INT NOT NULL,
  unit_price DECIMAL(10,2) NOT NULL,
  PRIMARY KEY (order_id, product_id),
  FOREIGN KEY (order_id) REFERENCES orders (id),
  FOREIGN KEY (product_id) REFERENCES products (id)
) ENGINE=InnoDB;
CREATE TABLE counters (
  name VARCHAR(40) PRIMARY KEY,
  hits INT NOT NULL DEFAULT 0,
  updated_at DATETIME
) ENGINE=InnoDB;
CREATE TABLE logs (
  id INT PRIMARY KEY,
  level VARCHAR(10),
  message TEXT,
  logged_at DATETIME,
  duration_ms INT
) ENGINE=InnoDB;
