import {
  baseName,
  type MigrationFile,
  type MigrationFormat,
  type MigrationStep,
  ordered,
  type PeerHistory,
  slug,
  wholeFile,
  wordsOf,
} from "../format.ts";
import { shareOf, transactionOf } from "./pairs.ts";

const FILE = /^(\d{4,})_(.*)\.sql$/u;
const JOURNAL = "meta/_journal.json";
const BREAKPOINT = /-->\s*statement-breakpoint/u;
const BREAKPOINTS = new RegExp(BREAKPOINT.source, "gu");

interface JournalEntry {
  readonly idx: number;
  readonly when: number;
  readonly tag: string;
}

/**
 * Drizzle records the time of the journal's entry and a hash; only the last time is compared there,
 * so everything up to it counts as applied.
 */
const drizzleHistory: PeerHistory = {
  tool: "drizzle",
  schema: "drizzle",
  table: "__drizzle_migrations",
  columns: ["hash", "created_at"],
  read: (rows) => rows.map((_, index) => ({ key: String(index), state: "applied" })),
  stepKeys: (step) => [String(Number(/^\d+/u.exec(step.version)?.[0] ?? "-1"))],
};

/** Drizzle: numbered files, their order in `meta/_journal.json`. */
export const drizzle: MigrationFormat = {
  id: "drizzle",
  summary: "Drizzle: NNNN_name.sql with meta/_journal.json.",
  versions: "number",
  recognize: (files) =>
    files.some((it) => it.path.endsWith(JOURNAL))
      ? 1
      : 0.9 * shareOf(files, (it) => FILE.test(baseName(it.path)) && BREAKPOINT.test(it.text)),
  read: (files) => {
    const journal = journalOf(files);
    return ordered(
      files.flatMap((file): MigrationStep[] => {
        const base = baseName(file.path);
        const name = FILE.exec(base);
        const tag = base.replace(/\.sql$/u, "");
        if (name === null || (journal !== undefined && !journal.some((it) => it.tag === tag))) {
          return [];
        }
        return [
          {
            version: name[1] ?? "",
            name: wordsOf(name[2] ?? ""),
            kind: "versioned",
            // To some engines a breakpoint is no comment; white space of its length keeps all places.
            up: wholeFile(
              {
                ...file,
                text: file.text.replace(BREAKPOINTS, (it) => it.replace(/[^\r\n]/gu, " ")),
              },
              transactionOf(file.text),
            ),
          },
        ];
      }),
    );
  },
  write: ({ version, name, up }, existing) => {
    const journal = existing.find((it) => it.path.endsWith(JOURNAL));
    const tag = `${version}_${slug(name)}`;
    const entries = journalOf(existing) ?? [];
    const last = entries.at(-1);
    const entry = {
      idx: entries.length,
      version: "7",
      when: (last?.when ?? 0) + 1,
      tag,
      breakpoints: true,
    };
    const text = JSON.stringify({ ...parsed(journal), entries: [...entries, entry] }, null, 2);
    return [
      { path: `${tag}.sql`, text: up },
      ...(journal === undefined ? [] : [{ path: journal.path, text: `${text}\n` }]),
    ];
  },
  histories: [drizzleHistory],
  examples: [
    {
      files: {
        "meta/_journal.json": JSON.stringify({
          version: "7",
          entries: [
            { idx: 0, when: 1, tag: "0000_init" },
            { idx: 1, when: 2, tag: "0001_mail" },
          ],
        }),
        "0000_init.sql":
          "CREATE TABLE users (id int);\n--> statement-breakpoint\nCREATE TABLE orders (id int);",
        "0001_mail.sql": "ALTER TABLE users ADD COLUMN mail text;",
        "0002_draft.sql": "SELECT 1;",
      },
      steps: `
0000 init | 0000_init.sql:1 CREATE TABLE users (id int); CREATE TABLE orders (id int);
0001 mail | 0001_mail.sql:1 ALTER TABLE users ADD COLUMN mail text;`,
    },
  ],
};

function journalOf(files: readonly MigrationFile[]): readonly JournalEntry[] | undefined {
  const entries = parsed(files.find((it) => it.path.endsWith(JOURNAL)))["entries"];
  return Array.isArray(entries)
    ? entries.filter(
        (it): it is JournalEntry =>
          typeof it === "object" && it !== null && typeof it.tag === "string",
      )
    : undefined;
}

function parsed(file: MigrationFile | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(file?.text ?? "{}");
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
