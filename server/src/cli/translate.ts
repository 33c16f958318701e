import { closeSync, createReadStream, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { lineCharacterAt, lineIndex } from "../base/text.ts";
import { translate as translateText } from "../wirevm/translate/translate.ts";
import { type TranslatedPiece, translatedPieces } from "../workspace/translate-stream.ts";
import { type TargetSchema, targetSchema, verify } from "../workspace/verify.ts";
import { type Command, Exit, flag, text, UsageError } from "./command.ts";
import { jsonl, LineError } from "./jsonl.ts";
import { dialectFor } from "./lint.ts";
import { checkedPlace, dialectNamed, openPlace, schemaReader } from "./place.ts";
import { whole } from "./query.ts";

export const translate: Command = {
  name: "translate",
  summary: "Translates SQL to another engine's and says what could not be carried over.",
  usage: [
    "FILE… --from DIALECT --to DIALECT [--write]",
    "--from DIALECT --to DIALECT < file.sql",
    "--jsonl",
  ],
  options: {
    from: { type: "string" },
    to: { type: "string" },
    schema: { type: "string" },
    write: { type: "boolean" },
    verify: { type: "boolean", default: true },
    json: { type: "boolean" },
    jsonl: { type: "boolean" },
  },
  help: {
    from: "The dialect the text is written in.",
    to: "The dialect wanted.",
    schema: "A file of DDL in the source dialect; types decide where they are known.",
    write: "Writes FILE.DIALECT.sql beside each file instead of printing.",
    verify: "Checks the output with the target's own parser; --no-verify leaves that out.",
    json: "Prints output, notes and errors as JSON.",
    jsonl: "Batch mode: {id, sql, from, to, schema?} a line.",
  },
  async run(args, io) {
    if (flag(args, "jsonl")) {
      return batch(args.values["verify"] !== false, io);
    }
    const place = checkedPlace(io);
    const fromName = text(args, "from") ?? place.config.dialect;
    const toName = text(args, "to");
    if (fromName === undefined || toName === undefined) {
      throw new UsageError("say --from and --to");
    }
    const from = dialectNamed(place, fromName);
    const to = dialectNamed(place, toName);
    const schemaFile = text(args, "schema");
    const catalog = schemaReader()(
      schemaFile === undefined ? undefined : readFileSync(join(io.cwd, schemaFile), "utf8"),
      from,
    );
    let failed = false;
    const paths = args.positionals.length === 0 ? [undefined] : args.positionals;
    for (const path of paths) {
      const name = path ?? "standard input";
      const source =
        path === undefined
          ? io.stdin
          : createReadStream(join(io.cwd, path), { highWaterMark: READ_BYTES });
      const target =
        flag(args, "write") && path !== undefined
          ? `${path.replace(/\.sql$/iu, "")}.${to.pack.engine}.sql`
          : undefined;
      if (flag(args, "json")) {
        const done = translateText({ sql: await whole(source), from, to, catalog });
        failed ||= done.errors.length > 0;
        const { output, notes, errors, parameters } = done;
        io.out(`${JSON.stringify({ path, output, notes, errors, parameters }, null, 2)}\n`);
        continue;
      }
      const file = target === undefined ? undefined : openSync(join(io.cwd, target), "w");
      const counts = { statements: 0, undone: 0, warnings: 0 };
      for await (const piece of translatedPieces(source, { from, to, catalog })) {
        counts.statements += piece.statements;
        counts.undone += piece.errors.length;
        counts.warnings += piece.notes.filter((it) => it.level === "warning").length;
        if (file === undefined) {
          io.out(piece.output);
          await io.flushed();
        } else {
          writeSync(file, piece.output);
        }
        io.err(remarks(name, piece));
      }
      if (file !== undefined) {
        closeSync(file);
        io.out(`${target}\n`);
      }
      failed ||= counts.undone > 0;
      if (path !== undefined) {
        io.err(
          `${name}: ${counts.statements} statements, ${counts.undone} not translated and kept as comments, ${counts.warnings} warnings\n`,
        );
      }
    }
    return failed ? Exit.Findings : Exit.Fine;
  },
};

/** Bytes of a file that are read at a time. */
const READ_BYTES = 256 * 1024;

function remarks(path: string, { sql, firstLine, notes, errors }: TranslatedPiece): string {
  const lines = lineIndex(sql);
  return [...errors.map((it) => ({ level: "error", ...it })), ...notes]
    .map((it) => {
      const { line, character } = lineCharacterAt(lines, it.range.start);
      return `${path}:${firstLine + line + 1}:${character + 1}: ${it.level}: ${it.message} (${it.code})\n`;
    })
    .join("");
}

const line = z.object({
  id: z.unknown(),
  sql: z.string(),
  from: z.string(),
  to: z.string(),
  schema: z.string().optional(),
});

async function batch(verifies: boolean, io: Parameters<Command["run"]>[1]): Promise<number> {
  const place = openPlace(io);
  const readSchema = schemaReader();
  const schemas = new Map<string, TargetSchema>();
  return jsonl(io, line, async ({ sql, from: fromName, to: toName, schema }) => {
    const from = dialectFor(place, fromName);
    const to = dialectFor(place, toName);
    const done = translateText({ sql, from, to, catalog: readSchema(schema, from) });
    const [error] = done.errors;
    if (error !== undefined) {
      throw new LineError(error.code, error.message, error.range.start, error.range.end);
    }
    const key = `${fromName} ${toName} ${schema ?? ""}`;
    let known = schemas.get(key);
    if (known === undefined && schema !== undefined && verifies) {
      known = targetSchema(schema, from, to);
      schemas.set(key, known);
    }
    const verdict = verifies
      ? await verify(done.output, to, known)
      : ({ verified: "none" } as const);
    if ("problem" in verdict && verdict.problem !== undefined) {
      throw new LineError(
        "unsupported",
        `The translation was refused by the target: ${verdict.problem}`,
      );
    }
    return {
      output: done.output,
      notes: done.notes.map(({ level, code, message }) => ({ level, code, message })),
      verified: verdict.verified,
      ...(done.parameters === undefined ? {} : { parameters: done.parameters }),
    };
  });
}
