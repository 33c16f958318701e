/**
 * Walking trees: children, a visit by kind, and the nodes at a place. All of it is iterative, because
 * a chain of operators or set operations may be thousands of levels deep.
 */
import type { Node, NodeKind, NodeOf } from "./ast.ts";

/** The nodes directly below, in text order. */
export function children(node: Node): readonly Node[] {
  const found: Node[] = [];
  collect(node, found);
  let sorted = true;
  for (let i = 1; i < found.length; i += 1) {
    if ((found[i]?.start ?? 0) < (found[i - 1]?.start ?? 0)) {
      sorted = false;
      break;
    }
  }
  return sorted ? found : found.sort((a, b) => a.start - b.start);
}

function collect(holder: object, found: Node[]): void {
  for (const key in holder) {
    const value: unknown = (holder as Readonly<Record<string, unknown>>)[key];
    if (typeof value !== "object" || value === null) {
      continue;
    }
    if (Array.isArray(value)) {
      for (const it of value as readonly unknown[]) {
        if (typeof it === "object" && it !== null) {
          add(it, found);
        }
      }
    } else {
      add(value, found);
    }
  }
}

/** A node itself, or the nodes in a record that is none. */
function add(value: object, found: Node[]): void {
  if ("kind" in value && typeof value.kind === "string") {
    found.push(value as Node);
  } else {
    collect(value, found);
  }
}

/** What to do at nodes of a kind; `"skip"` leaves out what is below. */
export type Visitor = {
  readonly [K in NodeKind]?: (node: NodeOf<K>) => unknown;
};

/** Visits a tree from the root down, in text order. */
export function walk(root: Node, visitor: Visitor): void {
  const stack: Node[] = [root];
  for (;;) {
    const node = stack.pop();
    if (node === undefined) {
      return;
    }
    const visit = visitor[node.kind] as ((it: Node) => unknown) | undefined;
    if (visit?.(node) === "skip") {
      continue;
    }
    const below = children(node);
    for (let i = below.length - 1; i >= 0; i -= 1) {
      const it = below[i];
      if (it !== undefined) {
        stack.push(it);
      }
    }
  }
}

/** Every node below and including the root, parents before children, in text order. */
export function descendants(root: Node): readonly Node[] {
  const found: Node[] = [];
  const stack: Node[] = [root];
  for (;;) {
    const node = stack.pop();
    if (node === undefined) {
      return found;
    }
    found.push(node);
    const below = children(node);
    for (let i = below.length - 1; i >= 0; i -= 1) {
      const it = below[i];
      if (it !== undefined) {
        stack.push(it);
      }
    }
  }
}

/**
 * The nodes that hold the offset, outermost first. A node holds the offsets from its start to its
 * end, both included; where two meet, the one that ends there wins if it is a name, else the later.
 */
export function pathAt(root: Node, offset: number): readonly Node[] {
  const path: Node[] = [];
  let node: Node | undefined = root;
  while (node !== undefined) {
    path.push(node);
    let next: Node | undefined;
    for (const it of children(node)) {
      if (it.start > offset) {
        continue;
      }
      if (it.end < offset) {
        continue;
      }
      if (
        next === undefined ||
        it.end > offset ||
        it.start > next.start ||
        next.start === next.end
      ) {
        if (next !== undefined && next.end > offset && it.start === it.end) {
          continue;
        }
        next = it;
      }
    }
    node = next;
  }
  return path;
}
