/**
 * Translates every statement of the corpus to every other engine, runs source and translation on real
 * databases and compares what they give: `npm run conformance:translate [-- FILTER]`. Prints a table
 * of pairs and writes docs/conformance-translate.md; fails where a result is wrong.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { catalogFromScript } from "../server/src/analysis/catalog-from-script.ts";
import { script } from "../server/src/sql/script.ts";
import { translate } from "../server/src/wirevm/translate/translate.ts";
import { runnableText } from "../server/src/workspace/runnable.ts";
import { type TargetSchema, targetSchema, verify } from "../server/src/workspace/verify.ts";
import { testDialect } from "../test/packs.ts";
import { startMariadb } from "../test/servers/mariadb.ts";
import { startPostgres } from "../test/servers/postgres.ts";
import {
  difference,
  mariadbStage,
  type Outcome,
  postgresStage,
  type Stage,
  schemaOf,
  sqliteStage,
} from "./conformance/stages.ts";

const ENGINES = ["mariadb", "postgres", "sqlite"] as const;
type Engine = (typeof ENGINES)[number];

interface Case {
  readonly file: string;
  readonly category: string;
  readonly from: Engine;
  readonly sql: string;
}

const FOLDER = join(import.meta.dirname, "../test/translate/conformance");

function cases(filter: string | undefined): readonly Case[] {
  return readdirSync(FOLDER)
    .filter((it) => it.endsWith(".sql") && !it.startsWith("schema."))
    .flatMap((file) => {
      const [category = "", engine = ""] = file.split(".");
      const from = ENGINES.find((it) => it === engine);
      if (from === undefined) {
        return [];
      }
      return readFileSync(join(FOLDER, file), "utf8")
        .split(/\n\s*\n/u)
        .map((it) => it.trim())
        .filter((it) => it !== "")
        .map((sql) => ({ file, category, from, sql }));
    })
    .filter((it) => filter === undefined || it.file.includes(filter) || it.sql.includes(filter));
}

type Verdict = "equal" | "warned" | "refused" | "rejected" | "wrong";

interface Judged {
  readonly it: Case;
  readonly to: Engine;
  readonly verdict: Verdict;
  readonly output: string;
  readonly detail: string;
}

async function stage(
  engine: Engine,
): Promise<{ readonly stage: Stage; readonly stop: () => Promise<void> }> {
  if (engine === "sqlite") {
    return { stage: await sqliteStage(), stop: async () => undefined };
  }
  const given = process.env[`CONFORMANCE_${engine.toUpperCase()}`];
  const server =
    given === undefined
      ? await (engine === "postgres" ? startPostgres() : startMariadb())
      : { url: given, stop: async () => undefined };
  if ("unavailable" in server) {
    throw new Error(server.unavailable);
  }
  return {
    stage:
      engine === "postgres"
        ? await postgresStage(server.url)
        : await mariadbStage(server.url.replace(/\/test$/u, "/")),
    stop: () => server.stop(),
  };
}

const filter = process.argv.slice(2).find((it) => !it.startsWith("-"));
const verbose = process.argv.includes("--verbose");
const only = process.argv.find((it) => it.startsWith("--only="))?.slice("--only=".length);
const stages = new Map<Engine, { readonly stage: Stage; readonly stop: () => Promise<void> }>();
for (const engine of ENGINES) {
  stages.set(engine, await stage(engine));
}
const targetSchemas = new Map<string, TargetSchema>();
const judged: Judged[] = [];
let unusable = 0;
for (const it of cases(filter)) {
  const dialect = testDialect(it.from);
  const catalog = catalogFromScript([schemaOf(it.from)], dialect);
  const source = stages.get(it.from)?.stage;
  let expected: Outcome;
  try {
    expected = (await source?.run(pieces(it.sql, dialect))) ?? { results: [], tables: undefined };
  } catch (error) {
    unusable += 1;
    process.stdout.write(`UNUSABLE ${it.file}: ${it.sql}\n    ${String(error)}\n`);
    continue;
  }
  for (const to of ENGINES) {
    if (to !== it.from && (only === undefined || only === to)) {
      judged.push(await judge(it, to, expected, catalog));
    }
  }
}
report();
for (const { stage: one, stop } of stages.values()) {
  await one.close();
  await stop();
}
process.exitCode = judged.some((it) => it.verdict === "wrong") ? 1 : 0;

/** The source's schema on the target's side, which outputs are checked against. */
function targetSchemaOf(from: Engine, to: Engine): TargetSchema {
  const key = `${from} ${to}`;
  const known =
    targetSchemas.get(key) ?? targetSchema(schemaOf(from), testDialect(from), testDialect(to));
  targetSchemas.set(key, known);
  return known;
}

