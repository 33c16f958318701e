/**
 * EXPLAIN of any engine as one tree. The pack says how a plan is asked for and in which of four forms
 * the answer comes; the engine's own answer is kept beside the tree, so nothing of it is lost.
 */
import { err, ok, type Result } from "../../base/result.ts";
import type { PlanNode } from "../../protocol/messages.ts";
import type { Pack } from "../packs/pack.ts";
import type { SqlError } from "./errors.ts";
import type { Parameter, QueryOptions, QueryOutcome, Session } from "./session.ts";

/** One step of a plan, in words all engines share; `label`, `on` and `details` are for people. */
export interface PlanStep extends PlanNode {
  /** What it does, kebab-case where we know it: `scan`, `index-scan`, `join`, `sort`, `aggregate`; else `other`. */
  readonly operator: Operator;
  readonly relation?: string | undefined;
  readonly index?: string | undefined;
  readonly filter?: string | undefined;
  /** What an index or a join looks for. */
  readonly condition?: string | undefined;
  /** The engine's own fields of this step. */
  readonly raw: unknown;
  readonly children: readonly PlanStep[];
}

export type Operator =
  | "scan"
  | "index-scan"
  | "index-only-scan"
  | "bitmap-scan"
  | "nested-loop"
  | "hash-join"
  | "merge-join"
  | "join"
  | "sort"
  | "aggregate"
  | "materialize"
  | "subquery"
  | "limit"
  | "union"
  | "modify"
  | "result"
  | "other";

export interface Plan {
  readonly root: PlanStep;
  /** The engine's answer as text. */
  readonly text: string;
  readonly measured: boolean;
  /** Sum over the whole plan, in the engine's unit. */
  readonly cost?: number | undefined;
  readonly elapsedMs?: number | undefined;
}

export interface ExplainOptions extends QueryOptions {
  /** Runs the statement and measures; what it changes is undone. */
  readonly analyze?: boolean | undefined;
  readonly params?: readonly Parameter[] | undefined;
}

const SAVEPOINT = "sqlx_explain";

/** The plan of a statement. With `analyze` it runs inside a transaction that is always undone. */
export async function explainPlan(
  session: Session,
  pack: Pack,
  sql: string,
  options: ExplainOptions = {},
): Promise<Result<Plan, SqlError>> {
  const how = pack.data.explain;
  const prefix = options.analyze === true ? how?.analyze : how?.estimate;
  if (how?.format === undefined || prefix === undefined) {
    return err({
      tag: "unsupported",
      message:
        options.analyze === true && how?.estimate !== undefined
          ? `${pack.title} cannot measure a statement; the estimated plan works`
          : `${pack.title} has no plans that can be read here`,
    });
  }
  const statement = prefix + sql.replace(/^(?:\s|;)+|(?:\s|;)+$/gu, "");
  const ask = () => session.query(statement, options.params ?? [], options);
  const answer = options.analyze === true ? await undone(session, ask) : await ask();
  return answer.ok ? read(how.format, answer.value, options.analyze === true) : answer;
}

/** Runs the work and undoes what it changed, in a transaction of its own or in part of the open one. */
async function undone<T>(
  session: Session,
  work: () => Promise<Result<T, SqlError>>,
): Promise<Result<T, SqlError>> {
  if (session.inTransaction) {
    const marked = await session.query(`SAVEPOINT ${SAVEPOINT}`);
    if (!marked.ok) {
      return marked;
    }
    const result = await work();
    await session.query(`ROLLBACK TO SAVEPOINT ${SAVEPOINT}`);
    return result;
  }
  const begun = await session.begin();
  if (!begun.ok) {
    return begun;
  }
  const result = await work();
  await session.rollback();
  return result;
}

type Format = NonNullable<NonNullable<Pack["data"]["explain"]>["format"]>;

function read(format: Format, outcome: QueryOutcome, measured: boolean): Result<Plan, SqlError> {
  try {
    switch (format) {
      case "json-pg":
        return ok(jsonPg(cellText(outcome, 0), measured));
      case "json-my":
        return ok(jsonMy(cellText(outcome, 0), measured));
      case "rows-sqlite":
        return ok(rowsSqlite(outcome));
      case "json-duckdb":
        return ok(jsonDuckdb(cellText(outcome, outcome.columns.length - 1), measured));
    }
  } catch {
    return err({
      tag: "unsupported",
      message: "the engine's plan has a form that is not known here",
    });
  }
}

