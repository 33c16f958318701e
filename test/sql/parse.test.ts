import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Node } from "../../server/src/sql/ast.ts";
import { parse } from "../../server/src/sql/parse.ts";
import { script, singleStatement } from "../../server/src/sql/script.ts";
import { children, descendants } from "../../server/src/sql/walk.ts";
import { treeText } from "../check/tree.ts";
import { testDialect } from "../packs.ts";

const CORPUS = "test/sql/corpus";
/** Texts of megabytes on a machine that does other things too. */
const SLOW_MACHINE_MS = 60_000;

/** The statement's tree, then its problems, one a line. */
function checkTree(engine: string, sql: string): string {
  const tree = parse(singleStatement(sql, testDialect(engine)));
  const problems = tree.problems.map(
    (it) => `\n${it.code} ${sql.slice(it.start, it.end)}: ${it.message}`,
  );
  return treeText(tree.root) + problems.join("");
}

function corpusStatements(): readonly { readonly engine: string; readonly sql: string }[] {
  return readdirSync(CORPUS, { withFileTypes: true })
    .filter((it) => it.isDirectory())
    .flatMap((folder) =>
      readdirSync(`${CORPUS}/${folder.name}`)
        .filter((it) => it.startsWith("queries"))
        .flatMap((file) =>
          script(
            readFileSync(`${CORPUS}/${folder.name}/${file}`, "utf8"),
            testDialect(folder.name),
          ).statements.map((it) => ({ engine: folder.name, sql: it.text.trim() })),
        ),
    )
    .filter((it) => it.sql !== "");
}

/** What must hold of every tree: children lie inside their parents, in a text of that length. */
function checkRanges(root: Node, length: number): string | undefined {
  for (const node of descendants(root)) {
    if (node.start > node.end || node.end > length) {
      return `${node.kind} ${node.start}-${node.end} of ${length}`;
    }
    for (const child of children(node)) {
      if (child.start < node.start || child.end > node.end) {
        return `${child.kind} ${child.start}-${child.end} outside ${node.kind} ${node.start}-${node.end}`;
      }
    }
  }
  return undefined;
}

describe("precedence", () => {
  test("is the engine's", () => {
    expect(checkTree("postgres", "select a = b < c and not d or e")).toContain(
      "(OR (AND (< (= a b) c) (NOT d)) e)",
    );
    expect(checkTree("sqlite", "select a = b < c")).toContain("(= a (< b c))");
    expect(checkTree("sqlite", "select a || b + c * -d")).toContain("(+ (|| a b) (* c (- d)))");
    expect(checkTree("postgres", "select a || b + c")).toContain("(|| a (+ b c))");
    expect(checkTree("mysql", "select a | b & c << 1 + 2 ^ 3")).toContain(
      "(| a (& b (<< c (+ 1 (^ 2 3)))))",
    );
    expect(checkTree("postgres", "select -a::int ^ 2")).toContain("(^ (- (cast");
    expect(checkTree("postgres", "select a -> 'b' ->> 'c' = d")).toContain(
      "(= (->> (-> a 'b') 'c') d)",
    );
  });
});

describe("half a statement keeps what is there", () => {
  test("no select list", () => {
    expect(checkTree("mysql", "select from t where a")).toMatchInlineSnapshot(`
      "(select items:[(select-item expression:…)] from:(from relations:[(table name:t)]) where:(where condition:a))
      syntax from: Expected an expression, but found from."
    `);
  });
  test("a comma too many", () => {
    expect(checkTree("postgres", "select a, from t join u on")).toMatchInlineSnapshot(`
      "(select items:[(select-item expression:a) (select-item expression:…)] from:(from relations:[(join type:inner words:JOIN left:(table name:t) right:(table name:u) on:…)]))
      syntax from: Expected an expression, but found from.
      syntax : Expected an expression, but the statement ends."
    `);
  });
  test("no right operand", () => {
    expect(
      checkTree("postgres", "select a from t where x = group by a order by"),
    ).toMatchInlineSnapshot(`
      "(select items:[(select-item expression:a)] from:(from relations:[(table name:t)]) where:(where condition:(= x …)) groupBy:(group-by items:[a]) orderBy:(order-by items:[(order-item expression:…)]))
      syntax group: Expected an expression, but found group.
      syntax : Expected an expression, but the statement ends."
    `);
  });
  test("a dangling dot", () => {
    expect(checkTree("postgres", "select t. from t where u.")).toMatchInlineSnapshot(`
      "(select items:[(select-item expression:t.·)] from:(from relations:[(table name:t)]) where:(where condition:u.·))
      syntax from: Expected a name after the dot, but found from.
      syntax : Expected a name after the dot, but the statement ends."
    `);
  });
  test("an open bracket", () => {
    expect(checkTree("postgres", "select f(a, (b from t where c")).toMatchInlineSnapshot(`
      "(select items:[(select-item expression:(call name:f args:[a b] parenthesized))] from:(from relations:[(table name:t)]) where:(where condition:c))
      syntax from: Expected ), but found from."
    `);
  });
  test("something strange between clauses", () => {
    expect(
      checkTree("postgres", "select a b c d from t where a group by b"),
    ).toMatchInlineSnapshot(`
      "(select items:[(select-item expression:a alias:b)] from:(from relations:[(table name:t)]) where:(where condition:a) groupBy:(group-by items:[b]))
      syntax c: Did not expect c here."
    `);
  });
});

