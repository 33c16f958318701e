/** Definitions anywhere in the folder by their letters. */
import { type SymbolInformation, SymbolKind } from "vscode-languageserver";
import { symbols as symbolsOf } from "../ide/symbols.ts";
import { hostRange } from "../workspace/region.ts";
import type { Feature } from "./door.ts";

const KINDS = {
  table: SymbolKind.Class,
  view: SymbolKind.Interface,
  routine: SymbolKind.Function,
  column: SymbolKind.Field,
  cte: SymbolKind.Struct,
  query: SymbolKind.Object,
  change: SymbolKind.Event,
  other: SymbolKind.Null,
} as const;

const MOST = 200;

export const symbols: Feature = {
  capabilities: { workspaceSymbolProvider: { resolveProvider: false } },
  attach({ connection, workspace, answer }) {
    connection.onWorkspaceSymbol(({ query }, token) =>
      answer<SymbolInformation[]>("workspace symbols", token, [], () =>
        workspace
          .allRegions()
          .flatMap((region) => symbolsOf(region.view, query).map((it) => ({ it, region })))
          .sort((a, b) => b.it.score - a.it.score)
          .slice(0, MOST)
          .map(({ it, region }) => ({
            name: it.name,
            kind: KINDS[it.kind],
            location: { uri: region.uri, range: hostRange(region, it.range) },
            ...(it.container === undefined ? {} : { containerName: it.container }),
          })),
      ),
    );
  },
};
