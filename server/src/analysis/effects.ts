/**
 * What carrying out a statement does: which relations and columns it reads, writes, creates, destroys
 * or locks, and whether it may run where nothing must change.
 *
 * Doubt counts as a change: a function that nothing is known about, a command that is not understood.
 */
import { memo } from "../base/memo.ts";
import { storedName, type WrittenName } from "../catalog/lookup.ts";
import type { Table } from "../catalog/model.ts";
import type { NodeBase, QualifiedName, SetItem, SetStatement, StatementNode } from "../sql/ast.ts";
import type { Dialect } from "../sql/dialect.ts";
import type { Analysis } from "./analyze.ts";
import { packFunctions } from "./functions.ts";
import type { ScopeRelation } from "./model.ts";

export interface Effect {
  readonly action:
    | "read"
    | "insert"
    | "update"
    | "delete"
    | "truncate"
    | "create"
    | "alter"
    | "destroy"
    | "lock";
  /** Lower-case: `table`, `view`, `index`, `schema`, `function` … */
  readonly object: string;
  readonly schema: string | undefined;
  readonly name: string;
  readonly table: Table | undefined;
  /** Stored names of the columns concerned; absent where all are, or where that is not known. */
  readonly columns: readonly string[] | undefined;
  readonly range: NodeBase;
}

/** Why a statement does not count as read-only. */
export interface EffectReason {
  readonly code:
    | "writes"
    | "defines"
    | "locks"
    | "function"
    | "unknown-function"
    | "file"
    | "session"
    | "admin"
    | "dynamic"
    | "unknown";
  /** The function, table or command. */
  readonly subject: string;
  readonly range: NodeBase;
}

export interface Effects {
  readonly statement: "read" | "write" | "ddl" | "admin" | "session" | "transaction" | "empty";
  /** Certain to change nothing. */
  readonly readOnly: boolean;
  readonly reasons: readonly EffectReason[];
  readonly effects: readonly Effect[];
}

/** The effects of a statement; remembered with its analysis. */
export const effects: (analysis: Analysis) => Effects = memo((analysis: Analysis) =>
  new Collector(analysis).collect(),
);

const RANK: readonly Effects["statement"][] = [
  "empty",
  "read",
  "session",
  "transaction",
  "write",
  "ddl",
  "admin",
];

class Collector {
  readonly analysis: Analysis;
  readonly effects: Effect[] = [];
  readonly reasons: EffectReason[] = [];
  statement: Effects["statement"] = "empty";

  constructor(analysis: Analysis) {
    this.analysis = analysis;
  }

  collect(): Effects {
    const pending: StatementNode[] = [this.analysis.root];
    for (let node = pending.shift(); node !== undefined; node = pending.shift()) {
      pending.unshift(...this.one(node));
    }
    if (!this.isPlanOnly()) {
      this.sites();
      this.queries();
    }
    return {
      statement: this.statement,
      readOnly: this.reasons.length === 0,
      reasons: this.reasons,
      effects: this.effects,
    };
  }

  /** EXPLAIN without ANALYZE carries nothing out. */
  isPlanOnly(): boolean {
    const { root } = this.analysis;
    return root.kind === "explain" && !root.analyze;
  }

  is(kind: Effects["statement"]): void {
    if (RANK.indexOf(kind) > RANK.indexOf(this.statement)) {
      this.statement = kind;
    }
  }

  because(code: EffectReason["code"], subject: string, range: NodeBase): void {
    this.reasons.push({ code, subject, range });
  }

