/**
 * Everything of ours that crosses between client and server, beside standard LSP. Types and constants
 * only; both sides import this file. Names are `sqlx/<noun>/<verb>`.
 */

/** A half-open LSP range. */
export interface WireRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export type ConnectionState = "closed" | "opening" | "open" | "failed";

/** A connection as people see it; never a password. */
export interface ConnectionInfo {
  readonly name: string;
  readonly engine: string;
  /** Display form of the URL without secrets. */
  readonly target: string;
  readonly environment?: string | undefined;
  readonly readOnly: boolean;
  readonly active: boolean;
  readonly state: ConnectionState;
  /** Why it failed and what to do, when `state` is `failed`. */
  readonly error?: WireError | undefined;
  readonly serverVersion?: string | undefined;
  /** Where it comes from: only `settings` ones can be removed by us without touching a file in git. */
  readonly origin: "settings" | "sqlx.json" | "discovered";
}

export interface WireError {
  /** Tag of the error: `auth`, `refused`, `timeout`, `sql`, `cancelled`, `config` … */
  readonly tag: string;
  /** What happened and what to do, for people. */
  readonly message: string;
  /** The engine's own code. */
  readonly code?: string | undefined;
  /** Where in the statement, as offset in its text. */
  readonly position?: number | undefined;
}

export type WireResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: WireError };

/** One row of the connections tree; `hasChildren` rows are asked for by `path`. */
export interface SchemaNode {
  /** Stable within a connection: `["shop", "main", "orders", "columns"]`. */
  readonly path: readonly string[];
  readonly kind:
    | "schema"
    | "table"
    | "view"
    | "materialized-view"
    | "foreign-table"
    | "folder"
    | "column"
    | "primary-key"
    | "unique-key"
    | "foreign-key"
    | "index"
    | "check"
    | "trigger"
    | "policy"
    | "routine"
    | "type"
    | "sequence"
    | "note";
  readonly label: string;
  /** Small grey text: type, target of a key, row estimate. */
  readonly detail?: string | undefined;
  readonly tooltip?: string | undefined;
  readonly hasChildren: boolean;
  /** SQL name, quoted where needed, for "copy name" and "insert". */
  readonly sqlName?: string | undefined;
  readonly flags?:
    | readonly ("primary" | "foreign" | "nullable" | "unique" | "generated" | "system")[]
    | undefined;
}

export interface GridColumn {
  readonly name: string;
  /** The engine's type name. */
  readonly type: string;
  readonly align: "left" | "right";
}

/** A cell: NULL is `null`; 64-bit integers, decimals, dates come as text exactly as the engine means them. */
export type GridCell =
  | string
  | number
  | boolean
  | null
  | { readonly binary: string; readonly bytes: number };

/** The outcome of one statement; rows come in pages. */
export interface RunOutcome {
  /** Id for `ResultPageRequest`; absent where there are no rows to fetch. */
  readonly resultId?: string | undefined;
  readonly statement: string;
  readonly connection: string;
  readonly columns: readonly GridColumn[];
  readonly rows: readonly (readonly GridCell[])[];
  /** More rows can be fetched. */
  readonly more: boolean;
  /** Rows changed by a data change. */
  readonly affected?: number | undefined;
  readonly elapsedMs: number;
  readonly notices: readonly string[];
  readonly error?: WireError | undefined;
  /** A write on a guarded connection: what it would do; nothing was run. */
  readonly confirm?: { readonly reason: string; readonly typed?: string | undefined } | undefined;
  /** Parameters of the statement that have no value yet; nothing was run. */
  readonly asks?: readonly ParameterAsk[] | undefined;
}

/** A parameter that needs a value before the statement can run. */
export interface ParameterAsk {
  /** As written: `:name`, `$1`, `?` numbered as `?1`, `?2`. */
  readonly name: string;
  /** What it is compared with or assigned to: `orders.status text`. */
  readonly hint?: string | undefined;
}

