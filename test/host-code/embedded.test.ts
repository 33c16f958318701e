/** SQL inside programs: its text, its offsets, its holes. `$0` is the cursor. */
import { expect, test } from "vitest";
import { catalogFromScript } from "../../server/src/analysis/catalog-from-script.ts";
import { applyEdits } from "../../server/src/base/text.ts";
import { embedded, fromHost, toHost } from "../../server/src/host/embedded.ts";
import { hostFindings } from "../../server/src/host/rule.ts";
import type { HostLanguage } from "../../server/src/host/tree.ts";
import { completions } from "../../server/src/ide/completions.ts";
import { ruleSet } from "../../server/src/intelligence/findings.ts";
import { RULES } from "../../server/src/intelligence/generated/rules.ts";
import { script } from "../../server/src/sql/script.ts";
import { hostTree, loadGrammar } from "../../server/src/workspace/host-grammars.ts";
import { testDialect } from "../packs.ts";

async function read(language: HostLanguage, text: string, dialect = "postgres") {
  await loadGrammar(language);
  const tree = hostTree(language, text);
  if (tree === undefined) {
    throw new Error("no grammar");
  }
  return { tree, statements: embedded(tree, testDialect(dialect)) };
}

async function sqlOf(language: HostLanguage, text: string, dialect?: string) {
  return (await read(language, text, dialect)).statements.map((it) => it.sql);
}

test("every language's ways of writing a statement", async () => {
  expect(await sqlOf("typescript", "db.query(`SELECT a FROM t WHERE b = ${x} LIMIT 1`)")).toEqual([
    "SELECT a FROM t WHERE b = $1 LIMIT 1",
  ]);
  expect(await sqlOf("python", 'cur.execute("SELECT a "\n  "FROM t WHERE b = %s", (x,))')).toEqual([
    "SELECT a FROM t WHERE b = $1",
  ]);
  expect(await sqlOf("go", 'package p\nfunc f() { db.Query(`SELECT a FROM "t"`) }')).toEqual([
    'SELECT a FROM "t"',
  ]);
  expect(
    await sqlOf("java", 'class A { void f() { s.executeQuery("SELECT \\"a\\" " + "FROM t"); } }'),
  ).toEqual(['SELECT "a" FROM t']);
  expect(await sqlOf("php", "<?php\n$db->query(<<<SQL\n  SELECT a\n  FROM t\n  SQL);")).toEqual([
    "  SELECT a\n  FROM t",
  ]);
  expect(
    await sqlOf("csharp", 'class A { void F() { c.Query(@"SELECT ""a"" FROM t"); } }'),
  ).toEqual(['SELECT "a" FROM t']);
  expect(await sqlOf("ruby", "User.find_by_sql(<<~SQL)\n  SELECT a\n  FROM t\nSQL\n")).toEqual([
    "  SELECT a\n  FROM t\n",
  ]);
});

test("a comment or a tag says that a text is SQL, and prose is none", async () => {
  expect(await sqlOf("typescript", "const q = /* sql */ `SELECT 1`;")).toEqual(["SELECT 1"]);
  expect(await sqlOf("typescript", "sql`SELECT ${x}`")).toHaveLength(1);
  expect(
    await sqlOf("typescript", 'const help = "Select a user from the list to update it";'),
  ).toEqual([]);
});

test("offsets map both ways through escapes", async () => {
  const text = 'db.query("SELECT \\u0061, b\\nFROM t WHERE c = \'" + x + "\' AND d = 1")';
  const { statements } = await read("javascript", text);
  const [it] = statements;
  if (it === undefined) {
    throw new Error("nothing found");
  }
  for (const word of ["b", "FROM", "WHERE", "AND", "d = 1"]) {
    const at = it.sql.indexOf(word === "b" ? "b\n" : word);
    const host = toHost(it, at, "start");
    expect(text.slice(host, host + word.length)).toBe(word);
    expect(fromHost(it, host)).toBe(at);
  }
  expect(fromHost(it, 0)).toBeUndefined();
});

test("completion inside, nothing outside", async () => {
  const marked = "const r = await db.query(`SELECT $0 FROM users`);";
  const offset = marked.indexOf("$0");
  const text = marked.replace("$0", "");
  const { statements } = await read("typescript", text);
  const inside = statements.map((it) => ({ it, at: fromHost(it, offset) }))[0];
  const dialect = testDialect("postgres");
  const catalog = catalogFromScript("CREATE TABLE users (id int, name text)", dialect);
  const view = { script: script(inside?.it.sql ?? "", dialect), dialect, catalog };
  const labels = completions(view, inside?.at ?? 0).items.map((it) => it.label);
  expect(labels).toContain("name");
  expect(statements.every((it) => fromHost(it, 3) === undefined)).toBe(true);
});

test("rules work inside, their fixes are edits of the program", async () => {
  const text = `const r = db.query("SELECT id FROM t WHERE a = NULL");`;
  const { tree } = await read("typescript", text);
  const found = hostFindings(tree, testDialect("postgres"), undefined, ruleSet(RULES), []);
  const [it] = found.filter((one) => one.rule === "correctness/null-comparison");
  expect(applyEdits(text, it?.fixes[0]?.edits ?? [])).toBe(
    `const r = db.query("SELECT id FROM t WHERE a IS NULL");`,
  );
});

test("holes raise no finding of their own", async () => {
  const text =
    "db.query(`SELECT id, ${cols} FROM ${table} WHERE ${cond} ORDER BY ${by} ${dir} LIMIT ${n}`); db.query(`UPDATE t SET a = 1 ${where}`);";
  const { tree } = await read("typescript", text);
  const dialect = testDialect("postgres");
  const catalog = catalogFromScript("CREATE TABLE t (id int primary key, a int)", dialect);
  expect(hostFindings(tree, dialect, catalog, ruleSet(RULES), []).map((it) => it.message)).toEqual(
    [],
  );
});
