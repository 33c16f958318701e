/** Small questions about pieces of SQL text, whichever engine they are for. */

/**
 * Can the text stand as an operand without brackets? True for names, literals, calls, CASE and what
 * stands in brackets; a sign or an operator at the top makes it false.
 */
export function isAtomic(text: string): boolean {
  const trimmed = text.trim();
  if (/^case\b/iu.test(trimmed) && /\bend$/iu.test(trimmed)) {
    return true;
  }
  let depth = 0;
  for (let at = 0; at < trimmed.length; at += 1) {
    const char = trimmed[at] ?? "";
    if (char === "'" || char === '"' || char === "`") {
      const end = trimmed.indexOf(char, at + 1);
      if (end < 0) {
        return false;
      }
      at = end;
    } else if (char === "(" || char === "[") {
      depth += 1;
    } else if (char === ")" || char === "]") {
      depth -= 1;
    } else if (depth === 0 && !/[\p{L}\p{N}\uE000\uE001_.$@:?]/u.test(char)) {
      return false;
    }
  }
  return depth === 0;
}

/** The text, in brackets where it needs them to be an operand. */
export function operand(text: string): string {
  return isAtomic(text) ? text : `(${text})`;
}

/** Is the text one pair of brackets around everything? */
export function isBracketed(text: string): boolean {
  return text.startsWith("(") && text.endsWith(")") && isAtomic(text);
}