function cellText(outcome: QueryOutcome, column: number): string {
  const cell = outcome.rows[0]?.[column];
  return cell instanceof Uint8Array ? new TextDecoder().decode(cell) : String(cell ?? "");
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function number(value: unknown): number | undefined {
  if (value === undefined || value === null || value === "") {
    return undefined;
  }
  const found = Number(String(value).replace(/^~/u, ""));
  return Number.isFinite(found) ? found : undefined;
}

function words(value: unknown): string | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  const text = Array.isArray(value) ? value.map((it) => String(it)).join(", ") : String(value);
  return text === "" ? undefined : text;
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}

/** An estimate this many times off is worth a look. */
const MISESTIMATE_FACTOR = 10;
/** Below this many rows no estimate matters. */
const MISESTIMATE_ROWS = 100;
/** A filter that throws away this many rows for each it keeps wants an index. */
const WASTE_FACTOR = 10;
const WASTE_ROWS = 1_000;

function warningsOf(step: {
  readonly estimatedRows?: number | undefined;
  readonly actualRows?: number | undefined;
  readonly removed?: number | undefined;
  readonly spilled?: boolean | undefined;
}): { readonly warnings?: readonly string[] } {
  const { estimatedRows: estimated, actualRows: actual, removed, spilled } = step;
  const found: string[] = [];
  if (
    estimated !== undefined &&
    actual !== undefined &&
    MISESTIMATE_ROWS < Math.max(estimated, actual)
  ) {
    const factor = Math.max(estimated, actual) / Math.max(1, Math.min(estimated, actual));
    if (MISESTIMATE_FACTOR <= factor) {
      found.push(
        `${round(estimated)} rows were expected and ${round(actual)} came: the statistics may be old.`,
      );
    }
  }
  if (
    removed !== undefined &&
    WASTE_ROWS <= removed &&
    WASTE_FACTOR * Math.max(1, actual ?? 1) <= removed
  ) {
    found.push(`${round(removed)} rows were read and thrown away.`);
  }
  if (spilled === true) {
    found.push("It did not fit into memory and used the disk.");
  }
  return found.length === 0 ? {} : { warnings: found };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

// ---------------------------------------------------------------- json-pg

const PG_OPERATORS: readonly (readonly [RegExp, Operator])[] = [
  [/Index Only Scan/u, "index-only-scan"],
  [/Bitmap/u, "bitmap-scan"],
  [/Index Scan/u, "index-scan"],
  [/Subquery Scan|CTE Scan|WorkTable/u, "subquery"],
  [/Scan/u, "scan"],
  [/Nested Loop/u, "nested-loop"],
  [/Hash Join/u, "hash-join"],
  [/Merge Join/u, "merge-join"],
  [/Sort/u, "sort"],
  [/Aggregate|Group|Unique|WindowAgg/u, "aggregate"],
  [/Material|Memoize|^Hash$/u, "materialize"],
  [/Limit/u, "limit"],
  [/Append|SetOp|Recursive Union/u, "union"],
  [/ModifyTable|LockRows/u, "modify"],
  [/Result|ProjectSet/u, "result"],
];

const PG_CONDITIONS = [
  "Index Cond",
  "Hash Cond",
  "Merge Cond",
  "Join Filter",
  "Recheck Cond",
  "TID Cond",
];
const PG_DETAILS = [
  "Filter",
  ...PG_CONDITIONS,
  "Sort Key",
  "Presorted Key",
  "Group Key",
  "Cache Key",
  "Remote SQL",
  "Sort Method",
  "CTE Name",
  "Subplan Name",
];

function jsonPg(text: string, measured: boolean): Plan {
  const parsed = JSON.parse(text) as readonly Fields[];
  const top = parsed[0] ?? {};
  const root = pgStep(top["Plan"] as Fields);
  return {
    root,
    text,
    measured,
    ...optional("cost", root.cost),
    ...optional("elapsedMs", number(top["Execution Time"])),
  };
}

function pgStep(fields: Fields): PlanStep {
  const type = String(fields["Node Type"] ?? "");
  const strategy = fields["Strategy"];
  const join = fields["Join Type"];
  const base =
    type === "Aggregate" && strategy !== undefined && strategy !== "Plain"
      ? `${String(strategy) === "Sorted" ? "Group" : String(strategy)} Aggregate`
      : type === "ModifyTable"
        ? String(fields["Operation"] ?? type)
        : type;
  const joined =
    join === undefined || join === "Inner"
      ? base
      : base.replace(/ ?(Join|Loop)$/u, ` ${String(join)} $1`);
  const label = `${fields["Parallel Aware"] === true ? "Parallel " : ""}${joined}`;
  const relation = words(fields["Relation Name"] ?? fields["CTE Name"] ?? fields["Function Name"]);
  const index = words(fields["Index Name"]);
  const loops = number(fields["Actual Loops"]);
  const estimatedRows = number(fields["Plan Rows"]);
  const actualRows = number(fields["Actual Rows"]);
  const time = number(fields["Actual Total Time"]);
  const condition = PG_CONDITIONS.map((it) => words(fields[it])).find((it) => it !== undefined);
  const alias = words(fields["Alias"]);
  const on = [
    relation === undefined
      ? undefined
      : alias === undefined || alias === relation
        ? relation
        : `${relation} ${alias}`,
    index === undefined ? undefined : `using ${index}`,
  ].filter((it) => it !== undefined);
  return {
    operator: PG_OPERATORS.find(([pattern]) => pattern.test(type))?.[1] ?? "other",
    label,
    ...optional("on", on.length === 0 ? undefined : on.join(" ")),
    ...optional("relation", relation),
    ...optional("index", index),
    ...optional("filter", words(fields["Filter"])),
    ...optional("condition", condition),
    details: PG_DETAILS.flatMap((it) => {
      const value = words(fields[it]);
      return value === undefined ? [] : [`${it}: ${value}`];
    }),
    ...optional("estimatedRows", estimatedRows),
    ...optional("actualRows", actualRows),
    ...optional("loops", loops),
    ...optional("cost", number(fields["Total Cost"])),
    // The engine gives the time of one loop.
    ...optional("elapsedMs", time === undefined ? undefined : round(time * (loops ?? 1))),
    ...warningsOf({
      estimatedRows,
      actualRows,
      removed: number(fields["Rows Removed by Filter"]),
      spilled: fields["Sort Space Type"] === "Disk" || 1 < (number(fields["Hash Batches"]) ?? 0),
    }),
    raw: without(fields, "Plans"),
    children: ((fields["Plans"] as readonly Fields[] | undefined) ?? []).map(pgStep),
  };
}

function without(fields: Fields, ...keys: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key)));
}

