CREATE TABLE t (id serial PRIMARY KEY, name varchar(50) NOT NULL DEFAULT 'x', n integer, price numeric(8,2), created timestamp DEFAULT now(), flag boolean DEFAULT false); INSERT INTO t (name, n, price) VALUES ('a', 1, 2.50), ('b', 2, 3); SELECT id, name, n, price, flag FROM t ORDER BY id

CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code char(3) NOT NULL UNIQUE, data jsonb NOT NULL DEFAULT '{}'); INSERT INTO t (code) VALUES ('abc'), ('def'); SELECT id, code, data FROM t ORDER BY id

CREATE TABLE IF NOT EXISTS t (a smallint, b integer, c bigint, d real, e double precision, f text, g bytea, h date, i time, j timestamptz, k uuid, l boolean, m interval); INSERT INTO t (a, b, c, d, e, f, h, i, l) VALUES (1, 2, 3, 1.5, 2.5, 'text', '2024-01-02', '10:11:12', true); SELECT a, b, c, d, e, f, h, i, l FROM t

CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy'); CREATE TABLE t (id int PRIMARY KEY, m mood DEFAULT 'ok'); INSERT INTO t (id) VALUES (1); SELECT id, m FROM t

CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE child (id int PRIMARY KEY, parent_id int REFERENCES parent ON DELETE CASCADE ON UPDATE CASCADE); INSERT INTO parent VALUES (1), (2); INSERT INTO child VALUES (1, 1), (2, 2); DELETE FROM parent WHERE id = 1; SELECT * FROM child ORDER BY id

CREATE TABLE t (a int, b int, total int GENERATED ALWAYS AS (a + b) STORED); INSERT INTO t (a, b) VALUES (1, 2); SELECT a, b, total FROM t

CREATE TABLE t (a int CHECK (a > 0), b int, CONSTRAINT b_pos CHECK (b >= 0)); INSERT INTO t VALUES (1, 0); SELECT * FROM t

CREATE TABLE t AS SELECT id, name FROM products WHERE price > 100; SELECT * FROM t ORDER BY id

CREATE TABLE t (LIKE products INCLUDING ALL); SELECT count(*) FROM t

CREATE TEMP TABLE tmp (a int); INSERT INTO tmp VALUES (1); SELECT a FROM tmp

CREATE INDEX idx_name ON employees (name); SELECT count(*) FROM employees

CREATE INDEX idx_lower ON employees (lower(email)); SELECT count(*) FROM employees

CREATE INDEX idx_part ON orders (customer_id) WHERE status = 'pending'; SELECT count(*) FROM orders

CREATE UNIQUE INDEX IF NOT EXISTS idx_u ON products USING btree (name, category DESC NULLS LAST); SELECT count(*) FROM products

CREATE INDEX idx_gin ON customers USING gin (profile); SELECT count(*) FROM customers

CREATE INDEX idx_inc ON orders (customer_id) INCLUDE (status); SELECT count(*) FROM orders

CREATE VIEW v AS SELECT id, name || '!' AS n FROM products WHERE price > 100; SELECT * FROM v ORDER BY id

CREATE OR REPLACE VIEW v AS SELECT id, coalesce(category, 'none') AS c FROM products; SELECT * FROM v ORDER BY id

CREATE MATERIALIZED VIEW mv AS SELECT count(*) AS c FROM products; SELECT c FROM mv

ALTER TABLE employees ADD COLUMN phone varchar(20); SELECT phone FROM employees ORDER BY id

ALTER TABLE employees ADD COLUMN level integer NOT NULL DEFAULT 1, ADD COLUMN extra text; SELECT level, extra FROM employees ORDER BY id

ALTER TABLE logs DROP COLUMN duration_ms; SELECT id, level, message, logged_at FROM logs ORDER BY id

ALTER TABLE logs RENAME COLUMN message TO msg; SELECT id, msg FROM logs ORDER BY id

ALTER TABLE logs ALTER COLUMN duration_ms TYPE bigint; SELECT duration_ms FROM logs ORDER BY id

ALTER TABLE logs ALTER COLUMN level SET NOT NULL; SELECT 1

ALTER TABLE employees ALTER COLUMN notes SET DEFAULT 'none'; INSERT INTO employees (name, salary, hired_on) VALUES ('q', 1, '2024-01-01'); SELECT notes FROM employees WHERE name = 'q'

ALTER TABLE employees ALTER COLUMN bonus DROP NOT NULL; SELECT 1

ALTER TABLE logs RENAME TO journal; SELECT count(*) FROM journal

ALTER TABLE counters ADD CONSTRAINT c_hits CHECK (hits >= 0); SELECT count(*) FROM counters

ALTER TABLE logs ADD CONSTRAINT logs_u UNIQUE (logged_at); SELECT count(*) FROM logs

ALTER TABLE order_items DROP CONSTRAINT order_items_product_id_fkey; SELECT count(*) FROM order_items

DROP TABLE IF EXISTS nothere; SELECT 1

DROP TABLE logs; SELECT count(*) FROM counters

DROP TABLE IF EXISTS order_items, orders CASCADE; SELECT count(*) FROM customers

CREATE INDEX i1 ON logs (level); DROP INDEX i1; SELECT count(*) FROM logs

CREATE TABLE "order" ("select" int, "from" varchar(10)); INSERT INTO "order" VALUES (1, 'a'); SELECT "select", "from" FROM "order"

CREATE SEQUENCE s START 5 INCREMENT 2; SELECT nextval('s')

CREATE TABLE t (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), v int); INSERT INTO t (v) VALUES (1); SELECT v, length(id::text) FROM t

CREATE TABLE t (id int PRIMARY KEY, tags text[] NOT NULL DEFAULT '{}'); SELECT count(*) FROM t

COMMENT ON TABLE logs IS 'what happened'; SELECT count(*) FROM logs

COMMENT ON COLUMN logs.level IS 'severity'; SELECT count(*) FROM logs

CREATE TABLE t (id int NOT NULL, created date NOT NULL, PRIMARY KEY (id, created)) PARTITION BY RANGE (created); CREATE TABLE t_2024 PARTITION OF t FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); INSERT INTO t VALUES (1, '2024-05-01'); SELECT * FROM t

CREATE TABLE t (a text, b text COLLATE "C"); INSERT INTO t VALUES ('x', 'x'); SELECT count(*) FROM t WHERE a = 'X'

CREATE DOMAIN posint AS integer CHECK (VALUE > 0); CREATE TABLE t (a posint); INSERT INTO t VALUES (3); SELECT a FROM t

CREATE TABLE t (a int, b int, UNIQUE (a, b), FOREIGN KEY (a) REFERENCES departments (id) DEFERRABLE INITIALLY DEFERRED); INSERT INTO t VALUES (1, 2); SELECT * FROM t

BEGIN; UPDATE counters SET hits = 0; ROLLBACK; SELECT hits FROM counters ORDER BY name

CREATE SCHEMA app; CREATE TABLE app.t (a int); INSERT INTO app.t VALUES (1); SELECT a FROM app.t

ALTER TABLE employees ADD CONSTRAINT fk_mgr FOREIGN KEY (manager_id) REFERENCES employees (id) ON DELETE SET NULL; SELECT count(*) FROM employees
