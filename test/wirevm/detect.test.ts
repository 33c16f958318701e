/** Telling servers and files apart by what they say: golden bytes from small listeners, real files. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { detect } from "../../server/src/wirevm/drivers/detect.ts";
import { explain } from "../../server/src/wirevm/drivers/errors.ts";
import { openSession } from "../../server/src/wirevm/drivers/open.ts";
import { testPack } from "../packs.ts";

/** Several waits for a server that says nothing, one after the other. */
const SLOW = { timeout: 60_000 };

const servers: Server[] = [];
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sxt"));
});

afterEach(() => {
  for (const it of servers.splice(0)) {
    it.close();
  }
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What is detected where a listener talks like this. */
async function check(talk: (socket: Socket) => void, timeoutMs = 2_500): Promise<string> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    talk(socket);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return shown(`127.0.0.1:${port}`, timeoutMs);
}

async function shown(target: string, timeoutMs = 2_500): Promise<string> {
  const it = await detect(target, { timeoutMs });
  if (!it.ok) {
    return `${it.error.tag}: ${explain(it.error)}`.replaceAll(folder, "ROOT");
  }
  const { engine = "?", version = "?", protocol, tls, note } = it.value;
  return [engine, version, protocol, tls === undefined ? "" : `tls=${tls}`, note ?? ""]
    .filter((part) => part !== "")
    .join(" ");
}

function hex(text: string): Buffer {
  return Buffer.from(text.replaceAll(/\s+/gu, ""), "hex");
}

function greeting(version: string, flags: number): Buffer {
  const body = Buffer.concat([
    Buffer.from([0x0a]),
    Buffer.from(`${version}\0`, "latin1"),
    hex("01000000"),
    Buffer.from("12345678\0", "latin1"),
    Buffer.from([flags & 0xff, flags >> 8]),
    Buffer.alloc(30),
  ]);
  return Buffer.concat([Buffer.from([body.length, 0, 0, 0]), body]);
}

/** Answers a first message that begins like this, and nothing else. */
function answering(begin: string, answer: Buffer | string): (socket: Socket) => void {
  return (socket) => {
    socket.once("data", (data) => {
      if (data.toString("latin1").startsWith(begin)) {
        socket.write(answer);
      }
    });
  };
}

test("servers that speak first", SLOW, async () => {
  expect(
    [
      await check((it) => it.write(greeting("5.5.5-10.11.19-MariaDB-0+deb12u1", 0x0800))),
      await check((it) => it.write(greeting("8.0.36", 0))),
      await check((it) => it.write(greeting("8.0.11-TiDB-v7.5.0", 0x0800))),
      await check((it) =>
        it.write(hex("17000001 ff 1004 546f6f206d616e7920636f6e6e656374696f6e73").fill(0, 3, 4)),
      ),
      await check((it) => it.write("SSH-2.0-OpenSSH_9.2\r\n")),
      await check((it) => it.write("220 mail.example ESMTP\r\n")),
      await check((it) => it.write("whatever this is\r\n")),
    ].join("\n"),
  ).toMatchInlineSnapshot(`
    "mariadb 10.11.19 mywire tls=true
    mysql 8.0.36 mywire tls=false
    tidb 7.5.0 mywire tls=true
    mysql ? mywire it refuses to talk: Too many connections (1040)
    ? ? ssh this is no database: "SSH-2.0-OpenSSH_9.2·"
    ? ? smtp this is no database: "220 mail.example ESMTP·"
    ? ? unknown it says "whatever this is·""
  `);
});

test("servers that are spoken to", SLOW, async () => {
  const tds = hex("04010025000001 00 0000100006 0100160001 0200170001 ff 10000ff50000 02 00");
  expect(
    [
      await check(answering("\0\0\0\b\x04\xd2\x16\x2f", "S")),
      await check(answering("\0\0\0\b\x04\xd2\x16\x2f", "N")),
      await check(
        answering(
          "\x12\x01",
          Buffer.concat([
            tds.subarray(0, 2),
            hex(tds.length.toString(16).padStart(4, "0")),
            tds.subarray(4),
          ]),
        ),
      ),
      await check(answering("PING", "+PONG\r\n$40\r\n# Server\r\nredis_version:7.0.15\r\n\r\n")),
      await check(answering("PING", "-NOAUTH Authentication required.\r\n")),
      await check((it) =>
        it.on("data", () => it.end("HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n")),
      ),
      await check(
        answering(
          "GET",
          'HTTP/1.0 200 OK\r\n\r\n{"version":{"number":"8.1.0"},"tagline":"You Know, for Search"}',
        ),
      ),
    ].join("\n"),
  ).toMatchInlineSnapshot(`
    "postgres ? pgwire tls=true
    postgres ? pgwire tls=false
    tsql 16.0.4085 tds
    redis 7.0.15 redis
    redis ? redis
    ? ? http a web server: nginx
    elasticsearch 8.1.0 http"
  `);
});

test("a TLS alert that comes first does not hide the database behind it", SLOW, async () => {
  const both = (socket: Socket) => {
    socket.on("data", (bytes) => {
      if (bytes[0] === 0x16) {
        socket.end(hex("15 03 01 00 02 02 32"));
      } else if (bytes.equals(hex("00000008 04d2162f"))) {
        setTimeout(() => socket.end("S"), 80);
      }
    });
  };
  expect(await check(both)).toBe("postgres ? pgwire tls=true");
});

test("ports that help nobody are told apart", SLOW, async () => {
  const silent = await check(() => undefined, 1_500);
  const garbage = await check(
    (it) => it.on("data", () => it.write(Buffer.from([1, 2, 3, 250, 251]))),
    1_500,
  );
  const closing = await check((it) => it.on("data", () => it.destroy()), 1_500);
  expect(
    [
      silent,
      garbage,
      closing,
      await shown("127.0.0.1:1"),
      await shown("no-such-host.invalid:5432"),
    ].join("\n"),
  ).toMatchInlineSnapshot(`
    "? ? silent it accepts connections and says nothing
    ? ? unknown it answers in no protocol known here: "·"
    ? ? silent it accepts connections and says nothing
    refused: Nothing answers at 127.0.0.1:1. Start the server, or correct host and port in the connection's URL.
    unknown-host: There is no host called no-such-host.invalid. Check the spelling in the connection's URL, and the network or VPN."
  `);
});

test("files by their first bytes", SLOW, async () => {
  for (const engine of ["sqlite", "duckdb"] as const) {
    const session = await openSession(
      { url: `${engine}:${join(folder, `real.${engine}`)}` },
      testPack(engine),
    );
    if (session.ok) {
      await session.value.query("CREATE TABLE t (a INTEGER)");
      await session.value.close();
    }
  }
  writeFileSync(join(folder, "empty.db"), "");
  writeFileSync(join(folder, "notes.txt"), "hello");
  writeFileSync(join(folder, "data.parquet"), "PAR1....");
  mkdirSync(join(folder, "folder.db"));
  const all = [];
  for (const name of [
    "real.sqlite",
    "real.duckdb",
    "empty.db",
    "notes.txt",
    "data.parquet",
    "folder.db",
    "missing.db",
  ]) {
    all.push(`${name}: ${await shown(join(folder, name))}`);
  }
  all.push(await shown("nonsense"));
  expect(all.join("\n").replaceAll(/\b\d+\.\d+\.\d+\b/gu, "VERSION")).toMatchInlineSnapshot(`
    "real.sqlite: sqlite VERSION sqlite-file
    real.duckdb: duckdb VERSION duckdb-file
    empty.db: sqlite ? sqlite-file the file is empty, which is a database without tables
    notes.txt: ? ? unknown the first bytes are those of no database known here
    data.parquet: ? ? unknown this is a Parquet file: a database that reads such files can query it
    folder.db: no-file: ROOT/folder.db: this is a folder. Check the path in the connection's URL; relative paths start at the workspace's root.
    missing.db: no-file: ROOT/missing.db: there is no such file. Check the path in the connection's URL; relative paths start at the workspace's root.
    config: "nonsense" is neither a file nor HOST:PORT."
  `);
});