/** A plan as people read it, the same for every engine. */
export interface PlanNode {
  /** What the step does: `Index Scan`, `Hash Join`. */
  readonly label: string;
  /** Relation or index it works on. */
  readonly on?: string | undefined;
  /** Condition, sort key and the like, one a line. */
  readonly details?: readonly string[] | undefined;
  readonly estimatedRows?: number | undefined;
  readonly actualRows?: number | undefined;
  readonly loops?: number | undefined;
  readonly cost?: number | undefined;
  readonly elapsedMs?: number | undefined;
  /** What a reader should look at, in words. */
  readonly warnings?: readonly string[] | undefined;
  readonly children: readonly PlanNode[];
}

export interface MigrationInfo {
  readonly version: string;
  readonly name: string;
  readonly state: "applied" | "pending" | "missing" | "changed" | "failed";
  readonly uri?: string | undefined;
  readonly appliedAt?: string | undefined;
  readonly checksum?: string | undefined;
  readonly reversible: boolean;
  readonly findings: number;
  readonly elapsedMs?: number | undefined;
}

export interface MigrationsStatus {
  readonly dir: string;
  readonly format: string;
  readonly connection: string;
  readonly migrations: readonly MigrationInfo[];
  readonly pending: number;
  readonly problem?: WireError | undefined;
}

export interface MigrationOutcome {
  readonly done: readonly {
    readonly version: string;
    readonly name: string;
    readonly elapsedMs: number;
  }[];
  readonly failed?:
    | {
        readonly version: string;
        readonly name: string;
        readonly error: WireError;
        readonly statement?: string | undefined;
        readonly uri?: string | undefined;
        readonly range?: WireRange | undefined;
      }
    | undefined;
  /** A guarded connection: what would be done; nothing was run. */
  readonly confirm?: { readonly reason: string; readonly typed?: string | undefined } | undefined;
}

/** A translation and what is to be said about it. */
export interface TranslationNote {
  readonly level: "info" | "warning" | "error";
  readonly code: string;
  readonly message: string;
  readonly start?: number | undefined;
  readonly end?: number | undefined;
}
export interface Translation {
  readonly output: string;
  readonly notes: readonly TranslationNote[];
  readonly verified: "engine" | "analysis" | "parser" | "none";
}

/** State of one document for the status bar. */
export interface DocumentState {
  readonly uri: string;
  readonly dialect: string;
  readonly connection?: ConnectionInfo | undefined;
  /** Where names come from: a live connection, its cached catalog, DDL files, or nothing. */
  readonly catalog: "live" | "cached" | "files" | "none";
  readonly tables: number;
}

