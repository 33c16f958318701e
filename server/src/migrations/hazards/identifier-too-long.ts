import type { Name, QualifiedName, StatementNode } from "../../sql/ast.ts";
import { type HazardRule, newColumns } from "../hazard.ts";

export const identifierTooLong: HazardRule = {
  id: "migration/identifier-too-long",
  severity: "error",
  needs: "text",
  summary: "A name is longer than the engine keeps.",
  why: "It is cut in silence, so that two names become one, or refused.",
  safe: "Choose a shorter name.",
  examples: [
    {
      dialect: "postgres",
      bad: "CREATE INDEX CONCURRENTLY index_orders_on_customer_id_and_created_at_and_status_and_region_code ON orders (a);",
    },
    {
      dialect: "mysql",
      bad: "ALTER TABLE t ADD CONSTRAINT constraint_orders_customer_reference_with_a_name_that_is_far_too_long FOREIGN KEY (a) REFERENCES p (id);",
    },
    {
      dialect: "sqlite",
      good: "CREATE INDEX index_orders_on_customer_id_and_created_at_and_status_and_region_code ON orders (a);",
    },
    {
      dialect: "postgres",
      good: "CREATE INDEX CONCURRENTLY index_orders_on_customer_id_and_created_at ON orders (a);",
    },
  ],
  check(context) {
    const limit = context.dialect.pack.data.nameLimit;
    if (limit === undefined) {
      return;
    }
    for (const it of newNames(context.statement.root)) {
      const length = limit.unit === "bytes" ? utf8Length(it.text) : [...it.text].length;
      if (length > limit.length) {
        context.report({
          at: it,
          message: `${it.text} has ${length} ${limit.unit}; ${limit.length} are kept.`,
          lockless: true,
        });
      }
    }
  },
};

function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}

/** The names that a statement gives. */
function newNames(root: StatementNode): readonly Name[] {
  const last = (name: QualifiedName | undefined): readonly Name[] => name?.parts.slice(-1) ?? [];
  const columns = newColumns(root).flatMap((it) => [
    it.name,
    ...it.constraints.flatMap((one) => (one.name === undefined ? [] : [one.name])),
  ]);
  switch (root.kind) {
    case "create-table":
      return [
        ...last(root.name),
        ...columns,
        ...root.elements.flatMap((it) =>
          (it.kind === "table-constraint" || it.kind === "index-element") && it.name !== undefined
            ? [it.name]
            : [],
        ),
      ];
    case "create-index":
    case "create-view":
    case "create-object":
      return last(root.name);
    case "create-trigger":
    case "create-routine":
      return last(root.name);
    case "rename":
      return root.pairs.flatMap((it) => last(it.to));
    case "alter-table":
      return [
        ...columns,
        ...root.actions.flatMap((it) => [
          ...last(it.newName),
          ...(it.constraint?.name === undefined ? [] : [it.constraint.name]),
          ...(it.index?.name === undefined ? [] : [it.index.name]),
        ]),
      ];
    default:
      return [];
  }
}
