/**
 * What answers at an address, or what a file holds: by what it says first, by how it answers the
 * greetings of the known protocols, by magic bytes. Nothing is logged in and nothing is changed.
 */
import { open } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { err, ok, type Result } from "../../base/result.ts";
import type { ConnectError } from "./errors.ts";

export interface Detection {
  /** Id of an engine, a wire pack's where there is one; absent where it could not be told. */
  readonly engine?: string | undefined;
  readonly version?: string | undefined;
  /** `pgwire`, `mywire`, `tds`, `tns`, `mongodb`, `redis`, `http`, `sqlite-file`, `duckdb-file`, `silent`, `unknown` … */
  readonly protocol: string;
  /** Whether the server offers TLS; absent where it does not say. */
  readonly tls?: boolean | undefined;
  /** More for people: what it said, why it could not be told. */
  readonly note?: string | undefined;
}

export interface DetectOptions {
  /** All probes together take no longer. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const DETECT_TIMEOUT_MS = 4_000;
/** Servers that speak first do so at once; after this they are spoken to. */
const GREETING_MS = 700;

/** Looks at `HOST:PORT`, or at a file. */
export async function detect(
  target: string,
  options: DetectOptions = {},
): Promise<Result<Detection, ConnectError>> {
  const file = await detectFile(target);
  if (file !== undefined) {
    return file;
  }
  const address = addressOf(target);
  if (address === undefined) {
    return /[/\\]|\.[a-z\d]+$/iu.test(target) && !/:\d+$/u.test(target)
      ? err({ tag: "no-file", path: target, message: "there is no such file" })
      : err({ tag: "config", message: `"${target}" is neither a file nor HOST:PORT` });
  }
  return detectServer(address.host, address.port, options);
}

function addressOf(target: string): { host: string; port: number } | undefined {
  const stripped = target
    .replace(/^[a-z][a-z0-9+.-]*:\/\/(?:[^@/]*@)?/iu, "")
    .replace(/[/?].*$/u, "");
  const matched = /^(?:\[([^\]]+)\]|([^:]*)):(\d{1,5})$/u.exec(stripped);
  const port = Number(matched?.[3]);
  if (matched === null || port < 1 || 65_535 < port) {
    return undefined;
  }
  const host = matched[1] ?? matched[2] ?? "";
  return { host: host === "" ? "127.0.0.1" : host, port };
}

// ---------------------------------------------------------------- files

const HEAD_BYTES = 128;

/** What a file holds; `undefined` where there is no such file. */
export async function detectFile(
  path: string,
): Promise<Result<Detection, ConnectError> | undefined> {
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(path, "r");
  } catch (error) {
    const { code } = error as { code?: string };
    return code === "EACCES" || code === "EPERM"
      ? err({ tag: "no-file", path, message: "it may not be read" })
      : undefined;
  }
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await handle.read(head, 0, HEAD_BYTES, 0);
    return ok(fileByHead(head.subarray(0, bytesRead)));
  } catch {
    return err({ tag: "no-file", path, message: "this is a folder" });
  } finally {
    await handle.close();
  }
}

function fileByHead(head: Buffer): Detection {
  if (head.length === 0) {
    return {
      engine: "sqlite",
      protocol: "sqlite-file",
      note: "the file is empty, which is a database without tables",
    };
  }
  if (head.subarray(0, 16).toString("latin1") === "SQLite format 3\0") {
    const version = 100 <= head.length ? head.readUInt32BE(96) : 0;
    return {
      engine: "sqlite",
      protocol: "sqlite-file",
      ...(version === 0
        ? {}
        : {
            version: `${Math.floor(version / 1_000_000)}.${Math.floor(version / 1000) % 1000}.${version % 1000}`,
          }),
    };
  }
  if (head.subarray(8, 12).toString("latin1") === "DUCK") {
    const version = /^v?(\d[\w.-]*)/u.exec(head.subarray(52, 84).toString("latin1"))?.[1];
    return {
      engine: "duckdb",
      protocol: "duckdb-file",
      ...(version === undefined ? {} : { version }),
    };
  }
  const known = OTHER_FILES.find(
    ([at, magic]) => head.subarray(at, at + magic.length).toString("latin1") === magic,
  );
  return known === undefined
    ? { protocol: "unknown", note: "the first bytes are those of no database known here" }
    : { protocol: "unknown", note: `this is ${known[2]}` };
}

