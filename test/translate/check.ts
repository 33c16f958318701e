import { catalogFromScript } from "../../server/src/analysis/catalog-from-script.ts";
import { translate } from "../../server/src/wirevm/translate/translate.ts";
import { testDialect } from "../packs.ts";

/** The translation; what could not be said, and what is said about it, as lines after it. */
export function check(from: string, to: string, sql: string, schema = ""): string {
  const dialect = testDialect(from);
  const done = translate({
    sql,
    from: dialect,
    to: testDialect(to),
    catalog: catalogFromScript([schema], dialect),
  });
  const remarks = [
    ...done.errors.map(
      (it) => `error at "${sql.slice(it.range.start, it.range.end)}": ${it.message}`,
    ),
    ...done.notes.map((it) => `${it.level} ${it.code}`),
    ...(done.parameters === undefined ? [] : [`parameters ${done.parameters.join(" ")}`]),
  ];
  return done.errors.length > 0 ? remarks.join("\n") : [done.output, ...remarks].join("\n");
}
