/**
 * The syntax tree: what a statement says, as plain data.
 *
 * Every node is `{ kind, start, end, … }`; offsets are UTF-16, half-open and relative to the text of
 * its statement, so typing in one statement moves no other. The tree holds no text: what it does not
 * name (white space, comments, exact spelling) stays in the statement's text and tokens, and a change
 * is made by editing ranges, never by printing a tree anew.
 *
 * Input may be broken. A child that is missing is absent (`undefined`) where the type allows it,
 * else a `missing` expression of length 0. Nothing here knows what a name refers to.
 *
 * One superset grammar serves all engines: a node kind exists once, however many spellings it has.
 * Invariant: children lie inside their parent, in text order within one field.
 */

export interface NodeBase {
  readonly start: number;
  readonly end: number;
}

// ---------------------------------------------------------------- names

/** One identifier. `text` is its value: quotes removed and escapes undone, case as written. */
export interface Name extends NodeBase {
  readonly kind: "name";
  readonly text: string;
  readonly quoted: boolean;
}

/** `a`, `s.a`, `c.s.a`, `a@link`: at least one part. */
export interface QualifiedName extends NodeBase {
  readonly kind: "qualified-name";
  readonly parts: readonly Name[];
}

/** A type as written: `numeric(10, 2)`, `timestamp with time zone`, `int[]`, `enum('a', 'b')`. */
export interface TypeName extends NodeBase {
  readonly kind: "type-name";
  /** Lower-case words joined with one blank, without arguments: `timestamp with time zone`, `int unsigned`. */
  readonly name: string;
  /** Where a user-defined type is named, its parts. */
  readonly qualified?: QualifiedName | undefined;
  readonly args: readonly Expression[];
  /** Number of array dimensions: `int[][]` is 2. */
  readonly arrayDimensions: number;
  readonly setOf?: boolean | undefined;
  /** `%TYPE`, `%ROWTYPE`. */
  readonly anchor?: "type" | "rowtype" | undefined;
  readonly charset?: Name | undefined;
  readonly collation?: QualifiedName | undefined;
  /** Fields of `STRUCT<…>`, `ROW(…)`, `STRUCT(…)`; element types of `ARRAY<…>`, `MAP(…)`. */
  readonly fields?: readonly TypeField[] | undefined;
}

export interface TypeField extends NodeBase {
  readonly kind: "type-field";
  readonly name?: Name | undefined;
  readonly type: TypeName;
}

// ---------------------------------------------------------------- expressions

export type Expression =
  | ColumnReference
  | Star
  | Literal
  | TypedLiteral
  | IntervalLiteral
  | Parameter
  | Variable
  | Unary
  | Binary
  | Is
  | Between
  | In
  | Like
  | Exists
  | Quantified
  | Call
  | Cast
  | Case
  | ArrayLiteral
  | StructLiteral
  | Row
  | Subscript
  | FieldAccess
  | AtTimeZone
  | Collate
  | SubqueryExpression
  | NamedArgument
  | Lambda
  | DefaultValue
  | CurrentOf
  | Assignment
  | Missing;

/** `a`, `t.a`, `s.t.a`: what it is (column, variable, function without parentheses) is for analysis. */
export interface ColumnReference extends NodeBase {
  readonly kind: "column";
  readonly parts: readonly Name[];
  /** `(+)` of an outer join. */
  readonly outerJoinMark?: boolean | undefined;
}

/** `*` or `t.*`, with `EXCEPT`/`EXCLUDE` and `REPLACE` lists where an engine has them. */
export interface Star extends NodeBase {
  readonly kind: "star";
  readonly qualifier: readonly Name[];
  readonly except?: readonly Name[] | undefined;
  readonly replace?: readonly SelectItem[] | undefined;
}

export interface Literal extends NodeBase {
  readonly kind: "literal";
  readonly type: "string" | "number" | "boolean" | "null" | "binary" | "bits";
  /** Strings: the value with escapes undone. Numbers: as written. Booleans: `true`/`false`. Binary, bits: the digits. */
  readonly value: string;
  /** `E`, `N`, `U&`, `X`, `B`, `R`, `_utf8mb4`, `$tag$` … where one stands before a string. */
  readonly prefix?: string | undefined;
}

/** `DATE '2024-01-01'`, `TIMESTAMP WITH TIME ZONE '…'`, `point '(1,2)'`, ODBC `{d '…'}`. */
export interface TypedLiteral extends NodeBase {
  readonly kind: "typed-literal";
  readonly type: TypeName;
  readonly value: Literal;
}

/** `INTERVAL '1 day'`, `INTERVAL '1' DAY`, `INTERVAL n DAY`, `INTERVAL '1-2' YEAR TO MONTH`. */
export interface IntervalLiteral extends NodeBase {
  readonly kind: "interval";
  readonly value: Expression;
  /** Upper-case: `DAY`, `DAY_HOUR`, `YEAR TO MONTH`. */
  readonly unit?: string | undefined;
  readonly unitRange?: NodeBase | undefined;
}

/** A placeholder for a bound value, or a hole of a host language (`${…}`, `{}`). */
export interface Parameter extends NodeBase {
  readonly kind: "parameter";
  readonly style: "question" | "numbered" | "named" | "percent" | "hole";
  /** The number or name without its marks: `1` of `$1`, `id` of `:id`; absent for `?` and `%s`. */
  readonly name?: string | undefined;
}

/** `@x`, `@@session.x`. */
export interface Variable extends NodeBase {
  readonly kind: "variable";
  readonly name: string;
  readonly system: boolean;
}

export interface Unary extends NodeBase {
  readonly kind: "unary";
  /** Upper-case: `-`, `+`, `~`, `NOT`, `!`, `PRIOR`, `BINARY`, `@`, `|/` …; `postfix` for `!` and `ISNULL`-like tails. */
  readonly op: string;
  readonly opRange: NodeBase;
  readonly operand: Expression;
}

export interface Binary extends NodeBase {
  readonly kind: "binary";
  /** Upper-case operator: `+`, `=`, `AND`, `OR`, `XOR`, `DIV`, `MOD`, `||`, `->>`, `@>`, `OVERLAPS`, `OPERATOR(s.+)` … */
  readonly op: string;
  readonly opRange: NodeBase;
  readonly left: Expression;
  readonly right: Expression;
}

/** `x IS [NOT] NULL | TRUE | FALSE | UNKNOWN | DISTINCT FROM y | JSON | NORMALIZED | …`, `x ISNULL`, `x NOTNULL`. */
export interface Is extends NodeBase {
  readonly kind: "is";
  readonly operand: Expression;
  readonly not: boolean;
  /** `other` covers `a IS b` for any two values; then, and for `distinct-from`, `right` is set. */
  readonly test:
    | "null"
    | "true"
    | "false"
    | "unknown"
    | "distinct-from"
    | "json"
    | "normalized"
    | "document"
    | "nan"
    | "empty"
    | "of"
    | "other";
  readonly right?: Expression | undefined;
}

export interface Between extends NodeBase {
  readonly kind: "between";
  readonly operand: Expression;
  readonly not: boolean;
  readonly symmetric: boolean;
  readonly low: Expression;
  readonly high: Expression;
}

