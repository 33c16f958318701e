/**
 * A pack's examples, run: every one says something the pack promises, and the generic test and
 * `packs test` run them all. Which pack is which dialect is asked of the caller.
 */
import { never } from "../base/result.ts";
import { format } from "../ide/format.ts";
import type { Dialect } from "../sql/dialect.ts";
import { lex } from "../sql/lexer.ts";
import { parse } from "../sql/parse.ts";
import { script } from "../sql/script.ts";
import { reasonOf } from "../wirevm/drivers/errors.ts";
import type { PackExample } from "../wirevm/packs/pack.ts";
import { translate } from "../wirevm/translate/translate.ts";
import { formatStyle } from "./format-style.ts";

/** What an example is called in a list: its kind and what it is about. */
export function exampleTitle(example: PackExample): string {
  const [kind, about] =
    "identity" in example
      ? ["identity", example.identity]
      : "writes" in example
        ? [`writes ${Object.keys(example.writes).join(", ")}`, example.sql]
        : "reads" in example
          ? [`reads ${Object.keys(example.reads).join(", ")}`, example.sql]
          : "refuses" in example
            ? ["refuses", example.refuses]
            : "error" in example
              ? ["error", example.error]
              : ["tokens", example.tokens];
  return `${kind}: ${about.replace(/\s+/gu, " ")}`;
}

/** What is wrong with an example; nothing where it holds. */
export function exampleProblems(
  example: PackExample,
  dialect: Dialect,
  dialectOf: (engine: string) => Dialect | undefined,
): readonly string[] {
  if ("identity" in example) {
    return identityProblems(example.identity, dialect);
  }
  if ("writes" in example) {
    return Object.entries(example.writes).flatMap(([engine, expected]) =>
      translated(example.sql, dialect, dialectOf(engine), expected, engine),
    );
  }
  if ("reads" in example) {
    return Object.entries(example.reads).flatMap(([engine, source]) => {
      const from = dialectOf(engine);
      return from === undefined
        ? [`there is no pack "${engine}"`]
        : translated(source, from, dialect, example.sql, dialect.pack.engine);
    });
  }
  if ("refuses" in example) {
    const messages = problemsOf(example.refuses, dialect);
    if (messages.length === 0) {
      return ["is accepted"];
    }
    return messages.some((it) => it.toLowerCase().includes(example.because.toLowerCase()))
      ? []
      : [`is refused, but because: ${messages.join("; ")}`];
  }
  if ("error" in example) {
    const { reason } = reasonOf(dialect.pack, example.error);
    return reason === example.reason ? [] : [`means ${reason}`];
  }
  if ("tokens" in example) {
    const tokens = tokenTexts(example.tokens, dialect);
    return tokens.join("\n") === example.are.join("\n") ? [] : [`is ${JSON.stringify(tokens)}`];
  }
  return never(example);
}

/** Read without a problem, and laid out anew it is still the same tokens. */
function identityProblems(sql: string, dialect: Dialect): readonly string[] {
  const problems = problemsOf(sql, dialect);
  if (problems.length > 0) {
    return problems;
  }
  const laidOut = format(script(sql, dialect), formatStyle({}));
  const same = folded(tokenTexts(laidOut, dialect)) === folded(tokenTexts(sql, dialect));
  return same ? [] : [`is laid out as something else: ${laidOut}`];
}

function folded(tokens: readonly string[]): string {
  return tokens.join(" ").toLowerCase();
}

function translated(
  sql: string,
  from: Dialect,
  to: Dialect | undefined,
  expected: string,
  engine: string,
): readonly string[] {
  if (to === undefined) {
    return [`there is no pack "${engine}"`];
  }
  const { output, errors } = translate({ sql, from, to });
  if (errors.length > 0) {
    return errors.map((it) => `to ${engine}: ${it.message}`);
  }
  return output === expected ? [] : [`to ${engine} gives: ${output}`];
}

function problemsOf(sql: string, dialect: Dialect): readonly string[] {
  return script(sql, dialect).statements.flatMap((it) =>
    parse(it).problems.map((problem) => problem.message),
  );
}

function tokenTexts(sql: string, dialect: Dialect): readonly string[] {
  const { count, starts, ends } = lex(sql, dialect);
  return Array.from({ length: count }, (_, i) => sql.slice(starts[i] ?? 0, ends[i] ?? 0));
}
