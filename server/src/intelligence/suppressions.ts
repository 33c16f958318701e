/**
 * Comments that silence rules:
 * `-- sqlx-disable-next-line perf/select-star -- reason`, `-- sqlx-disable-line …` at the end of a
 * line, `-- sqlx-disable …` to `-- sqlx-enable …` for a stretch. Without rule ids all are meant; an
 * id may be a group: `perf/*`.
 */
import { type LineIndex, lineCharacterAt, lineIndex, type Range } from "../base/text.ts";

interface Stretch {
  readonly firstLine: number;
  readonly lastLine: number;
  readonly rules: readonly string[];
}

export interface Suppressions {
  silences(rule: string, range: Range): boolean;
}

const DIRECTIVE =
  /(?:--|#|\/\*|\/\/)[^\S\n]*sqlx-(disable-next-line|disable-line|disable|enable)\b([^\n]*?)(?:\*\/|\n|$)/gu;

const NONE: Suppressions = { silences: () => false };

export function suppressions(text: string): Suppressions {
  if (!text.includes("sqlx-disable")) {
    return NONE;
  }
  const lines = lineIndex(text);
  const stretches = read(text, lines);
  return {
    silences: (rule, range) => {
      const { line } = lineCharacterAt(lines, range.start);
      return stretches.some(
        (it) =>
          it.firstLine <= line &&
          line <= it.lastLine &&
          (it.rules.length === 0 || it.rules.some((id) => matches(id, rule))),
      );
    },
  };
}

function read(text: string, lines: LineIndex): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let open: { readonly firstLine: number; readonly rules: readonly string[] }[] = [];
  for (const match of text.matchAll(DIRECTIVE)) {
    const { line } = lineCharacterAt(lines, match.index);
    const rules =
      (match[2] ?? "")
        .split(/\s--\s|\s—\s/u)[0]
        ?.split(/[\s,]+/u)
        .filter((it) => it !== "" && it !== "--") ?? [];
    switch (match[1]) {
      case "disable-next-line":
        stretches.push({ firstLine: line + 1, lastLine: line + 1, rules });
        break;
      case "disable-line":
        stretches.push({ firstLine: line, lastLine: line, rules });
        break;
      case "disable":
        open.push({ firstLine: line, rules });
        break;
      default: {
        const closes = (it: { readonly rules: readonly string[] }) =>
          rules.length === 0 || rules.some((id) => it.rules.includes(id));
        stretches.push(...open.filter(closes).map((it) => ({ ...it, lastLine: line })));
        open = open.filter((it) => !closes(it));
      }
    }
  }
  return [...stretches, ...open.map((it) => ({ ...it, lastLine: Number.POSITIVE_INFINITY }))];
}

/** `perf/select-star`, `perf/*` and `*` match the rule `perf/select-star`. */
export function matches(pattern: string, rule: string): boolean {
  return (
    pattern === rule ||
    pattern === "*" ||
    (pattern.endsWith("/*") && rule.startsWith(pattern.slice(0, -1)))
  );
}
