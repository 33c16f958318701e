/**
 * Opens a session: reads the URL, finds the password, and hands both to the driver that speaks the
 * protocol the pack names.
 */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { err, type Result } from "../../base/result.ts";
import type { Pack } from "../packs/pack.ts";
import type { Dialer } from "./dial.ts";
import { openEmbedded } from "./embedded.ts";
import type { ConnectError } from "./errors.ts";
import { openMywire } from "./mywire.ts";
import { fetchPassword, passwordInFile } from "./password.ts";
import { pgSettings } from "./pg-settings.ts";
import { openPgwire } from "./pgwire.ts";
import { Secret } from "./secret.ts";
import type { Session } from "./session.ts";
import type { SshSettings } from "./ssh.ts";
import { decodeUrl, displayTarget, type FileTarget, MEMORY, type ServerTarget } from "./url.ts";

export interface ConnectionConfig {
  readonly url: string;
  readonly readOnly?: boolean | undefined;
  /** `env:NAME`, `command:…`, `pgpass` or `secret`. */
  readonly passwordFrom?: string | undefined;
  /** The gateway to go through. */
  readonly ssh?: SshSettings | undefined;
  /** Relative paths of files start here; the current folder where it is absent. */
  readonly root?: string | undefined;
  /** How long connecting may take. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Long enough for a server on another continent, short enough to wait for. */
const CONNECT_TIMEOUT_MS = 15_000;

/** Opens a session on the database the URL names; `secret` goes before every other password source. */
export async function openSession(
  config: ConnectionConfig,
  pack: Pack,
  secret?: Secret,
): Promise<Result<Session, ConnectError>> {
  const decoded = decodeUrl(config.url);
  if (!decoded.ok) {
    return err({ tag: "config", message: decoded.error });
  }
  const target = decoded.value;
  switch (pack.protocol) {
    case "sqlite-file":
    case "duckdb-file":
      return target.kind === "file"
        ? openFile(config, pack, target)
        : err({
            tag: "config",
            message: `${displayTarget(target)} names a server, but ${pack.title} is a file: write "${target.scheme}:path"`,
          });
    case "pgwire":
    case "mywire":
      if (target.kind === "file") {
        return err({
          tag: "config",
          message: `${pack.title} is a server: write "${target.scheme}://user@host/database"`,
        });
      }
      return openServer(config, pack, target, secret);
    case "none":
      return err({
        tag: "no-driver",
        engine: pack.engine,
        message: `there is no driver for ${pack.title}; its dialect works without a connection`,
      });
  }
}

/** Where the file of a URL is: relative to the root, `~` is the home folder. */
export function filePath(target: FileTarget, root: string | undefined): string {
  if (target.path === MEMORY || isAbsolute(target.path)) {
    return target.path;
  }
  return /^~[/\\]/u.test(target.path)
    ? join(homedir(), target.path.slice(2))
    : resolve(root ?? process.cwd(), target.path);
}

async function openFile(
  config: ConnectionConfig,
  pack: Pack,
  target: FileTarget,
): Promise<Result<Session, ConnectError>> {
  const readOnly = config.readOnly === true || target.options["mode"] === "ro";
  const path = filePath(target, config.root);
  if (path !== MEMORY && target.options["mode"] === "rw" && !existsSync(path)) {
    return err({ tag: "no-file", path, message: "there is no such file" });
  }
  return openEmbedded({
    pack,
    worker: pack.protocol === "sqlite-file" ? "sqlite-worker" : "duckdb-worker",
    path,
    target: displayTarget(target),
    readOnly,
    options: target.options,
    timeoutMs: config.timeoutMs ?? CONNECT_TIMEOUT_MS,
    signal: config.signal,
  });
}

async function openServer(
  config: ConnectionConfig,
  pack: Pack,
  target: ServerTarget,
  secret: Secret | undefined,
): Promise<Result<Session, ConnectError>> {
  const open = pack.protocol === "pgwire" ? openPg : openMy;
  if (config.ssh === undefined) {
    return open(config, pack, target, secret, undefined);
  }
  // Few connections have a tunnel; the others do not load the client.
  const { sshDialer } = await import("./ssh.ts");
  const dialer = await sshDialer(
    config.ssh,
    config.timeoutMs ?? CONNECT_TIMEOUT_MS,
    config.root ?? process.cwd(),
  );
  if (!dialer.ok) {
    return dialer;
  }
  // Without a host the server is the gateway itself; a socket of this machine is none of it.
  const beyond = target.hosts.length === 0 ? { ...target, hosts: [{ host: "localhost" }] } : target;
  const session = await open(config, pack, beyond, secret, dialer.value);
  if (!session.ok) {
    dialer.value.close();
  }
  return session;
}

async function openPg(
  config: ConnectionConfig,
  pack: Pack,
  target: ServerTarget,
  secret: Secret | undefined,
  dialer: Dialer | undefined,
): Promise<Result<Session, ConnectError>> {
  const settings = pgSettings(target);
  if (!settings.ok) {
    return err({ tag: "config", message: settings.error });
  }
  const { hosts, database, user, passfile } = settings.value;
  const question = {
    host: hosts[0]?.host ?? "",
    port: hosts[0]?.port ?? 0,
    database,
    user,
    ...(passfile === undefined ? {} : { passfile }),
  };
  const password = await fetchPassword({
    ...question,
    from: config.passwordFrom,
    given: secret,
    inUrl: target.password,
  });
  if (!password.ok) {
    return password;
  }
  const fromSettings =
    settings.value.password === undefined ? undefined : new Secret(settings.value.password);
  return openPgwire({
    pack,
    settings: settings.value,
    password: (host, port) =>
      password.value ?? fromSettings ?? passwordInFile({ ...question, host, port }),
    dialer,
    target: displayTarget(target),
    readOnly: config.readOnly === true,
    timeoutMs: config.timeoutMs ?? settings.value.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    signal: config.signal,
  });
}

async function openMy(
  config: ConnectionConfig,
  pack: Pack,
  target: ServerTarget,
  secret: Secret | undefined,
  dialer: Dialer | undefined,
): Promise<Result<Session, ConnectError>> {
  const password = await fetchPassword({
    from: config.passwordFrom,
    given: secret,
    inUrl: target.password,
    host: target.hosts[0]?.host ?? "localhost",
    port: target.hosts[0]?.port ?? 3306,
    database: target.database ?? "",
    user: target.user ?? "",
  });
  if (!password.ok) {
    return password;
  }
  return openMywire({
    pack,
    server: target,
    password: password.value,
    dialer,
    target: displayTarget(target),
    readOnly: config.readOnly === true,
    timeoutMs: config.timeoutMs ?? CONNECT_TIMEOUT_MS,
    signal: config.signal,
  });
}
