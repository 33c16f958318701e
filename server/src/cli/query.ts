import { analyze } from "../analysis/analyze.ts";
import { effects } from "../analysis/effects.ts";
import { compileDialect } from "../sql/dialect.ts";
import { script } from "../sql/script.ts";
import { explain } from "../wirevm/drivers/errors.ts";
import { summary } from "../workspace/effects-text.ts";
import { runnableText } from "../workspace/runnable.ts";
import { type Command, Exit, flag, text, UsageError } from "./command.ts";
import { checkedPlace, withConnection } from "./place.ts";
import { TABLE_FORMATS, type TableFormat, table } from "./table.ts";

/** More rows than this are cut unless a limit is given; whole results belong into a file. */
const DEFAULT_LIMIT = 1000;

export const query: Command = {
  name: "query",
  summary: "Runs a statement on a connection; read-only unless --write is given.",
  usage: ['--connection NAME|URL "SELECT …"', "--connection NAME < statement.sql"],
  options: {
    connection: { type: "string", short: "c" },
    format: { type: "string", short: "f" },
    limit: { type: "string" },
    write: { type: "boolean" },
    json: { type: "boolean" },
  },
  help: {
    connection: "Name in sqlx.json, or a URL.",
    format: "table (default), csv, json or markdown.",
    limit: `Rows at most; ${DEFAULT_LIMIT} by default.`,
    write: "Allows statements that change something.",
    json: "The same as --format json.",
  },
  async run(args, io) {
    const format = (flag(args, "json") ? "json" : (text(args, "format") ?? "table")) as TableFormat;
    if (!TABLE_FORMATS.includes(format)) {
      throw new UsageError(`--format is "${format}"; allowed: ${TABLE_FORMATS.join(", ")}`);
    }
    const limit = Number(text(args, "limit") ?? DEFAULT_LIMIT);
    if (!Number.isInteger(limit) || limit < 1) {
      throw new UsageError("--limit takes a whole number above 0");
    }
    const sql = args.positionals.length > 0 ? args.positionals.join(" ") : await whole(io.stdin);
    const write = flag(args, "write");
    const place = checkedPlace(io);
    return withConnection(
      place,
      io,
      text(args, "connection"),
      { readOnly: !write },
      async (session, pack) => {
        const dialect = compileDialect(pack, session.version);
        const statements = script(sql, dialect).statements.filter((it) => runnableText(it) !== "");
        if (statements.length === 0) {
          throw new UsageError("there is no statement to run");
        }
        for (const statement of statements) {
          const does = effects(analyze(statement, undefined));
          if (!write && !does.readOnly) {
            io.err(`${summary(does)}: nothing was run. Give --write to allow it.\n`);
            return Exit.Usage;
          }
          const outcome = await session.query(runnableText(statement), [], { maxRows: limit });
          if (!outcome.ok) {
            io.err(`${explain(outcome.error)}\n`);
            return Exit.World;
          }
          const { columns, rows, truncated, affected, notices } = outcome.value;
          for (const it of notices) {
            io.err(`${it.level}: ${it.message}\n`);
          }
          if (columns.length > 0) {
            io.out(table(columns, rows, format));
          } else if (format === "table") {
            io.out(
              affected === undefined
                ? "Done.\n"
                : `${affected} row${affected === 1 ? "" : "s"} changed.\n`,
            );
          }
          if (truncated) {
            io.err(`Only the first ${limit} rows are shown; --limit raises it.\n`);
          }
          await io.flushed();
        }
        return Exit.Fine;
      },
    );
  },
};

export async function whole(stream: NodeJS.ReadableStream): Promise<string> {
  let all = "";
  for await (const part of stream.setEncoding("utf8")) {
    all += String(part);
  }
  return all;
}
