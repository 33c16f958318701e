import type { Rule } from "../../rule.ts";

export const publicFunctionExec: Rule = {
  id: "security/public-function-exec",
  severity: "warning",
  needs: [],
  capabilities: ["index-concurrently"],
  summary: "A definer's function that PUBLIC may execute.",
  why: "A new function may be run by everybody, and this one runs with its owner's rights.",
  advice: "REVOKE EXECUTE ON FUNCTION … FROM PUBLIC, then grant it to those who need it.",
  sources: ["CWE-732"],
  examples: [
    {
      bad: `
GRANT EXECUTE ON FUNCTION f(int) TO PUBLIC
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Everybody, now and later, may run it.`,
    },
    {
      bad: `
CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = app AS 'SELECT 1'
                ^ PUBLIC may run f with its owner's rights until EXECUTE is revoked.`,
    },
    {
      good: "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = app AS 'SELECT 1'; REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC;",
    },
    {
      good: "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = app AS 'SELECT 1'; REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;",
    },
    {
      good: "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = app AS 'BEGIN RETURN NEW; END'",
    },
    { good: "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'" },
    { good: "GRANT EXECUTE ON FUNCTION f(int) TO app" },
  ],
  visitScript({ script, roots, report }) {
    roots.forEach((root, index) => {
      const start = script.starts[index] ?? 0;
      if (
        root.kind === "grant" &&
        !root.revoke &&
        root.grantees.some((it) => it.public) &&
        /function|procedure|routine/u.test(root.object ?? "")
      ) {
        report({
          range: { start: start + root.start, end: start + root.end },
          message: "Everybody, now and later, may run it.",
        });
      }
      if (
        root.kind !== "create-routine" ||
        root.securityDefiner !== true ||
        // A trigger's function cannot be called by anybody.
        root.returns?.name === "trigger"
      ) {
        return;
      }
      const name = root.name.parts.at(-1)?.text.toLowerCase() ?? "";
      const isRevoked = roots.some(
        (it) =>
          it.kind === "grant" &&
          it.revoke &&
          it.grantees.some((one) => one.public) &&
          (/^all /u.test(it.object ?? "") ||
            it.names.some((one) => one.parts.at(-1)?.text.toLowerCase() === name)),
      );
      if (!isRevoked) {
        report({
          range: { start: start + root.name.start, end: start + root.name.end },
          message: `PUBLIC may run ${name} with its owner's rights until EXECUTE is revoked.`,
          severity: "hint",
        });
      }
    });
  },
};
