/** Commands of the migrations view. */
import * as vscode from "vscode";
import type { MigrationOutcome } from "../../../server/src/protocol/messages.ts";
import type { Command, Parts } from "../parts.ts";
import { textDocument } from "../session/text-documents.ts";
import { confirmed, showError } from "../ui/notices.ts";
import { fromWireRange, migrationOf } from "./arguments.ts";

type Direction = "up" | "down";

export const migrationCommands: readonly Command[] = [
  { id: "sqlx.migrations.refresh", run: (parts) => parts.migrationsTree.refresh() },
  { id: "sqlx.migrations.up", run: (parts) => migrate(parts, "up", undefined) },
  { id: "sqlx.migrations.upTo", run: (parts, it) => migrateTo(parts, "up", it) },
  { id: "sqlx.migrations.down", run: (parts) => rollBackLast(parts) },
  { id: "sqlx.migrations.downTo", run: (parts, it) => migrateTo(parts, "down", it) },
  { id: "sqlx.migrations.plan", run: (parts, it) => plan(parts, it) },
  { id: "sqlx.migrations.new", run: (parts) => newMigration(parts) },
  { id: "sqlx.migrations.open", run: (_, it) => openMigration(it) },
  { id: "sqlx.migrations.chooseFolder", run: (parts) => chooseFolder(parts) },
];

async function migrateTo(parts: Parts, direction: Direction, given: unknown): Promise<void> {
  const version = migrationOf(given)?.version ?? (await pickVersion(parts, direction));
  if (version !== undefined) {
    await migrate(parts, direction, version);
  }
}

async function pickVersion(parts: Parts, direction: Direction): Promise<string | undefined> {
  const state = direction === "up" ? "pending" : "applied";
  const found = parts.migrationsTree.status?.migrations.filter((it) => it.state === state) ?? [];
  const chosen = await vscode.window.showQuickPick(
    found.map((it) => ({ label: it.version, description: it.name })),
    {
      title:
        direction === "up"
          ? vscode.l10n.t("Run Up To Which Migration?")
          : vscode.l10n.t("Roll Back To Which Migration?"),
    },
  );
  return chosen?.label;
}

/** Rolls back the newest applied migration: down to the one before it. */
async function rollBackLast(parts: Parts): Promise<void> {
  const applied =
    parts.migrationsTree.status?.migrations.filter(
      (it) => it.state === "applied" || it.state === "changed",
    ) ?? [];
  const last = applied.at(-1);
  if (last === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("There is no applied migration to roll back."),
    );
    return;
  }
  const yes = await confirmed(
    vscode.l10n.t(
      "Roll back {0} {1} on {2}? What it created is dropped, with the data in it.",
      last.version,
      last.name,
      parts.migrationsTree.status?.connection ?? "",
    ),
    undefined,
    vscode.l10n.t("Roll Back"),
  );
  if (yes) {
    await migrate(parts, "down", undefined);
  }
}

async function migrate(parts: Parts, direction: Direction, to: string | undefined): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    await vscode.commands.executeCommand("workbench.trust.manage");
    return;
  }
  const connection = parts.migrationsTree.status?.connection;
  if (connection !== undefined && connection !== "") {
    const opened = await parts.connections.ensureOpen(connection);
    if (!opened.ok) {
      await showError(opened.error, {
        title: vscode.l10n.t("Try Again"),
        go: () => migrate(parts, direction, to),
      });
      return;
    }
  }
  let isConfirmed = false;
  for (;;) {
    const answer = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title:
          direction === "up"
            ? vscode.l10n.t("Running migrations")
            : vscode.l10n.t("Rolling back migrations"),
        cancellable: true,
      },
      (_, token) =>
        parts.session.ask(
          "sqlx/migrations/run",
          {
            direction,
            ...(to === undefined ? {} : { to }),
            ...(isConfirmed ? { confirmed: true } : {}),
          },
          token,
        ),
    );
    parts.migrationsTree.refresh();
    if (!answer.ok) {
      await showError(answer.error);
      return;
    }
    const { confirm } = answer.value;
    if (confirm === undefined || isConfirmed) {
      await showOutcome(answer.value, direction);
      return;
    }
    if (
      !(await confirmed(
        confirm.reason,
        confirm.typed,
        direction === "up" ? vscode.l10n.t("Run") : vscode.l10n.t("Roll Back"),
      ))
    ) {
      return;
    }
    isConfirmed = true;
  }
}

