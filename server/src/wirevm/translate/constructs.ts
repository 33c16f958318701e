/** All constructs; for one kind of node the first that answers wins. */
import { limits } from "./constructs/limits.ts";
import { literals } from "./constructs/literals.ts";
import { names } from "./constructs/names.ts";
import { types } from "./constructs/types.ts";
import { upserts } from "./constructs/upserts.ts";
import type { Construct } from "./translator.ts";

export const CONSTRUCTS: readonly Construct[] = [upserts, limits, types, literals, names];
