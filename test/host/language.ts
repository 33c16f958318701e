/** The language features as VS Code itself asks for them, on the sample workspace. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { type Register, until } from "./harness.ts";

export function language(test: Register): void {
  test("completes the columns behind an alias", async () => {
    const { document, position } = await editing("SELECT o.$0 FROM orders AS o");
    const labels = await until("column ordered_at", async () => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        document.uri,
        position,
        ".",
      );
      const found = list.items.map((it) =>
        typeof it.label === "string" ? it.label : it.label.label,
      );
      return found.includes("ordered_at") ? found : undefined;
    });
    assert.ok(labels.includes("customer_id"));
  });

  test("hovers a column with its type", async () => {
    const { document, position } = await editing("SELECT o.tot$0al FROM orders AS o");
    const text = await until("hover", async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        "vscode.executeHoverProvider",
        document.uri,
        position,
      );
      const found = hovers
        .flatMap((it) => it.contents)
        .map((it) => (typeof it === "string" ? it : it.value))
        .join("\n");
      return found === "" ? undefined : found;
    });
    assert.match(text, /NUMERIC/iu);
  });

  test("finds a SELECT * and lists the columns", async () => {
    const { document } = await editing("SELECT *$0 FROM shipments;");
    const finding = await until("finding", () =>
      vscode.languages.getDiagnostics(document.uri).find((it) => idOf(it) === "perf/select-star"),
    );
    assert.equal(finding.source, "sqlx");
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      finding.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    assert.ok(
      actions.some((it) => /^List the \d+ columns/u.test(it.title)),
      `no fix among ${actions.map((it) => it.title).join(", ")}`,
    );
  });

  test("offers the other dialects for the statement", async () => {
    const { document, position } = await editing(
      "SELECT IFNULL(c.phone, '-')$0 FROM customers AS c;",
    );
    await until("translation", async () => {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        new vscode.Range(position, position),
      );
      return actions.some(
        (it) => it.kind?.value.startsWith("refactor.rewrite.sqlx.translate.") === true,
      );
    });
  });

  test("formats", async () => {
    const { document } = await editing("SELECT   id ,total FROM    orders   WHERE total>1;$0\n");
    const edits = await until("edits", async () => {
      const found = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
        "vscode.executeFormatDocumentProvider",
        document.uri,
        { tabSize: 2, insertSpaces: true },
      );
      return found !== undefined && found.length > 0 ? found : undefined;
    });
    assert.ok(edits.length > 0);
  });
}

/** Opens an unsaved SQL document; `$0` is where the cursor goes. */
async function editing(
  marked: string,
): Promise<{ readonly document: vscode.TextDocument; readonly position: vscode.Position }> {
  const offset = marked.indexOf("$0");
  const content = marked.replace("$0", "");
  const document = await vscode.workspace.openTextDocument({ language: "sql", content });
  await vscode.window.showTextDocument(document);
  return { document, position: document.positionAt(offset) };
}

function idOf(diagnostic: vscode.Diagnostic): string {
  const code = diagnostic.code;
  return typeof code === "object" ? String(code.value) : String(code);
}
