/** Shows what a session answers, as lines a person would read aloud. */
import { explain } from "../../server/src/wirevm/drivers/errors.ts";
import type {
  Parameter,
  QueryOptions,
  Session,
  Value,
} from "../../server/src/wirevm/drivers/session.ts";

/** Runs statements and prints columns, rows and what changed; an error is one line. */
export async function said(
  session: Session,
  sql: string,
  params: readonly Parameter[] = [],
  options: QueryOptions = {},
): Promise<string> {
  const outcome = await session.query(sql, params, options);
  if (!outcome.ok) {
    const { error } = outcome;
    const where =
      "position" in error && error.position !== undefined ? ` at ${error.position}` : "";
    return `${error.tag}${where}: ${explain(error)}`;
  }
  const { columns, rows, truncated, affected, notices } = outcome.value;
  return [
    columns.map((it) => (it.type === "" ? it.name : `${it.name} ${it.type}`)).join(" | "),
    ...rows.map((row) => row.map(shown).join(" | ")),
    ...(truncated ? ["… and more"] : []),
    ...(affected === undefined ? [] : [`${affected} changed`]),
    ...notices.map((it) => `${it.level}: ${it.message}`),
  ]
    .filter((it) => it !== "")
    .join("\n");
}

function shown(value: Value): string {
  if (value === null) {
    return "NULL";
  }
  if (value instanceof Uint8Array) {
    return `0x${Buffer.from(value).toString("hex")}`;
  }
  // Quotes tell text from a number.
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
