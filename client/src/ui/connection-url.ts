/** Connection URLs from what people type. Pure; a password never stays in a URL. */

/** Fields of a server. */
export interface ServerFields {
  readonly scheme: string;
  readonly host: string;
  readonly port: number | undefined;
  readonly user: string;
  readonly database: string;
}

/** The URL of a server, without a password. */
export function serverUrl(it: ServerFields): string {
  const user = it.user === "" ? "" : `${encodeURIComponent(it.user)}@`;
  const host = it.host.includes(":") && !it.host.startsWith("[") ? `[${it.host}]` : it.host;
  const port = it.port === undefined ? "" : `:${it.port}`;
  const database = it.database === "" ? "" : `/${encodeURIComponent(it.database)}`;
  return `${it.scheme}://${user}${host}${port}${database}`;
}

/** Takes the password out of a URL somebody pasted; it has no place in settings. */
export function splitPassword(url: string): { readonly url: string; readonly password?: string } {
  const found = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#@:]*):([^/?#]*)@/iu.exec(url);
  if (found === null) {
    return { url };
  }
  const [whole, scheme = "", user = "", password = ""] = found;
  return { url: `${scheme}${user}@${url.slice(whole.length)}`, password: decoded(password) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A name nobody has yet, made from the last part of a URL. */
export function proposedName(url: string, taken: readonly string[]): string {
  const last =
    url
      .replace(/[?#].*$/u, "")
      .split(/[/\\:]/u)
      .filter((it) => it !== "")
      .at(-1) ?? "database";
  const base =
    last
      .replace(/\.(db|db3|sqlite|sqlite3|duckdb|ddb)$/iu, "")
      .replace(/[^\p{L}\p{N}_-]+/gu, "-") || "database";
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? base : `${base}-${n}`;
    if (!taken.includes(name)) {
      return name;
    }
  }
}
