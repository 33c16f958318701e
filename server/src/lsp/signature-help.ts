/** The signature of the call around the cursor. */
import type { SignatureHelp } from "vscode-languageserver";
import { signatureHelp as helpAt } from "../ide/signature.ts";
import { type Feature, placeAt } from "./door.ts";

export const signatureHelp: Feature = {
  capabilities: {
    signatureHelpProvider: { triggerCharacters: ["(", ","], retriggerCharacters: [")"] },
  },
  attach(door) {
    door.connection.onSignatureHelp((params, token) =>
      door.answer<SignatureHelp | null>("signature help", token, null, () => {
        const place = placeAt(door, params.textDocument.uri, params.position);
        const found = place === undefined ? undefined : helpAt(place.region.view, place.offset);
        return found === undefined
          ? null
          : {
              activeSignature: found.activeSignature,
              activeParameter: found.activeParameter,
              signatures: found.signatures.map((it) => ({
                label: it.label,
                parameters: it.parameters.map(({ start, end }) => ({ label: [start, end] })),
                ...(it.documentation === undefined ? {} : { documentation: it.documentation }),
              })),
            };
      }),
    );
  },
};
