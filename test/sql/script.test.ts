import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editScript, script, statementAt } from "../../server/src/sql/script.ts";
import { TEST_ENGINES, testDialect } from "../packs.ts";

/** The statements' texts without outer white space, each on a line of its own. */
function checkSplit(engine: string, text: string): readonly string[] {
  const made = script(text, testDialect(engine));
  expect(made.statements.map((it) => it.text).join("")).toBe(text);
  return made.statements.map((it) => it.text.trim()).filter((it) => it !== "");
}

describe("statements end", () => {
  test("at semicolons that are not in strings, comments or dollar quotes", () => {
    expect(checkSplit("postgres", "select ';' /* ; */ -- ;\n; select $$;$$; select 1")).toEqual([
      "select ';' /* ; */ -- ;\n;",
      "select $$;$$;",
      "select 1",
    ]);
  });

  test("with the comment behind them on the same line", () => {
    expect(checkSplit("postgres", "select 1; -- one\n-- two\nselect 2;")).toEqual([
      "select 1; -- one",
      "-- two\nselect 2;",
    ]);
  });

  test("after the body of a routine", () => {
    const body = "begin if a then select 1; else select case when b then 1 end; end if; end";
    expect(checkSplit("mysql", `create procedure p() ${body}; select 2;`)).toEqual([
      `create procedure p() ${body};`,
      "select 2;",
    ]);
    const loops =
      "begin while x do set x = 1; end while; repeat set y = 2; until z end repeat; l: loop leave l; end loop; end";
    expect(checkSplit("mysql", `create function f() returns int ${loops}; select 2`)).toEqual([
      `create function f() returns int ${loops};`,
      "select 2",
    ]);
  });

  test("after BEGIN, where it begins a transaction", () => {
    expect(checkSplit("postgres", "begin; select 1; commit;")).toEqual([
      "begin;",
      "select 1;",
      "commit;",
    ]);
  });

  test("after BEGIN ATOMIC … END", () => {
    const routine =
      "create function f() returns int begin atomic select 1; select case when a then b end; end;";
    expect(checkSplit("postgres", `${routine} select 2;`)).toEqual([routine, "select 2;"]);
  });

  test("after a trigger with an upsert in it", () => {
    const trigger =
      "create trigger t after insert on a begin insert into b values (1) on conflict (x) do nothing; end;";
    expect(checkSplit("sqlite", `${trigger} select 1;`)).toEqual([trigger, "select 1;"]);
  });

  test("where the client's delimiter stands", () => {
    expect(
      checkSplit(
        "mysql",
        "DELIMITER //\ncreate procedure p() begin select 1; end//\nDELIMITER ;\nselect 1; select 2",
      ),
    ).toEqual([
      "DELIMITER //",
      "create procedure p() begin select 1; end//",
      "DELIMITER ;",
      "select 1;",
      "select 2",
    ]);
  });

  test("at batch separators, and where the next statement begins", () => {
    expect(
      checkSplit(
        "tsql",
        "select 1\nupdate t\nset a = 1\ninsert into t\nselect 2\nGO\ncreate proc p as\nselect 1;\nselect 2\nGO 5\nif 1 = 1\nselect 3\nbegin tran\ncommit",
      ),
    ).toEqual([
      "select 1",
      "update t\nset a = 1",
      "insert into t\nselect 2",
      "GO",
      "create proc p as\nselect 1;\nselect 2",
      "GO 5",
      "if 1 = 1\nselect 3",
      "begin tran",
      "commit",
    ]);
  });

  test("after the one statement that belongs to a condition", () => {
    expect(
      checkSplit(
        "tsql",
        "if object_id('t') is not null drop table t\nselect 1\nif a = 1 begin\nselect 2\nend\nelse\nselect 3\nselect 4",
      ),
    ).toEqual([
      "if object_id('t') is not null drop table t",
      "select 1",
      "if a = 1 begin\nselect 2\nend\nelse\nselect 3",
      "select 4",
    ]);
  });

  test("at a slash on its own line", () => {
    const body =
      "create procedure p is\n  x int;\n  procedure q is begin null; end;\nbegin\n  if x then y; end if;\nend;";
    expect(checkSplit("oracle", `${body}\n/\nselect 1 from dual;`)).toEqual([
      body,
      "/",
      "select 1 from dual;",
    ]);
  });

  test("at the end of a client's line", () => {
    expect(checkSplit("postgres", "\\d t\nselect 1 \\gset\nselect 2;")).toEqual([
      "\\d t",
      "select 1 \\gset",
      "select 2;",
    ]);
    expect(checkSplit("sqlite", ".mode csv\nselect 1;")).toEqual([".mode csv", "select 1;"]);
  });

  test("after the rows of COPY", () => {
    expect(checkSplit("postgres", "copy t from stdin;\n1\ta;b\n\\.\nselect 1;")).toEqual([
      "copy t from stdin;\n1\ta;b\n\\.",
      "select 1;",
    ]);
  });
});

describe("an edit", () => {
  const text = "select 1;\nselect 2;\nselect 3;\nselect 4;\nselect 5;\n";

  test("keeps the statements that it does not touch", () => {
    const before = script(text, testDialect("postgres"));
    const at = text.indexOf("3") + 1;
    const after = editScript(before, [{ range: { start: at, end: at }, text: "3, 4" }]);
    expect(after.text).toBe(text.replace("3", "33, 4"));
    const kept = after.statements.map((it) => before.statements.includes(it));
    expect(kept).toEqual([true, true, false, true, true, true]);
    expect(statementAt(after, after.text.indexOf("5")).statement).toBe(before.statements[4]);
  });

  test("gives the same statements as reading the text anew", () => {
    const pieces = [
      ";",
      "\n",
      "'",
      "select 1",
      "/*",
      "*/",
      "$$",
      "begin",
      "end",
      " ",
      "--",
      "create procedure p() ",
      "DELIMITER //\n",
      "GO\n",
      "\\.",
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...TEST_ENGINES),
        fc.array(fc.constantFrom(...pieces), { maxLength: 40 }),
        fc.nat(),
        fc.nat(20),
        fc.array(fc.constantFrom(...pieces), { maxLength: 3 }),
        (engine, parts, place, length, inserted) => {
          const dialect = testDialect(engine);
          const old = script(parts.join(""), dialect);
          const start = place % (old.text.length + 1);
          const end = Math.min(old.text.length, start + length);
          const made = editScript(old, [{ range: { start, end }, text: inserted.join("") }]);
          const fresh = script(made.text, dialect);
          expect(made.starts).toEqual(fresh.starts);
          expect(made.statements).toEqual(fresh.statements);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
