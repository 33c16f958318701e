import type { Rule } from "../../rule.ts";
import { calledName } from "../../tree.ts";

export const weakRandom: Rule = {
  id: "security/weak-random",
  severity: "warning",
  needs: [],
  summary: "RAND() for a token.",
  why: "It can be predicted.",
  advice: "gen_random_bytes, RANDOM_BYTES, CRYPT_GEN_RANDOM.",
  sources: ["CWE-338"],
  examples: [
    {
      bad: `
INSERT INTO sessions (token) VALUES (md5(random()::text))
                                         ^^^^^^^^ A token made of this can be predicted.`,
    },
    { good: "SELECT random()" },
    { good: "INSERT INTO games (dice) VALUES (random())" },
  ],
  visit: {
    call(node, context) {
      if (!/^(?:random|rand)$/u.test(calledName(node))) {
        return;
      }
      const target = context.ancestors.findLast(
        (it) => it.kind === "insert" || it.kind === "set-item",
      );
      const names =
        target?.kind === "insert"
          ? (target.columns ?? [])
          : target?.kind === "set-item"
            ? target.targets
            : [];
      if (
        names.length === 1 &&
        names.some(
          (it) =>
            it.kind === "column" &&
            /token|secret|nonce|salt|otp|api_key|session_id|reset_code/iu.test(
              it.parts.at(-1)?.text ?? "",
            ),
        )
      ) {
        context.report({ range: node, message: "A token made of this can be predicted." });
      }
    },
  },
};
