import type { Rule } from "../../rule.ts";
import { calledName } from "../../tree.ts";

export const multiValuedAttribute: Rule = {
  id: "schema/multi-valued-attribute",
  severity: "warning",
  needs: [],
  summary: "Several values in one column.",
  why: "They cannot be indexed, joined or protected by a foreign key.",
  advice: "Use a child table, or an array with a GIN index.",
  examples: [
    {
      dialect: "mysql",
      bad: `
SELECT a FROM t WHERE FIND_IN_SET('x', tags)
                      ^^^^^^^^^^^^^^^^^^^^^^ A list in a column cannot be indexed or joined.`,
    },
    {
      bad: `
SELECT a FROM t WHERE tags LIKE '%,5,%'
                      ^^^^^^^^^^^^^^^^^ A list in a column cannot be indexed or joined.`,
    },
    { good: "SELECT a FROM t WHERE name LIKE '%x%'" },
    { dialect: "mysql", good: "SELECT FIND_IN_SET('x', 'a,b')" },
  ],
  visit: {
    call(node, context) {
      if (calledName(node) === "find_in_set" && node.args[1]?.kind === "column") {
        context.report({ range: node, message: "A list in a column cannot be indexed or joined." });
      }
    },
    like(node, context) {
      if (node.pattern.kind === "literal" && /^%[,;|][^%]+[,;|]%$/u.test(node.pattern.value)) {
        context.report({ range: node, message: "A list in a column cannot be indexed or joined." });
      }
    },
  },
};
