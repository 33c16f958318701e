/** Rules about programs. */
import type { HostRule } from "../rule.ts";
import { hardcodedCredentials } from "./hardcoded-credentials.ts";
import { nPlusOne } from "./n-plus-one.ts";
import { sqlInjectionConcat } from "./sql-injection-concat.ts";
import { tlsVerificationOff } from "./tls-verification-off.ts";

export const HOST_RULES: readonly HostRule[] = [
  hardcodedCredentials,
  nPlusOne,
  sqlInjectionConcat,
  tlsVerificationOff,
];