/** Files that people take for databases. */
const OTHER_FILES: readonly (readonly [number, string, string])[] = [
  [0, "PAR1", "a Parquet file: a database that reads such files can query it"],
  [0, "PGDMP", "a dump of a PostgreSQL database: restore it with pg_restore"],
  [4, "Standard Jet DB", "a Microsoft Access database"],
  [4, "Standard ACE DB", "a Microsoft Access database"],
  [0, "\x1f\x8b", "a gzip archive: unpack it first"],
  [0, "PK\x03\x04", "a zip archive: unpack it first"],
];

// ---------------------------------------------------------------- servers

/** Which server answers at an address. */
export async function detectServer(
  host: string,
  port: number,
  options: DetectOptions = {},
): Promise<Result<Detection, ConnectError>> {
  const timeoutMs = options.timeoutMs ?? DETECT_TIMEOUT_MS;
  const deadline = performance.now() + timeoutMs;
  const left = () => Math.max(0, deadline - performance.now());
  const first = await exchange(
    host,
    port,
    undefined,
    Math.min(GREETING_MS, timeoutMs),
    options.signal,
  );
  if (!first.ok) {
    return first.error.tag === "timeout" ? err({ tag: "timeout", afterMs: timeoutMs }) : first;
  }
  if (0 < first.value.length) {
    return ok(byGreeting(first.value));
  }
  // All at once, each on a connection of its own: the first that names an engine wins.
  const answers: { readonly name: string; readonly bytes: Buffer }[] = [];
  const found = await firstSure(
    PROBES.map(async ({ name, send, read }) => {
      const answer = await exchange(host, port, send, left(), options.signal);
      if (!answer.ok || answer.value.length === 0) {
        return undefined;
      }
      answers.push({ name, bytes: answer.value });
      return read(answer.value);
    }),
  );
  if (found !== undefined) {
    return ok(await refined(found, host, port, left, options.signal));
  }
  const said = answers[0]?.bytes;
  return ok(
    said === undefined
      ? { protocol: "silent", note: "it accepts connections and says nothing" }
      : { protocol: "unknown", note: `it answers in no protocol known here: ${printable(said)}` },
  );
}

/** How long an answer that names no engine waits for one that does. */
const SURER_MS = 300;

/**
 * The first answer that names an engine. One server may answer several probes: PostgreSQL 17 and
 * later take TLS from the first byte, so it also sends a TLS alert, and which comes first is chance.
 */
function firstSure(all: readonly Promise<Detection | undefined>[]): Promise<Detection | undefined> {
  return new Promise((resolve) => {
    let waiting = all.length;
    let unsure: Detection | undefined;
    let timer: NodeJS.Timeout | undefined;
    const done = (value: Detection | undefined) => {
      waiting -= 1;
      unsure ??= value;
      if (value?.engine !== undefined || waiting === 0) {
        clearTimeout(timer);
        resolve(value?.engine === undefined ? unsure : value);
      } else if (unsure !== undefined) {
        timer ??= setTimeout(() => resolve(unsure), SURER_MS);
      }
    };
    for (const it of all) {
      it.then(done, () => done(undefined));
    }
  });
}

/** An answer longer than this is not read to its end. */
const ANSWER_BYTES = 64 * 1024;
/** After the first bytes, how long more may follow. */
const QUIET_MS = 60;

