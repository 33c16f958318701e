/**
 * Translation of short statements, side by side with the nearest peer in one run: statements a second
 * on the first pass and warm, and a dump of 5,000 statements with every output checked.
 */
import { compileDialect, type Dialect } from "../server/src/sql/dialect.ts";
import { translate } from "../server/src/wirevm/translate/translate.ts";
import { packStore } from "../server/src/workspace/packs.ts";
import { verify } from "../server/src/workspace/verify.ts";
import { peer } from "./peers.ts";
import { ms } from "./world.ts";

const N_STATEMENTS = 2000;
const N_DUMP = 5000;
const N_WARM_PASSES = 3;

const FORMS: readonly ((at: number) => string)[] = [
  (at) => `SELECT id, name FROM t${at % 50} WHERE id = ${at} AND active = 1 LIMIT 10`,
  (at) =>
    `SELECT DATE_FORMAT(created, '%Y-%m') AS m, COUNT(*) FROM t${at % 50} GROUP BY m ORDER BY m`,
  (at) => `INSERT INTO t${at % 50} (id, name) VALUES (${at}, 'it''s ${at}')`,
  (at) => `UPDATE t${at % 50} SET name = CONCAT(name, '-', ${at}) WHERE id IN (1, 2, ${at})`,
  (at) =>
    `SELECT a.id, IFNULL(b.name, 'none') FROM t1 a LEFT JOIN t2 b ON b.id = a.ref WHERE a.created > DATE_SUB(NOW(), INTERVAL ${at} DAY)`,
];

function statements(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => FORMS[at % FORMS.length]?.(at) ?? "");
}

function dialect(engine: string): Dialect {
  const loaded = packStore().load(engine);
  if (!loaded.ok) {
    throw new Error(loaded.error.message);
  }
  return compileDialect(loaded.value);
}

/** Statements a second of processor time. */
function rate(count: number, work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return Math.round(count / ((user + system) / 1_000_000));
}

function measure(title: string, one: (sql: string) => unknown): void {
  const all = statements(N_STATEMENTS);
  const pass = () => {
    for (const it of all) {
      one(it);
    }
  };
  const first = rate(all.length, pass);
  let warm = 0;
  for (let at = 0; at < N_WARM_PASSES; at += 1) {
    warm = Math.max(warm, rate(all.length, pass));
  }
  console.log(`${title}: first pass ${first}/s, warm ${warm}/s (statements a CPU second)`);
}

const from = dialect("mysql");
const to = dialect("postgres");
measure("ours", (sql) => translate({ sql, from, to }));
const other = (await peer("@polyglot-sql/sdk")) as
  | { readonly transpile?: (sql: string, from: string, to: string) => unknown }
  | undefined;
const transpile = other?.transpile;
if (transpile !== undefined) {
  measure("@polyglot-sql/sdk", (sql) => transpile(sql, "mysql", "postgresql"));
}
const started = performance.now();
for (const sql of statements(N_DUMP)) {
  await verify(translate({ sql, from, to }).output, to, undefined);
}
console.log(`${N_DUMP} statements, each output checked: ${ms(performance.now() - started)}`);
