/**
 * How to reach a server that speaks PostgreSQL's protocol: the URL, the service file and the `PG*`
 * variables together, with the meaning libpq gives them. Opens no connection.
 */
import { existsSync, readFileSync } from "node:fs";
import { homedir, userInfo } from "node:os";
import { join } from "node:path";
import type { ConnectionOptions } from "node:tls";
import { err, ok, type Result } from "../../base/result.ts";
import type { ServerTarget } from "./url.ts";

export type SessionAttributes =
  | "any"
  | "read-write"
  | "read-only"
  | "primary"
  | "standby"
  | "prefer-standby";

export type TlsMode = "disable" | "allow" | "prefer" | "require" | "verify-ca" | "verify-full";

export interface PgSettings {
  readonly hosts: readonly { readonly host: string; readonly port: number }[];
  readonly user: string;
  readonly database: string;
  readonly tls: TlsMode;
  /** What TLS is made with, when it is used. */
  readonly tlsOptions: ConnectionOptions;
  readonly attributes: SessionAttributes;
  readonly applicationName: string;
  /** Command-line options for the server: `-c search_path=app`. */
  readonly options: string;
  readonly connectTimeoutMs?: number | undefined;
  readonly passfile?: string | undefined;
  /** From `PGPASSWORD` or the service file. */
  readonly password?: string | undefined;
}

const DEFAULT_PORT = 5432;
const TLS_MODES: readonly string[] = [
  "disable",
  "allow",
  "prefer",
  "require",
  "verify-ca",
  "verify-full",
];
const ATTRIBUTES: readonly string[] = [
  "any",
  "read-write",
  "read-only",
  "primary",
  "standby",
  "prefer-standby",
];

/** Settings of a connection: what the URL says, else the service file, else the environment. */
export function pgSettings(
  target: ServerTarget,
  env: NodeJS.ProcessEnv = process.env,
): Result<PgSettings, string> {
  const serviceName = target.options["service"] ?? env["PGSERVICE"];
  const service = serviceName === undefined ? {} : serviceSettings(serviceName, env);
  if (service === undefined) {
    return err(`there is no service "${serviceName}" in the service file`);
  }
  /** A parameter by its libpq name. */
  const setting = (name: string, variable?: string): string | undefined => {
    const value =
      target.options[name] ?? service[name] ?? (variable === undefined ? undefined : env[variable]);
    return value === "" ? undefined : value;
  };
  const hosts = hostsOf(target, setting);
  if (!hosts.ok) {
    return hosts;
  }
  const user = target.user ?? setting("user", "PGUSER") ?? systemUser();
  const tls = setting("sslmode", "PGSSLMODE") ?? "prefer";
  if (!TLS_MODES.includes(tls)) {
    return err(`sslmode is "${tls}"; allowed: ${TLS_MODES.join(", ")}`);
  }
  const attributes = setting("target_session_attrs", "PGTARGETSESSIONATTRS") ?? "any";
  if (!ATTRIBUTES.includes(attributes)) {
    return err(`target_session_attrs is "${attributes}"; allowed: ${ATTRIBUTES.join(", ")}`);
  }
  const tlsOptions = tlsOptionsOf(tls as TlsMode, setting);
  if (!tlsOptions.ok) {
    return tlsOptions;
  }
  const timeout = Number(setting("connect_timeout", "PGCONNECT_TIMEOUT") ?? "");
  return ok({
    hosts: hosts.value,
    user,
    database: target.database ?? setting("dbname", "PGDATABASE") ?? user,
    tls: tlsOptions.value.mode,
    tlsOptions: tlsOptions.value.options,
    attributes: attributes as SessionAttributes,
    applicationName: setting("application_name", "PGAPPNAME") ?? "sqlxos",
    options: setting("options", "PGOPTIONS") ?? "",
    connectTimeoutMs: 0 < timeout ? timeout * 1000 : undefined,
    passfile: setting("passfile", "PGPASSFILE"),
    password: setting("password", "PGPASSWORD"),
  });
}

type Setting = (name: string, variable?: string) => string | undefined;