  /** What one statement does by itself; gives the statements inside it. */
  one(node: StatementNode): readonly StatementNode[] {
    switch (node.kind) {
      case "select":
      case "compound":
      case "values":
      case "table-query":
        this.is("read");
        return [];
      case "dml-query":
        return [node.statement];
      case "insert":
      case "update":
      case "delete":
      case "merge":
        this.change(node);
        return [];
      case "create-table":
        this.define("create", "table", node.name, node);
        return [];
      case "create-view":
        this.define("create", "view", node.name, node);
        return [];
      case "create-index":
        this.define("create", "index", node.name ?? node.table, node);
        this.effect("alter", "table", node.table, node);
        return [];
      case "create-trigger":
        this.define("create", "trigger", node.name, node);
        return [];
      case "create-routine":
        this.define("create", node.type, node.name, node);
        return [];
      case "create-object":
        this.define("create", node.object, node.name, node);
        if (node.object === "role" || node.object === "user") {
          this.is("admin");
        }
        return node.statements ?? [];
      case "alter-table": {
        const destroys = node.actions.some(
          (it) => it.type === "drop-column" || it.type === "drop-partition",
        );
        this.define("alter", node.object, node.name, node);
        if (destroys) {
          const columns = node.actions.flatMap((it) =>
            it.type === "drop-column" && it.column !== undefined
              ? [storedName(this.analysis.dialect, it.column)]
              : [],
          );
          this.effect("destroy", "column", node.name, node, columns);
        }
        return [];
      }
      case "alter-object":
        this.define("alter", node.object, node.name, node);
        return [];
      case "drop":
        for (const name of node.names) {
          this.define("destroy", node.object, name, node);
        }
        return [];
      case "truncate":
        this.is("write");
        for (const name of node.tables) {
          this.effect("truncate", "table", name, node);
          this.because("writes", written(name), node);
        }
        return [];
      case "rename":
        for (const pair of node.pairs) {
          this.define("alter", node.object, pair.from, node);
        }
        return [];
      case "comment":
        this.define("alter", node.object, node.name, node);
        return [];
      case "grant":
        this.is("admin");
        this.because("admin", node.revoke ? "revoke" : "grant", node);
        return [];
      default:
        return this.other(node);
    }
  }

  other(node: StatementNode): readonly StatementNode[] {
    switch (node.kind) {
      case "transaction":
        this.transaction(node);
        return [];
      case "set":
        this.set(node);
        return [];
      case "explain":
        this.is("read");
        return node.analyze && node.statement !== undefined ? [node.statement] : [];
      case "copy":
        this.copy(node);
        return [];
      case "load-data":
        this.is("write");
        if (node.table !== undefined) {
          this.effect("insert", "table", node.table, node);
        }
        this.because("writes", node.table === undefined ? "load data" : written(node.table), node);
        return [];
      case "call-statement":
        this.is("admin");
        this.because(
          node.dynamic === undefined ? "unknown-function" : "dynamic",
          this.called(node),
          node,
        );
        return [];
      case "prepare":
        this.is("session");
        if (node.statement === undefined) {
          this.because("dynamic", node.name.text, node);
          return [];
        }
        return [node.statement];
      case "do":
        this.is(node.expressions === undefined ? "admin" : "read");
        if (node.expressions === undefined) {
          this.because("dynamic", "do", node);
        }
        return node.body === undefined ? [] : [node.body];
      case "maintenance":
        this.is("admin");
        this.because("admin", node.verb, node);
        return [];
      case "client-command":
        this.is("session");
        this.because("unknown", node.command.split(/\s/u, 1)[0] ?? "", node);
        return [];
      case "other":
        this.otherVerb(node.verb, node);
        return [];
      case "empty":
        return [];
      case "block":
        return [...node.statements, ...node.handlers.flatMap((it) => it.statements)];
      case "if":
      case "case-statement":
        return [...node.branches.flatMap((it) => it.statements), ...(node.otherwise ?? [])];
      case "loop":
        return node.statements;
      case "cursor":
        this.is("read");
        return [];
      default:
        this.is("read");
        return [];
    }
  }

  change(node: Extract<StatementNode, { kind: "insert" | "update" | "delete" | "merge" }>): void {
    this.is("write");
    const targets = this.analysis.targets(node);
    const [first] = targets;
    this.because("writes", first === undefined ? node.kind : nameOf(first), node);
    switch (node.kind) {
      case "insert": {
        const columns = node.columns?.flatMap((it) => {
          const last = it.kind === "column" ? it.parts.at(-1) : undefined;
          return last === undefined ? [] : [storedName(this.analysis.dialect, last)];
        });
        this.targets("insert", targets, node.columns === undefined ? undefined : columns, node);
        for (const conflict of node.conflict ?? []) {
          if (conflict.action === "update") {
            this.targets("update", targets, this.assigned(conflict.set ?? []), conflict);
          }
        }
        if (node.verb === "replace" || node.onError === "REPLACE" || node.overwrite === true) {
          this.targets("delete", targets, undefined, node);
        }
        break;
      }
      case "update":
        for (const target of this.assignedTargets(node.set, targets)) {
          this.targets("update", [target], this.assigned(node.set), node);
        }
        break;
      case "delete":
        this.targets("delete", targets, undefined, node);
        break;
      default:
        for (const when of node.whens) {
          if (when.action !== "nothing") {
            this.targets(
              when.action,
              targets,
              when.set === undefined ? undefined : this.assigned(when.set),
              when,
            );
          }
        }
    }
  }