/** `x IN (a, b)`, `x IN (SELECT …)`, `x IN UNNEST(…)`, `x IN table`, `x IN ?`. */
export interface In extends NodeBase {
  readonly kind: "in";
  readonly operand: Expression;
  readonly not: boolean;
  readonly list?: readonly Expression[] | undefined;
  readonly query?: Query | undefined;
  /** Anything else that stands for the list. */
  readonly source?: Expression | undefined;
}

export interface Like extends NodeBase {
  readonly kind: "like";
  /** Upper-case: `LIKE`, `ILIKE`, `SIMILAR TO`, `REGEXP`, `RLIKE`, `GLOB`, `MATCH`, `SOUNDS LIKE`. */
  readonly op: string;
  readonly opRange: NodeBase;
  readonly operand: Expression;
  readonly not: boolean;
  readonly pattern: Expression;
  readonly escape?: Expression | undefined;
}

export interface Exists extends NodeBase {
  readonly kind: "exists";
  readonly query: Query;
}

/** `x = ANY (…)`: stands as the right side of a comparison or a `like`. */
export interface Quantified extends NodeBase {
  readonly kind: "quantified";
  readonly quantifier: "ANY" | "SOME" | "ALL";
  readonly query?: Query | undefined;
  readonly source?: Expression | undefined;
}

/**
 * A call. Special syntax keeps its name and lists its operands in text order:
 * `EXTRACT(YEAR FROM d)` is `{ name: extract, args: [column YEAR, column d], separators: ["FROM"] }`.
 * `COUNT(*)` has a star as its only argument.
 */
export interface Call extends NodeBase {
  readonly kind: "call";
  readonly name: QualifiedName;
  readonly args: readonly Expression[];
  /** Keywords that stand between or before the arguments where they are not commas: `FROM`, `FOR`, `IN`, `USING`, `LEADING`. */
  readonly separators?: readonly string[] | undefined;
  readonly distinct?: boolean | undefined;
  readonly orderBy?: OrderBy | undefined;
  /** `GROUP_CONCAT(… SEPARATOR ',')`. */
  readonly separator?: Expression | undefined;
  readonly withinGroup?: OrderBy | undefined;
  readonly filter?: Expression | undefined;
  readonly nulls?: "ignore" | "respect" | undefined;
  readonly over?: WindowSpec | Name | undefined;
  /** False for `CURRENT_DATE` and the like, written without parentheses. */
  readonly parenthesized: boolean;
  readonly variadic?: boolean | undefined;
}

export interface Cast extends NodeBase {
  readonly kind: "cast";
  readonly operand: Expression;
  readonly type: TypeName;
  /** `call` is `CAST(x AS t)`, `try` is `TRY_CAST`/`SAFE_CAST`, `colons` is `x::t`, `convert` is `CONVERT(t, x)` or `CONVERT(x, t)`. */
  readonly style: "call" | "try" | "colons" | "convert";
  readonly format?: Expression | undefined;
}

export interface Case extends NodeBase {
  readonly kind: "case";
  readonly operand?: Expression | undefined;
  readonly whens: readonly When[];
  readonly otherwise?: Expression | undefined;
}

export interface When extends NodeBase {
  readonly kind: "when";
  readonly condition: Expression;
  readonly result: Expression;
}

/** `ARRAY[1, 2]`, `[1, 2]`, `ARRAY(SELECT …)`. */
export interface ArrayLiteral extends NodeBase {
  readonly kind: "array";
  readonly elements: readonly Expression[];
  readonly query?: Query | undefined;
}

/** `{'a': 1}`, `MAP {…}`, `STRUCT(1 AS a)`, `OBJECT_CONSTRUCT`-like literals. */
export interface StructLiteral extends NodeBase {
  readonly kind: "struct";
  readonly keys: readonly Expression[];
  readonly values: readonly Expression[];
}

/** `(a, b)`, `ROW(a, b)`; a single parenthesised expression is not a row: it is that expression, with a wider range kept by its parent. */
export interface Row extends NodeBase {
  readonly kind: "row";
  readonly elements: readonly Expression[];
}

export interface Subscript extends NodeBase {
  readonly kind: "subscript";
  readonly base: Expression;
  readonly index?: Expression | undefined;
  /** `[low:high]`. */
  readonly slice?:
    | { readonly low?: Expression | undefined; readonly high?: Expression }
    | undefined;
}

/** `(row).field`, `(row).*`, `variant:path.to`. */
export interface FieldAccess extends NodeBase {
  readonly kind: "field";
  readonly base: Expression;
  readonly field: Name | Star;
}

export interface AtTimeZone extends NodeBase {
  readonly kind: "at-time-zone";
  readonly operand: Expression;
  /** Absent for `AT LOCAL`. */
  readonly zone?: Expression | undefined;
}

export interface Collate extends NodeBase {
  readonly kind: "collate";
  readonly operand: Expression;
  readonly collation: QualifiedName;
}

/** `(SELECT …)` used as a value. */
export interface SubqueryExpression extends NodeBase {
  readonly kind: "subquery";
  readonly query: Query;
}

/** `name => value`, `name := value` in an argument list. */
export interface NamedArgument extends NodeBase {
  readonly kind: "named-argument";
  readonly name: Name;
  readonly value: Expression;
}

export interface Lambda extends NodeBase {
  readonly kind: "lambda";
  readonly parameters: readonly Name[];
  readonly body: Expression;
}

/** `DEFAULT` or `DEFAULT(column)` where a value is expected. */
export interface DefaultValue extends NodeBase {
  readonly kind: "default";
  readonly column?: Name | undefined;
}

/** `WHERE CURRENT OF cursor`. */
export interface CurrentOf extends NodeBase {
  readonly kind: "current-of";
  readonly cursor: Name;
}

/** `@x := value` inside an expression. */
export interface Assignment extends NodeBase {
  readonly kind: "assignment";
  readonly target: Expression;
  readonly value: Expression;
}

/** An expression that should be here and is not; `start === end`. */
export interface Missing extends NodeBase {
  readonly kind: "missing";
}

export interface WindowSpec extends NodeBase {
  readonly kind: "window-spec";
  readonly base?: Name | undefined;
  readonly partitionBy?: readonly Expression[] | undefined;
  readonly orderBy?: OrderBy | undefined;
  readonly frame?: WindowFrame | undefined;
}

export interface WindowFrame extends NodeBase {
  readonly kind: "frame";
  readonly unit: "ROWS" | "RANGE" | "GROUPS";
  readonly bounds: readonly FrameBound[];
  readonly exclude?: "CURRENT ROW" | "GROUP" | "TIES" | "NO OTHERS" | undefined;
}

export interface FrameBound extends NodeBase {
  readonly kind: "frame-bound";
  readonly direction: "PRECEDING" | "FOLLOWING" | "CURRENT ROW";
  /** Absent for `UNBOUNDED` and `CURRENT ROW`. */
  readonly offset?: Expression | undefined;
}

// ---------------------------------------------------------------- queries

export type Query = Select | Compound | Values | TableQuery | DmlQuery;

interface QueryTail {
  readonly with?: With | undefined;
  readonly orderBy?: OrderBy | undefined;
  readonly limit?: Limit | undefined;
  readonly locking?: readonly Locking[] | undefined;
  /** True where the whole query stands in parentheses (its range includes them). */
  readonly parenthesized?: boolean | undefined;
}

