/**
 * Compares the grammar with the engines' own parsers: accept or reject, statement by statement.
 *
 * The corpora are `test/sql/corpus/<engine>/*.sql` (one statement a line; a line that begins with a
 * blank goes on with the one before; accepted and refused ones mixed, the engine decides) and what `test/sql/corpus/generate.ts` combines. Each engine judges in its own way: a parser, a
 * prepared statement on an empty database, PREPARE on a real server. A complaint about meaning ("no
 * such table") is an acceptance. The result is a table a file and a list of disagreements; `--write`
 * puts the table into docs/conformance.md; `--mutate` judges each statement also with one token
 * left out, doubled or exchanged with the next, which finds what nobody would think to write.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Dialect } from "../server/src/sql/dialect.ts";
import { lex } from "../server/src/sql/lexer.ts";
import { parse } from "../server/src/sql/parse.ts";
import { script } from "../server/src/sql/script.ts";
import { testDialect } from "../test/packs.ts";
import { generatedStatements, statementsOf } from "../test/sql/corpus/generate.ts";
import { type Judge, mariadbJudge, postgresJudge, sqliteJudge } from "../test/sql/judges.ts";

interface Case {
  readonly construct: string;
  readonly sql: string;
}

interface Tally {
  cases: number;
  agree: number;
  falseProblems: number;
  missed: number;
}

interface Engine {
  readonly pack: string;
  readonly version: string;
  readonly title: string;
  readonly judge: () => Promise<Judge | string>;
}

const CORPUS = "test/sql/corpus";
const REPORT = "docs/conformance.md";

const ENGINES: readonly Engine[] = [
  { pack: "postgres", version: "18", title: "PostgreSQL 18", judge: postgresJudge },
  { pack: "sqlite", version: "3.54", title: "SQLite 3.54", judge: sqliteJudge },
  { pack: "mariadb", version: "10.11", title: "MariaDB 10.11", judge: mariadbJudge },
];

const args = process.argv.slice(2);
const only = args.find((it) => !it.startsWith("--"));
const filter = args.find((it) => it.startsWith("--only="))?.slice("--only=".length);
const isQuiet = args.includes("--quiet");

const tables: string[] = [];
for (const engine of ENGINES) {
  if (only !== undefined && engine.pack !== only) {
    continue;
  }
  const judge = await engine.judge();
  if (typeof judge === "string") {
    console.log(`${engine.title}: skipped, ${judge}`);
    tables.push(`## ${engine.title}\n\nNot judged: ${judge}.\n`);
    continue;
  }
  tables.push(await judged(engine, judge));
  await judge.close();
}
if (args.includes("--write")) {
  writeFileSync(REPORT, report(tables));
  console.log(`written to ${REPORT}`);
}

async function judged(engine: Engine, judge: Judge): Promise<string> {
  const dialect = testDialect(engine.pack, engine.version);
  const tallies = new Map<string, Tally>();
  for (const { construct, sql } of args.includes("--mutate")
    ? mutants(engine.pack, dialect)
    : cases(engine.pack)) {
    const tally = tallies.get(construct) ?? { cases: 0, agree: 0, falseProblems: 0, missed: 0 };
    tallies.set(construct, tally);
    const verdict = await judge.accepts(sql);
    if (verdict === undefined) {
      continue;
    }
    tally.cases += 1;
    const [statement, ...more] = script(sql, dialect).statements.filter(
      (it) => it.tokens.count > 0,
    );
    const problems =
      statement === undefined ? [] : [statement, ...more].flatMap((it) => parse(it).problems);
    const accepted = problems.length === 0;
    if (accepted === (verdict === "")) {
      tally.agree += 1;
      continue;
    }
    if (verdict === "") {
      tally.falseProblems += 1;
    } else {
      tally.missed += 1;
    }
    if (!isQuiet) {
      const first = problems[0];
      const why =
        verdict === ""
          ? `we say: ${first?.message ?? ""} @${first?.start ?? 0} «${sql.slice(first?.start ?? 0, (first?.start ?? 0) + 20)}»`
          : `engine says: ${verdict}`;
      console.log(
        `${verdict === "" ? "FALSE" : "MISSED"} [${construct}] ${sql.replace(/\s+/gu, " ").slice(0, 300)}\n    ${why}`,
      );
    }
  }
  return table(engine.title, tallies);
}

/** Statements with one token left out, doubled or exchanged with the next. */
function* mutants(pack: string, dialect: Dialect): Generator<Case> {
  const seen = new Set<string>();
  for (const { construct, sql } of cases(pack)) {
    const { count, starts, ends } = lex(sql, dialect);
    for (let index = 0; index < count; index += 1) {
      const start = starts[index] ?? 0;
      const end = ends[index] ?? 0;
      const next = ends[index + 1] ?? end;
      const second = sql.slice(starts[index + 1] ?? end, next);
      for (const mutant of [
        sql.slice(0, start) + sql.slice(end),
        `${sql.slice(0, end)} ${sql.slice(start)}`,
        `${sql.slice(0, start)}${second} ${sql.slice(start, end)}${sql.slice(next)}`,
      ]) {
        if (!seen.has(mutant) && mutant.trim() !== "") {
          seen.add(mutant);
          yield { construct: `${construct} (mutated)`, sql: mutant };
        }
      }
    }
  }
}

