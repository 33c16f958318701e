/** The call, or the row of values, around the cursor: what goes where. */
import { analyze } from "../analysis/analyze.ts";
import type { View } from "../analysis/view.ts";
import { catalogIndex } from "../catalog/lookup.ts";
import type { Routine } from "../catalog/model.ts";
import type { Insert, Node } from "../sql/ast.ts";
import { parse } from "../sql/parse.ts";
import { type Statement, statementAt } from "../sql/script.ts";
import { TokenKind } from "../sql/tokens.ts";
import { descendants } from "../sql/walk.ts";
import type { FunctionEntry } from "../wirevm/packs/pack.ts";

export interface Signature {
  readonly label: string;
  /** Ranges of the label. */
  readonly parameters: readonly { readonly start: number; readonly end: number }[];
  readonly documentation?: string | undefined;
}

export interface SignatureHelp {
  readonly signatures: readonly Signature[];
  readonly activeSignature: number;
  readonly activeParameter: number;
}

export function signatureHelp(view: View, offset: number): SignatureHelp | undefined {
  const { statement, start } = statementAt(view.script, offset);
  const open = openBracket(statement, offset - start);
  if (open === undefined) {
    return undefined;
  }
  const { root } = parse(statement);
  const bracket = statement.tokens.starts[open.token] ?? 0;
  const row = insertAround(root, bracket);
  if (row !== undefined) {
    return valuesHelp(view, statement, row, open.commas);
  }
  const parts = nameBefore(statement, open.token);
  const name = parts.at(-1);
  if (name === undefined) {
    return undefined;
  }
  const index = view.catalog === undefined ? undefined : catalogIndex(view.catalog, view.dialect);
  const own = index?.routines(parts) ?? [];
  const entries = view.dialect.pack.functions.filter(
    (it) => it.name.toLowerCase() === name.text.toLowerCase(),
  );
  const signatures = own.length > 0 ? own.map(ofRoutine) : entries.map(ofEntry);
  if (signatures.length === 0) {
    return undefined;
  }
  // The first that has room for the argument being typed; one that repeats its last has.
  const fits = signatures.findIndex((it) => it.parameters.length > open.commas);
  const repeats = entries.findIndex((it) => it.variadic === true);
  const active = Math.max(0, fits >= 0 ? fits : repeats);
  const last = (signatures[active]?.parameters.length ?? 1) - 1;
  return {
    signatures,
    activeSignature: active,
    activeParameter: entries[active]?.variadic === true ? Math.min(open.commas, last) : open.commas,
  };
}

/** The innermost bracket that is open at the offset, and the commas since. */
function openBracket(
  statement: Statement,
  offset: number,
): { readonly token: number; readonly commas: number } | undefined {
  const { tokens, dialect } = statement;
  let at = 0;
  while (at < tokens.count && (tokens.ends[at] ?? 0) <= offset) {
    at += 1;
  }
  let depth = 0;
  let commas = 0;
  for (let token = at - 1; token >= 0; token -= 1) {
    if (tokens.kinds[token] !== TokenKind.Operator) {
      continue;
    }
    const sign = dialect.terminals[tokens.terminals[token] ?? 0];
    if (sign === ")") {
      depth += 1;
    } else if (sign === "(" && depth > 0) {
      depth -= 1;
    } else if (sign === "(") {
      return { token, commas };
    } else if (sign === "," && depth === 0) {
      commas += 1;
    }
  }
  return undefined;
}

/** `a.b` before a bracket. */
function nameBefore(
  { tokens, text, dialect }: Statement,
  bracket: number,
): readonly { readonly text: string; readonly quoted: boolean }[] {
  const parts: { text: string; quoted: boolean }[] = [];
  for (let token = bracket - 1; token >= 0; token -= 2) {
    const raw = text.slice(tokens.starts[token], tokens.ends[token]);
    const kind = tokens.kinds[token];
    if (kind === TokenKind.Word) {
      parts.unshift({ text: raw, quoted: false });
    } else if (kind === TokenKind.QuotedName) {
      parts.unshift({ text: dialect.unquoteName(raw), quoted: true });
    } else {
      break;
    }
    if (dialect.terminals[tokens.terminals[token - 1] ?? 0] !== ".") {
      break;
    }
  }
  return parts;
}

function ofEntry(it: FunctionEntry): Signature {
  const required = it.args.length - (it.optional ?? 0);
  return assembled(
    it.name,
    it.args.map((type, position) => {
      const given = it.names?.[position] ?? "";
      const text = given === "" ? type : `${given} ${type}`;
      const isRepeated = it.variadic === true && position === it.args.length - 1;
      const full = isRepeated ? `${text}, …` : text;
      return position >= required ? `[${full}]` : full;
    }),
    it.returns,
    it.doc,
  );
}

function ofRoutine(it: Routine): Signature {
  return assembled(
    it.name,
    it.parameters
      .filter((parameter) => !/^out$/iu.test(parameter.mode))
      .map((parameter) => {
        const text = `${parameter.name ?? ""} ${parameter.type}`.trim();
        return parameter.hasDefault === true ? `[${text}]` : text;
      }),
    it.returns,
    it.comment,
  );
}

function assembled(
  name: string,
  args: readonly string[],
  returns: string | undefined,
  documentation: string | undefined,
): Signature {
  let label = `${name}(`;
  const parameters = args.map((text, position) => {
    label += position === 0 ? "" : ", ";
    const start = label.length;
    label += text;
    return { start, end: label.length };
  });
  label += returns === undefined ? ")" : `) → ${returns}`;
  return { label, parameters, documentation };
}

/** The insert whose row of values this bracket begins. */
function insertAround(root: Node, bracket: number): Insert | undefined {
  for (const node of descendants(root)) {
    if (
      node.kind === "insert" &&
      node.source?.kind === "values" &&
      node.source.rows.some((it) => it.start === bracket)
    ) {
      return node;
    }
  }
  return undefined;
}

function valuesHelp(
  view: View,
  statement: Statement,
  insert: Insert,
  commas: number,
): SignatureHelp | undefined {
  const target = analyze(statement, view.catalog).targets(insert)[0];
  const named = insert.columns?.map((it) => (it.kind === "column" ? it.parts.at(-1) : undefined));
  const args =
    named === undefined
      ? (target?.columns ?? []).map((it) => typed(it.name, it.type.type?.text))
      : named.map((it) =>
          it === undefined ? "?" : typed(it.text, target?.columnNamed(it)?.type.type?.text),
        );
  const table = insert.table.parts.at(-1)?.text ?? "";
  return args.length === 0
    ? undefined
    : {
        signatures: [assembled(table, args, undefined, undefined)],
        activeSignature: 0,
        activeParameter: commas,
      };
}

function typed(name: string, type: string | undefined): string {
  return type === undefined ? name : `${name} ${type}`;
}
