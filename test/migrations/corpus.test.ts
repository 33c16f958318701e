/**
 * Migrations as people write them, engine by engine: what must be found (`bad`, with the lock in
 * braces), what must not be found (`not`), and what deserves no warning at all (`ok`).
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { catalogFromScript } from "../../server/src/analysis/catalog-from-script.ts";
import { lintMigration } from "../../server/src/workspace/migrations/lint.ts";
import { testDialect } from "../packs.ts";

const FOLDER = join(import.meta.dirname, "corpus");

interface Case {
  readonly slug: string;
  readonly kind: "bad" | "not" | "ok";
  readonly lock: readonly string[];
  readonly sql: string;
  readonly dialect: string;
  readonly version: string | undefined;
  readonly schema: string;
}

function cases(file: string): readonly Case[] {
  const found: Case[] = [];
  let dialect = file.replace(/\.txt$/u, "");
  let version: string | undefined;
  let schema = "";
  let slug = "";
  for (const line of readFileSync(join(FOLDER, file), "utf8").split("\n")) {
    const [, word = "", rest = ""] = /^(\S+) ?(.*)$/u.exec(line) ?? [];
    switch (word) {
      case "#":
        slug = rest;
        break;
      case "dialect":
        dialect = rest;
        break;
      case "version":
        version = rest;
        break;
      case "schema":
        schema = rest;
        break;
      case "bad":
      case "not":
      case "ok": {
        const [, lock, sql = ""] = /^(?:\{(.*?)\} )?(.*)$/u.exec(rest) ?? [];
        found.push({
          slug,
          kind: word,
          lock: lock?.split("|") ?? [],
          sql,
          dialect,
          version,
          schema,
        });
        break;
      }
    }
  }
  return found;
}

function judged(it: Case): string {
  const dialect = testDialect(it.dialect, it.version);
  const catalog = catalogFromScript(it.schema, dialect);
  const findings = lintMigration({ sql: it.sql, dialect, catalog });
  const named = findings.filter((one) => one.rule.endsWith(`/${it.slug}`));
  switch (it.kind) {
    case "ok":
      return findings
        .filter((one) => one.severity === "error" || one.severity === "warning")
        .map((one) => `${one.rule}: ${one.message}`)
        .join("\n");
    case "not":
      return named.map((one) => `${one.rule}: ${one.message}`).join("\n");
    case "bad": {
      const [first] = named;
      if (first === undefined) {
        return `${it.slug} is not found; found: ${findings.map((one) => one.rule).join(", ")}`;
      }
      if (it.lock.length === 0) {
        return "";
      }
      const { lock } = first;
      const is = [
        [lock?.algorithm, lock?.mode].filter((one) => one !== undefined).join(" "),
        lock?.blocks ?? "",
        ...(lock?.rewrite === true ? ["rewrite"] : []),
      ].join("|");
      return is === it.lock.join("|") ? "" : `locks ${is} and not ${it.lock.join("|")}`;
    }
  }
}

describe.each(readdirSync(FOLDER))("%s", (file) => {
  test.each(cases(file).map((it) => [it.kind, it.slug, it.sql, it] as const))(
    "%s %s: %s",
    (_kind, _slug, _sql, it) => {
      expect(judged(it)).toBe("");
    },
  );
});
