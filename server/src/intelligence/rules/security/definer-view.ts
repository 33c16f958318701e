import type { Rule } from "../../rule.ts";

export const definerView: Rule = {
  id: "security/definer-view",
  severity: "hint",
  needs: [],
  summary: "A view that runs as its owner over protected rows.",
  why: "Row security of the tables below does not apply to the reader.",
  advice: "security_invoker = true; SQL SECURITY INVOKER.",
  examples: [
    {
      dialect: "mysql",
      bad: `
CREATE SQL SECURITY DEFINER VIEW v AS SELECT 1 AS a
                                 ^ The view runs as its owner.`,
    },
    { dialect: "mysql", good: "CREATE SQL SECURITY INVOKER VIEW v AS SELECT 1 AS a" },
    { dialect: "mysql", good: "CREATE VIEW v AS SELECT 1 AS a" },
  ],
  visit: {
    "create-view"(node, context) {
      const head = context.text({ start: node.start, end: node.name.start });
      if (/\bsql\s+security\s+definer\b/iu.test(head)) {
        context.report({ range: node.name, message: "The view runs as its owner." });
      }
    },
  },
};
