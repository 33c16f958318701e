import type { Expression } from "../../../sql/ast.ts";
import type { Rule } from "../../rule.ts";

/** A pattern that begins with a wildcard leaves a b-tree nothing to start from. */
export const leadingWildcard: Rule = {
  id: "perf/leading-wildcard",
  severity: "warning",
  needs: [],
  summary: "`LIKE` with a pattern that begins with `%` or `_`.",
  why: "An ordered index is searched from the first character on, so every row is read.",
  advice:
    "Use a trigram or full-text index, or search a reversed copy of the column for its beginning.",
  sources: ["https://www.postgresql.org/docs/current/indexes-types.html#INDEXES-TYPES-BTREE"],
  examples: [
    {
      bad: `
SELECT id FROM products WHERE name LIKE '%board'
                                        ^^^^^^^^ The pattern begins with a wildcard, so no ordered index can serve it.`,
    },
    {
      bad: `
SELECT id FROM t WHERE lower(name) LIKE '_x' OR a = 1
                                        ^^^^ The pattern begins with a wildcard, so no ordered index can serve it.`,
    },
    {
      bad: `
SELECT id FROM t WHERE name LIKE '%' || $1 || '%'
                                 ^^^^^^^^^^^^^^^^ The pattern begins with a wildcard, so no ordered index can serve it.`,
    },
    {
      bad: `
SELECT id FROM t WHERE name LIKE CONCAT('%', ?, '%')
                                 ^^^^^^^^^^^^^^^^^^^ The pattern begins with a wildcard, so no ordered index can serve it.`,
    },
    { good: "SELECT id FROM products WHERE name LIKE 'key%'" },
    { good: String.raw`SELECT id FROM t WHERE code LIKE '\%off'` },
    { good: "SELECT id FROM t WHERE name LIKE '!%a' ESCAPE '!'" },
    { good: "SELECT id FROM t WHERE name LIKE $1" },
    { good: "SELECT CASE WHEN name LIKE '%x' THEN 1 ELSE 0 END FROM t" },
    {
      dialect: "postgres",
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, name text); CREATE INDEX t_name ON t USING gin (name gin_trgm_ops);",
      good: "SELECT id FROM t WHERE name LIKE '%x'",
    },
  ],
  visit: {
    like(node, context) {
      if ((node.op !== "LIKE" && node.op !== "ILIKE") || node.not || !filters(context.ancestors)) {
        return;
      }
      const first = leading(node.pattern);
      if (
        first === undefined ||
        !/^[%_]/u.test(first) ||
        (/^%+$/u.test(first) && node.pattern.kind === "literal")
      ) {
        return;
      }
      if (node.escape?.kind === "literal" && node.escape.value === first[0]) {
        return;
      }
      const operand = node.operand;
      const column = operand.kind === "column" ? context.analysis.resolve(operand) : undefined;
      const origin = column?.tag === "column" ? column.column.origin : undefined;
      const served = origin?.table.indexes.some(
        (it) =>
          it.method !== undefined &&
          SEARCH_METHODS.has(it.method) &&
          it.columns.some((key) =>
            (key.column ?? key.expression ?? "").includes(origin.column.name),
          ),
      );
      if (served !== true) {
        context.report({
          range: node.pattern,
          message: "The pattern begins with a wildcard, so no ordered index can serve it.",
        });
      }
    },
  },
};

/** Index methods that find text anywhere. */
const SEARCH_METHODS: ReadonlySet<string> = new Set(["gin", "gist", "fulltext", "rum", "bloom"]);

/** The first literal text of a pattern: of a concatenation, its first operand. */
function leading(pattern: Expression): string | undefined {
  let node = pattern;
  for (;;) {
    if (node.kind === "literal" && node.type === "string") {
      return node.value;
    }
    if (node.kind === "binary" && node.op === "||") {
      node = node.left;
    } else if (
      node.kind === "call" &&
      /^concat$/iu.test(node.name.parts.at(-1)?.text ?? "") &&
      node.args[0] !== undefined
    ) {
      node = node.args[0];
    } else {
      return undefined;
    }
  }
}

/** In a WHERE, ON or HAVING, not in a value that is computed. */
function filters(ancestors: readonly { readonly kind: string }[]): boolean {
  for (let i = ancestors.length - 1; i >= 0; i -= 1) {
    switch (ancestors[i]?.kind) {
      case "where":
      case "join":
        return true;
      case "binary":
      case "unary":
        break;
      default:
        return false;
    }
  }
  return false;
}
