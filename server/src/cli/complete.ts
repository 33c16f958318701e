import { z } from "zod";
import { ghosts } from "../copilot/ghost.ts";
import { completions } from "../ide/completions.ts";
import { script } from "../sql/script.ts";
import { type Command, flag, UsageError } from "./command.ts";
import { jsonl } from "./jsonl.ts";
import { dialectFor } from "./lint.ts";
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
    return jsonl(io, completeLine, ({ sql, offset, dialect: named, schema }) => {
      const dialect = dialectFor(place, named);
      const view = { script: script(sql, dialect), dialect, catalog: readSchema(schema, dialect) };
      const { items } = completions(view, Math.min(offset, sql.length));
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
