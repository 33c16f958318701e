/**
 * Renaming: what would change, and whether everything would still mean the same afterwards. The check
 * makes the change, reads the text again and compares what each name stands for.
 */
import { analyze } from "../analysis/analyze.ts";
import { identity, nameUses } from "../analysis/names.ts";
import type { View } from "../analysis/view.ts";
import { applyEdits, type Edit } from "../base/text.ts";
import { storedName } from "../catalog/lookup.ts";
import type { Catalog } from "../catalog/model.ts";
import type { Query, StatementNode } from "../sql/ast.ts";
import { parse } from "../sql/parse.ts";
import { type Statement, singleStatement, statementAt } from "../sql/script.ts";
import { renamable } from "./references.ts";
import { storedUses } from "./stored-uses.ts";

export type RenameEdits =
  /** Offsets of the script. */
  | { readonly ok: true; readonly edits: readonly Edit[] }
  | { readonly ok: false; readonly reason: string };

/** Renames a name that a statement gives itself. */
export function renameOwn(view: View, offset: number, newName: string): RenameEdits {
  const found = renamable(view, offset);
  if (!found.ok) {
    return found;
  }
  const written = asWritten(view, newName);
  const edits = found.references.map((it) => ({ range: it.range, text: written }));
  const { statement, start } = statementAt(view.script, offset);
  const own = edits.map(({ range, text }) => ({
    range: { start: range.start - start, end: range.end - start },
    text,
  }));
  return sameMeaning(statement, own, view.catalog, view.catalog)
    ? { ok: true, edits }
    : { ok: false, reason: refusal(newName) };
}

/**
 * Renames a stored object in a text. The names of a query's result are what programs read, so a bare
 * column that the outermost query returns keeps its old name as an alias.
 */
export function renameStored(
  view: View,
  key: string,
  newName: string,
  after: Catalog | undefined,
): RenameEdits {
  const written = asWritten(view, newName);
  const edits: Edit[] = [];
  for (const [index, statement] of view.script.statements.entries()) {
    const start = view.script.starts[index] ?? 0;
    const uses = storedUses(statement, view).filter((it) => it.key === key);
    if (uses.length === 0) {
      continue;
    }
    const outputs = returnedNames(parse(statement).root);
    const own = uses.map((it): Edit => {
      const old = statement.text.slice(it.range.start, it.range.end);
      return {
        range: it.range,
        text: outputs.has(it.name) ? `${written} AS ${old}` : written,
      };
    });
    const defines = uses.some((it) => it.isDefinition);
    if (!defines && !sameMeaning(statement, own, view.catalog, after)) {
      return { ok: false, reason: refusal(newName) };
    }
    edits.push(
      ...own.map(({ range, text }) => ({
        range: { start: start + range.start, end: start + range.end },
        text,
      })),
    );
  }
  return { ok: true, edits };
}

/** A catalog in which one table, column or routine goes by another name, or why there can be none. */
export function renamedCatalog(
  view: View,
  key: string,
  newName: string,
):
  | { readonly ok: true; readonly catalog: Catalog | undefined }
  | { readonly ok: false; readonly reason: string } {
  const { catalog } = view;
  if (catalog === undefined) {
    return { ok: true, catalog };
  }
  const stored = asStored(view, newName);
  const [kind = "", path = ""] = splitKey(key);
  const [schema = "", table = "", column] = path.split(".");
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  const owner = catalog.schemas.find((it) => same(it.name, schema));
  if (kind === "table" && owner?.tables.some((it) => it.name === stored)) {
    return { ok: false, reason: `There is a table or view ${stored} already.` };
  }
  if (
    column !== undefined &&
    owner?.tables.find((it) => same(it.name, table))?.columns.some((it) => it.name === stored)
  ) {
    return { ok: false, reason: `${table} has a column ${stored} already.` };
  }
  const renamed = (it: string): string => (column !== undefined && same(it, column) ? stored : it);
  return {
    ok: true,
    catalog: {
      ...catalog,
      schemas: catalog.schemas.map((it) =>
        it !== owner
          ? it
          : {
              ...it,
              routines: it.routines.map((routine) =>
                kind === "routine" && same(routine.name, table)
                  ? { ...routine, name: stored }
                  : routine,
              ),
              tables: it.tables.map((one) =>
                !same(one.name, table) || kind === "routine"
                  ? one
                  : {
                      ...one,
                      name: kind === "table" ? stored : one.name,
                      columns: one.columns.map((its) => ({ ...its, name: renamed(its.name) })),
                    },
              ),
            },
      ),
    },
  };
}

