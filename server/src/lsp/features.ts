/** All features that are attached, in no particular order. */
import { connections } from "./connections.ts";
import { diagnostics } from "./diagnostics.ts";
import type { Feature } from "./door.ts";
import { migrations } from "./migrations.ts";
import { runs } from "./runs.ts";

export const FEATURES: readonly Feature[] = [connections, diagnostics, migrations, runs];
