import { descendants } from "../../sql/walk.ts";
import { bareQuery, type Refactoring } from "../refactoring.ts";

export const inlineCte: Refactoring = {
  id: "inline-cte",
  kind: "inline",
  summary: "Puts a common table expression that is used once where it is used.",
  keepsResult: true,
  examples: [
    {
      before: "WITH a$0 AS (SELECT 1 AS x) SELECT x FROM a",
      after: "SELECT x FROM (SELECT 1 AS x) a",
    },
    {
      before: "WITH a AS (SELECT 1 AS x), b AS (SELECT 2 AS y) SELECT * FROM a, $0b bb",
      after: "WITH a AS (SELECT 1 AS x) SELECT * FROM a, (SELECT 2 AS y) bb",
    },
    // Used twice: it would be computed twice.
    { before: "WITH a$0 AS (SELECT 1 AS x) SELECT * FROM a, a b" },
    { before: "WITH RECURSIVE a$0 AS (SELECT 1 AS x UNION ALL SELECT x FROM a) SELECT * FROM a" },
    { before: "WITH a$0 (y) AS (SELECT 1) SELECT * FROM a" },
  ],
  offer(place) {
    const { root } = place.analysis;
    if ((root.kind !== "select" && root.kind !== "compound") || root.with === undefined) {
      return undefined;
    }
    const { ctes, recursive } = root.with;
    const atUse = place.path.findLast((it) => it.kind === "table");
    const relation = atUse === undefined ? undefined : place.analysis.relationOf(atUse);
    const cte =
      ctes.find((it) => it.name.start <= place.offset && place.offset <= it.name.end) ??
      ctes.find((it) => relation?.cte?.node === it);
    if (cte === undefined || recursive || cte.columns !== undefined || cte.materialized === true) {
      return undefined;
    }
    const uses = descendants(root).filter(
      (it) => it.kind === "table" && place.analysis.relationOf(it)?.cte?.node === cte,
    );
    const [use] = uses;
    const isQuery = /^(?:select|compound|values)$/u.test(cte.body.kind);
    if (uses.length !== 1 || use?.kind !== "table" || !isQuery) {
      return undefined;
    }
    const alias = use.alias === undefined ? ` ${place.text(cte.name)}` : "";
    const body = bareQuery(cte.body, place);
    const index = ctes.indexOf(cte);
    const next = ctes[index + 1];
    const before = ctes[index - 1];
    const gone =
      next !== undefined
        ? { start: cte.start, end: next.start }
        : before !== undefined
          ? { start: before.end, end: cte.end }
          : { start: root.with.start, end: afterSpace(place.statement.text, root.with.end) };
    return {
      title: `Inline ${cte.name.text}`,
      edits: [
        { range: gone, text: "" },
        { range: use.name, text: `(${body})${alias}` },
      ],
    };
  },
};

function afterSpace(text: string, offset: number): number {
  return offset + (/^\s*/u.exec(text.slice(offset))?.[0].length ?? 0);
}
