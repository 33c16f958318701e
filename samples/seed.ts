/**
 * Builds `samples/shop.db`, or prints the shop as SQL for a server.
 *
 *   node samples/seed.ts                    writes shop.db anew
 *   node samples/seed.ts --if-missing       only when it is not there or comes from another version
 *   node samples/seed.ts --print            INSERT statements on standard output; run schema/<engine>.sql first
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { openSession } from "../server/src/wirevm/drivers/open.ts";
import { loadMigrations } from "../server/src/workspace/migrations/folder.ts";
import { migrateUp } from "../server/src/workspace/migrations/runner.ts";
import { packStore } from "../server/src/workspace/packs.ts";
import { shop, type TableRows } from "./data.ts";

const HERE = import.meta.dirname;
const TARGET = join(HERE, "shop.db");
const SCHEMA = readFileSync(join(HERE, "schema/sqlite.sql"), "utf8");
/** The last migration that is applied from the start; the others are for trying. */
const APPLIED_TO = "20260204110000";
/** Rows in one printed INSERT: servers limit the size of a statement. */
const ROWS_PER_INSERT = 500;

if (process.argv.includes("--print")) {
  print();
} else if (!process.argv.includes("--if-missing") || versionOf(TARGET) !== fingerprint()) {
  const unfinished = build();
  await applyFirst(unfinished);
  for (const suffix of ["", "-wal", "-shm", "-journal"]) {
    rmSync(`${TARGET}${suffix}`, { force: true });
  }
  renameSync(unfinished, TARGET);
}

/**
 * Applies the first migrations with the product's own runner, so that the sidebar shows applied and
 * pending ones from the start.
 */
async function applyFirst(path: string): Promise<void> {
  const read = loadMigrations(join(HERE, "db/migrations"));
  const loaded = packStore().load("sqlite");
  if (!read.ok || !loaded.ok) {
    throw new Error("the sample migrations or the pack cannot be read");
  }
  const pack = loaded.value;
  const report = await migrateUp(
    {
      pack,
      open: () => openSession({ url: `sqlite:${path}`, root: HERE }, pack),
      shared: true,
      now: () => new Date("2026-02-10T08:00:00Z"),
      note: () => undefined,
    },
    read.value,
    { to: APPLIED_TO },
  );
  if (!report.ok || report.value.failed !== undefined) {
    throw new Error("the first sample migrations failed");
  }
}

/** Writes beside the target, so that an interrupted run leaves no half shop; answers where. */
function build(): string {
  const started = performance.now();
  const unfinished = `${TARGET}.${process.pid}.tmp`;
  const database = new Database(unfinished);
  let total = 0;
  try {
    database.pragma("journal_mode = MEMORY");
    database.pragma("synchronous = OFF");
    database.exec(SCHEMA);
    database.transaction(() => {
      for (const table of shop()) {
        total += fill(database, table);
      }
    })();
    const broken = database.pragma("foreign_key_check") as readonly unknown[];
    if (broken.length > 0) {
      throw new Error(`the seed breaks ${broken.length} foreign keys: ${JSON.stringify(broken[0])}`);
    }
    database.pragma(`user_version = ${fingerprint()}`);
    database.exec("ANALYZE");
  } finally {
    database.close();
  }
  console.log(`samples/shop.db: ${total.toLocaleString("en")} rows in ${Math.round(performance.now() - started)} ms`);
  return unfinished;
}

function fill(database: Database.Database, table: TableRows): number {
  const holes = table.columns.map(() => "?").join(", ");
  const insert = database.prepare(`INSERT INTO ${table.table} (${table.columns.join(", ")}) VALUES (${holes})`);
  let rows = 0;
  for (const row of table.rows) {
    insert.run(...row);
    rows++;
  }
  return rows;
}

function print(): void {
  for (const table of shop()) {
    const head = `INSERT INTO ${table.table} (${table.columns.join(", ")}) VALUES\n`;
    const booleans = new Set(["newsletter", "abandoned"]);
    const lines = [...table.rows].map((row) => {
      const values = row.map((value, index) => {
        if (value === null) {
          return "NULL";
        }
        if (booleans.has(table.columns[index] ?? "")) {
          return value === 1 ? "TRUE" : "FALSE";
        }
        return typeof value === "number" ? String(value) : `'${value.replaceAll("'", "''")}'`;
      });
      return `(${values.join(", ")})`;
    });
    for (let first = 0; first < lines.length; first += ROWS_PER_INSERT) {
      process.stdout.write(`${head}${lines.slice(first, first + ROWS_PER_INSERT).join(",\n")};\n`);
    }
  }
}

/** What the file says of itself; -1 when there is none or it is not ours. */
function versionOf(path: string): number {
  if (!existsSync(path)) {
    return -1;
  }
  try {
    const database = new Database(path, { readonly: true });
    try {
      return database.pragma("user_version", { simple: true }) as number;
    } finally {
      database.close();
    }
  } catch {
    return -1;
  }
}

/** Changes when the schema or the rows do; SQLite keeps it as a 32-bit number. */
function fingerprint(): number {
  const hash = createHash("sha256").update(SCHEMA).update(APPLIED_TO).update(readFileSync(join(HERE, "data.ts")));
  return hash.digest().readInt32BE(0) & 0x7fffffff;
}
