/** Servers with passwords and TLS: who gets in, what is verified, and that no secret is ever shown. */
import { chmodSync, chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { detect } from "../../server/src/wirevm/drivers/detect.ts";
import { explain, wireError } from "../../server/src/wirevm/drivers/errors.ts";
import { openSession } from "../../server/src/wirevm/drivers/open.ts";
import { Secret } from "../../server/src/wirevm/drivers/secret.ts";
import { testPack } from "../packs.ts";
import { type Certificates, certificates } from "../servers/certificates.ts";
import { startMariadb } from "../servers/mariadb.ts";
import { missing, opened } from "../servers/need.ts";
import { startPostgres } from "../servers/postgres.ts";
import { runAs, type TestServer, type Unavailable } from "../servers/process.ts";

const PASSWORD = "open sesame/@:%";
const SHOWN = encodeURIComponent(PASSWORD);
let folder = "";
let made: Certificates | undefined;
let postgres: TestServer | Unavailable = { unavailable: "not started" };
let mariadb: TestServer | Unavailable = { unavailable: "not started" };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sxc"));
  made = certificates(folder, "localhost");
  if (made === undefined) {
    return;
  }
  const { uid, gid } = runAs("postgres", "nobody") ?? {};
  chmodSync(folder, 0o755);
  chmodSync(made.key, 0o600);
  if (uid !== undefined && gid !== undefined) {
    chownSync(made.key, uid, gid);
  }
  postgres = await startPostgres({ password: PASSWORD, tls: made });
  const my = runAs("mysql", "nobody") ?? {};
  chmodSync(made.key, 0o644);
  void my;
  mariadb = await startMariadb({
    settings: { "ssl-cert": made.cert, "ssl-key": made.key, "ssl-ca": made.ca },
  });
  if ("url" in mariadb) {
    const root = await opened("mariadb", mariadb.url);
    await root.query("CREATE USER app@'%' IDENTIFIED BY 'open sesame/@:%'");
    await root.query("GRANT ALL ON *.* TO app@'%'");
    await root.close();
  }
});

afterAll(async () => {
  for (const it of [postgres, mariadb]) {
    if ("stop" in it) {
      await it.stop();
    }
  }
  rmSync(folder, { recursive: true, force: true });
});

type Task = { skip(note: string): never };

function server(it: TestServer | Unavailable, name: string, task: Task): TestServer {
  return "unavailable" in it
    ? missing(name, made === undefined ? "no OpenSSL here" : it.unavailable, task)
    : it;
}

async function outcome(
  engine: string,
  url: string,
  extra: object = {},
  secret?: Secret,
): Promise<string> {
  const it = await openSession({ url, timeoutMs: 5_000, ...extra }, testPack(engine), secret);
  if (!it.ok) {
    const shown = [
      explain(it.error),
      inspect(it.error, { depth: 9 }),
      JSON.stringify(wireError(it.error)),
    ].join("\n");
    expect(shown).not.toContain("sesame");
    return `${it.error.tag}: ${explain(it.error)}`;
  }
  expect(inspect(it.value, { depth: 9, showHidden: true })).not.toContain("sesame");
  await it.value.close();
  return "connected";
}

test("PostgreSQL lets in who knows the password", async ({ skip }) => {
  const { port } = server(postgres, "postgres", { skip });
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  process.env["SXL_TEST_PW"] = PASSWORD;
  expect(
    [
      await outcome("postgres", url),
      await outcome("postgres", `postgres://postgres:wrong@127.0.0.1:${port}/postgres`),
      await outcome("postgres", `postgres://postgres:${SHOWN}@127.0.0.1:${port}/postgres`),
      await outcome("postgres", url, {}, new Secret(PASSWORD)),
      await outcome("postgres", url, {}, new Secret("wrong sesame")),
      await outcome("postgres", url, { passwordFrom: "env:SXL_TEST_PW" }),
      await outcome("postgres", url, { passwordFrom: 'command:printf %s "$SXL_TEST_PW"' }),
    ].join("\n"),
  ).toMatchInlineSnapshot(`
    "auth: The server does not let postgres in without a password: it asks for a password and none is given. Give one with "passwordFrom" (env:NAME, command:…, pgpass or secret).
    auth: The server does not let postgres in: password authentication failed for user "postgres". Check the user's name and the password.
    connected
    connected
    auth: The server does not let postgres in: password authentication failed for user "postgres". Check the user's name and the password.
    connected
    connected"
  `);
});

test("PostgreSQL's certificate is checked as far as asked", async ({ skip }) => {
  const { port } = server(postgres, "postgres", { skip });
  const at = (host: string, options: string) =>
    `postgres://postgres:${SHOWN}@${host}:${port}/postgres?${options}`;
  const ca = made?.ca ?? "";
  expect(
    [
      await outcome("postgres", at("localhost", "sslmode=require")),
      await outcome("postgres", at("localhost", `sslmode=verify-full&sslrootcert=${ca}`)),
      await outcome("postgres", at("127.0.0.1", `sslmode=verify-ca&sslrootcert=${ca}`)),
      await outcome("postgres", at("127.0.0.1", `sslmode=verify-full&sslrootcert=${ca}`)),
      await outcome("postgres", at("localhost", "sslmode=verify-full")),
      await outcome("postgres", at("localhost", "sslmode=disable")),
    ].join("\n"),
  ).toMatchInlineSnapshot(`
    "connected
    connected
    connected
    tls: No secure connection to 127.0.0.1: Hostname/IP does not match certificate's altnames: IP: 127.0.0.1 is not in the cert's list:. Check sslmode and sslrootcert in the connection's URL.
    tls: No secure connection to localhost: unable to verify the first certificate; if the root CA is installed locally, try running Node.js with --use-system-ca. Check sslmode and sslrootcert in the connection's URL.
    connected"
  `);
});

