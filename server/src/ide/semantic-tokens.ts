/** What each name is, for colours: only what the grammar cannot tell by its letters. */
import { analyze } from "../analysis/analyze.ts";
import { type Meaning, nameUses } from "../analysis/names.ts";
import type { View } from "../analysis/view.ts";
import type { Range } from "../base/text.ts";
import { parse } from "../sql/parse.ts";
import { walk } from "../sql/walk.ts";

/** Standard token types of the protocol, in the order of the legend. */
export const TOKEN_TYPES = [
  "class",
  "namespace",
  "property",
  "variable",
  "parameter",
  "function",
  "type",
  "struct",
] as const;
export const TOKEN_MODIFIERS = ["declaration", "readonly", "defaultLibrary"] as const;

export type TokenType = (typeof TOKEN_TYPES)[number];
export type TokenModifier = (typeof TOKEN_MODIFIERS)[number];

export interface SemanticToken {
  /** Offsets of the script. */
  readonly range: Range;
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

/** Tokens in text order, none overlapping; only of statements that a range touches, where one is given. */
export function semanticTokens(view: View, within?: Range): readonly SemanticToken[] {
  return view.script.statements.flatMap((statement, index) => {
    const start = view.script.starts[index] ?? 0;
    const end = start + statement.text.length;
    if (within !== undefined && (end <= within.start || within.end < start)) {
      return [];
    }
    const found: SemanticToken[] = [];
    const add = (range: Range, type: TokenType, modifiers: readonly TokenModifier[] = []) => {
      found.push({
        range: { start: start + range.start, end: start + range.end },
        type,
        modifiers,
      });
    };
    for (const use of nameUses(analyze(statement, view.catalog))) {
      const sort = sortOf(use.meaning);
      if (sort !== undefined) {
        const [type, ...modifiers] = sort;
        add(use.range, type, use.isDefinition ? ["declaration", ...modifiers] : modifiers);
      }
    }
    walk(parse(statement).root, {
      parameter: (node) => add(node, "parameter"),
      variable: (node) => add(node, "variable"),
      "type-name": (node) => {
        if (node.qualified !== undefined) {
          add(node.qualified, "type");
        }
      },
      "create-table": (node) => add(node.name.parts.at(-1) ?? node.name, "class", ["declaration"]),
      "create-view": (node) =>
        add(node.name.parts.at(-1) ?? node.name, "class", ["declaration", "readonly"]),
      "create-routine": (node) =>
        add(node.name.parts.at(-1) ?? node.name, "function", ["declaration"]),
    });
    let last = start;
    return found
      .sort((a, b) => a.range.start - b.range.start || b.range.end - a.range.end)
      .filter((it) => {
        const isFree = it.range.start >= last && it.range.end > it.range.start;
        last = isFree ? it.range.end : last;
        return isFree;
      });
  });
}

function sortOf(meaning: Meaning): readonly [TokenType, ...TokenModifier[]] | undefined {
  switch (meaning.tag) {
    case "table":
      return meaning.table.kind === "table" ? ["class"] : ["class", "readonly"];
    case "schema":
      return ["namespace"];
    case "local-table":
      return ["struct"];
    case "relation":
      // An alias is a variable that stands for rows; a table under its own name is the table.
      return meaning.relation.alias === undefined && meaning.relation.table !== undefined
        ? ["class"]
        : ["variable"];
    case "column":
    case "stored-column":
    case "column-name":
    case "alias":
      return ["property"];
    case "variable":
      return meaning.variable.source === "parameter" ? ["parameter"] : ["variable"];
    case "window":
      return ["variable"];
    case "function":
      return meaning.routines.length > 0 ? ["function"] : ["function", "defaultLibrary"];
    default:
      return undefined;
  }
}
