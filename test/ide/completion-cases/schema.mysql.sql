CREATE TABLE customers (id INT AUTO_INCREMENT PRIMARY KEY, email VARCHAR(255) NOT NULL UNIQUE, full_name VARCHAR(100), tier ENUM('free', 'pro', 'team') NOT NULL DEFAULT 'free', created_at DATETIME);
CREATE TABLE products (id INT AUTO_INCREMENT PRIMARY KEY, sku VARCHAR(40), title VARCHAR(200), price DECIMAL(10, 2), attributes JSON, `order` INT, FULLTEXT KEY ft_title (title));
CREATE TABLE orders (id INT AUTO_INCREMENT PRIMARY KEY, customer_id INT NOT NULL, status ENUM('open', 'paid', 'sent') NOT NULL, total DECIMAL(12, 2), ordered_at DATETIME, CONSTRAINT fk_orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id), KEY idx_orders_status (status));
CREATE TABLE order_lines (order_id INT, product_id INT, qty INT, price DECIMAL(10, 2), PRIMARY KEY (order_id, product_id), FOREIGN KEY (order_id) REFERENCES orders (id), FOREIGN KEY (product_id) REFERENCES products (id));
CREATE TABLE `sales report` (`year` INT, `net amount` DECIMAL(12, 2), region VARCHAR(20));
CREATE VIEW open_orders AS SELECT id, customer_id, total FROM orders WHERE status = 'open';
