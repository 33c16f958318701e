/** Values that a column can have, where something is compared with it or assigned to it. */
import type { ValueType } from "../../analysis/model.ts";
import type { Column, Table } from "../../catalog/model.ts";
import type { AlterAction, Expression, Node, TypeName } from "../../sql/ast.ts";
import type { TypeKind } from "../../wirevm/packs/pack.ts";
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
  if (!ctx.inString && column.type.kind === "boolean" && labels.length === 0) {
    return truthValues(ctx, from);
  }
  const quote = ctx.inString ? (ctx.quote ?? "'") : "'";
  return labels.map((it, position) => {
    const written = `${quote}${it.replaceAll(quote, quote + quote)}${quote}`;
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

/** The two truth values as the engine writes them. */
function truthValues(ctx: CompletionContext, from: string | undefined): readonly Candidate[] {
  const words = ctx.dialect.pack.types["boolean"] === undefined ? ["1", "0"] : ["true", "false"];
  return words.map((it, position) => ({
    label: it,
    kind: "value",
    detail: "boolean",
    from,
    insertText: it,
    weight: Weight.Value - position / 100,
  }));
}

/** The kind of value that the place wants, where that can be known. */
export function wantedKind(ctx: CompletionContext): TypeKind | undefined {
  const kind = expectedColumn(ctx)?.type.kind;
  return kind === "unknown" || kind === "any" ? undefined : kind;
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
      case "alter-action":
        return alteredColumn(ctx, node);
      case "cast":
        return ctx.inString && holds(node.operand, at) ? ofType(ctx, node.type) : undefined;
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
  if (expression.kind === "call") {
    const type = ctx.analysis.typeOf(expression);
    return type.kind === "unknown" ? undefined : { type };
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
  if (definition?.kind !== "column-definition" || definition.type === undefined) {
    return undefined;
  }
  return ofType(ctx, definition.type);
}

/** `SET DEFAULT` of a column that exists. */
function alteredColumn(ctx: CompletionContext, action: AlterAction): Expected | undefined {
  const { root, index } = ctx;
  const table = root.kind === "alter-table" ? index?.table(root.name.parts) : undefined;
  const name = action.column?.text.toLowerCase();
  const column = table?.columns.find((it) => it.name.toLowerCase() === name);
  return table === undefined || column === undefined
    ? undefined
    : {
        type: { kind: column.type.kind, nullable: column.nullable, type: column.type },
        origin: { table, column },
      };
}

/** What a value of a written type can be: an enumerated type of the catalog has labels. */
function ofType(ctx: CompletionContext, written: TypeName): Expected | undefined {
  const parts = written.qualified?.parts ?? [{ text: written.name, quoted: false }];
  const type = ctx.index?.type(parts);
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
