import type { Rule } from "../../rule.ts";
import { dynamicSql } from "./dynamic-sql.ts";

/** The name by which the catalogue of query rules knows it. */
export const dynamicSqlInjection: Rule = {
  id: "security/dynamic-sql-injection",
  severity: "error",
  needs: [],
  covers: ["security/dynamic-sql"],
  summary: "A routine runs a statement into which a value was joined.",
  why: "Whoever chooses the value chooses the statement.",
  advice: "EXECUTE … USING; format with %I and %L; sp_executesql with parameters; QUOTENAME.",
  sources: ["CWE-89"],
  examples: [
    {
      bad: `
CREATE FUNCTION f(n text) RETURNS SETOF t LANGUAGE plpgsql AS $$ BEGIN RETURN QUERY EXECUTE 'SELECT * FROM t WHERE a = ' || n; END $$
                                                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ A value joined into a statement becomes code.`,
    },
    {
      good: "CREATE FUNCTION f(n text) RETURNS SETOF t LANGUAGE plpgsql AS $$ BEGIN RETURN QUERY EXECUTE 'SELECT * FROM t WHERE a = $1' USING n; END $$",
    },
  ],
  visit: dynamicSql.visit ?? {},
};
