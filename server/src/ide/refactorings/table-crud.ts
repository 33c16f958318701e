import type { Table } from "../../catalog/model.ts";
import type { Place, Refactoring } from "../refactoring.ts";

const SCHEMA =
  "CREATE TABLE users (id int PRIMARY KEY GENERATED ALWAYS AS IDENTITY, email text NOT NULL, name text);";

export const tableCrud: Refactoring = {
  id: "table-crud",
  kind: "extract",
  summary:
    "Writes the statements that read, add, change and remove one row of the table at the cursor.",
  examples: [
    {
      schema: SCHEMA,
      before: "SELECT * FROM us$0ers",
      after:
        "SELECT * FROM users;\n\nSELECT id, email, name FROM users WHERE id = $1;\n\nINSERT INTO users (email, name) VALUES ($1, $2);\n\nUPDATE users SET email = $1, name = $2 WHERE id = $3;\n\nDELETE FROM users WHERE id = $1;",
    },
    {
      dialect: "mysql",
      schema: "CREATE TABLE t (a int PRIMARY KEY, b int);",
      before: "SELECT b FROM $0t",
      after:
        "SELECT b FROM t;\n\nSELECT a, b FROM t WHERE a = ?;\n\nINSERT INTO t (a, b) VALUES (?, ?);\n\nUPDATE t SET b = ? WHERE a = ?;\n\nDELETE FROM t WHERE a = ?;",
    },
    { schema: "CREATE TABLE nokey (a int);", before: "SELECT * FROM $0nokey" },
  ],
  offer(place) {
    const node = place.path.findLast((it) => it.kind === "table");
    const table = node === undefined ? undefined : place.analysis.relationOf(node)?.table;
    const key = table?.primaryKey;
    if (node?.kind !== "table" || table?.kind !== "table" || key === undefined) {
      return undefined;
    }
    const { tokens, text } = place.statement;
    const end = tokens.ends[tokens.count - 1] ?? text.length;
    const closed = /^\s*;/u.exec(place.script.text.slice(place.start + end));
    const at = end + (closed?.[0].length ?? 0);
    const statements = crud(table, key.columns, place.text(node.name), place);
    return {
      title: `Write SELECT, INSERT, UPDATE and DELETE for ${table.name}`,
      edits: [
        {
          range: { start: at, end: at },
          text: `${closed === null ? ";" : ""}\n\n${statements.join("\n\n")}`,
        },
      ],
    };
  },
};

function crud(table: Table, key: readonly string[], name: string, place: Place): readonly string[] {
  const write = (it: string) => place.dialect.writeName(it);
  const given = table.columns.filter(
    (it) => it.generated === undefined && it.identity === undefined,
  );
  const rest = given.filter((it) => !key.includes(it.name));
  const counter = () => {
    let n = 0;
    return () => {
      n += 1;
      return placeholder(n, place);
    };
  };
  const condition = (next: () => string) =>
    key.map((it) => `${write(it)} = ${next()}`).join(" AND ");
  const [forInsert, forUpdate] = [counter(), counter()];
  const set = rest.map((it) => `${write(it.name)} = ${forUpdate()}`).join(", ");
  return [
    `SELECT ${table.columns.map((it) => write(it.name)).join(", ")} FROM ${name} WHERE ${condition(counter())};`,
    `INSERT INTO ${name} (${given.map((it) => write(it.name)).join(", ")}) VALUES (${given.map(() => forInsert()).join(", ")});`,
    ...(rest.length === 0 ? [] : [`UPDATE ${name} SET ${set} WHERE ${condition(forUpdate)};`]),
    `DELETE FROM ${name} WHERE ${condition(counter())};`,
  ];
}

/** The n-th placeholder, counted from 1, in the engine's usual style. */
export function placeholder(n: number, place: Place): string {
  const styles = place.dialect.pack.lexis.parameters;
  if (styles.includes("$n")) {
    return `$${n}`;
  }
  return styles.includes("?") ? "?" : styles.includes("@name") ? `@p${n}` : `:p${n}`;
}
