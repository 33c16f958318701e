import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Node } from "../../server/src/sql/ast.ts";
import { CREATE_TABLE, DROP_TABLE } from "../../server/src/sql/create.ts";
import { lex } from "../../server/src/sql/lexer.ts";
import { ALTER_TABLE } from "../../server/src/sql/other-statement.ts";
import { expectedAt, parse } from "../../server/src/sql/parse.ts";
import { rulesOf, wordsOf } from "../../server/src/sql/pattern.ts";
import { script, singleStatement } from "../../server/src/sql/script.ts";
import { RULES } from "../../server/src/sql/shape-rules.ts";
import { TERMINALS } from "../../server/src/sql/terminals.ts";
import { UTILITY_TABLE } from "../../server/src/sql/utility.ts";
import { children, descendants } from "../../server/src/sql/walk.ts";
import { treeText } from "../check/tree.ts";
import { testDialect } from "../packs.ts";
import { statementsOf } from "./corpus/generate.ts";

const CORPUS = "test/sql/corpus";
/** Engines whose definitions are known in detail: their corpora have one statement a line. */
const STRICT = ["postgres", "sqlite", "mariadb"] as const;
const LOOSE = ["tsql", "oracle", "duckdb", "snowflake", "bigquery"] as const;

/** The statement's tree, then its problems, one a line. */
function checkTree(engine: string, sql: string): string {
  const tree = parse(singleStatement(sql, testDialect(engine)));
  const problems = tree.problems.map(
    (it) => `\n${it.code} ${sql.slice(it.start, it.end)}: ${it.message}`,
  );
  return treeText(tree.root) + problems.join("");
}

function checkExpected(engine: string, sqlWithCursor: string): readonly string[] {
  const offset = sqlWithCursor.indexOf("$0");
  const sql = sqlWithCursor.replace("$0", "");
  const { keywords, slots } = expectedAt(singleStatement(sql, testDialect(engine)), offset);
  return [...slots.map((it) => `<${it}>`), ...keywords];
}

function written(engine: string): string[] {
  return readdirSync(`${CORPUS}/${engine}`)
    .filter((it) => it.endsWith(".sql") && !it.startsWith("queries"))
    .flatMap((it) => statementsOf(readFileSync(`${CORPUS}/${engine}/${it}`, "utf8")));
}

