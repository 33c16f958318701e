/** The grammars color what they should: tokens of each engine, and SQL in the strings of others. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

const wasm = readFileSync(
  createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm"),
);
const loaded = oniguruma.loadWASM(new Uint8Array(wasm).buffer);

/** Stands for the grammar of a host language: what matters is what is injected into it. */
const BARE_HOST =
  '{ "scopeName": "source.ts", "patterns": [{ "name": "string.host", "match": "\\"[^\\"]*\\"" }] }';
/** Stands for the editor's own SQL grammar. */
const BARE_SQL =
  '{ "scopeName": "source.sql", "patterns": [{ "name": "keyword.sql", "match": "\\\\b(SELECT|FROM|WHERE)\\\\b" }] }';

const registry = new textmate.Registry({
  onigLib: loaded.then(() => ({
    createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text: string) => new oniguruma.OnigString(text),
  })),
  getInjections: (scope) =>
    scope === "source.ts"
      ? ["sqlx.embedded.injection"]
      : scope === "source.sql"
        ? ["sqlx.extras.injection"]
        : undefined,
  loadGrammar: async (scope) => {
    const path = scope.startsWith("source.sqlx.")
      ? `${scope.slice("source.sqlx.".length)}.tmLanguage`
      : scope === "sqlx.embedded.injection"
        ? "embedded.injection"
        : "sql-extras.injection";
    const text =
      scope === "source.ts"
        ? BARE_HOST
        : scope === "source.sql"
          ? BARE_SQL
          : readFileSync(`syntaxes/${path}.json`, "utf8");
    return textmate.parseRawGrammar(text, `${scope}.json`);
  },
});

/** Each token with its innermost scope; what has none is left out. */
async function check(scope: string, text: string): Promise<string> {
  const grammar = await registry.loadGrammar(scope);
  let state = textmate.INITIAL;
  return text
    .split("\n")
    .flatMap((line) => {
      const found = grammar?.tokenizeLine(line, state);
      state = found?.ruleStack ?? state;
      return (found?.tokens ?? [])
        .filter((it) => 1 < it.scopes.length)
        .map((it) => `${line.slice(it.startIndex, it.endIndex)} ${it.scopes.at(-1)}`);
    })
    .filter((it) => !/^\s/u.test(it) && !/punctuation/u.test(it))
    .join("\n");
}

test("dollar quotes, escapes, placeholders and nested comments of one engine", async () => {
  expect(
    await check(
      "source.sqlx.postgres",
      String.raw`SELECT E'a\'b', $1, "Na""me" /* a /* b */ c */ FROM t
AS $x$ BEGIN $x$;
SELECT 1`,
    ),
  ).toMatchInlineSnapshot(`
  "SELECT keyword.other.DML.sql
  a string.quoted.single.escape.sql
  \\' constant.character.escape.sql
  b string.quoted.single.escape.sql
  $1 variable.parameter.sql
  "Na""me" variable.other.quoted.sql
  /* comment.block.sql
  /* comment.block.sql
  */ comment.block.sql
  */ comment.block.sql
  FROM keyword.other.DML.sql
  AS keyword.other.sql
  BEGIN keyword.other.sql
  SELECT keyword.other.DML.sql
  1 constant.numeric.sql"
`);
});

test("backticks, hash comments and double-quoted strings of another", async () => {
  expect(await check("source.sqlx.mysql", 'SELECT `a`, "s" # c\nFROM t')).toMatchInlineSnapshot(`
    "SELECT keyword.other.DML.sql
    \`a\` variable.other.quoted.sql
    s string.quoted.double.sql
    # c comment.line.number-sign.sql
    FROM keyword.other.DML.sql"
  `);
});

test("brackets, variables and batches of a third", async () => {
  expect(
    await check("source.sqlx.tsql", "SELECT [a b], @x, N's' FROM t\nGO"),
  ).toMatchInlineSnapshot(`
    "SELECT keyword.other.DML.sql
    [a b] variable.other.quoted.sql
    @x variable.parameter.sql
    s string.quoted.single.sql
    FROM keyword.other.DML.sql
    GO keyword.control.directive.sql"
  `);
});

test("SQL in a template, in a plain string and behind a comment", async () => {
  expect(
    await check(
      "source.ts",
      "sql`SELECT ${x} FROM t`;\nf(\"SELECT 'a' FROM t -- c\"); rest();\n/* sql */ `SELECT 1`;\nquery(`\n  SELECT 1\n`); rest()",
    ),
  ).toMatchInlineSnapshot(`
    "sql entity.name.function.tagged-template
    SELECT keyword.sql
    x meta.embedded.expression.sql
    FROM keyword.sql
    SELECT keyword.sql
    'a' string.quoted.single.sql
    FROM keyword.sql
    -- c comment.line.double-dash.sql
    /* sql */ comment.block
    SELECT keyword.sql
    SELECT keyword.sql"
  `);
});

test("an open quote in a string of SQL ends with the string, and prose is no SQL", async () => {
  expect(
    await check(
      "source.ts",
      'f("SELECT name FROM t WHERE a = \'" + x + "\'"); g();\nh("Select an option")',
    ),
  ).toMatchInlineSnapshot(`
    "SELECT keyword.sql
    FROM keyword.sql
    WHERE keyword.sql
    "'" string.host
    "Select an option" string.host"
  `);
});

test("our header and dollar bodies in the editor's own SQL", async () => {
  expect(
    await check(
      "source.sql",
      "-- sqlx: dialect=mysql connection=shop\nAS $$ SELECT $1 $$; SELECT 1",
    ),
  ).toMatchInlineSnapshot(`
    "--  comment.line.double-dash.sql
    sqlx: keyword.control.directive.sql
    dialect variable.parameter.sql
    mysql constant.other.sql
    connection variable.parameter.sql
    shop constant.other.sql
    AS keyword.other.sql
    SELECT keyword.sql
    SELECT keyword.sql"
  `);
});
