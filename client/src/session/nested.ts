/** Dotted keys of settings as the objects that a configuration file has. Pure. */

/** `[["format.indent", 2]]` becomes `{ format: { indent: 2 } }`; a later value of a key wins. */
export function nested(
  values: readonly (readonly [string, unknown])[],
): Readonly<Record<string, unknown>> {
  const root: Record<string, unknown> = {};
  for (const [path, value] of values) {
    const [head = path, tail] = path.split(".", 2);
    if (tail === undefined) {
      root[head] = value;
    } else {
      root[head] = { ...(root[head] as Record<string, unknown> | undefined), [tail]: value };
    }
  }
  return root;
}
