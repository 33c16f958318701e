/** Formatting of files and ranges. */
import type { FormattingOptions, Range as LspRange, TextEdit } from "vscode-languageserver";
import { formatEdits } from "../ide/format.ts";
import { formatStyle } from "../workspace/format-style.ts";
import { hostRange } from "../workspace/region.ts";
import { fromLspRange } from "./convert.ts";
import type { Door, Feature } from "./door.ts";

export const formatting: Feature = {
  capabilities: {
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: { firstTriggerCharacter: ";" },
  },
  attach(door) {
    const { connection, answer } = door;
    connection.onDocumentFormatting((params, token) =>
      answer<TextEdit[]>("formatting", token, [], () =>
        edits(door, params.textDocument.uri, params.options),
      ),
    );
    connection.onDocumentRangeFormatting((params, token) =>
      answer<TextEdit[]>("range formatting", token, [], () =>
        edits(door, params.textDocument.uri, params.options, params.range),
      ),
    );
    // The semicolon ends a statement: that one is laid out, and no other.
    connection.onDocumentOnTypeFormatting((params, token) =>
      answer<TextEdit[]>("formatting while typing", token, [], () => {
        const { line, character } = params.position;
        const typed = { line, character: Math.max(0, character - 1) };
        return edits(door, params.textDocument.uri, params.options, { start: typed, end: typed });
      }),
    );
  },
};

function edits(
  { workspace }: Door,
  uri: string,
  options: FormattingOptions,
  range?: LspRange,
): TextEdit[] {
  const style = formatStyle(workspace.config, {
    indent: options.insertSpaces ? options.tabSize : undefined,
  });
  return workspace
    .regions(uri)
    .filter((it) => !it.embedded)
    .flatMap((region) =>
      formatEdits(
        region.view.script,
        style,
        range === undefined ? undefined : fromLspRange(region.lines, range),
      ).map((it) => ({
        range: hostRange(region, it.range),
        newText: it.text,
      })),
    );
}
