/** Matching a tree against a pattern, and writing a pattern with what its variables stand for. */
import type { Expression, Node, Parameter } from "../../sql/ast.ts";
import { children } from "../../sql/walk.ts";
import type { Pattern } from "./rules.ts";
import { operand } from "./text.ts";

/** What variables stand for; `rest` variables stand for several. */
export type Bindings = ReadonlyMap<string, readonly Expression[]>;

/** Fields that say where a node is and not what it is. */
const PLACES = /^(?:start|end|.*Range|quoted|parenthesized|as|words|style)$/u;

/** The bindings under which the node is what the pattern says, or `undefined`. */
export function match(
  pattern: Expression,
  node: Expression,
  same: (a: Node, b: Node) => boolean,
): Bindings | undefined {
  const bindings = new Map<string, readonly Expression[]>();
  return fits(pattern, node) ? bindings : undefined;

  function fits(wanted: unknown, given: unknown): boolean {
    if (isVariable(wanted)) {
      return isNode(given) && bind(wanted.name ?? "", [given as Expression]);
    }
    if (Array.isArray(wanted)) {
      return Array.isArray(given) && fitsList(wanted, given);
    }
    if (isNode(wanted)) {
      return (
        isNode(given) &&
        wanted.kind === given.kind &&
        (wanted.kind === "name" ? sameName(wanted, given) : fitsFields(wanted, given))
      );
    }
    if (typeof wanted === "object" && wanted !== null) {
      return typeof given === "object" && given !== null && fitsFields(wanted, given);
    }
    return (
      wanted === given ||
      (wanted === undefined && given === false) ||
      (wanted === false && given === undefined)
    );
  }

  function fitsFields(wanted: object, given: object): boolean {
    for (const key of new Set([...Object.keys(wanted), ...Object.keys(given)])) {
      if (
        !PLACES.test(key) &&
        !fits((wanted as Record<string, unknown>)[key], (given as Record<string, unknown>)[key])
      ) {
        return false;
      }
    }
    return true;
  }

  function fitsList(wanted: readonly unknown[], given: readonly unknown[]): boolean {
    const last = wanted.at(-1);
    if (isVariable(last) && last.name?.startsWith("rest") === true) {
      const fixed = wanted.length - 1;
      return (
        given.length >= fixed &&
        wanted.slice(0, fixed).every((it, index) => fits(it, given[index])) &&
        bind(last.name, given.slice(fixed) as Expression[])
      );
    }
    return wanted.length === given.length && wanted.every((it, index) => fits(it, given[index]));
  }

  function bind(name: string, nodes: readonly Expression[]): boolean {
    const known = bindings.get(name);
    if (known !== undefined) {
      return (
        known.length === nodes.length &&
        known.every((it, index) => nodes[index] !== undefined && same(it, nodes[index]))
      );
    }
    bindings.set(name, nodes);
    return true;
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "kind" in value && "start" in value;
}

export function isVariable(value: unknown): value is Parameter {
  return isNode(value) && value.kind === "parameter" && value.style === "named";
}

function sameName(a: Node, b: Node): boolean {
  return a.kind === "name" && b.kind === "name" && a.text.toLowerCase() === b.text.toLowerCase();
}

/** Kinds whose parts are operands: brackets may be needed there. */
const OPERATORS: ReadonlySet<string> = new Set([
  "binary",
  "unary",
  "is",
  "between",
  "in",
  "like",
  "quantified",
  "at-time-zone",
  "collate",
  "subscript",
  "field",
]);

/** Would a loose text be torn apart where the node's child stands? */
export function tears(parent: Node): boolean {
  return OPERATORS.has(parent.kind) || (parent.kind === "cast" && parent.style === "colons");
}

/** The pattern's text with each variable replaced; brackets are added where an operand needs them. */
export function write(pattern: Pattern, value: (name: string) => string): string {
  const { root, text } = pattern;
  let out = "";
  let at = root.start;
  const visit = (node: Node, parent: Node | undefined) => {
    if (isVariable(node)) {
      const given = value(node.name ?? "");
      const bracketed = text[node.start - 1] === "(" && text[node.end] === ")";
      out +=
        text.slice(at, node.start) +
        (parent !== undefined && tears(parent) && !bracketed ? operand(given) : given);
      at = node.end;
      return;
    }
    for (const child of children(node)) {
      visit(child, node);
    }
  };
  visit(root, undefined);
  return out + text.slice(at, root.end);
}
