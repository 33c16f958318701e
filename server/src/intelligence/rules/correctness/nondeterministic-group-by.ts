import type { ColumnReference, Expression, Select } from "../../../sql/ast.ts";
import { columnKey, everyConjunct, relationOfColumn } from "../../joins.ts";
import type { Rule, RuleContext } from "../../rule.ts";
import {
  calledName,
  hasAggregate,
  isAggregate,
  originOf,
  ownNodes,
  sameText,
  uniqueKeys,
} from "../../tree.ts";

export const nondeterministicGroupBy: Rule = {
  id: "correctness/nondeterministic-group-by",
  severity: "error",
  needs: [],
  summary: "A selected column that is neither grouped nor aggregated.",
  why: "Its value is that of any row of the group; strict servers refuse the statement.",
  advice: "Add it to GROUP BY, or aggregate it.",
  examples: [
    {
      dialect: "mysql",
      bad: `
SELECT dept, name, count(*) FROM emp GROUP BY dept
             ^^^^ name is neither grouped nor aggregated: any row's value may come.`,
    },
    {
      dialect: "sqlite",
      bad: `
SELECT e.dept, e.name FROM emp e GROUP BY e.dept
               ^^^^^^ e.name is neither grouped nor aggregated: any row's value may come.`,
    },
    { dialect: "mysql", good: "SELECT dept, count(*), max(name) FROM emp GROUP BY dept" },
    { dialect: "mysql", good: "SELECT dept, ANY_VALUE(name) FROM emp GROUP BY dept" },
    {
      dialect: "mysql",
      good: "SELECT u.id, u.name, count(*) FROM users u JOIN o ON o.user_id = u.id GROUP BY u.id",
    },
    { dialect: "sqlite", good: "SELECT dept, name, max(pay) FROM emp GROUP BY dept" },
    { good: "SELECT lower(a) AS l, count(*) FROM t GROUP BY lower(a)" },
    { good: "SELECT date_trunc('day', at) AS d, count(*) FROM t GROUP BY 1 ORDER BY 1" },
    { good: "SELECT a, (SELECT max(b) FROM u WHERE u.a = t.a) AS m FROM t GROUP BY a" },
  ],
  visit: {
    select(node, context) {
      const keys = node.groupBy?.items ?? [];
      if (
        keys.length === 0 ||
        keys.some((it) => it.kind === "grouping-sets") ||
        node.items.some((it) => ["min", "max"].includes(calledName(it.expression)))
      ) {
        return;
      }
      const grouped = keys as readonly Expression[];
      for (const [index, item] of node.items.entries()) {
        const { expression, alias } = item;
        const isKey = grouped.some(
          (it) =>
            sameText(it, expression, context) ||
            (it.kind === "literal" && it.value === String(index + 1)) ||
            (it.kind === "column" &&
              it.parts.length === 1 &&
              it.parts[0]?.text.toLowerCase() === alias?.text.toLowerCase()),
        );
        // Only a bare column is certain: an expression may equal a key in another spelling.
        if (isKey || expression.kind !== "column") {
          continue;
        }
        if (
          context.analysis.resolve(expression).tag === "variable" ||
          depends(expression, grouped, node, context)
        ) {
          continue;
        }
        context.report({
          range: expression,
          message: `${context.text(expression)} is neither grouped nor aggregated: any row's value may come.`,
        });
      }
    },
  },
};

/** May the column follow from the groups: by a key of its table, or by an equality? */
function depends(
  column: ColumnReference,
  keys: readonly Expression[],
  select: Select,
  context: RuleContext,
): boolean {
  const name = column.parts.at(-1)?.text.toLowerCase();
  const origin = originOf(column, context);
  const own = relationOfColumn(column, context)?.relation;
  const columns = keys.flatMap((it) => ownNodes(it).filter((one) => one.kind === "column"));
  // A group by a function or a number hides which columns it fixes.
  if (
    keys.some(
      (it) =>
        it.kind === "literal" &&
        /^\d+$/u.test(it.value) &&
        select.items[Number(it.value) - 1] === undefined,
    )
  ) {
    return true;
  }
  if (columns.some((it) => it.parts.at(-1)?.text.toLowerCase() === name)) {
    return true;
  }
  const mine = columns.filter((it) => {
    const relation = relationOfColumn(it, context)?.relation;
    return relation === undefined || own === undefined || relation === own;
  });
  if (origin === undefined) {
    if (
      mine.some((it) =>
        /^(?:id|uuid|guid|pk|key|code|.*_?(?:id|uuid|key|code|no|number))$/iu.test(
          it.parts.at(-1)?.text ?? "",
        ),
      )
    ) {
      return true;
    }
  } else {
    const names = mine.flatMap((it) => originOf(it, context)?.column.name ?? []);
    if (uniqueKeys(origin.table).some((key) => key.every((it) => names.includes(it)))) {
      return true;
    }
  }
  return (
    everyConjunct(select).some(
      (it) =>
        it.kind === "binary" &&
        it.op === "=" &&
        [it.left, it.right].some(
          (side) =>
            side.kind === "column" &&
            (columnKey(side) === columnKey(column) ||
              side.parts.at(-1)?.text.toLowerCase() === name),
        ),
    ) ||
    (own !== undefined && own.source !== "table") ||
    (own?.outerNullable === undefined && column.parts.length > 1) ||
    hasOtherOutput(select, context)
  );
}

/** A star or a window among the output means a shape that this rule does not follow. */
function hasOtherOutput(select: Select, context: RuleContext): boolean {
  return select.items.some(
    (it) =>
      it.expression.kind === "star" ||
      (it.expression.kind === "call" &&
        it.expression.over !== undefined &&
        !isAggregate(it.expression, context.dialect) &&
        !hasAggregate(it.expression, context.dialect)),
  );
}