  /** Of a joined list, the relations that an assignment names; all where it is bare. */
  assignedTargets(
    set: readonly SetItem[],
    targets: readonly ScopeRelation[],
  ): readonly ScopeRelation[] {
    if (targets.length < 2) {
      return targets;
    }
    const named = new Set<ScopeRelation>();
    for (const target of set.flatMap((it) => it.targets)) {
      const found = target.kind === "column" ? this.analysis.resolve(target) : undefined;
      if (found?.tag !== "column") {
        return targets;
      }
      named.add(found.relation);
    }
    return [...named];
  }

  assigned(set: readonly SetItem[]): readonly string[] {
    return set
      .flatMap((item) => item.targets.flatMap((it) => (it.kind === "row" ? it.elements : [it])))
      .flatMap((node) => {
        const last = node.kind === "column" ? node.parts.at(-1) : undefined;
        return last === undefined ? [] : [storedName(this.analysis.dialect, last)];
      });
  }

  targets(
    action: Effect["action"],
    relations: readonly ScopeRelation[],
    columns: readonly string[] | undefined,
    range: NodeBase,
  ): void {
    for (const relation of relations) {
      this.effects.push({ action, object: "table", ...this.identity(relation), columns, range });
    }
  }

  identity(relation: ScopeRelation): Pick<Effect, "schema" | "name" | "table"> {
    const { table, written: name } = relation;
    if (table !== undefined) {
      return { schema: table.schema, name: table.name, table };
    }
    return { ...this.parts(name?.parts ?? []), table: undefined };
  }

  parts(parts: readonly WrittenName[]): Pick<Effect, "schema" | "name"> {
    const last = parts.at(-1);
    const qualifier = parts.at(-2);
    const { dialect } = this.analysis;
    return {
      schema: qualifier === undefined ? undefined : storedName(dialect, qualifier),
      name: last === undefined ? "" : storedName(dialect, last),
    };
  }

  effect(
    action: Effect["action"],
    object: string,
    name: QualifiedName,
    range: NodeBase,
    columns?: readonly string[],
  ): void {
    const table = /table|view|column/u.test(object)
      ? this.analysis.finder?.table(name.parts)
      : undefined;
    const where =
      table === undefined ? this.parts(name.parts) : { schema: table.schema, name: table.name };
    this.effects.push({ action, object, ...where, table, columns, range });
  }

  define(
    action: "create" | "alter" | "destroy",
    object: string,
    name: QualifiedName | undefined,
    node: StatementNode,
  ): void {
    this.is("ddl");
    this.because("defines", name === undefined ? object : written(name), node);
    if (name !== undefined) {
      this.effect(action, object, name, node);
    }
  }

  transaction(node: Extract<StatementNode, { kind: "transaction" }>): void {
    this.is("transaction");
    const isWriting = node.modes.some((it) => it.includes("READ WRITE"));
    switch (node.action) {
      case "lock":
        for (const table of node.tables ?? []) {
          this.effect("lock", "table", table, node);
        }
        this.because("locks", "lock", node);
        break;
      case "prepare":
      case "commit-prepared":
      case "rollback-prepared":
        this.because("admin", node.action, node);
        break;
      default:
        if (isWriting) {
          this.because("session", "read write", node);
        }
    }
  }

  set(node: SetStatement): void {
    this.is(node.verb === "show" ? "read" : "session");
    for (const { name, range, values } of node.assignments) {
      const lower = name.toLowerCase();
      const isBare = /^[\s;]*$/u.test(this.analysis.text.slice(range.end, node.end));
      if (node.verb === "pragma") {
        const bare = lower.split(".").at(-1) ?? lower;
        const isAsking =
          ASKING_PRAGMAS.test(bare) ||
          (values.length === 0 && isBare && !WRITING_PRAGMAS.test(bare));
        if (!isAsking) {
          this.because("session", name, range);
        }
      } else if (node.verb === "set" || node.verb === "reset" || node.verb === "discard") {
        if (
          node.scope === "GLOBAL" ||
          node.scope === "PERSIST" ||
          /@@(?:global|persist)/u.test(lower)
        ) {
          this.is("admin");
          this.because("admin", name, range);
        } else if (GUARD_SETTINGS.test(lower) || lower === "all") {
          this.because("session", name, range);
        }
      }
    }
    if (node.verb === "discard" || (node.verb === "reset" && node.assignments.length === 0)) {
      this.because("session", node.verb, node);
    }
  }

