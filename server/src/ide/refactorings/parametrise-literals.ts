import type { Literal, Node } from "../../sql/ast.ts";
import { descendants } from "../../sql/walk.ts";
import type { Refactoring } from "../refactoring.ts";
import { placeholder } from "./table-crud.ts";

export const parametriseLiterals: Refactoring = {
  id: "parametrise-literals",
  kind: "rewrite",
  summary: "Replaces the literals of conditions and values by placeholders.",
  examples: [
    {
      before: "SELECT * FROM t WHERE a = $0'x' AND b IN (1, 2) LIMIT 3",
      after: "SELECT * FROM t WHERE a = $1 AND b IN ($2, $3) LIMIT 3",
    },
    {
      dialect: "mysql",
      before: "INSERT INTO t (a, b) $0VALUES ('x', NULL), (3, 4)",
      after: "INSERT INTO t (a, b) VALUES (?, NULL), (?, ?)",
    },
    { dialect: "sqlite", before: "UPDATE t $0SET a = 1 WHERE b = ?" },
    { before: "SELECT 1$0" },
  ],
  offer(place) {
    const { root } = place.analysis;
    if (!/^(?:select|compound|insert|update|delete|merge)$/u.test(root.kind)) {
      return undefined;
    }
    const nodes = descendants(root);
    // Placeholders are counted: those that are there would have to be counted again.
    if (nodes.some((it) => it.kind === "parameter")) {
      return undefined;
    }
    const literals = new Set(nodes.flatMap(literalsOf));
    const edits = [...literals]
      .toSorted((a, b) => a.start - b.start)
      .map((it, index) => ({ range: it, text: placeholder(index + 1, place) }));
    return edits.length === 0
      ? undefined
      : {
          title: `Replace ${edits.length} literal${edits.length === 1 ? "" : "s"} by placeholders`,
          edits,
        };
  },
};

/** Literals that stand where a value is compared or stored. */
function literalsOf(node: Node): readonly Literal[] {
  switch (node.kind) {
    case "binary":
      return /^(?:=|<>|!=|<|>|<=|>=)$/u.test(node.op) ? values([node.left, node.right]) : [];
    case "between":
      return values([node.low, node.high]);
    case "in":
      return values(node.list ?? []);
    case "like":
      return values([node.pattern]);
    case "values-row":
      return values(node.values);
    case "set-item":
      return values([node.value]);
    default:
      return [];
  }
}

function values(list: readonly Node[]): readonly Literal[] {
  return list.filter(
    (it): it is Literal => it.kind === "literal" && (it.type === "string" || it.type === "number"),
  );
}
