/** A plan as the rows of an accessible tree. Pure. */
import type { PlanNode } from "../../../../server/src/protocol/messages.ts";

/** To the page: what it shows. */
export interface PlanShown {
  readonly tag: "plan";
  readonly plan: PlanNode;
  readonly text: string;
  readonly statement: string;
  readonly connection: string;
  /** Whether the statement was run to measure it. */
  readonly isMeasured: boolean;
}

/** From the page. */
export type FromPlanPage =
  | { readonly tag: "ready" }
  | { readonly tag: "copy"; readonly text: string }
  | { readonly tag: "open-text" };

/** One step of the plan in the tree. */
export interface PlanRow {
  /** Places of the node among its siblings, from the root: `0.1.0`. */
  readonly id: string;
  readonly node: PlanNode;
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  readonly isExpanded: boolean;
  /** What the step itself takes, without its children, as share of the whole; between 0 and 1. */
  readonly share: number | undefined;
  /** Factor between estimated and actual rows where it is worth a look; 0 when it is not. */
  readonly misestimate: number;
}

/** An estimate this far off is worth a word. */
const NOTABLE_FACTOR = 10;

/** The visible rows, depth first. */
export function planRows(root: PlanNode, collapsed: ReadonlySet<string>): readonly PlanRow[] {
  const rows: PlanRow[] = [];
  const measure = root.elapsedMs !== undefined ? "elapsedMs" : "cost";
  const whole = root[measure] ?? 0;
  // An explicit stack: a plan may be as deep as the statement that made it.
  const stack: {
    readonly node: PlanNode;
    readonly id: string;
    readonly level: number;
    readonly position: number;
    readonly siblings: number;
  }[] = [{ node: root, id: "0", level: 1, position: 1, siblings: 1 }];
  for (let it = stack.pop(); it !== undefined; it = stack.pop()) {
    const { node, id } = it;
    const isExpanded = !collapsed.has(id);
    const own = node[measure];
    const below = node.children.reduce((sum, child) => sum + (child[measure] ?? 0), 0);
    rows.push({
      ...it,
      isExpanded,
      share:
        own === undefined || whole <= 0
          ? undefined
          : Math.min(1, Math.max(0, (own - below) / whole)),
      misestimate: misestimate(node),
    });
    if (isExpanded) {
      const siblings = node.children.length;
      for (const [index, child] of [...node.children.entries()].reverse()) {
        stack.push({
          node: child,
          id: `${id}.${index}`,
          level: it.level + 1,
          position: index + 1,
          siblings,
        });
      }
    }
  }
  return rows;
}

function misestimate(node: PlanNode): number {
  const { estimatedRows, actualRows } = node;
  if (estimatedRows === undefined || actualRows === undefined) {
    return 0;
  }
  const factor =
    (Math.max(estimatedRows, actualRows) + 1) / (Math.min(estimatedRows, actualRows) + 1);
  return NOTABLE_FACTOR <= factor ? Math.round(factor) : 0;
}

/** Where a key moves in the tree. */
export function treeMove(
  rows: readonly PlanRow[],
  focused: string,
  key: string,
): { readonly focus?: string; readonly expand?: string; readonly collapse?: string } {
  const index = rows.findIndex((it) => it.id === focused);
  const row = rows[index];
  if (row === undefined) {
    return {};
  }
  const at = (it: PlanRow | undefined): { readonly focus?: string } =>
    it === undefined ? {} : { focus: it.id };
  switch (key) {
    case "ArrowDown":
      return at(rows[index + 1]);
    case "ArrowUp":
      return at(rows[index - 1]);
    case "Home":
      return at(rows[0]);
    case "End":
      return at(rows.at(-1));
    case "ArrowRight":
      return row.node.children.length === 0
        ? {}
        : row.isExpanded
          ? at(rows[index + 1])
          : { expand: row.id };
    case "ArrowLeft":
      return row.isExpanded && 0 < row.node.children.length
        ? { collapse: row.id }
        : at(rows.find((it) => it.id === row.id.split(".").slice(0, -1).join(".")));
    default:
      return {};
  }
}
