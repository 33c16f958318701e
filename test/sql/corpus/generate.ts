/**
 * Combines constructs: every `*.tpl` file of an engine's corpus holds templates, one a line, in which
 * `‹a¦b¦c›` stands for any of its parts (nested too). All combinations are made; where there are too
 * many, an even sample of them. The order is fixed: the same files give the same statements.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** So many statements of one template at most. */
const MOST = 120;

/** The statements of a corpus file: one a line; a line that begins with a blank goes on with the one before. */
export function statementsOf(text: string): string[] {
  const list: string[] = [];
  for (const line of text.split("\n")) {
    if (/^\s/u.test(line) && list.length > 0) {
      list.push(`${list.pop() ?? ""}\n${line}`);
    } else if (line.trim() !== "" && !line.startsWith("-- ")) {
      list.push(line);
    }
  }
  return list;
}

/** What the templates of an engine give, with the name of their file as the construct. */
export function* generatedStatements(
  engine: string,
): Generator<{ readonly construct: string; readonly sql: string }> {
  const folder = join("test/sql/corpus", engine);
  if (!existsSync(folder)) {
    return;
  }
  for (const file of readdirSync(folder)
    .filter((it) => it.endsWith(".tpl"))
    .sort()) {
    const construct = `${basename(file, ".tpl")} (generated)`;
    for (const template of statementsOf(readFileSync(join(folder, file), "utf8"))) {
      for (const sql of expanded(template)) {
        yield { construct, sql };
      }
    }
  }
}

type Part = string | readonly (readonly Part[])[];

function expanded(template: string): string[] {
  const parts = parsed(template, { at: 0 });
  const total = count(parts);
  const step = Math.max(1, total / MOST);
  const list: string[] = [];
  for (let index = 0; index < total; index += step) {
    list.push(pick(parts, Math.floor(index)).text);
  }
  return list;
}

function parsed(text: string, cursor: { at: number }): Part[] {
  const parts: Part[] = [];
  let plain = "";
  while (cursor.at < text.length) {
    const char = text.charAt(cursor.at);
    if (char === "›" || char === "¦") {
      break;
    }
    cursor.at += 1;
    if (char !== "‹") {
      plain += char;
      continue;
    }
    parts.push(plain);
    plain = "";
    const options: Part[][] = [];
    do {
      options.push(parsed(text, cursor));
    } while (text.charAt(cursor.at++) === "¦");
    parts.push(options);
  }
  parts.push(plain);
  return parts;
}

function count(parts: readonly Part[]): number {
  return parts.reduce(
    (total, it) =>
      total * (typeof it === "string" ? 1 : it.reduce((sum, option) => sum + count(option), 0)),
    1,
  );
}

/** The combination of a number: a mixed-radix numeral, one digit a choice. */
function pick(
  parts: readonly Part[],
  index: number,
): { readonly text: string; readonly rest: number } {
  let rest = index;
  let text = "";
  for (const part of parts) {
    if (typeof part === "string") {
      text += part;
      continue;
    }
    const size = part.reduce((sum, option) => sum + count(option), 0);
    let digit = rest % size;
    rest = Math.floor(rest / size);
    for (const option of part) {
      const nOption = count(option);
      if (digit < nOption) {
        text += pick(option, digit).text;
        break;
      }
      digit -= nOption;
    }
  }
  return { text, rest };
}
