/** Connections that a project already has, found in files as people write them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { discoverConnections } from "../../server/src/wirevm/drivers/discover.ts";

async function check(files: Readonly<Record<string, string>>): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), "sxv"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const found = await discoverConnections(root, { localServers: false });
  rmSync(root, { recursive: true });
  return found
    .map(
      (it) =>
        `${it.name}: ${it.url} <- ${it.from}${it.passwordFrom === undefined ? "" : ` (password ${it.passwordFrom})`}`,
    )
    .join("\n");
}

test("environment files", async () => {
  expect(
    await check({
      ".env":
        'DATABASE_URL=postgres://app:sesame@db.example:5433/shop?sslmode=require\nOTHER=1\nLEGACY_DB="mysql2://root:sesame@localhost/legacy"\n',
      ".env.test":
        "DB_CONNECTION=mysql\nDB_HOST=127.0.0.1\nDB_PORT=3306\nDB_DATABASE=laravel\nDB_USERNAME=root\nDB_PASSWORD=sesame\n",
      "node_modules/x/.env": "DATABASE_URL=postgres://not/this\n",
    }),
  ).toMatchInlineSnapshot(`
    "shop: postgres://app@db.example:5433/shop?sslmode=require <- .env (DATABASE_URL)
    legacy: mysql://root@localhost/legacy <- .env (LEGACY_DB)
    laravel: mysql://root@127.0.0.1:3306/laravel <- .env.test (DB_*) (password env:DB_PASSWORD)"
  `);
});

test("compose files", async () => {
  expect(
    await check({
      ".env": "PG_PORT=5440\nPGDB=fromenv\n",
      "docker-compose.yml": `
services:
  db:
    image: postgres:16
    environment:
      POSTGRES_USER: app
      POSTGRES_PASSWORD: sesame
      POSTGRES_DB: \${PGDB:-fallback}
    ports: ["\${PG_PORT:-5432}:5432"]
  legacy:
    image: "mariadb:10.11"
    environment:
      - MARIADB_DATABASE=old
    ports:
      - target: 3306
        published: 3310
  hidden:
    image: mysql:8
  web:
    image: nginx
    ports: ["80:80"]
`,
    }),
  ).toMatchInlineSnapshot(`
    "db: postgres://app@127.0.0.1:5440/fromenv <- docker-compose.yml (db)
    legacy: mariadb://root@127.0.0.1:3310/old <- docker-compose.yml (legacy)"
  `);
});

test("frameworks' own settings", async () => {
  expect(
    await check({
      "prisma/schema.prisma": 'datasource db {\n  provider = "sqlite"\n  url = "file:./dev.db"\n}',
      "rails/config/database.yml":
        "default: &default\n  adapter: postgresql\n  host: localhost\n  password: <%= ENV['PW'] %>\ndevelopment:\n  <<: *default\n  database: app_dev\n  username: me\ntest:\n  adapter: sqlite3\n  database: db/test.sqlite3\n",
      "src/main/resources/application.properties":
        "spring.datasource.url=jdbc:postgresql://h:5432/spring\nspring.datasource.username=su\nspring.datasource.password=sesame\n",
      "src/main/resources/application-dev.yml":
        "spring:\n  datasource:\n    url: jdbc:mariadb://h/springdev\n    username: u\n    password: sesame\n",
      "site/settings.py":
        "DATABASES = {\n  'default': {\n    'ENGINE': 'django.db.backends.postgresql',\n    'NAME': 'django', 'USER': 'dj', 'PASSWORD': 'sesame', 'HOST': 'dbhost', 'PORT': '5444',\n  }\n}\n",
      "ormconfig.json":
        '{"type":"mysql","host":"orm","port":3306,"username":"o","password":"sesame","database":"orm"}',
      "knexfile.js":
        "module.exports = { client: 'pg', connection: 'postgres://k:sesame@knex/db' };",
      ".vscode/settings.json":
        '{\n  // tools\n  "sqltools.connections": [\n    { "driver": "PostgreSQL", "name": "Tools", "server": "st", "port": 5432, "database": "tools", "username": "t", "password": "sesame" }\n  ]\n}',
    }),
  ).toMatchInlineSnapshot(`
    "Tools: postgres://t@st:5432/tools <- .vscode/settings.json (sqltools)
    db: postgres://k@knex/db <- knexfile.js
    orm: mysql://o@orm:3306/orm <- ormconfig.json
    dev: sqlite:prisma/dev.db <- prisma/schema.prisma
    app_dev: postgres://me@localhost/app_dev <- rails/config/database.yml (development)
    test: sqlite:db/test.sqlite3 <- rails/config/database.yml (test)
    django: postgres://dj@dbhost:5444/django <- site/settings.py
    springdev: mariadb://u@h/springdev <- src/main/resources/application-dev.yml
    spring: postgres://su@h:5432/spring <- src/main/resources/application.properties"
  `);
});

test("files that are not what their names say are passed over", async () => {
  expect(
    await check({
      "docker-compose.yml": ":\n  - [",
      "ormconfig.json": "{",
      "config/database.yml": "just text",
      "data.db": "no database",
      "empty.sqlite": "",
    }),
  ).toBe("");
});
