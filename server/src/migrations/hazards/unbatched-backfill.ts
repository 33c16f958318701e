import type { Expression } from "../../sql/ast.ts";
import { type HazardRule, nameText } from "../hazard.ts";

export const unbatchedBackfill: HazardRule = {
  id: "migration/unbatched-backfill",
  severity: "warning",
  needs: "text",
  summary: "All rows are changed in one statement.",
  why: "Row locks are held to the end, the table bloats, replicas lag.",
  safe: "Change them in batches by key.",
  examples: [
    { dialect: "postgres", bad: "UPDATE t SET x = 1;" },
    { dialect: "postgres", bad: "UPDATE t SET x = a WHERE x IS NULL;" },
    { dialect: "postgres", good: "UPDATE t SET x = 1 WHERE id BETWEEN 1 AND 1000;" },
    { dialect: "postgres", good: "CREATE TABLE n (id int PRIMARY KEY); UPDATE n SET id = 1;" },
  ],
  check(context) {
    const { root } = context.statement;
    if ((root.kind !== "update" && root.kind !== "delete") || root.limit !== undefined) {
      return;
    }
    const [relation] = root.kind === "update" ? root.relations : root.targets;
    const table = relation?.kind === "join" ? relation.left : relation;
    if (
      table?.kind !== "table" ||
      context.isFresh(table.name) ||
      isBounded(root.where?.condition)
    ) {
      return;
    }
    context.report({
      at: root,
      message: `All rows of ${nameText(context, table.name)} are ${root.kind === "update" ? "changed" : "deleted"} in one statement.`,
    });
  },
};

/** Does a condition pick some of the rows? A test for NULL or a join alone does not. */
function isBounded(condition: Expression | undefined): boolean {
  switch (condition?.kind) {
    case undefined:
    case "literal":
      return false;
    case "is":
      return false;
    case "binary":
      if (condition.op === "AND") {
        return isBounded(condition.left) || isBounded(condition.right);
      }
      if (condition.op === "OR") {
        return isBounded(condition.left) && isBounded(condition.right);
      }
      return !(
        /^(?:<>|!=)$/u.test(condition.op) ||
        (condition.left.kind === condition.right.kind &&
          (condition.left.kind === "column" || condition.left.kind === "literal"))
      );
    default:
      return true;
  }
}
