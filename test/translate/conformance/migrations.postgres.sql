CREATE TABLE users (id bigserial PRIMARY KEY, email varchar(190) NOT NULL UNIQUE, pass char(60) NOT NULL DEFAULT '', age smallint CHECK (age >= 0), score double precision NOT NULL DEFAULT 0, bio text, created_at timestamptz NOT NULL DEFAULT now()); INSERT INTO users (email, age) VALUES ('a@b.c', 30), ('d@e.f', NULL); SELECT id, email, age, score FROM users ORDER BY id

CREATE TYPE status AS ENUM ('new', 'done', 'failed'); CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, s status NOT NULL DEFAULT 'new', amount numeric(20,4) DEFAULT 0, ok boolean DEFAULT true); INSERT INTO t (s) VALUES ('done'), ('new'), ('failed'); SELECT id, s, amount, ok FROM t ORDER BY s

CREATE TABLE t (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), n int); INSERT INTO t (n) VALUES (1), (2); SELECT n, length(id::text) FROM t ORDER BY n

CREATE TABLE t (id serial PRIMARY KEY, tags text[] NOT NULL DEFAULT '{}', name text); INSERT INTO t (name) VALUES ('a'); SELECT id, name FROM t

CREATE TABLE t (first text, last text, full_name text GENERATED ALWAYS AS (first || ' ' || last) STORED, price numeric(10,2), tax numeric(10,2) GENERATED ALWAYS AS (round(price * 0.2, 2)) STORED); INSERT INTO t (first, last, price) VALUES ('A', 'B', 10); SELECT full_name, tax FROM t

CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY, pid int REFERENCES p (id) ON DELETE SET NULL, CONSTRAINT c_u UNIQUE (pid, id)); INSERT INTO p VALUES (1); INSERT INTO c VALUES (1, 1); DELETE FROM p; SELECT * FROM c

CREATE TABLE public.t (id int NOT NULL, name character varying(255) DEFAULT 'x'::character varying, created timestamp without time zone DEFAULT CURRENT_TIMESTAMP, n numeric DEFAULT 0.5, CONSTRAINT t_pk PRIMARY KEY (id)); INSERT INTO public.t (id) VALUES (1); SELECT id, name, n FROM public.t

CREATE TABLE t (id int PRIMARY KEY, d date) PARTITION BY RANGE (id); CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (100); INSERT INTO t VALUES (1, '2024-01-01'); SELECT * FROM t

CREATE TABLE t AS SELECT category, count(*) AS n FROM products GROUP BY category; SELECT * FROM t ORDER BY n, category

CREATE TEMP TABLE tmp ON COMMIT PRESERVE ROWS AS SELECT id, upper(name) AS n FROM departments; SELECT * FROM tmp ORDER BY id

CREATE UNLOGGED TABLE t (a int, b varchar); INSERT INTO t VALUES (1, 'abc'); SELECT * FROM t

CREATE TABLE t ("order" int, "group" text, "Mixed" int); INSERT INTO t VALUES (1, 'a', 2); SELECT "order", "group", "Mixed" FROM t

CREATE TABLE t (id int PRIMARY KEY, data jsonb NOT NULL DEFAULT '{}'::jsonb); INSERT INTO t VALUES (1, '{"a": {"b": [1, 2]}}'), (2, DEFAULT); SELECT id, data->'a'->'b'->>1 FROM t ORDER BY id

CREATE TABLE t (id int PRIMARY KEY, starts timestamptz, len interval); INSERT INTO t (id, starts) VALUES (1, '2024-01-01 10:00:00+00'); SELECT id FROM t WHERE starts > '2023-01-01'

CREATE INDEX IF NOT EXISTS idx_city ON customers (city); SELECT count(*) FROM customers

CREATE UNIQUE INDEX uq ON customers (lower(name)); SELECT count(*) FROM customers

CREATE UNIQUE INDEX uq_pending ON orders (id) WHERE status = 'pending'; SELECT count(*) FROM orders

CREATE INDEX idx ON logs (level, logged_at DESC); SELECT count(*) FROM logs

CREATE INDEX ON logs USING hash (level); SELECT count(*) FROM logs

ALTER TABLE products ADD COLUMN color varchar(20) NOT NULL DEFAULT 'none'; SELECT color FROM products ORDER BY id

ALTER TABLE products ADD COLUMN IF NOT EXISTS rating numeric(3,1) CHECK (rating >= 0); SELECT rating FROM products ORDER BY id

ALTER TABLE products ALTER COLUMN name TYPE varchar(200), ALTER COLUMN name SET NOT NULL; SELECT name FROM products ORDER BY id

ALTER TABLE products ALTER COLUMN stock TYPE bigint USING stock::bigint; SELECT stock FROM products ORDER BY id

ALTER TABLE products RENAME COLUMN weight TO mass; SELECT mass FROM products ORDER BY id

ALTER TABLE products DROP COLUMN weight, DROP COLUMN IF EXISTS attributes; SELECT * FROM products ORDER BY id

ALTER TABLE logs RENAME TO events; SELECT count(*) FROM events

ALTER TABLE counters ADD CONSTRAINT pos CHECK (hits > 0), ADD CONSTRAINT uq_hits UNIQUE (hits); SELECT count(*) FROM counters

