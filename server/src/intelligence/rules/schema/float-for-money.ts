import type { Rule } from "../../rule.ts";

export const floatForMoney: Rule = {
  id: "schema/float-for-money",
  severity: "warning",
  needs: [],
  summary: "A floating-point type for an amount of money.",
  why: "Sums are rounded in binary: cents get lost.",
  advice: "Use numeric or decimal.",
  examples: [
    {
      bad: `
CREATE TABLE o (id int PRIMARY KEY, total_price double precision)
                                                ^^^^^^^^^^^^^^^^ Binary rounding loses cents: an amount wants numeric.`,
    },
    {
      dialect: "mysql",
      bad: `
CREATE TABLE o (id int PRIMARY KEY, amount FLOAT)
                                           ^^^^^ Binary rounding loses cents: an amount wants numeric.`,
    },
    { good: "CREATE TABLE o (id int PRIMARY KEY, total_price numeric(12, 2))" },
    { good: "CREATE TABLE o (id int PRIMARY KEY, latitude double precision)" },
    { good: "CREATE TABLE o (id int PRIMARY KEY, price_factor real)" },
  ],
  visit: {
    "column-definition"(node, context) {
      const type = node.type?.name ?? "";
      if (
        node.type !== undefined &&
        FLOATS.test(type) &&
        MONEY.test(node.name.text) &&
        !NOT_MONEY.test(node.name.text)
      ) {
        context.report({
          range: node.type,
          message: "Binary rounding loses cents: an amount wants numeric.",
        });
      }
    },
  },
};

const FLOATS =
  /^(?:real|float|double|double precision|float4|float8|binary_float|binary_double|float64)\b/u;
const MONEY =
  /(?:^|_)(?:price|amount|total|cost|balance|salary|fee|tax|discount|subtotal|payment|revenue|wage|budget|money|credit|debit|refund)s?(?:_|$)/iu;
const NOT_MONEY =
  /(?:rate|ratio|percent|pct|factor|score|weight|count|seconds|ms|time|hours|minutes)(?:_|$)/iu;
