/** Completion items as the protocol wants them. */
import {
  CompletionItemKind,
  type CompletionList,
  InsertTextFormat,
  type CompletionItem as LspItem,
  MarkupKind,
} from "vscode-languageserver";
import type { CompletionItem, ItemKind } from "../ide/completion/item.ts";
import { completions } from "../ide/completions.ts";
import { hostRange, type Region } from "../workspace/region.ts";
import { type Feature, placeAt } from "./door.ts";

const KINDS: Readonly<Record<ItemKind, CompletionItemKind>> = {
  column: CompletionItemKind.Field,
  table: CompletionItemKind.Class,
  view: CompletionItemKind.Interface,
  cte: CompletionItemKind.Struct,
  alias: CompletionItemKind.Variable,
  schema: CompletionItemKind.Module,
  function: CompletionItemKind.Function,
  keyword: CompletionItemKind.Keyword,
  type: CompletionItemKind.TypeParameter,
  value: CompletionItemKind.EnumMember,
  join: CompletionItemKind.Reference,
  condition: CompletionItemKind.Operator,
  columns: CompletionItemKind.Field,
  variable: CompletionItemKind.Variable,
  role: CompletionItemKind.Constant,
  index: CompletionItemKind.Value,
  setting: CompletionItemKind.Property,
  name: CompletionItemKind.Value,
  snippet: CompletionItemKind.Snippet,
};

export const completion: Feature = {
  capabilities: {
    completionProvider: {
      triggerCharacters: [".", " ", "(", ",", '"', "`", "[", "'", "@", ":"],
      completionItem: { labelDetailsSupport: true },
    },
  },
  attach(door) {
    const { connection, workspace, answer } = door;
    connection.onCompletion((params, token) =>
      answer<CompletionList>("completion", token, { isIncomplete: false, items: [] }, () => {
        const place = placeAt(door, params.textDocument.uri, params.position);
        if (place === undefined) {
          return { isIncomplete: false, items: [] };
        }
        const style = { keywordCase: workspace.config.completion?.keywordCase ?? "auto" } as const;
        const { items, incomplete } = completions(place.region.view, place.offset, style);
        // A space opens the list only where names are wanted, never to offer mere keywords.
        const asked = params.context?.triggerCharacter;
        const shown =
          asked === " " || asked === "(" || asked === "," || asked === "'" ? named(items) : items;
        return {
          isIncomplete: incomplete,
          items: shown.map((it, position) => toLspItem(place.region, it, position)),
        };
      }),
    );
  },
};

/** The items, unless only keywords and functions lead: then nobody waited for a list. */
function named(items: readonly CompletionItem[]): readonly CompletionItem[] {
  const [first] = items;
  return first === undefined || first.kind === "keyword" || first.kind === "function" ? [] : items;
}

function toLspItem(region: Region, it: CompletionItem, position: number): LspItem {
  const range = hostRange(region, it.replace);
  return {
    label: it.label,
    kind: KINDS[it.kind],
    labelDetails: {
      detail: it.detail === "" ? "" : `  ${it.detail}`,
      ...(it.from === undefined ? {} : { description: it.from }),
    },
    sortText: String(position).padStart(4, "0"),
    filterText: it.filterText ?? it.label,
    insertTextFormat: it.snippet === true ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range, newText: region.escape(it.insertText) },
    ...(it.additionalEdits === undefined
      ? {}
      : {
          additionalTextEdits: it.additionalEdits.map((edit) => ({
            range: hostRange(region, edit.range),
            newText: region.escape(edit.text),
          })),
        }),
    ...(it.documentation === undefined
      ? {}
      : { documentation: { kind: MarkupKind.Markdown, value: it.documentation } }),
  };
}
