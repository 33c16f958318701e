import { descendants } from "../../sql/walk.ts";
import type { Refactoring } from "../refactoring.ts";

export const queryToView: Refactoring = {
  id: "query-to-view",
  kind: "extract",
  summary: "Makes a view of the query.",
  examples: [
    {
      before: "SELECT $0id, email FROM users",
      after: "CREATE VIEW new_view AS\nSELECT id, email FROM users",
    },
    // A view takes no parameters, and every column needs a name.
    { before: "SELECT $0id FROM users WHERE id = $1" },
    { before: "SELECT $0id, id + 1 FROM users" },
  ],
  offer(place) {
    const { root } = place.analysis;
    if (root.kind !== "select" && root.kind !== "compound") {
      return undefined;
    }
    const isParametrised = descendants(root).some((it) => it.kind === "parameter");
    const names = place.analysis.resultSet(root).columns.map((it) => it.name?.toLowerCase());
    const isUnnamed = names.includes(undefined) || names.includes("?column?");
    return isParametrised || isUnnamed || new Set(names).size < names.length
      ? undefined
      : {
          title: "Turn the query into a view",
          edits: [
            { range: { start: root.start, end: root.start }, text: "CREATE VIEW new_view AS\n" },
          ],
        };
  },
};
