/**
 * DDL text to a catalog: definitions are replayed in order, as an engine would carry them out, and what
 * comes out has the shape that introspection gives. Everything that defines nothing is passed over;
 * what is not understood becomes a note and never an error.
 *
 * Start reading at `applyTo`. Which columns a view has is asked from above, through `InferColumns`.
 */
import type { Query, StatementNode } from "../sql/ast.ts";
import type { Dialect } from "../sql/dialect.ts";
import { parse } from "../sql/parse.ts";
import { type Statement, script } from "../sql/script.ts";
import { alterTable } from "./ddl-alter.ts";
import {
  alterObject,
  comment,
  createObject,
  createRoutine,
  createTrigger,
  drop,
} from "./ddl-objects.ts";
import { type Ddl, type InferColumns, put } from "./ddl-parts.ts";
import { createIndex, createTable, tableFromColumns } from "./ddl-tables.ts";
import { CatalogDraft } from "./draft.ts";
import { storedName } from "./lookup.ts";
import type { Catalog } from "./model.ts";

/** The catalog that DDL texts define, on top of another one where it is given. */
export function catalogFromDdl(
  texts: string | readonly string[],
  dialect: Dialect,
  base?: Catalog,
  infer?: InferColumns,
): Catalog {
  const draft = new CatalogDraft(dialect, base);
  for (const text of typeof texts === "string" ? [texts] : texts) {
    for (const statement of script(text, dialect).statements) {
      if (canDefine(statement)) {
        applyTo(draft, parse(statement).root, statement.text, infer);
      }
    }
  }
  return draft.frozen();
}

/** The catalog after one statement. */
export function applyStatement(
  catalog: Catalog,
  node: StatementNode,
  text: string,
  dialect: Dialect,
  infer?: InferColumns,
): Catalog {
  const draft = new CatalogDraft(dialect, catalog);
  applyTo(draft, node, text, infer);
  return draft.frozen();
}

/** First words of statements that carry data and no definitions: they need not be parsed. */
const DATA_WORDS = new Set([
  "INSERT",
  "UPDATE",
  "DELETE",
  "REPLACE",
  "COPY",
  "VALUES",
  "GRANT",
  "REVOKE",
  "LOCK",
  "UNLOCK",
]);

function canDefine(statement: Statement): boolean {
  const { tokens, dialect } = statement;
  const first = dialect.terminals[tokens.terminals[0] ?? 0] ?? "";
  return tokens.count > 0 && !DATA_WORDS.has(first);
}

/** Carries out one statement's definitions on a draft; statements within blocks too. */
export function applyTo(
  draft: CatalogDraft,
  root: StatementNode,
  text: string,
  infer: InferColumns | undefined,
): void {
  const ddl: Ddl = { draft, dialect: draft.dialect, text, infer };
  const pending: StatementNode[] = [root];
  for (let node = pending.shift(); node !== undefined; node = pending.shift()) {
    pending.unshift(...inside(node));
    apply(node, ddl);
  }
}

/** Statements that a block or a branch holds; a branch is taken to be run. */
function inside(node: StatementNode): readonly StatementNode[] {
  switch (node.kind) {
    case "block":
      return node.statements;
    case "do":
      return node.body?.statements ?? [];
    case "if":
      return node.branches.flatMap((it) => it.statements);
    case "explain":
    case "prepare":
      return [];
    default:
      return [];
  }
}

function apply(node: StatementNode, ddl: Ddl): void {
  const { draft, dialect } = ddl;
  switch (node.kind) {
    case "create-table":
      createTable(node, ddl);
      break;
    case "create-index":
      createIndex(node, ddl);
      break;
    case "create-view": {
      const spot = draft.spot(node.name.parts);
      if (spot === undefined || (node.ifNotExists === true && spot.schema.tables.has(spot.key))) {
        break;
      }
      const columns = node.query === undefined ? [] : inferred(node.query, ddl);
      const named = (node.columns ?? []).map((it) => storedName(dialect, it));
      const table = tableFromColumns(
        spot,
        node.materialized ? "materialized-view" : "view",
        columns,
        named,
        dialect,
      );
      const definition =
        node.query === undefined ? undefined : ddl.text.slice(node.query.start, node.query.end);
      spot.schema.tables.set(
        spot.key,
        node.temporary === true
          ? { ...table, definition, temporary: true }
          : { ...table, definition },
      );
      break;
    }
    case "alter-table":
      alterTable(node, ddl);
      break;
    case "create-object":
      createObject(node, ddl);
      for (const statement of node.statements ?? []) {
        withSchema(node.object === "schema" ? node.name : undefined, ddl, () =>
          apply(statement, ddl),
        );
      }
      break;
    case "alter-object":
      alterObject(node, ddl);
      break;
    case "create-routine":
      createRoutine(node, ddl);
      break;
    case "create-trigger":
      createTrigger(node, ddl);
      break;
    case "drop":
      drop(node, ddl);
      break;
    case "rename":
      for (const pair of node.pairs) {
        if (node.object === "table" || node.object === "view") {
          put.renameTable(pair.from.parts, pair.to.parts, ddl);
        }
      }
      break;
    case "comment":
      comment(node, ddl);
      break;
    case "select":
      if (node.into?.table !== undefined) {
        const spot = draft.spot(node.into.table.parts);
        if (spot !== undefined) {
          spot.schema.tables.set(
            spot.key,
            tableFromColumns(spot, "table", inferred(node, ddl), [], dialect),
          );
        }
      }
      break;
    case "set":
      setPath(node, ddl);
      break;
    default:
      break;
  }
}

function inferred(query: Query, ddl: Ddl): ReturnType<InferColumns> {
  return ddl.infer?.(query, ddl.text, ddl.draft) ?? [];
}

function withSchema(
  name:
    | { readonly parts: readonly { readonly text: string; readonly quoted: boolean }[] }
    | undefined,
  ddl: Ddl,
  run: () => void,
): void {
  const last = name?.parts.at(-1);
  const before = ddl.draft.created;
  if (last !== undefined) {
    ddl.draft.created = storedName(ddl.dialect, last);
  }
  run();
  ddl.draft.created = before;
}

/** `USE db` and `SET search_path`: where bare names go from here on. */
function setPath(node: Extract<StatementNode, { kind: "set" }>, ddl: Ddl): void {
  const { draft, dialect } = ddl;
  const assignment = node.assignments[0];
  if (assignment === undefined) {
    return;
  }
  const words = assignment.values.flatMap((it): string[] => {
    if (it.kind === "literal" && it.type === "string") {
      return it.value.split(",").map((part) => part.trim());
    }
    const name = it.kind === "column" ? it.parts.at(-1) : undefined;
    return name === undefined ? [] : [storedName(dialect, name)];
  });
  if (node.verb === "use") {
    const name = words[0] ?? assignment.name;
    if (name !== "") {
      draft.created = name;
      draft.searchPath = [name];
      draft.schema(name);
    }
    return;
  }
  if (node.verb === "set" && assignment.name.toLowerCase() === "search_path") {
    const path = words.filter((it) => it !== "" && it !== "$user");
    // An empty path is how dumps force qualified names; it hides nothing from readers of the catalog.
    if (path.length > 0) {
      draft.created = path[0];
      draft.searchPath = path.filter((it) => !dialect.pack.systemSchemas.includes(it));
    }
  }
}
