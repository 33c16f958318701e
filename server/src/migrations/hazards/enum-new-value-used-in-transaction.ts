import type { HazardRule } from "../hazard.ts";

export const enumNewValueUsedInTransaction: HazardRule = {
  id: "migration/enum-new-value-used-in-transaction",
  severity: "error",
  needs: "text",
  capabilities: ["enum-type"],
  summary: "A new enum value is used in the transaction that adds it.",
  why: "The engine refuses it.",
  safe: "Two migrations.",
  examples: [
    {
      dialect: "postgres",
      bad: "ALTER TYPE mood ADD VALUE 'glad'; UPDATE t SET m = 'glad' WHERE id = 1;",
    },
    { dialect: "postgres", good: "ALTER TYPE mood ADD VALUE 'glad';" },
  ],
  check(context) {
    const { root, text } = context.statement;
    if (context.transaction === "none" || root.kind === "alter-object") {
      return;
    }
    for (const it of context.statements.slice(context.transactionStart, context.statement.index)) {
      const value =
        it.root.kind === "alter-object" && it.root.action === "add-value"
          ? it.root.values?.[0]?.value
          : undefined;
      if (value !== undefined && text.includes(`'${value}'`)) {
        context.report({
          at: root,
          message: `'${value}' cannot be used before the transaction that adds it is over.`,
          lockless: true,
        });
      }
    }
  },
};
