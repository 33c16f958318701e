/** References, highlights and renaming, in the document and across the folder. */
import {
  type ChangeAnnotation,
  type DocumentHighlight,
  DocumentHighlightKind,
  type Location,
  type Range,
  ResponseError,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { Edit } from "../base/text.ts";
import { references, renamable } from "../ide/references.ts";
import { renamedCatalog, renameOwn, renameStored } from "../ide/rename.ts";
import { mayName, storedAt, usesOfKey } from "../ide/stored-uses.ts";
import { hostEdits, hostRange, type Region } from "../workspace/region.ts";
import { workspaceEdit } from "./diagnostics.ts";
import { type Door, type Feature, placeAt } from "./door.ts";

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
        if (place === undefined) {
          return [];
        }
        const { view } = place.region;
        const stored = storedAt(view, place.offset);
        const found =
          stored === undefined
            ? references(view, place.offset).map((it) => ({ ...it, region: place.region }))
            : everywhere(door, stored.use.key);
        return found
          .filter((it) => params.context.includeDeclaration || !it.isDefinition)
          .map((it) => ({ uri: it.region.uri, range: hostRange(it.region, it.range) }));
      }),
    );
    connection.onDocumentHighlight((params, token) =>
      answer<DocumentHighlight[]>("highlight", token, [], () => {
        const place = placeAt(door, params.textDocument.uri, params.position);
        if (place === undefined) {
          return [];
        }
        const { view } = place.region;
        const stored = storedAt(view, place.offset);
        const found =
          stored === undefined ? references(view, place.offset) : usesOfKey(view, stored.use.key);
        return found.map((it) => ({
          range: hostRange(place.region, it.range),
          kind: it.isDefinition ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
        }));
      }),
    );
    connection.onPrepareRename((params): Range => {
      const place = placeAt(door, params.textDocument.uri, params.position);
      if (place === undefined) {
        throw refused("There is no SQL here.");
      }
      const { view } = place.region;
      const own = renamable(view, place.offset);
      if (own.ok) {
        return hostRange(place.region, own.range);
      }
      const stored = storedAt(view, place.offset);
      if (stored === undefined || !isDefined(door, stored.use.key)) {
        throw refused(own.reason);
      }
      const { range } = stored.use;
      return hostRange(place.region, {
        start: stored.start + range.start,
        end: stored.start + range.end,
      });
    });
    connection.onRenameRequest((params): WorkspaceEdit | null => {
      const { uri } = params.textDocument;
      const place = placeAt(door, uri, params.position);
      if (place === undefined) {
        return null;
      }
      const { view } = place.region;
      const stored = renamable(view, place.offset).ok ? undefined : storedAt(view, place.offset);
      if (stored !== undefined) {
        return renameEverywhere(door, place.region, stored.use.key, params.newName);
      }
      const rename = renameOwn(view, place.offset, params.newName);
      if (!rename.ok) {
        throw refused(rename.reason);
      }
      return workspaceEdit(uri, written(place.region, rename.edits));
    });
  },
};

function written(region: Region, edits: readonly Edit[]) {
  const made = hostEdits(region, edits);
  if (made === undefined) {
    throw refused(`A name is put together from several strings (${region.uri}).`);
  }
  return made;
}

function refused(reason: string): ResponseError<void> {
  return new ResponseError(REQUEST_FAILED, reason);
}

function everywhere(door: Door, key: string) {
  return door.workspace
    .allRegions((text) => mayName(text, key))
    .flatMap((region) => usesOfKey(region.view, key).map((it) => ({ ...it, region })));
}

function isDefined(door: Door, key: string): boolean {
  return everywhere(door, key).some((it) => it.isDefinition);
}

const USES = "uses";
const MIGRATIONS = "migrations";
const ANNOTATIONS: Readonly<Record<string, ChangeAnnotation>> = {
  [USES]: { label: "Uses and definitions", needsConfirmation: false },
  [MIGRATIONS]: {
    label: "Migrations",
    description: "A migration that has run somewhere must not be edited: add one that renames.",
    needsConfirmation: true,
  },
};

/** Edits in all files, to be confirmed where they are in migrations. */
function renameEverywhere(door: Door, from: Region, key: string, newName: string): WorkspaceEdit {
  if (!isDefined(door, key)) {
    throw refused("This name belongs to the database: rename it in a migration.");
  }
  const after = renamedCatalog(from.view, key, newName);
  if (!after.ok) {
    throw refused(after.reason);
  }
  const byUri = new Map<string, TextDocumentEdit>();
  for (const region of door.workspace.allRegions((text) => mayName(text, key))) {
    const rename = renameStored(region.view, key, newName, after.catalog);
    if (!rename.ok) {
      throw refused(`${rename.reason} (${region.uri})`);
    }
    if (rename.edits.length === 0) {
      continue;
    }
    const annotationId = door.workspace.isMigration(region.uri) ? MIGRATIONS : USES;
    const edit = byUri.get(region.uri) ?? {
      textDocument: {
        uri: region.uri,
        version: door.workspace.document(region.uri)?.version ?? null,
      },
      edits: [],
    };
    byUri.set(region.uri, edit);
    edit.edits.push(...written(region, rename.edits).map((it) => ({ ...it, annotationId })));
  }
  return { documentChanges: [...byUri.values()], changeAnnotations: { ...ANNOTATIONS } };
}
