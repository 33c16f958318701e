/**
 * Does the engine a text is translated for take it? First our own analysis is asked, with what exists
 * on the target's side; then the engine itself or its own parser, whichever can be had without a
 * server: PostgreSQL's grammar in WebAssembly, an embedded database in memory with the translated
 * schema, a second parser of the other family.
 */
import { createRequire } from "node:module";
import { catalogFromScript } from "../analysis/catalog-from-script.ts";
import type { Catalog } from "../catalog/model.ts";
import type { Dialect } from "../sql/dialect.ts";
import { script } from "../sql/script.ts";
import { bindingOptions } from "../wirevm/drivers/packed-binding.ts";
import { refusedByTarget } from "../wirevm/translate/check.ts";
import { translate } from "../wirevm/translate/translate.ts";
import { runnableText } from "./runnable.ts";

export interface Verdict {
  readonly verified: "engine" | "analysis" | "parser" | "none";
  /** What the engine or parser says where it does not take the text. */
  readonly problem?: string | undefined;
}

/** What exists on the target's side: the source's schema, translated. */
export interface TargetSchema {
  readonly ddl: string;
  /** Absent where part of the schema could not be translated: a name that is missing says nothing then. */
  readonly catalog: Catalog | undefined;
}

/** The schema as it is on the target's side. */
export function targetSchema(ddl: string, from: Dialect, to: Dialect): TargetSchema {
  const { output, errors } = translate({ sql: ddl, from, to });
  return {
    ddl: output,
    catalog: errors.length === 0 ? catalogFromScript([output], to) : undefined,
  };
}

/** Asks everybody who can be asked about a translation. */
export async function verify(
  sql: string,
  to: Dialect,
  schema: TargetSchema | undefined,
): Promise<Verdict> {
  const refused = refusedByTarget(sql, to, schema?.catalog);
  if (refused !== undefined) {
    return { verified: "none", problem: refused.message };
  }
  const verdict = await byOthers(sql, to, schema);
  const isKnown = schema?.catalog !== undefined;
  return verdict.problem === undefined && verdict.verified !== "engine" && isKnown
    ? { verified: "analysis" }
    : verdict;
}

async function byOthers(
  sql: string,
  to: Dialect,
  schema: TargetSchema | undefined,
): Promise<Verdict> {
  const statements = script(sql, to)
    .statements.map(runnableText)
    .filter((it) => it !== "");
  try {
    switch (to.pack.protocol) {
      case "pgwire":
        return await byGrammar(statements);
      case "sqlite-file":
        return await byPreparing(
          statements,
          script(schema?.ddl ?? "", to).statements.map(runnableText),
          schema?.catalog !== undefined,
        );
      case "mywire":
        return await bySecondParser(statements);
      default:
        return { verified: "none" };
    }
  } catch {
    // A checker that cannot be loaded says nothing about the text.
    return { verified: "none" };
  }
}
async function byGrammar(statements: readonly string[]): Promise<Verdict> {
  const { parse } = await import("libpg-query");
  for (const it of statements) {
    try {
      await parse(it);
    } catch (error) {
      return { verified: "none", problem: error instanceof Error ? error.message : String(error) };
    }
  }
  return { verified: "parser" };
}

async function byPreparing(
  statements: readonly string[],
  schema: readonly string[],
  known: boolean,
): Promise<Verdict> {
  const { default: Database } = await import("better-sqlite3");
  const db = new Database(":memory:", bindingOptions(createRequire(import.meta.url)));
  try {
    let complete = known;
    for (const it of schema.filter((one) => one !== "")) {
      try {
        db.exec(it);
      } catch {
        // A table that is not there must not be held against the statements.
        complete = false;
      }
    }
    for (const it of statements) {
      try {
        db.prepare(it);
        if (/^\s*(?:create|alter|drop)\b/iu.test(it)) {
          db.exec(it);
        }
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        if (complete || !/no such (?:table|column)/u.test(message)) {
          return { verified: "none", problem: message };
        }
        return { verified: "parser" };
      }
    }
    return { verified: "engine" };
  } finally {
    db.close();
  }
}

async function bySecondParser(statements: readonly string[]): Promise<Verdict> {
  const library = await import("node-sql-parser/build/mariadb.js");
  // A CommonJS module: whoever loads or bundles it may put its exports one level down.
  const Parser = library.Parser ?? library.default.Parser;
  const parser = new Parser();
  for (const it of statements) {
    try {
      parser.astify(it);
    } catch {
      // It refuses much that the servers take: its yes counts, its no does not.
      return { verified: "none" };
    }
  }
  return { verified: "parser" };
}
