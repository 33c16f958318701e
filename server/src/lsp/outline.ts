/** The outline and the folds of a document. */
import { type DocumentSymbol, type FoldingRange, SymbolKind } from "vscode-languageserver";
import { folds, type OutlineEntry, outline as outlineOf } from "../ide/outline.ts";
import { hostRange, type Region } from "../workspace/region.ts";
import type { Feature } from "./door.ts";

const KINDS: Readonly<Record<OutlineEntry["kind"], SymbolKind>> = {
  query: SymbolKind.Object,
  change: SymbolKind.Event,
  table: SymbolKind.Class,
  view: SymbolKind.Interface,
  routine: SymbolKind.Function,
  column: SymbolKind.Field,
  cte: SymbolKind.Struct,
  other: SymbolKind.Null,
};

export const outline: Feature = {
  capabilities: { documentSymbolProvider: true, foldingRangeProvider: true },
  attach({ connection, workspace, answer }) {
    connection.onDocumentSymbol((params, token) =>
      answer<DocumentSymbol[]>("outline", token, [], () =>
        workspace
          .regions(params.textDocument.uri)
          .flatMap((region) => outlineOf(region.view).map((it) => toLspSymbol(region, it))),
      ),
    );
    connection.onFoldingRanges((params, token) =>
      answer<FoldingRange[]>("folding", token, [], () =>
        workspace.regions(params.textDocument.uri).flatMap((region) =>
          folds(region.view)
            .map((it) => hostRange(region, it))
            .filter((it) => it.start.line < it.end.line)
            .map((it) => ({ startLine: it.start.line, endLine: it.end.line })),
        ),
      ),
    );
  },
};

function toLspSymbol(region: Region, it: OutlineEntry): DocumentSymbol {
  return {
    name: it.name === "" ? "?" : it.name,
    kind: KINDS[it.kind],
    range: hostRange(region, it.range),
    selectionRange: hostRange(region, it.selection),
    children: it.children.map((child) => toLspSymbol(region, child)),
  };
}