// ---------------------------------------------------------------- json-my

/** How a table is reached, in words. */
const MY_ACCESS: Readonly<Record<string, readonly [string, Operator]>> = {
  ALL: ["Full scan", "scan"],
  index: ["Full index scan", "index-scan"],
  range: ["Index range scan", "index-scan"],
  ref: ["Index lookup", "index-scan"],
  eq_ref: ["Unique lookup", "index-scan"],
  ref_or_null: ["Index lookup or NULL", "index-scan"],
  index_merge: ["Index merge", "index-scan"],
  fulltext: ["Full-text lookup", "index-scan"],
  const: ["Single row", "index-scan"],
  system: ["Single row", "scan"],
  unique_subquery: ["Unique lookup", "index-scan"],
  index_subquery: ["Index lookup", "index-scan"],
};

const MY_OPERATORS: readonly (readonly [RegExp, Operator, string])[] = [
  [/^query_block$/u, "result", "Query"],
  [/^nested_loop$/u, "nested-loop", "Nested loop"],
  [/^(filesort|ordering_operation|read_sorted_file)$/u, "sort", "Sort"],
  [
    /^(grouping_operation|duplicates_removal|group_aggregates|windowing|window_functions_computation)$/u,
    "aggregate",
    "Group",
  ],
  [/^temporary_table$/u, "materialize", "Temporary table"],
  [/^(materialized|materialized_from_subquery|buffer_result)$/u, "materialize", "Materialize"],
  [/^block-nl-join$/u, "join", "Block nested loop"],
  [/^union_result$/u, "union", "Union"],
  [/subquer|query_specifications/u, "subquery", "Subquery"],
];

