/** Entry of the language server: over stdio for any editor, over IPC for the extension. */
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { serve } from "./server.ts";

const connection = createConnection(ProposedFeatures.all);
serve(connection);
connection.listen();
