/** All constructs; for one kind of node the first that answers wins. Patches are all carried out. */
import { arithmetic } from "./constructs/arithmetic.ts";
import { booleans, conditions, truthPatch } from "./constructs/booleans.ts";
import { collationConstruct, collationPatch } from "./constructs/collation.ts";
import { formats } from "./constructs/formats.ts";
import { limits } from "./constructs/limits.ts";
import { literals } from "./constructs/literals.ts";
import { moments } from "./constructs/moments.ts";
import { names } from "./constructs/names.ts";
import { orderingPatch } from "./constructs/ordering.ts";
import { patterns } from "./constructs/patterns.ts";
import { types } from "./constructs/types.ts";
import { upserts } from "./constructs/upserts.ts";
import { means } from "./translator.ts";

export const MEANS = means(
  [upserts, limits, conditions, moments, formats, booleans, collationConstruct, patterns, arithmetic, types, literals, names],
  [truthPatch, collationPatch, orderingPatch],
);
