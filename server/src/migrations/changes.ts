/**
 * What a statement changes, in the words of the lock tables: the change and the conditions that
 * decide what it costs. Reads the tree and the catalog before the statement; knows no engine.
 */
import { packFunctions } from "../analysis/functions.ts";
import { columnType } from "../catalog/column-type.ts";
import type { Column, ColumnType, Table } from "../catalog/model.ts";
import type {
  AlterAction,
  AlterTable,
  ColumnDefinition,
  Expression,
  StatementNode,
  TableConstraint,
  TypeName,
} from "../sql/ast.ts";
import type { Dialect } from "../sql/dialect.ts";
import type { Change } from "./locks.ts";

/** What is known about the table that is changed; all `undefined` without a catalog. */
export interface Known {
  readonly dialect: Dialect;
  /** Text of the statement. */
  readonly text: string;
  readonly table: Table | undefined;
  column(name: string, quoted: boolean): Column | undefined;
  /** A valid CHECK says that the column is not NULL. */
  hasNotNullCheck(column: string): boolean;
}

/** The change of one alter action. */
export function alterChange(node: AlterTable, action: AlterAction, known: Known): Change {
  const conditions = new Set<string>();
  const add = (condition: string, holds: boolean | undefined): void => {
    if (holds === true) {
      conditions.add(condition);
    }
  };
  add("view", node.object === "view");
  add("index", node.object === "index");
  add("sequence", node.object === "sequence");
  switch (action.type) {
    case "add-column":
      if (action.definition !== undefined) {
        addColumnConditions(action.definition, conditions, known);
      }
      add("position", action.position !== undefined);
      break;
    case "drop-column": {
      const name = action.column?.text;
      add("indexed", isIndexed(known.table, name, known.dialect));
      add(
        "in-primary-key",
        known.table?.primaryKey?.columns.some((it) => same(it, name)),
      );
      add(
        "in-unique",
        known.table?.uniqueKeys.some((key) => key.columns.some((it) => same(it, name))),
      );
      break;
    }
    case "alter-column-type":
      typeConditions(action, conditions, known);
      break;
    case "set-not-null":
      add("valid-check", action.column !== undefined && known.hasNotNullCheck(action.column.text));
      break;
    case "modify-column":
    case "change-column":
      modifyConditions(action, conditions, known);
      break;
    case "add-constraint":
      if (action.constraint !== undefined) {
        constraintConditions(action.constraint, conditions);
      }
      break;
    case "drop-constraint":
    case "drop-check":
    case "drop-foreign-key":
      add(
        "foreign-key",
        action.type === "drop-foreign-key" ||
          known.table?.foreignKeys.some((it) => same(it.name, action.name?.text)),
      );
      add(
        "primary-key",
        known.table === undefined
          ? /(?:^primary|_pkey|_pk)$/iu.test(action.name?.text ?? "")
          : known.table.primaryKey !== undefined &&
              (same(known.table.primaryKey.name, action.name?.text) ||
                same("PRIMARY", action.name?.text)),
      );
      break;
    case "add-index":
      add("unique", action.index?.type === "unique");
      add("fulltext", action.index?.type === "fulltext");
      add("spatial", action.index?.type === "spatial");
      break;
    case "detach-partition":
    case "attach-partition":
      add("concurrently", action.concurrently);
      break;
    case "set-options":
      for (const option of action.options ?? []) {
        conditions.add(option.name.toLowerCase().replaceAll(" ", "-").replaceAll("_", "-"));
      }
      break;
    default:
      break;
  }
  return { type: action.type, conditions };
}

function addColumnConditions(
  definition: ColumnDefinition,
  conditions: Set<string>,
  known: Known,
): void {
  const { dialect } = known;
  const name = definition.type?.name ?? "";
  if (
    /^(?:small|big)?serial\d?$/u.test(name) &&
    dialect.can("serial") &&
    !dialect.can("auto-increment")
  ) {
    conditions.add("serial");
  }
  for (const it of definition.constraints) {
    switch (it.type) {
      case "not-null":
        conditions.add("not-null");
        break;
      case "default":
        conditions.add("default");
        defaultConditions(it.expression, conditions, known);
        break;
      case "generated":
        conditions.add(
          it.storage === "stored" ||
            (it.storage === undefined && !dialect.can("generated-column-virtual"))
            ? "stored"
            : "virtual",
        );
        break;
      case "primary-key":
      case "unique":
      case "references":
      case "check":
      case "identity":
      case "auto-increment":
        conditions.add(it.type);
        break;
      default:
        break;
    }
  }
}

