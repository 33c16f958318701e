import type { HazardRule } from "../hazard.ts";

export const grantAllPublic: HazardRule = {
  id: "migration/grant-all-public",
  severity: "error",
  needs: "text",
  summary: "GRANT ALL to everybody.",
  why: "Every present and future account gets every right.",
  safe: "Name the privileges and the role.",
  examples: [
    { dialect: "postgres", bad: "GRANT ALL ON t TO PUBLIC;" },
    { dialect: "mariadb", bad: "GRANT ALL PRIVILEGES ON *.* TO 'app'@'%';" },
    { dialect: "postgres", good: "GRANT ALL ON t TO app;" },
    { dialect: "postgres", good: "GRANT SELECT ON t TO PUBLIC;" },
  ],
  check(context) {
    const { root } = context.statement;
    if (
      root.kind === "grant" &&
      !root.revoke &&
      root.privileges.some((it) => it.name.startsWith("ALL")) &&
      root.grantees.some((it) => it.public || EVERYWHERE.test(context.source(it)))
    ) {
      context.report({
        at: root,
        message: "Everybody gets every right.",
        lockless: true,
      });
    }
  },
};

/** A host that is nothing but a wildcard. */
const EVERYWHERE = /@\s*(?:'%'|"%"|`%`|%)/u;
