/** All hazard rules. */
import type { HazardRule } from "../hazard.ts";

export const HAZARDS: readonly HazardRule[] = [];
