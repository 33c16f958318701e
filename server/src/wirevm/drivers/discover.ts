/**
 * Databases that a project already knows: files of settings, compose files, database files, servers on
 * this machine. Found, never opened; a password that stands in a file stays there and is not copied.
 */
import type { Dirent } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { parseEnv } from "node:util";
import { parse as parseYaml } from "yaml";
import { detectFile, detectServer } from "./detect.ts";
import { decodeUrl, displayTarget } from "./url.ts";

/** A database that was found in a workspace. */
export interface Discovered {
  readonly name: string;
  /** Never with a password. */
  readonly url: string;
  /** Where it was found, for people: `.env (DATABASE_URL)`. */
  readonly from: string;
  /** Where its password can be had without copying it, in `passwordFrom`'s form. */
  readonly passwordFrom?: string | undefined;
}

export interface DiscoverOptions {
  /** Whether to look for servers on this machine's usual ports. */
  readonly localServers?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Folders whose contents belong to others. */
const SKIPPED = new Set([
  "node_modules",
  "vendor",
  "dist",
  "build",
  "target",
  "out",
  "coverage",
  "__pycache__",
  "venv",
]);
const MAX_DEPTH = 5;
const MAX_FOLDERS = 400;
/** A file of settings is small; larger ones are something else. */
const MAX_SETTINGS_BYTES = 512 * 1024;
const LOCAL_PORTS = [5432, 5433, 3306, 3307] as const;
const LOCAL_TIMEOUT_MS = 1_200;

/** Everything found below a folder, each target once. */
export async function discoverConnections(
  root: string,
  options: DiscoverOptions = {},
): Promise<readonly Discovered[]> {
  const found: Found[] = [];
  const files = await filesBelow(root);
  const env = await environmentOf(root, files);
  for (const file of files) {
    if (options.signal?.aborted === true) {
      break;
    }
    const path = relative(root, file).replaceAll("\\", "/");
    const reader = READERS.find(([pattern]) => pattern.test(path))?.[1];
    if (reader !== undefined) {
      const text = await settingsText(file);
      if (text !== undefined) {
        found.push(...safely(() => reader(text, path, env)));
      }
    } else if (DATABASE_FILE.test(path)) {
      found.push(...(await databaseFile(file, path)));
    }
  }
  if (options.localServers !== false) {
    found.push(...(await localServers(options.signal)));
  }
  return distinct(found);
}

interface Found {
  readonly url: string;
  readonly from: string;
  readonly name?: string | undefined;
  readonly passwordFrom?: string | undefined;
}

type Environment = Readonly<Record<string, string>>;
type Reader = (text: string, path: string, env: Environment) => readonly Found[];

const DATABASE_FILE = /\.(?:db|db3|sqlite|sqlite3|s3db|duckdb|ddb)$/iu;

const READERS: readonly (readonly [RegExp, Reader])[] = [
  [/(?:^|\/)\.env(?:\.[\w.-]+)?$/u, envFile],
  [/(?:^|\/)(?:docker-)?compose(?:\.[\w-]+)?\.ya?ml$/u, composeFile],
  [/(?:^|\/)schema\.prisma$/u, prismaFile],
  [/(?:^|\/)config\/database\.ya?ml$/u, railsFile],
  [/(?:^|\/)application(?:-[\w-]+)?\.properties$/u, springProperties],
  [/(?:^|\/)application(?:-[\w-]+)?\.ya?ml$/u, springYaml],
  [/(?:^|\/)settings(?:\/\w+)?\.py$/u, djangoFile],
  [/(?:^|\/)ormconfig\.json$/u, ormConfig],
  [/(?:^|\/)(?:knexfile|drizzle\.config|data-source|ormconfig)\.[cm]?[jt]s$/u, sourceFile],
  [/(?:^|\/)\.vscode\/settings\.json$/u, editorSettings],
  [/(?:^|\/)(?:alembic|sqitch|database)\.(?:ini|conf|json)$/u, anyUrls],
];

// ---------------------------------------------------------------- readers

const URL_IN_TEXT =
  /\b(?:postgres(?:ql)?|mysql2?|mariadb|sqlite3?|duckdb)(?:\+\w+)?:(?:\/\/)?[^\s"'`<>()]+/giu;

function envFile(text: string, path: string): readonly Found[] {
  const values = parseEnv(text) as Record<string, string>;
  const found = Object.entries(values).flatMap(([key, value]) =>
    fromUrl(value, `${path} (${key})`),
  );
  return [...found, ...fromParts(values, path)];
}

/** `DB_HOST`, `DB_NAME` and their like, as many frameworks name them. */
function fromParts(values: Record<string, string>, path: string): readonly Found[] {
  for (const prefix of ["DB_", "DATABASE_", "PG", "POSTGRES_", "MYSQL_", "MARIADB_"]) {
    const value = (...names: string[]) =>
      names.map((it) => values[prefix + it]).find((it) => it !== undefined && it !== "");
    const database = value("DATABASE", "NAME", "DB", "DBNAME");
    const host = value("HOST", "HOSTNAME", "SERVER");
    if (database === undefined || host === undefined) {
      continue;
    }
    const port = value("PORT");
    const kind = value("CONNECTION", "DRIVER", "TYPE", "ENGINE", "DIALECT", "CLIENT");
    const scheme =
      schemeOf(kind ?? (prefix === "PG" ? "postgres" : prefix.toLowerCase())) ?? schemeOfPort(port);
    if (scheme === undefined) {
      continue;
    }
    const password = ["PASSWORD", "PASS", "PWD"].find((it) => values[prefix + it] !== undefined);
    return [
      {
        url: serverUrl(scheme, host, port, value("USERNAME", "USER", "LOGIN"), database),
        from: `${path} (${prefix}*)`,
        ...(password === undefined ? {} : { passwordFrom: `env:${prefix}${password}` }),
      },
    ];
  }
  return [];
}

interface ComposeService {
  readonly image?: unknown;
  readonly environment?: unknown;
  readonly ports?: unknown;
}

function composeFile(text: string, path: string, env: Environment): readonly Found[] {
  const parsed: unknown = parseYaml(text);
  const services = field(parsed, "services");
  return Object.entries(record(services)).flatMap(([name, value]): Found[] => {
    const service = record(value) as ComposeService;
    const image = substituted(String(service.image ?? ""), env);
    const kind = IMAGES.find(([pattern]) => pattern.test(image));
    if (kind === undefined) {
      return [];
    }
    const [, scheme, port, variables] = kind;
    const settings = environmentList(service.environment, env);
    const value1 = (names: readonly string[]) =>
      names.map((it) => settings[it]).find((it) => it !== undefined && it !== "");
    const published = publishedPort(service.ports, port, env);
    if (published === undefined) {
      return [];
    }
    const user = value1(variables.user) ?? (scheme === "postgres" ? "postgres" : "root");
    const database = value1(variables.database) ?? (scheme === "postgres" ? user : "");
    return [
      {
        url: serverUrl(scheme, "127.0.0.1", published, user, database),
        from: `${path} (${name})`,
        name,
      },
    ];
  });
}

const PG_VARIABLES = {
  user: ["POSTGRES_USER", "POSTGRESQL_USERNAME"],
  database: ["POSTGRES_DB", "POSTGRESQL_DATABASE"],
};
const MY_VARIABLES = {
  user: ["MYSQL_USER", "MARIADB_USER"],
  database: ["MYSQL_DATABASE", "MARIADB_DATABASE"],
};

const IMAGES: readonly (readonly [
  RegExp,
  string,
  string,
  { user: readonly string[]; database: readonly string[] },
])[] = [
  [/postgres|postgis|timescale|pgvector|citus/iu, "postgres", "5432", PG_VARIABLES],
  [/mariadb/iu, "mariadb", "3306", MY_VARIABLES],
  [/mysql|percona/iu, "mysql", "3306", MY_VARIABLES],
];

function environmentList(value: unknown, env: Environment): Record<string, string> {
  const pairs = Array.isArray(value)
    ? value.map((it) => {
        const text = String(it);
        const equals = text.indexOf("=");
        return equals === -1
          ? [text, env[text] ?? ""]
          : [text.slice(0, equals), text.slice(equals + 1)];
      })
    : Object.entries(record(value)).map(([key, it]) => [key, String(it ?? "")]);
  return Object.fromEntries(pairs.map(([key, it]) => [key ?? "", substituted(it ?? "", env)]));
}

/** The port on this machine; a service that publishes none cannot be reached from here. */
function publishedPort(ports: unknown, inside: string, env: Environment): string | undefined {
  for (const it of Array.isArray(ports) ? ports : []) {
    if (it !== null && typeof it === "object") {
      if (String(field(it, "target")) === inside) {
        return substituted(String(field(it, "published") ?? ""), env) || undefined;
      }
      continue;
    }
    const parts = substituted(String(it), env)
      .replace(/\/tcp$/u, "")
      .split(":");
    if (parts.at(-1) === inside && 1 < parts.length) {
      return parts.at(-2);
    }
  }
  return undefined;
}

/** `${NAME}`, `${NAME:-default}`, `$NAME`. */
function substituted(text: string, env: Environment): string {
  return text.replaceAll(
    /\$\{(\w+)(?::?[-?]([^}]*))?\}|\$(\w+)/gu,
    (_, braced: string | undefined, fallback: string | undefined, bare: string | undefined) =>
      env[braced ?? bare ?? ""] ?? fallback ?? "",
  );
}

function prismaFile(text: string, path: string, env: Environment): readonly Found[] {
  const source = /datasource\s+\w+\s*\{([^}]*)\}/u.exec(text)?.[1] ?? "";
  const literal = /\burl\s*=\s*"([^"]+)"/u.exec(source)?.[1];
  const variable = /\burl\s*=\s*env\(\s*"(\w+)"\s*\)/u.exec(source)?.[1];
  const value = literal ?? (variable === undefined ? undefined : env[variable]);
  const from = variable === undefined ? path : `${path} (${variable})`;
  const provider = /\bprovider\s*=\s*"(\w+)"/u.exec(source)?.[1];
  // Paths in this file start at its own folder, and `file:` means the provider's kind of file.
  return value === undefined
    ? []
    : provider === "sqlite" && value.startsWith("file:")
      ? [
          {
            url: `sqlite:${join(path, "..", value.slice("file:".length)).replaceAll("\\", "/")}`,
            from,
          },
        ]
      : fromUrl(value, from);
}