describe("joins", () => {
  test("conditions close the last join that has none", () => {
    expect(checkTree("postgres", "select 1 from a join b left join c on x on y")).toContain(
      "(join type:inner words:JOIN left:(table name:a) right:(join type:left words:LEFT JOIN left:(table name:b) right:(table name:c) on:x) on:y)",
    );
    expect(checkTree("mysql", "select 1 from a join b join c on x")).toContain(
      "(join type:inner words:JOIN left:(join type:inner words:JOIN left:(table name:a) right:(table name:b)) right:(table name:c) on:x)",
    );
  });
});

describe("what an engine lacks", () => {
  test("is read and is a problem", () => {
    expect(checkTree("mysql", "select a ilike 'x' from t")).toMatchInlineSnapshot(`
      "(select items:[(select-item expression:(like op:ILIKE operand:a pattern:'x'))] from:(from relations:[(table name:t)]))
      unavailable ilike: MySQL has no operator ILIKE."
    `);
    expect(checkTree("sqlite", "select distinct on (a) b from t")).toMatchInlineSnapshot(`
      "(select distinct:distinct-on distinctOn:[a] items:[(select-item expression:b)] from:(from relations:[(table name:t)]))
      unavailable on: SQLite has no DISTINCT ON."
    `);
    expect(checkTree("postgres", "select a from t qualify b")).toMatchInlineSnapshot(`
      "(select items:[(select-item expression:a)] from:(from relations:[(table name:t alias:(alias name:qualify))]))
      syntax b: Did not expect b here."
    `);
  });
});

describe("every statement of the corpus", () => {
  const statements = corpusStatements();

  test("is read without a problem", () => {
    const found = statements.flatMap(({ engine, sql }) =>
      parse(singleStatement(sql, testDialect(engine))).problems.map(
        (it) =>
          `${engine}: ${it.message} at ${sql.slice(Math.max(0, it.start - 20), it.start + 20)}`,
      ),
    );
    expect(found).toEqual([]);
  });

  test("gives nodes that lie inside each other", () => {
    const found = statements.flatMap(({ engine, sql }) => {
      const problem = checkRanges(
        parse(singleStatement(sql, testDialect(engine))).root,
        sql.length,
      );
      return problem === undefined ? [] : [`${engine}: ${sql.slice(0, 80)}: ${problem}`];
    });
    expect(found).toEqual([]);
  });

  test("may end anywhere", () => {
    for (const { engine, sql } of statements.filter((it) => it.sql.length < 400)) {
      const dialect = testDialect(engine);
      for (let end = 0; end < sql.length; end += 3) {
        const prefix = sql.slice(0, end);
        const problem = checkRanges(parse(singleStatement(prefix, dialect)).root, prefix.length);
        expect(problem, `${engine}: ${prefix}`).toBeUndefined();
      }
    }
  });

  test(
    "may lose, gain and mix tokens",
    () => {
      const any = fc.constantFrom(...statements.filter((it) => it.sql.length < 600));
      fc.assert(
        fc.property(any, any, fc.nat(), fc.nat(), fc.nat(), (one, two, a, b, c) => {
          const dialect = testDialect(one.engine);
          const from = two.sql.slice(b % two.sql.length, (b % two.sql.length) + (c % 30));
          const at = a % one.sql.length;
          const sql = one.sql.slice(0, at) + from + one.sql.slice(at + (c % 7));
          for (const statement of script(sql, dialect).statements) {
            const problem = checkRanges(parse(statement).root, statement.text.length);
            expect(problem, statement.text).toBeUndefined();
          }
        }),
        { numRuns: 5000 },
      );
    },
    SLOW_MACHINE_MS,
  );
});

describe("extremes", () => {
  const engines = ["postgres", "mysql", "tsql", "duckdb"];

  test(
    "nesting has a bound and gives one problem",
    () => {
      for (const engine of engines) {
        for (const sql of [
          `select ${"(".repeat(100_000)}`,
          `select ${"(select ".repeat(50_000)}`,
          `select ${"- ".repeat(100_000)}1`,
          `select ${"not ".repeat(100_000)}a`,
          `select * from ${"(".repeat(100_000)}`,
          `select ${"case when ".repeat(50_000)}`,
          `select ${"f(".repeat(100_000)}`,
          `select ${"[".repeat(100_000)}`,
          `with ${"a as (with ".repeat(30_000)}`,
          `select * from a ${"left join (b ".repeat(50_000)}`,
        ]) {
          const { problems } = parse(singleStatement(sql, testDialect(engine)));
          expect(problems.filter((it) => it.code === "depth").length).toBeLessThanOrEqual(1);
          expect(problems.filter((it) => it.code === "syntax").length).toBe(0);
        }
      }
    },
    SLOW_MACHINE_MS,
  );

  test("chains may be long", () => {
    const sql = `select ${"a + ".repeat(20_000)}a from t where ${"b or ".repeat(20_000)}b ${"union all select 1 ".repeat(10_000)}`;
    const { root, problems } = parse(singleStatement(sql, testDialect("postgres")));
    expect(problems).toEqual([]);
    expect(descendants(root).length).toBeGreaterThan(100_000);
  });
});
