/**
 * What an engine can do at a version. Versions are compared as numbers between dots, so that
 * `10.11` follows `10.9` and whatever stands behind the numbers (`-debug`, `beta2`) is left out.
 */
import type { Capability, Pack } from "./pack.ts";

/** Has the engine this capability at this version? A name the pack does not hold answers false. */
export function can(pack: Pack, name: string, version: string): boolean {
  const capability = Object.hasOwn(pack.capabilities, name) ? pack.capabilities[name] : undefined;
  return capability !== undefined && holdsAt(capability, version);
}

/** Is a capability there at a version? */
export function holdsAt(capability: Capability, version: string): boolean {
  if (typeof capability === "boolean") {
    return capability;
  }
  return isWithin(capability, version);
}

/** Is a version in a span: `since` inclusive, `until` exclusive, both may be missing? */
export function isWithin(
  span: { readonly since?: string | undefined; readonly until?: string | undefined },
  version: string,
): boolean {
  return (
    (span.since === undefined || compareVersions(version, span.since) >= 0) &&
    (span.until === undefined || compareVersions(version, span.until) < 0)
  );
}

/** Negative when `a` is older than `b`, 0 when the same, positive when newer; missing parts are 0. */
export function compareVersions(a: string, b: string): number {
  const left = versionNumbers(a);
  const right = versionNumbers(b);
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}

/** The leading numbers of a version: `v1.5.6-rc2` is 1, 5, 6; a text without a number is none. */
function versionNumbers(version: string): readonly number[] {
  const numbers = /\d+(?:\.\d+)*/u.exec(version)?.[0] ?? "";
  return numbers === "" ? [] : numbers.split(".").map(Number);
}
