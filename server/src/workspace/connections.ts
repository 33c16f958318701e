/**
 * Connections by name: their settings, state, sessions and catalogs. A connection to a server is opened only
 * when somebody asks for it, and none in a workspace that is not trusted; typing never waits for one. What
 * was read is kept on disk, so that names complete before the next connection is up.
 *
 * A session belongs to an owner (a document, the migration runner, introspection), so that a
 * transaction in one file is not the business of another.
 */
import { err, ok, type Result } from "../base/result.ts";
import type { Catalog } from "../catalog/model.ts";
import type { ConnectionInfo, ConnectionState, WireError } from "../protocol/messages.ts";
import { type ConnectError, type DriverError, wireError } from "../wirevm/drivers/errors.ts";
import { openSession } from "../wirevm/drivers/open.ts";
import { Secret } from "../wirevm/drivers/secret.ts";
import type { Session } from "../wirevm/drivers/session.ts";
import { displayUrl, packForUrl } from "../wirevm/drivers/url.ts";
import { introspect } from "../wirevm/introspect/introspect.ts";
import type { Pack } from "../wirevm/packs/pack.ts";
import type { CatalogCache } from "./catalog-cache.ts";
import type { Config, ConnectionSettings } from "./config.ts";
import type { PackStore } from "./packs.ts";

/** How long a session that nobody used stays open. */
const IDLE_MS = 10 * 60_000;

export interface ConnectionsContext {
  readonly packs: PackStore;
  readonly cache: CatalogCache | undefined;
  root(): string;
  config(): Config;
  trusted(): boolean;
  origin(name: string): ConnectionInfo["origin"];
  /** The stored password, asked of whoever keeps secrets; `undefined` where there is none. */
  password(name: string, engine: string, target: string): Promise<string | undefined>;
  changed(name: string): void;
  log(message: string): void;
}

interface Live {
  state: ConnectionState;
  error: WireError | undefined;
  version: string | undefined;
  catalog: Catalog | undefined;
  catalogIsLive: boolean;
  password: Secret | undefined;
  opening: Promise<Result<ConnectionInfo, WireError>> | undefined;
  readonly sessions: Map<string, { session: Session; usedAt: number }>;
  /** The settings it was opened with; other settings mean another connection. */
  readonly settings: ConnectionSettings;
}

export class Connections {
  readonly #context: ConnectionsContext;
  readonly #live = new Map<string, Live>();
  #active: string | undefined;

  constructor(context: ConnectionsContext) {
    this.#context = context;
  }

