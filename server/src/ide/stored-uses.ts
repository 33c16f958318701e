/**
 * Uses of stored objects by key, so that they can be followed through many texts: each text has its
 * own tree and may have its own catalog, but `shop.users.email` is the same column in all of them.
 */
import { type Analysis, analyze } from "../analysis/analyze.ts";
import { identity, nameUses, type StoredObject, storedObject, useAt } from "../analysis/names.ts";
import { lastName } from "../analysis/scope-tree.ts";
import type { View } from "../analysis/view.ts";
import { memo2 } from "../base/memo.ts";
import type { Range } from "../base/text.ts";
import { nameKey, storedName } from "../catalog/lookup.ts";
import type { Catalog } from "../catalog/model.ts";
import type { Name, Node, QualifiedName } from "../sql/ast.ts";
import { type Statement, statementAt } from "../sql/script.ts";
import { descendants } from "../sql/walk.ts";

export interface StoredUse {
  /** What it is, for comparing. */
  readonly key: string;
  /** Offsets of the statement. */
  readonly range: Range;
  readonly name: Name;
  /** The place creates the object. */
  readonly isDefinition: boolean;
}

const NO_CATALOG: Catalog = {
  engine: "",
  schemas: [],
  searchPath: [],
  roles: [],
  extensions: [],
  notes: [],
  partial: true,
};

/** The stored objects a statement names or creates, in text order. */
export function storedUses(statement: Statement, view: View): readonly StoredUse[] {
  return usesIn(statement, view.catalog ?? NO_CATALOG);
}

const usesIn = memo2((statement: Statement, catalog: Catalog): readonly StoredUse[] => {
  const analysis = analyze(statement, catalog === NO_CATALOG ? undefined : catalog);
  const { found, columns } = created(analysis);
  const seen = new Set(found.map((it) => it.name));
  for (const use of nameUses(analysis)) {
    const own = identity(use.meaning, analysis);
    const stored = storedObject(use.meaning, analysis);
    const key =
      (own === undefined ? undefined : columns.get(own)) ??
      (stored === undefined ? undefined : keyOf(stored, analysis));
    if (key !== undefined && !seen.has(use.name)) {
      seen.add(use.name);
      found.push({ key, range: use.range, name: use.name, isDefinition: false });
    }
  }
  return found.sort((a, b) => a.range.start - b.range.start);
});

/** What the statement creates, and the keys of the columns by the names that define them. */
function created(analysis: Analysis): {
  readonly found: StoredUse[];
  readonly columns: ReadonlyMap<object, string>;
} {
  const found: StoredUse[] = [];
  const columns = new Map<object, string>();
  const define = (key: string, name: Name): void => {
    found.push({ key, range: name, name, isDefinition: true });
  };
  const column = (table: QualifiedName, name: Name): void => {
    const key = `column ${tableKey(table, analysis)}.${columnKey(name, analysis)}`;
    columns.set(name, key);
    define(key, name);
  };
  for (const node of definitions(analysis.root)) {
    switch (node.kind) {
      case "create-table":
        define(`table ${tableKey(node.name, analysis)}`, lastName(node.name));
        for (const it of node.elements) {
          if (it.kind === "column-definition") {
            column(node.name, it.name);
          }
        }
        break;
      case "create-view":
        define(`table ${tableKey(node.name, analysis)}`, lastName(node.name));
        for (const it of node.columns ?? []) {
          column(node.name, it);
        }
        break;
      case "create-routine":
        define(`routine ${routineKey(node.name, analysis)}`, lastName(node.name));
        break;
      case "alter-table":
        for (const action of node.actions) {
          if (action.type === "add-column" && action.definition !== undefined) {
            column(node.name, action.definition.name);
          }
        }
        break;
      default:
    }
  }
  return { found, columns };
}

function definitions(root: Node): readonly Node[] {
  return DEFINING.has(root.kind) ? descendants(root).filter((it) => DEFINING.has(it.kind)) : [];
}

const DEFINING: ReadonlySet<string> = new Set([
  "create-table",
  "create-view",
  "create-routine",
  "alter-table",
]);

function keyOf(stored: StoredObject, { dialect }: Analysis): string {
  const part = (name: string) => nameKey(dialect, { text: name, quoted: true }, "column");
  switch (stored.tag) {
    case "table":
      return `table ${part(stored.table.schema)}.${part(stored.table.name)}`;
    case "column":
      return `column ${part(stored.table.schema)}.${part(stored.table.name)}.${part(stored.name)}`;
    default:
      return `routine ${part(stored.schema)}.${part(stored.name)}`;
  }
}

function columnKey(name: Name, { dialect }: Analysis): string {
  return nameKey(dialect, { text: storedName(dialect, name), quoted: true }, "column");
}

function tableKey(name: QualifiedName, analysis: Analysis): string {
  const table = analysis.finder?.table(name.parts);
  return table === undefined
    ? writtenKey(name, analysis)
    : `${columnKeyOf(table.schema, analysis)}.${columnKeyOf(table.name, analysis)}`;
}

function routineKey(name: QualifiedName, analysis: Analysis): string {
  const [routine] = analysis.finder?.routines(name.parts) ?? [];
  return routine === undefined
    ? writtenKey(name, analysis)
    : `${columnKeyOf(routine.schema, analysis)}.${columnKeyOf(routine.name, analysis)}`;
}

function columnKeyOf(stored: string, { dialect }: Analysis): string {
  return nameKey(dialect, { text: stored, quoted: true }, "column");
}

/** A name that no catalog knows: in the schema that is written, or where bare names are created. */
function writtenKey(name: QualifiedName, analysis: Analysis): string {
  const { dialect } = analysis;
  const last = name.parts.at(-1);
  const schema = name.parts.at(-2);
  const own = last === undefined ? "" : columnKey(last, analysis);
  return `${schema === undefined ? columnKeyOf(dialect.pack.defaultSchema, analysis) : columnKey(schema, analysis)}.${own}`;
}

/** The stored object at an offset of the script. */
export function storedAt(
  view: View,
  offset: number,
): { readonly use: StoredUse; readonly start: number } | undefined {
  const { statement, start } = statementAt(view.script, offset);
  const at = offset - start;
  const here = storedUses(statement, view).filter(
    (it) => it.range.start <= at && at <= it.range.end,
  );
  const use = here.find((it) => at < it.range.end) ?? here[0];
  if (use !== undefined) {
    // A name that ends where a stored one begins is the one that is meant, as everywhere else.
    const named = useAt(analyze(statement, view.catalog), at);
    if (named !== undefined && named.name !== use.name && at < named.range.end) {
      return undefined;
    }
  }
  return use === undefined ? undefined : { use, start };
}

/** Every use of a stored object in a text, with offsets of the script. */
export function usesOfKey(
  view: View,
  key: string,
): readonly { readonly range: Range; readonly isDefinition: boolean; readonly name: Name }[] {
  return view.script.statements.flatMap((statement, index) => {
    const start = view.script.starts[index] ?? 0;
    return storedUses(statement, view)
      .filter((it) => it.key === key)
      .map((it) => ({
        range: { start: start + it.range.start, end: start + it.range.end },
        isDefinition: it.isDefinition,
        name: it.name,
      }));
  });
}

/** Could a text hold a name at all? Cheap, for leaving out files before they are read. */
export function mayName(text: string, key: string): boolean {
  const name = key.slice(key.lastIndexOf(".") + 1);
  return text.toLowerCase().includes(name.toLowerCase());
}
