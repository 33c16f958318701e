import {
  baseName,
  folderOf,
  type MigrationFormat,
  type MigrationStep,
  ordered,
  type PeerHistory,
  slug,
  wholeFile,
  wordsOf,
} from "../format.ts";
import { timeOf } from "./goose.ts";
import { shareOf, transactionOf } from "./pairs.ts";

const FOLDER = /^(\d{4,})_(.*)$/u;

/** A row without an end is a failed attempt; a row rolled back does not count. */
const prismaHistory: PeerHistory = {
  tool: "prisma",
  table: "_prisma_migrations",
  columns: ["migration_name", "finished_at", "rolled_back_at"],
  read: (rows) =>
    rows.flatMap((row) =>
      given(row["rolled_back_at"])
        ? []
        : [
            {
              key: String(row["migration_name"]),
              state: given(row["finished_at"]) ? ("applied" as const) : ("failed" as const),
              appliedAt: timeOf(row["finished_at"]),
            },
          ],
    ),
  stepKeys: (step) => [baseName(folderOf(step.up.path))],
};

/** Prisma: a folder a migration, `migration.sql` in it. */
export const prisma: MigrationFormat = {
  id: "prisma",
  summary: "Prisma: TIMESTAMP_name/migration.sql.",
  versions: "timestamp",
  recognize: (files) => {
    const locked = files.some((it) => baseName(it.path) === "migration_lock.toml");
    return (
      (locked ? 1 : 0.8) *
      shareOf(
        files,
        (it) =>
          /^(?:migration|down)\.sql$/u.test(baseName(it.path)) &&
          FOLDER.test(baseName(folderOf(it.path))),
      )
    );
  },
  read: (files) =>
    ordered(
      files.flatMap((file): MigrationStep[] => {
        const folder = FOLDER.exec(baseName(folderOf(file.path)));
        if (folder === null || baseName(file.path) !== "migration.sql") {
          return [];
        }
        const down = files.find((it) => it.path === `${folderOf(file.path)}/down.sql`);
        return [
          {
            version: folder[1] ?? "",
            name: wordsOf(folder[2] ?? ""),
            kind: "versioned",
            up: wholeFile(file, transactionOf(file.text)),
            ...(down === undefined ? {} : { down: wholeFile(down, transactionOf(down.text)) }),
          },
        ];
      }),
    ),
  write: ({ version, name, up, down }) => [
    { path: `${version}_${slug(name)}/migration.sql`, text: up },
    ...(down === undefined ? [] : [{ path: `${version}_${slug(name)}/down.sql`, text: down }]),
  ],
  histories: [prismaHistory],
  examples: [
    {
      files: {
        "migration_lock.toml": 'provider = "postgresql"\n',
        "20240101120000_init/migration.sql": 'CREATE TABLE "User" ("id" int);',
        "20240102120000_mail/migration.sql": 'ALTER TABLE "User" ADD COLUMN "mail" text;',
        "20240102120000_mail/down.sql": 'ALTER TABLE "User" DROP COLUMN "mail";',
      },
      steps: `
20240101120000 init | 20240101120000_init/migration.sql:1 CREATE TABLE "User" ("id" int);
20240102120000 mail | 20240102120000_mail/migration.sql:1 ALTER TABLE "User" ADD COLUMN "mail" text; | down 20240102120000_mail/down.sql:1 ALTER TABLE "User" DROP COLUMN "mail";`,
    },
  ],
};

function given(value: unknown): boolean {
  return value !== null && value !== undefined;
}