export interface Select extends NodeBase, QueryTail {
  readonly kind: "select";
  /** Range of the word `SELECT` (or `FROM` in a from-first query). */
  readonly selectRange: NodeBase;
  readonly distinct?: "distinct" | "all" | "distinct-on" | undefined;
  readonly distinctOn?: readonly Expression[] | undefined;
  readonly distinctRange?: NodeBase | undefined;
  readonly top?: Top | undefined;
  /** `STRAIGHT_JOIN SQL_CALC_FOUND_ROWS …`, upper-case. */
  readonly modifiers?: readonly string[] | undefined;
  readonly items: readonly SelectItem[];
  readonly into?: SelectInto | undefined;
  readonly from?: From | undefined;
  readonly where?: Where | undefined;
  readonly connectBy?: ConnectBy | undefined;
  readonly groupBy?: GroupBy | undefined;
  readonly having?: Having | undefined;
  readonly windows?: readonly NamedWindow[] | undefined;
  readonly qualify?: Qualify | undefined;
}

export interface SelectItem extends NodeBase {
  readonly kind: "select-item";
  readonly expression: Expression;
  readonly alias?: Name | undefined;
  /** `AS` was written. */
  readonly as?: boolean | undefined;
}

/** `SELECT … INTO t`, `INTO @a, @b`, `INTO OUTFILE '…'`, PL/SQL `INTO [STRICT] v`. */
export interface SelectInto extends NodeBase {
  readonly kind: "into";
  readonly table?: QualifiedName | undefined;
  readonly temporary?: boolean | undefined;
  readonly targets?: readonly Expression[] | undefined;
  readonly file?: Literal | undefined;
  readonly fileKind?: "OUTFILE" | "DUMPFILE" | undefined;
}

export interface From extends NodeBase {
  readonly kind: "from";
  readonly relations: readonly Relation[];
}

export interface Where extends NodeBase {
  readonly kind: "where";
  readonly condition: Expression;
}

export interface ConnectBy extends NodeBase {
  readonly kind: "connect-by";
  readonly startWith?: Expression | undefined;
  readonly condition?: Expression | undefined;
  readonly noCycle: boolean;
}

export interface GroupBy extends NodeBase {
  readonly kind: "group-by";
  readonly items: readonly GroupItem[];
  readonly quantifier?: "ALL" | "DISTINCT" | undefined;
  /** `GROUP BY ALL`: no items. */
  readonly all?: boolean | undefined;
  readonly withRollup?: "ROLLUP" | "CUBE" | "TOTALS" | undefined;
}

export type GroupItem = Expression | GroupingSets;

export interface GroupingSets extends NodeBase {
  readonly kind: "grouping-sets";
  readonly type: "GROUPING SETS" | "ROLLUP" | "CUBE" | "EMPTY";
  readonly items: readonly GroupItem[];
}

export interface Having extends NodeBase {
  readonly kind: "having";
  readonly condition: Expression;
}

export interface Qualify extends NodeBase {
  readonly kind: "qualify";
  readonly condition: Expression;
}

export interface NamedWindow extends NodeBase {
  readonly kind: "named-window";
  readonly name: Name;
  readonly spec: WindowSpec | Name;
}

export interface OrderBy extends NodeBase {
  readonly kind: "order-by";
  readonly items: readonly OrderItem[];
  /** `ORDER SIBLINGS BY`. */
  readonly siblings?: boolean | undefined;
}

export interface OrderItem extends NodeBase {
  readonly kind: "order-item";
  readonly expression: Expression;
  readonly direction?: "ASC" | "DESC" | undefined;
  readonly using?: string | undefined;
  readonly nulls?: "FIRST" | "LAST" | undefined;
}

/** `LIMIT`, `OFFSET`, `FETCH FIRST` in any order and spelling; one node for all of it. */
export interface Limit extends NodeBase {
  readonly kind: "limit";
  readonly style: "limit" | "limit-comma" | "fetch" | "offset-only";
  /** Absent for `LIMIT ALL` and where there is only an offset. */
  readonly count?: Expression | undefined;
  readonly offset?: Expression | undefined;
  readonly percent?: boolean | undefined;
  readonly withTies?: boolean | undefined;
  readonly by?: readonly Expression[] | undefined;
}

export interface Top extends NodeBase {
  readonly kind: "top";
  readonly count: Expression;
  readonly percent: boolean;
  readonly withTies: boolean;
}

export interface Locking extends NodeBase {
  readonly kind: "locking";
  readonly strength: "UPDATE" | "NO KEY UPDATE" | "SHARE" | "KEY SHARE";
  readonly of?: readonly QualifiedName[] | undefined;
  readonly wait?: "NOWAIT" | "SKIP LOCKED" | "WAIT" | undefined;
}

/** `a UNION ALL b`. */
export interface Compound extends NodeBase, QueryTail {
  readonly kind: "compound";
  readonly op: "UNION" | "INTERSECT" | "EXCEPT" | "MINUS";
  readonly opRange: NodeBase;
  readonly quantifier?: "ALL" | "DISTINCT" | undefined;
  readonly byName?: boolean | undefined;
  readonly left: Query;
  readonly right: Query;
}

export interface Values extends NodeBase, QueryTail {
  readonly kind: "values";
  readonly rows: readonly ValuesRow[];
}

export interface ValuesRow extends NodeBase {
  readonly kind: "values-row";
  readonly values: readonly Expression[];
}

/** `TABLE t`. */
export interface TableQuery extends NodeBase, QueryTail {
  readonly kind: "table-query";
  readonly table: QualifiedName;
}

/** A data-modifying statement where a query may stand: a CTE's body, `COPY (INSERT … RETURNING …)`. */
export interface DmlQuery extends NodeBase, QueryTail {
  readonly kind: "dml-query";
  readonly statement: Insert | Update | Delete | Merge;
}

export interface With extends NodeBase {
  readonly kind: "with";
  readonly recursive: boolean;
  readonly ctes: readonly Cte[];
}

export interface Cte extends NodeBase {
  readonly kind: "cte";
  readonly name: Name;
  readonly columns?: readonly Name[] | undefined;
  readonly materialized?: boolean | undefined;
  readonly body: Query;
  readonly search?:
    | {
        readonly order: "BREADTH" | "DEPTH";
        readonly by: readonly Name[];
        readonly set: Name;
      }
    | undefined;
  readonly cycle?:
    | { readonly columns: readonly Name[]; readonly mark: Name; readonly path?: Name }
    | undefined;
}

// ---------------------------------------------------------------- relations

export type Relation =
  | TableReference
  | DerivedTable
  | TableFunction
  | Join
  | JoinGroup
  | JsonTable
  | Pivot
  | MatchRecognize;

/** Where a relation gets another name: `AS t (a, b)`. */
export interface Alias extends NodeBase {
  readonly kind: "alias";
  readonly name: Name;
  readonly as: boolean;
  readonly columns?: readonly Name[] | undefined;
  /** `AS t (a int, b text)` of a function that returns records. */
  readonly columnDefinitions?: readonly TypeField[] | undefined;
}

export interface TableReference extends NodeBase {
  readonly kind: "table";
  readonly name: QualifiedName;
  readonly alias?: Alias | undefined;
  readonly only?: boolean | undefined;
  readonly partitions?: readonly Name[] | undefined;
  readonly sample?: NodeBase | undefined;
  /** `FOR SYSTEM_TIME …`, `AS OF …`. */
  readonly temporal?: NodeBase | undefined;
  /** `USE INDEX (…)`, `INDEXED BY x`, `NOT INDEXED`, `WITH (NOLOCK)`. */
  readonly hints?: readonly TableHint[] | undefined;
}

