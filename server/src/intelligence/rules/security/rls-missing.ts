import type { Name } from "../../../sql/ast.ts";
import type { Rule } from "../../rule.ts";

export const rlsMissing: Rule = {
  id: "security/rls-missing",
  severity: "warning",
  needs: [],
  capabilities: ["index-concurrently"],
  summary: "A table of several tenants without row security, or a policy that is not in force.",
  why: "One forgotten condition shows the rows of another tenant; a policy does nothing until row security is enabled.",
  advice: "ALTER TABLE … ENABLE ROW LEVEL SECURITY, and a policy on the tenant.",
  sources: ["CWE-862"],
  examples: [
    {
      bad: `
CREATE TABLE t (id int PRIMARY KEY, tenant_id int);
             ^ t has tenant_id and no row security.`,
    },
    {
      bad: `
CREATE POLICY p ON t USING (tenant_id = current_setting('app.tenant')::int);
                   ^ The policy does nothing: row security of t is not enabled here.`,
    },
    {
      good: "CREATE TABLE t (id int PRIMARY KEY, tenant_id int); ALTER TABLE t ENABLE ROW LEVEL SECURITY;",
    },
    {
      good: "ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (tenant_id = current_setting('app.tenant')::int);",
    },
    { good: "CREATE TABLE t (id int PRIMARY KEY, name text)" },
    { good: "CREATE TEMP TABLE t (id int, tenant_id int)" },
  ],
  visitScript({ script, roots, catalog, report }) {
    const secured = new Set(
      (catalog?.schemas ?? []).flatMap((schema) =>
        schema.tables.filter((it) => it.rowSecurity !== undefined).map((it) => it.name),
      ),
    );
    script.statements.forEach((statement) => {
      const [, name] = ENABLED.exec(statement.text) ?? [];
      if (name !== undefined) {
        secured.add(name.toLowerCase());
      }
    });
    const isSecured = (name: Name | undefined) =>
      name === undefined || secured.has(name.text.toLowerCase());
    roots.forEach((root, index) => {
      const start = script.starts[index] ?? 0;
      const at = (it: Name) => ({ start: start + it.start, end: start + it.end });
      if (root.kind === "create-table" && root.temporary !== true) {
        const name = root.name.parts.at(-1);
        const tenant = root.elements.find(
          (it) => it.kind === "column-definition" && TENANT.test(it.name.text),
        );
        if (name !== undefined && tenant?.kind === "column-definition" && !isSecured(name)) {
          report({
            range: at(name),
            message: `${name.text} has ${tenant.name.text} and no row security.`,
            // Not every project keeps tenants apart in the database.
            severity: "hint",
          });
        }
      }
      const table =
        root.kind === "create-object" && root.policy !== undefined ? root.on : undefined;
      const last = table?.parts.at(-1);
      if (last !== undefined && !isSecured(last)) {
        report({
          range: at(last),
          message: `The policy does nothing: row security of ${last.text} is not enabled here.`,
        });
      }
    });
  },
};

const TENANT = /^(?:tenant|org|organi[sz]ation|account|workspace)_?id$/iu;
const ENABLED =
  /^\s*alter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?(?:"?\w+"?\.)?"?(\w+)"?\s+(?:enable|force)\s+row\s+level\s+security\b/iu;