function pieces(sql: string, dialect: ReturnType<typeof testDialect>): readonly string[] {
  return script(sql, dialect)
    .statements.map(runnableText)
    .filter((it) => it !== "");
}

async function judge(
  it: Case,
  to: Engine,
  expected: Outcome,
  catalog: ReturnType<typeof catalogFromScript>,
): Promise<Judged> {
  const from = testDialect(it.from);
  const target = testDialect(to);
  let output = "";
  try {
    const done = translate({ sql: it.sql, from, to: target, catalog });
    output = done.output;
    const [error] = done.errors;
    if (error !== undefined) {
      return { it, to, verdict: "refused", output, detail: `${error.code}: ${error.message}` };
    }
    const { problem } = await verify(output, target, targetSchemaOf(it.from, to));
    if (problem !== undefined) {
      return { it, to, verdict: "refused", output, detail: `verification: ${problem}` };
    }
    const warnings = done.notes
      .filter((note) => note.level === "warning")
      .map((note) => `${note.code}: ${note.message}`);
    let actual: Outcome | undefined;
    try {
      actual = await stages
        .get(to)
        ?.stage.run(pieces(output, target), expected.tables !== undefined);
    } catch (thrown) {
      return { it, to, verdict: "rejected", output, detail: String(thrown) };
    }
    const differs =
      actual === undefined
        ? "no result"
        : difference(
            expected,
            actual,
            /\border\s+by\b[^()]*(?:\([^()]*\)[^()]*)*;?\s*$/iu.test(it.sql),
          );
    if (differs === undefined) {
      return { it, to, verdict: "equal", output, detail: warnings.join(" ") };
    }
    return {
      it,
      to,
      verdict: warnings.length > 0 ? "warned" : "wrong",
      output,
      detail: `${warnings.join(" ")}\n${differs}`,
    };
  } catch (thrown) {
    return {
      it,
      to,
      verdict: "rejected",
      output,
      detail: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
    };
  }
}

function report(): void {
  for (const { it, to, verdict, output, detail } of judged) {
    if (verdict !== "equal" || verbose) {
      process.stdout.write(
        `${verdict.toUpperCase()} ${it.file} -> ${to}\n  ${it.sql.replaceAll("\n", "\n  ")}\n  => ${output.replaceAll("\n", "\n  ")}\n  ${detail.slice(0, 700).replaceAll("\n", "\n    ")}\n\n`,
      );
    }
  }
  const lines: string[] = [];
  const row = (title: string, some: readonly Judged[]) => {
    const count = (verdict: Verdict) => some.filter((it) => it.verdict === verdict).length;
    const share = some.length === 0 ? 0 : (100 * count("equal")) / some.length;
    lines.push(
      `| ${title} | ${some.length} | ${count("equal")} | ${share.toFixed(1)} % | ${count("warned")} | ${count("refused")} | ${count("rejected")} | ${count("wrong")} |`,
    );
  };
  const head =
    "| pair | statements | equal | share | differs, warned | refused | rejected by the target | wrong |\n| --- | --- | --- | --- | --- | --- | --- | --- |";
  for (const from of ENGINES) {
    for (const to of ENGINES) {
      if (from !== to) {
        row(
          `${from} → ${to}`,
          judged.filter((it) => it.it.from === from && it.to === to),
        );
      }
    }
  }
  for (const category of [...new Set(judged.map((it) => it.it.category))].sort()) {
    row(
      category,
      judged.filter((it) => it.it.category === category),
    );
  }
  row("all", judged);
  const table = `${head}\n${lines.join("\n")}\n`;
  process.stdout.write(`${table}${unusable} statements their own engine refuses\n`);
  if (filter === undefined && only === undefined) {
    writeFileSync(
      join(import.meta.dirname, "../docs/conformance-translate.md"),
      `# Translations, run and compared\n\nEach statement of \`test/translate/conformance\` is translated to the two other engines; source and translation run on real databases that hold the same data, and results and tables are compared. Written by \`npm run conformance:translate\`.\n\n${table}`,
    );
  }
}
