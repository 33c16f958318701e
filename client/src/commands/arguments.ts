/** What commands get from menus, lenses and other extensions; nothing about it is certain. */
import * as vscode from "vscode";
import type { WireRange } from "../../../server/src/protocol/messages.ts";
import type { ConnectionElement } from "../trees/connections.ts";
import type { MigrationBranch } from "../trees/migration-rows.ts";

/** Part of a document. */
export interface Target {
  readonly uri: string;
  readonly range: WireRange;
  readonly connection?: string | undefined;
}

/** The part a lens or code action names, else the selection of the editor in front. */
export function targetOf(given: unknown): Target | undefined {
  if (isRecord(given) && typeof given["uri"] === "string") {
    const range = given["range"];
    return {
      uri: given["uri"],
      range: isRange(range) ? range : EVERYWHERE,
      connection: typeof given["connection"] === "string" ? given["connection"] : undefined,
    };
  }
  const editor = vscode.window.activeTextEditor;
  return editor === undefined
    ? undefined
    : { uri: editor.document.uri.toString(), range: toWireRange(editor.selection) };
}

/** A range that is cut to the document by whoever reads it. */
const EVERYWHERE: WireRange = {
  start: { line: 0, character: 0 },
  end: { line: 2 ** 31 - 1, character: 0 },
};

export function toWireRange(range: vscode.Range): WireRange {
  return {
    start: { line: range.start.line, character: range.start.character },
    end: { line: range.end.line, character: range.end.character },
  };
}

export function fromWireRange(range: WireRange): vscode.Range {
  return new vscode.Range(
    range.start.line,
    range.start.character,
    range.end.line,
    range.end.character,
  );
}

/** A row of the connections tree. */
export function elementOf(given: unknown): ConnectionElement | undefined {
  return isRecord(given) && isRecord(given["row"]) && typeof given["tag"] === "string"
    ? (given as unknown as ConnectionElement)
    : undefined;
}

/** The name of the connection a row belongs to, or the name itself. */
export function connectionNameOf(given: unknown): string | undefined {
  if (typeof given === "string") {
    return given;
  }
  const element = elementOf(given);
  return element === undefined
    ? undefined
    : typeof element.connection === "string"
      ? element.connection
      : element.connection.name;
}

/** A row of the migrations tree. */
export function migrationOf(given: unknown): MigrationBranch["migration"] {
  return isRecord(given) && isRecord(given["migration"])
    ? (given as unknown as MigrationBranch).migration
    : undefined;
}

function isRange(given: unknown): given is WireRange {
  return (
    isRecord(given) &&
    [given["start"], given["end"]].every(
      (it) => isRecord(it) && typeof it["line"] === "number" && typeof it["character"] === "number",
    )
  );
}

export function isRecord(given: unknown): given is Readonly<Record<string, unknown>> {
  return given !== null && typeof given === "object";
}
