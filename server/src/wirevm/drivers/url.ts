/**
 * Connection URLs: `sqlite:PATH`, `duckdb:PATH`, `postgres://user@host:port/database?option=value`
 * and the like. Reading one opens nothing; what a scheme means is looked up in the packs.
 */
import { err, ok, type Result } from "../../base/result.ts";
import type { PackData } from "../packs/pack.ts";
import { Secret } from "./secret.ts";

export interface FileTarget {
  readonly kind: "file";
  readonly scheme: string;
  /** `:memory:` for a database that lives in memory. */
  readonly path: string;
  readonly options: Readonly<Record<string, string>>;
}

export interface ServerTarget {
  readonly kind: "server";
  readonly scheme: string;
  /** Tried in order. Empty: the client library's default. A host that starts with `/` is a socket's folder. */
  readonly hosts: readonly { readonly host: string; readonly port?: number | undefined }[];
  readonly user?: string | undefined;
  readonly password?: Secret | undefined;
  readonly database?: string | undefined;
  readonly options: Readonly<Record<string, string>>;
}

export type ConnectionTarget = FileTarget | ServerTarget;

export const MEMORY = ":memory:";

/** Reads a connection URL; the error says what is wrong with it, never the password in it. */
export function decodeUrl(url: string): Result<ConnectionTarget, string> {
  const scheme = /^([a-z][a-z0-9+.-]*):/iu.exec(url)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    return err(
      `a connection's URL starts with a scheme, such as "sqlite:shop.db" or "postgres://user@host/db"`,
    );
  }
  const rest = url.slice(scheme.length + 1);
  return rest.startsWith("//") && !FILE_SCHEMES.has(scheme)
    ? serverTarget(scheme, rest.slice(2))
    : fileTarget(scheme, rest);
}

/** Schemes whose rest is a path even after `//`; with others `//` begins a host. */
const FILE_SCHEMES = new Set(["sqlite", "sqlite3", "file", "duckdb"]);

function fileTarget(scheme: string, rest: string): Result<FileTarget, string> {
  const questionMark = rest.indexOf("?");
  const raw = questionMark === -1 ? rest : rest.slice(0, questionMark);
  const options = questionMark === -1 ? {} : decodeOptions(rest.slice(questionMark + 1));
  // `sqlite:///abs/path` and `sqlite://rel/path` are common spellings of the same thing.
  const path = decodePart(raw.startsWith("//") ? raw.slice(2) : raw).replace(/^\/([a-z]:)/iu, "$1");
  if (path === "") {
    return err(`after "${scheme}:" comes the path of a file, or ${MEMORY}`);
  }
  return ok({ kind: "file", scheme, path, options });
}

function serverTarget(scheme: string, rest: string): Result<ServerTarget, string> {
  const questionMark = rest.indexOf("?");
  const before = questionMark === -1 ? rest : rest.slice(0, questionMark);
  const options = questionMark === -1 ? {} : decodeOptions(rest.slice(questionMark + 1));
  const at = before.lastIndexOf("@");
  const credentials = at === -1 ? "" : before.slice(0, at);
  const afterCredentials = before.slice(at + 1);
  const slash = afterCredentials.indexOf("/");
  const hostList = slash === -1 ? afterCredentials : afterCredentials.slice(0, slash);
  const database = slash === -1 ? "" : decodePart(afterCredentials.slice(slash + 1));
  const colon = credentials.indexOf(":");
  const user = decodePart(colon === -1 ? credentials : credentials.slice(0, colon));
  const password = colon === -1 ? "" : decodePart(credentials.slice(colon + 1));
  const hosts: { host: string; port?: number | undefined }[] = [];
  for (const part of hostList === "" ? [] : hostList.split(",")) {
    const matched = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/u.exec(part);
    if (matched === null) {
      return err(`"${part}" is no host; one is written "name", "name:port" or "[ipv6]:port"`);
    }
    const port = matched[2] === undefined || matched[2] === "" ? undefined : Number(matched[2]);
    if (port !== undefined && (port < 1 || 65_535 < port)) {
      return err(`${port} is no port; ports go from 1 to 65535`);
    }
    hosts.push({ host: decodePart((matched[1] ?? "").replace(/^\[|\]$/gu, "")), port });
  }
  const { password: optionPassword, ...otherOptions } = options;
  const secret = password === "" ? (optionPassword ?? "") : password;
  return ok({
    kind: "server",
    scheme,
    hosts,
    ...(user === "" ? {} : { user }),
    ...(secret === "" ? {} : { password: new Secret(secret) }),
    ...(database === "" ? {} : { database }),
    options: otherOptions,
  });
}

/** The URL for people and logs: the same without a password, secret options hidden. */
export function displayUrl(url: string): string {
  const decoded = decodeUrl(url);
  if (!decoded.ok) {
    // What cannot be read may hold a password anywhere: only the scheme is safe.
    return /^([a-z][a-z0-9+.-]*):/iu.exec(url)?.[1] ?? "";
  }
  return displayTarget(decoded.value);
}

/** The same for a URL that was read already. */
export function displayTarget(target: ConnectionTarget): string {
  const options = Object.entries(target.options)
    .filter(([name]) => !SECRET_OPTION.test(name))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  const tail = options === "" ? "" : `?${options}`;
  if (target.kind === "file") {
    return `${target.scheme}:${target.path}${tail}`;
  }
  const hosts = target.hosts
    .map(
      ({ host, port }) =>
        `${host.includes(":") ? `[${host}]` : encodePart(host)}${port === undefined ? "" : `:${port}`}`,
    )
    .join(",");
  const user = target.user === undefined ? "" : `${encodePart(target.user)}@`;
  return `${target.scheme}://${user}${hosts}${target.database === undefined ? "" : `/${encodePart(target.database)}`}${tail}`;
}

const SECRET_OPTION = /pass|pwd|secret|token|key/iu;

/** The pack that declares a URL's scheme. */
export function packForUrl<P extends { readonly engine: string; readonly data: PackData }>(
  url: string,
  packs: Iterable<P>,
): P | undefined {
  const scheme = /^([a-z][a-z0-9+.-]*):/iu.exec(url)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    return undefined;
  }
  for (const pack of packs) {
    if (pack.data.schemes?.includes(scheme) === true) {
      return pack;
    }
  }
  return undefined;
}

function decodeOptions(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split("&")
      .filter((it) => it !== "")
      .map((it) => {
        const equals = it.indexOf("=");
        return equals === -1
          ? [decodePart(it), ""]
          : [decodePart(it.slice(0, equals)), decodePart(it.slice(equals + 1))];
      }),
  );
}

/** What would end the part of a URL it stands in, escaped; everything else stays readable. */
function encodePart(text: string): string {
  return text.replaceAll(/[%@:/?#\s]/gu, (it) => encodeURIComponent(it));
}

/** Percent-encoding where it is well formed; a stray `%` in a path or password stands for itself. */
function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
