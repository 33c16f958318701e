import { visitNames } from "../../names-found.ts";
import type { Rule } from "../../rule.ts";

export const ambiguousColumn: Rule = {
  id: "correctness/ambiguous-column",
  severity: "error",
  needs: ["catalog"],
  summary: "A column name that several tables have.",
  why: "The server refuses the statement.",
  advice: "Put the table or its alias before the name.",
  examples: [
    {
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, a text); CREATE TABLE u (id int PRIMARY KEY, b text)",
      bad: `
SELECT id FROM t JOIN u ON t.id = u.id
       ^^ Several tables here have a column id.`,
    },
    {
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, a text); CREATE TABLE u (id int PRIMARY KEY, b text)",
      good: "SELECT id FROM t JOIN u USING (id)",
    },
    {
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, a text); CREATE TABLE u (id int PRIMARY KEY, b text)",
      good: "SELECT t.id FROM t JOIN u ON t.id = u.id",
    },
  ],
  visitScript(context) {
    visitNames(context, ({ meaning, name, range }, start) => {
      if (meaning.tag === "ambiguous") {
        context.report({
          range: { start: start + range.start, end: start + range.end },
          message: `Several tables here have a column ${name.text}.`,
        });
      }
    });
  },
};