/** Sends bytes and gives back what comes until it falls silent. Nothing at all within the time is an empty answer. */
function exchange(
  host: string,
  port: number,
  send: Buffer | undefined,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<Result<Buffer, ConnectError>> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let connected = false;
    let quiet: NodeJS.Timeout | undefined;
    const socket: Socket = connect({ host, port });
    const done = (result: Result<Buffer, ConnectError>) => {
      clearTimeout(timer);
      clearTimeout(quiet);
      signal?.removeEventListener("abort", abort);
      socket.destroy();
      resolve(result);
    };
    const answer = () => done(ok(Buffer.concat(chunks)));
    const timer = setTimeout(() => {
      if (connected) {
        answer();
      } else {
        done(err({ tag: "timeout", afterMs: timeoutMs }));
      }
    }, timeoutMs);
    const abort = () => done(err({ tag: "cancelled" }));
    signal?.addEventListener("abort", abort, { once: true });
    socket.on("connect", () => {
      connected = true;
      if (send !== undefined) {
        socket.write(send);
      }
    });
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      clearTimeout(quiet);
      quiet = setTimeout(answer, QUIET_MS);
      if (ANSWER_BYTES < chunks.reduce((sum, it) => sum + it.length, 0)) {
        answer();
      }
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (connected) {
        answer();
        return;
      }
      switch (error.code) {
        case "ENOTFOUND":
        case "EAI_AGAIN":
          done(err({ tag: "unknown-host", host }));
          return;
        case "ETIMEDOUT":
          done(err({ tag: "timeout", afterMs: timeoutMs }));
          return;
        default:
          done(err({ tag: "refused", host, port }));
      }
    });
    socket.on("close", answer);
  });
}

const SSL_FLAG = 0x0800;

/** Protocols in which the server speaks first. */
function byGreeting(bytes: Buffer): Detection {
  const length = bytes.length < 4 ? 0 : bytes.readUIntLE(0, 3);
  if (
    5 < bytes.length &&
    bytes[3] === 0 &&
    (bytes[4] === 0x0a || bytes[4] === 0xff) &&
    length <= ANSWER_BYTES
  ) {
    return bytes[4] === 0xff ? fullServer(bytes) : handshake(bytes);
  }
  const text = bytes.toString("latin1");
  const known = GREETINGS.find(([pattern]) => pattern.test(text));
  return known === undefined
    ? { protocol: "unknown", note: `it says ${printable(bytes)}` }
    : { protocol: known[1], note: `this is no database: ${printable(bytes)}` };
}

const GREETINGS: readonly (readonly [RegExp, string])[] = [
  [/^SSH-/u, "ssh"],
  [/^220[ -].*(?:SMTP|mail)/iu, "smtp"],
  [/^220[ -]/u, "ftp"],
  [/^\+OK/u, "pop3"],
  [/^\* OK/u, "imap"],
  [/^RFB /u, "vnc"],
];

function handshake(bytes: Buffer): Detection {
  const end = bytes.indexOf(0, 5);
  const text = bytes.subarray(5, end === -1 ? undefined : end).toString("latin1");
  // After the name: a number of 4 bytes, 8 bytes of challenge, a zero, then the lower capabilities.
  const flagsAt = end + 1 + 4 + 8 + 1;
  const tls =
    end !== -1 && flagsAt + 2 <= bytes.length
      ? (bytes.readUInt16LE(flagsAt) & SSL_FLAG) !== 0
      : undefined;
  return { ...familyOf(text), protocol: "mywire", ...(tls === undefined ? {} : { tls }) };
}

/** The members of the family by what they call their version. */
function familyOf(text: string): { readonly engine: string; readonly version?: string } {
  const named = (engine: string, pattern: RegExp) => {
    const version = pattern.exec(text)?.[1];
    return version === undefined ? { engine } : { engine, version };
  };
  if (/mariadb/iu.test(text)) {
    return named("mariadb", /(\d+\.\d+\.\d+)-mariadb/iu);
  }
  if (/tidb/iu.test(text)) {
    return named("tidb", /tidb-v?([\d.]+)/iu);
  }
  if (/vitess/iu.test(text)) {
    return named("vitess", /^([\d.]+)/u);
  }
  return named("mysql", /^(\d+\.\d+(?:\.\d+)?)/u);
}

