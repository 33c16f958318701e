/**
 * Passwords in the editor's secret storage. A password belongs to an engine and a target, not to a
 * name: a workspace that calls its own server "prod" must not be handed the password of another.
 */
import type * as vscode from "vscode";

/** What identifies the place a password is for. */
export interface PasswordPlace {
  readonly engine: string;
  /** Display form of the URL, without secrets. */
  readonly target: string;
}

/** Stored passwords by place. */
export class Passwords {
  readonly #secrets: vscode.SecretStorage;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
  }

  get(place: PasswordPlace): Thenable<string | undefined> {
    return this.#secrets.get(keyOf(place));
  }

  store(place: PasswordPlace, password: string): Thenable<void> {
    return this.#secrets.store(keyOf(place), password);
  }

  forget(place: PasswordPlace): Thenable<void> {
    return this.#secrets.delete(keyOf(place));
  }
}

function keyOf(place: PasswordPlace): string {
  return `sqlx.password ${place.engine} ${place.target}`;
}
