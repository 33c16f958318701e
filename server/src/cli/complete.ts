import { z } from "zod";
import { ghosts } from "../copilot/ghost.ts";
import { embedded, fromHost } from "../host/embedded.ts";
import { type HostTree, isHostLanguage } from "../host/tree.ts";
import { completions } from "../ide/completions.ts";
import type { Dialect } from "../sql/dialect.ts";
import { script } from "../sql/script.ts";
import { type Command, flag, UsageError } from "./command.ts";
import { jsonl } from "./jsonl.ts";
import { dialectFor, program } from "./lint.ts";
import { openPlace, schemaReader } from "./place.ts";

const completeLine = z.object({
  id: z.unknown(),
  sql: z.string(),
  offset: z.int().min(0),
  dialect: z.string().optional(),
  schema: z.string().optional(),
  connection: z.string().optional(),
  language: z.string().optional(),
});

export const complete: Command = {
  name: "complete",
  summary: "Completes SQL at an offset, for programs.",
  usage: ["--jsonl"],
  options: { jsonl: { type: "boolean" } },
  help: { jsonl: "Batch mode: {id, sql, offset, dialect, schema?} a line." },
  async run(args, io) {
    if (!flag(args, "jsonl")) {
      throw new UsageError("give --jsonl and one JSON object a line");
    }
    const place = openPlace(io);
    const readSchema = schemaReader();
    return jsonl(io, completeLine, async ({ sql, offset, dialect: named, schema, language }) => {
      const dialect = dialectFor(place, named);
      const catalog = readSchema(schema, dialect);
      const inside =
        language !== undefined && isHostLanguage(language)
          ? embeddedAt(await program(language, sql), dialect, offset)
          : { sql, offset: Math.min(offset, sql.length) };
      if (inside === undefined) {
        return { items: [] };
      }
      const view = { script: script(inside.sql, dialect), dialect, catalog };
      const { items } = completions(view, inside.offset);
      return {
        items: items.map(({ label, kind, detail, insertText }) => ({
          label,
          kind,
          detail,
          insertText,
        })),
      };
    });
  },
};

/** The SQL that stands at an offset of a program. */
function embeddedAt(
  tree: HostTree,
  dialect: Dialect,
  offset: number,
): { readonly sql: string; readonly offset: number } | undefined {
  for (const it of embedded(tree, dialect)) {
    const inside = fromHost(it, offset);
    if (inside !== undefined && !it.fragment) {
      return { sql: it.sql, offset: inside };
    }
  }
  return undefined;
}

const inlineLine = z.object({
  id: z.unknown(),
  prefix: z.string(),
  suffix: z.string().default(""),
  dialect: z.string().optional(),
  schema: z.string().optional(),
  history: z.array(z.string()).optional(),
});

export const inline: Command = {
  name: "inline",
  summary: "Offers ghost text between a prefix and a suffix, for programs.",
  usage: ["--jsonl"],
  options: { jsonl: { type: "boolean" } },
  help: { jsonl: "Batch mode: {id, prefix, suffix, dialect, schema?} a line." },
  async run(args, io) {
    if (!flag(args, "jsonl")) {
      throw new UsageError("give --jsonl and one JSON object a line");
    }
    const place = openPlace(io);
    const readSchema = schemaReader();
    return jsonl(io, inlineLine, ({ prefix, suffix, dialect: named, schema }) => {
      const dialect = dialectFor(place, named);
      const view = {
        script: script(prefix + suffix, dialect),
        dialect,
        catalog: readSchema(schema, dialect),
      };
      return { items: ghosts(view, prefix.length).map((it) => ({ insertText: it.text })) };
    });
  },
};
