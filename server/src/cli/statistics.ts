/** Statistics given with a line of a batch, laid over a catalog. */
import { z } from "zod";
import { catalogIndex } from "../catalog/lookup.ts";
import type { Catalog, Table } from "../catalog/model.ts";
import type { Dialect } from "../sql/dialect.ts";

export const statisticsShape = z.record(
  z.string(),
  z.object({
    rows: z.number(),
    columns: z
      .record(
        z.string(),
        z.object({ distinct: z.number().optional(), nullFraction: z.number().optional() }),
      )
      .optional(),
  }),
);

export type Statistics = z.infer<typeof statisticsShape>;

export function withStatistics(
  catalog: Catalog,
  statistics: Statistics,
  dialect: Dialect,
): Catalog {
  const index = catalogIndex(catalog, dialect);
  const known = new Map<Table, Statistics[string]>();
  for (const [name, facts] of Object.entries(statistics)) {
    const table =
      index.table(name.split(".").map((text) => ({ text, quoted: true }))) ??
      index.table(name.split(".").map((text) => ({ text, quoted: false })));
    if (table !== undefined) {
      known.set(table, facts);
    }
  }
  const measured = (table: Table): Table => {
    const facts = known.get(table);
    if (facts === undefined) {
      return table;
    }
    const byColumn = new Map(
      Object.entries(facts.columns ?? {}).map(([name, it]) => [name.toLowerCase(), it]),
    );
    return {
      ...table,
      rows: facts.rows,
      columns: table.columns.map((it) => {
        const column = byColumn.get(it.name.toLowerCase());
        return column === undefined ? it : { ...it, statistics: { ...it.statistics, ...column } };
      }),
    };
  };
  return {
    ...catalog,
    schemas: catalog.schemas.map((it) => ({ ...it, tables: it.tables.map(measured) })),
  };
}
