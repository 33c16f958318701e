import { onlyTable } from "../../rows.ts";
import type { Rule } from "../../rule.ts";
import { isHighRisk } from "../../sensitive.ts";
import { isOutermost } from "../../tree.ts";

const S = "CREATE TABLE patients (id int PRIMARY KEY, name text, ssn text);";

export const sensitiveSelect: Rule = {
  id: "security/sensitive-select",
  severity: "info",
  needs: [],
  summary: "Sensitive columns of a whole table, without a filter.",
  why: "One statement takes everybody's data out of the database.",
  advice: "Name the columns that are needed, filter the rows, mask the rest.",
  sources: ["CWE-359"],
  examples: [
    {
      bad: `
SELECT name, ssn FROM patients
             ^^^ ssn of every row is read.`,
    },
    {
      schema: S,
      bad: `
SELECT * FROM patients
       ^ ssn of every row is read.`,
    },
    { good: "SELECT name, ssn FROM patients WHERE id = 5" },
    { good: "SELECT name FROM patients" },
    { good: "SELECT count(ssn) FROM patients" },
    { schema: S, good: "SELECT id, name FROM patients" },
  ],
  visit: {
    select(node, context) {
      const inView = context.ancestors.length === 1 && context.root.kind === "create-view";
      if (
        (!isOutermost(context.ancestors) && !inView) ||
        node.from === undefined ||
        node.where !== undefined ||
        node.limit !== undefined ||
        node.top !== undefined ||
        node.groupBy !== undefined
      ) {
        return;
      }
      for (const { expression } of node.items) {
        const names =
          expression.kind === "column"
            ? [expression.parts.at(-1)?.text ?? ""]
            : expression.kind === "star"
              ? (onlyTable(node.from.relations, context)?.columns ?? []).map((it) => it.name)
              : [];
        const name = names.find(isHighRisk);
        if (name !== undefined) {
          context.report({ range: expression, message: `${name} of every row is read.` });
          return;
        }
      }
    },
  },
};
