/** Rules that know what they look for by its wording, because no node of the tree says it. */
import type { Node, NodeKind } from "../sql/ast.ts";
import { lex } from "../sql/lexer.ts";
import { TokenKind } from "../sql/tokens.ts";
import type { RuleContext, Visitor } from "./rule.ts";

export interface Wording {
  /** Kinds of statements that are looked at, whole ones and those in the bodies of routines. */
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
  const kinds: ReadonlySet<string> = new Set(statements);
  const visit = (node: Node, context: RuleContext): void => {
    // A statement inside another that is looked at has been looked at with it.
    if (context.ancestors.some((it) => kinds.has(it.kind))) {
      return;
    }
    for (const found of context.text(node).matchAll(every)) {
      const start = node.start + found.index;
      if (
        isCode(found.index, node, context, inStrings === true) &&
        accept?.(found, context) !== false
      ) {
        const end = start + found[0].trimEnd().length;
        context.report({ range: { start, end }, message });
        return;
      }
    }
  };
  return Object.fromEntries(statements.map((kind) => [kind, visit])) as Visitor;
}

/** The text is read anew: the body of a routine may be one string of its statement's tokens. */
function isCode(offset: number, node: Node, context: RuleContext, inStrings: boolean): boolean {
  const { count, kinds, starts, ends } = lex(context.text(node), context.dialect);
  for (let i = 0; i < count; i += 1) {
    if (offset < (ends[i] ?? 0)) {
      const isInside = (starts[i] ?? 0) <= offset;
      return isInside && (inStrings || kinds[i] !== TokenKind.String);
    }
  }
  return false;
}
