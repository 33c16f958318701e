import {
  baseName,
  linesOf,
  type MigrationFormat,
  type MigrationStep,
  ordered,
  type PeerHistory,
  slicePart,
  slug,
  wholeFile,
  wordsOf,
} from "../format.ts";
import { ended, isBlank } from "./dbmate.ts";
import { timeOf } from "./goose.ts";
import { markedShare, transactionOf } from "./pairs.ts";

const FILE = /^(\d+)[-_](.*)\.sql$/u;
const UP = /^\s*--\s*up\s+migration\b/iu;
const DOWN = /^\s*--\s*down\s+migration\b/iu;

const pgmigrations: PeerHistory = {
  tool: "node-pg-migrate",
  table: "pgmigrations",
  columns: ["id", "name", "run_on"],
  read: (rows) =>
    rows.map((row) => ({
      key: String(row["name"]),
      state: "applied",
      appliedAt: timeOf(row["run_on"]),
    })),
  stepKeys: (step) => [baseName(step.up.path).replace(/\.sql$/iu, "")],
};

/** node-pg-migrate's SQL files: both directions below comment lines. */
export const nodePgMigrate: MigrationFormat = {
  id: "node-pg-migrate",
  summary: "node-pg-migrate: TIMESTAMP_name.sql with -- Up Migration and -- Down Migration.",
  versions: "milliseconds",
  recognize: (files) =>
    markedShare(
      files,
      (it) => FILE.test(baseName(it.path)) && linesOf(it.text).some((line) => UP.test(line.text)),
    ),
  read: (files) =>
    ordered(
      files.flatMap((file): MigrationStep[] => {
        const name = FILE.exec(baseName(file.path));
        if (name === null) {
          return [];
        }
        const lines = linesOf(file.text);
        const up = lines.find((it) => UP.test(it.text));
        const down = lines.find((it) => DOWN.test(it.text));
        const transaction = transactionOf(file.text);
        const downPart =
          down &&
          slicePart(
            file,
            down.end,
            up !== undefined && up.start > down.start ? up.start : file.text.length,
            transaction,
          );
        return [
          {
            version: name[1] ?? "",
            name: wordsOf(name[2] ?? ""),
            kind: "versioned",
            up:
              up === undefined && down === undefined
                ? wholeFile(file, transaction)
                : slicePart(
                    file,
                    up?.end ?? 0,
                    down !== undefined && down.start >= (up?.end ?? 0)
                      ? down.start
                      : file.text.length,
                    transaction,
                  ),
            ...(downPart === undefined || isBlank(downPart.text) ? {} : { down: downPart }),
          },
        ];
      }),
    ),
  write: ({ version, name, up, down }) => [
    {
      path: `${version}_${slug(name, "-")}.sql`,
      text: `-- Up Migration\n${ended(up)}\n-- Down Migration\n${ended(down ?? "")}`,
    },
  ],
  histories: [pgmigrations],
  examples: [
    {
      files: {
        "1704067200000_users.sql":
          "-- Up Migration\nCREATE TABLE users (id int);\n\n-- Down Migration\nDROP TABLE users;\n",
      },
      steps: `
1704067200000 users | 1704067200000_users.sql:2 CREATE TABLE users (id int); | down 1704067200000_users.sql:5 DROP TABLE users;`,
    },
  ],
};
