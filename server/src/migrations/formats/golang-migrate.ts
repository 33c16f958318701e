import { baseName, type MigrationFormat, type PeerHistory, plainNumber, slug } from "../format.ts";
import { conventionOf, type PairName, pairedSteps } from "./pairs.ts";

const FILE = /^(\d+)_(.*)\.(up|down)\.sql$/u;

/** The table holds one row: the last version, and whether it was left half done. */
export const golangMigrateHistory: PeerHistory = {
  tool: "golang-migrate",
  table: "schema_migrations",
  columns: ["version", "dirty"],
  read: (rows) =>
    rows.map((row) => ({
      key: plainNumber(String(row["version"])),
      state: isTrue(row["dirty"]) ? "failed" : "applied",
      reach: "up-to",
    })),
  stepKeys: (step) => [plainNumber(step.version)],
};

/** golang-migrate: `000001_name.up.sql` with its `.down.sql`. */
export const golangMigrate: MigrationFormat = {
  id: "golang-migrate",
  summary: "golang-migrate: NUMBER_name.up.sql with NUMBER_name.down.sql.",
  versions: "number",
  recognize: (files) => 0.7 * conventionOf(files, (it) => FILE.test(baseName(it.path))),
  read: (files) => pairedSteps(files, parse),
  write: ({ version, name, up, down }) => [
    { path: `${version}_${slug(name)}.up.sql`, text: up },
    { path: `${version}_${slug(name)}.down.sql`, text: down ?? "" },
  ],
  histories: [golangMigrateHistory],
  examples: [
    {
      files: {
        "000001_users.up.sql": "\uFEFFCREATE TABLE users (id bigint);\r\n",
        "000001_users.down.sql": "DROP TABLE users;\r\n",
        "000002_mail.up.sql": "ALTER TABLE users ADD COLUMN mail text;",
        "000003_gone.down.sql": "SELECT 1;",
      },
      steps: `
000001 users | 000001_users.up.sql:1 CREATE TABLE users (id bigint); | down 000001_users.down.sql:1 DROP TABLE users;
000002 mail | 000002_mail.up.sql:1 ALTER TABLE users ADD COLUMN mail text;
warning 000003_gone.down.sql:1 000003_gone.down.sql has no up file beside it; it is never run.`,
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
        direction: found[3] === "down" ? "down" : "up",
      };
}

function isTrue(value: unknown): boolean {
  return (
    value === true ||
    value === 1 ||
    value === "1" ||
    value === "t" ||
    value === "true" ||
    value === 1n
  );
}
