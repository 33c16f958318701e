/** The frame every page of ours gets: a policy that admits our two files and nothing else. */
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

/** Where pages may load from. */
export function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, enableForms: false, localResourceRoots: roots(extensionUri) };
}

function roots(extensionUri: vscode.Uri): vscode.Uri[] {
  return [
    vscode.Uri.joinPath(extensionUri, "dist", "webviews"),
    vscode.Uri.joinPath(extensionUri, "media"),
  ];
}

/** The page of a name: script `dist/webviews/NAME.js`, style `media/NAME.css`, words as data. */
export function pageHtml(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  name: string,
  title: string,
  words: object,
): string {
  const nonce = randomBytes(18).toString("base64");
  const script = webview.asWebviewUri(
    vscode.Uri.joinPath(extensionUri, "dist", "webviews", `${name}.js`),
  );
  const style = webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, "media", `${name}.css`));
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; font-src ${webview.cspSource};`;
  return `<!DOCTYPE html>
<html lang="${escaped(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="sqlx-words" content="${escaped(JSON.stringify(words))}">
<title>${escaped(title)}</title>
<link rel="stylesheet" nonce="${nonce}" href="${escaped(style.toString())}">
</head>
<body>
<script nonce="${nonce}" src="${escaped(script.toString())}"></script>
</body>
</html>`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