function railsFile(text: string, path: string, env: Environment): readonly Found[] {
  // Templates in the values are not run; what they would give is not known.
  const parsed: unknown = parseYaml(text.replaceAll(/<%=?[\s\S]*?%>/gu, ""), { merge: true });
  return Object.entries(record(parsed)).flatMap(([name, value]): readonly Found[] => {
    const settings = record(value);
    const nested = Object.values(settings).filter((it) => field(it, "adapter") !== undefined);
    return (
      settings["adapter"] === undefined && settings["url"] === undefined ? nested : [settings]
    ).flatMap((it) => fromSettings(record(it), `${path} (${name})`, env));
  });
}

function springProperties(text: string, path: string): readonly Found[] {
  const url = /^\s*spring\.datasource\.url\s*[=:]\s*(\S+)/mu.exec(text)?.[1];
  const user = /^\s*spring\.datasource\.username\s*[=:]\s*(\S+)/mu.exec(text)?.[1];
  return url === undefined ? [] : jdbc(url, user, path);
}

function springYaml(text: string, path: string): readonly Found[] {
  const source = field(field(parseYaml(text), "spring"), "datasource");
  const url = field(source, "url");
  const user = field(source, "username");
  return typeof url === "string"
    ? jdbc(url, typeof user === "string" ? user : undefined, path)
    : [];
}

