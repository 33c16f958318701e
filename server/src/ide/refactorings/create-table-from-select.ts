import { bodyOf, freshName, isQueryNode, type Refactoring } from "../refactoring.ts";

export const createTableFromSelect: Refactoring = {
  id: "create-table-from-select",
  kind: "extract",
  summary: "Writes a table that could hold the rows of a query, above it.",
  examples: [
    {
      schema: "CREATE TABLE users (id int PRIMARY KEY, email text, age numeric(4, 1) NOT NULL);",
      before: "SELECT$0 id, email, age AS years FROM users;",
      after:
        "CREATE TABLE result (\n  id integer NOT NULL,\n  email text,\n  years numeric(4,1) NOT NULL\n);\n\nSELECT id, email, age AS years FROM users;",
    },
    { before: "SELECT$0 a FROM unknown_table;" },
  ],
  offer(place) {
    const { analysis, dialect } = place;
    const { root } = analysis;
    const { start } = bodyOf(place);
    if (!isQueryNode(root)) {
      return undefined;
    }
    const { columns, complete } = analysis.resultSet(root);
    const names = new Set(columns.map((it) => it.name));
    const lines = columns.flatMap(({ name, type }) =>
      name === undefined || name === "" || type.type === undefined
        ? []
        : [
            `  ${dialect.writeName(name)} ${type.type.text}${type.nullable === false ? ` NOT NULL` : ""}`,
          ],
    );
    return !complete ||
      lines.length === 0 ||
      lines.length !== columns.length ||
      names.size !== columns.length
      ? undefined
      : {
          title: "Create a table for the result",
          edits: [
            {
              range: { start, end: start },
              text: `CREATE TABLE ${freshName("result", place)} (\n${lines.join(",\n")}\n);\n\n`,
            },
          ],
        };
  },
};
