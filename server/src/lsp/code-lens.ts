/** Run and explain above each statement. */
import type { CodeLens } from "vscode-languageserver";
import { lenses } from "../ide/lenses.ts";
import { hostRange } from "../workspace/region.ts";
import type { Feature } from "./door.ts";

export const codeLens: Feature = {
  capabilities: { codeLensProvider: { resolveProvider: false } },
  attach({ connection, workspace, answer }) {
    connection.onCodeLens((params, token) =>
      answer<CodeLens[]>("code lens", token, [], () => {
        const { uri } = params.textDocument;
        const name = workspace.connectionOf(uri);
        if (name === undefined) {
          return [];
        }
        return workspace
          .regions(uri)
          .filter((it) => !it.embedded)
          .flatMap((region) =>
            lenses(region.view).flatMap((it) => {
              const range = hostRange(region, it.range);
              const at = { start: range.start, end: range.start };
              const run: CodeLens = {
                range: at,
                command: {
                  title: `$(play) Run on ${name}`,
                  command: "sqlx.run",
                  arguments: [{ uri, range }],
                },
              };
              const explain: CodeLens = {
                range: at,
                command: { title: "Explain", command: "sqlx.explain", arguments: [{ uri, range }] },
              };
              return it.explainable ? [run, explain] : [run];
            }),
          );
      }),
    );
  },
};