function jdbc(url: string, user: string | undefined, path: string): readonly Found[] {
  const plain = url.replace(/^jdbc:/u, "").replace(/^(?:[\w+]+):file:/u, "sqlite:");
  return fromUrl(plain, path).map((it) => {
    const decoded = decodeUrl(it.url);
    return user !== undefined &&
      !user.includes("$") &&
      decoded.ok &&
      decoded.value.kind === "server" &&
      decoded.value.user === undefined
      ? { ...it, url: displayTarget({ ...decoded.value, user }) }
      : it;
  });
}

function djangoFile(text: string, path: string): readonly Found[] {
  const found: Found[] = [];
  for (const [, body = ""] of text.matchAll(/["']ENGINE["']\s*:([\s\S]*?)\}/gu)) {
    const engine = /django\.[\w.]*backends?\.(\w+)/u.exec(body)?.[1];
    const value = (key: string) =>
      new RegExp(`["']${key}["']\\s*:\\s*["']([^"']*)["']`, "u").exec(body)?.[1];
    if (engine === "sqlite3") {
      const name = value("NAME") ?? /BASE_DIR\s*\/\s*["']([^"']+)["']/u.exec(body)?.[1];
      if (name !== undefined) {
        // The usual layout has the settings one folder below the database.
        found.push({
          url: `sqlite:${join(path, "..", "..", name).replaceAll("\\", "/")}`,
          from: path,
        });
      }
      continue;
    }
    const scheme = schemeOf(engine ?? "");
    const database = value("NAME");
    if (scheme !== undefined && database !== undefined) {
      found.push({
        url: serverUrl(
          scheme,
          value("HOST") || "localhost",
          value("PORT"),
          value("USER"),
          database,
        ),
        from: path,
      });
    }
  }
  return found;
}

function ormConfig(text: string, path: string, env: Environment): readonly Found[] {
  const parsed: unknown = JSON.parse(text);
  return (Array.isArray(parsed) ? parsed : [parsed]).flatMap((it) =>
    fromSettings(record(it), path, env),
  );
}

/** Settings that are a program are not run: only addresses that stand there as text are taken. */
function sourceFile(text: string, path: string, env: Environment): readonly Found[] {
  const direct = anyUrls(text, path);
  const byVariable = [
    ...text.matchAll(/process\.env\.(\w+)|process\.env\[["'](\w+)["']\]/gu),
  ].flatMap(([, a, b]): readonly Found[] => {
    const name = a ?? b ?? "";
    const value = env[name];
    return value === undefined ? [] : fromUrl(value, `${path} (${name})`);
  });
  return [...direct, ...byVariable];
}

function anyUrls(text: string, path: string): readonly Found[] {
  return [...text.matchAll(URL_IN_TEXT)].flatMap(([url]) => fromUrl(url, path));
}

function editorSettings(text: string, path: string, env: Environment): readonly Found[] {
  const block = /"sqltools\.connections"\s*:\s*(\[[\s\S]*?\n?\s*\])/u.exec(text)?.[1];
  if (block === undefined) {
    return [];
  }
  // YAML reads JSON with comments removed, and is kinder to a trailing comma.
  const parsed: unknown = parseYaml(block.replaceAll(/^\s*\/\/.*$/gmu, ""));
  return (Array.isArray(parsed) ? parsed : []).flatMap((it) =>
    fromSettings(record(it), `${path} (sqltools)`, env),
  );
}

/** A record of settings under any of the names that frameworks use. */
function fromSettings(
  settings: Readonly<Record<string, unknown>>,
  from: string,
  env: Environment,
): readonly Found[] {
  const value = (...names: string[]) => {
    const found = names
      .map((it) => settings[it])
      .find((it) => typeof it === "string" || typeof it === "number");
    return found === undefined || found === "" ? undefined : substituted(String(found), env);
  };
  const url = value("url", "connectionString");
  if (url !== undefined) {
    return fromUrl(url, from);
  }
  const kind = value("adapter", "driver", "type", "client", "dialect") ?? "";
  const database = value("database", "dbname", "name_of_database");
  const name = value("name");
  if (/sqlite/iu.test(kind)) {
    const file = value("database", "storage", "filename");
    return file === undefined ? [] : [{ url: `sqlite:${file}`, from, name }];
  }
  const scheme = schemeOf(kind);
  return scheme === undefined || database === undefined
    ? []
    : [
        {
          url: serverUrl(
            scheme,
            value("host", "server") ?? "localhost",
            value("port"),
            value("username", "user"),
            database,
          ),
          from,
          name,
        },
      ];
}

/** A URL of any framework's spelling as ours, without its password; empty for what is no database. */
function fromUrl(raw: string, from: string): readonly Found[] {
  const normalized = raw
    .trim()
    .replace(/^postgresql\+\w+:|^postgresql:/iu, "postgres:")
    .replace(/^mysql2:|^mysql\+\w+:/iu, "mysql:")
    .replace(/^mariadb\+\w+:/iu, "mariadb:")
    .replace(/^sqlite3?(?:\+\w+)?:(?:\/\/\/)?(?!\/\/)/iu, "sqlite:");
  if (
    !/^(?:postgres|mysql|mariadb|sqlite|duckdb):/iu.test(normalized) ||
    /\$\{|<[^>]*>/u.test(normalized)
  ) {
    return [];
  }
  const decoded = decodeUrl(normalized);
  return decoded.ok ? [{ url: displayTarget(decoded.value), from }] : [];
}

function schemeOf(kind: string): string | undefined {
  if (/postgre|^pg/iu.test(kind)) {
    return "postgres";
  }
  if (/maria/iu.test(kind)) {
    return "mariadb";
  }
  return /mysql/iu.test(kind) ? "mysql" : undefined;
}

function schemeOfPort(port: string | undefined): string | undefined {
  return port === "5432" ? "postgres" : port === "3306" ? "mysql" : undefined;
}

function serverUrl(
  scheme: string,
  host: string,
  port: string | undefined,
  user: string | undefined,
  database: string,
): string {
  return displayTarget({
    kind: "server",
    scheme,
    hosts: [
      { host, ...(port === undefined || Number.isNaN(Number(port)) ? {} : { port: Number(port) }) },
    ],
    user,
    database: database === "" ? undefined : database,
    options: {},
  });
}

// ---------------------------------------------------------------- the file system and this machine

async function filesBelow(root: string): Promise<readonly string[]> {
  const files: string[] = [];
  const queue: { readonly folder: string; readonly depth: number }[] = [{ folder: root, depth: 0 }];
  for (let at = 0; at < queue.length && at < MAX_FOLDERS; at += 1) {
    const { folder, depth } = queue[at] ?? { folder: root, depth: MAX_DEPTH };
    const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isFile()) {
        files.push(path);
      } else if (
        entry.isDirectory() &&
        depth < MAX_DEPTH &&
        !SKIPPED.has(entry.name) &&
        (!entry.name.startsWith(".") || entry.name === ".vscode")
      ) {
        queue.push({ folder: path, depth: depth + 1 });
      }
    }
  }
  return files.sort();
}

async function settingsText(file: string): Promise<string | undefined> {
  try {
    return (await stat(file)).size <= MAX_SETTINGS_BYTES ? await readFile(file, "utf8") : undefined;
  } catch {
    return undefined;
  }
}

/** Variables that the project's own `.env` sets; they stand for the shell that would run the project. */
async function environmentOf(root: string, files: readonly string[]): Promise<Environment> {
  const env: Record<string, string> = {};
  for (const file of files.filter(
    (it) =>
      /^\.env(?:\.local|\.development)?$/u.test(basename(it)) &&
      relative(root, it) === basename(it),
  )) {
    const text = await settingsText(file);
    if (text !== undefined) {
      Object.assign(env, safely(() => [parseEnv(text)])[0]);
    }
  }
  return env;
}

async function databaseFile(file: string, path: string): Promise<readonly Found[]> {
  const detected = await detectFile(file);
  if (detected?.ok !== true || detected.value.engine === undefined) {
    return [];
  }
  // An empty file with such a name may be anything.
  return detected.value.note === undefined
    ? [
        {
          url: `${detected.value.engine}:${path}`,
          from: path,
          name: basename(path).replace(/\.[^.]+$/u, ""),
        },
      ]
    : [];
}

async function localServers(signal: AbortSignal | undefined): Promise<readonly Found[]> {
  const all = await Promise.all(
    LOCAL_PORTS.map(async (port): Promise<readonly Found[]> => {
      const detected = await detectServer("127.0.0.1", port, {
        timeoutMs: LOCAL_TIMEOUT_MS,
        signal,
      });
      const engine = detected.ok ? detected.value.engine : undefined;
      return engine === undefined
        ? []
        : [
            {
              url: `${engine}://127.0.0.1:${port}/`,
              from: `this machine, port ${port}`,
              name: `local-${engine}`,
            },
          ];
    }),
  );
  return all.flat();
}

// ---------------------------------------------------------------- values

/** A file that is not what its name says is passed over. */
function safely<T>(read: () => readonly T[]): readonly T[] {
  try {
    return read();
  } catch {
    return [];
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object" && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function field(value: unknown, key: string): unknown {
  return record(value)[key];
}

/** Each target once, under a name that nobody else has. */
function distinct(found: readonly Found[]): readonly Discovered[] {
  const byUrl = new Map<string, Found>();
  for (const it of found) {
    const known = byUrl.get(it.url);
    if (known === undefined) {
      byUrl.set(it.url, it);
    }
  }
  const names = new Set<string>();
  return [...byUrl.values()].map(({ url, from, name, passwordFrom }) => {
    const wanted = name ?? nameOf(url);
    let unique = wanted;
    for (let i = 2; names.has(unique); i += 1) {
      unique = `${wanted}-${i}`;
    }
    names.add(unique);
    return { name: unique, url, from, ...(passwordFrom === undefined ? {} : { passwordFrom }) };
  });
}

function nameOf(url: string): string {
  const decoded = decodeUrl(url);
  if (!decoded.ok) {
    return "database";
  }
  const target = decoded.value;
  return target.kind === "file"
    ? basename(target.path).replace(/\.[^.]+$/u, "")
    : (target.database ?? target.hosts[0]?.host ?? target.scheme);
}
