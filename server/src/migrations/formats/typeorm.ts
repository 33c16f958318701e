import { baseName, type MigrationFormat, type PeerHistory, slug } from "../format.ts";
import { conventionOf, type PairName, pairedSteps } from "./pairs.ts";

/** `1704067200000-AddUsers.sql`: milliseconds, a dash, a class name. */
const FILE = /^(\d{13})-(.*?)(?:[-_.](up|down))?\.sql$/iu;

const typeormHistory: PeerHistory = {
  tool: "typeorm",
  table: "migrations",
  columns: ["id", "timestamp", "name"],
  without: ["run_on"],
  read: (rows) =>
    rows.map((row) => ({
      key: String(row["timestamp"]),
      name: String(row["name"]),
      state: "applied",
    })),
  stepKeys: (step) => [step.version],
};

/** A folder of SQL beside TypeORM. */
export const typeorm: MigrationFormat = {
  id: "typeorm",
  summary: "TypeORM SQL folder: MILLISECONDS-Name.up.sql and .down.sql.",
  versions: "milliseconds",
  recognize: (files) => 0.8 * conventionOf(files, (it) => FILE.test(baseName(it.path))),
  read: (files) => pairedSteps(files, parse),
  write: ({ version, name, up, down }) => {
    const words = slug(name, " ").replace(/(?:^| )(\w)/gu, (_, letter: string) =>
      letter.toUpperCase(),
    );
    return [
      { path: `${version}-${words}.up.sql`, text: up },
      { path: `${version}-${words}.down.sql`, text: down ?? "" },
    ];
  },
  histories: [typeormHistory],
  examples: [
    {
      files: {
        "1704067200000-AddUsers.up.sql": "CREATE TABLE users (id int);",
        "1704067200000-AddUsers.down.sql": "DROP TABLE users;",
      },
      steps: `
1704067200000 AddUsers | 1704067200000-AddUsers.up.sql:1 CREATE TABLE users (id int); | down 1704067200000-AddUsers.down.sql:1 DROP TABLE users;`,
    },
  ],
};

function parse(path: string): PairName | undefined {
  const found = FILE.exec(baseName(path));
  return found === null
    ? undefined
    : {
        version: found[1] ?? "",
        name: found[2] ?? "",
        direction: found[3]?.toLowerCase() === "down" ? "down" : "up",
      };
}
