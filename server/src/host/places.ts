/** An expression as a message names it. */
const LONGEST = 60;

export function knownPlace(text: string): string {
  const line = text.replace(/\s+/gu, " ");
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
