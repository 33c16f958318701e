import type { QualifiedName } from "../../sql/ast.ts";
import { same } from "../changes.ts";
import {
  alterActions,
  type HazardContext,
  type HazardRule,
  mentions,
  nameText,
} from "../hazard.ts";

export const dropColumnRestricted: HazardRule = {
  id: "migration/drop-column-restricted",
  severity: "error",
  needs: "catalog",
  capabilities: ["!alter-column-set-default"],
  summary: "A column that keys or indexes use is dropped.",
  why: "The engine refuses it.",
  safe: "Drop the index first, or rebuild the table.",
  examples: [
    {
      dialect: "sqlite",
      schema: "CREATE TABLE t (id int PRIMARY KEY, a int); CREATE INDEX i ON t (a);",
      bad: "ALTER TABLE t DROP COLUMN a;",
    },
    {
      dialect: "sqlite",
      schema: "CREATE TABLE t (id int PRIMARY KEY, a int);",
      good: "ALTER TABLE t DROP COLUMN a;",
    },
  ],
  check(context) {
    for (const { table, action } of alterActions(context, "drop-column")) {
      const is = (condition: string) => context.change(action)?.conditions.has(condition) === true;
      const name = action.column?.text ?? "";
      const user = otherUser(context, table.name, name);
      if (user !== undefined) {
        context.report({
          at: action,
          action,
          message: `${user} uses ${name}: the engine refuses to drop it.`,
        });
      } else if (is("indexed") || is("in-primary-key") || is("in-unique")) {
        context.report({
          at: action,
          action,
          message: `${action.definition?.name.text ?? action.column?.text ?? ""} is part of a key or an index of ${nameText(context, table.name)}: the engine refuses to drop it.`,
        });
      }
    }
  },
};

/** A foreign key, check, view or trigger that uses the column. */
function otherUser(
  context: HazardContext,
  name: QualifiedName,
  column: string,
): string | undefined {
  const table = context.table(name);
  if (table === undefined) {
    return undefined;
  }
  if (table.foreignKeys.some((it) => it.columns.some((one) => same(one, column)))) {
    return "A foreign key";
  }
  // A check on the column alone goes with it only where it stands in the column's own definition.
  if (table.checks.some((it) => mentions(it.expression, column))) {
    return "A check";
  }
  const index = context.index;
  const view = index?.tables.find(
    (it) =>
      it.kind === "view" && mentions(it.definition, table.name) && mentions(it.definition, column),
  );
  if (view !== undefined) {
    return `The view ${view.name}`;
  }
  const trigger = index?.tables
    .flatMap((it) => it.triggers.map((one) => ({ table: it, one })))
    .find(
      (it) =>
        (it.table === table || mentions(it.one.definition, table.name)) &&
        mentions(it.one.definition, column),
    );
  return trigger === undefined ? undefined : `The trigger ${trigger.one.name}`;
}
