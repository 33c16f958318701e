/** Colours of names by what they are. */
import { type SemanticTokens, SemanticTokensBuilder } from "vscode-languageserver";
import type { Range } from "../base/text.ts";
import {
  type SemanticToken,
  TOKEN_MODIFIERS,
  TOKEN_TYPES,
  semanticTokens as tokensOf,
} from "../ide/semantic-tokens.ts";
import { hostRange } from "../workspace/region.ts";
import { fromLspRange } from "./convert.ts";
import type { Door, Feature } from "./door.ts";

export const semanticTokens: Feature = {
  capabilities: {
    semanticTokensProvider: {
      legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
      full: true,
      range: true,
    },
  },
  attach(door) {
    const { languages } = door.connection;
    languages.semanticTokens.on((params, token) =>
      door.answer<SemanticTokens>("semantic tokens", token, { data: [] }, () =>
        encoded(door, params.textDocument.uri),
      ),
    );
    languages.semanticTokens.onRange((params, token) =>
      door.answer<SemanticTokens>("semantic tokens", token, { data: [] }, () => {
        const document = door.workspace.document(params.textDocument.uri);
        return document === undefined
          ? { data: [] }
          : encoded(door, params.textDocument.uri, fromLspRange(document.lines, params.range));
      }),
    );
  },
};

/** In the protocol's relative numbers; a token that a host's string breaks over lines is left out. */
function encoded({ workspace }: Door, uri: string, within?: Range): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  for (const region of workspace.regions(uri)) {
    // In programs the injection grammar colours; tokens across pieces of text have no one place.
    if (region.embedded) {
      continue;
    }
    if (
      within !== undefined &&
      (region.host.end < within.start || within.end < region.host.start)
    ) {
      continue;
    }
    const inside =
      within === undefined
        ? undefined
        : { start: region.fromHost(within.start), end: region.fromHost(within.end) };
    for (const it of tokensOf(region.view, inside)) {
      const { start, end } = hostRange(region, it.range);
      if (start.line === end.line && end.character > start.character) {
        builder.push(
          start.line,
          start.character,
          end.character - start.character,
          TOKEN_TYPES.indexOf(it.type),
          bits(it),
        );
      }
    }
  }
  return builder.build();
}

function bits(token: SemanticToken): number {
  return token.modifiers.reduce((sum, it) => sum | (1 << TOKEN_MODIFIERS.indexOf(it)), 0);
}
