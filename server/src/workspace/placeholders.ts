/**
 * Placeholders of a statement that people run by hand: which there are, and the statement as the
 * driver wants it, with values bound and never pasted into the text.
 */

import type { ParameterAsk } from "../protocol/messages.ts";
import type { Expression, Node } from "../sql/ast.ts";
import { parse } from "../sql/parse.ts";
import type { Statement } from "../sql/script.ts";
import { TokenKind } from "../sql/tokens.ts";
import { children } from "../sql/walk.ts";

interface Placeholder {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Placeholders in text order; each bare `?` and `%s` counts for itself. */
function placeholders(statement: Statement): readonly Placeholder[] {
  const { tokens, text } = statement;
  const found: Placeholder[] = [];
  let bare = 0;
  for (let i = 0; i < tokens.count; i += 1) {
    if (tokens.kinds[i] !== TokenKind.Parameter) {
      continue;
    }
    const start = tokens.starts[i] ?? 0;
    const end = tokens.ends[i] ?? start;
    const written = text.slice(start, end);
    if (written === "?" || written === "%s") {
      bare += 1;
    }
    found.push({ name: written === "?" || written === "%s" ? `?${bare}` : written, start, end });
  }
  return found;
}

/** What must be asked before the statement can run. */
export function asks(
  statement: Statement,
  given: Readonly<Record<string, string | null>>,
): readonly ParameterAsk[] {
  const names = new Set(placeholders(statement).map((it) => it.name));
  const hints = comparisons(statement);
  return [...names]
    .filter((it) => !Object.hasOwn(given, it))
    .map((name) => ({ name, hint: hints.get(name) }));
}

/** The text with the driver's own placeholders, and the values in their order. */
export function bound(
  statement: Statement,
  sql: string,
  given: Readonly<Record<string, string | null>>,
): { readonly sql: string; readonly parameters: readonly (string | null)[] } {
  const found = placeholders(statement).filter((it) => it.end <= sql.length);
  if (found.length === 0) {
    return { sql, parameters: [] };
  }
  const numbered = statement.dialect.pack.lexis.parameters.includes("$n");
  const order: string[] = [];
  const values: (string | null)[] = [];
  let text = "";
  let at = 0;
  for (const it of found) {
    let index = order.indexOf(it.name);
    if (index === -1 || !numbered) {
      order.push(it.name);
      values.push(given[it.name] ?? null);
      index = order.length - 1;
    }
    text += sql.slice(at, it.start) + (numbered ? `$${index + 1}` : "?");
    at = it.end;
  }
  return { sql: text + sql.slice(at), parameters: values };
}

/** `orders.status` for a placeholder that is compared with it. */
function comparisons(statement: Statement): ReadonlyMap<string, string> {
  const named = placeholders(statement);
  const hints = new Map<string, string>();
  const stack: Node[] = [parse(statement).root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === "binary") {
      note(node.left, node.right);
      note(node.right, node.left);
    }
    stack.push(...children(node));
  }
  return hints;

  function note(parameter: Expression, other: Expression): void {
    const placeholder =
      parameter.kind === "parameter" ? named.find((it) => it.start === parameter.start) : undefined;
    if (placeholder !== undefined && other.kind === "column") {
      hints.set(placeholder.name, other.parts.map((it) => it.text).join("."));
    }
  }
}
