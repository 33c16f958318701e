/** What a command works in: the folder with `sqlx.json`, its packs, dialects and connections. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { catalogFromScript } from "../analysis/catalog-from-script.ts";
import type { Catalog } from "../catalog/model.ts";
import { compileDialect, type Dialect } from "../sql/dialect.ts";
import { explain } from "../wirevm/drivers/errors.ts";
import { Secret } from "../wirevm/drivers/secret.ts";
import type { Session } from "../wirevm/drivers/session.ts";
import type { Pack } from "../wirevm/packs/pack.ts";
import type { ConnectionSettings } from "../workspace/config.ts";
import { packRoots, packStore } from "../workspace/packs.ts";
import { Workspace } from "../workspace/workspace.ts";
import { Exit, type Io, UsageError } from "./command.ts";

/** A workspace for one command: `sqlx.json` of the folder or the nearest above it. */
export function openPlace(io: Io): Workspace {
  const workspace = new Workspace({
    packs: packStore(packRoots(rootFrom(io.cwd), io.env)),
    cache: undefined,
    password: async (name) => passwordText(io, name),
    connectionsChanged: () => undefined,
    log: (message) => {
      if (io.env["SQLXOS_DEBUG"] !== undefined) {
        io.err(`${message}\n`);
      }
    },
  });
  workspace.openFolder(rootFrom(io.cwd));
  return workspace;
}

/** The folder with `sqlx.json` that a folder lies in, else itself. */
export function rootFrom(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "sqlx.json"))) {
      return folder;
    }
    if (dirname(folder) === folder) {
      return start;
    }
  }
}

/** Fails on a configuration that has problems, naming each. */
export function checkedPlace(io: Io): Workspace {
  const workspace = openPlace(io);
  const [first, ...others] = workspace.problems.file;
  if (first !== undefined) {
    throw new UsageError(`sqlx.json: ${[first, ...others].map((it) => it.message).join(" ")}`);
  }
  return workspace;
}

/** A pack by name or alias. */
export function packNamed(workspace: Workspace, name: string): Pack {
  const { packs } = workspace;
  const wanted = name.toLowerCase();
  const engine = packs.names().includes(wanted)
    ? wanted
    : packs.names().find((it) => {
        const own = packs.own(it);
        return own.ok && own.value.aliases?.includes(wanted) === true;
      });
  const loaded = engine === undefined ? undefined : packs.load(engine);
  if (loaded === undefined) {
    throw new UsageError(`there is no dialect "${name}"; there are ${packs.names().join(", ")}`);
  }
  if (!loaded.ok) {
    throw new UsageError(
      `the wire pack of "${name}" is refused: ${loaded.error.path}: ${loaded.error.message}`,
    );
  }
  return loaded.value;
}

export function dialectNamed(workspace: Workspace, name: string, version?: string): Dialect {
  return compileDialect(packNamed(workspace, name), version);
}

/** Schemas given again and again with the lines of a batch are read once. */
const KEPT_SCHEMAS = 32;

/** A function that makes catalogs from DDL text and remembers the last ones. */
export function schemaReader(): (
  schema: string | undefined,
  dialect: Dialect,
) => Catalog | undefined {
  const kept = new Map<string, Catalog>();
  return (schema, dialect) => {
    if (schema === undefined) {
      return undefined;
    }
    const key = `${dialect.pack.engine} ${dialect.version}\n${schema}`;
    const known = kept.get(key) ?? catalogFromScript([schema], dialect);
    kept.delete(key);
    kept.set(key, known);
    const oldest = kept.keys().next().value;
    if (kept.size > KEPT_SCHEMAS && oldest !== undefined) {
      kept.delete(oldest);
    }
    return known;
  };
}

/** A connection by its name in `sqlx.json`, or a URL itself; the active one where none is named. */
export function connectionSettings(
  workspace: Workspace,
  named: string | undefined,
): { readonly name: string; readonly settings: ConnectionSettings } {
  const name = named ?? workspace.connections.active;
  if (name === undefined) {
    throw new UsageError(
      "say which connection with --connection NAME or --connection URL; sqlx.json names no active one",
    );
  }
  const settings =
    workspace.connections.settings(name) ??
    (/^[a-z][a-z0-9+.-]*:/iu.test(name) ? { url: name } : undefined);
  if (settings === undefined) {
    const names = workspace.connections.list().map((it) => it.name);
    throw new UsageError(
      `there is no connection "${name}"; ${names.length === 0 ? "sqlx.json has none" : `there is ${names.join(", ")}`}`,
    );
  }
  return { name, settings };
}

/** The password of a connection from `SQLXOS_PASSWORD_NAME` or `SQLXOS_PASSWORD`. */
export function passwordOf(io: Io, name: string): Secret | undefined {
  const given = passwordText(io, name);
  return given === undefined ? undefined : new Secret(given);
}

function passwordText(io: Io, name: string): string | undefined {
  return (
    io.env[`SQLXOS_PASSWORD_${name.toUpperCase().replace(/[^A-Z0-9]+/gu, "_")}`] ??
    io.env["SQLXOS_PASSWORD"]
  );
}

/** Opens a session for the body and closes it whatever happens; says why where it cannot. */
export async function withConnection(
  workspace: Workspace,
  io: Io,
  named: string | undefined,
  options: { readonly readOnly: boolean },
  body: (session: Session, pack: Pack) => Promise<number>,
): Promise<number> {
  const { name, settings } = connectionSettings(workspace, named);
  const pack = workspace.connections.packOf(settings.url);
  const readOnly = options.readOnly || settings.readOnly === true;
  const session = await workspace.connections.connect({ ...settings, readOnly }, async () =>
    passwordOf(io, name),
  );
  if (!session.ok || pack === undefined) {
    io.err(`${name}: ${session.ok ? "no wire pack knows this URL" : explain(session.error)}\n`);
    return session.ok || session.error.tag === "config" ? Exit.Usage : Exit.World;
  }
  try {
    return await body(session.value, pack);
  } finally {
    await session.value.close();
  }
}
