/**
 * DDL with views to a catalog: what `catalogFromDdl` does, with the columns of views and of tables made
 * from queries worked out by analysis.
 */

import type { InferColumns } from "../catalog/ddl-parts.ts";
import { catalogFromDdl } from "../catalog/from-ddl.ts";
import type { Catalog, ColumnType } from "../catalog/model.ts";
import type { Dialect } from "../sql/dialect.ts";
import { analyzeTree } from "./analyze.ts";

/** The catalog that DDL texts define, on top of another one where it is given. */
export function catalogFromScript(
  texts: string | readonly string[],
  dialect: Dialect,
  base?: Catalog,
): Catalog {
  return catalogFromDdl(texts, dialect, base, columnInference(dialect));
}

/** Columns of queries, for whoever replays statements one by one. */
export function columnInference(dialect: Dialect): InferColumns {
  return (query, text, finder) => {
    const analysis = analyzeTree({ root: query, text, dialect, finder });
    return analysis.resultSet(query).columns.map((it) => {
      const stored = it.origin?.column.type;
      const type: ColumnType = it.type.type ?? stored ?? { text: "", kind: it.type.kind };
      return {
        name: it.name ?? "",
        type,
        nullable: it.type.nullable !== false,
        origin: it.origin?.column,
      };
    });
  };
}
