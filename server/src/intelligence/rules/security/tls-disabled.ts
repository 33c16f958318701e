import type { NodeBase } from "../../../sql/ast.ts";
import type { Rule, RuleContext } from "../../rule.ts";

export const tlsDisabled: Rule = {
  id: "security/tls-disabled",
  severity: "warning",
  needs: [],
  summary: "TLS is switched off.",
  why: "Passwords and rows travel in the clear.",
  advice: "sslmode=verify-full, REQUIRE SSL.",
  examples: [
    {
      dialect: "mysql",
      bad: `
ALTER USER 'app'@'localhost' REQUIRE NONE
                             ^^^^^^^^^^^^ The connection is not protected by TLS.`,
    },
    { dialect: "mysql", good: "ALTER USER 'app'@'localhost' REQUIRE SSL" },
  ],
  visit: {
    "create-object"(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    "alter-object"(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    set(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    other(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    grant(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
  },
};

const PATTERN =
  /sslmode\s*=\s*'?(?:disable|allow|prefer)\b|\brequire\s+none\b|\brequire_secure_transport\s*=\s*(?:off|0)\b|\bssl\s*=\s*(?:off|'off')|\btrustservercertificate\s*=\s*(?:true|yes)|\bencrypt\s*=\s*(?:false|no)\b|\bmaster_ssl\s*=\s*0\b/iu;

function check(node: NodeBase, context: RuleContext): void {
  const text = context.text(node);
  const found = PATTERN.exec(text);
  if (found !== null) {
    context.report({
      range: {
        start: node.start + found.index,
        end: node.start + found.index + found[0].trimEnd().length,
      },
      message: "The connection is not protected by TLS.",
    });
  }
}
