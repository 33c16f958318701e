/** Text made from a template and arguments: `%s`, `{}`, `{0}`, `:name` replaced. */
import type { Range } from "../base/text.ts";
import { type Built, joined, NUMBER, type Part, standing, type Value } from "./values.ts";

export interface Given {
  readonly name: string | undefined;
  readonly value: Value;
  readonly range: Range;
}

const PERCENT =
  /%(?:\((\w+)\)|<(\w+)>|\{(\w+)\}|(\d+)\$)?[-+ #0]*(?:\*|\d+)?(?:\.\d+)?([a-zA-Z%])/gu;
const BRACES = /\{\{|\}\}|\{(\w*)(?:[.[][^{}:!]*)?(?:![rsa])?(?:,[^{}:]*)?(?::([^{}]*))?\}/gu;
const NUMERIC_LETTER = /[diufFeEgGxXobcn]/u;

/** A directive found in a template's text. */
interface Directive {
  readonly start: number;
  readonly end: number;
  /** Stands for text of its own: `%%`, `{{`. */
  readonly plain: string | undefined;
  readonly name: string | undefined;
  readonly numeric: boolean;
}

function directives(text: string, style: "percent" | "braces"): readonly Directive[] {
  const pattern = style === "percent" ? PERCENT : BRACES;
  return [...text.matchAll(pattern)].map((it) => {
    const start = it.index;
    const end = start + it[0].length;
    if (style === "percent") {
      const letter = it[5] ?? "";
      return {
        start,
        end,
        plain: letter === "%" ? "%" : it[3] !== undefined ? undefined : undefined,
        name: it[1] ?? it[2] ?? it[3] ?? it[4],
        numeric: NUMERIC_LETTER.test(letter) && it[3] === undefined,
      };
    }
    return {
      start,
      end,
      plain: it[0] === "{{" ? "{" : it[0] === "}}" ? "}" : undefined,
      name: it[1] === "" ? undefined : it[1],
      numeric: it[2] !== undefined && /[dfegxobn%]$|^[DNFX]\d*$/u.test(it[2]),
    };
  });
}

/** The texts that a template gives with these arguments. */
export function formatted(
  template: Value,
  given: readonly Given[],
  style: "percent" | "braces",
): readonly Built[] {
  return template.texts.flatMap((it) => filled(it, given, style));
}

function filled(
  template: Built,
  given: readonly Given[],
  style: "percent" | "braces",
): readonly Built[] {
  const unnamed = given.filter((it) => it.name === undefined);
  let next = 0;
  let made: readonly Built[] = [{ parts: [], note: template.note }];
  const add = (more: readonly Built[]) => {
    made = joined(made, more);
  };
  for (const part of template.parts) {
    if (part.kind === "hole") {
      add([{ parts: [part] }]);
      continue;
    }
    const text = part.kind === "text" ? part.segment.text : part.text;
    let at = 0;
    for (const it of directives(text, style)) {
      add([{ parts: slice(part, at, it.start) }]);
      const range = placeOf(part, it.start, it.end);
      at = it.end;
      if (it.plain !== undefined) {
        add([{ parts: [{ kind: "fixed", text: it.plain, range }] }]);
        continue;
      }
      const argument = argumentFor(it.name, given, unnamed, style, () => next++);
      const value = it.numeric ? NUMBER : (argument?.value ?? { source: "opaque", texts: [] });
      add(standing(value, range, argument?.range ?? range));
    }
    add([{ parts: slice(part, at, text.length) }]);
  }
  return made;
}

function argumentFor(
  name: string | undefined,
  given: readonly Given[],
  unnamed: readonly Given[],
  style: "percent" | "braces",
  advance: () => number,
): Given | undefined {
  if (name === undefined) {
    return unnamed[advance()];
  }
  if (/^\d+$/u.test(name)) {
    return unnamed[Number(name) - (style === "percent" ? 1 : 0)];
  }
  const own = given.find((it) => it.name === name);
  if (own !== undefined) {
    return own;
  }
  // One object whose fields are meant.
  const [first] = unnamed;
  const field = first?.value.fields?.get(name);
  return first === undefined ? undefined : { ...first, value: field ?? first.value };
}

/** The template with every occurrence of a literal text replaced. */
export function replaced(template: Value, what: string, by: Given): readonly Built[] {
  return template.texts.flatMap((built) => {
    let made: readonly Built[] = [{ parts: [], note: built.note }];
    for (const part of built.parts) {
      if (part.kind === "hole" || what === "") {
        made = joined(made, [{ parts: [part] }]);
        continue;
      }
      const text = part.kind === "text" ? part.segment.text : part.text;
      let at = 0;
      for (let found = text.indexOf(what); found >= 0; found = text.indexOf(what, at)) {
        made = joined(made, [{ parts: slice(part, at, found) }]);
        at = found + what.length;
        made = joined(made, standing(by.value, placeOf(part, found, at), by.range));
      }
      made = joined(made, [{ parts: slice(part, at, text.length) }]);
    }
    return made;
  });
}

function slice(part: Exclude<Part, { kind: "hole" }>, start: number, end: number): readonly Part[] {
  const text = part.kind === "text" ? part.segment.text : part.text;
  if (start >= end) {
    return [];
  }
  if (start === 0 && end === text.length) {
    return [part];
  }
  const range = placeOf(part, start, end);
  return part.kind === "text"
    ? [{ ...part, segment: { text: text.slice(start, end), ...range } }]
    : [{ ...part, text: text.slice(start, end) }];
}

/** Where a stretch of a part's text is written; the whole part where it is written in another way. */
function placeOf(part: Exclude<Part, { kind: "hole" }>, start: number, end: number): Range {
  if (part.kind === "fixed") {
    return part.range;
  }
  const { segment } = part;
  return segment.text.length === segment.end - segment.start
    ? { start: segment.start + start, end: segment.start + end }
    : { start: segment.start, end: segment.end };
}
