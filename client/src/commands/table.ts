/** All commands of the extension; `manifest.test.ts` compares the ids with the manifest. */
import type { Command } from "../parts.ts";
import { connectionCommands } from "./connections.ts";
import { documentCommands } from "./documents.ts";
import { migrationCommands } from "./migrations.ts";
import { runCommands } from "./run.ts";
import { schemaCommands } from "./schema.ts";
import { serverCommands } from "./server.ts";

export const COMMANDS: readonly Command[] = [
  ...runCommands,
  ...connectionCommands,
  ...schemaCommands,
  ...documentCommands,
  ...migrationCommands,
  ...serverCommands,
];
