import type { Node, Select } from "../../../sql/ast.ts";
import type { Rule, RuleContext } from "../../rule.ts";
import { allNodes, hasAggregate } from "../../tree.ts";

export const triggerRowLevelHeavy: Rule = {
  id: "perf/trigger-row-level-heavy",
  severity: "warning",
  needs: [],
  summary: "A row trigger that goes through a whole table.",
  why: "A statement that changes a thousand rows reads the table a thousand times.",
  advice: "A trigger per statement with transition tables, or a job that runs later.",
  examples: [
    {
      dialect: "mysql",
      bad: `
CREATE TRIGGER tr AFTER INSERT ON orders FOR EACH ROW UPDATE stats SET n = (SELECT COUNT(*) FROM orders)
                                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^ This goes through the whole table for every row changed.`,
    },
    {
      bad: `
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.n := (SELECT sum(x) FROM t); RETURN NEW; END $$
                                                                           ^^^^^^^^^^^^^^^^^^^^ This goes through the whole table for every row changed.`,
    },
    {
      dialect: "sqlite",
      bad: `
CREATE TRIGGER tr AFTER INSERT ON a BEGIN UPDATE s SET n = (SELECT count(*) FROM a) WHERE id = 1; END
                                                            ^^^^^^^^^^^^^^^^^^^^^^ This goes through the whole table for every row changed.`,
    },
    {
      dialect: "mysql",
      good: "CREATE TRIGGER tr AFTER INSERT ON orders FOR EACH ROW UPDATE stats SET n = n + 1 WHERE id = NEW.stat_id",
    },
    {
      good: "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.n := (SELECT sum(x) FROM t WHERE k = NEW.k); RETURN NEW; END $$",
    },
    {
      good: "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN REFRESH MATERIALIZED VIEW v; RETURN NULL; END $$",
    },
  ],
  visit: {
    "create-trigger"(node, context) {
      // Where the words may be left out, the engine has no other kind.
      const isForRows =
        node.forEach === "ROW" ||
        (node.forEach === undefined && context.dialect.can("trigger-for-each-optional"));
      if (isForRows && node.body !== undefined) {
        check(node.body, context);
      }
    },
    "create-routine"(node, context) {
      const isForRows = /\b(?:new|old)\s*\.|\breturn\s+(?:new|old)\b/iu.test(context.text(node));
      if (node.returns?.name === "trigger" && isForRows && node.body !== undefined) {
        check(node.body, context);
      }
    },
  },
};

function check(body: Node, context: RuleContext): void {
  for (const it of allNodes(body).toSorted((a, b) => a.start - b.start)) {
    const isWhole =
      (it.kind === "select" && isWholeTable(it, context)) ||
      (it.kind === "delete" && it.where === undefined);
    if (isWhole) {
      context.report({
        range: it,
        message: "This goes through the whole table for every row changed.",
      });
      return;
    }
  }
}

function isWholeTable(select: Select, { dialect }: RuleContext): boolean {
  return (
    select.from?.relations.some((it) => it.kind === "table") === true &&
    select.where === undefined &&
    (select.groupBy !== undefined || select.items.some((it) => hasAggregate(it, dialect)))
  );
}