/** A server that takes no more connections, or none from here, says so before its greeting. */
function fullServer(bytes: Buffer): Detection {
  const code = bytes.readUInt16LE(5);
  const text = bytes
    .subarray(7)
    .toString("latin1")
    .replace(/^#[\dA-Z]{5}/u, "");
  return {
    engine: /mariadb/iu.test(text) ? "mariadb" : "mysql",
    protocol: "mywire",
    note: `it refuses to talk: ${text.trim()} (${code})`,
  };
}

interface Probe {
  readonly name: string;
  readonly send: Buffer;
  read(answer: Buffer): Detection | undefined;
}

/** "Do you speak TLS?": 8 bytes that only one protocol answers with a single letter. */
const PG_TLS_REQUEST = Buffer.from("0000000804d2162f", "hex");

const PROBES: readonly Probe[] = [
  {
    name: "pgwire",
    send: PG_TLS_REQUEST,
    read(answer) {
      const letter = answer.toString("latin1", 0, 1);
      if (answer.length === 1 && (letter === "S" || letter === "N")) {
        return { engine: "postgres", protocol: "pgwire", tls: letter === "S" };
      }
      // A server that takes no more connections answers with an error message.
      const isError =
        letter === "E" && 5 < answer.length && answer.readUInt32BE(1) === answer.length - 1;
      return isError
        ? { engine: "postgres", protocol: "pgwire", note: pgErrorText(answer) }
        : undefined;
    },
  },
  {
    name: "tds",
    send: tdsPrelogin(),
    read(answer) {
      if (answer.length < 16 || answer[0] !== 0x04 || answer.readUInt16BE(2) !== answer.length) {
        return undefined;
      }
      const at = 8 + (answer[8] === 0 ? answer.readUInt16BE(9) : 0);
      const version =
        8 < at && at + 4 <= answer.length
          ? `${answer[at] ?? 0}.${answer[at + 1] ?? 0}.${answer.readUInt16BE(at + 2)}`
          : undefined;
      return { engine: "tsql", protocol: "tds", ...(version === undefined ? {} : { version }) };
    },
  },
  {
    name: "tns",
    send: tnsConnect(),
    read(answer) {
      const type = answer[4];
      if (
        answer.length < 8 ||
        ![2, 4, 5, 11].includes(type ?? 0) ||
        answer.readUInt16BE(0) !== answer.length
      ) {
        return undefined;
      }
      const number = Number(/VSNNUM=(\d+)/u.exec(answer.toString("latin1"))?.[1]);
      return {
        engine: "oracle",
        protocol: "tns",
        ...(Number.isInteger(number)
          ? { version: `${(number >> 24) & 0xff}.${(number >> 20) & 0xf}` }
          : {}),
      };
    },
  },
  {
    name: "mongodb",
    send: mongoCommand("buildInfo"),
    read(answer) {
      if (answer.length < 16 || answer.readInt32LE(12) !== 2013) {
        return undefined;
      }
      const at = answer.indexOf("\x02version\0", 0, "latin1");
      const version =
        at === -1
          ? undefined
          : answer.toString(
              "latin1",
              at + 13,
              at + 13 + Math.max(0, answer.readInt32LE(at + 9) - 1),
            );
      return {
        engine: "mongodb",
        protocol: "mongodb",
        ...(version === undefined ? {} : { version }),
      };
    },
  },
  {
    name: "redis",
    send: Buffer.from("PING\r\nINFO server\r\n"),
    read(answer) {
      const text = answer.toString("latin1");
      if (!/^(?:\+PONG|-NOAUTH|-DENIED|-ERR operation not permitted)/u.test(text)) {
        return undefined;
      }
      const version = /redis_version:([\d.]+)/u.exec(text)?.[1];
      return { engine: "redis", protocol: "redis", ...(version === undefined ? {} : { version }) };
    },
  },
  {
    name: "http",
    send: Buffer.from("GET / HTTP/1.0\r\nHost: localhost\r\nAccept: */*\r\n\r\n"),
    read(answer) {
      const text = answer.toString("latin1");
      if (!/^HTTP\/\d/u.test(text)) {
        return undefined;
      }
      if (/x-clickhouse/iu.test(text)) {
        return { engine: "clickhouse", protocol: "http" };
      }
      if (/you know, for search/iu.test(text)) {
        const version = /"number"\s*:\s*"([^"]+)"/u.exec(text)?.[1];
        return {
          engine: "elasticsearch",
          protocol: "http",
          ...(version === undefined ? {} : { version }),
        };
      }
      const server = /^server: *(.*)$/imu.exec(text)?.[1]?.trim();
      return {
        protocol: "http",
        note: server === undefined ? "a web server" : `a web server: ${server}`,
      };
    },
  },
  {
    name: "tls",
    send: Buffer.from("1603010005ff00000100", "hex"),
    read: (answer) =>
      answer[0] === 0x15 && answer[1] === 0x03
        ? { protocol: "tls", tls: true, note: "it speaks nothing before TLS" }
        : undefined,
  },
];

