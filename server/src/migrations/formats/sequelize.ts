import { baseName, type MigrationFormat, type PeerHistory, slug } from "../format.ts";
import { stem } from "./knex.ts";
import { conventionOf, type PairName, pairedSteps } from "./pairs.ts";

/** `20240101120000-users.sql`, or `-up.sql` and `-down.sql` in `sqls/` as db-migrate keeps them. */
const FILE = /^(\d{8,14})-(.*?)(?:[-_.](up|down))?\.sql$/iu;

const sequelizeHistory: PeerHistory = {
  tool: "sequelize",
  table: "SequelizeMeta",
  columns: ["name"],
  read: (rows) => rows.map((row) => ({ key: stem(String(row["name"])), state: "applied" })),
  stepKeys: (step) => [stem(step.up.path)],
};

/** umzug and db-migrate keep names in a table called `migrations`, with or without a time. */
const dbMigrateHistory: PeerHistory = {
  tool: "db-migrate",
  table: "migrations",
  columns: ["id", "name", "run_on"],
  read: (rows) =>
    rows.map((row) => ({ key: stem(String(row["name"]).replace(/^\//u, "")), state: "applied" })),
  stepKeys: (step) => [stem(step.up.path)],
};

/** A folder of SQL beside Sequelize or db-migrate: a timestamp, a dash, and words. */
export const sequelize: MigrationFormat = {
  id: "sequelize",
  summary: "Sequelize or db-migrate SQL folder: YYYYMMDDHHMMSS-name-up.sql and -down.sql.",
  versions: "timestamp",
  recognize: (files) => 0.5 * conventionOf(files, (it) => FILE.test(baseName(it.path))),
  read: (files) => pairedSteps(files, parse),
  write: ({ version, name, up, down }, existing) => {
    const folder = existing.some((it) => it.path.startsWith("sqls/")) ? "sqls/" : "";
    return [
      { path: `${folder}${version}-${slug(name, "-")}-up.sql`, text: up },
      { path: `${folder}${version}-${slug(name, "-")}-down.sql`, text: down ?? "" },
    ];
  },
  histories: [sequelizeHistory, dbMigrateHistory],
  examples: [
    {
      files: {
        "sqls/20240101120000-add-users-up.sql": "CREATE TABLE users (id int);",
        "sqls/20240101120000-add-users-down.sql": "DROP TABLE users;",
        "20240101120000-add-users.js": "exports.up = () => {};",
      },
      steps: `
20240101120000 add users | sqls/20240101120000-add-users-up.sql:1 CREATE TABLE users (id int); | down sqls/20240101120000-add-users-down.sql:1 DROP TABLE users;`,
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
