import type { Expression, Relation } from "../../sql/ast.ts";
import { descendants } from "../../sql/walk.ts";
import { hasComment, type Refactoring, relationsOf, selectAround } from "../refactoring.ts";
import { conjuncts, conjunctText } from "../tree.ts";

const SCHEMA =
  "CREATE TABLE a (id int, b_id int); CREATE TABLE b (id int, c_id int); CREATE TABLE c (id int);";

export const explicitJoins: Refactoring = {
  id: "explicit-joins",
  kind: "rewrite",
  summary: "Turns a list of tables with conditions in WHERE into JOIN … ON.",
  keepsResult: true,
  examples: [
    {
      schema: SCHEMA,
      before: "SELECT $0a.id FROM a, b, c WHERE a.b_id = b.id AND b.c_id = c.id AND a.id > 1",
      after: "SELECT a.id FROM a JOIN b ON a.b_id = b.id JOIN c ON b.c_id = c.id WHERE a.id > 1",
    },
    {
      schema: SCHEMA,
      before: "SELECT $0a.id FROM a, b WHERE a.b_id = b.id",
      after: "SELECT a.id FROM a JOIN b ON a.b_id = b.id",
    },
    {
      schema: SCHEMA,
      before: "SELECT $0a.id FROM a, b WHERE a.b_id = b.id AND (a.id = 1 OR b.id = 2)",
      after: "SELECT a.id FROM a JOIN b ON a.b_id = b.id AND (a.id = 1 OR b.id = 2)",
    },
    {
      schema: SCHEMA,
      before: "SELECT $0a.id FROM a, b WHERE a.id = 1",
      after: "SELECT a.id FROM a CROSS JOIN b WHERE a.id = 1",
    },
    { schema: SCHEMA, before: "SELECT $0a.id FROM a JOIN b ON a.b_id = b.id" },
  ],
  offer(place) {
    const select = selectAround(place);
    const from = select?.from;
    if (select === undefined || from === undefined || from.relations.length < 2) {
      return undefined;
    }
    const { where } = select;
    const touched = { start: from.start, end: where?.end ?? from.end };
    if (hasComment(touched, place) || from.relations.some((it) => "lateral" in it && it.lateral)) {
      return undefined;
    }
    const owners = from.relations.map((it) => relationsOf([it]));
    const reads = (it: Expression): ReadonlySet<Relation> | undefined => {
      const found = new Set<Relation>();
      for (const one of descendants(it)) {
        if (one.kind === "subquery" || one.kind === "exists") {
          return undefined;
        }
        if (one.kind !== "column") {
          continue;
        }
        const meant = place.analysis.resolve(one);
        if (meant.tag !== "column") {
          return undefined;
        }
        const owner = owners
          .flat()
          .find((rel) => place.analysis.relationOf(rel) === meant.relation);
        if (owner !== undefined) {
          found.add(owner);
        }
      }
      return found;
    };
    let rest = where === undefined ? [] : [...conjuncts(where.condition)];
    const seen = new Set<Relation>(owners[0]);
    let text = place.text(from.relations[0] ?? from);
    for (const [index, it] of from.relations.entries()) {
      if (index === 0) {
        continue;
      }
      for (const one of owners[index] ?? []) {
        seen.add(one);
      }
      const own = new Set<Relation>(owners[index]);
      const mine = rest.filter((one) => {
        const used = reads(one);
        return (
          used !== undefined &&
          used.size > 1 &&
          [...used].every((rel) => seen.has(rel)) &&
          [...used].some((rel) => own.has(rel))
        );
      });
      rest = rest.filter((one) => !mine.includes(one));
      text +=
        mine.length === 0
          ? ` CROSS JOIN ${place.text(it)}`
          : ` JOIN ${place.text(it)} ON ${mine.map((one) => conjunctText(one, place)).join(" AND ")}`;
    }
    const [first] = from.relations;
    const last = from.relations.at(-1);
    const list = { start: first?.start ?? from.start, end: last?.end ?? from.end };
    const kept = rest.map((one) => conjunctText(one, place)).join(" AND ");
    return {
      title: "Convert to explicit joins",
      edits: [
        { range: list, text },
        ...(where === undefined
          ? []
          : [
              {
                range: { start: kept === "" ? list.end : where.condition.start, end: where.end },
                text: kept,
              },
            ]),
      ],
    };
  },
};
