/** The objects a definition makes, changes or takes away: what exists under these names tells whether it ran. */
import type { Name, QualifiedName, StatementNode } from "../sql/ast.ts";

/** Last parts of the names, the statement's own object first. */
export function objectNames(root: StatementNode): readonly Name[] {
  return qualified(root).flatMap((it) => {
    const last = it?.parts.at(-1);
    return last === undefined ? [] : [last];
  });
}

function qualified(root: StatementNode): readonly (QualifiedName | undefined)[] {
  switch (root.kind) {
    case "create-table":
    case "create-view":
    case "create-routine":
      return [root.name];
    case "create-index":
    case "create-trigger":
      return [root.name, root.table];
    case "create-object":
    case "alter-object":
      return [root.name, root.on, root.kind === "alter-object" ? root.newName : undefined];
    case "alter-table":
      return [root.name, ...root.actions.flatMap((it) => [it.newName, it.table])];
    case "drop":
      return [...root.names, root.on];
    case "truncate":
      return root.tables;
    case "rename":
      return root.pairs.flatMap((it) => [it.from, it.to]);
    case "comment":
      return [root.name, root.on];
    case "maintenance":
      return root.names;
    case "other":
      return root.names;
    default:
      return [];
  }
}
