/** Names of other files in a script: what a client command includes. */
import type { View } from "../analysis/view.ts";
import type { Range } from "../base/text.ts";
import { TokenKind } from "../sql/tokens.ts";

export interface FileLink {
  /** Offsets of the script. */
  readonly range: Range;
  /** As written: relative to the script, or absolute. */
  readonly path: string;
}

/** `\i f.sql`, `\ir f.sql`, `.read f.sql`, `source f.sql`, `@f.sql`, `:r f.sql`. */
const INCLUDE =
  /^(\s*(?:\\ir?|\\include(?:_relative)?|\\\.|\.read|source|start|@@?|:r)\s*)('([^']+)'|"([^"]+)"|([^\s;'"]+))/iu;

export function fileLinks(view: View): readonly FileLink[] {
  return view.script.statements.flatMap((statement, index) => {
    const { tokens, text } = statement;
    const start = view.script.starts[index] ?? 0;
    const found: FileLink[] = [];
    for (let token = 0; token < tokens.count; token += 1) {
      if (tokens.kinds[token] !== TokenKind.ClientCommand) {
        continue;
      }
      const from = tokens.starts[token] ?? 0;
      const match = INCLUDE.exec(text.slice(from, tokens.ends[token]));
      const path = match?.[3] ?? match?.[4] ?? match?.[5];
      if (match !== null && path !== undefined) {
        const at = start + from + (match[1]?.length ?? 0) + (match[5] === undefined ? 1 : 0);
        found.push({ range: { start: at, end: at + path.length }, path });
      }
    }
    return found;
  });
}