function splitKey(key: string): readonly [string, string] {
  const at = key.indexOf(" ");
  return [key.slice(0, at), key.slice(at + 1)];
}

/** A new name as typed: quoted by the user, or bare and quoted here where it needs quotes. */
function asWritten(view: View, newName: string): string {
  return isQuoted(view, newName) ? newName : view.dialect.writeName(newName);
}

/** The name as the engine stores what `asWritten` says. */
function asStored(view: View, newName: string): string {
  const { dialect } = view;
  return isQuoted(view, newName)
    ? dialect.unquoteName(newName)
    : storedName(dialect, { text: newName, quoted: dialect.writeName(newName) !== newName });
}

function isQuoted(view: View, newName: string): boolean {
  return view.dialect.pack.lexis.identifierQuotes.some(
    ([open, close]) => newName.length > 1 && newName.startsWith(open) && newName.endsWith(close),
  );
}

function refusal(newName: string): string {
  return `After renaming to ${newName}, a name would stand for something else.`;
}

/** Do all names stand for the same things after the edits? */
function sameMeaning(
  statement: Statement,
  edits: readonly Edit[],
  before: Catalog | undefined,
  after: Catalog | undefined,
): boolean {
  const changed = singleStatement(applyEdits(statement.text, edits), statement.dialect);
  const old = pattern(statement, before);
  const now = pattern(changed, after);
  return (
    parse(changed).problems.length <= parse(statement).problems.length &&
    old === now &&
    doubleNames(changed, after) <= doubleNames(statement, before)
  );
}

/** How many relations share their name with another one of the same FROM. */
function doubleNames(statement: Statement, catalog: Catalog | undefined): number {
  let count = 0;
  for (const scope of new Set(analyze(statement, catalog).tree.ownScope.values())) {
    const names = scope.ownRelations.flatMap((it) => it.name?.toLowerCase() ?? []);
    count += names.length - new Set(names).size;
  }
  return count;
}

/** Which names are the same thing, in text order: `0 1 0` says the first and the third are. */
function pattern(statement: Statement, catalog: Catalog | undefined): string {
  const analysis = analyze(statement, catalog);
  const numbers = new Map<unknown, number>();
  return nameUses(analysis)
    .filter((it) => it.meaning.tag !== "alias" || !it.isDefinition)
    .map(({ meaning }) => {
      const thing = identity(meaning, analysis) ?? meaning.tag;
      const number = numbers.get(thing) ?? numbers.size;
      numbers.set(thing, number);
      return `${meaning.tag}${number}`;
    })
    .join(" ");
}

/** The names of bare columns among what a statement returns. */
function returnedNames(root: StatementNode): ReadonlySet<object> {
  const query: Query | undefined =
    root.kind === "create-view"
      ? root.columns === undefined
        ? root.query
        : undefined
      : root.kind === "select" || root.kind === "compound"
        ? root
        : undefined;
  let first = query;
  while (first?.kind === "compound") {
    first = first.left;
  }
  return new Set(
    first?.kind === "select"
      ? first.items.flatMap((it) =>
          it.alias === undefined && it.expression.kind === "column"
            ? (it.expression.parts.at(-1) ?? [])
            : [],
        )
      : [],
  );
}
