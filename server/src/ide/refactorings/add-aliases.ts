import type { Edit } from "../../base/text.ts";
import { descendants } from "../../sql/walk.ts";
import { type Refactoring, relationsOf, selectAround } from "../refactoring.ts";

const SCHEMA =
  "CREATE TABLE users (id int, email text); CREATE TABLE order_items (id int, user_id int);";

export const addAliases: Refactoring = {
  id: "add-aliases",
  kind: "rewrite",
  summary: "Gives every table of the query a short alias and uses it.",
  keepsResult: true,
  examples: [
    {
      schema: SCHEMA,
      before: "SELECT $0users.email FROM users JOIN order_items ON order_items.user_id = users.id",
      after: "SELECT u.email FROM users u JOIN order_items oi ON oi.user_id = u.id",
    },
    { schema: SCHEMA, before: "SELECT $0u.email FROM users u" },
  ],
  offer(place) {
    const select = selectAround(place);
    if (select?.from === undefined) {
      return undefined;
    }
    const taken = new Set(
      descendants(place.analysis.root).flatMap((it) =>
        it.kind === "alias" || it.kind === "cte" ? [it.name.text.toLowerCase()] : [],
      ),
    );
    const edits: Edit[] = [];
    for (const it of relationsOf(select.from.relations)) {
      if (it.kind !== "table" || it.alias !== undefined) {
        continue;
      }
      const name = it.name.parts.at(-1)?.text ?? "";
      const alias = shortFor(name, taken, (word) => place.dialect.writeName(word) === word);
      const relation = place.analysis.relationOf(it);
      if (alias === undefined || relation === undefined) {
        continue;
      }
      taken.add(alias);
      edits.push({ range: { start: it.name.end, end: it.name.end }, text: ` ${alias}` });
      for (const use of descendants(select)) {
        const found = use.kind === "column" ? place.analysis.resolve(use) : undefined;
        if (use.kind === "column" && use.parts.length > 1 && found?.tag === "column") {
          const last = use.parts.at(-1);
          if (found.relation === relation && last !== undefined) {
            edits.push({ range: { start: use.start, end: last.start }, text: `${alias}.` });
          }
        } else if (use.kind === "star" && use.qualifier.length > 0) {
          const last = use.qualifier.at(-1);
          if (last?.text.toLowerCase() === name.toLowerCase()) {
            edits.push({ range: { start: use.start, end: last.end }, text: alias });
          }
        }
      }
    }
    return edits.length === 0 ? undefined : { title: "Add table aliases", edits };
  },
};

/** The first letters of the words of a name, with a number where they are taken. */
function shortFor(
  name: string,
  taken: ReadonlySet<string>,
  stands: (word: string) => boolean,
): string | undefined {
  const letters = name
    .split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u)
    .map((it) => it[0] ?? "")
    .join("")
    .toLowerCase();
  if (!/^\p{L}/u.test(letters)) {
    return undefined;
  }
  for (let n = 1; n < 100; n += 1) {
    const alias = n === 1 ? letters : `${letters}${n}`;
    if (!taken.has(alias) && stands(alias)) {
      return alias;
    }
  }
  return undefined;
}