  copy(node: Extract<StatementNode, { kind: "copy" }>): void {
    if (node.direction === "from") {
      this.is("write");
      if (node.table !== undefined) {
        const columns = node.columns?.map((it) => storedName(this.analysis.dialect, it));
        this.effect("insert", "table", node.table, node, columns);
      }
      this.because("writes", node.table === undefined ? "copy" : written(node.table), node);
      return;
    }
    this.is("read");
    if (node.table !== undefined) {
      this.effect(
        "read",
        "table",
        node.table,
        node,
        node.columns?.map((it) => storedName(this.analysis.dialect, it)),
      );
    }
    if (node.target !== "stdout") {
      this.is("admin");
      this.because("file", node.target, node);
    }
  }

  called(node: Extract<StatementNode, { kind: "call-statement" }>): string {
    const name = node.call?.name ?? node.name;
    return name === undefined ? node.verb : written(name);
  }

  otherVerb(verb: string, node: StatementNode): void {
    if (/^(?:show|describe|desc|help|checksum|list)\b/u.test(verb)) {
      this.is("read");
    } else if (/^(?:listen|unlisten|fetch|close)\b/u.test(verb)) {
      this.is("session");
    } else {
      this.is("admin");
      this.because("unknown", verb, node);
    }
  }

  /** Reads of columns, and functions that may do more than compute. */
  sites(): void {
    const { analysis } = this;
    const isDefinition = this.statement === "ddl";
    const columns = new Map<ScopeRelation, Set<string> | undefined>();
    const reads = (relation: ScopeRelation, column: string | undefined): void => {
      const known = columns.get(relation);
      if (column === undefined || (columns.has(relation) && known === undefined)) {
        columns.set(relation, undefined);
      } else if (known === undefined) {
        columns.set(relation, new Set([column]));
      } else {
        known.add(column);
      }
    };
    for (const site of analysis.tree.sites) {
      if (site.what === "column") {
        const found = analysis.resolve(site.node);
        if (found.tag === "column") {
          for (const it of found.merged ?? [found.column]) {
            reads(it.relation, it.origin?.column.name ?? it.name);
          }
        } else if (found.tag === "relation") {
          reads(found.relation, undefined);
        } else if (found.tag === "unknowable") {
          this.unknownRead(site.node.parts.at(-1), site.scope.relations, reads);
        }
      } else if (site.what === "star") {
        for (const column of analysis.starColumns(site.node).columns) {
          reads(column.relation, column.origin?.column.name ?? column.name);
        }
        for (const relation of site.scope.relations) {
          if (!relation.complete) {
            reads(relation, undefined);
          }
        }
      } else if (site.what === "function" && !isDefinition) {
        this.function(site.name);
      }
    }
    const changed = new Set([...analysis.tree.targets.values()].flat());
    for (const site of analysis.tree.sites) {
      if (site.what === "relation" && isStored(site.relation)) {
        const { relation } = site;
        const own = columns.get(relation);
        const isOnlyTarget =
          (relation.source === "target" || changed.has(relation)) && !columns.has(relation);
        if (!isOnlyTarget && this.statement !== "ddl") {
          this.effects.push({
            action: "read",
            object: "table",
            ...this.identity(relation),
            columns: columns.has(relation) ? (own === undefined ? undefined : [...own]) : [],
            range: relation.written ?? relation.node,
          });
        } else if (!isOnlyTarget && relation.source === "table") {
          this.effects.push({
            action: "read",
            object: "table",
            ...this.identity(relation),
            columns: own === undefined ? undefined : [...own],
            range: relation.written ?? relation.node,
          });
        }
      }
    }
  }

  /** A bare name over relations that are not known may be a column of any of them. */
  unknownRead(
    name: WrittenName | undefined,
    relations: readonly ScopeRelation[],
    reads: (relation: ScopeRelation, column: string | undefined) => void,
  ): void {
    for (const relation of relations) {
      if (!relation.complete && name !== undefined) {
        reads(relation, storedName(this.analysis.dialect, name));
      }
    }
  }

  function(name: QualifiedName): void {
    const last = name.parts.at(-1);
    if (last === undefined) {
      return;
    }
    const { dialect, finder } = this.analysis;
    const lower = last.text.toLowerCase();
    const whole = name.parts.map((it) => it.text.toLowerCase()).join(".");
    if (
      effectful(dialect).test(lower) ||
      (name.parts.length > 1 && effectful(dialect).test(whole))
    ) {
      this.because("function", written(name), name);
      return;
    }
    const routines = finder?.routines(name.parts) ?? [];
    if (routines.length > 0) {
      const isCalm = routines.every((it) =>
        /^(?:immutable|stable|deterministic)$/u.test(it.volatility ?? ""),
      );
      if (!isCalm) {
        this.because("unknown-function", written(name), name);
      }
      return;
    }
    if (packFunctions(dialect, lower).length === 0 && !PLAIN_FUNCTIONS.test(lower)) {
      this.because("unknown-function", written(name), name);
    }
  }

