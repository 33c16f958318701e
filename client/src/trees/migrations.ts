/** The migrations view: asks the server for the status and shows `migration-rows`. */
import * as vscode from "vscode";
import type { MigrationsStatus } from "../../../server/src/protocol/messages.ts";
import type { Session } from "../session/session.ts";
import { itemOf } from "./item.ts";
import { type MigrationBranch, type MigrationWords, migrationRows } from "./migration-rows.ts";

/** Data of the view; `status` is the last one seen. */
export class MigrationsTree implements vscode.TreeDataProvider<MigrationBranch> {
  readonly #session: Session;
  readonly #changed = new vscode.EventEmitter<MigrationBranch | undefined>();
  readonly #loaded = new vscode.EventEmitter<MigrationsStatus | undefined>();
  #status: MigrationsStatus | undefined;

  readonly onDidChangeTreeData = this.#changed.event;
  /** Fires when a status arrived, for title, badge and message of the view. */
  readonly onDidLoad = this.#loaded.event;

  constructor(session: Session) {
    this.#session = session;
    session.on("sqlx/migrations/changed", () => this.refresh());
    vscode.workspace.onDidGrantWorkspaceTrust(() => this.refresh());
  }

  get status(): MigrationsStatus | undefined {
    return this.#status;
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  getTreeItem(element: MigrationBranch): vscode.TreeItem {
    const item = itemOf(element.row, element);
    if (element.row.uri !== undefined) {
      item.resourceUri = vscode.Uri.parse(element.row.uri);
    }
    return item;
  }

  async getChildren(element?: MigrationBranch): Promise<MigrationBranch[]> {
    if (element !== undefined) {
      return [...element.children];
    }
    if (!vscode.workspace.isTrusted) {
      return [];
    }
    const answer = await this.#session.ask("sqlx/migrations/status", {});
    const status: MigrationsStatus | undefined = answer.ok
      ? answer.value
      : answer.error.tag === "none"
        ? undefined
        : {
            dir: "",
            format: "",
            connection: "",
            migrations: [],
            pending: 0,
            problem: answer.error,
          };
    this.#status = status;
    this.#loaded.fire(status);
    return status === undefined ? [] : [...migrationRows(status, migrationWords())];
  }
}

function migrationWords(): MigrationWords {
  return {
    groups: {
      applied: vscode.l10n.t("Applied"),
      pending: vscode.l10n.t("Pending"),
      missing: vscode.l10n.t("Applied, file missing"),
      changed: vscode.l10n.t("Changed after it was applied"),
      failed: vscode.l10n.t("Failed"),
    },
    problem: vscode.l10n.t("Problem"),
    findings: (n) => (n === 1 ? vscode.l10n.t("1 finding") : vscode.l10n.t("{0} findings", n)),
    irreversible: vscode.l10n.t("no way back"),
    nMigrations: (n) =>
      n === 1 ? vscode.l10n.t("1 migration") : vscode.l10n.t("{0} migrations", n),
    noMigrations: vscode.l10n.t("No migrations"),
  };
}
