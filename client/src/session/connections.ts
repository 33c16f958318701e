/**
 * The connections as the server reports them, and the one way to open one: with the stored password,
 * and with a question to the user where the server refuses it.
 */
import * as vscode from "vscode";
import type {
  ConnectionInfo,
  WireError,
  WireResult,
} from "../../../server/src/protocol/messages.ts";
import type { Passwords } from "./passwords.ts";
import type { Session } from "./session.ts";

/** Asks the user for a password; `undefined` when they cancel. */
export type AskPassword = (
  connection: ConnectionInfo,
  why: "missing" | "refused",
) => Promise<{ readonly password: string; readonly remember: boolean } | undefined>;

/** Attempts before giving up on a password. */
const MAX_PASSWORD_ATTEMPTS = 3;
/** Errors that another password may mend. */
const PASSWORD_TAGS: readonly string[] = ["auth", "password"];

/** The list and what can be done with its entries. */
export class Connections implements vscode.Disposable {
  readonly #session: Session;
  readonly #passwords: Passwords;
  readonly #askPassword: AskPassword;
  readonly #changed = new vscode.EventEmitter<string | undefined>();
  readonly #subscription: vscode.Disposable;
  /** Passwords of connections that were just added and have no place in the storage yet. */
  readonly #fresh = new Map<string, string>();
  /** Why the last attempt failed, until the next one. */
  readonly #failures = new Map<string, WireError>();
  #list: readonly ConnectionInfo[] = [];
  #loading: Promise<readonly ConnectionInfo[]> | undefined;

  /** Fires with the name of the connection that changed, or without one for the whole list. */
  readonly onDidChange = this.#changed.event;

  constructor(session: Session, passwords: Passwords, askPassword: AskPassword) {
    this.#session = session;
    this.#passwords = passwords;
    this.#askPassword = askPassword;
    this.#subscription = session.on("sqlx/connections/changed", (it) => {
      this.#loading = undefined;
      this.#changed.fire(it.name);
    });
  }

  /** The last list seen, without asking. */
  get known(): readonly ConnectionInfo[] {
    return this.#list;
  }

  /** The list as the server has it now. */
  async list(): Promise<readonly ConnectionInfo[]> {
    this.#loading ??= this.#session.request("sqlx/connections/list", {});
    try {
      this.#list = await this.#loading;
    } finally {
      this.#loading = undefined;
    }
    return this.#list;
  }

  async find(name: string): Promise<ConnectionInfo | undefined> {
    return (await this.list()).find((it) => it.name === name);
  }

  /** Keeps a password until the connection is first opened; only then is its place known. */
  remember(name: string, password: string): void {
    this.#fresh.set(name, password);
  }

  /** Opens a connection unless it is open already. */
  async ensureOpen(name: string): Promise<WireResult<ConnectionInfo>> {
    const found = await this.find(name);
    return found?.state === "open" ? { ok: true, value: found } : this.open(name, "keep");
  }

  /** Why a connection could not be opened the last time; nothing when it could or was not tried. */
  failure(name: string): WireError | undefined {
    return this.#failures.get(name);
  }

  /** Opens a connection, or reads its catalog again; asks for a password when that is what is missing. */
  async open(name: string, catalog: "keep" | "refresh"): Promise<WireResult<ConnectionInfo>> {
    this.#failures.delete(name);
    const answer = await this.#open(name, catalog);
    if (!answer.ok) {
      this.#failures.set(name, answer.error);
    }
    return answer;
  }

  async #open(name: string, catalog: "keep" | "refresh"): Promise<WireResult<ConnectionInfo>> {
    const found = await this.find(name);
    if (found === undefined) {
      return {
        ok: false,
        error: { tag: "config", message: vscode.l10n.t('There is no connection "{0}".', name) },
      };
    }
    const stored = await this.#passwords.get(found);
    let password = this.#fresh.get(name) ?? stored;
    let remember = this.#fresh.has(name);
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#session.ask("sqlx/connections/open", {
        name,
        password,
        ...(catalog === "refresh" ? { refresh: true } : {}),
      });
      if (answer.ok) {
        this.#fresh.delete(name);
        if (remember && password !== undefined) {
          await this.#passwords.store(answer.value, password);
        }
        return answer;
      }
      if (!PASSWORD_TAGS.includes(answer.error.tag) || MAX_PASSWORD_ATTEMPTS <= attempt) {
        return answer;
      }
      const given = await this.#askPassword(found, password === undefined ? "missing" : "refused");
      if (given === undefined) {
        return answer;
      }
      ({ password, remember } = given);
    }
  }

  /** Removes what is stored for a connection. */
  async forget(connection: ConnectionInfo): Promise<void> {
    this.#fresh.delete(connection.name);
    await this.#passwords.forget(connection);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}
