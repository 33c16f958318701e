/** The case of keywords: the statement decides, then the text around it. */
import type { CompletionContext } from "./context.ts";

/** A keyword in the case of the text around the cursor. */
export function keyword(ctx: CompletionContext, word: string): string {
  return writesLowerCase(ctx) ? word.toLowerCase() : word;
}

/** Are keywords written in lower case here? The statement decides, then the script; upper case else. */
export function writesLowerCase(ctx: CompletionContext): boolean {
  const { tokens, text, dialect } = ctx.statement;
  let lower = 0;
  let upper = 0;
  for (let i = 0; i < tokens.count; i += 1) {
    if (
      dialect.isReserved(tokens.terminals[i] ?? 0) &&
      /^[a-z]/iu.test(text[tokens.starts[i] ?? 0] ?? "")
    ) {
      const word = text.slice(tokens.starts[i], tokens.ends[i]);
      lower += word === word.toLowerCase() ? 1 : 0;
      upper += word === word.toUpperCase() ? 1 : 0;
    }
  }
  if (lower !== upper) {
    return lower > upper;
  }
  if (ctx.prefix !== "" && /^\p{L}+$/u.test(ctx.prefix)) {
    return (
      ctx.prefix === ctx.prefix.toLowerCase() &&
      !SCRIPT_UPPER.test(ctx.view.script.text.slice(0, SAMPLE))
    );
  }
  return SCRIPT_LOWER.test(ctx.view.script.text.slice(0, SAMPLE));
}

const SAMPLE = 4000;
const SCRIPT_LOWER = /\b(?:select|insert|update|delete|create|from|where)\b/u;
const SCRIPT_UPPER = /\b(?:SELECT|INSERT|UPDATE|DELETE|CREATE|FROM|WHERE)\b/u;
