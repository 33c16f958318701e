/** Which documents are ours. */
import * as vscode from "vscode";

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

/** Beyond this a host file is generated or data; it is not searched for SQL. */
const MAX_SEARCHED_CHARACTERS = 400_000;
/** The start of a statement inside quotes, or a mark that says SQL follows. */
const LIKELY_SQL =
  /["'`](?:\s|\\n)*(?:select|insert\s+into|update\s+\S+\s+set|delete\s+from|merge\s+into|create\s+(?:table|view|index|or\s+replace)|alter\s+table|with\s+\w+\s+as)\b|\bsql\s*`|\/\*\s*sql\s*\*\/|<<[-~]?['"]?SQL\b|"""\s*--\s*sql/iu;

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

/** A cheap look that decides whether to start the server at all; the server looks properly. */
export function hasLikelySql(text: string): boolean {
  return text.length <= MAX_SEARCHED_CHARACTERS && LIKELY_SQL.test(text);
}
