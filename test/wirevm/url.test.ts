/** Connection URLs, secrets and where passwords come from. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { explain } from "../../server/src/wirevm/drivers/errors.ts";
import { fetchPassword } from "../../server/src/wirevm/drivers/password.ts";
import { pgSettings } from "../../server/src/wirevm/drivers/pg-settings.ts";
import { Secret } from "../../server/src/wirevm/drivers/secret.ts";
import { decodeUrl, displayUrl } from "../../server/src/wirevm/drivers/url.ts";

function check(url: string): string {
  const decoded = decodeUrl(url);
  if (!decoded.ok) {
    return `error: ${decoded.error}`;
  }
  const it = decoded.value;
  return it.kind === "file"
    ? `file ${it.path} ${JSON.stringify(it.options)}`
    : `${it.scheme} hosts=${it.hosts.map((h) => `${h.host}|${h.port ?? ""}`).join(",")} user=${it.user ?? ""} password=${it.password?.unwrap() ?? ""} database=${it.database ?? ""} ${JSON.stringify(it.options)}`;
}

test("URLs of all kinds", () => {
  const urls = [
    "sqlite:shop.db",
    "sqlite::memory:",
    "sqlite:///abs/my%20shop.db",
    "sqlite:/abs/100%.db?mode=ro",
    "duckdb:a b.duckdb",
    "postgres://app@db.example.com/shop",
    "postgres://app:p%40ss:w0rd@127.0.0.1:5433/shop?sslmode=require",
    "postgres://a@b:c@host/db",
    "postgres://h1:1,h2:2,[::1]:3/db?target_session_attrs=read-write",
    "postgres:///db",
    "postgres://%2Fvar%2Frun/db",
    "mysql://root@[fe80::1]:3306/",
    "mariadb://u:p@h",
    "postgres://h:99999/db",
    "sqlite:",
    "shop.db",
    "",
  ];
  expect(urls.map((it) => `${it} => ${check(it)}`).join("\n")).toMatchInlineSnapshot(`
    "sqlite:shop.db => file shop.db {}
    sqlite::memory: => file :memory: {}
    sqlite:///abs/my%20shop.db => file /abs/my shop.db {}
    sqlite:/abs/100%.db?mode=ro => file /abs/100%.db {"mode":"ro"}
    duckdb:a b.duckdb => file a b.duckdb {}
    postgres://app@db.example.com/shop => postgres hosts=db.example.com| user=app password= database=shop {}
    postgres://app:p%40ss:w0rd@127.0.0.1:5433/shop?sslmode=require => postgres hosts=127.0.0.1|5433 user=app password=p@ss:w0rd database=shop {"sslmode":"require"}
    postgres://a@b:c@host/db => postgres hosts=host| user=a@b password=c database=db {}
    postgres://h1:1,h2:2,[::1]:3/db?target_session_attrs=read-write => postgres hosts=h1|1,h2|2,::1|3 user= password= database=db {"target_session_attrs":"read-write"}
    postgres:///db => postgres hosts= user= password= database=db {}
    postgres://%2Fvar%2Frun/db => postgres hosts=/var/run| user= password= database=db {}
    mysql://root@[fe80::1]:3306/ => mysql hosts=fe80::1|3306 user=root password= database= {}
    mariadb://u:p@h => mariadb hosts=h| user=u password=p database= {}
    postgres://h:99999/db => error: 99999 is no port; ports go from 1 to 65535
    sqlite: => error: after "sqlite:" comes the path of a file, or :memory:
    shop.db => error: a connection's URL starts with a scheme, such as "sqlite:shop.db" or "postgres://user@host/db"
     => error: a connection's URL starts with a scheme, such as "sqlite:shop.db" or "postgres://user@host/db""
  `);
});

test("a password is never shown", () => {
  const shown = [
    "postgres://app:sesame@h/db?password=sesame&sslkey=/k&a=1",
    "mysql://app:ses:ame@h:1/db",
    "postgres://app:sesame@h:99999/db",
    "nonsense sesame",
  ].map(displayUrl);
  expect(shown.join("\n")).toMatchInlineSnapshot(`
    "postgres://app@h/db?a=1
    mysql://app@h:1/db
    postgres
    "
  `);
  const secret = new Secret("sesame");
  const texts = [
    `${String(secret)}`,
    JSON.stringify({ secret }),
    inspect({ secret }, { depth: 9, showHidden: true }),
    String(decodeUrl("postgres://a:sesame@h/d")),
    inspect(decodeUrl("postgres://a:sesame@h/d"), { depth: 9 }),
  ];
  expect(texts.join("\n")).not.toContain("sesame");
  expect(secret.unwrap()).toBe("sesame");
});

test("where a password comes from", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sxp"));
  const passfile = join(folder, "pgpass");
  writeFileSync(passfile, "# comment\nother:*:*:*:no\nh:5432:db:app:se\\:sa\\\\me\n*:*:*:*:any\n", {
    mode: 0o600,
  });
  const question = { host: "h", port: 5432, database: "db", user: "app", passfile };
  const ask = async (extra: object, env: NodeJS.ProcessEnv = {}) => {
    const it = await fetchPassword({ ...question, ...extra }, env);
    return it.ok ? (it.value?.unwrap() ?? "none") : explain(it.error);
  };
  const all = [
    await ask({ from: "env:SHOP_PW" }, { SHOP_PW: "from env" }),
    await ask({ from: "env:SHOP_PW" }),
    await ask({ from: "command:printf 'from command\\nmore'" }),
    await ask({ from: "command:echo secret-output; exit 3" }),
    await ask({ from: "pgpass" }),
    await ask({ from: "pgpass", host: "elsewhere" }),
    await ask({ given: new Secret("given"), from: "env:SHOP_PW" }),
    await ask({ inUrl: new Secret("in url") }),
    await ask({}),
    await ask({ from: "secret" }),
  ];
  chmodSync(passfile, 0o644);
  all.push(await ask({ from: "pgpass" }));
  rmSync(folder, { recursive: true });
  expect(all.join("\n")).toMatchInlineSnapshot(`
    "from env
    passwordFrom names the environment variable SHOP_PW, which is not set.
    from command
    the command that passwordFrom names ended with status 3.
    se:sa\\me
    any
    given
    in url
    none
    the password is kept in the editor's secret storage; outside the editor use env:NAME or command:….
    no line of the password file fits app@h:5432/db."
  `);
});

function settings(url: string, env: NodeJS.ProcessEnv): string {
  const decoded = decodeUrl(url);
  if (!decoded.ok || decoded.value.kind !== "server") {
    return "no server";
  }
  const it = pgSettings(decoded.value, { HOME: "/nowhere", ...env });
  return it.ok
    ? `${it.value.hosts.map((h) => `${h.host}:${h.port}`).join(",")} ${it.value.user}/${it.value.database} ${it.value.tls} ${it.value.attributes} ${it.value.options}`.trim()
    : `error: ${it.error}`;
}

test("the URL goes before the service file, and that before the environment", () => {
  const folder = mkdtempSync(join(tmpdir(), "sxs"));
  const PGSERVICEFILE = join(folder, "services");
  writeFileSync(
    PGSERVICEFILE,
    "[prod]\nhost=service.example\nport=5499\ndbname=fromservice\nuser=svc\n[other]\nhost=x\n",
  );
  const all = [
    settings("postgres:///", {
      PGHOST: "env.example",
      PGPORT: "5500",
      PGUSER: "me",
      PGDATABASE: "fromenv",
      PGSSLMODE: "require",
    }),
    settings("postgres://url.example/mine?service=prod", { PGHOST: "env.example", PGSERVICEFILE }),
    settings("postgres:///?service=prod", { PGSERVICEFILE }),
    settings("postgres:///?service=nope", { PGSERVICEFILE }),
    settings("postgres://a,b:5433/db?target_session_attrs=primary&options=-c%20search_path%3Dapp", {
      PGUSER: "me",
    }),
    settings("postgres://h/db?sslmode=verify-full&sslrootcert=/no/such.pem", { PGUSER: "me" }),
    settings("postgres://h/db?sslmode=sometimes", { PGUSER: "me" }),
  ];
  rmSync(folder, { recursive: true });
  expect(all.join("\n")).toMatchInlineSnapshot(`
    "env.example:5500 me/fromenv require any
    url.example:5499 svc/mine prefer any
    service.example:5499 svc/fromservice prefer any
    error: there is no service "nope" in the service file
    a:5432,b:5433 me/db prefer primary -c search_path=app
    error: the certificate or key file /no/such.pem cannot be read
    error: sslmode is "sometimes"; allowed: disable, allow, prefer, require, verify-ca, verify-full"
  `);
});
