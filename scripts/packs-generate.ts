/**
 * Writes the tables of packs from the engines themselves: `npm run packs:generate [ENGINE…]`.
 * An engine that cannot be run here is left as it is, and said so.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { TABLE_FILES, tableFile } from "../server/src/workspace/pack-files.ts";
import { duckdbTables } from "./packs/duckdb.ts";
import { mariadbTables } from "./packs/mariadb.ts";
import { mysqlTables } from "./packs/mysql.ts";
import { postgresTables } from "./packs/postgres.ts";
import { withMariadb, withPostgres } from "./packs/servers.ts";
import { sqliteTables } from "./packs/sqlite.ts";
import { type Tables, tableText } from "./packs/tables.ts";

/** The tables an engine tells; `missing` says why it cannot be asked here. */
export const GENERATED: Readonly<
  Record<string, () => Promise<Tables | { readonly missing: string }>>
> = {
  postgres: () => withPostgres([15, 16, 17, 18], postgresTables),
  mariadb: () => withMariadb(mariadbTables),
  mysql: async () => mysqlTables(),
  sqlite: async () => sqliteTables(),
  duckdb: duckdbTables,
};

/** File name to text of all tables of an engine. */
export function tableTexts(tables: Tables): ReadonlyMap<string, string> {
  return new Map(
    TABLE_FILES.flatMap((key) => {
      const table = key in tables ? tables[key as keyof Tables] : undefined;
      return table === undefined ? [] : [[tableFile(key), tableText(table)] as const];
    }),
  );
}

export const PACKS_FOLDER = join(import.meta.dirname, "../wirepacks");

async function main(engines: readonly string[]): Promise<void> {
  for (const engine of engines.length > 0 ? engines : Object.keys(GENERATED)) {
    const tables = await GENERATED[engine]?.();
    if (tables === undefined) {
      throw new Error(
        `"${engine}" is not generated; these are: ${Object.keys(GENERATED).join(", ")}`,
      );
    }
    if ("missing" in tables) {
      console.log(`${engine}: left as it is. ${tables.missing}`);
      continue;
    }
    for (const [file, text] of tableTexts(tables)) {
      const path = join(PACKS_FOLDER, engine, file);
      const changed = readFileSync(path, { encoding: "utf8", flag: "a+" }) !== text;
      writeFileSync(path, text);
      console.log(`${engine}/${file}: ${changed ? "changed" : "as it was"}`);
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await main(process.argv.slice(2));
}
