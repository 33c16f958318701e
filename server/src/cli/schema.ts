import { catalogIndex } from "../catalog/lookup.ts";
import { catalogDdl, mermaid } from "../catalog/write.ts";
import { compileDialect } from "../sql/dialect.ts";
import { explain } from "../wirevm/drivers/errors.ts";
import { introspect } from "../wirevm/introspect/introspect.ts";
import { type Command, Exit, flag, text, UsageError } from "./command.ts";
import { checkedPlace, withConnection } from "./place.ts";

const FORMATS = ["json", "ddl", "mermaid"];

export const schema: Command = {
  name: "schema",
  summary: "Reads what exists in a database and prints it.",
  usage: ["--connection NAME|URL [--format json|ddl|mermaid]"],
  options: {
    connection: { type: "string", short: "c" },
    format: { type: "string", short: "f" },
    json: { type: "boolean" },
  },
  help: {
    connection: "Name in sqlx.json, or a URL.",
    format: "ddl (default), json or mermaid.",
    json: "The same as --format json.",
  },
  async run(args, io) {
    const format = flag(args, "json") ? "json" : (text(args, "format") ?? "ddl");
    if (!FORMATS.includes(format)) {
      throw new UsageError(`--format is "${format}"; allowed: ${FORMATS.join(", ")}`);
    }
    return withConnection(
      checkedPlace(io),
      io,
      text(args, "connection"),
      { readOnly: true },
      async (session, pack) => {
        const read = await introspect(session, pack);
        if (!read.ok) {
          io.err(`${explain(read.error)}\n`);
          return Exit.World;
        }
        const catalog = read.value;
        const index = catalogIndex(catalog, compileDialect(pack, session.version));
        io.out(
          format === "json"
            ? `${JSON.stringify(catalog, null, 2)}\n`
            : format === "mermaid"
              ? mermaid(catalog)
              : catalogDdl(index, []),
        );
        for (const note of catalog.notes) {
          io.err(`${note}\n`);
        }
        return Exit.Fine;
      },
    );
  },
};
