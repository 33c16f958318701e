/** A row as the editor's tree item. */
import * as vscode from "vscode";
import type { Row } from "./row.ts";

/** The item; `argument` is what a command of the row receives. */
export function itemOf(row: Row, argument: unknown): vscode.TreeItem {
  const item = new vscode.TreeItem(row.label, BRANCHES[row.branch]);
  item.id = row.id;
  item.contextValue = row.context;
  item.accessibilityInformation = { label: row.spoken };
  item.iconPath = new vscode.ThemeIcon(
    row.icon,
    row.iconColor === undefined ? undefined : new vscode.ThemeColor(row.iconColor),
  );
  if (row.description !== undefined) {
    item.description = row.description;
  }
  if (row.tooltip !== undefined) {
    item.tooltip = new vscode.MarkdownString(row.tooltip);
  }
  if (row.command !== undefined) {
    item.command = { command: row.command.id, title: row.command.title, arguments: [argument] };
  }
  return item;
}

const BRANCHES: Readonly<Record<Row["branch"], vscode.TreeItemCollapsibleState>> = {
  leaf: vscode.TreeItemCollapsibleState.None,
  collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  expanded: vscode.TreeItemCollapsibleState.Expanded,
};
