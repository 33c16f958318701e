import {
  baseName,
  linesOf,
  type MigrationFile,
  type MigrationFormat,
  type MigrationPart,
  type MigrationProblem,
  type MigrationStep,
  ordered,
  type PeerHistory,
  problemAt,
  slicePart,
  slug,
  wholeFile,
  wordsOf,
} from "../format.ts";
import { markedShare } from "./pairs.ts";

const FILE = /^(\d+)_?(.*)\.sql$/u;
const MARK = /^\s*--\s*migrate:(up|down)\b(.*)$/iu;

/** One column; without `dirty` it is dbmate's or the one of Rails, which record alike. */
export const versionHistory: PeerHistory = {
  tool: "dbmate",
  table: "schema_migrations",
  columns: ["version"],
  without: ["dirty"],
  read: (rows) => rows.map((row) => ({ key: String(row["version"]), state: "applied" })),
  stepKeys: (step) => [step.version],
};

/** dbmate: both directions in one file, each below its mark. */
export const dbmate: MigrationFormat = {
  id: "dbmate",
  summary: "dbmate: VERSION_name.sql with -- migrate:up and -- migrate:down.",
  versions: "timestamp",
  recognize: (files) =>
    markedShare(
      files,
      (it) => FILE.test(baseName(it.path)) && linesOf(it.text).some((line) => MARK.test(line.text)),
    ),
  read: (files) => {
    const problems: MigrationProblem[] = [];
    const steps = files.flatMap((file): MigrationStep[] => {
      const name = FILE.exec(baseName(file.path));
      return name === null ? [] : [readStep(file, name[1] ?? "", name[2] ?? "", problems)];
    });
    return ordered(steps, problems);
  },
  write: ({ version, name, up, down, transaction }) => {
    const option = transaction === "none" ? " transaction:false" : "";
    return [
      {
        path: `${version}_${slug(name)}.sql`,
        text: `-- migrate:up${option}\n${ended(up)}\n-- migrate:down${option}\n${ended(down ?? "")}`,
      },
    ];
  },
  histories: [versionHistory],
  examples: [
    {
      files: {
        "20240101120000_users.sql":
          "-- migrate:up\r\nCREATE TABLE users (id int);\r\n\r\n-- migrate:down\r\nDROP TABLE users;\r\n",
        "20240102120000_index.sql":
          "-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY i ON users (id);\n",
      },
      steps: `
20240101120000 users | 20240101120000_users.sql:2 CREATE TABLE users (id int); | down 20240101120000_users.sql:5 DROP TABLE users;
20240102120000 index | 20240102120000_index.sql:2 CREATE INDEX CONCURRENTLY i ON users (id); [no transaction]`,
    },
  ],
};

function readStep(
  file: MigrationFile,
  version: string,
  name: string,
  problems: MigrationProblem[],
): MigrationStep {
  const marks = linesOf(file.text).flatMap((line) => {
    const found = MARK.exec(line.text);
    return found === null
      ? []
      : [{ line, direction: found[1]?.toLowerCase(), options: found[2] ?? "" }];
  });
  const part = (direction: "up" | "down"): MigrationPart | undefined => {
    const index = marks.findIndex((it) => it.direction === direction);
    const mark = marks[index];
    if (mark === undefined) {
      return undefined;
    }
    const transaction = /\btransaction:\s*false\b/iu.test(mark.options) ? "none" : "own";
    return slicePart(
      file,
      mark.line.end,
      marks[index + 1]?.line.start ?? file.text.length,
      transaction,
    );
  };
  const up = part("up");
  if (up === undefined) {
    problems.push(
      problemAt(file.path, 0, `${file.path} has no line "-- migrate:up", so nothing in it is run.`),
    );
  }
  const down = part("down");
  return {
    version,
    name: wordsOf(name),
    kind: "versioned",
    up: up ?? { ...wholeFile(file), text: "" },
    ...(down === undefined || isBlank(down.text) ? {} : { down }),
  };
}

/** No SQL in it, comments aside. */
export function isBlank(sql: string): boolean {
  return sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\//gu, "").trim() === "";
}

export function ended(sql: string): string {
  return sql === "" || sql.endsWith("\n") ? sql : `${sql}\n`;
}
