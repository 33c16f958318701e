/**
 * The first words of a statement, upper-case, comments left out: enough to tell a transaction command
 * from a query where a driver must know. Not a parser; anything finer is decided above drivers.
 */
export function leadingWords(sql: string, count: number): readonly string[] {
  const words: string[] = [];
  let at = 0;
  while (words.length < count) {
    GAP.lastIndex = at;
    at += GAP.exec(sql)?.[0].length ?? 0;
    WORD.lastIndex = at;
    const word = WORD.exec(sql)?.[0];
    if (word === undefined) {
      return words;
    }
    words.push(word.toUpperCase());
    at += word.length;
  }
  return words;
}

const GAP = /(?:[\s;(]|--[^\n]*|#[^\n]*|\/\*(?!!)[\s\S]*?\*\/)*/uy;
const WORD = /[\p{L}\d_$.]+|\S/uy;