  /** The connection used where a document names none. */
  get active(): string | undefined {
    const names = Object.keys(this.#settings());
    const chosen = this.#active ?? this.#context.config().active;
    return chosen !== undefined && names.includes(chosen)
      ? chosen
      : names.length === 1
        ? names[0]
        : undefined;
  }

  activate(name: string): Result<null, WireError> {
    if (this.#settings()[name] === undefined) {
      return err(this.#unknown(name));
    }
    const before = this.active;
    this.#active = name;
    if (before !== undefined && before !== name) {
      this.#context.changed(before);
    }
    this.#context.changed(name);
    return ok(null);
  }

  list(): readonly ConnectionInfo[] {
    return Object.keys(this.#settings()).map((it) => this.#info(it));
  }

  info(name: string): ConnectionInfo | undefined {
    return this.#settings()[name] === undefined ? undefined : this.#info(name);
  }

  settings(name: string): ConnectionSettings | undefined {
    return this.#settings()[name];
  }

  /** The pack that the URL's scheme picks. */
  pack(name: string): Pack | undefined {
    const settings = this.#settings()[name];
    return settings === undefined ? undefined : this.packOf(settings.url);
  }

  /** The server's version, where it is known or configured. */
  version(name: string): string | undefined {
    return this.#live.get(name)?.version ?? this.#settings()[name]?.engineVersion;
  }

  /** What is known to exist there: read just now, or kept from the last time. */
  catalog(name: string): { readonly catalog: Catalog; readonly live: boolean } | undefined {
    const live = this.#state(name);
    if (live === undefined) {
      return undefined;
    }
    if (live.catalog === undefined) {
      const pack = this.pack(name);
      const kept =
        pack === undefined ? undefined : this.#context.cache?.load(this.#key(name), pack);
      if (kept !== undefined) {
        live.catalog = kept;
      }
    }
    return live.catalog === undefined
      ? undefined
      : { catalog: live.catalog, live: live.catalogIsLive };
  }

  /** Connects and reads the catalog; answers at once where that is done, unless a refresh is asked for. */
  async open(
    name: string,
    options: {
      readonly password?: string | undefined;
      readonly refresh?: boolean | undefined;
    } = {},
  ): Promise<Result<ConnectionInfo, WireError>> {
    const live = this.#state(name);
    if (live === undefined) {
      return err(this.#unknown(name));
    }
    if (options.password !== undefined) {
      live.password = new Secret(options.password);
    }
    if (live.state === "open" && options.refresh !== true && live.catalogIsLive) {
      return ok(this.#info(name));
    }
    live.opening ??= this.#open(name, live).finally(() => {
      live.opening = undefined;
    });
    return live.opening;
  }

  async #open(name: string, live: Live): Promise<Result<ConnectionInfo, WireError>> {
    live.state = live.state === "open" ? "open" : "opening";
    this.#context.changed(name);
    const started = performance.now();
    const session = await this.session(name, "introspection");
    if (!session.ok) {
      return this.#failed(name, live, wireError(session.error));
    }
    live.version = session.value.version;
    const pack = this.pack(name);
    const read =
      pack === undefined
        ? undefined
        : await introspect(session.value, pack, introspectOptions(live.settings));
    if (read === undefined || !read.ok) {
      return this.#failed(
        name,
        live,
        read === undefined ? this.#unknown(name) : wireError(read.error),
      );
    }
    live.catalog = read.value;
    live.catalogIsLive = true;
    live.state = "open";
    live.error = undefined;
    this.#context.cache?.store(this.#key(name), read.value);
    const tables = read.value.schemas.reduce((sum, it) => sum + it.tables.length, 0);
    this.#context.log(
      `connections: ${name} is open, ${tables} tables in ${Math.round(performance.now() - started)} ms`,
    );
    this.#context.changed(name);
    return ok(this.#info(name));
  }

  #failed(name: string, live: Live, error: WireError): Result<ConnectionInfo, WireError> {
    live.state = "failed";
    live.error = error;
    this.#context.log(`connections: ${name} failed (${error.tag})`);
    this.#context.changed(name);
    return err(error);
  }

  /** Reads the catalog again after something changed it; what is known stays until then. */
  async refresh(name: string): Promise<void> {
    if (this.#live.get(name)?.state === "open") {
      await this.open(name, { refresh: true });
    }
  }

