/** Ever wider stretches of text around the cursor that belong together. */
import type { View } from "../analysis/view.ts";
import type { Range } from "../base/text.ts";
import { parse } from "../sql/parse.ts";
import { statementAt } from "../sql/script.ts";
import { pathAt } from "../sql/walk.ts";

/** From the token to the whole text, each strictly wider than the one before. */
export function selectionRanges(view: View, offset: number): readonly Range[] {
  const { statement, start } = statementAt(view.script, offset);
  const { tokens } = statement;
  const at = offset - start;
  const found: Range[] = [];
  const add = (range: Range): void => {
    const last = found.at(-1);
    const isWider =
      last === undefined ||
      (range.start <= last.start &&
        last.end <= range.end &&
        range.end - range.start > last.end - last.start);
    if (isWider && range.end > range.start) {
      found.push(range);
    }
  };
  for (let token = 0; token < tokens.count; token += 1) {
    const [from, to] = [tokens.starts[token] ?? 0, tokens.ends[token] ?? 0];
    if (from <= at && at <= to) {
      add({ start: start + from, end: start + to });
      break;
    }
  }
  for (const node of pathAt(parse(statement).root, at).toReversed()) {
    add({ start: start + node.start, end: start + node.end });
  }
  if (tokens.count > 0) {
    add({
      start: start + (tokens.starts[0] ?? 0),
      end: start + (tokens.ends[tokens.count - 1] ?? 0),
    });
  }
  add({ start: 0, end: view.script.text.length });
  return found;
}
