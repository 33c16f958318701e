/**
 * A catalog in the making: schemas as maps, tables as immutable values that are replaced. It answers
 * the questions of analysis while it grows, so views see the tables made before them.
 */
import type { Dialect } from "../sql/dialect.ts";
import { type CatalogFinder, nameKey, storedKey, storedName, type WrittenName } from "./lookup.ts";
import type { Catalog, Index, Routine, Schema, Sequence, Table, UserType } from "./model.ts";

export interface SchemaDraft {
  name: string;
  comment: string | undefined;
  readonly tables: Map<string, Table>;
  routines: Routine[];
  readonly types: Map<string, UserType>;
  readonly sequences: Map<string, Sequence>;
}

/** Where something is: the schema it is in and the key under which it is kept. */
export interface Spot {
  readonly schema: SchemaDraft;
  readonly key: string;
  /** The name to store. */
  readonly name: string;
}

export class CatalogDraft implements CatalogFinder {
  readonly dialect: Dialect;
  readonly schemas = new Map<string, SchemaDraft>();
  searchPath: string[];
  readonly roles = new Set<string>();
  readonly extensions = new Set<string>();
  readonly notes: string[] = [];
  readonly version: string | undefined;
  readonly partial: boolean;
  /** Indexes that the engine made for foreign keys: they go when one is made that serves as well. */
  readonly implicitIndexes = new WeakSet<Index>();

  constructor(dialect: Dialect, base?: Catalog) {
    this.dialect = dialect;
    this.partial = base?.partial === true;
    this.version = base?.version ?? dialect.version;
    const { searchPath, defaultSchema } = dialect.pack;
    this.searchPath = [
      ...(base?.searchPath ?? (searchPath.length > 0 ? searchPath : [defaultSchema])),
    ];
    for (const schema of base?.schemas ?? []) {
      this.schemas.set(this.key(schema.name), {
        name: schema.name,
        comment: schema.comment,
        tables: new Map(schema.tables.map((it) => [this.key(it.name), it])),
        routines: [...schema.routines],
        types: new Map(schema.types.map((it) => [this.key(it.name), it])),
        sequences: new Map(schema.sequences.map((it) => [this.key(it.name), it])),
      });
    }
    for (const role of base?.roles ?? []) {
      this.roles.add(role);
    }
    for (const extension of base?.extensions ?? []) {
      this.extensions.add(extension);
    }
    this.notes.push(...(base?.notes ?? []));
    this.schema(defaultSchema);
  }

  /** The catalog as it is; unchanged tables are the same objects. */
  frozen(): Catalog {
    return {
      engine: this.dialect.pack.engine,
      version: this.version,
      schemas: [...this.schemas.values()].map(
        (it): Schema => ({
          name: it.name,
          comment: it.comment,
          tables: [...it.tables.values()],
          routines: it.routines,
          types: [...it.types.values()],
          sequences: [...it.sequences.values()],
        }),
      ),
      searchPath: this.searchPath,
      roles: [...this.roles],
      extensions: [...this.extensions],
      notes: this.notes,
      ...(this.partial ? { partial: true } : {}),
    };
  }

  key(stored: string): string {
    return storedKey(this.dialect, stored, "relation");
  }

  /** A schema by its stored name, made where it is not there. */
  schema(name: string): SchemaDraft {
    const key = this.key(name);
    const known = this.schemas.get(key);
    if (known !== undefined) {
      return known;
    }
    const made: SchemaDraft = {
      name,
      comment: undefined,
      tables: new Map(),
      routines: [],
      types: new Map(),
      sequences: new Map(),
    };
    this.schemas.set(key, made);
    return made;
  }

  /** The schema bare names are made in: where a list says several, the first that is the user's own. */
  get current(): SchemaDraft {
    const { defaultSchema } = this.dialect.pack;
    const named = this.searchPath.includes(defaultSchema) ? defaultSchema : this.searchPath[0];
    return this.schema(this.created ?? named ?? defaultSchema);
  }

  /** The schema that a statement made the current one. */
  created: string | undefined;

  /** Where a new thing of this name goes. */
  spot(parts: readonly WrittenName[]): Spot | undefined {
    const last = parts.at(-1);
    const qualifier = parts.at(-2);
    if (last === undefined || last.text === "") {
      return undefined;
    }
    const schema =
      qualifier === undefined ? this.current : this.schema(storedName(this.dialect, qualifier));
    return {
      schema,
      key: nameKey(this.dialect, last, "relation"),
      name: storedName(this.dialect, last),
    };
  }

  /** Where an existing thing of this name is. */
  existing(
    parts: readonly WrittenName[],
    kept: "tables" | "types" | "sequences",
  ): Spot | undefined {
    const last = parts.at(-1);
    const qualifier = parts.at(-2);
    if (last === undefined) {
      return undefined;
    }
    const key = nameKey(this.dialect, last, "relation");
    const name = storedName(this.dialect, last);
    const candidates =
      qualifier === undefined
        ? [this.current, ...this.searchPath.map((it) => this.schemas.get(this.key(it)))]
        : [this.schemas.get(nameKey(this.dialect, qualifier, "relation"))];
    const schema = candidates.find((it) => it?.[kept].has(key));
    return schema === undefined ? undefined : { schema, key, name };
  }

  table(parts: readonly WrittenName[]): Table | undefined {
    const spot = this.existing(parts, "tables");
    return spot?.schema.tables.get(spot.key);
  }

  type(parts: readonly WrittenName[]): UserType | undefined {
    const spot = this.existing(parts, "types");
    return spot?.schema.types.get(spot.key);
  }

  sequence(parts: readonly WrittenName[]): Sequence | undefined {
    const spot = this.existing(parts, "sequences");
    return spot?.schema.sequences.get(spot.key);
  }

  routines(parts: readonly WrittenName[]): readonly Routine[] {
    const last = parts.at(-1);
    const qualifier = parts.at(-2);
    if (last === undefined) {
      return [];
    }
    const key = storedName(this.dialect, last).toLowerCase();
    const schemas =
      qualifier === undefined
        ? [...this.schemas.values()]
        : [this.schemas.get(nameKey(this.dialect, qualifier, "relation"))];
    return schemas.flatMap(
      (it) => it?.routines.filter((routine) => routine.name.toLowerCase() === key) ?? [],
    );
  }

  knowsSchema(parts: readonly WrittenName[]): boolean {
    const qualifier = parts.at(-2);
    if (this.partial) {
      return false;
    }
    return (
      qualifier === undefined || this.schemas.has(nameKey(this.dialect, qualifier, "relation"))
    );
  }

  /** Replaces a table by what `change` makes of it; false where there is none. */
  change(parts: readonly WrittenName[], change: (table: Table) => Table): boolean {
    const spot = this.existing(parts, "tables");
    const table = spot?.schema.tables.get(spot.key);
    if (spot === undefined || table === undefined) {
      return false;
    }
    spot.schema.tables.set(spot.key, change(table));
    return true;
  }

  /** Replaces every table that `change` gives a new value for. */
  changeAll(change: (table: Table) => Table): void {
    for (const schema of this.schemas.values()) {
      for (const [key, table] of schema.tables) {
        const changed = change(table);
        if (changed !== table) {
          schema.tables.set(key, changed);
        }
      }
    }
  }
}
