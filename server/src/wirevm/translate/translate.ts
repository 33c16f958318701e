/**
 * One engine's SQL to another's, with what could not be carried over said and never hidden.
 *
 * Owns the common form between engines: constructs of the tree, and expressions by the packs' rules.
 * Must not know pairs of engines. Start reading at `translator.ts`.
 */
import { analyze } from "../../analysis/analyze.ts";
import { columnInference } from "../../analysis/catalog-from-script.ts";
import type { Range } from "../../base/text.ts";
import { applyStatement, catalogFromDdl } from "../../catalog/from-ddl.ts";
import type { Catalog } from "../../catalog/model.ts";
import type { Dialect } from "../../sql/dialect.ts";
import { parse } from "../../sql/parse.ts";
import { type Statement, script } from "../../sql/script.ts";
import { CHANGES_NAMES } from "./check.ts";
import { MEANS } from "./constructs.ts";
import { numbered } from "./parameters.ts";
import { type Note, Translator } from "./translator.ts";

export interface TranslateRequest {
  readonly sql: string;
  readonly from: Dialect;
  readonly to: Dialect;
  /** What exists on the source side; types decide where it is known. */
  readonly catalog?: Catalog | undefined;
  /** What could not be done stands in the output as it is, or as a comment that says why. */
  readonly undone?: "kept" | "commented" | undefined;
}

/** Offsets are those of the source text. */
export interface TranslateError {
  readonly code: "parse" | "unsupported";
  readonly message: string;
  readonly range: Range;
}

export interface TranslateResult {
  readonly output: string;
  readonly notes: readonly Note[];
  /** Not empty: `output` holds the source text of what could not be done. */
  readonly errors: readonly TranslateError[];
  /** The source index of each of the target's placeholders; absent where there are none. */
  readonly parameters?: readonly number[] | undefined;
  /** What exists on the source side after the text. */
  readonly catalog?: Catalog | undefined;
}

/** Translates every statement of a text; the gaps between them stay as they are. */
export function translate({ sql, from, to, catalog, undone }: TranslateRequest): TranslateResult {
  const source = script(sql, from);
  const outputs: string[] = [];
  const notes: Note[] = [];
  const errors: TranslateError[] = [];
  let known = catalog;
  let parameters: readonly number[] | undefined;
  for (const [index, statement] of source.statements.entries()) {
    const start = source.starts[index] ?? 0;
    const done = guarded(statement, to, known);
    const { root } = parse(statement);
    if (CHANGES_NAMES.has(root.kind)) {
      known = applyStatement(
        known ?? catalogFromDdl("", from),
        root,
        statement.text,
        from,
        columnInference(from),
      );
    }
    parameters ??= done.parameters;
    outputs.push(
      done.errors.length === 0
        ? done.output
        : undone === "commented"
          ? commented(statement, done.errors[0]?.message ?? "")
          : statement.text,
    );
    notes.push(...done.notes.map((it) => ({ ...it, range: moved(it.range, start) })));
    errors.push(...done.errors.map((it) => ({ ...it, range: moved(it.range, start) })));
  }
  return {
    output: outputs.join(""),
    notes,
    errors,
    catalog: known,
    ...(parameters === undefined ? {} : { parameters }),
  };
}

/** A statement as a comment in its place, with the reason before it. */
function commented(statement: Statement, reason: string): string {
  const lead = /^\s*/u.exec(statement.text)?.[0] ?? "";
  const lines = statement.text.slice(lead.length).split("\n");
  const why = `-- not translated: ${reason.replaceAll(/\s+/gu, " ")}`;
  return `${lead}${[why, ...lines.map((it) => `-- ${it}`)].join("\n")}\n`;
}

/** A statement that is too deep or too strange to be translated is refused, whatever it is. */
function guarded(statement: Statement, to: Dialect, catalog: Catalog | undefined): TranslateResult {
  try {
    return translateStatement(statement, to, catalog);
  } catch (error) {
    const message = `The statement could not be translated: ${error instanceof Error ? error.message : String(error)}`;
    return {
      output: statement.text,
      notes: [],
      errors: [{ code: "unsupported", message, range: { start: 0, end: statement.text.length } }],
    };
  }
}

export function translateStatement(
  statement: Statement,
  to: Dialect,
  catalog: Catalog | undefined,
): TranslateResult {
  const { root, problems } = parse(statement);
  const [problem] = problems.filter((it) => it.code !== "unavailable");
  if (problem !== undefined) {
    return {
      output: statement.text,
      notes: [],
      errors: [{ code: "parse", message: problem.message, range: problem }],
    };
  }
  if (root.kind === "empty" || sameDialect(statement.dialect, to)) {
    return { output: statement.text, notes: [], errors: [] };
  }
  const t = new Translator(statement, analyze(statement, catalog), to, MEANS);
  const own = t.text(root);
  const body = [
    ...t.before,
    ...(own === "" && t.before.length + t.after.length > 0 ? [] : [own]),
    ...t.after,
  ].join(";\n");
  const [first] = [...t.parameters.keys()];
  const style = first?.kind === "parameter" ? first.style : undefined;
  const whole = t.raw(0, root.start) + body + t.raw(root.end, statement.text.length);
  const { text: output, parameters } = numbered(whole, style, to);
  const unread = t.refusals.length > 0 ? undefined : unreadable(output, statement.dialect, to);
  if (unread !== undefined) {
    t.refuse(`No way is known to say this here: ${unread}`, root);
  }
  return {
    output,
    ...(parameters === undefined ? {} : { parameters }),
    notes: t.notes,
    errors: t.refusals.map((it) => ({ code: "unsupported", message: it.message, range: it.range })),
  };
}

/**
 * What our own parser finds wrong with a result in the other dialect. Asked where no engine can be:
 * elsewhere the engine itself, or its parser, checks what comes out.
 */
function unreadable(output: string, from: Dialect, to: Dialect): string | undefined {
  if (to.pack.protocol !== "none" && from.pack.protocol !== "none") {
    return undefined;
  }
  for (const it of script(output, to).statements) {
    const [problem] = parse(it).problems;
    if (problem !== undefined) {
      return problem.message;
    }
  }
  return undefined;
}

function sameDialect(a: Dialect, b: Dialect): boolean {
  return a.pack.engine === b.pack.engine && a.version === b.version;
}

function moved(range: Range, by: number): Range {
  return { start: range.start + by, end: range.end + by };
}
