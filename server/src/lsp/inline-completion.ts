/** Ghost text. */
import type { InlineCompletionItem } from "vscode-languageserver";
import { ghosts } from "../copilot/ghost.ts";
import { type Feature, placeAt } from "./door.ts";

export const inlineCompletion: Feature = {
  capabilities: { inlineCompletionProvider: true },
  attach(door) {
    const { connection, workspace, answer } = door;
    connection.languages.inlineCompletion.on((params, token) =>
      answer<InlineCompletionItem[]>("inline completion", token, [], () => {
        const place =
          workspace.config.inline?.enabled === false
            ? undefined
            : placeAt(door, params.textDocument.uri, params.position);
        return place === undefined
          ? []
          : ghosts(place.region.view, place.offset).map((it) => ({
              insertText: place.region.escape(it.text),
              range: { start: params.position, end: params.position },
            }));
      }),
    );
  },
};
