/** Which documents are ours. */
import * as vscode from "vscode";
import { hasLikelySql } from "./likely-sql.ts";

/** SQL files: the standard id and the ids dialect extensions and we contribute. */
export const SQL_LANGUAGES: readonly string[] = [
  "sql",
  "postgres",
  "pgsql",
  "plpgsql",
  "mysql",
  "mariadb",
  "sqlite",
  "duckdb",
  "tsql",
  "mssql",
  "oracle",
  "plsql",
  "redshift",
  "bigquery",
  "googlesql",
  "snowflake",
  "snowflake-sql",
];

/** Languages whose strings may hold SQL. */
export const HOST_LANGUAGES: readonly string[] = [
  "typescript",
  "typescriptreact",
  "javascript",
  "javascriptreact",
  "python",
  "go",
  "java",
  "php",
  "csharp",
  "ruby",
];

/** True for a document of its own language. */
export function isSql(document: vscode.TextDocument): boolean {
  return SQL_LANGUAGES.includes(document.languageId);
}

/** True when the server has something to say about a document. */
export function concernsUs(document: vscode.TextDocument): boolean {
  return (
    isSql(document) ||
    (HOST_LANGUAGES.includes(document.languageId) &&
      readsHosts() &&
      hasLikelySql(document.getText()))
  );
}

/** Whether SQL in strings of other languages is wanted. */
export function readsHosts(): boolean {
  return vscode.workspace.getConfiguration("sqlx").get("embedded.enabled", true);
}