ALTER TABLE counters ALTER hits SET DEFAULT 9; INSERT INTO counters (name) VALUES ('z'); SELECT hits FROM counters WHERE name = 'z'

ALTER TABLE logs ADD FOREIGN KEY (id) REFERENCES logs (id) NOT VALID; SELECT 1

ALTER TABLE counters DROP CONSTRAINT counters_pkey; SELECT count(*) FROM counters

ALTER TABLE employees ALTER COLUMN bonus SET DEFAULT 5; SELECT 1

ALTER TABLE logs ADD COLUMN created timestamp DEFAULT '2024-01-01' NOT NULL; SELECT count(*) FROM logs WHERE created > '2020-01-01'

CREATE INDEX i1 ON logs (level); DROP INDEX i1; SELECT count(*) FROM logs

CREATE INDEX i1 ON logs (level); DROP INDEX IF EXISTS i1; ALTER TABLE logs ADD COLUMN z int; SELECT z FROM logs ORDER BY id

DROP TABLE IF EXISTS order_items CASCADE; SELECT count(*) FROM orders

CREATE OR REPLACE VIEW active_emps AS SELECT id, name, coalesce(bonus, 0) AS bonus FROM employees WHERE active; SELECT * FROM active_emps ORDER BY id

CREATE VIEW v (a, b) AS SELECT id, upper(name) FROM departments; SELECT b FROM v ORDER BY a

DROP VIEW IF EXISTS nope CASCADE; SELECT 1

CREATE SEQUENCE s START 10 INCREMENT 5; SELECT nextval('s'), nextval('s')

COMMENT ON TABLE logs IS 'it''s'; COMMENT ON COLUMN logs.id IS 'key'; SELECT count(*) FROM logs

CREATE TABLE audit (what text); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit (what) VALUES (NEW.name); RETURN NEW; END $$; CREATE TRIGGER trg AFTER INSERT ON departments FOR EACH ROW EXECUTE FUNCTION f(); INSERT INTO departments (id, name) VALUES (20, 'Twenty'); SELECT what FROM audit

CREATE TABLE t (id int PRIMARY KEY, price numeric(6,2), qty int); INSERT INTO t VALUES (1, 10.50, 3), (2, 2, 4); SELECT id, price * qty, price / qty, qty / 2, qty % 2 FROM t ORDER BY id

CREATE TABLE t (id int PRIMARY KEY, v varchar(5)); INSERT INTO t VALUES (1, 'abc'), (2, 'ABC'), (3, 'abc '), (4, NULL), (5, ''); SELECT count(*) FROM t WHERE v = 'abc'; SELECT count(*) FROM t WHERE v = ''; SELECT count(DISTINCT v) FROM t

CREATE TABLE t (id int PRIMARY KEY, d date, ts timestamp, tz timestamptz); INSERT INTO t VALUES (1, '2024-01-31', '2024-01-31 10:00', '2024-01-31 10:00+00'); SELECT d + interval '1 month', ts + interval '1 month', ts::date - d, d + 30 FROM t

CREATE TABLE t (k text PRIMARY KEY, v int); INSERT INTO t VALUES ('a', 1), ('A', 2) ON CONFLICT (k) DO NOTHING; SELECT v FROM t WHERE k = 'A'

CREATE TABLE t (id int PRIMARY KEY, f boolean NOT NULL DEFAULT false, g boolean); INSERT INTO t VALUES (1, true, NULL), (2, DEFAULT, false); UPDATE t SET g = f WHERE g IS NULL; SELECT id, f, g FROM t ORDER BY id

CREATE TABLE t (id int GENERATED BY DEFAULT AS IDENTITY (START WITH 100) PRIMARY KEY, n int); INSERT INTO t (n) VALUES (5); SELECT id, n FROM t

CREATE TABLE t (a int, b int, UNIQUE NULLS NOT DISTINCT (a)); INSERT INTO t VALUES (1, 2); SELECT * FROM t

CREATE TABLE t (a real, b bytea, c time, d inet, e money, f xml); INSERT INTO t (a, b, c) VALUES (1.5, '\x4142', '10:11:12'); SELECT a, b, c FROM t

CREATE DOMAIN posint AS int CHECK (VALUE > 0); CREATE TABLE t (a posint); INSERT INTO t VALUES (5); SELECT a FROM t

CREATE SCHEMA app; SET search_path TO public; SELECT 1

CREATE EXTENSION IF NOT EXISTS plpgsql; SELECT 1

CREATE TABLE tags (product_id int NOT NULL REFERENCES products ON DELETE CASCADE, tag varchar(30) NOT NULL, PRIMARY KEY (product_id, tag)); INSERT INTO tags SELECT id, category FROM products WHERE category IS NOT NULL; SELECT tag, count(*) FROM tags GROUP BY tag ORDER BY tag

CREATE FUNCTION add_tax(p numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT p * 1.2'; SELECT add_tax(10.00)

INSERT INTO employees (name, salary, hired_on) VALUES ('a', 1, '2024-01-01'), ('b', 2, '2024-01-01'); SELECT name FROM employees WHERE id > 7 ORDER BY id

CREATE TABLE t (id int PRIMARY KEY, parent int REFERENCES t DEFERRABLE INITIALLY DEFERRED); INSERT INTO t VALUES (1, 1); SELECT * FROM t
