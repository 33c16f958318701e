/** What the parser could not read, as findings. */
import type { View } from "../analysis/view.ts";
import { parse } from "../sql/parse.ts";
import type { Finding } from "./rule.ts";

/** Ids of the findings that come from the parser and not from a rule. */
export const PROBLEM_RULES = {
  syntax: "correctness/syntax-error",
  unavailable: "correctness/unavailable-here",
  unclosed: "correctness/unclosed",
  depth: "correctness/too-deep",
} as const;

export function problemFindings(view: View): readonly Finding[] {
  return view.script.statements.flatMap((statement, index) => {
    const start = view.script.starts[index] ?? 0;
    return parse(statement).problems.map((it) => ({
      rule: PROBLEM_RULES[it.code],
      severity: "error" as const,
      range: { start: start + it.start, end: start + Math.max(it.end, it.start) },
      message: it.message,
      fixes: [],
    }));
  });
}
