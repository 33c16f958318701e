/** Inlay hints, each kind switched by a setting. */
import { type InlayHint, InlayHintKind } from "vscode-languageserver";
import { lineCharacterAt } from "../base/text.ts";
import { type HintStyle, inlayHints as hintsOf } from "../ide/inlay-hints.ts";
import { fromLspRange } from "./convert.ts";
import type { Feature } from "./door.ts";

export const inlayHints: Feature = {
  capabilities: { inlayHintProvider: { resolveProvider: false } },
  attach({ connection, workspace, answer }) {
    connection.languages.inlayHint.on((params, token) =>
      answer<InlayHint[]>("inlay hints", token, [], () => {
        const { hints } = workspace.config;
        const style: HintStyle = {
          columns: hints?.columns ?? true,
          types: hints?.types ?? false,
          star: hints?.star ?? false,
          joins: hints?.joins ?? false,
        };
        return workspace.regions(params.textDocument.uri).flatMap((region) => {
          const wanted = fromLspRange(region.lines, params.range);
          if (region.host.end < wanted.start || wanted.end < region.host.start) {
            return [];
          }
          const within = {
            start: region.fromHost(wanted.start),
            end: region.fromHost(wanted.end),
          };
          return hintsOf(region.view, within, style).map((it) => ({
            position: lineCharacterAt(region.lines, region.toHost(it.at)),
            label: it.label,
            kind: it.kind === "type" ? InlayHintKind.Type : InlayHintKind.Parameter,
            paddingLeft: !it.before && !it.label.startsWith(":"),
            paddingRight: it.before,
          }));
        });
      }),
    );
  },
};