/** How a default is computed: once, per statement, or per row. */
export function defaultConditions(
  expression: Expression | undefined,
  conditions: Set<string>,
  known: Pick<Known, "dialect" | "text">,
): void {
  if (expression === undefined) {
    return;
  }
  const kind = volatility(expression, known.dialect);
  conditions.add(`${kind}-default`);
  if (expression.kind === "literal" && expression.type === "null") {
    conditions.add("null-default");
  }
  const isPlain = isConstant(expression);
  if (!isPlain) {
    conditions.add(isClock(expression) ? "clock-default" : "expression-default");
  }
}

/** `CURRENT_TIMESTAMP` and its like, which engines treat apart from other expressions. */
function isClock(expression: Expression): boolean {
  const name =
    expression.kind === "call"
      ? expression.name.parts.at(-1)?.text
      : expression.kind === "column"
        ? expression.parts.at(-1)?.text
        : undefined;
  return (
    name !== undefined &&
    /^(?:current_(?:timestamp|date|time)|now|localtime(?:stamp)?)$/iu.test(name)
  );
}

/** A literal, signed or cast, or a list of such. */
export function isConstant(expression: Expression): boolean {
  switch (expression.kind) {
    case "literal":
    case "typed-literal":
    case "interval":
      return true;
    case "unary":
      return isConstant(expression.operand);
    case "cast":
      return isConstant(expression.operand);
    case "collate":
      return isConstant(expression.operand);
    case "array":
      return expression.query === undefined && expression.elements.every(isConstant);
    case "row":
      return expression.elements.every(isConstant);
    case "column":
      return (
        expression.parts.length === 1 &&
        /^(?:true|false|null)$/iu.test(expression.parts[0]?.text ?? "")
      );
    default:
      return false;
  }
}

/** The worst volatility in an expression; a function nobody knows is taken to be volatile. */
export function volatility(
  expression: Expression,
  dialect: Dialect,
): "constant" | "stable" | "volatile" {
  if (isConstant(expression)) {
    return "constant";
  }
  let worst: "constant" | "stable" | "volatile" = "constant";
  const pending: Expression[] = [expression];
  for (let it = pending.pop(); it !== undefined; it = pending.pop()) {
    switch (it.kind) {
      case "call": {
        const entries = packFunctions(dialect, it.name.parts.at(-1)?.text ?? "");
        const words = entries.map((entry) => entry.volatility);
        const own = isClock(it)
          ? "stable"
          : entries.length === 0 || words.some((word) => word === undefined || word === "volatile")
            ? "volatile"
            : words.includes("stable")
              ? "stable"
              : "constant";
        if (own === "volatile") {
          return "volatile";
        }
        worst = own === "stable" ? "stable" : worst;
        pending.push(...it.args);
        break;
      }
      case "column":
        // A bare word such as CURRENT_USER.
        worst = isConstant(it) ? worst : "stable";
        break;
      case "binary":
        pending.push(it.left, it.right);
        break;
      case "unary":
      case "cast":
      case "collate":
        pending.push(it.operand);
        break;
      case "at-time-zone":
        pending.push(it.operand);
        break;
      case "case":
        pending.push(...it.whens.flatMap((when) => [when.condition, when.result]));
        break;
      case "array":
        pending.push(...it.elements);
        break;
      default:
        break;
    }
  }
  return worst;
}

function constraintConditions(constraint: TableConstraint, conditions: Set<string>): void {
  conditions.add(constraint.type);
  if (constraint.notValid === true) {
    conditions.add("not-valid");
  }
  if (constraint.notEnforced === true) {
    conditions.add("not-enforced");
  }
  if (constraint.usingIndex !== undefined) {
    conditions.add("using-index");
  }
}

