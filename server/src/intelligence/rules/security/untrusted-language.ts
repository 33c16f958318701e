import type { NodeBase } from "../../../sql/ast.ts";
import type { Rule, RuleContext } from "../../rule.ts";

export const untrustedLanguage: Rule = {
  id: "security/untrusted-language",
  severity: "warning",
  needs: [],
  summary: "A routine in an untrusted language.",
  why: "Its code runs with the rights of the server process.",
  advice: "Use a trusted language.",
  examples: [
    {
      bad: `
CREATE FUNCTION f() RETURNS int LANGUAGE plperlu AS 'return 1'
                                ^^^^^^^^^^^^^^^^ The language can do anything on the server.`,
    },
    { good: "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'" },
  ],
  visit: {
    "create-routine"(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    "create-object"(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
  },
};

const PATTERN = /\blanguage\s+'?(?:plpython\w*u|plperlu|pltclu|c)'?\b/iu;

function check(node: NodeBase, context: RuleContext): void {
  const text = context.text(node);
  const found = PATTERN.exec(text);
  if (found !== null) {
    context.report({
      range: {
        start: node.start + found.index,
        end: node.start + found.index + found[0].trimEnd().length,
      },
      message: "The language can do anything on the server.",
    });
  }
}
