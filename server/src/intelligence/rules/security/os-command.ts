import type { NodeBase } from "../../../sql/ast.ts";
import type { Rule, RuleContext } from "../../rule.ts";

export const osCommand: Rule = {
  id: "security/os-command",
  severity: "error",
  needs: [],
  summary: "An operating-system command from SQL.",
  why: "Whoever can run the statement owns the server.",
  advice: "Remove it; do it outside the database.",
  examples: [
    {
      bad: `
COPY t FROM PROGRAM 'cat /etc/passwd'
       ^^^^^^^^^^^^ An operating-system command is run from SQL.`,
    },
    {
      dialect: "tsql",
      bad: `
EXEC xp_cmdshell 'dir'
     ^^^^^^^^^^^ An operating-system command is run from SQL.`,
    },
    { good: "COPY t FROM STDIN" },
    { good: "SELECT 'xp' AS a" },
  ],
  visit: {
    copy(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    "call-statement"(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    other(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    select(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    set(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
  },
};

const PATTERN =
  /\bxp_cmdshell\b|\bto\s+program\b|\bfrom\s+program\b|\bsp_oacreate\b|\bsys_exec\s*\(|\bsys_eval\s*\(/iu;

function check(node: NodeBase, context: RuleContext): void {
  const text = context.text(node);
  const found = PATTERN.exec(text);
  if (found !== null) {
    context.report({
      range: {
        start: node.start + found.index,
        end: node.start + found.index + found[0].trimEnd().length,
      },
      message: "An operating-system command is run from SQL.",
    });
  }
}