// ---------------------------------------------------------------- types

function typeConditions(action: AlterAction, conditions: Set<string>, known: Known): void {
  const target = action.columnType;
  const old =
    action.column === undefined
      ? undefined
      : known.column(action.column.text, action.column.quoted);
  if (target === undefined) {
    return;
  }
  if (old === undefined) {
    conditions.add("unknown-type");
    return;
  }
  const made = columnType(target, known.dialect);
  const step = typeStep(old.type, made);
  conditions.add(step);
  const using = action.using;
  const plain =
    using === undefined ||
    (using.kind === "cast" && using.operand.kind === "column") ||
    (using.kind === "column" && same(using.parts.at(-1)?.text, old.name));
  if (!plain) {
    conditions.add("using");
    conditions.delete("same");
    conditions.delete("widening");
  }
}

/**
 * From one type to another: `same`, `widening` (every value keeps its bytes), `narrowing` (a value
 * may not fit), `timezone` (bytes depend on the session's zone), or `other`.
 */
export function typeStep(
  from: ColumnType,
  to: ColumnType,
): "same" | "widening" | "narrowing" | "timezone" | "other" {
  if (from.text === to.text) {
    return "same";
  }
  if (from.userType !== undefined || to.userType !== undefined) {
    return from.userType === to.userType ? "same" : "other";
  }
  if (isVariableText(from) && isVariableText(to)) {
    if (to.length === undefined || (from.length !== undefined && from.length <= to.length)) {
      return "widening";
    }
    return "narrowing";
  }
  if (from.kind === "decimal" && to.kind === "decimal") {
    const scaleKept = (from.scale ?? 0) === (to.scale ?? 0);
    if (to.precision === undefined) {
      return "widening";
    }
    if (from.precision === undefined) {
      return "narrowing";
    }
    const wholeFrom = from.precision - (from.scale ?? 0);
    const wholeTo = to.precision - (to.scale ?? 0);
    if (scaleKept && from.precision <= to.precision) {
      return "widening";
    }
    return wholeTo < wholeFrom || (to.scale ?? 0) < (from.scale ?? 0) ? "narrowing" : "other";
  }
  if (
    (from.kind === "timestamp" && to.kind === "timestamptz") ||
    (from.kind === "timestamptz" && to.kind === "timestamp")
  ) {
    return "timezone";
  }
  if (from.kind === to.kind && TEMPORAL.has(from.kind)) {
    return to.precision === undefined || (from.precision ?? MAX_FRACTION) <= to.precision
      ? "widening"
      : "narrowing";
  }
  if (from.kind === "integer" && to.kind === "integer") {
    const shrinks =
      (to.bits ?? 0) < (from.bits ?? 0) || (from.unsigned !== true && to.unsigned === true);
    return shrinks ? "narrowing" : "other";
  }
  if (from.kind === "float" && to.kind === "float") {
    return (to.bits ?? 0) < (from.bits ?? 0) ? "narrowing" : "other";
  }
  if (from.kind === "network" && to.kind === "network") {
    return from.text === "cidr" && to.text === "inet" ? "widening" : "other";
  }
  return mayNotFit(from, to) ? "narrowing" : "other";
}

const TEMPORAL: ReadonlySet<string> = new Set(["time", "timestamp", "timestamptz", "interval"]);
const MAX_FRACTION = 6;

function isVariableText(type: ColumnType): boolean {
  return type.kind === "text" && !/^(?:char|character|bpchar|nchar)\b(?! varying)/u.test(type.text);
}

/** Text to anything parsed, decimals to integers, times to dates. */
function mayNotFit(from: ColumnType, to: ColumnType): boolean {
  if (
    to.kind === "text" ||
    to.kind === "json" ||
    to.kind === "unknown" ||
    from.kind === "unknown"
  ) {
    return to.kind === "text" && to.length !== undefined;
  }
  if (from.kind === "text") {
    return true;
  }
  const loses: Readonly<Record<string, readonly string[]>> = {
    decimal: ["integer"],
    float: ["integer", "decimal"],
    integer: ["boolean", "date", "year"],
    timestamp: ["date", "time"],
    timestamptz: ["date", "time"],
    json: ["array"],
  };
  return loses[from.kind]?.includes(to.kind) === true;
}

