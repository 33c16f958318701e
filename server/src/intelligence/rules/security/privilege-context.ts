import type { NodeBase } from "../../../sql/ast.ts";
import type { Rule, RuleContext } from "../../rule.ts";

export const privilegeContext: Rule = {
  id: "security/privilege-context",
  severity: "warning",
  needs: [],
  summary: "The execution context is raised.",
  why: "A slip or an injection there can do anything.",
  advice: "Use the lowest role.",
  examples: [
    {
      bad: `
SET ROLE admin
^^^^^^^^^^^^^^ The statement runs with more rights than its user.`,
    },
    { good: "SET ROLE app_reader" },
  ],
  visit: {
    set(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    "call-statement"(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    "create-routine"(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    "alter-object"(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    other(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
  },
};

const PATTERN =
  /\bset\s+(?:session\s+|local\s+)?(?:role|session\s+authorization)\s+'?(\w+)'?|\bexecute\s+as\s+(?:login\s*=\s*)?'?(?:sa|dbo|owner)\b|\btrustworthy\s+on\b/iu;
const POWERFUL = /^(?:root|sa|sys|system|dbo|admin\w*)$/iu;

function check(node: NodeBase, context: RuleContext): void {
  const found = PATTERN.exec(context.text(node));
  if (found === null) {
    return;
  }
  // The superuser of a fresh server often bears the engine's own name.
  const role = found[1];
  if (
    role === undefined ||
    POWERFUL.test(role) ||
    role.toLowerCase() === context.dialect.pack.engine
  ) {
    const start = node.start + found.index;
    context.report({
      range: { start, end: start + found[0].trimEnd().length },
      message: "The statement runs with more rights than its user.",
    });
  }
}
