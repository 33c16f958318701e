CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL DEFAULT 'x', n INTEGER, price NUMERIC, created TEXT DEFAULT CURRENT_TIMESTAMP, flag BOOLEAN DEFAULT 0); INSERT INTO t (name, n, price) VALUES ('a', 1, 2.50), ('b', 2, 3); SELECT id, name, n, price, flag FROM t ORDER BY id

CREATE TABLE t (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE) STRICT; INSERT INTO t (code) VALUES ('abc'), ('def'); SELECT id, code FROM t ORDER BY id

CREATE TABLE IF NOT EXISTS t (a INT, b VARCHAR(20), c REAL, d BLOB, e DATE, f DATETIME, g DECIMAL(10,2), h DOUBLE, i BIGINT); INSERT INTO t (a, b, c, e, f, g, h, i) VALUES (1, 'two', 1.5, '2024-01-02', '2024-01-02 03:04:05', 9.99, 2.5, 5); SELECT a, b, c, e, f, g, h, i FROM t

CREATE TABLE parent (id INTEGER PRIMARY KEY); CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parent (id) ON DELETE CASCADE); INSERT INTO parent VALUES (1), (2); INSERT INTO child VALUES (1, 1), (2, 2); DELETE FROM parent WHERE id = 1; SELECT * FROM child ORDER BY id

CREATE TABLE t (a INTEGER, b INTEGER, total INTEGER GENERATED ALWAYS AS (a + b) STORED, label TEXT AS (a || '-' || b) VIRTUAL); INSERT INTO t (a, b) VALUES (1, 2); SELECT a, b, total, label FROM t

CREATE TABLE t (a INTEGER CHECK (a > 0), b INTEGER, CONSTRAINT b_pos CHECK (b >= 0)); INSERT INTO t VALUES (1, 0); SELECT * FROM t

CREATE TABLE t AS SELECT id, name FROM products WHERE price > 100; SELECT * FROM t ORDER BY id

CREATE TEMP TABLE tmp (a INTEGER); INSERT INTO tmp VALUES (1); SELECT a FROM tmp

CREATE INDEX idx_name ON employees (name COLLATE NOCASE); SELECT count(*) FROM employees

CREATE UNIQUE INDEX IF NOT EXISTS idx_u ON products (name, category DESC); SELECT count(*) FROM products

CREATE INDEX idx_part ON orders (customer_id) WHERE status = 'pending'; SELECT count(*) FROM orders

CREATE INDEX idx_expr ON employees (lower(email)); SELECT count(*) FROM employees

CREATE VIEW IF NOT EXISTS v AS SELECT id, name || '!' AS n FROM products WHERE price > 100; SELECT * FROM v ORDER BY id

ALTER TABLE employees ADD COLUMN phone TEXT; SELECT phone FROM employees ORDER BY id

ALTER TABLE logs DROP COLUMN duration_ms; SELECT id, level, message, logged_at FROM logs ORDER BY id

ALTER TABLE logs RENAME COLUMN message TO msg; SELECT id, msg FROM logs ORDER BY id

ALTER TABLE logs RENAME TO journal; SELECT count(*) FROM journal

DROP TABLE IF EXISTS nothere; SELECT 1

DROP TABLE logs; SELECT count(*) FROM counters

CREATE INDEX i1 ON logs (level); DROP INDEX IF EXISTS i1; SELECT count(*) FROM logs

CREATE TABLE "order" ("select" INTEGER, [from] TEXT); INSERT INTO "order" VALUES (1, 'a'); SELECT "select", "from" FROM "order"

CREATE TABLE t (k TEXT PRIMARY KEY, v TEXT) WITHOUT ROWID; INSERT INTO t VALUES ('a', 'b'); SELECT * FROM t

CREATE TABLE t (name TEXT COLLATE NOCASE); INSERT INTO t VALUES ('Abc'); SELECT count(*) FROM t WHERE name = 'aBC'

CREATE TABLE t (name TEXT); INSERT INTO t VALUES ('Abc'); SELECT count(*) FROM t WHERE name = 'aBC'

BEGIN; UPDATE counters SET hits = 0; ROLLBACK; SELECT hits FROM counters ORDER BY name

CREATE TABLE t (id INTEGER PRIMARY KEY, created TEXT NOT NULL DEFAULT (datetime('now')), d TEXT DEFAULT (date('now'))); INSERT INTO t (id) VALUES (1); SELECT id FROM t

CREATE TABLE t (a INTEGER NOT NULL, b INTEGER NOT NULL, c TEXT, PRIMARY KEY (a, b), UNIQUE (c), FOREIGN KEY (a) REFERENCES departments (id)); INSERT INTO t VALUES (1, 2, 'x'); SELECT * FROM t

DROP VIEW IF EXISTS v; CREATE VIEW v (a, b) AS SELECT id, name FROM departments; SELECT a, b FROM v ORDER BY a

PRAGMA foreign_keys = ON; SELECT 1

ALTER TABLE employees ADD COLUMN level INTEGER NOT NULL DEFAULT 1; SELECT level FROM employees ORDER BY id
