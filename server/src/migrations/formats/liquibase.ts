import {
  linesOf,
  type MigrationFile,
  type MigrationFormat,
  type MigrationPart,
  type MigrationProblem,
  type MigrationStep,
  type PeerHistory,
  problemAt,
  slug,
} from "../format.ts";
import { timeOf } from "./goose.ts";

const HEAD = /^\s*--\s*liquibase\s+formatted\s+sql\b/iu;
const CHANGESET = /^\s*--\s*changeset\s+(?:"([^"]+)"|([^\s:]+)):(?:"([^"]+)"|(\S+))(.*)$/iu;
const ROLLBACK = /^\s*--\s*rollback\b[ \t]?(.*)$/iu;
const NOTE =
  /^\s*--\s*(?:comment|preconditions?|precondition-[\w-]+|validCheckSum|property|ignoreLines)\b/iu;

/** The file name is part of a change's identity there; the folder it was called with is not ours to know. */
const liquibaseHistory: PeerHistory = {
  tool: "liquibase",
  table: "databasechangelog",
  aliases: ["DATABASECHANGELOG"],
  columns: ["id", "author", "filename", "dateexecuted", "orderexecuted"],
  read: (rows) =>
    rows.map((row) => ({
      key: `${String(row["author"])}:${String(row["id"])}`,
      state: ["EXECUTED", "RERAN", "MARK_RAN", "undefined"].includes(String(row["exectype"]))
        ? "applied"
        : "failed",
      appliedAt: timeOf(row["dateexecuted"]),
    })),
  stepKeys: (step) => [step.version],
};

/** Liquibase formatted SQL: several changesets in a file, each with its rollback. */
export const liquibase: MigrationFormat = {
  id: "liquibase",
  summary: "Liquibase formatted SQL: --liquibase formatted sql, --changeset author:id.",
  versions: "number",
  recognize: (files) => (files.some((it) => HEAD.test(it.text)) ? 0.95 : 0),
  read: (files) => {
    const problems: MigrationProblem[] = [];
    const steps: MigrationStep[] = [];
    const seen = new Map<string, string>();
    for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
      if (!HEAD.test(file.text)) {
        continue;
      }
      for (const step of changesets(file)) {
        const known = seen.get(step.version);
        if (known !== undefined) {
          problems.push(
            problemAt(
              file.path,
              step.up.line,
              `The changeset ${step.version} is in ${known} already.`,
            ),
          );
          continue;
        }
        seen.set(step.version, file.path);
        steps.push(step);
      }
    }
    return { steps, problems };
  },
  write: ({ version, name, up, down, transaction }) => [
    {
      path: `${version}_${slug(name)}.sql`,
      text: `--liquibase formatted sql\n\n--changeset sqlxos:${version}${transaction === "none" ? " runInTransaction:false" : ""}\n${up.trimEnd()}\n${(
        down ?? ""
      )
        .split("\n")
        .filter((it) => it.trim() !== "")
        .map((it) => `--rollback ${it}\n`)
        .join("")}`,
    },
  ],
  histories: [liquibaseHistory],
  examples: [
    {
      files: {
        "001.sql": `--liquibase formatted sql

--changeset ann:1
CREATE TABLE users (id int);
--rollback DROP TABLE users;

--changeset ann:2 splitStatements:false runInTransaction:false
--comment an index
CREATE INDEX CONCURRENTLY i ON users (id);

--changeset ann:views runOnChange:true
CREATE OR REPLACE VIEW v AS SELECT 1;
`,
      },
      steps: `
ann:1 1 | 001.sql:4 CREATE TABLE users (id int); | down 001.sql:5 DROP TABLE users;
ann:2 2 | 001.sql:8 CREATE INDEX CONCURRENTLY i ON users (id); [no transaction] [1 block]
repeatable ann:views views | 001.sql:12 CREATE OR REPLACE VIEW v AS SELECT 1;`,
    },
  ],
};

function changesets(file: MigrationFile): readonly MigrationStep[] {
  const lines = linesOf(file.text);
  const heads = lines.flatMap((line, index) => {
    const found = CHANGESET.exec(line.text);
    return found === null ? [] : [{ index, found }];
  });
  return heads.map(({ index, found }, nth): MigrationStep => {
    const until = heads[nth + 1]?.index ?? lines.length;
    const body = lines.slice(index + 1, until);
    const options = found[5] ?? "";
    const id = found[3] ?? found[4] ?? "";
    const rollbackLines = body.flatMap((line, offset) => {
      const rollback = ROLLBACK.exec(line.text);
      return rollback === null
        ? []
        : [{ text: rollback[1] ?? "", line: index + 1 + offset, range: line }];
    });
    const start = body[0]?.start ?? file.text.length;
    const end = body.at(-1)?.end ?? start;
    // Rollback lines and notes are comments to every engine; they stay so that lines keep their numbers.
    const text = file.text.slice(start, end);
    const up: MigrationPart = {
      path: file.path,
      text,
      line: index + 1,
      transaction: /\brunInTransaction:\s*"?false/iu.test(options) ? "none" : "own",
      blocks: /\bsplitStatements:\s*"?false/iu.test(options) ? [sqlRange(body, start)] : [],
    };
    const rollback = rollbackLines
      .map((it) => it.text)
      .filter((it) => !/^\s*(?:empty|not required)\s*;?\s*$/iu.test(it))
      .join("\n");
    return {
      version: `${found[1] ?? found[2] ?? ""}:${id}`,
      name: id,
      kind: /\brunOnChange:\s*"?true|\brunAlways:\s*"?true/iu.test(options)
        ? "repeatable"
        : "versioned",
      up,
      ...(rollbackLines.length === 0
        ? {}
        : {
            down: {
              path: file.path,
              text: rollback,
              line: rollbackLines[0]?.line ?? 0,
              transaction: up.transaction,
              blocks: [],
            },
          }),
    };
  });
}

/** From the first line of SQL to the last, relative to the part. */
function sqlRange(body: ReturnType<typeof linesOf>, base: number): { start: number; end: number } {
  const sql = body.filter(
    (it) => it.text.trim() !== "" && !ROLLBACK.test(it.text) && !NOTE.test(it.text),
  );
  return { start: (sql[0]?.start ?? base) - base, end: (sql.at(-1)?.end ?? base) - base };
}
