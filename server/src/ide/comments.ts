/** Telling comments from white space in the gaps between tokens. */
import type { Statement } from "../sql/script.ts";

/** Is the offset inside a comment, or at the end of a line comment? */
export function isInComment(statement: Statement, offset: number): boolean {
  const { tokens, text, dialect } = statement;
  let before = 0;
  for (let low = 0, high = tokens.count - 1; low <= high; ) {
    const middle = (low + high) >> 1;
    if ((tokens.ends[middle] ?? 0) <= offset) {
      before = tokens.ends[middle] ?? 0;
      low = middle + 1;
    } else {
      if ((tokens.starts[middle] ?? 0) < offset) {
        return false;
      }
      high = middle - 1;
    }
  }
  const { hashComments, slashComments, nestedComments } = dialect.pack.lexis;
  let depth = 0;
  for (let at = before; at < offset; at += 1) {
    const two = text.slice(at, at + 2);
    if (two === "/*" && (depth === 0 || nestedComments)) {
      depth += 1;
      at += 1;
    } else if (two === "*/" && depth > 0) {
      depth -= 1;
      at += 1;
    } else if (
      depth === 0 &&
      (two === "--" || (slashComments && two === "//") || (hashComments && text[at] === "#"))
    ) {
      const end = text.indexOf("\n", at);
      if (end === -1 || end >= offset) {
        return true;
      }
      at = end;
    }
  }
  return depth > 0;
}
