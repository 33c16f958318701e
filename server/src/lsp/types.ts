/** Type definitions and implementations. */
import type { Location } from "vscode-languageserver";
import { callItem, callKeyAt } from "../ide/calls.ts";
import { mayName } from "../ide/stored-uses.ts";
import { typeAt, typeDefinedIn } from "../ide/type-definition.ts";
import { hostRange } from "../workspace/region.ts";
import { type Feature, placeAt } from "./door.ts";

export const types: Feature = {
  capabilities: { typeDefinitionProvider: true, implementationProvider: true },
  attach(door) {
    const { connection, workspace, answer } = door;
    connection.onTypeDefinition((params, token) =>
      answer<Location[]>("type definition", token, [], () => {
        const place = placeAt(door, params.textDocument.uri, params.position);
        const wanted = place === undefined ? undefined : typeAt(place.region.view, place.offset);
        return wanted === undefined
          ? []
          : workspace
              .allRegions((text) => mayName(text, wanted.name))
              .flatMap((region) => {
                const range = typeDefinedIn(region.view, wanted.name);
                return range === undefined
                  ? []
                  : [{ uri: region.uri, range: hostRange(region, range) }];
              });
      }),
    );
    // What stands behind the name of a view or a routine: the statement that says how it is computed.
    connection.onImplementation((params, token) =>
      answer<Location[]>("implementation", token, [], () => {
        const place = placeAt(door, params.textDocument.uri, params.position);
        const key = place === undefined ? undefined : callKeyAt(place.region.view, place.offset);
        return key === undefined
          ? []
          : workspace
              .allRegions((text) => mayName(text, key))
              .flatMap((region) => {
                const item = callItem(region.view, key);
                return item === undefined
                  ? []
                  : [{ uri: region.uri, range: hostRange(region, item.range) }];
              });
      }),
    );
  },
};
