/** The parts of the extension that commands work with; built once in `extension.ts`. */
import type * as vscode from "vscode";
import type { Connections } from "./session/connections.ts";
import type { FileConnections } from "./session/file-connections.ts";
import type { Passwords } from "./session/passwords.ts";
import type { Session } from "./session/session.ts";
import type { ConnectionElement, ConnectionsTree } from "./trees/connections.ts";
import type { MigrationBranch } from "./trees/migration-rows.ts";
import type { MigrationsTree } from "./trees/migrations.ts";
import type { DocumentStates } from "./ui/document-states.ts";
import type { GridPanel } from "./webviews/grid/panel.ts";
import type { PlanPanel } from "./webviews/plan/panel.ts";

export interface Parts {
  readonly output: vscode.LogOutputChannel;
  readonly session: Session;
  readonly connections: Connections;
  readonly fileConnections: FileConnections;
  readonly passwords: Passwords;
  readonly states: DocumentStates;
  readonly connectionsTree: ConnectionsTree;
  readonly connectionsView: vscode.TreeView<ConnectionElement>;
  readonly migrationsTree: MigrationsTree;
  readonly migrationsView: vscode.TreeView<MigrationBranch>;
  readonly grid: GridPanel;
  readonly plan: PlanPanel;
  /** What is remembered for this workspace on this machine. */
  readonly memory: vscode.Memento;
}

/** A command: its id in the manifest and what it does; arguments come from menus, lenses and keys. */
export interface Command {
  readonly id: string;
  readonly run: (parts: Parts, ...args: readonly unknown[]) => unknown;
}
