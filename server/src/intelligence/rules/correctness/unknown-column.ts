import { visitNames } from "../../names-found.ts";
import type { Rule } from "../../rule.ts";

export const unknownColumn: Rule = {
  id: "correctness/unknown-column",
  severity: "error",
  needs: ["catalog"],
  summary: "A column that does not exist.",
  why: "The server refuses the statement.",
  advice: "Correct the name, or bring the schema up to date.",
  examples: [
    {
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, a text); CREATE TABLE u (id int PRIMARY KEY, b text)",
      bad: `
SELECT t.b FROM t
         ^ There is no column b here.`,
    },
    {
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, a text); CREATE TABLE u (id int PRIMARY KEY, b text)",
      bad: `
UPDATE t SET c = 1 WHERE id = 2
             ^ There is no column c here.`,
    },
    {
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, a text); CREATE TABLE u (id int PRIMARY KEY, b text)",
      good: "SELECT t.a, u.b FROM t JOIN u ON t.id = u.id",
    },
    {
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, a text); CREATE TABLE u (id int PRIMARY KEY, b text)",
      good: "SELECT x.n FROM (SELECT count(*) AS n FROM t) AS x",
    },
    { good: "SELECT t.b FROM t" },
  ],
  visitScript(context) {
    visitNames(context, ({ meaning, name, range }, start) => {
      if (meaning.tag === "unknown" && meaning.missing === "column") {
        context.report({
          range: { start: start + range.start, end: start + range.end },
          message: `There is no column ${name.text} here.`,
        });
      }
    });
  },
};
