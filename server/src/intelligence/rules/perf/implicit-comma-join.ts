import type { Rule } from "../../rule.ts";

export const implicitCommaJoin: Rule = {
  id: "perf/implicit-comma-join",
  severity: "info",
  needs: [],
  summary: "Tables joined by a comma.",
  why: "The predicate stands far away in WHERE and is easily lost, and a comma binds weaker than JOIN.",
  advice: "Use JOIN … ON.",
  examples: [
    {
      bad: `
SELECT a.x FROM a, b WHERE a.id = b.a_id
                   ^ A comma joins this table; JOIN … ON keeps its condition beside it.`,
    },
    {
      bad: `
SELECT a.x FROM a JOIN c ON c.id = a.id, b AS d WHERE a.id = d.a_id
                                         ^^^^^^ A comma joins this table; JOIN … ON keeps its condition beside it.`,
    },
    { good: "SELECT a.x FROM a JOIN b ON a.id = b.a_id" },
    { good: "SELECT a.x FROM a, unnest(a.list) AS u" },
    { good: "SELECT a.x FROM a, LATERAL (SELECT 1) AS l" },
  ],
  visit: {
    from(node, context) {
      const [, ...others] = node.relations;
      const joined = others.find(
        (it) => it.kind === "table" || (it.kind === "derived-table" && !it.lateral),
      );
      // `FROM t, t.list` unfolds an array.
      const isPath =
        joined?.kind === "table" &&
        joined.name.parts.length > 1 &&
        context.analysis.relationOf(joined)?.source === "function";
      if (joined !== undefined && !isPath && context.ancestors.at(-1)?.kind === "select") {
        context.report({
          range: joined,
          message: "A comma joins this table; JOIN … ON keeps its condition beside it.",
        });
      }
    },
  },
};
