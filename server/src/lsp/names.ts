/** References, highlights and renaming. */
import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type Location,
  type Range,
  ResponseError,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { references, renamable } from "../ide/references.ts";
import { hostRange } from "../workspace/region.ts";
import { workspaceEdit } from "./diagnostics.ts";
import { type Feature, placeAt } from "./door.ts";

/** JSON-RPC's code for a request that cannot be done; its message is shown to the user. */
const REQUEST_FAILED = -32803;

export const names: Feature = {
  capabilities: {
    referencesProvider: true,
    documentHighlightProvider: true,
    renameProvider: { prepareProvider: true },
  },
  attach(door) {
    const { connection, answer } = door;
    connection.onReferences((params, token) =>
      answer<Location[]>("references", token, [], () => {
        const { uri } = params.textDocument;
        const place = placeAt(door, uri, params.position);
        return place === undefined
          ? []
          : references(place.region.view, place.offset)
              .filter((it) => params.context.includeDeclaration || !it.isDefinition)
              .map((it) => ({ uri, range: hostRange(place.region, it.range) }));
      }),
    );
    connection.onDocumentHighlight((params, token) =>
      answer<DocumentHighlight[]>("highlight", token, [], () => {
        const place = placeAt(door, params.textDocument.uri, params.position);
        return place === undefined
          ? []
          : references(place.region.view, place.offset).map((it) => ({
              range: hostRange(place.region, it.range),
              kind: it.isDefinition ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
            }));
      }),
    );
    connection.onPrepareRename((params): Range => {
      const place = placeAt(door, params.textDocument.uri, params.position);
      const rename = place === undefined ? undefined : renamable(place.region.view, place.offset);
      if (place === undefined || rename === undefined || !rename.ok) {
        throw new ResponseError(
          REQUEST_FAILED,
          rename?.ok === false ? rename.reason : "There is no SQL here.",
        );
      }
      return hostRange(place.region, rename.range);
    });
    connection.onRenameRequest((params, token) =>
      answer<WorkspaceEdit | null>("rename", token, null, () => {
        const { uri } = params.textDocument;
        const place = placeAt(door, uri, params.position);
        const rename = place === undefined ? undefined : renamable(place.region.view, place.offset);
        return place === undefined || rename?.ok !== true
          ? null
          : workspaceEdit(
              uri,
              rename.references.map((it) => ({
                range: hostRange(place.region, it.range),
                newText: place.region.view.dialect.writeName(params.newName),
              })),
            );
      }),
    );
  },
};