export interface TableHint extends NodeBase {
  readonly kind: "table-hint";
  /** Upper-case: `USE INDEX`, `FORCE INDEX`, `INDEXED BY`, `NOT INDEXED`, `NOLOCK`. */
  readonly type: string;
  readonly indexes: readonly Name[];
}

export interface DerivedTable extends NodeBase {
  readonly kind: "derived-table";
  readonly query: Query;
  readonly lateral: boolean;
  readonly alias?: Alias | undefined;
  readonly sample?: NodeBase | undefined;
}

export interface TableFunction extends NodeBase {
  readonly kind: "table-function";
  /** More than one for `ROWS FROM (…)`. */
  readonly calls: readonly Call[];
  readonly lateral: boolean;
  readonly ordinality: boolean;
  readonly alias?: Alias | undefined;
}

export interface Join extends NodeBase {
  readonly kind: "join";
  readonly type:
    | "inner"
    | "left"
    | "right"
    | "full"
    | "cross"
    | "semi"
    | "anti"
    | "asof"
    | "positional";
  /** Upper-case words as written: `LEFT OUTER JOIN`, `CROSS APPLY`, `STRAIGHT_JOIN`. */
  readonly words: string;
  readonly wordsRange: NodeBase;
  readonly natural: boolean;
  /** `CROSS APPLY`, `OUTER APPLY`. */
  readonly apply?: boolean | undefined;
  readonly left: Relation;
  readonly right: Relation;
  readonly on?: Expression | undefined;
  readonly using?: readonly Name[] | undefined;
  readonly usingAlias?: Name | undefined;
}

/** A join in parentheses, with an alias where an engine allows one. */
export interface JoinGroup extends NodeBase {
  readonly kind: "join-group";
  readonly relations: readonly Relation[];
  readonly alias?: Alias | undefined;
}

export interface JsonTable extends NodeBase {
  readonly kind: "json-table";
  /** `JSON_TABLE`, `XMLTABLE`, `OPENJSON`. */
  readonly function: Name;
  readonly args: readonly Expression[];
  readonly columns: readonly JsonTableColumn[];
  readonly lateral: boolean;
  readonly alias?: Alias | undefined;
}

export interface JsonTableColumn extends NodeBase {
  readonly kind: "json-table-column";
  readonly name?: Name | undefined;
  readonly type?: TypeName | undefined;
  readonly ordinality?: boolean | undefined;
  readonly path?: Expression | undefined;
  readonly nested?: readonly JsonTableColumn[] | undefined;
}

export interface Pivot extends NodeBase {
  readonly kind: "pivot";
  readonly unpivot: boolean;
  readonly source: Relation;
  readonly aggregates: readonly SelectItem[];
  readonly columns: readonly Expression[];
  readonly values: readonly SelectItem[];
  readonly groupBy?: readonly Expression[] | undefined;
  readonly alias?: Alias | undefined;
}

export interface MatchRecognize extends NodeBase {
  readonly kind: "match-recognize";
  readonly source: Relation;
  readonly measures: readonly SelectItem[];
  readonly partitionBy?: readonly Expression[] | undefined;
  readonly orderBy?: OrderBy | undefined;
  readonly defines: readonly SelectItem[];
  readonly alias?: Alias | undefined;
}

// ---------------------------------------------------------------- data changes

/** `name = value`, `(a, b) = (…)`; the target of a multi-table form may be qualified. */
export interface SetItem extends NodeBase {
  readonly kind: "set-item";
  readonly targets: readonly Expression[];
  readonly value: Expression;
}

export interface Returning extends NodeBase {
  readonly kind: "returning";
  /** `OUTPUT` of T-SQL says `output`. */
  readonly style: "returning" | "output";
  readonly items: readonly SelectItem[];
  readonly into?: readonly Expression[] | undefined;
}

export interface Insert extends NodeBase {
  readonly kind: "insert";
  readonly with?: With | undefined;
  /** `REPLACE INTO` is `replace`; `INSERT OR x` and `IGNORE` are in `onError`. */
  readonly verb: "insert" | "replace";
  readonly verbRange: NodeBase;
  readonly onError?: "IGNORE" | "REPLACE" | "ROLLBACK" | "ABORT" | "FAIL" | undefined;
  readonly modifiers?: readonly string[] | undefined;
  readonly overwrite?: boolean | undefined;
  readonly table: QualifiedName;
  readonly alias?: Alias | undefined;
  readonly partitions?: readonly Name[] | undefined;
  readonly columns?: readonly Expression[] | undefined;
  /** Range of the column list with its parentheses. */
  readonly columnsRange?: NodeBase | undefined;
  readonly overriding?: "SYSTEM" | "USER" | undefined;
  readonly source?: Query | undefined;
  readonly defaultValues?: boolean | undefined;
  /** `INSERT … SET a = 1`. */
  readonly set?: readonly SetItem[] | undefined;
  readonly rowAlias?: Alias | undefined;
  readonly conflict?: readonly OnConflict[] | undefined;
  readonly returning?: Returning | undefined;
}

/** `ON CONFLICT …` or `ON DUPLICATE KEY UPDATE …`. */
export interface OnConflict extends NodeBase {
  readonly kind: "on-conflict";
  readonly style: "conflict" | "duplicate-key";
  readonly target?: readonly OrderItem[] | undefined;
  readonly targetWhere?: Expression | undefined;
  readonly constraint?: Name | undefined;
  readonly action: "nothing" | "update";
  readonly set?: readonly SetItem[] | undefined;
  readonly where?: Where | undefined;
}

export interface Update extends NodeBase {
  readonly kind: "update";
  readonly with?: With | undefined;
  readonly verbRange: NodeBase;
  readonly modifiers?: readonly string[] | undefined;
  readonly onError?: "IGNORE" | "REPLACE" | "ROLLBACK" | "ABORT" | "FAIL" | undefined;
  readonly top?: Top | undefined;
  /** One, or a joined list. */
  readonly relations: readonly Relation[];
  readonly set: readonly SetItem[];
  readonly setRange?: NodeBase | undefined;
  readonly from?: From | undefined;
  readonly where?: Where | undefined;
  readonly orderBy?: OrderBy | undefined;
  readonly limit?: Limit | undefined;
  readonly returning?: Returning | undefined;
}

export interface Delete extends NodeBase {
  readonly kind: "delete";
  readonly with?: With | undefined;
  readonly verbRange: NodeBase;
  readonly modifiers?: readonly string[] | undefined;
  readonly top?: Top | undefined;
  /** The tables rows go from. */
  readonly targets: readonly TableReference[];
  /** `USING`, or the second `FROM`. */
  readonly using?: From | undefined;
  readonly where?: Where | undefined;
  readonly orderBy?: OrderBy | undefined;
  readonly limit?: Limit | undefined;
  readonly returning?: Returning | undefined;
}

export interface Merge extends NodeBase {
  readonly kind: "merge";
  readonly with?: With | undefined;
  readonly verbRange: NodeBase;
  readonly target: Relation;
  readonly source?: Relation | undefined;
  readonly on?: Expression | undefined;
  readonly whens: readonly MergeWhen[];
  readonly returning?: Returning | undefined;
}

