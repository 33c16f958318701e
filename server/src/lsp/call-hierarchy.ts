/** Which views, routines, triggers and queries use which. */
import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  SymbolKind,
} from "vscode-languageserver";
import { type CallItem, callItem, callKeyAt, callsFrom, callsTo } from "../ide/calls.ts";
import { mayName } from "../ide/stored-uses.ts";
import { hostRange, type Region } from "../workspace/region.ts";
import { type Door, type Feature, placeAt } from "./door.ts";

const KINDS: Readonly<Record<CallItem["kind"], SymbolKind>> = {
  table: SymbolKind.Class,
  view: SymbolKind.Interface,
  routine: SymbolKind.Function,
  trigger: SymbolKind.Event,
  query: SymbolKind.Object,
};

export const callHierarchy: Feature = {
  capabilities: { callHierarchyProvider: true },
  attach(door) {
    const { connection, answer } = door;
    const { callHierarchy: on } = connection.languages;
    on.onPrepare((params, token) =>
      answer<CallHierarchyItem[]>("call hierarchy", token, [], () => {
        const place = placeAt(door, params.textDocument.uri, params.position);
        const key = place === undefined ? undefined : callKeyAt(place.region.view, place.offset);
        return key === undefined ? [] : definitions(door, key);
      }),
    );
    on.onIncomingCalls(({ item }, token) =>
      answer<CallHierarchyIncomingCall[]>("incoming calls", token, [], () => {
        const key = String(item.data);
        return key === ""
          ? []
          : door.workspace
              .allRegions((text) => mayName(text, key))
              .flatMap((region) =>
                callsTo(region.view, key).map((it) => ({
                  from: toLspItem(region, it.item),
                  fromRanges: it.at.map((at) => hostRange(region, at)),
                })),
              );
      }),
    );
    on.onOutgoingCalls(({ item }, token) =>
      answer<CallHierarchyOutgoingCall[]>("outgoing calls", token, [], () => {
        const key = String(item.data);
        const [found] = door.workspace
          .allRegions((text) => mayName(text, key))
          .filter((it) => callItem(it.view, key) !== undefined);
        return found === undefined
          ? []
          : callsFrom(found.view, key).flatMap((it) =>
              definitions(door, it.key).map((to) => ({
                to,
                fromRanges: it.at.map((at) => hostRange(found, at)),
              })),
            );
      }),
    );
  },
};

/** The first text that defines the object. */
function definitions(door: Door, key: string): CallHierarchyItem[] {
  for (const region of door.workspace.allRegions((text) => mayName(text, key))) {
    const item = callItem(region.view, key);
    if (item !== undefined) {
      return [toLspItem(region, item)];
    }
  }
  return [];
}

function toLspItem(region: Region, it: CallItem): CallHierarchyItem {
  return {
    name: it.name,
    kind: KINDS[it.kind],
    uri: region.uri,
    range: hostRange(region, it.range),
    selectionRange: hostRange(region, it.selection),
    data: it.key,
  };
}
