/** The language server as any editor sees it: a process, stdio, standard requests. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startClient, type TestClient } from "./client.ts";

const URI = "file:///untitled/a.sql";
const DDL = `
CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id integer PRIMARY KEY, user_id integer NOT NULL REFERENCES users (id), total numeric);
`;

let folder: string;
let client: TestClient & { readonly capabilities: Readonly<Record<string, unknown>> };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sqlx-lsp-"));
  const db = new Database(join(folder, "shop.db"));
  db.exec(DDL);
  db.exec("INSERT INTO users VALUES (1, 'a@example.com', 'Ada'), (2, 'b@example.com', NULL)");
  db.close();
  client = await startClient({
    root: folder,
    config: { dialect: "sqlite", connections: { shop: { url: "sqlite:shop.db" } }, active: "shop" },
  });
});

afterAll(async () => {
  await client.stop();
  rmSync(folder, { recursive: true, force: true });
});

const position = (text: string) => {
  const before = text.slice(0, text.indexOf("$0")).split("\n");
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
};

let documents = 0;
function opened(marked: string, languageId = "sql") {
  documents += 1;
  const uri = `file:///untitled/${documents}.sql`;
  client.open(uri, marked.replace("$0", ""), languageId);
  return { textDocument: { uri }, position: position(marked) };
}

test("what is advertised has a handler", () => {
  expect(Object.keys(client.capabilities).sort()).toEqual([
    "callHierarchyProvider",
    "codeActionProvider",
    "codeLensProvider",
    "completionProvider",
    "definitionProvider",
    "diagnosticProvider",
    "documentFormattingProvider",
    "documentHighlightProvider",
    "documentLinkProvider",
    "documentOnTypeFormattingProvider",
    "documentRangeFormattingProvider",
    "documentSymbolProvider",
    "executeCommandProvider",
    "foldingRangeProvider",
    "hoverProvider",
    "implementationProvider",
    "inlayHintProvider",
    "inlineCompletionProvider",
    "linkedEditingRangeProvider",
    "positionEncoding",
    "referencesProvider",
    "renameProvider",
    "selectionRangeProvider",
    "semanticTokensProvider",
    "signatureHelpProvider",
    "textDocumentSync",
    "typeDefinitionProvider",
    "workspaceSymbolProvider",
  ]);
});

test("a connection opens, its catalog completes", async () => {
  const answer = await client.request<{ ok: boolean }>("sqlx/connections/open", { name: "shop" });
  expect(answer.ok).toBe(true);
  const { items } = await client.request<{ items: { label: string }[] }>(
    "textDocument/completion",
    opened("SELECT u.$0 FROM users u"),
  );
  expect(items.slice(0, 3).map((it) => it.label)).toEqual(["id", "email", "name"]);
});

test("hover and definition", async () => {
  const hover = await client.request<{ contents: { value: string } }>(
    "textDocument/hover",
    opened("SELECT em$0ail FROM users"),
  );
  expect(hover.contents.value).toContain("users.email");
  const links = await client.request<{ targetUri: string }[]>(
    "textDocument/definition",
    opened("SELECT * FROM us$0ers"),
  );
  expect(links[0]?.targetUri).toMatch(/^sqlx-ddl:\/shop\/users\.sql\?/u);
});

test("findings are pulled and carry their fixes", async () => {
  const place = opened("DELETE FROM users;$0");
  const { items } = await client.request<{
    items: { code: string; source: string; severity: number }[];
  }>("textDocument/diagnostic", place);
  expect(items.map((it) => `${it.source} ${it.code} ${it.severity}`)).toEqual([
    "sqlx correctness/delete-without-where 1",
  ]);
});

test("a statement runs into rows, and asks for parameters", async () => {
  const place = opened("SELECT id, name FROM users WHERE id >= :least ORDER BY id$0");
  const range = { start: place.position, end: place.position };
  const asks = await client.request<{ asks: { name: string; hint: string }[] }[]>("sqlx/run", {
    uri: place.textDocument.uri,
    range,
    runId: "1",
  });
  expect(asks[0]?.asks).toEqual([{ name: ":least", hint: "id" }]);
  const [outcome] = await client.request<{ rows: unknown[][]; columns: { name: string }[] }[]>(
    "sqlx/run",
    {
      uri: place.textDocument.uri,
      range,
      runId: "2",
      parameters: { ":least": "1" },
    },
  );
  expect(outcome?.columns.map((it) => it.name)).toEqual(["id", "name"]);
  expect(outcome?.rows).toEqual([
    [1, "Ada"],
    [2, null],
  ]);
});

test("a statement is translated by a code action", async () => {
  const place = opened("SELECT ifnull(name, 'x') FROM users LIMIT 2, 5$0");
  const range = { start: place.position, end: place.position };
  const actions = await client.request<
    { title: string; kind: string; edit?: { changes: Record<string, { newText: string }[]> } }[]
  >("textDocument/codeAction", {
    ...place,
    range,
    context: { diagnostics: [], only: ["refactor.rewrite.sqlx.translate.postgres"] },
  });
  expect(actions.map((it) => it.kind)).toEqual(["refactor.rewrite.sqlx.translate.postgres"]);
  expect(actions[0]?.edit?.changes[place.textDocument.uri]?.[0]?.newText).toBe(
    "SELECT COALESCE(name, 'x') FROM users LIMIT 5 OFFSET 2",
  );
});

test("ghost text completes a join", async () => {
  const place = opened("SELECT * FROM users u JOIN $0");
  const answer = await client.request<{ insertText: string }[]>("textDocument/inlineCompletion", {
    ...place,
    context: { triggerKind: 1 },
  });
  expect(answer[0]?.insertText).toBe("orders o ON o.user_id = u.id");
});

test("the schema tree", async () => {
  const top = await client.request<{ value: { label: string; detail: string; path: string[] }[] }>(
    "sqlx/schema/children",
    { connection: "shop", path: [] },
  );
  expect(top.value.map((it) => `${it.label} ${it.detail}`)).toEqual(["Tables 2"]);
  const tables = await client.request<{ value: { label: string }[] }>("sqlx/schema/children", {
    connection: "shop",
    path: top.value[0]?.path,
  });
  expect(tables.value.map((it) => it.label)).toEqual(["orders", "users"]);
});

test("a broken connection says why and what to do, and nothing else stops", async () => {
  writeFileSync(
    join(folder, "no.db"),
    "this is no database, whatever its name says; it is long enough to be one though",
  );
  const bad = await startClient({
    root: folder,
    config: { connections: { no: { url: "sqlite:no.db" }, gone: { url: "sqlite:missing/x.db" } } },
  });
  const refused = await bad.request<{ ok: boolean; error: { message: string } }>(
    "sqlx/connections/open",
    { name: "no" },
  );
  expect(refused.ok).toBe(false);
  expect(refused.error.message).toContain("is not a database");
  const missing = await bad.request<{ ok: boolean; error: { message: string } }>(
    "sqlx/connections/open",
    { name: "gone" },
  );
  expect(missing.ok).toBe(false);
  bad.open(URI, "SELECT ");
  const { items } = await bad.request<{ items: unknown[] }>("textDocument/completion", {
    textDocument: { uri: URI },
    position: { line: 0, character: 7 },
  });
  expect(items.length).toBeGreaterThan(0);
  await bad.stop();
});

test("a bad setting is marked in sqlx.json", async () => {
  const text = '{\n  "dialect": "klingon",\n  "rules": { "perf/select-star": "loud" }\n}';
  const uri = "file:///untitled/sqlx.json";
  client.open(uri, text, "jsonc");
  const { items } = await client.request<{
    items: { message: string; range: { start: { line: number } } }[];
  }>("textDocument/diagnostic", { textDocument: { uri } });
  expect(items.map((it) => it.range.start.line)).toEqual([2, 1]);
  expect(items[1]?.message).toContain('"klingon" is no dialect');
});

test("an editor that cannot pull findings is sent them", async () => {
  const pushed = await startClient({ config: { dialect: "postgres" }, pulls: false });
  const arrived = new Promise<{ uri: string; diagnostics: { code: string }[] }>((resolve) => {
    pushed.connection.onNotification("textDocument/publishDiagnostics", resolve);
  });
  pushed.open(URI, "DELETE FROM users");
  const { uri, diagnostics } = await arrived;
  expect(uri).toBe(URI);
  expect(diagnostics.map((it) => it.code)).toContain("correctness/delete-without-where");
  await pushed.stop();
});

test("an untrusted workspace connects to nothing", async () => {
  const untrusted = await startClient({
    root: folder,
    config: { connections: { shop: { url: "sqlite:shop.db" } } },
    initializationOptions: { trusted: false },
  });
  const answer = await untrusted.request<{ ok: boolean; error: { message: string } }>(
    "sqlx/connections/open",
    { name: "shop" },
  );
  expect(answer.ok).toBe(false);
  expect(answer.error.message).toContain("not trusted");
  await untrusted.stop();
});

test("formatting keeps comments", async () => {
  const place = opened("select a,b -- why\nfrom t where a=1$0");
  const edits = await client.request<{ newText: string }[]>("textDocument/formatting", {
    ...place,
    options: { tabSize: 2, insertSpaces: true },
  });
  expect(edits[0]?.newText).toBe("select a, b -- why\nfrom t\nwhere a = 1");
});

test("nothing but the protocol is written", () => {
  expect(client.errors()).toBe("");
});

test("names are followed and renamed through the files of the folder", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sqlx-names-"));
  mkdirSync(join(folder, "migrations"));
  writeFileSync(join(folder, "schema.sql"), "CREATE TABLE users (id int, email text);\n");
  writeFileSync(join(folder, "migrations/1.sql"), "CREATE INDEX i ON users (email);\n");
  writeFileSync(join(folder, "report.sql"), "SELECT email FROM users WHERE email <> '';\n");
  const other = await startClient({
    root: folder,
    config: {
      dialect: "postgres",
      schema: ["schema.sql"],
      migrations: { dir: "migrations", format: "plain" },
    },
  });
  try {
    const uri = `file://${folder}/new.sql`;
    other.open(uri, "UPDATE users SET email = 'x' WHERE id = 1");
    const place = { textDocument: { uri }, position: { line: 0, character: 18 } };
    const found = await other.request<{ uri: string; range: { start: { character: number } } }[]>(
      "textDocument/references",
      { ...place, context: { includeDeclaration: true } },
    );
    expect(
      found.map((it) => `${it.uri.slice(folder.length + 8)} ${it.range.start.character}`).sort(),
    ).toEqual([
      "migrations/1.sql 25",
      "new.sql 17",
      "report.sql 30",
      "report.sql 7",
      "schema.sql 28",
    ]);
    const edit = await other.request<{
      documentChanges: {
        textDocument: { uri: string };
        edits: { newText: string; annotationId: string }[];
      }[];
      changeAnnotations: Record<string, { needsConfirmation: boolean }>;
    }>("textDocument/rename", { ...place, newName: "mail" });
    expect(
      edit.documentChanges
        .flatMap((it) =>
          it.edits.map(
            (one) =>
              `${it.textDocument.uri.slice(folder.length + 8)}: ${one.newText} (${edit.changeAnnotations[one.annotationId]?.needsConfirmation})`,
          ),
        )
        .sort(),
    ).toEqual([
      "migrations/1.sql: mail (true)",
      "new.sql: mail (false)",
      "report.sql: mail (false)",
      "report.sql: mail AS email (false)",
      "schema.sql: mail (false)",
    ]);
    await expect(other.request("textDocument/rename", { ...place, newName: "id" })).rejects.toThrow(
      "has a column id already",
    );
    const symbols = await other.request<{ name: string }[]>("workspace/symbol", { query: "users" });
    expect(symbols.map((it) => it.name)).toEqual(["users"]);
  } finally {
    await other.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

test("refactorings and types of results are code actions", async () => {
  const actions = async (only: string) => {
    const place = opened("SELECT *$0 FROM users");
    return client.request<
      {
        title: string;
        edit?: { changes: Record<string, { newText: string }[]> };
        command?: { arguments: { text: string }[] };
      }[]
    >("textDocument/codeAction", {
      ...place,
      range: { start: place.position, end: place.position },
      context: { diagnostics: [], only: [only] },
    });
  };
  const [star] = await actions("refactor.rewrite.sqlx.expand-star");
  expect(Object.values(star?.edit?.changes ?? {})[0]?.[0]?.newText).toBe("id, email, name");
  const [type] = await actions("refactor.extract.sqlx.result-type.typescript");
  expect(type?.command?.arguments[0]?.text).toContain("  email: string;");
});

test("SQL in a program is completed, explained, coloured, renamed and rewritten", async () => {
  const text = [
    "const one = await db.query(`",
    "  SELECT u.email, 'it''s' AS t",
    "  FROM users AS u",
    "  WHERE u.id = ${id}`);",
    'const two = await db.query("SELECT * FROM users WHERE name = \\"x\\" AND id = ?", [1]);',
  ].join("\n");
  const uri = "file:///untitled/program.ts";
  client.open(uri, text, "typescript");
  const at = (line: number, character: number) => ({
    textDocument: { uri },
    position: { line, character },
  });
  const hover = await client.request<{
    contents: { value: string };
    range: { start: { line: number; character: number } };
  }>("textDocument/hover", at(1, 12));
  expect(hover.contents.value).toContain("users.email");
  expect(hover.range.start).toEqual({ line: 1, character: 9 });
  const { items } = await client.request<{ items: { label: string }[] }>(
    "textDocument/completion",
    at(1, 11),
  );
  expect(items.slice(0, 3).map((it) => it.label)).toEqual(expect.arrayContaining(["email"]));
  const tokens = await client.request<{ data: number[] }>("textDocument/semanticTokens/full", {
    textDocument: { uri },
  });
  expect(tokens.data.slice(0, 4)).toEqual([1, 9, 1, 3]);
  const references = await client.request<{ range: { start: { line: number } } }[]>(
    "textDocument/references",
    { ...at(1, 9), context: { includeDeclaration: true } },
  );
  expect(references.map((it) => it.range.start.line)).toEqual([1, 2, 3]);
  const rename = await client.request<{ changes: Record<string, unknown[]> }>(
    "textDocument/rename",
    { ...at(1, 9), newName: "person" },
  );
  expect(rename.changes[uri]).toHaveLength(3);
  const position = { line: 4, character: text.split("\n")[4]?.indexOf("*") ?? 0 };
  const actions = await client.request<
    { title: string; edit: { changes: Record<string, { newText: string }[]> } }[]
  >("textDocument/codeAction", {
    textDocument: { uri },
    range: { start: position, end: position },
    context: { diagnostics: [], only: ["refactor.rewrite.sqlx.expand-star"] },
  });
  expect(actions[0]?.edit.changes[uri]?.[0]?.newText).toBe("id, email, name");
});
