/**
 * The command line: arguments to calls, plain data to text or JSON, exit codes. It decides nothing
 * about SQL. One command is one file that exports a `Command`; `main.ts` lists them.
 */
import type { Readable } from "node:stream";
import type { ParseArgsConfig } from "node:util";
import type { Config } from "../workspace/config.ts";

/** Exit statuses, the same for every command. */
export const Exit = {
  Fine: 0,
  /** Findings, a failed check or a failed migration. */
  Findings: 1,
  /** Bad usage or configuration. */
  Usage: 2,
  /** A database or the network failed. */
  World: 3,
} as const;

export interface Io {
  readonly stdin: Readable;
  out(text: string): void;
  err(text: string): void;
  /** Waits until everything written has left. */
  flushed(): Promise<void>;
  readonly color: boolean;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Lines after `Usage: sqlxos NAME `. */
  readonly usage: readonly string[];
  readonly options: NonNullable<ParseArgsConfig["options"]>;
  /** A sentence an option, in the order shown. */
  readonly help: Readonly<Record<string, string>>;
  run(args: Arguments, io: Io): Promise<number>;
}

export interface Arguments {
  readonly positionals: readonly string[];
  readonly values: Readonly<
    Record<string, string | boolean | readonly (string | boolean)[] | undefined>
  >;
}

/** Wrong use of a command; the door prints the message and exits with `Exit.Usage`. */
export class UsageError extends Error {}

export function text(args: Arguments, name: string): string | undefined {
  const value = args.values[name];
  return typeof value === "string" ? value : undefined;
}

export function flag(args: Arguments, name: string): boolean {
  return args.values[name] === true;
}

export function texts(args: Arguments, name: string): readonly string[] {
  const value = args.values[name];
  return Array.isArray(value)
    ? value.filter((it) => typeof it === "string")
    : typeof value === "string"
      ? [value]
      : [];
}

/** What a command works in: the folder with its `sqlx.json`, if there is one. */
export interface Place {
  readonly root: string;
  readonly config: Config;
}
