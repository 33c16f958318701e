import { visitNames } from "../../names-found.ts";
import type { Rule } from "../../rule.ts";

export const unknownAlias: Rule = {
  id: "correctness/unknown-alias",
  severity: "error",
  needs: ["catalog"],
  summary: "A qualifier that no table of the query has.",
  why: "The server refuses the statement.",
  advice: "Use the alias of a table in the FROM clause.",
  examples: [
    {
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, a text); CREATE TABLE u (id int PRIMARY KEY, b text)",
      bad: `
SELECT x.a FROM t
       ^ No table here is called x.`,
    },
    {
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, a text); CREATE TABLE u (id int PRIMARY KEY, b text)",
      good: "SELECT x.a FROM t AS x",
    },
  ],
  visitScript(context) {
    visitNames(context, ({ meaning, name, range }, start) => {
      if (meaning.tag === "unknown" && meaning.missing === "relation") {
        context.report({
          range: { start: start + range.start, end: start + range.end },
          message: `No table here is called ${name.text}.`,
        });
      }
    });
  },
};
