/** The text of a statement as a driver takes it: from its first token, without its terminator. */
import type { Statement } from "../sql/script.ts";
import { TokenKind } from "../sql/tokens.ts";

/** Empty for a statement that is nothing but a terminator or a client command. Offsets of what is left stay right. */
export function runnableText(statement: Statement): string {
  const { tokens, text } = statement;
  let last = tokens.count - 1;
  while (last >= 0 && isTerminator(statement, last)) {
    last -= 1;
  }
  if (last < 0 || tokens.kinds[0] === TokenKind.ClientCommand) {
    return "";
  }
  return text.slice(0, tokens.ends[last]);
}

function isTerminator(statement: Statement, index: number): boolean {
  const { tokens, text } = statement;
  const written = text.slice(tokens.starts[index], tokens.ends[index]);
  return (
    written === ";" ||
    (index === tokens.count - 1 && tokens.kinds[index] === TokenKind.ClientCommand)
  );
}