function jsonMy(text: string, measured: boolean): Plan {
  const parsed = JSON.parse(text) as Fields;
  const block = isFields(parsed["query_block"]) ? parsed["query_block"] : parsed;
  const cost = number(fieldOf(block, "cost_info", "query_cost")) ?? number(block["cost"]);
  const children = myChildren(block);
  const total = number(block["r_total_time_ms"]);
  const only = children.length === 1 ? children[0] : undefined;
  const root: PlanStep = only ?? {
    operator: "result",
    label: words(block["message"] ?? fieldOf(block, "table", "message")) ?? "Query",
    raw: block,
    children,
    ...optional("cost", cost),
  };
  return {
    root: root.cost === undefined && cost !== undefined ? { ...root, cost } : root,
    text,
    measured,
    ...optional("cost", cost),
    ...optional("elapsedMs", total),
  };
}

function fieldOf(fields: Fields, ...path: readonly string[]): unknown {
  let at: unknown = fields;
  for (const key of path) {
    at = isFields(at) ? at[key] : undefined;
  }
  return at;
}

function myChildren(fields: Fields): PlanStep[] {
  const children: PlanStep[] = [];
  for (const [key, value] of Object.entries(fields)) {
    if (key === "cost_info" || key === "r_engine_stats") {
      continue;
    }
    if (key === "table" && isFields(value)) {
      children.push(myTable(value));
    } else if (Array.isArray(value) && value.some(isFields)) {
      const parts = value.filter(isFields).flatMap(myChildren);
      children.push(...(parts.length < 2 ? parts : [myStep(key, {}, parts)]));
    } else if (isFields(value)) {
      children.push(myStep(key, value, myChildren(value)));
    }
  }
  return children;
}

function myStep(key: string, fields: Fields, children: readonly PlanStep[]): PlanStep {
  const known = MY_OPERATORS.find(([pattern]) => pattern.test(key));
  const sortKey = words(fields["sort_key"]);
  return {
    operator: known?.[1] ?? "other",
    label: known?.[2] ?? key.replaceAll(/[_-]/gu, " "),
    ...(sortKey === undefined ? {} : { details: [`Sort Key: ${sortKey}`] }),
    ...optional("actualRows", number(fields["r_output_rows"])),
    ...optional("loops", number(fields["r_loops"])),
    ...optional("elapsedMs", number(fields["r_total_time_ms"])),
    raw: scalars(fields),
    children,
  };
}

function myTable(fields: Fields): PlanStep {
  const access = String(fields["access_type"] ?? "");
  const message = words(fields["message"]);
  const [label, operator] =
    MY_ACCESS[access] ?? ([access === "" ? (message ?? "Table") : access, "other"] as const);
  const covering = fields["using_index"] === true;
  const relation = words(fields["table_name"]);
  const index = words(fields["key"]);
  const filter = words(fields["attached_condition"]);
  const condition = words(fields["ref"]) ?? words(fields["index_condition"]);
  const estimatedRows = number(fields["rows"] ?? fields["rows_examined_per_scan"]);
  const actualRows = number(fields["r_rows"]);
  const kept = number(fields["r_filtered"]);
  const usedParts = words(fields["used_key_parts"]);
  return {
    operator: covering && operator === "index-scan" ? "index-only-scan" : operator,
    label: covering ? `${label} (index only)` : label,
    ...optional(
      "on",
      [relation, index === undefined ? undefined : `using ${index}`]
        .filter((it) => it !== undefined)
        .join(" ") || undefined,
    ),
    ...optional("relation", relation),
    ...optional("index", index),
    ...optional("filter", filter),
    ...optional("condition", condition),
    details: [
      ...(filter === undefined ? [] : [`Filter: ${filter}`]),
      ...(condition === undefined ? [] : [`Condition: ${condition}`]),
      ...(usedParts === undefined ? [] : [`Key columns: ${usedParts}`]),
      ...(message === undefined || message === label ? [] : [message]),
    ],
    ...optional("estimatedRows", estimatedRows),
    ...optional("actualRows", actualRows),
    ...optional("loops", number(fields["r_loops"])),
    ...optional(
      "cost",
      number(fieldOf(fields, "cost_info", "prefix_cost")) ?? number(fields["cost"]),
    ),
    ...optional("elapsedMs", number(fields["r_total_time_ms"] ?? fields["r_table_time_ms"])),
    ...warningsOf({
      estimatedRows,
      actualRows,
      removed:
        actualRows !== undefined && kept !== undefined ? actualRows * (1 - kept / 100) : undefined,
    }),
    raw: scalars(fields),
    children: myChildren(fields),
  };
}

