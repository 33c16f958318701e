/**
 * Placeholders: each is written as a mark while a statement is translated, since a value may be used
 * twice or move; at the end the marks become the other engine's placeholders, in order.
 */
import type { Node, Parameter } from "../../sql/ast.ts";
import type { Dialect } from "../../sql/dialect.ts";
import { descendants } from "../../sql/walk.ts";
import type { Construct } from "./translator.ts";

const OPEN = "\uE000";
const CLOSE = "\uE001";

/** A parameter's place among those of the source: from 0, one per number or name. */
export function parameterIndices(root: Node): ReadonlyMap<Node, number> {
  const found = new Map<Node, number>();
  const names = new Map<string, number>();
  const all = descendants(root).filter(
    (it): it is Parameter => it.kind === "parameter" && it.style !== "hole",
  );
  let next = 0;
  for (const it of all.toSorted((a, b) => a.start - b.start)) {
    if (it.style === "numbered") {
      found.set(it, Number(it.name) - 1);
    } else if (it.name === undefined) {
      found.set(it, next);
      next += 1;
    } else {
      const known = names.get(it.name) ?? names.size;
      names.set(it.name, known);
      found.set(it, known);
    }
  }
  return found;
}

/** Can the target read the placeholders as they are? */
function keeps(style: Parameter["style"], to: Dialect): boolean {
  const { parameters } = to.pack.lexis;
  switch (style) {
    case "question":
      return parameters.includes("?");
    case "named":
      return parameters.includes(":name") && !parameters.includes("$n");
    default:
      return false;
  }
}

export const parameters: Construct = {
  parameter(node, t) {
    if (node.style === "hole") {
      return undefined;
    }
    const index = t.parameters.get(node);
    return index === undefined
      ? undefined
      : `${OPEN}${index}${node.style === "named" ? `:${t.source(node)}` : ""}${CLOSE}`;
  },
};

export interface Numbered {
  readonly text: string;
  /** The source's index of each placeholder of the target; absent where there are none. */
  readonly parameters: readonly number[] | undefined;
}

/** The text with the target's placeholders. */
export function numbered(
  text: string,
  style: Parameter["style"] | undefined,
  to: Dialect,
): Numbered {
  if (!text.includes(OPEN)) {
    return { text, parameters: undefined };
  }
  const spellings = to.pack.lexis.parameters;
  const used: number[] = [];
  const byNumber =
    !(style !== undefined && keeps(style, to)) &&
    (spellings.includes("$n") || spellings.includes("?n"));
  const sign = spellings.includes("$n") ? "$" : "?";
  const written = text.replaceAll(
    /\uE000(\d+)(?::([^\uE001]*))?\uE001/gu,
    (_, digits: string, own: string | undefined) => {
      const index = Number(digits);
      if (style === "named" && own !== undefined && keeps("named", to)) {
        if (!used.includes(index)) {
          used.push(index);
        }
        return own;
      }
      if (byNumber) {
        if (!used.includes(index)) {
          used.push(index);
        }
        return `${sign}${index + 1}`;
      }
      used.push(index);
      return "?";
    },
  );
  return {
    text: written,
    parameters: byNumber || style === "named" ? used.toSorted((a, b) => a - b) : used,
  };
}
