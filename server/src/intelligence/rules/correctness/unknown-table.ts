import { visitNames } from "../../names-found.ts";
import type { Rule } from "../../rule.ts";

export const unknownTable: Rule = {
  id: "correctness/unknown-table",
  severity: "error",
  needs: ["catalog"],
  summary: "A table that does not exist.",
  why: "The server refuses the statement.",
  advice: "Correct the name, or bring the schema up to date.",
  examples: [
    {
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, a text); CREATE TABLE u (id int PRIMARY KEY, b text)",
      bad: `
SELECT a FROM tt
              ^^ There is no table tt.`,
    },
    {
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, a text); CREATE TABLE u (id int PRIMARY KEY, b text)",
      bad: `
INSERT INTO x (a) VALUES (1)
            ^ There is no table x.`,
    },
    {
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, a text); CREATE TABLE u (id int PRIMARY KEY, b text)",
      good: "SELECT a FROM t",
    },
    {
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, a text); CREATE TABLE u (id int PRIMARY KEY, b text)",
      good: "WITH x AS (SELECT 1 AS n) SELECT n FROM x",
    },
    { good: "SELECT a FROM tt" },
  ],
  visitScript(context) {
    visitNames(context, ({ meaning, name, range }, start) => {
      if (meaning.tag === "unknown" && meaning.missing === "table") {
        context.report({
          range: { start: start + range.start, end: start + range.end },
          message: `There is no table ${name.text}.`,
        });
      }
    });
  },
};