  /** Parts of queries that do more than read. */
  queries(): void {
    for (const query of this.analysis.tree.queries) {
      if (query.kind === "dml-query") {
        if (query !== this.analysis.root) {
          this.change(query.statement);
        }
        continue;
      }
      if (query.kind === "select" && query.into !== undefined) {
        const { into } = query;
        if (into.table !== undefined) {
          this.is("ddl");
          this.effect("create", "table", into.table, into);
          this.because("defines", written(into.table), into);
        } else if (into.file !== undefined) {
          this.is("admin");
          this.because("file", into.file.value, into);
        }
      }
      for (const lock of query.locking ?? []) {
        this.because("locks", lock.strength, lock);
        for (const relation of this.analysis.ownScope(query)?.ownRelations ?? []) {
          const isMeant =
            lock.of === undefined ||
            lock.of.some(
              (it) => it.parts.at(-1)?.text.toLowerCase() === relation.name?.toLowerCase(),
            );
          if (isMeant && isStored(relation)) {
            this.effects.push({
              action: "lock",
              object: "table",
              ...this.identity(relation),
              columns: undefined,
              range: lock,
            });
          }
        }
      }
    }
  }
}

/** Syntax that looks like a call and computes only; engines need not list it among their functions. */
const PLAIN_FUNCTIONS =
  /^(?:count|sum|min|max|avg|coalesce|nullif|ifnull|nvl|if|iif|greatest|least|lower|upper|length|char_length|character_length|octet_length|trim|ltrim|rtrim|btrim|substr|substring|replace|concat|concat_ws|abs|round|ceil|ceiling|floor|mod|power|sqrt|exp|ln|log|sign|extract|date_part|date_trunc|now|date|time|datetime|strftime|julianday|current_date|current_time|current_timestamp|localtime|localtimestamp|position|overlay|cast|convert|values|row|array|unnest|generate_series|row_number|rank|dense_rank|ntile|lag|lead|first_value|last_value|nth_value|percent_rank|cume_dist|string_agg|array_agg|group_concat|json_agg|jsonb_agg|grouping|exists|any|some|all|in|left|right|lpad|rpad|typeof|random|rand|hex|quote|instr|printf|format|json_each|json_extract|json_object|json_array|json_table|json_value|json_query|json_exists|xmltable|current_user|session_user|user|current_schema|current_role|database|version|total|date_add|date_sub|datediff|timestampdiff|timestampadd|adddate|subdate|interval|excluded|collation|charset|uuid|gen_random_uuid|to_char|to_date|to_timestamp|to_number)$/u;

/** Settings that decide what may be written or as whom. */
const GUARD_SETTINGS =
  /read_only|readonly|query_only|writable|session_authorization|^role$|^session authorization|characteristics|log_bin|foreign_key_checks|row_security|session_replication_role|sql_safe_updates/u;

/** Pragmas that only answer, whatever stands in their brackets. */
const ASKING_PRAGMAS =
  /^(?:table_info|table_xinfo|table_list|index_list|index_info|index_xinfo|foreign_key_list|foreign_key_check|integrity_check|quick_check|database_list|collation_list|function_list|module_list|pragma_list|compile_options|freelist_count|page_count|data_version)$/u;

/** Pragmas that act without a value. */
const WRITING_PRAGMAS =
  /^(?:optimize|wal_checkpoint|incremental_vacuum|shrink_memory|rekey|data_store_directory)$/u;

const effectful = memo((dialect: Dialect): RegExp => {
  const names = dialect.pack.data.effectfulFunctions ?? [];
  const source = names.map((it) =>
    it.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&").replaceAll("\\*", ".*"),
  );
  return source.length === 0 ? /^\b$/u : new RegExp(`^(?:${source.join("|")})$`, "u");
});

function isStored(relation: ScopeRelation): boolean {
  return (
    relation.cte === undefined &&
    relation.written !== undefined &&
    (relation.source === "table" || relation.source === "target")
  );
}

function nameOf(relation: ScopeRelation): string {
  return relation.written === undefined ? (relation.name ?? "") : written(relation.written);
}

function written(name: QualifiedName): string {
  return name.parts.map((it) => it.text).join(".");
}