/** What only a second exchange can tell: the version, and who else speaks the protocol. */
async function refined(
  found: Detection,
  host: string,
  port: number,
  left: () => number,
  signal: AbortSignal | undefined,
): Promise<Detection> {
  if (found.protocol !== "pgwire") {
    return found;
  }
  const answer = await exchange(host, port, pgStartup(), Math.min(left(), GREETING_MS), signal);
  if (!answer.ok || answer.value.length === 0) {
    return found;
  }
  const text = answer.value.toString("latin1");
  // A server that trusts this machine tells its version; one that does not says only how to log in.
  const version = /server_version\0([\d.]+)/u.exec(text)?.[1];
  const cockroach = /crdb_version|cockroach/iu.test(text);
  return {
    ...found,
    ...(cockroach ? { engine: "cockroachdb" } : {}),
    ...(version === undefined || cockroach ? {} : { version }),
  };
}

function pgStartup(): Buffer {
  const body = Buffer.from(
    "\0\x03\0\0user\0postgres\0database\0postgres\0application_name\0sqlxos\0\0",
    "latin1",
  );
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([length, body]);
}

function pgErrorText(answer: Buffer): string {
  return /M([^\0]+)\0/u.exec(answer.toString("utf8", 5))?.[1] ?? "it answers with an error";
}

function tdsPrelogin(): Buffer {
  // Options: version, encryption (not supported by this client), terminator; then their values.
  const options = Buffer.from("00000b000601001100 01ff".replace(/ /gu, ""), "hex");
  const values = Buffer.from("00000000000002", "hex");
  const header = Buffer.alloc(8);
  header[0] = 0x12;
  header[1] = 0x01;
  header.writeUInt16BE(8 + options.length + values.length, 2);
  return Buffer.concat([header, options, values]);
}

function tnsConnect(): Buffer {
  const data = Buffer.from("(CONNECT_DATA=(COMMAND=version))", "latin1");
  const header = Buffer.alloc(58);
  header.writeUInt16BE(58 + data.length, 0);
  header[4] = 1;
  header.writeUInt16BE(0x0136, 8);
  header.writeUInt16BE(0x012c, 10);
  header.writeUInt16BE(0, 12);
  header.writeUInt16BE(0x0800, 14);
  header.writeUInt16BE(0x7fff, 16);
  header.writeUInt16BE(0x7f08, 18);
  header.writeUInt16BE(0, 20);
  header.writeUInt16BE(0x0001, 22);
  header.writeUInt16BE(data.length, 24);
  header.writeUInt16BE(58, 26);
  return Buffer.concat([header, data]);
}

function mongoCommand(name: string): Buffer {
  const int = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(value);
    return bytes;
  };
  const elements = Buffer.concat([
    Buffer.from(`\x10${name}\0`, "latin1"),
    int(1),
    Buffer.from("\x02$db\0", "latin1"),
    int(6),
    Buffer.from("admin\0", "latin1"),
    Buffer.from([0]),
  ]);
  const document = Buffer.concat([int(elements.length + 4), elements]);
  const body = Buffer.concat([int(0), Buffer.from([0]), document]);
  return Buffer.concat([int(body.length + 16), int(1), int(0), int(2013), body]);
}

const SHOWN_BYTES = 60;

function printable(bytes: Buffer): string {
  const text = bytes
    .subarray(0, SHOWN_BYTES)
    .toString("latin1")
    .replaceAll(/[^\x20-\x7e]+/gu, "·")
    .trim();
  return JSON.stringify(text);
}
