/** All features that are attached, in no particular order. */

import { callHierarchy } from "./call-hierarchy.ts";
import { codeActions } from "./code-actions.ts";
import { codeLens } from "./code-lens.ts";
import { commands } from "./commands.ts";
import { completion } from "./completion.ts";
import { connections } from "./connections.ts";
import { diagnostics } from "./diagnostics.ts";
import type { Feature } from "./door.ts";
import { formatting } from "./formatting.ts";
import { hover } from "./hover.ts";
import { inlayHints } from "./inlay-hints.ts";
import { inlineCompletion } from "./inline-completion.ts";
import { migrations } from "./migrations.ts";
import { names } from "./names.ts";
import { outline } from "./outline.ts";
import { runs } from "./runs.ts";
import { selection } from "./selection.ts";
import { semanticTokens } from "./semantic-tokens.ts";
import { signatureHelp } from "./signature-help.ts";
import { symbols } from "./symbols.ts";
import { types } from "./types.ts";

export const FEATURES: readonly Feature[] = [
  codeActions,
  codeLens,
  commands,
  completion,
  connections,
  diagnostics,
  formatting,
  hover,
  inlineCompletion,
  migrations,
  names,
  outline,
  runs,
  types,
  symbols,
  signatureHelp,
  semanticTokens,
  selection,
  inlayHints,
  callHierarchy,
];
