/** All commands, in the order of the overview. */
import type { Command } from "./command.ts";
import { complete, inline } from "./complete.ts";
import { detect } from "./detect.ts";
import { doctor } from "./doctor.ts";
import { explain } from "./explain.ts";
import { format } from "./format.ts";
import { lint } from "./lint.ts";
import { lsp } from "./lsp.ts";
import { migrate } from "./migrate.ts";
import { packs } from "./packs.ts";
import { query } from "./query.ts";
import { schema } from "./schema.ts";
import { translate } from "./translate.ts";

export const COMMANDS: readonly Command[] = [
  lint,
  format,
  translate,
  complete,
  inline,
  query,
  explain,
  schema,
  detect,
  migrate,
  packs,
  doctor,
  lsp,
];
