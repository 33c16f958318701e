/** What the client decides without the editor: restarts, URLs, headers, settings, when to start. */
import { expect, test } from "vitest";
import { hasLikelySql } from "../../client/src/session/likely-sql.ts";
import { nested } from "../../client/src/session/nested.ts";
import { restartDecision } from "../../client/src/session/restarts.ts";
import { proposedName, serverUrl, splitPassword } from "../../client/src/ui/connection-url.ts";
import { headerEdit } from "../../client/src/ui/header.ts";
import { planRows, treeMove } from "../../client/src/webviews/plan/model.ts";
import type { PlanNode } from "../../server/src/protocol/messages.ts";

test("pauses grow, old crashes are forgotten, and it ends", () => {
  const after = (...times: readonly number[]): string => {
    const it = restartDecision(times, times.at(-1) ?? 0);
    return it.tag === "restart" ? `${it.delayMs}` : it.tag;
  };
  expect([
    after(0),
    after(0, 1),
    after(0, 1, 2),
    after(0, 1, 2, 3, 4),
    after(0, 1, 2, 3, 400_000),
  ]).toEqual(["250", "500", "1000", "give-up", "250"]);
});

test("URLs are made of fields, and a pasted password leaves them", () => {
  expect(
    serverUrl({
      scheme: "postgres",
      host: "db.example.com",
      port: 5433,
      user: "me@x",
      database: "a/b",
    }),
  ).toBe("postgres://me%40x@db.example.com:5433/a%2Fb");
  expect(serverUrl({ scheme: "mysql", host: "::1", port: undefined, user: "", database: "" })).toBe(
    "mysql://[::1]",
  );
  expect(splitPassword("postgres://me:p%40ss:w@h/db?x=1")).toEqual({
    url: "postgres://me@h/db?x=1",
    password: "p@ss:w",
  });
  expect(splitPassword("sqlite:C:\\a\\b.db")).toEqual({ url: "sqlite:C:\\a\\b.db" });
  expect(splitPassword("postgres://h:5432/db")).toEqual({ url: "postgres://h:5432/db" });
});

test("a proposed name is short and free", () => {
  expect([
    proposedName("sqlite:data/shop.db", []),
    proposedName("postgres://me@h/shop?a=b", ["shop"]),
    proposedName("sqlite::memory:", []),
  ]).toEqual(["shop", "shop-2", "memory"]);
});

test("the header of a file keeps its other keys", () => {
  expect(headerEdit(["SELECT 1"], "dialect", "mysql")).toEqual({
    line: 0,
    how: "insert",
    text: "-- sqlx: dialect=mysql",
  });
  expect(headerEdit(["", "-- sqlx: connection=shop dialect=sqlite"], "dialect", "mysql")).toEqual({
    line: 1,
    how: "replace",
    text: "-- sqlx: connection=shop dialect=mysql",
  });
  expect(headerEdit(['-- sqlx: connection="my shop"'], "connection", "other")).toEqual({
    line: 0,
    how: "replace",
    text: "-- sqlx: connection=other",
  });
});

test("dotted settings become the object of the configuration file", () => {
  expect(
    nested([
      ["format.indent", 4],
      ["format.commas", "leading"],
      ["active", "a"],
      ["active", "b"],
    ]),
  ).toEqual({ format: { indent: 4, commas: "leading" }, active: "b" });
});

test("the server starts for files that hold SQL and for no others", () => {
  const starts = [
    "db.query(`SELECT 1`)",
    'x = """\n  select * from t"""',
    "sql`x`",
    "/* sql */ `x`",
    "conn.execute(f'INSERT INTO t VALUES (1)')",
  ];
  const rests = [
    "const a = 1; // select the best",
    "import { select } from 'd3'",
    "const sqlite = 1",
  ];
  expect(starts.filter((it) => !hasLikelySql(it))).toEqual([]);
  expect(rests.filter(hasLikelySql)).toEqual([]);
});

const PLAN: PlanNode = {
  label: "Join",
  elapsedMs: 10,
  children: [
    {
      label: "Scan",
      on: "orders",
      elapsedMs: 6,
      estimatedRows: 10,
      actualRows: 9_999,
      children: [],
    },
    { label: "Seek", elapsedMs: 1, children: [] },
  ],
};

test("a plan shows where the time goes and where the estimate is off", () => {
  const rows = planRows(PLAN, new Set()).map(
    (it) =>
      `${"  ".repeat(it.level - 1)}${it.node.label} ${Math.round((it.share ?? 0) * 100)} % x${it.misestimate}`,
  );
  expect(rows.join("\n")).toMatchInlineSnapshot(`
    "Join 30 % x0
      Scan 60 % x909
      Seek 10 % x0"
  `);
});

test("keys walk the tree of a plan", () => {
  const rows = planRows(PLAN, new Set());
  expect([
    treeMove(rows, "0", "ArrowRight"),
    treeMove(rows, "0.1", "ArrowLeft"),
    treeMove(rows, "0", "ArrowLeft"),
    treeMove(planRows(PLAN, new Set(["0"])), "0", "ArrowRight"),
    treeMove(rows, "0", "End"),
  ]).toEqual([
    { focus: "0.0" },
    { focus: "0" },
    { collapse: "0" },
    { expand: "0" },
    { focus: "0.1" },
  ]);
});

test("a plan of any depth is laid out", () => {
  let deep: PlanNode = { label: "leaf", children: [] };
  for (let level = 0; level < 20_000; level += 1) {
    deep = { label: "step", children: [deep] };
  }
  expect(planRows(deep, new Set())).toHaveLength(20_001);
});
