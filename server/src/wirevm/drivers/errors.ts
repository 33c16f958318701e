/**
 * Why a database could not be reached or did not do what was asked: errors as data, one exhaustive
 * `explain` that turns each into a sentence saying what happened and what to do. No error holds a
 * password or a parameter's value; a statement's text is never part of a message.
 */
import { never } from "../../base/result.ts";
import type { WireError } from "../../protocol/messages.ts";
import type { Pack, SqlReason } from "../packs/pack.ts";

/** The connection could not be made. */
export type ConnectError =
  | { readonly tag: "refused"; readonly host: string; readonly port: number }
  | { readonly tag: "unknown-host"; readonly host: string }
  | {
      readonly tag: "auth";
      readonly user: string;
      readonly message: string;
      readonly passwordGiven: boolean;
    }
  | { readonly tag: "timeout"; readonly afterMs: number }
  | { readonly tag: "cancelled" }
  | { readonly tag: "tls"; readonly host: string; readonly message: string }
  /** The tunnel to the server could not be made. */
  | { readonly tag: "ssh"; readonly message: string }
  | { readonly tag: "no-database"; readonly database: string; readonly message: string }
  | { readonly tag: "too-many-connections"; readonly message: string }
  | { readonly tag: "no-file"; readonly path: string; readonly message: string }
  | { readonly tag: "not-a-database"; readonly path: string; readonly message: string }
  | {
      readonly tag: "wrong-protocol";
      readonly host: string;
      readonly port: number;
      readonly message: string;
    }
  | { readonly tag: "config"; readonly message: string }
  | { readonly tag: "no-driver"; readonly engine: string; readonly message: string }
  | { readonly tag: "lost"; readonly message: string }
  | {
      readonly tag: "sql";
      readonly code: string;
      readonly message: string;
      readonly reason: SqlReason;
    };

/** A statement was not done. */
export type SqlError =
  | {
      readonly tag: "sql";
      /** The engine's own code: an SQLSTATE, an error number, a result code's name. */
      readonly code: string;
      /** The engine's message. */
      readonly message: string;
      readonly reason: SqlReason;
      /** The same statement may succeed when it is tried again. */
      readonly retry: boolean;
      /** Where in the statement, as UTF-16 offset. */
      readonly position?: number | undefined;
      readonly detail?: string | undefined;
      readonly hint?: string | undefined;
      /** Name of the constraint, table or column that the engine names. */
      readonly constraint?: string | undefined;
    }
  | { readonly tag: "cancelled"; readonly note?: string | undefined }
  | { readonly tag: "timeout"; readonly afterMs: number }
  | { readonly tag: "lost"; readonly message: string }
  /** A later statement on the same session took the place of this result. */
  | { readonly tag: "superseded" }
  | { readonly tag: "read-only"; readonly message: string }
  | { readonly tag: "unsupported"; readonly message: string };

export type DriverError = ConnectError | SqlError;

/** What happened and what to do, for people. */
export function explain(error: DriverError): string {
  switch (error.tag) {
    case "refused":
      return `Nothing answers at ${error.host}:${error.port}. Start the server, or correct host and port in the connection's URL.`;
    case "unknown-host":
      return `There is no host called ${error.host}. Check the spelling in the connection's URL, and the network or VPN.`;
    case "auth":
      return error.passwordGiven
        ? `The server does not let ${error.user} in: ${sentence(error.message)} Check the user's name and the password.`
        : `The server does not let ${error.user} in without a password: ${sentence(error.message)} Give one with "passwordFrom" (env:NAME, command:…, pgpass or secret).`;
    case "timeout":
      return `No answer within ${seconds(error.afterMs)}. The server may be busy or unreachable; raise the time limit if it is only slow.`;
    case "cancelled":
      return "note" in error && error.note !== undefined
        ? `Cancelled. ${error.note}`
        : "Cancelled.";
    case "tls":
      return `No secure connection to ${error.host}: ${sentence(error.message)} Check sslmode and sslrootcert in the connection's URL.`;
    case "ssh":
      return `No SSH tunnel: ${sentence(error.message)}`;
    case "no-database":
      return `${sentence(error.message)} Correct the database in the connection's URL, or create it.`;
    case "too-many-connections":
      return `The server takes no more connections: ${sentence(error.message)} Close some, or raise its limit.`;
    case "no-file":
      return `${error.path}: ${sentence(error.message)} Check the path in the connection's URL; relative paths start at the workspace's root.`;
    case "not-a-database":
      return `${error.path} is not a database this driver can read: ${sentence(error.message)} Check the path, or that the file is not encrypted or cut off.`;
    case "wrong-protocol":
      return `What answers at ${error.host}:${error.port} is not the server that the URL names: ${sentence(error.message)} Check the port and the URL's scheme.`;
    case "config":
      return sentence(error.message);
    case "no-driver":
      return sentence(error.message);
    case "lost":
      return `The connection was lost: ${sentence(error.message)} The next statement opens a new one; a transaction that was open is undone.`;
    case "superseded":
      return "A later statement on this connection took the place of this result. Run it again to see more rows.";
    case "read-only":
      return `This connection is read-only: ${sentence(error.message)}`;
    case "unsupported":
      return sentence(error.message);
    case "sql": {
      const detail =
        "detail" in error && error.detail !== undefined ? ` ${sentence(error.detail)}` : "";
      const hint = "hint" in error && error.hint !== undefined ? ` ${sentence(error.hint)}` : "";
      return `${sentence(error.message)}${detail}${hint} (${error.code})`;
    }
    default:
      return never(error);
  }
}

/** The error as it crosses to the client. */
export function wireError(error: DriverError): WireError {
  return {
    tag: error.tag,
    message: explain(error),
    ...("code" in error ? { code: error.code } : {}),
    ...("position" in error && error.position !== undefined ? { position: error.position } : {}),
  };
}

/** What the pack says about an engine's code: the longest matching prefix wins, `42501` before its class `42`. */
export function reasonOf(
  pack: Pack,
  code: string,
): { readonly reason: SqlReason; readonly retry: boolean } {
  for (let length = code.length; 0 < length; length -= 1) {
    const known = Object.hasOwn(pack.errors, code.slice(0, length))
      ? pack.errors[code.slice(0, length)]
      : undefined;
    if (known !== undefined) {
      return known;
    }
  }
  return { reason: "unknown", retry: false };
}

function sentence(message: string): string {
  const trimmed = message.trim();
  return /[.!?)]$/u.test(trimmed) ? trimmed : `${trimmed}.`;
}

function seconds(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${Math.round(ms / 100) / 10} s`;
}