export interface MergeWhen extends NodeBase {
  readonly kind: "merge-when";
  readonly matched: "matched" | "not-matched" | "not-matched-by-source";
  readonly condition?: Expression | undefined;
  readonly action: "update" | "insert" | "delete" | "nothing";
  readonly set?: readonly SetItem[] | undefined;
  readonly columns?: readonly Expression[] | undefined;
  readonly values?: readonly Expression[] | undefined;
}

// ---------------------------------------------------------------- definitions

export interface CreateTable extends NodeBase {
  readonly kind: "create-table";
  readonly orReplace?: boolean | undefined;
  readonly ifNotExists?: boolean | undefined;
  readonly temporary?: boolean | undefined;
  readonly unlogged?: boolean | undefined;
  readonly external?: boolean | undefined;
  readonly virtual?: { readonly module: Name; readonly args: NodeBase } | undefined;
  readonly name: QualifiedName;
  readonly elements: readonly TableElement[];
  /** Range of the element list with its parentheses. */
  readonly elementsRange?: NodeBase | undefined;
  readonly like?: QualifiedName | undefined;
  readonly inherits?: readonly QualifiedName[] | undefined;
  readonly partitionOf?: { readonly parent: QualifiedName; readonly bound?: NodeBase } | undefined;
  readonly ofType?: QualifiedName | undefined;
  readonly partitionBy?: PartitionBy | undefined;
  readonly options: readonly Option[];
  readonly as?: Query | undefined;
}

export type TableElement = ColumnDefinition | TableConstraint | IndexElement | LikeElement;

/** Type, then constraints in text order; `type` may be absent. */
export interface ColumnDefinition extends NodeBase {
  readonly kind: "column-definition";
  readonly name: Name;
  readonly type?: TypeName | undefined;
  readonly constraints: readonly ColumnConstraint[];
}

export interface ColumnConstraint extends NodeBase {
  readonly kind: "column-constraint";
  readonly name?: Name | undefined;
  readonly type:
    | "not-null"
    | "null"
    | "default"
    | "primary-key"
    | "unique"
    | "check"
    | "references"
    | "generated"
    | "identity"
    | "auto-increment"
    | "collate"
    | "comment"
    | "on-update"
    | "other";
  /** Of `default`, `check`, `generated`, `on-update`, `comment`. */
  readonly expression?: Expression | undefined;
  readonly references?: References | undefined;
  readonly collation?: QualifiedName | undefined;
  /** `STORED`/`PERSISTED` or `VIRTUAL`, of `generated`. */
  readonly storage?: "stored" | "virtual" | undefined;
  readonly identity?: "always" | "by-default" | undefined;
  /** Identity's sequence options; conflict clauses; storage parameters. */
  readonly options?: readonly Option[] | undefined;
  readonly notValid?: boolean | undefined;
  readonly notEnforced?: boolean | undefined;
  readonly deferrable?: boolean | undefined;
  readonly direction?: "ASC" | "DESC" | undefined;
}

export interface References extends NodeBase {
  readonly kind: "references";
  readonly table: QualifiedName;
  readonly columns?: readonly Name[] | undefined;
  readonly match?: string | undefined;
  readonly onDelete?: ReferentialAction | undefined;
  readonly onUpdate?: ReferentialAction | undefined;
}

export type ReferentialAction = "CASCADE" | "SET NULL" | "SET DEFAULT" | "RESTRICT" | "NO ACTION";

export interface TableConstraint extends NodeBase {
  readonly kind: "table-constraint";
  readonly name?: Name | undefined;
  readonly type: "primary-key" | "unique" | "foreign-key" | "check" | "exclude" | "not-null";
  /** Key columns; an expression or prefix length where an engine allows it. */
  readonly columns: readonly IndexColumn[];
  readonly include?: readonly Name[] | undefined;
  readonly references?: References | undefined;
  readonly expression?: Expression | undefined;
  readonly where?: Expression | undefined;
  /** `USING INDEX x`. */
  readonly usingIndex?: Name | undefined;
  readonly method?: Name | undefined;
  readonly notValid?: boolean | undefined;
  readonly notEnforced?: boolean | undefined;
  readonly deferrable?: boolean | undefined;
  readonly nullsNotDistinct?: boolean | undefined;
  readonly options?: readonly Option[] | undefined;
}

/** `INDEX i (a, b)` inside CREATE TABLE or ALTER TABLE … ADD. */
export interface IndexElement extends NodeBase {
  readonly kind: "index-element";
  readonly type: "index" | "unique" | "fulltext" | "spatial";
  readonly name?: Name | undefined;
  readonly columns: readonly IndexColumn[];
  readonly method?: Name | undefined;
  readonly options: readonly Option[];
}

export interface IndexColumn extends NodeBase {
  readonly kind: "index-column";
  /** A column is a `column` expression of one part. */
  readonly expression: Expression;
  readonly prefixLength?: number | undefined;
  readonly collation?: QualifiedName | undefined;
  readonly opclass?: QualifiedName | undefined;
  readonly direction?: "ASC" | "DESC" | undefined;
  readonly nulls?: "FIRST" | "LAST" | undefined;
  /** `WITH =`, of an exclusion constraint. */
  readonly operator?: string | undefined;
}

/** `LIKE other INCLUDING ALL` among the elements. */
export interface LikeElement extends NodeBase {
  readonly kind: "like-element";
  readonly table: QualifiedName;
  readonly options: readonly string[];
}

export interface PartitionBy extends NodeBase {
  readonly kind: "partition-by";
  /** Upper-case: `RANGE`, `LIST`, `HASH`, `KEY`, `RANGE COLUMNS`, `SYSTEM_TIME`. */
  readonly method: string;
  readonly columns: readonly IndexColumn[];
  readonly partitions?: readonly NodeBase[] | undefined;
}

/** `ENGINE = InnoDB`, `fillfactor = 70`, `COMMENT 'x'`, `STRICT`, `ON COMMIT DROP`: a name in upper case and a value. */
export interface Option extends NodeBase {
  readonly kind: "option";
  readonly name: string;
  readonly value?: Expression | QualifiedName | TypeName | undefined;
}

export interface AlterTable extends NodeBase {
  readonly kind: "alter-table";
  readonly object: "table" | "view" | "materialized-view" | "index" | "sequence" | "foreign-table";
  readonly ifExists?: boolean | undefined;
  readonly only?: boolean | undefined;
  readonly name: QualifiedName;
  readonly actions: readonly AlterAction[];
}

