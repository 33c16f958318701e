import type { Expression } from "../../../sql/ast.ts";
import type { Rule } from "../../rule.ts";
import { calledName } from "../../tree.ts";

export const dynamicSql: Rule = {
  id: "security/dynamic-sql",
  severity: "error",
  needs: [],
  summary: "A statement built from strings is run in the database.",
  why: "A value that holds a quote becomes code.",
  advice: "Bind parameters with USING; format with %I and %L; QUOTENAME.",
  sources: ["CWE-89"],
  examples: [
    {
      bad: `
CREATE FUNCTION f(n text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'SELECT * FROM t WHERE a = ''' || n || ''''; END $$
                                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ A value joined into a statement becomes code.`,
    },
    {
      dialect: "tsql",
      bad: `
EXEC ('SELECT * FROM ' + @t)
      ^^^^^^^^^^^^^^^^^^^^^ A value joined into a statement becomes code.`,
    },
    {
      good: "CREATE FUNCTION f(n text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('SELECT * FROM %I', n); END $$",
    },
    {
      good: "CREATE FUNCTION f(n text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'SELECT * FROM t WHERE a = $1' USING n; END $$",
    },
    {
      good: "CREATE FUNCTION f(n text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DROP TABLE ' || quote_ident(n); END $$",
    },
  ],
  visit: {
    "call-statement"(node, context) {
      const { dynamic } = node;
      if (
        dynamic?.kind === "binary" &&
        (dynamic.op === "||" || dynamic.op === "+") &&
        joinsValues(dynamic)
      ) {
        context.report({
          range: dynamic,
          message: "A value joined into a statement becomes code.",
        });
      }
    },
  },
};

/** Is anything joined that is neither a constant nor quoted for its place? */
function joinsValues(expression: Expression): boolean {
  const parts: Expression[] = [];
  const stack: Expression[] = [expression];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (at.kind === "binary" && (at.op === "||" || at.op === "+")) {
      stack.push(at.right, at.left);
    } else {
      parts.push(at);
    }
  }
  return parts.some(
    (it) =>
      it.kind === "column" ||
      it.kind === "variable" ||
      (it.kind === "call" && !SAFE.test(calledName(it))),
  );
}

const SAFE = /^(?:quote_ident|quote_literal|quote_nullable|quotename|format|quote)$/u;
