import { alterActions, type HazardRule, nameText } from "../hazard.ts";

export const dropPrimaryKey: HazardRule = {
  id: "migration/drop-primary-key",
  severity: "error",
  needs: "catalog",
  summary: "The primary key is dropped.",
  why: "Rows lose their identity: replication and references break, and some engines copy the table.",
  safe: "Swap keys in one statement.",
  examples: [
    {
      dialect: "mariadb",
      bad: "ALTER TABLE t DROP PRIMARY KEY;",
      lock: "COPY SHARED, writes, rewrite",
    },
    {
      dialect: "postgres",
      schema: "CREATE TABLE t (id int, CONSTRAINT t_pkey PRIMARY KEY (id));",
      bad: "ALTER TABLE t DROP CONSTRAINT t_pkey;",
    },
    { dialect: "mariadb", good: "ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (nn);" },
  ],
  check(context) {
    for (const { table, action } of alterActions(context, "drop-primary-key", "drop-constraint")) {
      const conditions = context.change(action)?.conditions;
      const replaced =
        conditions?.has("replaced") === true ||
        table.actions.some((it) => it.constraint?.type === "primary-key");
      if (
        !replaced &&
        (action.type === "drop-primary-key" || conditions?.has("primary-key") === true)
      ) {
        context.report({
          at: action,
          action,
          message: `Rows of ${nameText(context, table.name)} lose their identity.`,
        });
      }
    }
  },
};