/** One change; `type` tells which fields are set. */
export interface AlterAction extends NodeBase {
  readonly kind: "alter-action";
  readonly type:
    | "add-column"
    | "drop-column"
    | "alter-column-type"
    | "set-default"
    | "drop-default"
    | "set-not-null"
    | "drop-not-null"
    | "modify-column"
    | "change-column"
    | "rename-column"
    | "rename-table"
    | "rename-constraint"
    | "rename-index"
    | "add-constraint"
    | "drop-constraint"
    | "drop-primary-key"
    | "drop-foreign-key"
    | "drop-check"
    | "validate-constraint"
    | "alter-constraint"
    | "add-index"
    | "drop-index"
    | "alter-index"
    | "set-identity"
    | "drop-identity"
    | "set-generated"
    | "drop-expression"
    | "set-statistics"
    | "set-storage"
    | "set-compression"
    | "set-options"
    | "reset-options"
    | "set-schema"
    | "set-tablespace"
    | "set-logged"
    | "set-unlogged"
    | "owner"
    | "cluster"
    | "inherit"
    | "no-inherit"
    | "attach-partition"
    | "detach-partition"
    | "add-partition"
    | "drop-partition"
    | "partition"
    | "partition-by"
    | "enable-trigger"
    | "disable-trigger"
    | "enable-rule"
    | "disable-rule"
    | "enable-rls"
    | "disable-rls"
    | "force-rls"
    | "no-force-rls"
    | "replica-identity"
    | "convert-charset"
    | "engine"
    | "algorithm"
    | "lock"
    | "force"
    | "order-by"
    | "comment"
    | "add-system-versioning"
    | "drop-system-versioning"
    | "other";
  readonly ifExists?: boolean | undefined;
  readonly ifNotExists?: boolean | undefined;
  readonly column?: Name | undefined;
  readonly definition?: ColumnDefinition | undefined;
  /** All of `ADD (a int, b int)`, the first being `definition`. */
  readonly definitions?: readonly ColumnDefinition[] | undefined;
  /** `FIRST`, or the column it comes after. */
  readonly position?: "first" | Name | undefined;
  readonly columnType?: TypeName | undefined;
  readonly using?: Expression | undefined;
  readonly expression?: Expression | undefined;
  readonly constraint?: TableConstraint | undefined;
  readonly index?: IndexElement | undefined;
  /** The constraint, index, trigger, partition … acted upon, or the old name of a rename. */
  readonly name?: Name | undefined;
  readonly newName?: QualifiedName | undefined;
  readonly table?: QualifiedName | undefined;
  readonly concurrently?: boolean | undefined;
  readonly cascade?: boolean | undefined;
  readonly restrict?: boolean | undefined;
  readonly options?: readonly Option[] | undefined;
  /** Upper-case word: of `algorithm`, `lock`, `replica-identity`, `owner`. */
  readonly value?: string | undefined;
}

export interface CreateIndex extends NodeBase {
  readonly kind: "create-index";
  readonly unique: boolean;
  readonly type?: "fulltext" | "spatial" | "clustered" | "nonclustered" | "bitmap" | undefined;
  readonly concurrently?: boolean | undefined;
  readonly ifNotExists?: boolean | undefined;
  readonly orReplace?: boolean | undefined;
  readonly name?: QualifiedName | undefined;
  readonly table: QualifiedName;
  readonly only?: boolean | undefined;
  readonly method?: Name | undefined;
  readonly columns: readonly IndexColumn[];
  readonly include?: readonly Name[] | undefined;
  readonly nullsNotDistinct?: boolean | undefined;
  readonly where?: Where | undefined;
  readonly options: readonly Option[];
}

export interface CreateView extends NodeBase {
  readonly kind: "create-view";
  readonly orReplace?: boolean | undefined;
  readonly materialized: boolean;
  readonly temporary?: boolean | undefined;
  readonly recursive?: boolean | undefined;
  readonly ifNotExists?: boolean | undefined;
  readonly name: QualifiedName;
  readonly columns?: readonly Name[] | undefined;
  readonly options: readonly Option[];
  readonly query?: Query | undefined;
  readonly checkOption?: "LOCAL" | "CASCADED" | "DEFAULT" | undefined;
  readonly withData?: boolean | undefined;
}

/** A function or procedure. */
export interface CreateRoutine extends NodeBase {
  readonly kind: "create-routine";
  readonly type: "function" | "procedure" | "aggregate" | "macro";
  readonly orReplace?: boolean | undefined;
  readonly ifNotExists?: boolean | undefined;
  readonly temporary?: boolean | undefined;
  readonly name: QualifiedName;
  readonly parameters: readonly RoutineParameter[];
  readonly returns?: TypeName | undefined;
  readonly returnsTable?: readonly TypeField[] | undefined;
  /** Lower-case: `sql`, `plpgsql`. */
  readonly language?: string | undefined;
  readonly securityDefiner?: boolean | undefined;
  /** Lower-case: `immutable`, `stable`, `volatile`, `deterministic`. */
  readonly volatility?: string | undefined;
  /** `SET search_path = …` and other options. */
  readonly options: readonly Option[];
  /** `AS '…'`: the literal that holds the body; its parsed form is in `body`. */
  readonly source?: Literal | undefined;
  readonly body?: Block | Query | Expression | ProceduralStatement | undefined;
}

export interface RoutineParameter extends NodeBase {
  readonly kind: "routine-parameter";
  readonly mode?: "IN" | "OUT" | "INOUT" | "VARIADIC" | undefined;
  readonly name?: Name | undefined;
  readonly type?: TypeName | undefined;
  readonly default?: Expression | undefined;
}

export interface CreateTrigger extends NodeBase {
  readonly kind: "create-trigger";
  readonly orReplace?: boolean | undefined;
  readonly ifNotExists?: boolean | undefined;
  readonly temporary?: boolean | undefined;
  readonly constraint?: boolean | undefined;
  readonly name: QualifiedName;
  readonly timing?: "BEFORE" | "AFTER" | "INSTEAD OF" | undefined;
  readonly events: readonly TriggerEvent[];
  readonly table?: QualifiedName | undefined;
  readonly forEach?: "ROW" | "STATEMENT" | undefined;
  readonly referencing?:
    | readonly { readonly old: boolean; readonly table: boolean; readonly name: Name }[]
    | undefined;
  readonly when?: Expression | undefined;
  readonly execute?: Call | undefined;
  readonly body?: Block | ProceduralStatement | undefined;
}

export interface TriggerEvent extends NodeBase {
  readonly kind: "trigger-event";
  readonly event: "INSERT" | "UPDATE" | "DELETE" | "TRUNCATE";
  readonly columns?: readonly Name[] | undefined;
}

/** Everything else that is created: schema, type, domain, sequence, role, extension, policy … */
export interface CreateObject extends NodeBase {
  readonly kind: "create-object";
  /** Lower-case words: `schema`, `type`, `domain`, `sequence`, `role`, `extension`, `policy`, `event`, `server` … */
  readonly object: string;
  readonly orReplace?: boolean | undefined;
  readonly ifNotExists?: boolean | undefined;
  readonly temporary?: boolean | undefined;
  readonly name?: QualifiedName | undefined;
  /** The table of a policy, rule, statistics or publication. */
  readonly on?: QualifiedName | undefined;
  /** Base type of a domain; element type of a sequence. */
  readonly type?: TypeName | undefined;
  /** Labels of an enum, in order. */
  readonly labels?: readonly Literal[] | undefined;
  /** Fields of a composite type. */
  readonly fields?: readonly TypeField[] | undefined;
  readonly constraints?: readonly ColumnConstraint[] | undefined;
  readonly policy?: Policy | undefined;
  readonly options: readonly Option[];
  readonly statements?: readonly StatementNode[] | undefined;
}

export interface Policy extends NodeBase {
  readonly kind: "policy";
  readonly permissive: boolean;
  readonly command: "ALL" | "SELECT" | "INSERT" | "UPDATE" | "DELETE";
  readonly roles: readonly Name[];
  readonly using?: Expression | undefined;
  readonly check?: Expression | undefined;
}

