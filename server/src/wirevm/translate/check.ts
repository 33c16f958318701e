/**
 * Would the target take a translation? What its grammar, its catalog and its functions say about the
 * text, without a server: the same questions a server asks when it prepares a statement. What cannot
 * be known is never held against the text.
 */
import { type Analysis, analyze } from "../../analysis/analyze.ts";
import { columnInference } from "../../analysis/catalog-from-script.ts";
import { packFunctions, typeNamed } from "../../analysis/functions.ts";
import { nameUses } from "../../analysis/names.ts";
import type { Range } from "../../base/text.ts";
import { applyStatement, catalogFromDdl } from "../../catalog/from-ddl.ts";
import type { Catalog } from "../../catalog/model.ts";
import type { Call, Expression, Node } from "../../sql/ast.ts";
import type { Dialect } from "../../sql/dialect.ts";
import { parse } from "../../sql/parse.ts";
import { type Statement, script } from "../../sql/script.ts";
import { descendants } from "../../sql/walk.ts";
import type { FunctionEntry, TypeKind } from "../packs/pack.ts";
import { translateRules } from "./rules.ts";

/** Why the target would refuse a text; the range is in the text. */
export interface Refused {
  readonly message: string;
  readonly range: Range;
}

/** Statements after which other names are known. */
export const CHANGES_NAMES: ReadonlySet<string> = new Set([
  "create-table",
  "create-index",
  "create-view",
  "create-object",
  "alter-table",
  "alter-object",
  "drop",
  "rename",
]);

const HAS_NAMES: ReadonlySet<string> = new Set([
  "select",
  "compound",
  "values",
  "insert",
  "update",
  "delete",
  "merge",
]);

/** The first thing that the target would refuse; `catalog` is what exists there. */
export function refusedByTarget(
  sql: string,
  to: Dialect,
  catalog: Catalog | undefined,
): Refused | undefined {
  const source = script(sql, to);
  let known = catalog;
  for (const [index, statement] of source.statements.entries()) {
    const found = inStatement(statement, to, known);
    const start = source.starts[index] ?? 0;
    if (found !== undefined) {
      const { message, range } = found;
      return { message, range: { start: range.start + start, end: range.end + start } };
    }
    const { root } = parse(statement);
    if (CHANGES_NAMES.has(root.kind)) {
      known = applyStatement(
        known ?? catalogFromDdl("", to),
        root,
        statement.text,
        to,
        columnInference(to),
      );
    }
  }
  return undefined;
}

function inStatement(
  statement: Statement,
  to: Dialect,
  catalog: Catalog | undefined,
): Refused | undefined {
  const { root, problems } = parse(statement);
  const [problem] = problems;
  if (problem !== undefined) {
    return { message: problem.message, range: problem };
  }
  const analysis = analyze(statement, catalog);
  if (catalog !== undefined && HAS_NAMES.has(root.kind)) {
    const sequences = new Set(sequenceNames(descendants(root)));
    for (const { meaning, name, range } of nameUses(analysis)) {
      if (meaning.tag === "unknown" && !sequences.has(range.start)) {
        const what = meaning.missing === "column" ? "column" : "table";
        return { message: `there is no ${what} ${name.text}`, range };
      }
    }
  }
  for (const node of descendants(root)) {
    const message =
      node.kind === "call"
        ? wrongCall(node, analysis, to)
        : node.kind === "binary"
          ? wrongOperands(node.op, node.left, node.right, analysis, to)
          : node.kind === "where" || node.kind === "having"
            ? wrongCondition(node.condition, analysis, to)
            : undefined;
    if (message !== undefined) {
      return { message, range: node };
    }
  }
  return undefined;
}

/** Where sequences are named: they are no columns. */
function sequenceNames(nodes: readonly Node[]): readonly number[] {
  return nodes.flatMap((it) =>
    it.kind === "call" &&
    /^(?:nextval|currval|lastval|setval)$/iu.test(it.name.parts.at(-1)?.text ?? "")
      ? it.args.flatMap((one) => (one.kind === "column" ? one.parts.map((part) => part.start) : []))
      : [],
  );
}