function* cases(pack: string): Generator<Case> {
  const folder = join(CORPUS, pack);
  if (existsSync(folder)) {
    for (const file of readdirSync(folder)
      .filter((it) => it.endsWith(".sql"))
      .sort()) {
      const construct = basename(file, ".sql");
      if (filter !== undefined && !construct.includes(filter)) {
        continue;
      }
      const text = readFileSync(join(folder, file), "utf8");
      // Files of queries are scripts; the others have one statement a line.
      const list = construct.startsWith("queries")
        ? script(text, testDialect(pack)).statements.map((it) => it.text.trim())
        : statementsOf(text);
      for (const sql of list.filter((it) => it !== "")) {
        yield { construct, sql };
      }
    }
  }
  for (const it of generatedStatements(pack)) {
    if (filter === undefined || it.construct.includes(filter)) {
      yield it;
    }
  }
}

function table(title: string, tallies: ReadonlyMap<string, Tally>): string {
  const total: Tally = { cases: 0, agree: 0, falseProblems: 0, missed: 0 };
  const rows: string[] = [];
  for (const [construct, it] of [...tallies].sort(([a], [b]) => (a < b ? -1 : 1))) {
    total.cases += it.cases;
    total.agree += it.agree;
    total.falseProblems += it.falseProblems;
    total.missed += it.missed;
    rows.push(row(construct, it));
  }
  console.log(
    `${title}: ${total.agree} of ${total.cases} agree (${percent(total)}), ${total.falseProblems} false problems, ${total.missed} missed`,
  );
  return [
    `## ${title}`,
    "",
    "| construct | statements | agreement | false problems | missed |",
    "| --- | ---: | ---: | ---: | ---: |",
    ...rows,
    row("**all**", total),
    "",
  ].join("\n");
}

function row(construct: string, it: Tally): string {
  return `| ${construct} | ${it.cases} | ${percent(it)} | ${it.falseProblems} | ${it.missed} |`;
}

function percent(it: Tally): string {
  return it.cases === 0 ? "–" : `${((100 * it.agree) / it.cases).toFixed(2)} %`;
}

function report(parts: readonly string[]): string {
  return [
    "# Conformance of the grammar",
    "",
    "Accept or reject of every statement in `test/sql/corpus` and of what is generated from it,",
    "compared with the engine's own parser. Written by `npm run conformance -- --write`.",
    "A false problem is a statement that the engine accepts and that we complain about;",
    "a missed one is a statement that the engine refuses and that we accept.",
    "",
    ...parts,
  ].join("\n");
}