/** `ALTER TYPE`, `ALTER SEQUENCE`, `ALTER ROLE` … (tables, views and indexes are `alter-table`). */
export interface AlterObject extends NodeBase {
  readonly kind: "alter-object";
  readonly object: string;
  readonly ifExists?: boolean | undefined;
  readonly name?: QualifiedName | undefined;
  readonly on?: QualifiedName | undefined;
  readonly action?:
    | "add-value"
    | "rename-value"
    | "rename"
    | "rename-attribute"
    | "add-attribute"
    | "drop-attribute"
    | "alter-attribute"
    | "owner"
    | "set-schema"
    | "add-constraint"
    | "drop-constraint"
    | "validate-constraint"
    | "set-default"
    | "drop-default"
    | "set-not-null"
    | "drop-not-null"
    | "options"
    | "other";
  /** Values of `add-value` and `rename-value` (old, new). */
  readonly values?: readonly Literal[] | undefined;
  readonly placement?: { readonly before: boolean; readonly neighbor: Literal } | undefined;
  readonly newName?: QualifiedName | undefined;
  readonly constraint?: ColumnConstraint | undefined;
  readonly policy?: Policy | undefined;
  readonly options: readonly Option[];
}

export interface Drop extends NodeBase {
  readonly kind: "drop";
  /** Lower-case words: `table`, `view`, `materialized view`, `index`, `schema`, `function` … */
  readonly object: string;
  readonly ifExists?: boolean | undefined;
  readonly temporary?: boolean | undefined;
  readonly concurrently?: boolean | undefined;
  readonly names: readonly QualifiedName[];
  /** The table of a trigger, policy, rule or, where indexes belong to tables, an index. */
  readonly on?: QualifiedName | undefined;
  readonly cascade?: boolean | undefined;
  readonly restrict?: boolean | undefined;
  readonly purge?: boolean | undefined;
}

export interface Truncate extends NodeBase {
  readonly kind: "truncate";
  readonly tables: readonly QualifiedName[];
  readonly only?: boolean | undefined;
  readonly identity?: "RESTART" | "CONTINUE" | undefined;
  readonly cascade?: boolean | undefined;
}

/** `RENAME TABLE a TO b, c TO d`. */
export interface Rename extends NodeBase {
  readonly kind: "rename";
  readonly object: string;
  readonly pairs: readonly { readonly from: QualifiedName; readonly to: QualifiedName }[];
}

export interface Comment extends NodeBase {
  readonly kind: "comment";
  readonly object: string;
  readonly name: QualifiedName;
  readonly on?: QualifiedName | undefined;
  /** Absent for `IS NULL`. */
  readonly text?: Literal | undefined;
}

export interface Grant extends NodeBase {
  readonly kind: "grant";
  readonly revoke: boolean;
  readonly privileges: readonly Privilege[];
  /** Lower-case: `table`, `schema`, `all tables in schema`, `*.*`; absent when a role is granted. */
  readonly object?: string | undefined;
  readonly names: readonly QualifiedName[];
  readonly grantees: readonly Grantee[];
  readonly grantOption?: boolean | undefined;
  readonly cascade?: boolean | undefined;
}

export interface Privilege extends NodeBase {
  readonly kind: "privilege";
  /** Upper-case: `SELECT`, `ALL`, or the name of a role. */
  readonly name: string;
  readonly columns?: readonly Name[] | undefined;
}

export interface Grantee extends NodeBase {
  readonly kind: "grantee";
  /** `PUBLIC` has no name. */
  readonly public: boolean;
  readonly name?: Name | undefined;
  readonly host?: string | undefined;
  readonly password?: Literal | undefined;
}

// ---------------------------------------------------------------- session, transactions, files

export interface Transaction extends NodeBase {
  readonly kind: "transaction";
  readonly action:
    | "begin"
    | "commit"
    | "rollback"
    | "savepoint"
    | "release"
    | "rollback-to"
    | "set"
    | "prepare"
    | "commit-prepared"
    | "rollback-prepared"
    | "lock"
    | "unlock";
  readonly name?: Name | undefined;
  readonly tables?: readonly QualifiedName[] | undefined;
  /** Upper-case words of mode and isolation: `READ ONLY`, `ISOLATION LEVEL SERIALIZABLE`, `ACCESS EXCLUSIVE`. */
  readonly modes: readonly string[];
}

/** `SET x = 1`, `SET SESSION AUTHORIZATION`, `RESET x`, `SHOW x`, `USE db`, `PRAGMA x = 1`. */
export interface SetStatement extends NodeBase {
  readonly kind: "set";
  readonly verb: "set" | "reset" | "show" | "use" | "pragma" | "discard";
  readonly scope?: "LOCAL" | "SESSION" | "GLOBAL" | "PERSIST" | undefined;
  readonly assignments: readonly {
    readonly name: string;
    readonly range: NodeBase;
    readonly values: readonly Expression[];
  }[];
}

export interface Explain extends NodeBase {
  readonly kind: "explain";
  readonly analyze: boolean;
  readonly options: readonly Option[];
  readonly statement?: StatementNode | undefined;
  /** `DESCRIBE t`. */
  readonly table?: QualifiedName | undefined;
}

export interface Copy extends NodeBase {
  readonly kind: "copy";
  readonly direction: "from" | "to";
  readonly table?: QualifiedName | undefined;
  readonly columns?: readonly Name[] | undefined;
  readonly query?: Query | undefined;
  /** `STDIN`, `STDOUT`, `PROGRAM` or a file. */
  readonly target: "stdin" | "stdout" | "program" | "file";
  readonly file?: Literal | undefined;
  readonly options: readonly Option[];
  /** Inline data that followed `COPY … FROM STDIN;`. */
  readonly data?: NodeBase | undefined;
}

export interface LoadData extends NodeBase {
  readonly kind: "load-data";
  readonly local: boolean;
  readonly file?: Literal | undefined;
  readonly table?: QualifiedName | undefined;
  readonly columns?: readonly Expression[] | undefined;
  readonly set?: readonly SetItem[] | undefined;
}

export interface CallStatement extends NodeBase {
  readonly kind: "call-statement";
  readonly verb: "call" | "execute" | "exec";
  readonly call?: Call | undefined;
  /** `EXECUTE name (…)` of a prepared statement; `EXEC ('…')` and `EXECUTE IMMEDIATE` have `dynamic`. */
  readonly name?: QualifiedName | undefined;
  readonly args?: readonly Expression[] | undefined;
  readonly dynamic?: Expression | undefined;
  readonly using?: readonly Expression[] | undefined;
}

export interface Prepare extends NodeBase {
  readonly kind: "prepare";
  readonly name: Name;
  readonly types?: readonly TypeName[] | undefined;
  readonly statement?: StatementNode | undefined;
  readonly source?: Expression | undefined;
}

/** `DO $$ … $$`. */
export interface DoBlock extends NodeBase {
  readonly kind: "do";
  readonly language?: string | undefined;
  readonly source?: Literal | undefined;
  readonly body?: Block | undefined;
  readonly expressions?: readonly Expression[] | undefined;
}

