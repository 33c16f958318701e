/**
 * Where a password comes from: a given secret, the environment, a command, a password file, or the
 * URL itself. It is a `Secret` from the moment it is read, and no error holds it.
 */
import { execFile } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { homedir, platform } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { err, ok, type Result } from "../../base/result.ts";
import type { ConnectError } from "./errors.ts";
import { Secret } from "./secret.ts";

export interface PasswordQuestion {
  /** `env:NAME`, `command:…`, `pgpass`, `secret`; absent where nothing is configured. */
  readonly from?: string | undefined;
  /** From the editor's secret storage, or typed by the user. */
  readonly given?: Secret | undefined;
  /** From the URL. */
  readonly inUrl?: Secret | undefined;
  /** A password file's line is chosen by these. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** Another password file than the usual one. */
  readonly passfile?: string | undefined;
}

/** A command that shows a dialog may take a while; one that hangs must not hang us. */
const COMMAND_TIMEOUT_MS = 60_000;

/** The password, or `undefined` where there is none. */
export async function fetchPassword(
  question: PasswordQuestion,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Result<Secret | undefined, ConnectError>> {
  if (question.given !== undefined) {
    return ok(question.given);
  }
  const { from } = question;
  if (from?.startsWith("env:") === true) {
    const name = from.slice("env:".length);
    const value = env[name];
    return value === undefined
      ? config(`passwordFrom names the environment variable ${name}, which is not set`)
      : ok(new Secret(value));
  }
  if (from?.startsWith("command:") === true) {
    return commandOutput(from.slice("command:".length));
  }
  if (from === "pgpass") {
    const found = passwordInFile(question, env);
    return found === undefined
      ? config(
          `no line of the password file fits ${question.user}@${question.host}:${question.port}/${question.database}`,
        )
      : ok(found);
  }
  if (from === "secret") {
    return config(
      "the password is kept in the editor's secret storage; outside the editor use env:NAME or command:…",
    );
  }
  return ok(question.inUrl);
}

function config(message: string): Result<never, ConnectError> {
  return err({ tag: "config", message });
}

async function commandOutput(command: string): Promise<Result<Secret, ConnectError>> {
  const shell: [string, string[]] =
    platform() === "win32"
      ? [process.env["ComSpec"] ?? "cmd.exe", ["/d", "/s", "/c", command]]
      : ["/bin/sh", ["-c", command]];
  try {
    const { stdout } = await promisify(execFile)(shell[0], shell[1], {
      timeout: COMMAND_TIMEOUT_MS,
      windowsHide: true,
    });
    return ok(new Secret(stdout.replace(/\r?\n[\s\S]*$/u, "")));
  } catch (error) {
    // The error's own message repeats what the command printed, which may be half a secret.
    const code = (error as { code?: unknown }).code;
    const how = typeof code === "number" ? `ended with status ${code}` : "could not be run";
    return config(`the command that passwordFrom names ${how}`);
  }
}

/** The first line of the password file that fits: `host:port:database:user:password`, `*` fits anything. */
export function passwordInFile(
  question: PasswordQuestion,
  env: NodeJS.ProcessEnv = process.env,
): Secret | undefined {
  const path = question.passfile ?? env["PGPASSFILE"] ?? usualPasswordFile(env);
  let text: string;
  try {
    // As the engine's own clients do: a file that others can read is not used.
    if (platform() !== "win32" && (statSync(path).mode & 0o077) !== 0) {
      return undefined;
    }
    text = readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
  // A socket's folder counts as localhost.
  const host = question.host.startsWith("/") ? "localhost" : question.host;
  const wanted = [host, String(question.port), question.database, question.user];
  for (const line of text.split(/\r?\n/u)) {
    if (line === "" || line.startsWith("#")) {
      continue;
    }
    const fields = fieldsOf(line);
    const password = fields[4];
    if (password !== undefined && wanted.every((it, i) => fields[i] === "*" || fields[i] === it)) {
      return new Secret(password);
    }
  }
  return undefined;
}

function usualPasswordFile(env: NodeJS.ProcessEnv): string {
  return platform() === "win32"
    ? join(env["APPDATA"] ?? homedir(), "postgresql", "pgpass.conf")
    : join(env["HOME"] ?? homedir(), ".pgpass");
}

/** Fields between colons; a backslash takes the next character as it is. */
function fieldsOf(line: string): string[] {
  const fields: string[] = [];
  let field = "";
  for (let i = 0; i < line.length; i += 1) {
    const character = line.charAt(i);
    if (character === "\\" && i + 1 < line.length) {
      i += 1;
      field += line.charAt(i);
    } else if (character === ":" && fields.length < 4) {
      fields.push(field);
      field = "";
    } else {
      field += character;
    }
  }
  return [...fields, field];
}
