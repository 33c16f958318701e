import { baseName, folderOf, type MigrationFormat, type PeerHistory, slug } from "../format.ts";
import { timeOf } from "./goose.ts";
import { conventionOf, type PairName, pairedSteps } from "./pairs.ts";

/** `20240101120000_users.sql`; the down part in `20240101120000_users.down.sql` or `_down.sql`. */
const FILE = /^(\d{14})_(.*?)(?:[._-](up|down))?\.sql$/iu;

/** Knex records file names with whatever extension they have there. */
const knexHistory: PeerHistory = {
  tool: "knex",
  table: "knex_migrations",
  columns: ["name", "batch", "migration_time"],
  read: (rows) =>
    rows.map((row) => ({
      key: stem(String(row["name"])),
      state: "applied",
      appliedAt: timeOf(row["migration_time"]),
    })),
  stepKeys: (step) => [stem(step.up.path)],
};

/** A folder of SQL beside Knex: 14-digit timestamps and directions in the names. */
export const knex: MigrationFormat = {
  id: "knex",
  summary: "Knex SQL folder: YYYYMMDDHHMMSS_name.up.sql and .down.sql.",
  versions: "timestamp",
  recognize: (files) => {
    const beside = files.some((it) =>
      /(?:^|\/)(?:knexfile\.[cm]?[jt]s|\d{14}_[^/]*\.[cm]?[jt]s)$/u.test(it.path),
    );
    return (beside ? 0.9 : 0.45) * conventionOf(files, (it) => parse(it.path) !== undefined);
  },
  read: (files) => pairedSteps(files, parse),
  write: ({ version, name, up, down }) => [
    { path: `${version}_${slug(name)}.up.sql`, text: up },
    { path: `${version}_${slug(name)}.down.sql`, text: down ?? "" },
  ],
  histories: [knexHistory],
  examples: [
    {
      files: {
        "20240101120000_users.sql": "CREATE TABLE users (id int);",
        "20240102120000_mail.sql": "ALTER TABLE users ADD mail text;",
        "20240102120000_mail_down.sql": "ALTER TABLE users DROP mail;",
      },
      steps: `
20240101120000 users | 20240101120000_users.sql:1 CREATE TABLE users (id int);
20240102120000 mail | 20240102120000_mail.sql:1 ALTER TABLE users ADD mail text; | down 20240102120000_mail_down.sql:1 ALTER TABLE users DROP mail;`,
    },
  ],
};

function parse(path: string): PairName | undefined {
  const found = FILE.exec(baseName(path));
  if (found === null) {
    return undefined;
  }
  const folder = baseName(folderOf(path)).toLowerCase();
  const direction = (found[3] ?? (folder === "down" ? "down" : "up")).toLowerCase();
  return {
    version: found[1] ?? "",
    name: found[2] ?? "",
    direction: direction === "down" ? "down" : "up",
  };
}

/** A file name without extension and direction: `20240101120000_users`. */
export function stem(path: string): string {
  return baseName(path)
    .replace(/\.[a-z]+$/iu, "")
    .replace(/[._-](?:up|down)$/iu, "");
}
