/** Small questions about trees that several features ask. */
import type { Expression } from "../sql/ast.ts";

/** The parts of a condition that must all hold. */
export function conjuncts(condition: Expression): readonly Expression[] {
  const found: Expression[] = [];
  const stack: Expression[] = [condition];
  for (let it = stack.pop(); it !== undefined; it = stack.pop()) {
    if (it.kind === "binary" && it.op === "AND") {
      stack.push(it.right, it.left);
    } else {
      found.push(it);
    }
  }
  return found;
}

/** A condition as one part of an AND: brackets around it are not its own and are lost with its place. */
export function conjunctText(it: Expression, place: { text(range: Expression): string }): string {
  const text = place.text(it);
  return it.kind === "binary" && (it.op === "OR" || it.op === "XOR") ? `(${text})` : text;
}
