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
  const found: { line: number; character: number; token: SemanticToken }[] = [];
  for (const region of workspace.regions(uri)) {
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
      // A token with escapes in it, or across pieces of text, has no one place in a program.
      const isWhole =
        region.toHost(it.range.end, "end") - region.toHost(it.range.start) ===
        it.range.end - it.range.start;
      if (start.line === end.line && isWhole) {
        found.push({ line: start.line, character: start.character, token: it });
      }
    }
  }
  found.sort((a, b) => a.line - b.line || a.character - b.character);
  let last = { line: -1, end: 0 };
  for (const { line, character, token } of found) {
    const length = token.range.end - token.range.start;
    // One string may be part of several statements.
    if (line > last.line || character >= last.end) {
      builder.push(line, character, length, TOKEN_TYPES.indexOf(token.type), bits(token));
      last = { line, end: character + length };
    }
  }
  return builder.build();
}

function bits(token: SemanticToken): number {
  return token.modifiers.reduce((sum, it) => sum | (1 << TOKEN_MODIFIERS.indexOf(it)), 0);
}