async function showOutcome(outcome: MigrationOutcome, direction: Direction): Promise<void> {
  const { done, failed } = outcome;
  if (failed !== undefined) {
    const message = vscode.l10n.t(
      "{0} {1} failed: {2}",
      failed.version,
      failed.name,
      failed.error.message,
    );
    await showError(
      { ...failed.error, message },
      ...(failed.uri === undefined
        ? []
        : [
            {
              title: vscode.l10n.t("Show Statement"),
              go: () => openAt(failed.uri ?? "", failed.range),
            },
          ]),
    );
    return;
  }
  if (done.length === 0) {
    void vscode.window.showInformationMessage(
      direction === "up"
        ? vscode.l10n.t("The database is up to date.")
        : vscode.l10n.t("There was nothing to roll back."),
    );
    return;
  }
  const names = done.map((it) => `${it.version} ${it.name}`.trim()).join(", ");
  const elapsedMs = done.reduce((sum, it) => sum + it.elapsedMs, 0);
  void vscode.window.showInformationMessage(
    direction === "up"
      ? vscode.l10n.t("Applied {0} in {1} ms.", names, Math.round(elapsedMs))
      : vscode.l10n.t("Rolled back {0} in {1} ms.", names, Math.round(elapsedMs)),
  );
}

async function openAt(
  uri: string,
  range: Parameters<typeof fromWireRange>[0] | undefined,
): Promise<void> {
  await vscode.window.showTextDocument(
    vscode.Uri.parse(uri),
    range === undefined ? {} : { selection: fromWireRange(range) },
  );
}

/** What would be done, as a Markdown preview. */
async function plan(parts: Parts, given: unknown): Promise<void> {
  const migration = migrationOf(given);
  const direction: Direction = migration?.state === "applied" ? "down" : "up";
  const answer = await parts.session.ask("sqlx/migrations/plan", {
    direction,
    ...(migration === undefined ? {} : { to: migration.version }),
  });
  if (!answer.ok) {
    await showError(answer.error);
    return;
  }
  const name = direction === "up" ? vscode.l10n.t("Plan") : vscode.l10n.t("Roll Back Plan");
  const document = await textDocument(`${name}.md`, answer.value.markdown);
  await vscode.commands.executeCommand("markdown.showPreview", document.uri);
}

async function newMigration(parts: Parts): Promise<void> {
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t("New Migration"),
    prompt: vscode.l10n.t("What does it do? The file is named after it."),
    placeHolder: "add_orders_status",
    validateInput: (it) =>
      it.trim() === "" ? vscode.l10n.t("A migration needs a name.") : undefined,
  });
  if (name === undefined) {
    return;
  }
  const answer = await parts.session.ask("sqlx/migrations/new", { name: name.trim() });
  if (!answer.ok) {
    await showError(answer.error, {
      title: vscode.l10n.t("Choose Folder"),
      go: () => chooseFolder(parts),
    });
    return;
  }
  parts.migrationsTree.refresh();
  await openAt(answer.value.uri, undefined);
}

async function openMigration(given: unknown): Promise<void> {
  const uri = migrationOf(given)?.uri;
  if (uri !== undefined) {
    await vscode.window.showTextDocument(vscode.Uri.parse(uri), { preview: true });
  }
}

async function chooseFolder(parts: Parts): Promise<void> {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri;
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      openLabel: vscode.l10n.t("Use This Folder"),
      ...(root === undefined ? {} : { defaultUri: root }),
    })) ?? [];
  if (folder === undefined) {
    return;
  }
  const target =
    root === undefined ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.Workspace;
  await vscode.workspace
    .getConfiguration("sqlx")
    .update("migrations.dir", vscode.workspace.asRelativePath(folder, false), target);
  parts.session.sendConfiguration();
  parts.migrationsTree.refresh();
}
