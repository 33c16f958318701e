/** The connections view: asks the server for what is expanded and shows `connection-rows`. */
import * as vscode from "vscode";
import type {
  ConnectionInfo,
  SchemaNode,
  WireError,
} from "../../../server/src/protocol/messages.ts";
import type { Connections } from "../session/connections.ts";
import type { Session } from "../session/session.ts";
import { type ConnectionWords, connectionRow, problemRow, schemaRows } from "./connection-rows.ts";
import { itemOf } from "./item.ts";
import type { Row } from "./row.ts";

/** An element of the view; commands of its menus receive it. */
export type ConnectionElement =
  | { readonly tag: "connection"; readonly row: Row; readonly connection: ConnectionInfo }
  | {
      readonly tag: "object";
      readonly row: Row;
      readonly connection: string;
      readonly node: SchemaNode;
    }
  | { readonly tag: "problem"; readonly row: Row; readonly connection: string };

/** Data and filter of the view. */
export class ConnectionsTree
  implements
    vscode.TreeDataProvider<ConnectionElement>,
    vscode.TreeDragAndDropController<ConnectionElement>
{
  readonly #session: Session;
  readonly #connections: Connections;
  readonly #changed = new vscode.EventEmitter<ConnectionElement | undefined>();
  #filter = "";

  readonly onDidChangeTreeData = this.#changed.event;
  readonly dragMimeTypes = ["text/plain"];
  readonly dropMimeTypes: readonly string[] = [];

  constructor(session: Session, connections: Connections) {
    this.#session = session;
    this.#connections = connections;
    connections.onDidChange(() => this.refresh());
    vscode.workspace.onDidGrantWorkspaceTrust(() => this.refresh());
  }

  get filter(): string {
    return this.#filter;
  }

  set filter(text: string) {
    this.#filter = text;
    this.refresh();
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  getTreeItem(element: ConnectionElement): vscode.TreeItem {
    return itemOf(element.row, element);
  }

  async getChildren(element?: ConnectionElement): Promise<ConnectionElement[]> {
    const words = connectionWords();
    if (!vscode.workspace.isTrusted) {
      return [];
    }
    if (element === undefined) {
      const found = await this.#connections.list();
      return found.map((connection) => ({
        tag: "connection",
        row: connectionRow(connection, words),
        connection,
      }));
    }
    if (element.tag === "problem") {
      return [];
    }
    if (element.tag === "connection") {
      const { name, error } = element.connection;
      // A failure stays until somebody asks for another attempt: a refresh of the view is none.
      const failure =
        element.connection.state === "open"
          ? undefined
          : (this.#connections.failure(name) ?? error);
      if (failure !== undefined) {
        return [this.#problem(name, failure)];
      }
      const opened = await this.#connections.ensureOpen(name);
      return opened.ok ? this.#objects(name, []) : [this.#problem(name, opened.error)];
    }
    return this.#objects(element.connection, element.node.path);
  }

  getParent(): undefined {
    return undefined;
  }

  /** Dropping a name on an editor inserts it. */
  handleDrag(source: readonly ConnectionElement[], data: vscode.DataTransfer): void {
    const names = source.flatMap((it) =>
      it.tag === "object" && it.node.sqlName !== undefined ? [it.node.sqlName] : [],
    );
    if (0 < names.length) {
      data.set("text/plain", new vscode.DataTransferItem(names.join(", ")));
    }
  }

  async #objects(connection: string, path: readonly string[]): Promise<ConnectionElement[]> {
    const answer = await this.#session.ask("sqlx/schema/children", { connection, path });
    if (!answer.ok) {
      return [this.#problem(connection, answer.error)];
    }
    return schemaRows(connection, answer.value, this.#filter, connectionWords()).map(
      ({ row, node }) => ({ tag: "object", row, connection, node }),
    );
  }

  #problem(connection: string, error: WireError): ConnectionElement {
    return { tag: "problem", row: problemRow(connection, error, connectionWords()), connection };
  }
}

function connectionWords(): ConnectionWords {
  return {
    readOnly: vscode.l10n.t("read-only"),
    active: vscode.l10n.t("active"),
    retry: vscode.l10n.t("try again"),
    opening: vscode.l10n.t("connecting"),
    failed: vscode.l10n.t("failed"),
    closed: vscode.l10n.t("not connected"),
    open: vscode.l10n.t("connected"),
    nothingHere: vscode.l10n.t("Nothing here"),
    noMatch: vscode.l10n.t("No match"),
  };
}