test("a cancel works over TLS", async ({ skip }) => {
  const { port } = server(postgres, "postgres", { skip });
  const db = await opened(
    "postgres",
    `postgres://postgres:${SHOWN}@localhost:${port}/postgres?sslmode=verify-full&sslrootcert=${made?.ca ?? ""}`,
  );
  const answer = await db.query("SELECT pg_sleep(30)", [], { timeoutMs: 100 });
  expect(answer.ok ? "ran" : answer.error.tag).toBe("timeout");
  await db.close();
});

test("MariaDB lets in who knows the password, and its certificate is checked as far as asked", async ({
  skip,
}) => {
  const { port } = server(mariadb, "mariadb", { skip });
  const at = (host: string, options: string) =>
    `mariadb://app:${SHOWN}@${host}:${port}/test?${options}`;
  const ca = made?.ca ?? "";
  expect(
    [
      await outcome("mariadb", `mariadb://app@127.0.0.1:${port}/test`),
      await outcome("mariadb", `mariadb://app:wrong@127.0.0.1:${port}/test`),
      await outcome("mariadb", at("127.0.0.1", "")),
      await outcome("mariadb", at("localhost", "ssl-mode=required")),
      await outcome("mariadb", at("localhost", `ssl-mode=verify_identity&ssl-ca=${ca}`)),
      await outcome("mariadb", at("127.0.0.1", `ssl-mode=verify_identity&ssl-ca=${ca}`)),
      await outcome("mariadb", at("127.0.0.1", `ssl-mode=verify_ca&ssl-ca=${ca}`)),
      await outcome("mariadb", at("localhost", "ssl-mode=verify_identity")),
      await outcome("mariadb", at("localhost", "ssl-mode=disabled")),
    ].join("\n"),
  ).toMatchInlineSnapshot(`
    "auth: The server does not let app in without a password: Access denied for user 'app'@'127.0.0.1' (using password: NO) Give one with "passwordFrom" (env:NAME, command:…, pgpass or secret).
    auth: The server does not let app in: Access denied for user 'app'@'127.0.0.1' (using password: YES) Check the user's name and the password.
    connected
    connected
    connected
    tls: No secure connection to 127.0.0.1: Hostname/IP does not match certificate's altnames: IP: 127.0.0.1 is not in the cert's list:. Check sslmode and sslrootcert in the connection's URL.
    connected
    tls: No secure connection to localhost: self-signed certificate in certificate chain. Check sslmode and sslrootcert in the connection's URL.
    connected"
  `);
});

test("detection sees TLS", async ({ skip }) => {
  const pg = server(postgres, "postgres", { skip });
  const my = server(mariadb, "mariadb", { skip });
  const shown = async (port: number) => {
    const it = await detect(`127.0.0.1:${port}`);
    return it.ok ? `${it.value.engine} ${it.value.protocol} tls=${it.value.tls}` : it.error.tag;
  };
  expect([await shown(pg.port), await shown(my.port)]).toEqual([
    "postgres pgwire tls=true",
    "mariadb mywire tls=true",
  ]);
});

test("a server that is killed in the middle of a stream is an error, not a hang", async ({
  skip,
}) => {
  const my = server(mariadb, "mariadb", { skip });
  const pg = server(postgres, "postgres", { skip });
  for (const [engine, it, sql, url] of [
    [
      "mariadb",
      my,
      "SELECT seq, REPEAT('x', 500) FROM seq_1_to_100000000",
      `mariadb://app:${SHOWN}@127.0.0.1:${my.port}/test`,
    ],
    [
      "postgres",
      pg,
      "SELECT repeat('x', 500) FROM generate_series(1, 10000) a, generate_series(1, 10000) b",
      `postgres://postgres:${SHOWN}@127.0.0.1:${pg.port}/postgres`,
    ],
  ] as const) {
    const db = await opened(engine, url);
    const stream = await db.stream(sql);
    if (!stream.ok) {
      throw new Error(explain(stream.error));
    }
    await stream.value.next(100);
    await it.kill();
    let page = await stream.value.next(10_000);
    for (let i = 0; i < 1_000 && page.ok && !page.value.done; i += 1) {
      page = await stream.value.next(10_000);
    }
    expect([engine, page.ok ? "rows" : page.error.tag]).toEqual([engine, "lost"]);
    const next = await db.query("SELECT 1");
    expect([engine, next.ok ? "ran" : next.error.tag]).toEqual([engine, "lost"]);
    await db.close();
  }
});
