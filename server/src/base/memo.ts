/**
 * Memoises a pure function of one immutable object. Identity is the cache key and
 * the entry dies with its key, so there is nothing to invalidate and nothing to leak.
 */
export function memo<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const cache = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    const hit = cache.get(key);
    if (hit !== undefined) {
      return hit.value;
    }
    const value = compute(key);
    cache.set(key, { value });
    return value;
  };
}

/** The same for a function of two immutable objects: memoised by the first, then by the second. */
export function memo2<A extends object, B extends object, V>(
  compute: (a: A, b: B) => V,
): (a: A, b: B) => V {
  const outer = memo((a: A) => memo((b: B) => compute(a, b)));
  return (a, b) => outer(a)(b);
}