/** Request methods: name to `[params, answer]`. */
export interface Requests {
  "sqlx/connections/list": [Record<string, never>, readonly ConnectionInfo[]];
  /** Opens the connection and reads its catalog; `password` comes from SecretStorage, never from a file. */
  "sqlx/connections/open": [
    {
      readonly name: string;
      readonly password?: string | undefined;
      readonly refresh?: boolean | undefined;
    },
    WireResult<ConnectionInfo>,
  ];
  "sqlx/connections/close": [{ readonly name: string }, WireResult<null>];
  /** Opens and closes a connection that need not be configured. */
  "sqlx/connections/test": [
    { readonly url: string; readonly password?: string | undefined },
    WireResult<{ readonly version: string; readonly elapsedMs: number }>,
  ];
  "sqlx/connections/activate": [
    { readonly name: string; readonly uri?: string | undefined },
    WireResult<null>,
  ];
  /** Finds databases: files in the workspace, local servers, project configuration. */
  "sqlx/connections/discover": [
    Record<string, never>,
    readonly { readonly name: string; readonly url: string; readonly from: string }[],
  ];
  "sqlx/schema/children": [
    { readonly connection: string; readonly path: readonly string[] },
    WireResult<readonly SchemaNode[]>,
  ];
  /** A query that shows the first rows of a relation, in the dialect of the connection. */
  "sqlx/schema/select": [
    { readonly connection: string; readonly path: readonly string[] },
    WireResult<string>,
  ];
  /** DDL of an object, for a read-only document. */
  "sqlx/schema/ddl": [
    { readonly connection: string; readonly path: readonly string[] },
    WireResult<string>,
  ];
  /** Runs the statement(s) in the range (or at the position, when it is empty). */
  "sqlx/run": [
    {
      readonly uri: string;
      readonly range: WireRange;
      readonly connection?: string | undefined;
      readonly confirmed?: boolean | undefined;
      readonly parameters?: Readonly<Record<string, string | null>> | undefined;
      /** Names the run for `sqlx/run/cancel`. */
      readonly runId: string;
    },
    readonly RunOutcome[],
  ];
  "sqlx/run/page": [
    { readonly resultId: string; readonly count: number },
    WireResult<{ readonly rows: readonly (readonly GridCell[])[]; readonly more: boolean }>,
  ];
  "sqlx/run/cancel": [{ readonly runId: string }, { readonly cancelled: boolean }];
  "sqlx/result/close": [{ readonly resultId: string }, null];
  "sqlx/explain": [
    {
      readonly uri: string;
      readonly range: WireRange;
      readonly connection?: string | undefined;
      readonly analyze: boolean;
    },
    WireResult<{
      readonly plan: PlanNode;
      readonly text: string;
      readonly statement?: string | undefined;
      readonly connection?: string | undefined;
    }>,
  ];
  "sqlx/translate": [
    {
      readonly text: string;
      readonly from: string;
      readonly to: string;
      readonly uri?: string | undefined;
    },
    WireResult<Translation>,
  ];
  "sqlx/migrations/status": [
    { readonly connection?: string | undefined },
    WireResult<MigrationsStatus>,
  ];
  "sqlx/migrations/run": [
    {
      readonly direction: "up" | "down";
      readonly to?: string | undefined;
      readonly connection?: string | undefined;
      readonly confirmed?: boolean | undefined;
    },
    WireResult<MigrationOutcome>,
  ];
  "sqlx/migrations/plan": [
    {
      readonly direction: "up" | "down";
      readonly to?: string | undefined;
      readonly connection?: string | undefined;
    },
    WireResult<{ readonly markdown: string }>,
  ];
  "sqlx/migrations/new": [{ readonly name: string }, WireResult<{ readonly uri: string }>];
  "sqlx/document/state": [{ readonly uri: string }, DocumentState];
  "sqlx/dialects/list": [
    Record<string, never>,
    readonly { readonly id: string; readonly title: string; readonly hasDriver: boolean }[],
  ];
}

/** Requests the server makes of the client. */
export interface ServerRequests {
  /** The stored password of a connection; asked when it is opened without one. No answer: there is none. */
  "sqlx/password/get": [
    { readonly name: string; readonly engine: string; readonly target: string },
    { readonly password?: string | undefined },
  ];
}

/** Notifications from the server. */
export interface ServerNotifications {
  /** Something in the connections tree changed. */
  "sqlx/connections/changed": { readonly name?: string | undefined };
  "sqlx/migrations/changed": Record<string, never>;
  "sqlx/document/stateChanged": { readonly uri?: string | undefined };
}

/** Notifications to the server. */
export interface ClientNotifications {
  /** Workspace trust was granted: connections may be opened. */
  "sqlx/trust/granted": Record<string, never>;
}

export type RequestMethod = keyof Requests;
export type ParamsOf<M extends RequestMethod> = Requests[M][0];
export type AnswerOf<M extends RequestMethod> = Requests[M][1];

/** What the extension sends as `initializationOptions`; another client may send `config` alone. */
export interface InitializationOptions {
  /** The shape of `sqlx.json`; only values somebody set, so that defaults never hide that file. */
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  /** False while the workspace is not trusted: nothing is opened, no command is run. Absent means true. */
  readonly trusted?: boolean | undefined;
  /** Folder where catalogs are kept between sessions. */
  readonly cacheDir?: string | undefined;
  /** The client answers `ServerRequests`. */
  readonly answersPasswords?: boolean | undefined;
}