/** What must hold of every tree: children lie inside their parents, in a text of that length. */
function brokenRange(root: Node, length: number): string | undefined {
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

describe("shapes", () => {
  const shapes = [CREATE_TABLE, ALTER_TABLE, DROP_TABLE, UTILITY_TABLE].flatMap((it) =>
    it.shapes(),
  );

  test("name terminals only", () => {
    const known = new Set<string>(TERMINALS);
    expect(shapes.flatMap((it) => wordsOf(it.part)).filter((it) => !known.has(it))).toEqual([]);
  });

  test("name rules that exist", () => {
    expect(
      shapes.flatMap((it) => rulesOf(it.part)).filter((it) => RULES[it] === undefined),
    ).toEqual([]);
  });
});

describe.each(STRICT)("the corpus of %s", (engine) => {
  test("gives trees whose nodes nest", () => {
    const broken = written(engine).flatMap((sql) => {
      const found = brokenRange(parse(singleStatement(sql, testDialect(engine))).root, sql.length);
      return found === undefined ? [] : [`${found}: ${sql.slice(0, 120)}`];
    });
    expect(broken).toEqual([]);
  });

  test("survives every prefix, by tokens", () => {
    const dialect = testDialect(engine);
    const beyond: string[] = [];
    for (const sql of written(engine).filter((_, index) => index % 3 === 0)) {
      const { count, ends } = lex(sql, dialect);
      for (let index = 0; index < count; index += 1) {
        const prefix = sql.slice(0, ends[index]);
        if (parse(singleStatement(prefix, dialect)).root.end > prefix.length) {
          beyond.push(prefix);
        }
      }
    }
    expect(beyond).toEqual([]);
  });

  test("says at every token what could stand there", () => {
    const dialect = testDialect(engine);
    for (const sql of written(engine).filter((_, index) => index % 7 === 0)) {
      const { count, starts } = lex(sql, dialect);
      const statement = singleStatement(sql, dialect);
      for (let index = 0; index < count; index += 1) {
        expectedAt(statement, starts[index] ?? 0);
      }
    }
  });
});

test.each(LOOSE)("%s accepts its definitions", (engine) => {
  const text = readFileSync(`${CORPUS}/${engine}/definitions.sql`, "utf8");
  const found = script(text, testDialect(engine)).statements.flatMap((it) =>
    parse(it).problems.map((problem) => `${it.text.trim().slice(0, 60)}: ${problem.message}`),
  );
  expect(found).toEqual([]);
});

describe("tables", () => {
  test("columns, constraints and options", () => {
    expect(
      checkTree(
        "postgres",
        "create temp table if not exists s.t (id bigint generated always as identity primary key, n varchar(10) collate \"C\" default 'x' not null, constraint f foreign key (n) references u (a) on delete cascade) with (fillfactor = 70)",
      ),
    ).toMatchInlineSnapshot(
      `"(create-table name:s.t elements:[(column-definition name:id constraints:[(column-constraint type:identity identity:always) (column-constraint type:primary-key)] type:(type-name name:bigint arrayDimensions:0)) (column-definition name:n constraints:[(column-constraint type:collate collation:"C") (column-constraint type:default expression:'x') (column-constraint type:not-null)] type:(type-name name:varchar args:[10] arrayDimensions:0)) (table-constraint type:foreign-key columns:[(index-column expression:n)] name:f references:(references table:u columns:[a] onDelete:CASCADE))] options:[(option name:FILLFACTOR value:70)] ifNotExists temporary)"`,
    );
    expect(
      checkTree(
        "mysql",
        "create table t (a int unsigned not null auto_increment, b enum('x','y') comment 'c', primary key (a), unique key u (b(10) desc)) engine=InnoDB default charset=utf8mb4",
      ),
    ).toMatchInlineSnapshot(
      `"(create-table name:t elements:[(column-definition name:a constraints:[(column-constraint type:not-null) (column-constraint type:auto-increment)] type:(type-name name:int unsigned arrayDimensions:0)) (column-definition name:b constraints:[(column-constraint type:comment expression:'c')] type:(type-name name:enum args:['x' 'y'] arrayDimensions:0)) (table-constraint type:primary-key columns:[(index-column expression:a)]) (table-constraint type:unique columns:[(index-column expression:b prefixLength:10 direction:DESC)] name:u)] options:[(option name:ENGINE value:InnoDB) (option name:CHARSET value:utf8mb4)])"`,
    );
    expect(
      checkTree(
        "sqlite",
        "create table t (a integer primary key autoincrement, b, c as (b + 1) stored, check (b > 0)) strict, without rowid",
      ),
    ).toMatchInlineSnapshot(
      `"(create-table name:t elements:[(column-definition name:a constraints:[(column-constraint type:primary-key options:[(option name:AUTOINCREMENT)])] type:(type-name name:integer arrayDimensions:0)) (column-definition name:b) (column-definition name:c constraints:[(column-constraint type:generated expression:(+ b 1) storage:stored)]) (table-constraint type:check expression:(> b 0))] options:[(option name:STRICT) (option name:WITHOUT ROWID)])"`,
    );
  });

  test("what an engine lacks is read, and is a problem", () => {
    expect(checkTree("sqlite", "create unlogged table t (a int)")).toMatchInlineSnapshot(`
      "(create-table name:t elements:[(column-definition name:a type:(type-name name:int arrayDimensions:0))] unlogged)
      unavailable unlogged: SQLite has no unlogged tables."
    `);
    expect(checkTree("postgres", "create table t (a int) engine=InnoDB")).toMatchInlineSnapshot(`
      "(create-table name:t elements:[(column-definition name:a type:(type-name name:int arrayDimensions:0))])
      syntax engine: Did not expect engine here."
    `);
    expect(checkTree("mariadb", "drop index i on t cascade")).toMatchInlineSnapshot(`
      "(drop object:index names:[i] on:t)
      syntax cascade: Did not expect cascade here."
    `);
  });

  test("half a definition keeps what is there", () => {
    expect(checkTree("postgres", "create table t (a int not null, b")).toMatchInlineSnapshot(`
      "(create-table name:t elements:[(column-definition name:a constraints:[(column-constraint type:not-null)] type:(type-name name:int arrayDimensions:0)) (column-definition name:b)])
      syntax : Expected a type, but the statement ends."
    `);
    expect(checkTree("postgres", "create table t (a int, , b text)")).toMatchInlineSnapshot(`
      "(create-table name:t elements:[(column-definition name:a type:(type-name name:int arrayDimensions:0)) (column-definition name:·) (column-definition name:b type:(type-name name:text arrayDimensions:0))])
      syntax ,: Expected a name, but found ,."
    `);
    expect(checkTree("mysql", "alter table t add column")).toMatchInlineSnapshot(`
      "(alter-table object:table name:t actions:[(alter-action type:add-column definition:(column-definition name:·) column:·)])
      syntax : Expected a name, but the statement ends."
    `);
  });

  test("changes", () => {
    expect(
      checkTree(
        "postgres",
        "alter table if exists t add a int, alter b type text using b::text, drop constraint if exists c cascade",
      ),
    ).toMatchInlineSnapshot(
      `"(alter-table object:table name:t actions:[(alter-action type:add-column definition:(column-definition name:a type:(type-name name:int arrayDimensions:0)) column:a) (alter-action type:alter-column-type column:b columnType:(type-name name:text arrayDimensions:0) using:(cast operand:b type:(type-name name:text arrayDimensions:0) style:colons)) (alter-action type:drop-constraint ifExists name:c cascade)] ifExists)"`,
    );
    expect(
      checkTree(
        "mysql",
        "alter table t modify a bigint not null first, change b c text, algorithm=inplace",
      ),
    ).toMatchInlineSnapshot(
      `"(alter-table object:table name:t actions:[(alter-action type:modify-column definition:(column-definition name:a constraints:[(column-constraint type:not-null)] type:(type-name name:bigint arrayDimensions:0)) column:a position:first) (alter-action type:change-column column:b definition:(column-definition name:c type:(type-name name:text arrayDimensions:0)) newName:c) (alter-action type:algorithm value:INPLACE)])"`,
    );
    expect(
      checkTree("tsql", "alter table t add constraint d default (1) for a"),
    ).toMatchInlineSnapshot(
      `"(alter-table object:table name:t actions:[(alter-action type:set-default name:d expression:1 column:a)])"`,
    );
  });

  test("indexes and views", () => {
    expect(
      checkTree(
        "postgres",
        "create unique index concurrently i on t using gin (lower(a) text_ops desc nulls last) include (b) where c > 1",
      ),
    ).toMatchInlineSnapshot(
      `"(create-index unique table:t columns:[(index-column expression:(call name:lower args:[a] parenthesized) opclass:text_ops direction:DESC nulls:LAST)] concurrently name:i method:gin include:[b] where:(where condition:(> c 1)))"`,
    );
    expect(
      checkTree(
        "mysql",
        "create or replace algorithm=merge view v (a) as select 1 with check option",
      ),
    ).toMatchInlineSnapshot(
      `"(create-view name:v orReplace columns:[a] query:(select items:[(select-item expression:1)]) checkOption:DEFAULT)"`,
    );
  });
});

describe("bodies", () => {
  test("in a dollar string keep the offsets of the statement", () => {
    const sql =
      "create function f(a int) returns int language plpgsql as $$ declare x int := a; begin select b into x from t; return x; end $$";
    const { root } = parse(singleStatement(sql, testDialect("postgres")));
    const tables = [...descendants(root)].filter((it) => it.kind === "table");
    expect(tables.map((it) => sql.slice(it.start, it.end))).toEqual(["t"]);
    expect(checkTree("postgres", sql)).toMatchInlineSnapshot(
      `"(create-routine type:function name:f parameters:[(routine-parameter name:a type:(type-name name:int arrayDimensions:0))] options:[(option name:LANGUAGE value:plpgsql)] returns:(type-name name:int arrayDimensions:0) language:plpgsql source:' declare x int := a; begin select b into x from t; return x; end ' body:(block declarations:[(declaration names:[x] type:(type-name name:int arrayDimensions:0) default:a)] statements:[(select items:[(select-item expression:b)] into:(into targets:[x]) from:(from relations:[(table name:t)])) (return value:x)]))"`,
    );
  });

  test("in a quoted string", () => {
    const sql = "create function f() returns int language sql as 'select a from t'";
    const { root } = parse(singleStatement(sql, testDialect("postgres")));
    const tables = [...descendants(root)].filter((it) => it.kind === "table");
    expect(tables.map((it) => sql.slice(it.start, it.end))).toEqual(["t"]);
  });

  test("whose language is not known are left alone", () => {
    expect(
      checkTree(
        "postgres",
        "create function f() returns int language plpython3u as $$ return [ $$",
      ),
    ).not.toContain("syntax");
  });

  test("say what is wrong inside", () => {
    expect(
      checkTree("postgres", "do $$ begin if a then x := ; end if; end $$"),
    ).toMatchInlineSnapshot(`
      "(do source:' begin if a then x := ; end if; end ' body:(block statements:[(if branches:[{condition:a statements:[(set-variable items:[(set-item targets:[x] value:…)])]}])]))
      syntax ;: Expected an expression, but found ;."
    `);
  });

  test("of statements", () => {
    expect(
      checkTree(
        "mysql",
        "create procedure p(in a int) begin declare x int default 0; declare exit handler for sqlexception rollback; if a > 1 then set x = 1; else update t set b = x; end if; l: loop leave l; end loop; end",
      ),
    ).toMatchInlineSnapshot(
      `"(create-routine type:procedure name:p parameters:[(routine-parameter mode:IN name:a type:(type-name name:int arrayDimensions:0))] body:(block declarations:[(declaration names:[x] type:(type-name name:int arrayDimensions:0) default:0)] statements:[(if branches:[{condition:(> a 1) statements:[(set-variable items:[(set-item targets:[x] value:1)])]}] otherwise:[(update relations:[(table name:t)] set:[(set-item targets:[b] value:x)])]) (loop type:loop statements:[(leave type:exit label:l)] label:l)] handlers:[(handler conditions:[SQLEXCEPTION] action:EXIT statements:[(transaction action:rollback)])]))"`,
    );
    expect(
      checkTree(
        "sqlite",
        "create trigger g after update of a on t when new.a > 1 begin update u set b = 1; select 2; end",
      ),
    ).toMatchInlineSnapshot(
      `"(create-trigger name:g events:[(trigger-event event:UPDATE columns:[a])] timing:AFTER table:t when:(> new.a 1) body:(block statements:[(update relations:[(table name:u)] set:[(set-item targets:[b] value:1)]) (select items:[(select-item expression:2)])]))"`,
    );
    expect(
      checkTree(
        "tsql",
        "create proc p @a int = 1 as begin try insert into t values (@a) end try begin catch throw end catch",
      ),
    ).toMatchInlineSnapshot(
      `"(create-routine type:procedure name:p parameters:[(routine-parameter name:@a type:(type-name name:int arrayDimensions:0) default:1)] body:(block statements:[(insert verb:insert table:t source:(values rows:[(values-row values:[(variable name:a)])]))] handlers:[(handler statements:[(raise level:THROW)])]))"`,
    );
  });
});

describe("utility statements", () => {
  test("have nodes of their own", () => {
    expect(
      checkTree("postgres", "grant select (a), update on s.t to r, public with grant option"),
    ).toMatchInlineSnapshot(
      `"(grant privileges:[(privilege name:SELECT columns:[a]) (privilege name:UPDATE)] names:[s.t] grantees:[(grantee name:r) (grantee public)] object:table grantOption)"`,
    );
    expect(
      checkTree("postgres", "alter type m add value if not exists 'x' before 'y'"),
    ).toMatchInlineSnapshot(
      `"(alter-object object:type action:add-value name:m values:['x'] placement:{before neighbor:'y'})"`,
    );
    expect(
      checkTree("postgres", "create policy p on t as restrictive for select to r using (a = 1)"),
    ).toMatchInlineSnapshot(
      `"(create-object object:policy name:p on:t policy:(policy command:SELECT roles:[r] using:(= a 1)))"`,
    );
    expect(checkTree("postgres", "vacuum (full, analyze) t (a)")).toMatchInlineSnapshot(
      `"(maintenance verb:vacuum names:[t] options:[(option name:FULL) (option name:ANALYZE)] full)"`,
    );
    expect(checkTree("mysql", "set global x = 1, @a := 2")).toMatchInlineSnapshot(
      `"(set verb:set assignments:[{name:x range:{} values:[1]} {name:@a range:{} values:[2]}] scope:GLOBAL)"`,
    );
    expect(checkTree("sqlite", "pragma table_info('t')")).toMatchInlineSnapshot(
      `"(set verb:pragma assignments:[{name:table_info range:table_info values:['t']}])"`,
    );
    expect(checkTree("postgres", "explain (analyze, buffers off) select 1")).toMatchInlineSnapshot(
      `"(explain analyze options:[(option name:ANALYZE) (option name:BUFFERS value:off)] statement:(select items:[(select-item expression:1)]))"`,
    );
    expect(checkTree("postgres", "comment on column s.t.a is 'x'")).toMatchInlineSnapshot(
      `"(comment object:column name:s.t.a text:'x')"`,
    );
  });

  test("of another engine are named in the problem", () => {
    expect(checkTree("sqlite", "listen x")).toMatchInlineSnapshot(`
      "(other verb:listen names:[x])
      unavailable listen x: SQLite has no LISTEN."
    `);
    expect(checkTree("postgres", "pragma x = 1")).toMatchInlineSnapshot(`
      "(set verb:pragma assignments:[{name:x range:x values:[1]}])
      unavailable pragma x = 1: PostgreSQL has no PRAGMA."
    `);
  });
});

describe("what could stand", () => {
  test("after a column's type", () => {
    const found = checkExpected("postgres", "create table t (a int $0");
    expect(found).toEqual(
      expect.arrayContaining(["NOT", "DEFAULT", "PRIMARY", "REFERENCES", "CHECK"]),
    );
    expect(found).not.toContain("AUTO_INCREMENT");
  });
  test("names of tables", () => {
    expect(checkExpected("postgres", "drop table $0")).toContain("<table>");
    expect(checkExpected("postgres", "alter table $0")).toContain("<table>");
    expect(checkExpected("mysql", "create index i on $0")).toContain("<table>");
    expect(checkExpected("postgres", "vacuum $0")).toContain("<table>");
  });
  test("what can be created is the engine's", () => {
    expect(checkExpected("sqlite", "create $0")).not.toContain("SCHEMA");
    expect(checkExpected("postgres", "create $0")).toEqual(
      expect.arrayContaining(["TABLE", "SCHEMA", "EXTENSION", "UNIQUE", "FUNCTION"]),
    );
  });
});
