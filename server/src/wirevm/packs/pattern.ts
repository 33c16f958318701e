/**
 * Regular expressions that come from outside and run on texts of any length. What could take more
 * than a low power of the text's length is refused before it ever runs.
 */

/** More open-ended repetitions than this in one pattern multiply into too long a search. */
const MAX_OPEN_REPETITIONS = 4;
/** A bounded repetition may not copy its part more often than this. */
const MAX_COUNT = 100;

interface Group {
  /** Something in it repeats or it offers choices, so that repeating it would multiply. */
  multiplies: boolean;
}

/** Why a pattern must not be used; `undefined` where it may be. */
export function patternProblem(pattern: string): string | undefined {
  try {
    new RegExp(pattern, "imu");
  } catch (error) {
    return error instanceof Error ? error.message : "is not a regular expression";
  }
  const groups: Group[] = [{ multiplies: false }];
  let open = 0;
  let last: Group | undefined;
  for (let i = 0; i < pattern.length; i += 1) {
    const at = pattern[i];
    const inner = groups.at(-1);
    if (at === "\\") {
      if (/[1-9k]/u.test(pattern[i + 1] ?? "")) {
        return "refers back to a group";
      }
      last = undefined;
      i += 1;
    } else if (at === "[") {
      i = classEnd(pattern, i);
      last = undefined;
    } else if (at === "(") {
      groups.push({ multiplies: false });
      // The marks of a group (`?:`, `?=`, `?<name>`) repeat nothing.
      i += /^\?(?:[:=!]|<[=!]|<\w+>)/u.exec(pattern.slice(i + 1))?.[0].length ?? 0;
      last = undefined;
    } else if (at === ")") {
      last = groups.pop();
      const outer = groups.at(-1);
      if (outer !== undefined && last?.multiplies === true) {
        outer.multiplies = true;
      }
    } else if (at === "|") {
      if (inner !== undefined && groups.length > 1) {
        inner.multiplies = true;
      }
      last = undefined;
    } else {
      const repetition = /^(?:[*+]|\{(\d+)(,?)(\d*)\})/u.exec(pattern.slice(i));
      if (repetition === null) {
        // `a?` and `(…)?` try twice at most; `*?` and `+?` only turn the order round.
        if (at !== "?") {
          last = undefined;
        }
        continue;
      }
      const [text, low, comma, high] = repetition;
      const isOpen = low === undefined || (comma === "," && high === "");
      if (last?.multiplies === true) {
        return "repeats a group that itself repeats or offers choices";
      }
      if (Number(high === "" || high === undefined ? (low ?? 0) : high) > MAX_COUNT) {
        return `repeats more than ${MAX_COUNT} times`;
      }
      open += isOpen ? 1 : 0;
      if (open > MAX_OPEN_REPETITIONS) {
        return `has more than ${MAX_OPEN_REPETITIONS} open-ended repetitions`;
      }
      if (inner !== undefined) {
        inner.multiplies = true;
      }
      i += text.length - 1;
      last = undefined;
    }
  }
  return undefined;
}

function classEnd(pattern: string, start: number): number {
  for (let i = start + 1; i < pattern.length; i += 1) {
    if (pattern[i] === "\\") {
      i += 1;
    } else if (pattern[i] === "]") {
      return i;
    }
  }
  return pattern.length;
}
