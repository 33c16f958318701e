/** Values that a column can have, where something is compared with it or assigned to it. */
import type { ValueType } from "../../analysis/model.ts";
import type { Column, Table } from "../../catalog/model.ts";
import type { Expression, Node } from "../../sql/ast.ts";
import type { CompletionContext } from "./context.ts";
import { type Candidate, Weight } from "./item.ts";

export function valueCandidates(ctx: CompletionContext): readonly Candidate[] {
  const column = expectedColumn(ctx);
  if (column === undefined) {
    return [];
  }
  const labels = labelsOf(column);
  const from =
    column.origin === undefined
      ? undefined
      : `${column.origin.table.name}.${column.origin.column.name}`;
  return labels.map((it, position) => {
    const written = `'${it.replaceAll("'", "''")}'`;
    return {
      label: ctx.inString ? it : written,
      kind: "value",
      detail: column.type.type?.userType ?? "value",
      from,
      insertText: written,
      filterText: ctx.inString ? written : undefined,
      weight: Weight.Value - position / 100,
    };
  });
}

interface Expected {
  readonly type: ValueType;
  readonly origin?: { readonly table: Table; readonly column: Column } | undefined;
}

/** What the value at the cursor is compared with or assigned to. */
function expectedColumn(ctx: CompletionContext): Expected | undefined {
  const { path, at } = ctx;
  for (let i = path.length - 1; i >= 0; i -= 1) {
    const node = path[i];
    switch (node?.kind) {
      case "binary":
        if (!COMPARISONS.has(node.op)) {
          return undefined;
        }
        return described(ctx, holds(node.right, at) ? node.left : node.right);
      case "in":
        return holds(node.operand, at) ? undefined : described(ctx, node.operand);
      case "between":
      case "is":
        return described(ctx, node.operand);
      case "like":
        return undefined;
      case "case": {
        const when = node.whens.find((it) => holds(it.condition, at));
        return when === undefined || node.operand === undefined
          ? undefined
          : described(ctx, node.operand);
      }
      case "set-item": {
        const [target] = node.targets;
        return target === undefined || holds(target, at) ? undefined : described(ctx, target);
      }
      case "values-row":
        return insertedColumn(ctx, node.values, i);
      case "column-constraint":
        return defaultColumn(ctx, i);
      case "select":
      case "where":
      case "call":
        return undefined;
      default:
    }
  }
  return undefined;
}

const COMPARISONS: ReadonlySet<string> = new Set([
  "=",
  "<>",
  "!=",
  "==",
  "<=>",
  "<",
  ">",
  "<=",
  ">=",
]);

function holds(node: Node, at: number): boolean {
  return node.start <= at && at <= node.end;
}

function described(ctx: CompletionContext, expression: Expression): Expected | undefined {
  if (expression.kind === "cast") {
    return described(ctx, expression.operand);
  }
  if (expression.kind !== "column") {
    return undefined;
  }
  const found = ctx.analysis.resolve(expression);
  if (found.tag === "column") {
    return { type: found.column.type, origin: found.column.origin };
  }
  const type = ctx.analysis.typeOf(expression);
  return type.kind === "unknown" ? undefined : { type };
}

/** The column of an INSERT that the value at the cursor goes to. */
function insertedColumn(
  ctx: CompletionContext,
  values: readonly Expression[],
  depth: number,
): Expected | undefined {
  const insert = ctx.path.slice(0, depth).findLast((it) => it.kind === "insert");
  if (insert?.kind !== "insert") {
    return undefined;
  }
  const position = values.findIndex((it) => holds(it, ctx.at));
  const [target] = ctx.analysis.targets(insert);
  const named = insert.columns?.[position];
  const column =
    insert.columns === undefined
      ? target?.columns[position]
      : named?.kind === "column"
        ? target?.columnNamed(named.parts.at(-1) ?? { text: "", quoted: false })
        : undefined;
  return column === undefined ? undefined : { type: column.type, origin: column.origin };
}

/** `DEFAULT` of a column that is being defined with an enumerated type. */
function defaultColumn(ctx: CompletionContext, depth: number): Expected | undefined {
  const definition = ctx.path[depth - 1];
  if (
    definition?.kind !== "column-definition" ||
    definition.type === undefined ||
    ctx.index === undefined
  ) {
    return undefined;
  }
  const parts = definition.type.qualified?.parts ?? [{ text: definition.type.name, quoted: false }];
  const type = ctx.index.type(parts);
  return type?.labels === undefined
    ? undefined
    : {
        type: {
          kind: "enum",
          nullable: undefined,
          type: { text: type.name, kind: "enum", values: type.labels, userType: type.name },
        },
      };
}

/** Labels of an enumerated type, or the literals of a check that lists what is allowed. */
function labelsOf({ type, origin }: Expected): readonly string[] {
  if (type.type?.values !== undefined) {
    return type.type.values;
  }
  if (origin === undefined) {
    return [];
  }
  return origin.table.checks.flatMap((it) => checkedValues(it.expression, origin.column.name));
}

/** `status IN ('a', 'b')`, `status = 'a' OR status = 'b'`, `status = ANY (ARRAY['a'::text, 'b'::text])`. */
export function checkedValues(expression: string, column: string): readonly string[] {
  const bare = expression.replace(/::[\w ]+(?:\[\])?/gu, "").replace(/_utf8mb4|[`"[\]()]/gu, " ");
  const name = column.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");
  const listed = new RegExp(
    `^\\s*${name}\\s+(?:in|=\\s*any\\s+array|=\\s*any)\\b(.*)$`,
    "isu",
  ).exec(bare)?.[1];
  const source =
    listed ??
    (new RegExp(`^(?:\\s*(?:or\\s+)?${name}\\s*=\\s*'(?:[^']|'')*'\\s*)+$`, "isu").test(bare)
      ? bare
      : "");
  return [...source.matchAll(/'((?:[^']|'')*)'/gu)].map((it) =>
    (it[1] ?? "").replaceAll("''", "'"),
  );
}
