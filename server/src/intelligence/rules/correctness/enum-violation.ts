import { columnOf } from "../../../catalog/lookup.ts";
import type { Column } from "../../../catalog/model.ts";
import type { Expression } from "../../../sql/ast.ts";
import type { Rule, RuleContext } from "../../rule.ts";
import { originOf } from "../../tree.ts";

export const enumViolation: Rule = {
  id: "correctness/enum-violation",
  severity: "error",
  needs: ["catalog"],
  summary: "A text that is no value of the enum it is compared with or stored in.",
  why: "The server refuses it, or finds nothing.",
  advice: "Use one of the enum's values.",
  examples: [
    {
      schema: "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE t (id int PRIMARY KEY, m mood)",
      bad: `
SELECT id FROM t WHERE m = 'happy'
                           ^^^^^^^ 'happy' is no value of m: sad, ok.`,
    },
    {
      dialect: "mysql",
      schema: "CREATE TABLE t (id int PRIMARY KEY, m enum('sad', 'ok'))",
      bad: `
INSERT INTO t (id, m) VALUES (1, 'glad')
                                 ^^^^^^ 'glad' is no value of m: sad, ok.`,
    },
    {
      dialect: "mysql",
      schema: "CREATE TABLE t (id int PRIMARY KEY, m enum('sad', 'ok'))",
      good: "INSERT INTO t (id, m) VALUES (1, 'SAD'), (2, 1)",
    },
    {
      schema: "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE t (id int PRIMARY KEY, m mood)",
      good: "SELECT id FROM t WHERE m IN ('sad', 'ok')",
    },
  ],
  visit: {
    binary(node, context) {
      if (node.op === "=" || node.op === "<>" || node.op === "!=") {
        check(originOf(node.left, context)?.column, node.right, context);
        check(originOf(node.right, context)?.column, node.left, context);
      }
    },
    in(node, context) {
      const column = originOf(node.operand, context)?.column;
      for (const it of node.list ?? []) {
        check(column, it, context);
      }
    },
    insert(node, context) {
      const table = context.analysis.targets(node)[0]?.table;
      if (table === undefined || node.columns === undefined || node.source?.kind !== "values") {
        return;
      }
      const columns = node.columns.map((it) => {
        const name = it.kind === "column" ? it.parts.at(-1) : undefined;
        return name === undefined ? undefined : columnOf(context.dialect, table, name);
      });
      for (const row of node.source.rows) {
        row.values.forEach((it, index) => {
          check(columns[index], it, context);
        });
      }
    },
  },
};

function check(column: Column | undefined, value: Expression, context: RuleContext): void {
  const values = column?.type.values;
  if (
    column?.type.kind === "enum" &&
    values !== undefined &&
    values.length > 0 &&
    value.kind === "literal" &&
    value.type === "string" &&
    value.value !== "" &&
    !/^\d+$/u.test(value.value) &&
    !values.some((it) => it.toLowerCase() === value.value.toLowerCase().trimEnd())
  ) {
    context.report({
      range: value,
      message: `${context.text(value)} is no value of ${column.name}: ${values.join(", ")}.`,
    });
  }
}