function modifyConditions(action: AlterAction, conditions: Set<string>, known: Known): void {
  const { definition } = action;
  const oldName = action.column ?? definition?.name;
  if (definition === undefined || oldName === undefined) {
    return;
  }
  const old = known.column(oldName.text, oldName.quoted);
  const has = (type: string): boolean => definition.constraints.some((it) => it.type === type);
  const notNull = has("not-null") || has("primary-key");
  if (action.type === "change-column" && !same(definition.name.text, oldName.text)) {
    conditions.add("rename");
  }
  if (action.position !== undefined) {
    conditions.add("position");
  }
  if (definition.constraints.some((it) => it.type === "generated" && it.storage === "stored")) {
    conditions.add("stored");
  }
  if (old === undefined) {
    conditions.add("unknown-column");
    conditions.add(guessedStep(definition, conditions, notNull));
    return;
  }
  if (old.nullable && notNull) {
    conditions.add("to-not-null");
  }
  if (
    !old.nullable &&
    !notNull &&
    old.identity === undefined &&
    !inPrimaryKey(known.table, old.name)
  ) {
    conditions.add("to-null");
  }
  if (has("auto-increment") && old.identity === undefined) {
    conditions.add("auto-increment");
  }
  if (definition.type !== undefined) {
    storedTypeConditions(old, definition.type, conditions, known);
  }
  const collation =
    definition.type?.collation?.parts.at(-1)?.text ??
    definition.constraints.find((it) => it.type === "collate")?.collation?.parts.at(-1)?.text;
  if (collation !== undefined && !same(collation, old.collation)) {
    conditions.add("collation");
    if (isIndexed(known.table, old.name, known.dialect)) {
      conditions.add("indexed");
    }
  }
}

/** Without the old definition: what such a statement is usually written for. */
function guessedStep(
  definition: ColumnDefinition,
  conditions: ReadonlySet<string>,
  notNull: boolean,
): string {
  if (conditions.has("rename") || conditions.has("position")) {
    return "kept-type";
  }
  if (definition.constraints.some((it) => it.type === "comment")) {
    return "kept-type";
  }
  if (definition.type?.name === "enum" || definition.type?.name === "set") {
    return "enum-unknown";
  }
  if (definition.type?.charset !== undefined) {
    return "charset";
  }
  return notNull ? "to-not-null" : "type-change";
}

/** Types as the row format stores them: what can stay in place. */
function storedTypeConditions(
  old: Column,
  written: TypeName,
  conditions: Set<string>,
  known: Known,
): void {
  const made = columnType(written, known.dialect);
  const from = old.type;
  if (from.values !== undefined && made.values !== undefined && from.kind === made.kind) {
    const values = made.values;
    const prefix = from.values.every((it, index) => values[index] === it);
    if (prefix && from.values.length < values.length) {
      conditions.add("enum-append");
    } else if (!prefix || from.values.length !== values.length) {
      conditions.add("enum-reorder");
    }
    return;
  }
  const charset = written.charset?.text;
  if (charset !== undefined && !same(charset, charsetOf(old, known.table))) {
    conditions.add("charset");
    return;
  }
  if (baseOf(from) === baseOf(made) && from.kind === "text") {
    const before = from.length ?? 0;
    const after = made.length ?? 0;
    if (after < before) {
      conditions.add("length-shrink");
    } else if (after > before) {
      conditions.add(isVarying(made) ? "length-grow" : "type-change");
      const bytes = BYTES_OF[charsetOf(old, known.table)] ?? MAX_CHARACTER_BYTES;
      if (before * bytes <= SHORT_LENGTH_BYTES && after * bytes > SHORT_LENGTH_BYTES) {
        conditions.add("crosses-length-byte");
      }
    }
    return;
  }
  if (
    baseOf(from) !== baseOf(made) ||
    from.precision !== made.precision ||
    from.scale !== made.scale ||
    (from.unsigned === true) !== (made.unsigned === true)
  ) {
    const isInteger =
      from.kind === "integer" &&
      made.kind === "integer" &&
      from.bits === made.bits &&
      (from.unsigned === true) === (made.unsigned === true);
    if (!isInteger) {
      conditions.add("type-change");
    }
  }
}

