import type { Rule } from "../../rule.ts";

export const pciSadStored: Rule = {
  id: "security/pci-sad-stored",
  severity: "error",
  needs: [],
  summary: "Card verification data is stored.",
  why: "It must not be kept after authorisation, not even encrypted.",
  advice: "Remove the column.",
  sources: ["PCI DSS 3.3.1"],
  examples: [
    {
      bad: `
CREATE TABLE cards (id int PRIMARY KEY, cvv char(3))
                                        ^^^ Card verification data must not be stored.`,
    },
    { good: "CREATE TABLE cards (id int PRIMARY KEY, last4 char(4))" },
  ],
  visit: {
    "column-definition"(node, context) {
      if (
        /^(?:card_)?(?:cvv2?|cvc2?|cid_code|pin_block|track_?[12]?_data|magstripe|full_track)$/iu.test(
          node.name.text,
        )
      ) {
        context.report({ range: node.name, message: "Card verification data must not be stored." });
      }
    },
  },
};
