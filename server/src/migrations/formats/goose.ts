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
  type PeerRecord,
  plainNumber,
  problemAt,
  slug,
  wholeFile,
  wordsOf,
} from "../format.ts";
import { ended, isBlank } from "./dbmate.ts";
import { markedShare } from "./pairs.ts";

const FILE = /^(\d+)_?(.*)\.sql$/u;
const MARK =
  /^\s*--\s*\+goose\s+(Up|Down|StatementBegin|StatementEnd|NO TRANSACTION|ENVSUB (?:ON|OFF))\b/iu;

/** Rows are appended: the last one of a version counts; version 0 is the start. */
const gooseHistory: PeerHistory = {
  tool: "goose",
  table: "goose_db_version",
  columns: ["version_id", "is_applied"],
  read: (rows) => {
    const last = new Map<string, PeerRecord | undefined>();
    for (const row of rows) {
      const key = String(row["version_id"]);
      const applied = [true, 1, 1n, "1", "t", "true"].includes(row["is_applied"] as never);
      last.set(
        key,
        applied ? { key, state: "applied", appliedAt: timeOf(row["tstamp"]) } : undefined,
      );
    }
    last.delete("0");
    return [...last.values()].filter((it) => it !== undefined);
  },
  stepKeys: (step) => [plainNumber(step.version)],
};

/** goose: both directions in one file; statements with semicolons inside stand between marks. */
export const goose: MigrationFormat = {
  id: "goose",
  summary: "goose: VERSION_name.sql with -- +goose Up and -- +goose Down.",
  versions: "timestamp",
  recognize: (files) =>
    markedShare(
      files,
      (it) => FILE.test(baseName(it.path)) && /^\s*--\s*\+goose\s+Up\b/imu.test(it.text),
    ),
  read: (files) => {
    const problems: MigrationProblem[] = [];
    const steps = files.flatMap((file): MigrationStep[] => {
      const name = FILE.exec(baseName(file.path));
      return name === null ? [] : [readStep(file, name[1] ?? "", name[2] ?? "", problems)];
    });
    return ordered(steps, problems);
  },
  write: ({ version, name, up, down, transaction }) => [
    {
      path: `${version}_${slug(name)}.sql`,
      text: `${transaction === "none" ? "-- +goose NO TRANSACTION\n" : ""}-- +goose Up\n${ended(up)}\n-- +goose Down\n${ended(down ?? "")}`,
    },
  ],
  histories: [gooseHistory],
  examples: [
    {
      files: {
        "00001_users.sql": `-- +goose Up
CREATE TABLE users (id int);
-- +goose StatementBegin
CREATE FUNCTION f() RETURNS int AS $$ BEGIN RETURN 1; END $$ LANGUAGE plpgsql;
-- +goose StatementEnd

-- +goose Down
DROP TABLE users;
`,
        "00002_index.sql":
          "-- +goose NO TRANSACTION\n-- +goose Up\nCREATE INDEX CONCURRENTLY i ON users (id);\n",
      },
      steps: `
00001 users | 00001_users.sql:2 CREATE TABLE users (id int); CREATE FUNCTION f() RETURNS int AS $$ BEGIN RETURN 1; END $$ LANGUAGE plpgsql; [1 block] | down 00001_users.sql:8 DROP TABLE users;
00002 index | 00002_index.sql:3 CREATE INDEX CONCURRENTLY i ON users (id); [no transaction]`,
    },
  ],
};

function readStep(
  file: MigrationFile,
  version: string,
  name: string,
  problems: MigrationProblem[],
): MigrationStep {
  const lines = linesOf(file.text);
  const marks = lines.flatMap((line, index) => {
    const found = MARK.exec(line.text);
    return found === null ? [] : [{ line, index, word: (found[1] ?? "").toLowerCase() }];
  });
  const transaction = marks.some((it) => it.word === "no transaction") ? "none" : "own";
  const part = (direction: "up" | "down"): MigrationPart | undefined => {
    const first = marks.findIndex((it) => it.word === direction);
    const mark = marks[first];
    if (mark === undefined) {
      return undefined;
    }
    const rest = marks.slice(first + 1);
    const next = rest.find((it) => it.word === "up" || it.word === "down");
    const start = mark.line.end;
    const end = next?.line.start ?? file.text.length;
    const blocks: { start: number; end: number }[] = [];
    let open: number | undefined;
    for (const it of rest) {
      if (it.line.start >= end) {
        break;
      }
      if (it.word === "statementbegin") {
        open = it.line.end;
      } else if (it.word === "statementend") {
        if (open === undefined) {
          problems.push(problemAt(file.path, it.index, "StatementEnd without StatementBegin."));
        } else {
          blocks.push({ start: open - start, end: it.line.start - start });
        }
        open = undefined;
      }
    }
    if (open !== undefined) {
      problems.push(problemAt(file.path, mark.index, "StatementBegin without StatementEnd."));
    }
    return {
      path: file.path,
      text: file.text.slice(start, end),
      line: mark.index + 1,
      transaction,
      blocks,
    };
  };
  const up = part("up");
  if (up === undefined) {
    problems.push(
      problemAt(file.path, 0, `${file.path} has no line "-- +goose Up", so nothing in it is run.`),
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

/** A time of a history table as text. */
export function timeOf(value: unknown): string | undefined {
  if (value === null || value === undefined) {
    return undefined;
  }
  return value instanceof Date ? value.toISOString() : String(value);
}