/** A length of up to this many bytes is stored in one byte, a longer one in two. */
const SHORT_LENGTH_BYTES = 255;
const MAX_CHARACTER_BYTES = 4;
const DEFAULT_CHARSET = "utf8mb4";
const BYTES_OF: Readonly<Record<string, number>> = {
  latin1: 1,
  ascii: 1,
  binary: 1,
  ucs2: 2,
  utf8: 3,
  utf8mb3: 3,
  utf8mb4: 4,
};

function charsetOf(column: Column, table: Table | undefined): string {
  const options = table?.options ?? {};
  const collation =
    column.collation ??
    options["collation"] ??
    options["collate"] ??
    options["charset"] ??
    options["default charset"];
  return collation?.split("_")[0]?.toLowerCase() ?? DEFAULT_CHARSET;
}

function baseOf(type: ColumnType): string {
  return type.text
    .replace(/\(.*?\)/gu, "")
    .replace(/ unsigned| zerofill/gu, "")
    .trim();
}

function isVarying(type: ColumnType): boolean {
  return /^(?:varchar|character varying|varbinary|nvarchar)/u.test(type.text);
}

function inPrimaryKey(table: Table | undefined, column: string): boolean {
  return table?.primaryKey?.columns.some((it) => same(it, column)) === true;
}

/** Is the column in any index or key of the table? */
export function isIndexed(
  table: Table | undefined,
  column: string | undefined,
  _dialect: Dialect,
): boolean {
  return (
    table !== undefined &&
    (table.indexes.some((index) => index.columns.some((it) => same(it.column, column))) ||
      table.uniqueKeys.some((key) => key.columns.some((it) => same(it, column))) ||
      inPrimaryKey(table, column ?? ""))
  );
}

/** Names of one table compared as every engine would at least compare them. */
export function same(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase();
}

// ---------------------------------------------------------------- statements

/** The change of a statement that is no ALTER TABLE; `undefined` where it changes nothing that is locked. */
export function statementChange(root: StatementNode): Change | undefined {
  const made = (type: string, ...conditions: (string | undefined | false)[]): Change =>
    ({
      type,
      conditions: new Set(conditions.filter((it) => typeof it === "string" && it !== "")),
    }) as Change;
  switch (root.kind) {
    case "create-index":
      return made(
        "create-index",
        root.concurrently === true && "concurrently",
        root.unique && "unique",
        root.type,
      );
    case "drop":
      return made(
        `drop-${root.object.replaceAll(" ", "-")}`,
        root.concurrently === true && "concurrently",
      );
    case "truncate":
    case "create-trigger":
    case "create-view":
    case "comment":
    case "update":
    case "delete":
    case "insert":
      return made(root.kind);
    case "rename":
      return made("rename-table");
    case "create-table":
      return made(
        "create-table",
        root.elements.some(
          (it) =>
            (it.kind === "table-constraint" && it.type === "foreign-key") ||
            (it.kind === "column-definition" &&
              it.constraints.some((other) => other.type === "references")),
        ) && "references",
      );
    case "create-object":
      return made(`create-${root.object.replaceAll(" ", "-")}`);
    case "alter-object":
      return made(`alter-${root.object.replaceAll(" ", "-")}`, root.action);
    case "maintenance": {
      const verb = root.verb.split(" ")[0] ?? root.verb;
      return made(
        verb,
        root.full === true && "full",
        (root.concurrently === true || root.options.some((it) => it.name === "CONCURRENTLY")) &&
          "concurrently",
        root.options.some((it) => it.name === "FULL") && "full",
        root.object,
      );
    }
    case "transaction":
      return root.action === "lock"
        ? made("lock-table", ...root.modes.map((it) => it.toLowerCase().replaceAll(" ", "-")))
        : undefined;
    default:
      return undefined;
  }
}
