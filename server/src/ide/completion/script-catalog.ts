/**
 * What exists at a statement: the catalog, and what the statements before it in the same text define
 * or change. A table is offered as soon as its definition is written, with no server asked.
 */
import { catalogFromScript, columnInference } from "../../analysis/catalog-from-script.ts";
import type { View } from "../../analysis/view.ts";
import { memo } from "../../base/memo.ts";
import { CatalogDraft } from "../../catalog/draft.ts";
import { applyTo } from "../../catalog/from-ddl.ts";
import type { Catalog } from "../../catalog/model.ts";
import type { StatementNode } from "../../sql/ast.ts";
import type { Dialect } from "../../sql/dialect.ts";
import { parse } from "../../sql/parse.ts";
import type { Statement } from "../../sql/script.ts";

/** First words of statements that can define something. */
const DEFINES: ReadonlySet<string> = new Set([
  "CREATE",
  "ALTER",
  "DROP",
  "DECLARE",
  "SELECT",
  "COMMENT",
  "RENAME",
]);

/** The catalog that the statement of this number meets. */
export function catalogAt({ script, dialect, catalog }: View, number: number): Catalog | undefined {
  const definitions: Statement[] = [];
  for (let i = 0; i < number; i += 1) {
    const it = script.statements[i];
    if (it !== undefined && canDefine(it)) {
      definitions.push(it);
    }
  }
  return definitions.length === 0 ? catalog : extended(catalog, dialect, definitions);
}

const canDefine = memo((statement: Statement): boolean => {
  const { tokens, dialect } = statement;
  const first = dialect.terminals[tokens.terminals[0] ?? 0] ?? "";
  if (!DEFINES.has(first)) {
    return false;
  }
  // Only SELECT … INTO makes a table, and most queries are none.
  return first !== "SELECT" || /\binto\b/iu.test(statement.text);
});

interface Extended {
  readonly definitions: readonly Statement[];
  readonly catalog: Catalog;
}

/** The last answer for a catalog: while one statement is typed, those before it stay the same. */
const lastOf = memo((_base: object): { last: Extended | undefined } => ({ last: undefined }));

function extended(
  base: Catalog | undefined,
  dialect: Dialect,
  definitions: readonly Statement[],
): Catalog {
  const slot = lastOf(base ?? dialect);
  const { last } = slot;
  if (
    last !== undefined &&
    last.definitions.length === definitions.length &&
    last.definitions.every((it, i) => it === definitions[i])
  ) {
    return last.catalog;
  }
  const draft = new CatalogDraft(dialect, base ?? catalogFromScript([], dialect));
  const infer = columnInference(dialect);
  for (const it of definitions) {
    const { root } = parse(it);
    for (const node of [root, ...tableVariables(root)]) {
      applyTo(draft, node, it.text, infer);
    }
  }
  const catalog = draft.frozen();
  slot.last = { definitions, catalog };
  return catalog;
}

/** `DECLARE @rows TABLE (…)` as the definition of a table that the rest of the batch can name. */
function tableVariables(root: StatementNode): readonly StatementNode[] {
  if (root.kind !== "block") {
    return [];
  }
  return root.declarations.flatMap(({ start, end, names, table }) =>
    table === undefined
      ? []
      : names.map(
          (name): StatementNode => ({
            kind: "create-table",
            start,
            end,
            name: { kind: "qualified-name", start: name.start, end: name.end, parts: [name] },
            elements: table,
            options: [],
          }),
        ),
  );
}