function hostsOf(target: ServerTarget, setting: Setting): Result<PgSettings["hosts"], string> {
  const ports = (setting("port", "PGPORT") ?? "").split(",");
  const named =
    0 < target.hosts.length
      ? target.hosts
      : (setting("host", "PGHOST") ?? setting("hostaddr", "PGHOSTADDR") ?? defaultHost())
          .split(",")
          .map((host) => ({ host, port: undefined }));
  const hosts = named.map(({ host, port }, index) => ({
    host: host === "" ? defaultHost() : host,
    port: port ?? Number(ports[index] || ports[0] || DEFAULT_PORT),
  }));
  const bad = hosts.find(({ port }) => !Number.isInteger(port) || port < 1 || 65_535 < port);
  return bad === undefined ? ok(hosts) : err(`the port of ${bad.host} is no port`);
}

/** Where a local server listens when nothing else is said: its socket, else the loopback address. */
function defaultHost(): string {
  return (
    ["/var/run/postgresql", "/tmp"].find((it) =>
      existsSync(join(it, `.s.PGSQL.${DEFAULT_PORT}`)),
    ) ?? "localhost"
  );
}

function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return "postgres";
  }
}

function tlsOptionsOf(
  mode: TlsMode,
  setting: Setting,
): Result<{ mode: TlsMode; options: ConnectionOptions }, string> {
  const rootPath = setting("sslrootcert", "PGSSLROOTCERT") ?? existing(homeFile("root.crt"));
  const certPath = setting("sslcert", "PGSSLCERT") ?? existing(homeFile("postgresql.crt"));
  const keyPath = setting("sslkey", "PGSSLKEY") ?? existing(homeFile("postgresql.key"));
  const read: Record<string, string> = {};
  for (const [name, path] of [
    ["ca", rootPath === "system" ? undefined : rootPath],
    ["cert", certPath],
    ["key", keyPath],
  ] as const) {
    if (path === undefined) {
      continue;
    }
    try {
      read[name] = readFileSync(path, "utf8");
    } catch {
      return err(`the certificate or key file ${path} cannot be read`);
    }
  }
  // A root certificate that is there makes `require` verify, as the engine's own clients do; the
  // system's roots make sense only with the host's name.
  const effective: TlsMode =
    rootPath === "system" && mode !== "disable"
      ? "verify-full"
      : mode === "require" && rootPath !== undefined
        ? "verify-ca"
        : mode;
  const verifies = effective === "verify-ca" || effective === "verify-full";
  return ok({
    mode: effective,
    options: {
      ...read,
      rejectUnauthorized: verifies,
      ...(effective === "verify-full" ? {} : { checkServerIdentity: () => undefined }),
    },
  });
}

function homeFile(name: string): string {
  return join(homedir(), ".postgresql", name);
}

function existing(path: string): string | undefined {
  return existsSync(path) ? path : undefined;
}

function serviceSettings(name: string, env: NodeJS.ProcessEnv): Record<string, string> | undefined {
  const files = [
    env["PGSERVICEFILE"] ?? join(env["HOME"] ?? homedir(), ".pg_service.conf"),
    join(env["PGSYSCONFDIR"] ?? "/etc/postgresql-common", "pg_service.conf"),
  ];
  for (const file of files) {
    let text: string;
    try {
      text = readFileSync(file, "utf8");
    } catch {
      continue;
    }
    const found = section(text, name);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** The `key=value` lines below `[name]`. */
function section(text: string, name: string): Record<string, string> | undefined {
  let found: Record<string, string> | undefined;
  let inside = false;
  for (const raw of text.split(/\r?\n/u)) {
    const line = raw.trim();
    if (line.startsWith("[")) {
      inside = line === `[${name}]`;
      if (inside) {
        found ??= {};
      }
      continue;
    }
    const equals = line.indexOf("=");
    if (inside && found !== undefined && !line.startsWith("#") && 0 < equals) {
      found[line.slice(0, equals).trim()] = line.slice(equals + 1).trim();
    }
  }
  return found;
}
