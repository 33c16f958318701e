CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE COLLATE NOCASE, age INTEGER CHECK (age >= 0), score REAL NOT NULL DEFAULT 0, bio TEXT, created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP); INSERT INTO users (email, age) VALUES ('a@b.c', 30), ('d@e.f', NULL); SELECT id, email, age, score FROM users WHERE email LIKE '%' ORDER BY id

CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, b BIGINT, c VARCHAR(20), d DATETIME DEFAULT (datetime('now')), e BLOB, f BOOLEAN DEFAULT FALSE, g DECIMAL(10,2), h DOUBLE, i JSON); INSERT INTO t (a, c, f, g) VALUES (1, 'x', 1, 2.5); SELECT id, a, c, f, g FROM t

CREATE TABLE IF NOT EXISTS t (k TEXT PRIMARY KEY, v ANY) WITHOUT ROWID; INSERT INTO t VALUES ('a', '1'); SELECT * FROM t

CREATE TABLE t (a TEXT, b TEXT, n INTEGER) STRICT; INSERT INTO t VALUES ('x', 'y', 1); SELECT * FROM t

CREATE TABLE t (first TEXT, last TEXT, full_name TEXT GENERATED ALWAYS AS (first || ' ' || last) STORED, n INTEGER, twice INTEGER AS (n * 2) VIRTUAL); INSERT INTO t (first, last, n) VALUES ('A', 'B', 4); SELECT full_name, twice FROM t

CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (id INTEGER PRIMARY KEY, pid INTEGER, FOREIGN KEY (pid) REFERENCES p (id) ON DELETE CASCADE); INSERT INTO p VALUES (1); INSERT INTO c VALUES (1, 1); DELETE FROM p; SELECT * FROM c

CREATE TABLE t (a, b, c, UNIQUE (a, b) ON CONFLICT REPLACE); INSERT INTO t VALUES (1, 2, 3); SELECT * FROM t

CREATE TABLE t AS SELECT category, count(*) AS n FROM products GROUP BY category; SELECT * FROM t ORDER BY n, category

CREATE TEMP TABLE tmp AS SELECT id, upper(name) AS n FROM departments; SELECT * FROM tmp ORDER BY id

CREATE TABLE t ("order" INTEGER, "group" TEXT); INSERT INTO t VALUES (1, 'a'); SELECT "order", "group" FROM t

CREATE INDEX IF NOT EXISTS idx_city ON customers (city COLLATE NOCASE); SELECT count(*) FROM customers

CREATE UNIQUE INDEX uq ON customers (lower(name)); SELECT count(*) FROM customers

CREATE INDEX idx ON orders (customer_id) WHERE status = 'pending'; SELECT count(*) FROM orders

CREATE INDEX idx ON logs (level, logged_at DESC); SELECT count(*) FROM logs

ALTER TABLE products ADD COLUMN color TEXT NOT NULL DEFAULT 'none'; SELECT color FROM products ORDER BY id

ALTER TABLE products RENAME COLUMN weight TO mass; SELECT mass FROM products ORDER BY id

ALTER TABLE products DROP COLUMN weight; SELECT * FROM products ORDER BY id

ALTER TABLE logs RENAME TO events; SELECT count(*) FROM events

CREATE INDEX i1 ON logs (level); DROP INDEX i1; SELECT count(*) FROM logs

DROP TABLE IF EXISTS order_items; SELECT count(*) FROM orders

CREATE VIEW IF NOT EXISTS active_emps AS SELECT id, name, ifnull(bonus, 0) AS bonus FROM employees WHERE active; SELECT * FROM active_emps ORDER BY id

DROP VIEW IF EXISTS nope; SELECT 1

CREATE TABLE audit (what TEXT); CREATE TRIGGER trg AFTER INSERT ON departments BEGIN INSERT INTO audit (what) VALUES (NEW.name); END; INSERT INTO departments (id, name) VALUES (20, 'Twenty'); SELECT what FROM audit

CREATE TABLE audit (n INTEGER); CREATE TRIGGER trg AFTER UPDATE OF hits ON counters FOR EACH ROW WHEN NEW.hits > OLD.hits BEGIN INSERT INTO audit VALUES (NEW.hits - OLD.hits); END; UPDATE counters SET hits = hits + 2 WHERE name = 'home'; SELECT n FROM audit

PRAGMA foreign_keys = ON; SELECT 1

CREATE TABLE t (id INTEGER PRIMARY KEY, price NUMERIC, qty INTEGER); INSERT INTO t VALUES (1, 10.5, 3), (2, 2, 4); SELECT id, price * qty, qty / 2, qty % 2 FROM t ORDER BY id

CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES (1, 'abc'), (2, 'ABC'), (3, 'abc '), (4, NULL), (5, ''); SELECT count(*) FROM t WHERE v = 'abc'; SELECT count(*) FROM t WHERE v = ''; SELECT count(DISTINCT v) FROM t

CREATE TABLE t (k TEXT PRIMARY KEY, v INTEGER); INSERT INTO t VALUES ('a', 1), ('A', 2); INSERT INTO t VALUES ('a', 9) ON CONFLICT (k) DO UPDATE SET v = excluded.v; SELECT v FROM t WHERE k = 'a'

CREATE TABLE t (id INTEGER PRIMARY KEY, f BOOLEAN NOT NULL DEFAULT 0, g BOOLEAN); INSERT INTO t (id, f) VALUES (1, 1), (2, 0); UPDATE t SET g = f WHERE g IS NULL; SELECT id, f, g FROM t ORDER BY id

CREATE TABLE t (id INTEGER PRIMARY KEY, d DATE, ts DATETIME); INSERT INTO t VALUES (1, '2024-01-31', '2024-01-31 10:00:00'); SELECT date(d, '+30 days'), datetime(ts, '+1 hour'), julianday(date(ts)) - julianday(d) FROM t

CREATE TABLE tags (product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE, tag TEXT NOT NULL, PRIMARY KEY (product_id, tag)); INSERT INTO tags SELECT id, category FROM products WHERE category IS NOT NULL; SELECT tag, count(*) FROM tags GROUP BY tag ORDER BY tag

CREATE TABLE t (id INTEGER PRIMARY KEY, status TEXT NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'done')), CONSTRAINT u UNIQUE (status, id)); INSERT INTO t (id) VALUES (1); SELECT * FROM t

CREATE TABLE t (a INTEGER, b INTEGER, PRIMARY KEY (a, b)); INSERT INTO t VALUES (1, 2); INSERT OR REPLACE INTO t VALUES (1, 2), (3, 4); SELECT * FROM t ORDER BY a

CREATE TABLE t (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES t (id) DEFERRABLE INITIALLY DEFERRED, note TEXT DEFAULT 'it''s', amount INTEGER DEFAULT (1 + 2)); INSERT INTO t (id) VALUES (1); SELECT * FROM t

CREATE TRIGGER trg BEFORE DELETE ON departments WHEN OLD.id = 1 BEGIN SELECT RAISE(ABORT, 'no'); END; SELECT count(*) FROM departments

ANALYZE; SELECT 1

VACUUM; SELECT 1
