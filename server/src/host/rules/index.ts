/** Rules about programs. */
import type { HostRule } from "../rule.ts";
import { nPlusOne } from "./n-plus-one.ts";
import { sqlInjectionConcat } from "./sql-injection-concat.ts";

export const HOST_RULES: readonly HostRule[] = [nPlusOne, sqlInjectionConcat];