  /** The owner's session, opened when there is none. */
  async session(name: string, owner: string): Promise<Result<Session, ConnectError>> {
    const live = this.#state(name);
    if (live === undefined) {
      return err({ tag: "config", message: this.#unknown(name).message });
    }
    this.#closeIdle(live);
    const held = live.sessions.get(owner);
    if (held !== undefined && held.session.state !== "closed") {
      held.usedAt = performance.now();
      return ok(held.session);
    }
    const opened = await this.connect(live.settings, () => this.#password(name, live));
    if (opened.ok) {
      live.sessions.set(owner, { session: opened.value, usedAt: performance.now() });
      live.version = opened.value.version;
    }
    return opened;
  }

  /** A session of settings that need no name, for tests of a connection and for the command line. */
  async connect(
    settings: ConnectionSettings,
    password: () => Promise<Secret | undefined>,
  ): Promise<Result<Session, ConnectError>> {
    if (!this.#context.trusted()) {
      return err({
        tag: "config",
        message:
          "This workspace is not trusted, so nothing connects from it. Trust the workspace to open its connections.",
      });
    }
    const pack = this.packOf(settings.url);
    if (pack === undefined) {
      return err({
        tag: "config",
        message: `No wire pack knows the scheme of "${displayUrl(settings.url)}".`,
      });
    }
    return openSession({ ...settings, root: this.#context.root() }, pack, await password());
  }

  async #password(name: string, live: Live): Promise<Secret | undefined> {
    if (live.password !== undefined) {
      return live.password;
    }
    const from = live.settings.passwordFrom;
    if (
      (from !== undefined && from !== "secret") ||
      this.pack(name)?.protocol.endsWith("-file") === true
    ) {
      return undefined;
    }
    const stored = await this.#context.password(
      name,
      this.pack(name)?.engine ?? "",
      displayUrl(live.settings.url),
    );
    return stored === undefined ? undefined : new Secret(stored);
  }

  /** Ends an owner's session, as when its document is closed. */
  async release(name: string, owner: string): Promise<void> {
    const held = this.#live.get(name)?.sessions.get(owner);
    this.#live.get(name)?.sessions.delete(owner);
    await held?.session.close();
  }

  async close(name: string): Promise<void> {
    const live = this.#live.get(name);
    if (live === undefined) {
      return;
    }
    const sessions = [...live.sessions.values()];
    live.sessions.clear();
    live.state = "closed";
    live.catalogIsLive = false;
    live.error = undefined;
    await Promise.all(sessions.map((it) => it.session.close()));
    this.#context.changed(name);
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#live.keys()].map((it) => this.close(it)));
  }

  /** Drops what belongs to settings that are no longer there; call after the configuration changed. */
  async reconcile(): Promise<void> {
    for (const [name, live] of this.#live) {
      if (JSON.stringify(live.settings) !== JSON.stringify(this.#settings()[name])) {
        await this.close(name);
        this.#live.delete(name);
      }
    }
  }

  #closeIdle(live: Live): void {
    const now = performance.now();
    for (const [owner, held] of live.sessions) {
      if (now - held.usedAt > IDLE_MS && !held.session.inTransaction) {
        live.sessions.delete(owner);
        void held.session.close();
      }
    }
  }

  #settings(): Readonly<Record<string, ConnectionSettings>> {
    return this.#context.config().connections ?? {};
  }

  #state(name: string): Live | undefined {
    const settings = this.#settings()[name];
    if (settings === undefined) {
      return undefined;
    }
    let live = this.#live.get(name);
    if (live === undefined) {
      live = {
        state: "closed",
        error: undefined,
        version: undefined,
        catalog: undefined,
        catalogIsLive: false,
        password: undefined,
        opening: undefined,
        sessions: new Map(),
        settings,
      };
      this.#live.set(name, live);
    }
    return live;
  }

  #info(name: string): ConnectionInfo {
    const settings = this.#settings()[name];
    const live = this.#live.get(name);
    return {
      name,
      engine: this.pack(name)?.engine ?? "unknown",
      target: displayUrl(settings?.url ?? ""),
      environment: settings?.environment,
      readOnly: settings?.readOnly === true,
      active: this.active === name,
      state: live?.state ?? "closed",
      error: live?.error,
      serverVersion: live?.version,
      origin: this.#context.origin(name),
    };
  }

  /** The pack that a URL's scheme picks. */
  packOf(url: string): Pack | undefined {
    const { packs } = this.#context;
    const owns = packs.names().flatMap((it) => {
      const own = packs.own(it);
      return own.ok ? [{ engine: it, data: own.value }] : [];
    });
    const found = packForUrl(url, owns);
    const loaded = found === undefined ? undefined : packs.load(found.engine);
    return loaded?.ok === true ? loaded.value : undefined;
  }

  #key(name: string): string {
    return `${name} ${displayUrl(this.#settings()[name]?.url ?? "")} ${this.#context.root()}`;
  }

  #unknown(name: string): WireError {
    const names = Object.keys(this.#settings());
    return {
      tag: "config",
      message: `There is no connection "${name}". ${names.length === 0 ? "Add one first." : `There is ${names.join(", ")}.`}`,
    };
  }
}

function introspectOptions(settings: ConnectionSettings): { readonly schemas?: readonly string[] } {
  return settings.schemas === undefined ? {} : { schemas: settings.schemas };
}

/** An error of any driver for the client. */
export function failure(error: DriverError): { readonly ok: false; readonly error: WireError } {
  return err(wireError(error));
}
