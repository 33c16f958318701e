import type { Rule } from "../../rule.ts";
import { definerSearchPath } from "./definer-search-path.ts";

/** The name by which the catalogue of query rules knows it. */
export const securityDefinerSearchPath: Rule = {
  id: "security/security-definer-search-path",
  severity: "warning",
  needs: [],
  capabilities: ["index-concurrently"],
  covers: ["security/definer-search-path"],
  summary: "SECURITY DEFINER without SET search_path.",
  why: "Objects in a schema that is searched first run with the rights of the owner.",
  advice: "SET search_path = schema, pg_temp.",
  sources: ["CWE-426"],
  examples: [
    {
      bad: `
CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'
                ^ A definer's function without a fixed search_path can be hijacked.`,
    },
    {
      good: "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = app, pg_temp AS 'SELECT 1'",
    },
  ],
  visit: definerSearchPath.visit ?? {},
};