/** `VACUUM`, `ANALYZE`, `REINDEX`, `CLUSTER`, `REFRESH`, `OPTIMIZE`, `ATTACH`, `CHECKPOINT` … */
export interface Maintenance extends NodeBase {
  readonly kind: "maintenance";
  /** Lower-case first words: `vacuum`, `analyze`, `reindex`, `refresh materialized view`, `attach`. */
  readonly verb: string;
  readonly full?: boolean | undefined;
  readonly concurrently?: boolean | undefined;
  readonly object?: string | undefined;
  readonly names: readonly QualifiedName[];
  readonly options: readonly Option[];
  readonly expressions?: readonly Expression[] | undefined;
}

/** A client command kept in a file: `DELIMITER //`, `GO`, `\d t`, `.mode csv`. */
export interface ClientCommand extends NodeBase {
  readonly kind: "client-command";
  readonly command: string;
}

/** A statement whose verb is known and whose rest is kept as tokens (`LISTEN`, `KILL`, `FLUSH` …). */
export interface OtherStatement extends NodeBase {
  readonly kind: "other";
  /** Lower-case first word or words. */
  readonly verb: string;
  readonly names: readonly QualifiedName[];
  readonly expressions?: readonly Expression[] | undefined;
}

// ---------------------------------------------------------------- procedural code

/** `BEGIN … END`, with its declarations and handlers; a function's whole body. */
export interface Block extends NodeBase {
  readonly kind: "block";
  readonly label?: Name | undefined;
  readonly declarations: readonly Declaration[];
  readonly statements: readonly StatementNode[];
  readonly handlers: readonly Handler[];
  readonly atomic?: boolean | undefined;
}

export interface Declaration extends NodeBase {
  readonly kind: "declaration";
  readonly names: readonly Name[];
  readonly type?: TypeName | undefined;
  readonly default?: Expression | undefined;
  readonly constant?: boolean | undefined;
  readonly notNull?: boolean | undefined;
  /** The query of a cursor. */
  readonly cursor?: Query | undefined;
  readonly parameters?: readonly RoutineParameter[] | undefined;
  /** Columns of a T-SQL table variable. */
  readonly table?: readonly TableElement[] | undefined;
  /** `DECLARE x CONDITION`, exception declarations. */
  readonly condition?: boolean | undefined;
  readonly alias?: Expression | undefined;
}

/** `EXCEPTION WHEN x THEN …`, `DECLARE … HANDLER FOR … stmt`, `BEGIN CATCH`. */
export interface Handler extends NodeBase {
  readonly kind: "handler";
  readonly conditions: readonly string[];
  readonly action?: "CONTINUE" | "EXIT" | "UNDO" | undefined;
  readonly statements: readonly StatementNode[];
}

export type ProceduralStatement =
  | If
  | CaseStatement
  | Loop
  | Leave
  | Return
  | SetVariable
  | Raise
  | CursorStatement
  | Perform
  | Print;

export interface If extends NodeBase {
  readonly kind: "if";
  readonly branches: readonly {
    readonly condition: Expression;
    readonly statements: readonly StatementNode[];
  }[];
  readonly otherwise?: readonly StatementNode[] | undefined;
}

export interface CaseStatement extends NodeBase {
  readonly kind: "case-statement";
  readonly operand?: Expression | undefined;
  readonly branches: readonly {
    readonly condition: Expression;
    readonly statements: readonly StatementNode[];
  }[];
  readonly otherwise?: readonly StatementNode[] | undefined;
}

export interface Loop extends NodeBase {
  readonly kind: "loop";
  readonly type: "loop" | "while" | "repeat" | "for-range" | "for-query" | "foreach";
  readonly label?: Name | undefined;
  readonly condition?: Expression | undefined;
  readonly variables?: readonly Name[] | undefined;
  readonly from?: Expression | undefined;
  readonly to?: Expression | undefined;
  readonly by?: Expression | undefined;
  readonly reverse?: boolean | undefined;
  readonly query?: Query | undefined;
  readonly source?: Expression | undefined;
  readonly statements: readonly StatementNode[];
}

export interface Leave extends NodeBase {
  readonly kind: "leave";
  readonly type: "exit" | "continue" | "goto";
  readonly label?: Name | undefined;
  readonly when?: Expression | undefined;
}

export interface Return extends NodeBase {
  readonly kind: "return";
  readonly value?: Expression | undefined;
  readonly query?: Query | undefined;
  readonly next?: boolean | undefined;
}

/** `x := 1`, `SET x = 1` inside a block, `SELECT @x = 1`. */
export interface SetVariable extends NodeBase {
  readonly kind: "set-variable";
  readonly items: readonly SetItem[];
}

export interface Raise extends NodeBase {
  readonly kind: "raise";
  /** Upper-case: `EXCEPTION`, `NOTICE`, `SIGNAL`, `RESIGNAL`, `THROW`, `RAISERROR`. */
  readonly level: string;
  readonly args: readonly Expression[];
}

export interface CursorStatement extends NodeBase {
  readonly kind: "cursor";
  readonly action: "open" | "fetch" | "close" | "move" | "declare" | "deallocate";
  readonly name?: Name | undefined;
  readonly query?: Query | undefined;
  readonly args?: readonly Expression[] | undefined;
  readonly into?: readonly Expression[] | undefined;
}

export interface Perform extends NodeBase {
  readonly kind: "perform";
  readonly query: Query;
}

export interface Print extends NodeBase {
  readonly kind: "print";
  readonly args: readonly Expression[];
}

// ---------------------------------------------------------------- unions

/** A query as a statement of its own. */
export type StatementNode =
  | Query
  | Insert
  | Update
  | Delete
  | Merge
  | CreateTable
  | AlterTable
  | CreateIndex
  | CreateView
  | CreateRoutine
  | CreateTrigger
  | CreateObject
  | AlterObject
  | Drop
  | Truncate
  | Rename
  | Comment
  | Grant
  | Transaction
  | SetStatement
  | Explain
  | Copy
  | LoadData
  | CallStatement
  | Prepare
  | DoBlock
  | Maintenance
  | ClientCommand
  | OtherStatement
  | Block
  | ProceduralStatement
  | EmptyStatement;

/** Nothing but white space, comments and perhaps a semicolon. */
export interface EmptyStatement extends NodeBase {
  readonly kind: "empty";
}

export type Node =
  | StatementNode
  | Expression
  | Relation
  | Name
  | QualifiedName
  | TypeName
  | TypeField
  | When
  | WindowSpec
  | WindowFrame
  | FrameBound
  | SelectItem
  | SelectInto
  | From
  | Where
  | ConnectBy
  | GroupBy
  | GroupingSets
  | Having
  | Qualify
  | NamedWindow
  | OrderBy
  | OrderItem
  | Limit
  | Top
  | Locking
  | ValuesRow
  | With
  | Cte
  | Alias
  | TableHint
  | JsonTableColumn
  | SetItem
  | Returning
  | OnConflict
  | MergeWhen
  | ColumnDefinition
  | ColumnConstraint
  | References
  | TableConstraint
  | IndexElement
  | IndexColumn
  | LikeElement
  | PartitionBy
  | Option
  | AlterAction
  | RoutineParameter
  | TriggerEvent
  | Policy
  | Privilege
  | Grantee
  | Declaration
  | Handler;

export type NodeKind = Node["kind"];
/** The node type of a kind. */
export type NodeOf<K extends NodeKind> = Extract<Node, { readonly kind: K }>;
