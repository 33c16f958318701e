/** Rules that know what they look for by its wording, because no node of the tree says it. */
import type { NodeKind } from "../sql/ast.ts";
import { TokenKind } from "../sql/tokens.ts";
import type { RuleContext, Visitor } from "./rule.ts";

export interface Wording {
  /** Kinds of whole statements that are looked at. */
  readonly statements: readonly NodeKind[];
  readonly pattern: RegExp;
  readonly message: string;
  /** Strings are looked into too: a connection string or a routine's body may hold it. */
  readonly inStrings?: boolean;
  /** What the pattern alone cannot decide. */
  accept?(found: RegExpExecArray, context: RuleContext): boolean;
}

/** A visitor that reports the first match that is code: none that begins in a comment or a string. */
export function wording({ statements, pattern, message, inStrings, accept }: Wording): Visitor {
  const every = new RegExp(pattern, `${pattern.flags}g`);
  const visit = (node: RuleContext["root"], context: RuleContext): void => {
    if (context.ancestors.length > 0) {
      return;
    }
    for (const found of context.text(node).matchAll(every)) {
      const start = node.start + found.index;
      if (isCode(start, context, inStrings === true) && accept?.(found, context) !== false) {
        const end = start + found[0].trimEnd().length;
        context.report({ range: { start, end }, message });
        return;
      }
    }
  };
  return Object.fromEntries(statements.map((kind) => [kind, visit])) as Visitor;
}

function isCode(offset: number, { statement }: RuleContext, inStrings: boolean): boolean {
  const { count, kinds, starts, ends } = statement.tokens;
  for (let i = 0; i < count; i += 1) {
    if (offset < (ends[i] ?? 0)) {
      const isInside = (starts[i] ?? 0) <= offset;
      return isInside && (inStrings || kinds[i] !== TokenKind.String);
    }
  }
  return false;
}