function scalars(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([key, it]) => !isFields(it) || key === "cost_info"),
  );
}

// ---------------------------------------------------------------- rows-sqlite

interface Line {
  readonly id: number;
  readonly parent: number;
  readonly detail: string;
}

function rowsSqlite(outcome: QueryOutcome): Plan {
  const lines = outcome.rows.map(
    (row): Line => ({ id: Number(row[0]), parent: Number(row[1]), detail: String(row[3] ?? "") }),
  );
  const childrenOf = (parent: number): PlanStep[] =>
    combined(
      lines.filter((it) => it.parent === parent).map((it) => sqliteStep(it, childrenOf(it.id))),
    );
  const top = childrenOf(0);
  const only = top.length === 1 ? top[0] : undefined;
  const depth = new Map<number, number>([[0, 0]]);
  const text = lines
    .map((it) => {
      const level = depth.get(it.parent) ?? 0;
      depth.set(it.id, level + 1);
      return `${"  ".repeat(level)}${it.detail}`;
    })
    .join("\n");
  return {
    root: only ?? { operator: "result", label: "Query", raw: null, children: top },
    text,
    measured: false,
  };
}

/**
 * Lines of one level as a tree: tables that follow each other are a nested loop, and a sorter works on
 * all that was listed before it.
 */
function combined(steps: readonly PlanStep[]): PlanStep[] {
  let result: PlanStep[] = [];
  const joined = (parts: readonly PlanStep[]): PlanStep[] => {
    const tables = parts.filter((it) => it.relation !== undefined);
    if (tables.length < 2) {
      return [...parts];
    }
    const others = parts.filter((it) => it.relation === undefined);
    return [
      { operator: "nested-loop", label: "Nested loop", raw: null, children: tables },
      ...others,
    ];
  };
  for (const step of steps) {
    result =
      typeof step.raw === "string" && step.raw.startsWith("USE TEMP B-TREE")
        ? [{ ...step, children: [...joined(result), ...step.children] }]
        : [...result, step];
  }
  return joined(result);
}

function sqliteStep({ detail }: Line, children: readonly PlanStep[]): PlanStep {
  const access = /^(SCAN|SEARCH)\s+(?:TABLE\s+)?(\S+)(?:\s+AS\s+(\S+))?(?:\s+USING\s+(.*))?$/u.exec(
    detail,
  );
  if (access === null) {
    return { operator: sqliteOperator(detail), label: sentence(detail), raw: detail, children };
  }
  const [, verb, relation = "", , using = ""] = access;
  const index = /INDEX (\S+)/u.exec(using)?.[1];
  const condition = /\((.*)\)$/u.exec(using)?.[1];
  const covering = using.includes("COVERING INDEX");
  const search = verb === "SEARCH";
  return {
    operator: covering ? "index-only-scan" : search || index !== undefined ? "index-scan" : "scan",
    label: search ? "Search" : "Scan",
    on:
      using === ""
        ? relation
        : `${relation} using ${using.replace(/\s*\(.*\)$/u, "").toLowerCase() === "integer primary key" ? "its primary key" : (index ?? using)}`,
    relation,
    ...optional("index", index),
    ...optional("condition", condition),
    details: [
      ...(condition === undefined ? [] : [`Condition: ${condition}`]),
      ...(covering ? ["The index holds all that is read."] : []),
      ...(using.includes("AUTOMATIC") ? ["The index is made for this statement only."] : []),
    ],
    ...(using.includes("AUTOMATIC")
      ? { warnings: ["The engine builds an index each time: a real one would serve better."] }
      : {}),
    raw: detail,
    children,
  };
}

