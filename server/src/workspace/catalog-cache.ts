/**
 * Catalogs kept on disk between starts, so that names complete before any connection is up. Only what
 * exists is kept, never a value: samples from statistics are left out.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Catalog, Table } from "../catalog/model.ts";
import type { Pack } from "../wirevm/packs/pack.ts";

/** Bumped when the shape of `Catalog` changes; older files are ignored. */
const FORMAT = 1;

export interface CatalogCache {
  load(key: string, pack: Pack): Catalog | undefined;
  store(key: string, catalog: Catalog): void;
}

export function catalogCache(folder: string): CatalogCache {
  const path = (key: string) =>
    join(folder, `${createHash("sha256").update(key).digest("hex").slice(0, 32)}.json`);
  return {
    load(key, pack) {
      try {
        const kept: unknown = JSON.parse(readFileSync(path(key), "utf8"));
        return isKept(kept) && kept.format === FORMAT && kept.catalog.engine === pack.engine
          ? kept.catalog
          : undefined;
      } catch {
        return undefined;
      }
    },
    store(key, catalog) {
      const file = path(key);
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        // A reader sees the old file or the new one, never half of one.
        writeFileSync(
          `${file}.${process.pid}`,
          JSON.stringify({ format: FORMAT, catalog: withoutValues(catalog) }),
          { mode: 0o600 },
        );
        renameSync(`${file}.${process.pid}`, file);
      } catch {
        // A cache that cannot be written costs speed at the next start and nothing else.
      }
    },
  };
}

function isKept(value: unknown): value is { readonly format: number; readonly catalog: Catalog } {
  return (
    typeof value === "object" &&
    value !== null &&
    "format" in value &&
    "catalog" in value &&
    typeof value.catalog === "object"
  );
}

function withoutValues(catalog: Catalog): Catalog {
  const stripped = (table: Table): Table => ({
    ...table,
    columns: table.columns.map((it) =>
      it.statistics === undefined
        ? it
        : {
            ...it,
            statistics: { ...it.statistics, commonValues: undefined, histogram: undefined },
          },
    ),
  });
  return {
    ...catalog,
    schemas: catalog.schemas.map((it) => ({ ...it, tables: it.tables.map(stripped) })),
  };
}
