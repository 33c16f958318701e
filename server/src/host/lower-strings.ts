/** Literals of each grammar: where they begin and end, their holes, and how they are written. */
import { decode } from "./strings.ts";
import type { Expr, StringPiece, StringStyle } from "./syntax.ts";
import { child, childOfType, type HostNode, type HostTree, named } from "./tree.ts";

interface Shape {
  readonly style: StringStyle;
  readonly start: number;
  readonly end: number;
  readonly holes: readonly HostNode[];
  readonly note?: string | undefined;
}

/** `/* sql *\/` right before a literal, or a comment that says so on the line above. */
const NOTE_BEFORE =
  /(?:\/\*|#|\/\/|--)\s*(?:language\s*=\s*)?((?:postgre|my|t-?|pl\/?)?sql(?:ite)?)\b[^\n]*?(?:\*\/\s*|\n[^\n]*)$/iu;
const LONGEST_NOTE = 240;

export function lowerString(
  node: HostNode,
  tree: HostTree,
  heredoc: HostNode | undefined,
  expr: (node: HostNode | undefined) => Expr,
): Expr {
  const shape = shapeOf(node, tree, heredoc);
  const pieces: StringPiece[] = [];
  let at = shape.start;
  const textTo = (end: number) => {
    if (end > at) {
      pieces.push({ kind: "text", segments: decode(tree.text, at, end, shape.style) });
    }
  };
  for (const hole of shape.holes) {
    const range = holeRange(hole, node, heredoc, tree.text);
    textTo(range.start);
    const inside = holeValue(hole);
    pieces.push({
      kind: "hole",
      range,
      value: expr(inside),
      numeric: isNumericFormat(hole, tree.text),
    });
    at = range.end;
  }
  textTo(shape.end);
  const before = tree.text.slice(Math.max(0, node.start - LONGEST_NOTE), node.start);
  return {
    start: node.start,
    end: heredoc === undefined ? node.end : Math.max(node.end, heredoc.end),
    kind: "string",
    pieces,
    style: shape.style,
    inside: { start: shape.start, end: shape.end },
    note: shape.note ?? NOTE_BEFORE.exec(before)?.[1],
  };
}

const HOLES: ReadonlySet<string> = new Set(["template_substitution", "interpolation"]);
const TEXT_PARTS: ReadonlySet<string> = new Set([
  "string_content",
  "escape_sequence",
  "string_fragment",
  "heredoc_content",
  "heredoc_end",
  "nowdoc_string",
]);

function holeValue(hole: HostNode): HostNode | undefined {
  if (!HOLES.has(hole.type)) {
    return hole;
  }
  return (
    child(hole, "expression") ??
    named(hole).find((it) => !/brace$|clause$|conversion$|specifier$/u.test(it.type))
  );
}

/** `{id:d}`, `{id:D}`, `{price:.2f}`: formats that only a number has. */
function isNumericFormat(hole: HostNode, text: string): boolean {
  const format = childOfType(hole, "format_specifier", "interpolation_format_clause");
  return (
    format !== undefined &&
    /^:[^a-z]*[dfgexobn%]$|^:[DNFX]\d*$/u.test(text.slice(format.start, format.end))
  );
}

/** PHP writes a hole bare or in braces that belong to the literal. */
function holeRange(
  hole: HostNode,
  node: HostNode,
  heredoc: HostNode | undefined,
  text: string,
): { readonly start: number; readonly end: number } {
  if (HOLES.has(hole.type) || heredoc !== undefined) {
    return { start: hole.start, end: hole.end };
  }
  const braced =
    text[hole.start - 1] === "{" && text[hole.end] === "}" && hole.start - 1 > node.start;
  const dollar = braced && text[hole.start - 2] === "$" && text[hole.start] !== "$" ? 1 : 0;
  return braced
    ? { start: hole.start - 1 - dollar, end: hole.end + 1 }
    : { start: hole.start, end: hole.end };
}

function shapeOf(node: HostNode, tree: HostTree, heredoc: HostNode | undefined): Shape {
  const { text } = tree;
  const holes = (of: HostNode) => of.children.filter((it) => HOLES.has(it.type));
  const bare = (of: HostNode) =>
    of.children.filter((it) => it.named && !TEXT_PARTS.has(it.type) && !/^heredoc_/u.test(it.type));
  const first = text[node.start] ?? "";
  switch (node.type) {
    case "template_string":
      return {
        style: "template",
        start: node.start + 1,
        end: node.end - 1,
        holes: holes(node),
      };
    case "interpreted_string_literal":
      return { style: "go", start: node.start + 1, end: closed(node, text), holes: [] };
    case "raw_string_literal": {
      const content = childOfType(node, "raw_string_content");
      return content === undefined
        ? { style: "raw", start: node.start + 1, end: node.end - 1, holes: [] }
        : { style: "raw", start: content.start, end: content.end, holes: [] };
    }
    case "string_literal": {
      if (text.startsWith('"""', node.start)) {
        const line = text.indexOf("\n", node.start);
        return {
          style: "java-block",
          start: line < 0 || line > node.end ? node.start + 3 : line + 1,
          end: node.end - 3,
          holes: [],
        };
      }
      return {
        style: tree.language === "csharp" ? "csharp" : "java",
        start: node.start + 1,
        end: closed(node, text),
        holes: [],
      };
    }
    case "encapsed_string":
      return {
        style: "php-double",
        start: node.start + 1,
        end: node.end - 1,
        holes: bare(node),
      };
    case "heredoc":
    case "nowdoc": {
      const body = child(node, "value");
      const tag = child(node, "end_tag");
      const beginning = child(node, "identifier");
      const line = text.indexOf("\n", beginning?.end ?? node.start);
      const start = line < 0 ? node.end : Math.min(line + 1, node.end);
      const last = text.lastIndexOf("\n", (tag?.start ?? node.end) - 1);
      return {
        style: node.type === "heredoc" ? "php-heredoc" : "raw",
        start,
        end: Math.max(start, last),
        holes: body === undefined || node.type === "nowdoc" ? [] : bare(body),
        note: sqlTag(text.slice(beginning?.start ?? 0, beginning?.end ?? 0)),
      };
    }
    case "verbatim_string_literal":
      return {
        style: "csharp-verbatim",
        start: node.start + 2,
        end: node.end - 1,
        holes: [],
      };
    case "interpolated_string_expression": {
      const opening = /^[$@]+"+/u.exec(text.slice(node.start, node.end))?.[0] ?? '$"';
      const quotes = opening.replace(/[$@]/gu, "").length;
      const style: StringStyle =
        quotes >= RAW_QUOTES
          ? "raw"
          : opening.includes("@")
            ? "csharp-verbatim-format"
            : "csharp-format";
      return {
        style,
        start: node.start + opening.length,
        end: node.end - (quotes >= RAW_QUOTES ? quotes : 1),
        holes: holes(node),
      };
    }
    case "heredoc_beginning": {
      const mark = text.slice(node.start, node.end);
      const end = heredoc === undefined ? undefined : childOfType(heredoc, "heredoc_end");
      const start = heredoc === undefined ? node.end : text.indexOf("\n", heredoc.start) + 1;
      const last = end === undefined ? node.end : text.lastIndexOf("\n", end.start - 1) + 1;
      return {
        style: mark.includes("'") ? "raw" : "ruby-double",
        start,
        end: Math.max(start, last),
        holes: heredoc === undefined ? [] : holes(heredoc),
        note: sqlTag(mark),
      };
    }
    case "bare_string":
      return { style: "ruby-single", start: node.start, end: node.end, holes: [] };
    default:
      break;
  }
  if (tree.language === "python") {
    const opening = childOfType(node, "string_start");
    const closing = childOfType(node, "string_end");
    const mark = text.slice(opening?.start ?? node.start, opening?.end ?? node.start + 1);
    const format = /[ft]/iu.test(mark);
    return {
      style: /r/iu.test(mark) ? "raw" : format ? "python-format" : "python",
      start: opening?.end ?? node.start + 1,
      end: closing?.start ?? node.end,
      holes: holes(node),
    };
  }
  if (tree.language === "ruby") {
    const opening =
      /^(?:%[qQwWiI]?[^\w\s]|["'`])/u.exec(text.slice(node.start, node.end))?.[0] ?? '"';
    return {
      style: opening === "'" || opening.startsWith("%q") ? "ruby-single" : "ruby-double",
      start: node.start + opening.length,
      end: Math.max(node.start + opening.length, node.end - 1),
      holes: holes(node),
    };
  }
  return {
    style: tree.language === "php" ? "php-single" : "javascript",
    start: node.start + 1,
    end: text[node.end - 1] === first ? node.end - 1 : node.end,
    holes: [],
  };
}

const RAW_QUOTES = 3;

/** The end of the inside; a literal that is being written has no closing quote. */
function closed(node: HostNode, text: string): number {
  return node.end - node.start > 1 && text[node.end - 1] === '"' ? node.end - 1 : node.end;
}

/** A heredoc's word says what is in it: `<<~SQL`. */
function sqlTag(mark: string): string | undefined {
  return /sql/iu.test(mark) ? "sql" : undefined;
}
