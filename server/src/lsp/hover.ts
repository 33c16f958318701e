/** Hover and definitions. */
import { type Hover, type LocationLink, MarkupKind } from "vscode-languageserver";
import { definedIn, definition } from "../ide/definition.ts";
import { hover as hoverAt } from "../ide/hover.ts";
import { hostRange } from "../workspace/region.ts";
import { type Door, type Feature, placeAt } from "./door.ts";

export const hover: Feature = {
  capabilities: { hoverProvider: true, definitionProvider: true },
  attach(door) {
    const { connection, answer } = door;
    connection.onHover((params, token) =>
      answer<Hover | null>("hover", token, null, () => {
        const place = placeAt(door, params.textDocument.uri, params.position);
        const found = place === undefined ? undefined : hoverAt(place.region.view, place.offset);
        return found === undefined || place === undefined
          ? null
          : {
              contents: { kind: MarkupKind.Markdown, value: found.markdown },
              range: hostRange(place.region, found.range),
            };
      }),
    );
    connection.onDefinition((params, token) =>
      answer<LocationLink[]>("definition", token, [], () =>
        definitions(door, params.textDocument.uri, params.position),
      ),
    );
  },
};

const TOP = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function definitions(
  door: Door,
  uri: string,
  position: { readonly line: number; readonly character: number },
): LocationLink[] {
  const place = placeAt(door, uri, position);
  const found = place === undefined ? undefined : definition(place.region.view, place.offset);
  if (found === undefined || place === undefined) {
    return [];
  }
  const originSelectionRange = hostRange(place.region, found.origin);
  if (found.tag === "here") {
    const range = hostRange(place.region, found.range);
    return [
      { originSelectionRange, targetUri: uri, targetRange: range, targetSelectionRange: range },
    ];
  }
  const { workspace } = door;
  const inFiles = workspace.ddlFiles(workspace.dialectOf(uri)).flatMap((file) => {
    const range = definedIn(
      { script: file.script, dialect: file.script.dialect },
      found.table.name,
      found.column,
    );
    return range === undefined ? [] : [{ file, range }];
  });
  const [first] = inFiles;
  if (first !== undefined) {
    const range = first.file.range(first.range);
    return [
      {
        originSelectionRange,
        targetUri: first.file.uri,
        targetRange: range,
        targetSelectionRange: range,
      },
    ];
  }
  const connection = workspace.connectionOf(uri);
  if (connection === undefined) {
    return [];
  }
  // The extension shows the DDL of a stored object as a read-only document under this address.
  const folder =
    found.table.kind === "view" || found.table.kind === "materialized-view" ? "views" : "tables";
  const { name, schema } = found.table;
  const title = [connection, name].map(encodeURIComponent).join("/");
  const query = encodeURIComponent(JSON.stringify([connection, schema, folder, name]));
  return [
    {
      originSelectionRange,
      targetUri: `sqlx-ddl:/${title}.sql?${query}`,
      targetRange: TOP,
      targetSelectionRange: TOP,
    },
  ];
}
