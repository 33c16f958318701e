import { baseName, folderOf, type MigrationFormat, slug } from "../format.ts";
import { type PairName, pairedSteps, shareOf } from "./pairs.ts";

/** `001_x.sql`, `1-x.sql`, `001_x.up.sql`, `001.x.down.sql`, `20240101T1200_x.sql`. */
const FILE =
  /^v?(\d+(?:[._]\d+)*(?:T\d+Z?)?)(?:[-_. ]+(.*?))??(?:[-_.](up|down|do|undo|forward|back|rollback|deploy|revert))?\.sql$/iu;
/** A folder with a number, and `up.sql`, `down.sql`, `migration.sql` in it. */
const FOLDER = /^v?(\d+)(?:[-_. ]+(.*))?$/iu;
const DOWN_WORDS = new Set(["down", "undo", "back", "rollback", "revert"]);

/** Numbered SQL files of no particular tool. */
export const plain: MigrationFormat = {
  id: "plain",
  summary: "Numbered SQL files or folders, with or without a down part.",
  versions: "number",
  recognize: (files) => 0.4 * shareOf(files, (it) => parse(it.path) !== undefined),
  read: (files) => pairedSteps(files, parse),
  write: ({ version, name, up, down }, existing) => {
    const paired = existing.some((it) => /[-_.]down\.sql$/iu.test(it.path));
    const stem = `${version}_${slug(name)}`;
    if (down === undefined && !paired) {
      return [{ path: `${stem}.sql`, text: up }];
    }
    return [
      { path: `${stem}.up.sql`, text: up },
      { path: `${stem}.down.sql`, text: down ?? "" },
    ];
  },
  histories: [],
  examples: [
    {
      files: {
        "001_users.sql": "CREATE TABLE users (id INTEGER);",
        "002_add_email.up.sql": "ALTER TABLE users ADD COLUMN email TEXT;",
        "002_add_email.down.sql": "ALTER TABLE users DROP COLUMN email;",
        "README.md": "no migration",
        "seed.sql": "INSERT INTO users VALUES (1);",
      },
      steps: `
001 users | 001_users.sql:1 CREATE TABLE users (id INTEGER);
002 add email | 002_add_email.up.sql:1 ALTER TABLE users ADD COLUMN email TEXT; | down 002_add_email.down.sql:1 ALTER TABLE users DROP COLUMN email;`,
    },
    {
      files: {
        "1_first/up.sql": "CREATE TABLE a (id INT);",
        "1_first/down.sql": "DROP TABLE a;",
        "10_second/up.sql": "CREATE TABLE b (id INT);",
        "2_between/up.sql": "CREATE TABLE c (id INT);",
      },
      steps: `
1 first | 1_first/up.sql:1 CREATE TABLE a (id INT); | down 1_first/down.sql:1 DROP TABLE a;
2 between | 2_between/up.sql:1 CREATE TABLE c (id INT);
10 second | 10_second/up.sql:1 CREATE TABLE b (id INT);`,
    },
    {
      files: { "1_a.sql": "SELECT 1;", "01_b.sql": "SELECT 2;" },
      steps: `
1 a | 1_a.sql:1 SELECT 1;
error 01_b.sql:1 01_b.sql and 1_a.sql both have version 01. Give one of them another version.`,
    },
  ],
};

function parse(path: string): PairName | undefined {
  const base = baseName(path);
  const file = FILE.exec(base);
  if (file !== null) {
    return {
      version: file[1] ?? "",
      name: file[2] ?? "",
      direction: DOWN_WORDS.has((file[3] ?? "up").toLowerCase()) ? "down" : "up",
    };
  }
  const folder = FOLDER.exec(baseName(folderOf(path)));
  const inner = /^(up|down|migration|deploy|revert|migrate|rollback)\.sql$/iu.exec(base);
  if (folder === null || inner === null) {
    return undefined;
  }
  return {
    version: folder[1] ?? "",
    name: folder[2] ?? "",
    direction: DOWN_WORDS.has((inner[1] ?? "").toLowerCase()) ? "down" : "up",
  };
}
