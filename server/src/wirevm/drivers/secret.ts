import { inspect } from "node:util";

const HIDDEN = "<secret>";

/**
 * A text that must not be seen: a password or a token. However it is turned into text (a template,
 * JSON, a log of the object that holds it) it reads `<secret>`. Only a driver's `open` unwraps it.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself; for handing it to a client library and nothing else. */
  unwrap(): string {
    return this.#text;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [inspect.custom](): string {
    return HIDDEN;
  }
}
