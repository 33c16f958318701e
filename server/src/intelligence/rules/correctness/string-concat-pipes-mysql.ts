import type { Expression } from "../../../sql/ast.ts";
import type { Rule } from "../../rule.ts";
import { calledName } from "../../tree.ts";

export const stringConcatPipesMysql: Rule = {
  id: "correctness/string-concat-pipes-mysql",
  severity: "error",
  needs: [],
  capabilities: ["!concat-pipes"],
  summary: "`||` between strings where it means OR.",
  why: "The strings are read as numbers and the result is 0 or 1, not the text of both.",
  advice: "Use CONCAT, or the sql_mode PIPES_AS_CONCAT.",
  examples: [
    {
      dialect: "mysql",
      bad: `
SELECT first_name || ' ' || last_name FROM users
       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Here || is a logical OR, not a concatenation.`,
    },
    {
      dialect: "mariadb",
      bad: `
UPDATE t SET a = 'x' || a WHERE id = 1
                 ^^^^^^^^ Here || is a logical OR, not a concatenation.`,
    },
    { dialect: "mysql", good: "SELECT a FROM t WHERE a = 'x' || b = 'y'" },
    { dialect: "mysql", good: "SELECT CONCAT(a, ' ', b) FROM t" },
    { dialect: "postgres", good: "SELECT a || ' ' || b FROM t" },
  ],
  visit: {
    binary(node, context) {
      const parent = context.ancestors.at(-1);
      const isPipes = (it: Expression): it is typeof node =>
        it.kind === "binary" && context.text(it.opRange) === "||";
      if (!isPipes(node) || (parent?.kind === "binary" && isPipes(parent))) {
        return;
      }
      const parts: Expression[] = [];
      for (let at: Expression = node; ; at = at.left) {
        if (!isPipes(at)) {
          parts.push(at);
          break;
        }
        parts.push(at.right);
      }
      const isText = parts.some(
        (it) =>
          (it.kind === "literal" && it.type === "string") ||
          calledName(it) === "concat" ||
          context.analysis.typeOf(it).kind === "text",
      );
      if (isText) {
        context.report({
          range: node,
          message: "Here || is a logical OR, not a concatenation.",
        });
      }
    },
  },
};