function wrongCall(node: Call, analysis: Analysis, to: Dialect): string | undefined {
  const name = node.name.parts.at(-1)?.text.toLowerCase() ?? "";
  const users = analysis.finder?.routines(node.name.parts) ?? [];
  if (node.name.parts.length > 1 || users.length > 0) {
    return undefined;
  }
  const entries = packFunctions(to, name);
  const isHidden = to.pack.hiddenFunctions.includes(name);
  if (entries.length === 0) {
    return isHidden || isGrammar(name, to) ? undefined : `there is no function ${name}`;
  }
  if (isHidden || isGrammar(name, to) || node.args.some((it) => it.kind === "star")) {
    return undefined;
  }
  const list = [...node.args, ...(node.withinGroup?.items.map((it) => it.expression) ?? [])];
  const fits = entries.filter((it) => takes(it, list.length));
  if (fits.length === 0) {
    return `the function ${name} does not take ${list.length} arguments`;
  }
  return strict(to) &&
    fits.every((it) =>
      list.some((arg, index) => clashes(it.args[index] ?? it.args.at(-1) ?? "any", arg, analysis)),
    )
    ? `no function ${name} takes values of these types`
    : undefined;
}

/** Calls that the grammar knows, whose arguments are not a plain list. */
function isGrammar(name: string, to: Dialect): boolean {
  return (
    translateRules(to.pack).same.has(name) ||
    /^(?:coalesce|nullif|greatest|least|cast|convert|extract|substring|position|trim|overlay|grouping|row|values?|interval|exists|any|all|some|array|if|raise|json_table|xmltable|count|char|date_add|date_sub|adddate|subdate|timestampadd|timestampdiff|group_concat|string_agg|normalize)$/u.test(
      name,
    )
  );
}

function takes(entry: FunctionEntry, count: number): boolean {
  const variadic = entry.variadic === true;
  const least = entry.args.length - (entry.optional ?? 0) - (variadic ? 1 : 0);
  return count >= least && (variadic || count <= entry.args.length);
}

function strict(to: Dialect): boolean {
  return translateRules(to.pack).habits.typing === "strict";
}

const NUMBERS: ReadonlySet<string> = new Set(["integer", "decimal", "float"]);
const MOMENTS: ReadonlySet<string> = new Set(["date", "timestamp", "timestamptz"]);

/** The kind of a value whose type is certain: literals take the type of their place. */
function certain(node: Expression, analysis: Analysis): TypeKind | undefined {
  if (node.kind === "literal" || node.kind === "parameter" || node.kind === "named-argument") {
    return undefined;
  }
  const { kind, type } = analysis.typeOf(node);
  return type?.userType === undefined ? kind : undefined;
}

function sort(kind: TypeKind | undefined): string | undefined {
  if (kind === undefined) {
    return undefined;
  }
  return NUMBERS.has(kind)
    ? "number"
    : MOMENTS.has(kind)
      ? "moment"
      : kind === "text" || kind === "boolean" || kind === "json"
        ? kind
        : undefined;
}

function clashes(wanted: string, arg: Expression, analysis: Analysis): boolean {
  const given = sort(certain(arg, analysis));
  const { kind } = typeNamed(analysis.dialect, wanted);
  return (
    given !== undefined &&
    !wanted.startsWith("any") &&
    kind !== "any" &&
    kind !== "unknown" &&
    given !== (sort(kind) ?? kind)
  );
}

/** A condition that is a number or a text, where it must be a truth value. */
function wrongCondition(node: Expression, analysis: Analysis, to: Dialect): string | undefined {
  const kind = strict(to) ? sort(certain(node, analysis)) : undefined;
  return kind === undefined || kind === "boolean" ? undefined : `a ${kind} is no condition`;
}

/** Operators whose sides must be of one sort where types are strict. */
function wrongOperands(
  op: string,
  left: Expression,
  right: Expression,
  analysis: Analysis,
  to: Dialect,
): string | undefined {
  if (!strict(to) || right.kind === "quantified" || left.kind === "row") {
    return undefined;
  }
  const [a, b] = [sort(certain(left, analysis)), sort(certain(right, analysis))];
  if (/^(?:=|<>|!=|<|>|<=|>=)$/u.test(op)) {
    // Moments may be kept as texts: which of both the column is, only its own engine knows.
    return a !== undefined && b !== undefined && a !== b && a !== "moment" && b !== "moment"
      ? `a ${a} and a ${b} cannot be compared`
      : undefined;
  }
  if (/^(?:AND|OR)$/u.test(op)) {
    const other = [a, b].find((it) => it !== undefined && it !== "boolean");
    return other === undefined ? undefined : `a ${other} is no condition`;
  }
  if (/^[-+*/%]$/u.test(op)) {
    const other = [a, b].find((it) => it === "text" || it === "boolean");
    return other === undefined || (a === "json" && op === "-")
      ? undefined
      : `there is no ${op} for a ${other}`;
  }
  return undefined;
}
