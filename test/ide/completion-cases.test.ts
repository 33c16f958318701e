/**
 * The table of completion: one line a place, `SQL => what must be among the first five !! what must
 * not be offered at all`. Items are parted by ` | `, `⏎` is a line break, `-` says that nothing is
 * offered; `FIXME` before a line says that it is known to be wrong, and the test says so when it is
 * right. `a = b~` may also be written the other way round.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { catalogFromScript } from "../../server/src/analysis/catalog-from-script.ts";
import { completions } from "../../server/src/ide/completions.ts";
import { script } from "../../server/src/sql/script.ts";
import { testDialect } from "../packs.ts";

const FOLDER = new URL("./completion-cases/", import.meta.url);
/** What a person looks at before typing on. */
const SEEN = 5;

const catalogs = new Map<string, ReturnType<typeof catalogFromScript>>();

function catalogOf(engine: string) {
  const known = catalogs.get(engine);
  if (known !== undefined) {
    return known;
  }
  const ddl = readFileSync(new URL(`schema.${engine}.sql`, FOLDER), "utf8");
  const made = catalogFromScript(ddl, testDialect(engine));
  catalogs.set(engine, made);
  return made;
}

for (const file of readdirSync(FOLDER).filter((it) => it.endsWith(".txt"))) {
  describe(file.replace(".txt", ""), () => {
    let engine = "postgres";
    for (const line of readFileSync(new URL(file, FOLDER), "utf8").split("\n")) {
      if (line.startsWith("## ")) {
        engine = line.slice(3).trim();
      } else if (line.includes("$0")) {
        const { name, wrong, sql, wanted, forbidden } = read(line);
        const at = engine;
        test(`${at}: ${name}`, () => {
          const problems = problemsOf(at, sql, wanted, forbidden);
          if (wrong) {
            expect(problems, "this is right now: take the FIXME away").not.toEqual([]);
          } else {
            expect(problems).toEqual([]);
          }
        });
      }
    }
  });
}

interface Case {
  readonly name: string;
  readonly wrong: boolean;
  readonly sql: string;
  readonly wanted: readonly string[];
  readonly forbidden: readonly string[];
}

function read(line: string): Case {
  const wrong = line.startsWith("FIXME ");
  const name = wrong ? line.slice(6) : line;
  const [, sql = "", wanted = "", forbidden = ""] =
    /^(.*?)(?: => (.*?))?(?: !! (.*))?$/u.exec(name) ?? [];
  const items = (text: string) => (text === "" ? [] : text.split(" | "));
  return {
    name,
    wrong,
    sql: sql.replaceAll("⏎", "\n"),
    wanted: items(wanted),
    forbidden: items(forbidden),
  };
}

function problemsOf(
  engine: string,
  marked: string,
  wanted: readonly string[],
  forbidden: readonly string[],
): readonly string[] {
  const dialect = testDialect(engine);
  const offset = marked.indexOf("$0");
  const text = marked.slice(0, offset) + marked.slice(offset + 2);
  const { items } = completions(
    { script: script(text, dialect), dialect, catalog: catalogOf(engine) },
    offset,
  );
  if (wanted[0] === "-") {
    return items.length === 0 ? [] : [`nothing should be offered, but ${items[0]?.label} is`];
  }
  const texts = items.map((it) => [it.label, it.insertText, it.insertText.replace(/\($/u, "")]);
  const first = texts.slice(0, SEEN);
  const among = first.map((it) => it[0]).join(" | ");
  return [
    ...wanted
      .filter((it) => !spellings(it).some((one) => first.some((list) => list.includes(one))))
      .map((it) => `${it} is not among the first: ${among}`),
    ...forbidden
      .filter((it) => texts.some((list) => list.includes(it)))
      .map((it) => `${it} is offered`),
    ...doubles(items.map((it) => `${it.kind} ${it.label}`)).map((it) => `${it} is there twice`),
  ];
}

/** A condition reads both ways. */
function spellings(item: string): readonly string[] {
  if (!item.endsWith("~")) {
    return [item];
  }
  const [left = "", right = ""] = item.slice(0, -1).split(" = ");
  return [`${left} = ${right}`, `${right} = ${left}`];
}

function doubles(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((it, index) => names.indexOf(it) !== index))];
}