function sqliteOperator(detail: string): Operator {
  if (/ORDER BY/u.test(detail)) {
    return "sort";
  }
  if (/GROUP BY|DISTINCT/u.test(detail)) {
    return "aggregate";
  }
  if (/^MATERIALIZE/u.test(detail)) {
    return "materialize";
  }
  if (/UNION|COMPOUND|MERGE|EXCEPT|INTERSECT/u.test(detail)) {
    return "union";
  }
  return /SUBQUERY|CO-ROUTINE|RECURSIVE/u.test(detail) ? "subquery" : "other";
}

function sentence(detail: string): string {
  return detail.replace(/^[A-Z][A-Z -]*[A-Z]\b/u, (it) => it.charAt(0) + it.slice(1).toLowerCase());
}

// ---------------------------------------------------------------- json-duckdb

function jsonDuckdb(text: string, measured: boolean): Plan {
  const parsed: unknown = JSON.parse(text);
  const tops = (Array.isArray(parsed) ? parsed : [parsed]).filter(isFields);
  const first = tops[0];
  if (first === undefined) {
    throw new Error("no plan");
  }
  // A measured plan wraps the steps in a record of the whole run.
  const inner =
    measured && first["operator_type"] === undefined && Array.isArray(first["children"])
      ? first["children"].filter(isFields)
      : tops;
  const steps = inner.map(duckStep);
  const only = steps.length === 1 ? steps[0] : undefined;
  const latency = number(first["latency"]);
  return {
    root: only ?? {
      operator: "result",
      label: "Query",
      raw: without(first, "children"),
      children: steps,
    },
    text,
    measured,
    ...optional("elapsedMs", latency === undefined ? undefined : round(latency * 1000)),
  };
}

function duckStep(fields: Fields): PlanStep {
  const name = String(
    fields["operator_name"] ?? fields["operator_type"] ?? fields["name"] ?? "",
  ).trim();
  const info = isFields(fields["extra_info"]) ? fields["extra_info"] : {};
  const relation = words(info["Table"] ?? info["Relation"] ?? info["Function"]);
  const filter = words(info["Filters"] ?? info["Expression"]);
  const condition = words(info["Conditions"] ?? info["Condition"]);
  const estimatedRows = number(info["Estimated Cardinality"]);
  const actualRows = number(fields["operator_cardinality"]);
  const time = number(fields["operator_timing"]);
  return {
    operator: duckOperator(name, info),
    label: name
      .toLowerCase()
      .replaceAll("_", " ")
      .replace(/^./u, (it) => it.toUpperCase()),
    ...optional("on", relation),
    ...optional("relation", relation),
    ...optional("filter", filter),
    ...optional("condition", condition),
    details: Object.entries(info)
      .filter(([key]) => key !== "Estimated Cardinality")
      .map(([key, value]) => `${key}: ${words(value) ?? ""}`),
    ...optional("estimatedRows", estimatedRows),
    ...optional("actualRows", actualRows),
    ...optional("elapsedMs", time === undefined ? undefined : round(time * 1000)),
    ...warningsOf({ estimatedRows, actualRows }),
    raw: without(fields, "children"),
    children: (Array.isArray(fields["children"]) ? fields["children"] : [])
      .filter(isFields)
      .map(duckStep),
  };
}

function duckOperator(name: string, info: Fields): Operator {
  if (/INDEX/u.test(String(info["Type"] ?? "").toUpperCase()) && /SCAN/u.test(name)) {
    return "index-scan";
  }
  const known: readonly (readonly [RegExp, Operator])[] = [
    [/SCAN|READ_/u, "scan"],
    [/HASH_JOIN/u, "hash-join"],
    [/MERGE_JOIN|IEJOIN/u, "merge-join"],
    [/NESTED_LOOP/u, "nested-loop"],
    [/JOIN|CROSS_PRODUCT/u, "join"],
    [/ORDER|TOP_N/u, "sort"],
    [/GROUP|AGGREGATE|DISTINCT|WINDOW/u, "aggregate"],
    [/LIMIT/u, "limit"],
    [/UNION/u, "union"],
    [/CTE/u, "subquery"],
    [/INSERT|UPDATE|DELETE/u, "modify"],
    [/PROJECTION|FILTER|RESULT|DUMMY/u, "result"],
  ];
  return known.find(([pattern]) => pattern.test(name))?.[1] ?? "other";
}
