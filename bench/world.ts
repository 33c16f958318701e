/** The same large world for everybody who is measured: 2,000 tables of 20 columns, a file of 5,000 lines. */

export const N_TABLES = 2000;
export const N_COLUMNS = 20;
export const N_LINES = 5000;

/** DDL of the large catalog; every table but the first refers to the one before it. */
export function largeSchema(nTables = N_TABLES, nColumns = N_COLUMNS): string {
  const tables: string[] = [];
  for (let t = 0; t < nTables; t += 1) {
    const columns = ["id integer PRIMARY KEY"];
    for (let c = 1; c < nColumns - 1; c += 1) {
      columns.push(`column_${c} ${["text", "integer", "numeric(10, 2)", "timestamp"][c % 4]}`);
    }
    columns.push(
      t === 0 ? "parent_id integer" : `parent_id integer REFERENCES table_${t - 1} (id)`,
    );
    tables.push(`CREATE TABLE table_${t} (${columns.join(", ")});`);
  }
  return tables.join("\n");
}

/** A file of queries over the catalog; four lines a statement and an empty one. */
export function largeFile(nLines = N_LINES, nTables = N_TABLES): string {
  const lines: string[] = [];
  for (let n = 0; lines.length < nLines; n += 1) {
    const t = (n * 7) % (nTables - 1);
    lines.push(
      `SELECT a.id, a.column_1, b.column_2, count(*) AS n -- query ${n}`,
      `FROM table_${t + 1} a JOIN table_${t} b ON b.id = a.parent_id`,
      `WHERE a.column_3 > 10 AND b.column_4 LIKE 'x%'`,
      "GROUP BY a.id, a.column_1, b.column_2 ORDER BY n DESC LIMIT 20;",
      "",
    );
  }
  return `${lines.slice(0, nLines).join("\n")}\n`;
}

export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((p / 100) * sorted.length))] ?? 0;
}

export function ms(value: number): string {
  return value < 10 ? `${value.toFixed(2)} ms` : `${value.toFixed(0)} ms`;
}
