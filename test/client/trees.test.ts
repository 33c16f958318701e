/** The rows of the trees, read as a person would read them. */
import { expect, test } from "vitest";
import {
  type ConnectionWords,
  connectionRow,
  escapeMarkdown,
  problemRow,
  schemaRows,
} from "../../client/src/trees/connection-rows.ts";
import {
  type MigrationBranch,
  type MigrationWords,
  migrationRows,
} from "../../client/src/trees/migration-rows.ts";
import type {
  ConnectionInfo,
  MigrationInfo,
  SchemaNode,
} from "../../server/src/protocol/messages.ts";

const WORDS: ConnectionWords = {
  readOnly: "read-only",
  active: "active",
  retry: "try again",
  opening: "connecting",
  failed: "failed",
  closed: "not connected",
  open: "connected",
  nothingHere: "Nothing here",
  noMatch: "No match",
};
const MIGRATION_WORDS: MigrationWords = {
  groups: {
    applied: "Applied",
    pending: "Pending",
    missing: "Missing",
    changed: "Changed",
    failed: "Failed",
  },
  problem: "Problem",
  findings: (n) => `${n} findings`,
  irreversible: "no way back",
  nMigrations: (n) => `${n} migrations`,
  noMigrations: "No migrations",
};

function connection(more: Partial<ConnectionInfo>): ConnectionInfo {
  return {
    name: "shop",
    engine: "sqlite",
    target: "sqlite:shop.db",
    readOnly: false,
    active: false,
    state: "closed",
    origin: "settings",
    ...more,
  };
}

test("a connection says its engine, its guard and whether it is active", () => {
  const row = connectionRow(
    connection({ environment: "production", readOnly: true, active: true, state: "open" }),
    WORDS,
  );
  expect(row).toMatchObject({
    label: "shop",
    description: "active · production · read-only · sqlite",
    iconColor: "charts.red",
    context: "connection open settings active",
    branch: "expanded",
    spoken: "shop, active · production · read-only · sqlite, connected, sqlite:shop.db",
  });
});

test("a failed connection shows why in its tooltip and a way to try again", () => {
  const error = { tag: "refused", message: "Nothing answers at *localhost*." };
  expect(connectionRow(connection({ state: "failed", error }), WORDS).tooltip).toContain(
    "Nothing answers at \\*localhost\\*",
  );
  expect(problemRow("shop", error, WORDS)).toMatchObject({
    label: error.message,
    description: "try again",
    command: { id: "sqlx.connections.connect" },
  });
});

const NODES: readonly SchemaNode[] = [
  {
    path: ["main", "orders"],
    kind: "table",
    label: "orders",
    hasChildren: true,
    sqlName: "orders",
    detail: "120 rows",
  },
  {
    path: ["main", "Order Items"],
    kind: "table",
    label: "Order Items",
    hasChildren: true,
    sqlName: '"Order Items"',
  },
  {
    path: ["main", "customers"],
    kind: "view",
    label: "customers",
    hasChildren: true,
    sqlName: "customers",
  },
];

function checkRows(nodes: readonly SchemaNode[], filter = ""): string {
  return schemaRows("shop", nodes, filter, WORDS)
    .map(
      ({ row }) =>
        `${row.icon} ${row.label}${row.description === undefined ? "" : ` (${row.description})`} [${row.context}]`,
    )
    .join("\n");
}

test("tables and views are relations with names", () => {
  expect(checkRows(NODES)).toMatchInlineSnapshot(`
    "table orders (120 rows) [schema table relation named]
    table Order Items [schema table relation named]
    eye customers [schema view relation named]"
  `);
});

test("the filter takes parts of names in any order and case", () => {
  expect(checkRows(NODES, "items ORD")).toMatchInlineSnapshot(
    `"table Order Items [schema table relation named]"`,
  );
  expect(checkRows(NODES, "zzz")).toMatchInlineSnapshot(`"info No match [schema note]"`);
});

test("columns say what their type does not", () => {
  const column = (label: string, detail: string, flags: SchemaNode["flags"]): SchemaNode => ({
    path: ["main", "t", label],
    kind: "column",
    label,
    detail,
    hasChildren: false,
    flags,
  });
  expect(
    checkRows([
      column("id", "bigint", ["primary"]),
      column("customer_id", "bigint", ["foreign", "nullable"]),
      column("note", "text", ["nullable"]),
      column("total", "numeric not null", ["generated"]),
    ]),
  ).toMatchInlineSnapshot(`
    "key id (bigint · not null) [schema column]
    references customer_id (bigint) [schema column]
    symbol-field note (text) [schema column]
    symbol-field total (numeric not null · generated) [schema column]"
  `);
});

test("names that are markup stay text", () => {
  expect(escapeMarkdown("[a](b) **c** <d>")).toBe("\\[a\\]\\(b\\) \\*\\*c\\*\\* \\<d\\>");
});

function migration(
  version: string,
  state: MigrationInfo["state"],
  more: Partial<MigrationInfo> = {},
): MigrationInfo {
  return { version, name: "x", state, reversible: true, findings: 0, ...more };
}

test("migrations by state: what needs attention first, the newest applied first", () => {
  const draw = (branches: readonly MigrationBranch[], indent = ""): string =>
    branches
      .map(
        (it) =>
          `${indent}${it.row.label}${it.row.description === undefined ? "" : ` (${it.row.description})`}\n${draw(it.children, `${indent}  `)}`,
      )
      .join("");
  const rows = migrationRows(
    {
      dir: "db",
      format: "auto",
      connection: "shop",
      pending: 1,
      problem: { tag: "config", message: "Two migrations are called 0003." },
      migrations: [
        migration("0001", "applied", { appliedAt: "2026-11-01T10:00:00Z" }),
        migration("0002", "applied"),
        migration("0003", "pending", { findings: 2, reversible: false }),
        migration("0004", "failed"),
      ],
    },
    MIGRATION_WORDS,
  );
  expect(draw(rows)).toMatchInlineSnapshot(`
    "Two migrations are called 0003.
    Failed (1)
      x (0004)
    Pending (1)
      x (0003 · 2 findings · no way back)
    Applied (2)
      x (0002)
      x (0001 · 2026-11-01 10:00)
    "
  `);
});
