import type { Rule } from "../../rule.ts";

export const unindexedForeignKey: Rule = {
  id: "schema/unindexed-foreign-key",
  severity: "warning",
  needs: [],
  capabilities: ["!foreign-key-makes-index"],
  summary: "A foreign key whose columns lead no index.",
  why: "Deleting or updating a parent reads the whole child table, and joins do too.",
  advice: "CREATE INDEX on the columns.",
  examples: [
    {
      bad: `
CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users (id))
                                                     ^^^^^^^^^^^^^^^^^^^^^ No index begins with user_id: changes of the parent read the whole table.`,
    },
    {
      good: "CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users (id)); CREATE INDEX i ON orders (user_id)",
    },
    { good: "CREATE TABLE orders (user_id int PRIMARY KEY REFERENCES users (id))" },
    {
      good: "CREATE TABLE oi (order_id int REFERENCES orders (id), n int, PRIMARY KEY (order_id, n))",
    },
    {
      dialect: "mysql",
      good: "CREATE TABLE o (id INT PRIMARY KEY, u INT, FOREIGN KEY (u) REFERENCES users (id))",
    },
  ],
  visitScript({ script, roots, dialect, report }) {
    const led = new Set<string>();
    const key = (table: string, column: string) =>
      `${dialect.foldName(table, false)} ${dialect.foldName(column, false)}`;
    const made: {
      readonly table: string;
      readonly column: string;
      readonly start: number;
      readonly end: number;
    }[] = [];
    roots.forEach((root, index) => {
      const start = script.starts[index] ?? 0;
      if (root.kind === "create-index") {
        const [first] = root.columns;
        const column =
          first?.expression.kind === "column" ? first.expression.parts.at(-1)?.text : undefined;
        led.add(key(root.table.parts.at(-1)?.text ?? "", column ?? ""));
      }
      if (root.kind !== "create-table") {
        return;
      }
      const table = root.name.parts.at(-1)?.text ?? "";
      for (const it of root.elements) {
        if (it.kind === "column-definition") {
          const reference = it.constraints.find((one) => one.type === "references");
          if (it.constraints.some((one) => one.type === "primary-key" || one.type === "unique")) {
            led.add(key(table, it.name.text));
          }
          if (reference !== undefined) {
            made.push({
              table,
              column: it.name.text,
              start: start + reference.start,
              end: start + reference.end,
            });
          }
        } else if (it.kind === "table-constraint" || it.kind === "index-element") {
          const first = it.columns[0]?.expression;
          const column = first?.kind === "column" ? (first.parts.at(-1)?.text ?? "") : "";
          if (it.kind === "table-constraint" && it.type === "foreign-key") {
            made.push({ table, column, start: start + it.start, end: start + it.end });
          } else if (
            it.kind === "index-element" ||
            it.type === "primary-key" ||
            it.type === "unique"
          ) {
            led.add(key(table, column));
          }
        }
      }
    });
    for (const it of made) {
      if (!led.has(key(it.table, it.column))) {
        report({
          range: it,
          message: `No index begins with ${it.column}: changes of the parent read the whole table.`,
        });
      }
    }
  },
};
