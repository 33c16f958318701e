/**
 * What exists in a database, as an immutable value. DDL text gives one, introspection gives one, and
 * nobody above can tell which. No connections, no text positions, no clock.
 *
 * Names are stored as the engine stores them (folded); comparing goes through `lookup.ts`.
 */
import type { TypeKind } from "../wirevm/packs/pack.ts";

export interface Catalog {
  /** Id of the pack it was read with. */
  readonly engine: string;
  /** Version of the engine, where known: `15.4`. */
  readonly version?: string | undefined;
  readonly schemas: readonly Schema[];
  /** Schemas searched for bare names, first wins. */
  readonly searchPath: readonly string[];
  readonly roles: readonly string[];
  readonly extensions: readonly string[];
  /** More exists than is listed: a relation that is not here may still be there. */
  readonly partial?: boolean | undefined;
  /** What could not be read, for people: "no right to read pg_statistic". */
  readonly notes: readonly string[];
}

export interface Schema {
  readonly name: string;
  readonly comment?: string | undefined;
  readonly tables: readonly Table[];
  readonly routines: readonly Routine[];
  readonly types: readonly UserType[];
  readonly sequences: readonly Sequence[];
}

/** Anything with columns that is stored or defined: tables, views, foreign tables. */
export interface Table {
  readonly schema: string;
  readonly name: string;
  readonly kind: "table" | "view" | "materialized-view" | "foreign-table" | "virtual-table";
  readonly temporary?: boolean | undefined;
  readonly comment?: string | undefined;
  readonly columns: readonly Column[];
  readonly primaryKey?: Key | undefined;
  readonly uniqueKeys: readonly Key[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly checks: readonly Check[];
  readonly indexes: readonly Index[];
  readonly triggers: readonly Trigger[];
  readonly policies: readonly Policy[];
  readonly rowSecurity?: "enabled" | "forced" | undefined;
  readonly partitioning?:
    | { readonly method: string; readonly columns: readonly string[] }
    | undefined;
  readonly partitionOf?: string | undefined;
  /** Text of a view's query. */
  readonly definition?: string | undefined;
  /** Estimates from the engine's statistics. */
  readonly rows?: number | undefined;
  readonly sizeBytes?: number | undefined;
  /** Engine-specific facts: `engine: InnoDB`, `strict: true`, `without rowid: true`. */
  readonly options?: Readonly<Record<string, string>> | undefined;
}

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** Text of the default expression. */
  readonly default?: string | undefined;
  readonly generated?: { readonly expression: string; readonly stored: boolean } | undefined;
  /** Numbers itself: identity, serial, auto_increment, rowid alias. */
  readonly identity?: "always" | "by-default" | "auto-increment" | "serial" | undefined;
  readonly collation?: string | undefined;
  readonly comment?: string | undefined;
  readonly statistics?: ColumnStatistics | undefined;
}

export interface ColumnType {
  /** As the engine shows it, lower-case: `character varying(40)`, `int unsigned`. */
  readonly text: string;
  readonly kind: TypeKind;
  readonly bits?: number | undefined;
  readonly unsigned?: boolean | undefined;
  readonly length?: number | undefined;
  readonly precision?: number | undefined;
  readonly scale?: number | undefined;
  /** Labels of an enum or set, inline or through `userType`. */
  readonly values?: readonly string[] | undefined;
  readonly userType?: string | undefined;
  readonly element?: ColumnType | undefined;
}

export interface ColumnStatistics {
  /** Number of distinct values, estimated. */
  readonly distinct?: number | undefined;
  /** 0 to 1. */
  readonly nullFraction?: number | undefined;
  readonly commonValues?: readonly string[] | undefined;
  readonly histogram?: readonly string[] | undefined;
  readonly averageBytes?: number | undefined;
}

export interface Key {
  readonly name?: string | undefined;
  readonly columns: readonly string[];
}

export interface ForeignKey {
  readonly name?: string | undefined;
  readonly columns: readonly string[];
  readonly table: { readonly schema: string; readonly name: string };
  /** Empty where it points to the primary key and the columns are not known. */
  readonly targets: readonly string[];
  readonly onDelete?: string | undefined;
  readonly onUpdate?: string | undefined;
  readonly notValid?: boolean | undefined;
}

export interface Check {
  readonly name?: string | undefined;
  /** Text of the expression. */
  readonly expression: string;
  readonly notValid?: boolean | undefined;
}

export interface Index {
  readonly name: string;
  readonly columns: readonly IndexKey[];
  readonly include: readonly string[];
  readonly unique: boolean;
  readonly primary: boolean;
  /** Lower-case: `btree`, `gin`, `hash`, `fulltext`. */
  readonly method?: string | undefined;
  readonly where?: string | undefined;
  readonly invalid?: boolean | undefined;
  readonly sizeBytes?: number | undefined;
  /** How often it was used, where the engine counts. */
  readonly scans?: number | undefined;
  readonly comment?: string | undefined;
}

export interface IndexKey {
  /** A column, or the text of an expression. */
  readonly column?: string | undefined;
  readonly expression?: string | undefined;
  readonly descending?: boolean | undefined;
  readonly prefixLength?: number | undefined;
}

export interface Trigger {
  readonly name: string;
  readonly timing: string;
  readonly events: readonly string[];
  readonly routine?: string | undefined;
  readonly definition?: string | undefined;
}

export interface Policy {
  readonly name: string;
  readonly command: string;
  readonly permissive: boolean;
  readonly roles: readonly string[];
  readonly using?: string | undefined;
  readonly check?: string | undefined;
}

export interface Routine {
  readonly schema: string;
  readonly name: string;
  readonly kind: "function" | "procedure" | "aggregate" | "window";
  readonly parameters: readonly {
    readonly name?: string | undefined;
    readonly mode: string;
    readonly type: string;
    readonly hasDefault?: boolean | undefined;
  }[];
  readonly returns?: string | undefined;
  readonly returnsSet?: boolean | undefined;
  readonly columns?: readonly { readonly name: string; readonly type: string }[] | undefined;
  readonly language?: string | undefined;
  readonly securityDefiner?: boolean | undefined;
  readonly volatility?: string | undefined;
  readonly comment?: string | undefined;
  readonly definition?: string | undefined;
}

export interface UserType {
  readonly schema: string;
  readonly name: string;
  readonly kind: "enum" | "domain" | "composite" | "range";
  readonly labels?: readonly string[] | undefined;
  readonly base?: string | undefined;
  readonly nullable?: boolean | undefined;
  readonly checks?: readonly string[] | undefined;
  readonly fields?: readonly { readonly name: string; readonly type: string }[] | undefined;
  readonly comment?: string | undefined;
}

export interface Sequence {
  readonly schema: string;
  readonly name: string;
  readonly ownedBy?: { readonly table: string; readonly column: string } | undefined;
}
