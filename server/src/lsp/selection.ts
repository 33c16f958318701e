/** Selections that grow, names that are typed together, and links to files. */
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { DocumentLink, LinkedEditingRanges, SelectionRange } from "vscode-languageserver";
import { linkedRanges } from "../ide/linked.ts";
import { fileLinks } from "../ide/links.ts";
import { selectionRanges } from "../ide/selection.ts";
import { hostRange } from "../workspace/region.ts";
import { type Feature, placeAt } from "./door.ts";

export const selection: Feature = {
  capabilities: {
    selectionRangeProvider: true,
    linkedEditingRangeProvider: true,
    documentLinkProvider: { resolveProvider: false },
  },
  attach(door) {
    const { connection, workspace, answer } = door;
    connection.onSelectionRanges((params, token) =>
      answer<SelectionRange[]>("selection ranges", token, [], () =>
        params.positions.map((position): SelectionRange => {
          const place = placeAt(door, params.textDocument.uri, position);
          const ranges =
            place === undefined ? [] : selectionRanges(place.region.view, place.offset);
          return (
            ranges.reduceRight<SelectionRange | undefined>(
              (parent, it) =>
                place === undefined
                  ? parent
                  : {
                      range: hostRange(place.region, it),
                      ...(parent === undefined ? {} : { parent }),
                    },
              undefined,
            ) ?? { range: { start: position, end: position } }
          );
        }),
      ),
    );
    connection.languages.onLinkedEditingRange((params, token) =>
      answer<LinkedEditingRanges | null>("linked editing", token, null, () => {
        const place = placeAt(door, params.textDocument.uri, params.position);
        const ranges = place === undefined ? [] : linkedRanges(place.region.view, place.offset);
        return place === undefined || ranges.length === 0
          ? null
          : { ranges: ranges.map((it) => hostRange(place.region, it)) };
      }),
    );
    connection.onDocumentLinks((params, token) =>
      answer<DocumentLink[]>("document links", token, [], () => {
        const { uri } = params.textDocument;
        return !uri.startsWith("file:")
          ? []
          : workspace.regions(uri).flatMap((region) =>
              fileLinks(region.view).map((it) => ({
                range: hostRange(region, it.range),
                target: pathToFileURL(resolve(dirname(fileURLToPath(uri)), it.path)).href,
              })),
            );
      }),
    );
  },
};
