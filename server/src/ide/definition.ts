/** Where the name under the cursor is defined: in this text, or by a stored object. */
import { analyze } from "../analysis/analyze.ts";
import type { Resolution, ScopeRelation } from "../analysis/model.ts";
import type { View } from "../analysis/view.ts";
import type { Range } from "../base/text.ts";
import { catalogIndex } from "../catalog/lookup.ts";
import type { Table } from "../catalog/model.ts";
import type { Name, QualifiedName } from "../sql/ast.ts";
import { parse } from "../sql/parse.ts";
import { statementAt } from "../sql/script.ts";
import { pathAt } from "../sql/walk.ts";

export type Definition =
  /** Offsets of the script. */
  | { readonly tag: "here"; readonly origin: Range; readonly range: Range }
  /** A table or view of the catalog, or one of its columns. */
  | {
      readonly tag: "stored";
      readonly origin: Range;
      readonly table: Table;
      readonly column?: string | undefined;
    };

export function definition(view: View, offset: number): Definition | undefined {
  const { statement, start } = statementAt(view.script, offset);
  const local = offset - start;
  const path = pathAt(parse(statement).root, local);
  const analysis = analyze(statement, view.catalog);
  for (const node of path.toReversed()) {
    switch (node.kind) {
      case "column": {
        const part =
          node.parts.find((it) => it.start <= local && local <= it.end) ?? node.parts.at(-1);
        const found = analysis.resolve(node);
        return part === undefined ? undefined : ofColumn(found, part, part !== node.parts.at(-1));
      }
      case "table": {
        const relation = analysis.relationOf(node);
        return relation === undefined || local > node.name.end
          ? undefined
          : ofRelation(relation, node.name);
      }
      case "qualified-name": {
        const table =
          view.catalog === undefined
            ? undefined
            : catalogIndex(view.catalog, view.dialect).table(node.parts);
        if (table !== undefined) {
          return inScript(table, node) ?? { tag: "stored", origin: placed(node), table };
        }
        break;
      }
      default:
    }
  }
  return undefined;

  function ofColumn(found: Resolution, part: Name, isQualifier: boolean): Definition | undefined {
    if (found.tag === "relation" || (found.tag === "column" && isQualifier)) {
      return ofRelation(found.relation, part, true);
    }
    if (found.tag === "alias" && found.column.definition !== undefined) {
      return here(part, found.column.definition);
    }
    if (found.tag === "variable") {
      return here(part, found.variable.name);
    }
    if (found.tag !== "column") {
      return undefined;
    }
    const { definition: local_, origin } = found.column;
    if (local_ !== undefined && (found.relation.source !== "table" || origin === undefined)) {
      return here(part, local_);
    }
    if (origin === undefined) {
      return undefined;
    }
    return (
      inScript(origin.table, part, origin.column.name) ?? {
        tag: "stored",
        origin: placed(part),
        table: origin.table,
        column: origin.column.name,
      }
    );
  }

  function ofRelation(
    relation: ScopeRelation,
    from: Name | QualifiedName,
    fromUse = false,
  ): Definition | undefined {
    if (fromUse && relation.alias !== undefined) {
      return here(from, relation.alias.name);
    }
    if (relation.cte !== undefined) {
      return here(from, relation.cte.name);
    }
    if (fromUse && relation.nameNode !== undefined && relation.table === undefined) {
      return here(from, relation.nameNode);
    }
    return relation.table === undefined
      ? undefined
      : (inScript(relation.table, from) ?? {
          tag: "stored",
          origin: placed(from),
          table: relation.table,
        });
  }

  function here(from: Range, to: Range): Definition {
    return { tag: "here", origin: placed(from), range: placed(to) };
  }

  function placed(range: Range): Range {
    return { start: start + range.start, end: start + range.end };
  }

  /** The CREATE statement of this script that makes the table, or its column. */
  function inScript(table: Table, from: Range, column?: string): Definition | undefined {
    const found = definedIn(view, table.name, column);
    return found === undefined ? undefined : { tag: "here", origin: placed(from), range: found };
  }
}

/** Where a script creates a table, or the column of it; offsets of the script. */
export function definedIn(
  view: Pick<View, "script" | "dialect">,
  table: string,
  column?: string,
): Range | undefined {
  const { script, dialect } = view;
  const same = (name: Name | undefined, wanted: string) =>
    name !== undefined &&
    (dialect.foldName(name.text, name.quoted) === wanted ||
      name.text.toLowerCase() === wanted.toLowerCase());
  for (const [position, statement] of script.statements.entries()) {
    const { root } = parse(statement);
    const start = script.starts[position] ?? 0;
    if (root.kind !== "create-table" && root.kind !== "create-view") {
      continue;
    }
    const name = root.name.parts.at(-1);
    if (!same(name, table)) {
      continue;
    }
    const defined =
      column === undefined || root.kind !== "create-table"
        ? undefined
        : root.elements.find((it) => it.kind === "column-definition" && same(it.name, column));
    const at = defined?.kind === "column-definition" ? defined.name : name;
    return at === undefined ? undefined : { start: start + at.start, end: start + at.end };
  }
  return undefined;
}
