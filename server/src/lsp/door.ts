/**
 * The language server's door: converts in, calls, converts out, and decides nothing about SQL.
 * One file per method family exports a `Feature`; capabilities are computed from the features that
 * are attached, so nothing is advertised that has no handler.
 */
import type { CancellationToken, Connection, ServerCapabilities } from "vscode-languageserver";
import type { Region } from "../workspace/region.ts";
import type { Workspace } from "../workspace/workspace.ts";

export interface Door {
  readonly connection: Connection;
  readonly workspace: Workspace;
  /**
   * Guards one request: lets edits that are queued behind it in first, drops work that was cancelled,
   * and answers `fallback` when we have a bug, which is logged without any statement text.
   */
  answer<T>(
    name: string,
    token: CancellationToken,
    fallback: T,
    run: () => T | Promise<T>,
  ): Promise<T>;
}

export interface Feature {
  readonly capabilities: ServerCapabilities;
  attach(door: Door): void;
}

/** The SQL at a place of a document: the region it lies in and the offset inside it. */
export function placeAt(
  door: Door,
  uri: string,
  position: { readonly line: number; readonly character: number },
): { readonly region: Region; readonly offset: number } | undefined {
  return door.workspace.regionAt(uri, position);
}
