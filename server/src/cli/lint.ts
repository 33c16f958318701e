import { readFileSync, writeFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import type { View } from "../analysis/view.ts";
import type { Severity } from "../base/severity.ts";
import { applyEdits, lineIndex } from "../base/text.ts";
import { hostFindings } from "../host/rule.ts";
import { HOST_RULES } from "../host/rules/index.ts";
import {
  type HostLanguage,
  type HostTree,
  hostLanguageOfEnding,
  isHostLanguage,
} from "../host/tree.ts";
import { findings, uncovered } from "../intelligence/findings.ts";
import { RULES } from "../intelligence/generated/rules.ts";
import { problemFindings } from "../intelligence/problems.ts";
import type { Finding } from "../intelligence/rule.ts";
import { suppressions } from "../intelligence/suppressions.ts";
import { script } from "../sql/script.ts";
import { hostTree, loadGrammar } from "../workspace/host-grammars.ts";
import type { Workspace } from "../workspace/workspace.ts";
import {
  type Arguments,
  type Command,
  Exit,
  flag,
  type Io,
  text,
  texts,
  UsageError,
} from "./command.ts";
import { sqlPaths } from "./files.ts";
import { jsonl, LineError } from "./jsonl.ts";
import { checkedPlace, dialectNamed, openPlace, schemaReader } from "./place.ts";
import {
  type FileFindings,
  findingJson,
  REPORT_FORMATS,
  type ReportFormat,
  report,
} from "./report.ts";
import { statisticsShape, withStatistics } from "./statistics.ts";

/** Fixes can open the way for other fixes; this many rounds settle any file. */
const FIX_ROUNDS = 8;

export const lint: Command = {
  name: "lint",
  summary: "Finds what a senior database administrator would find.",
  usage: ["FILE|FOLDER… [--format text|json|sarif|github] [--fix]", "--jsonl"],
  options: {
    format: { type: "string", short: "f" },
    dialect: { type: "string", short: "d" },
    fix: { type: "boolean" },
    severity: { type: "string" },
    rule: { type: "string", multiple: true },
    "write-baseline": { type: "string" },
    baseline: { type: "string" },
    jsonl: { type: "boolean" },
    json: { type: "boolean" },
  },
  help: {
    format: "text (default), json, sarif or github.",
    dialect: "Overrides what sqlx.json and the files say.",
    fix: "Applies the fixes that are safe.",
    severity: "The least severity that fails: error, warning (default), info or hint.",
    rule: "Only these rules; may be repeated.",
    baseline: "A file of findings to leave out.",
    "write-baseline": "Writes the findings of now as a baseline.",
    jsonl: "Batch mode: one JSON object a line.",
    json: "The same as --format json.",
  },
  run: (args, io) => (flag(args, "jsonl") ? batch(io) : files(args, io)),
};

const SEVERITIES: readonly Severity[] = ["hint", "info", "warning", "error"];

async function files(args: Arguments, io: Io): Promise<number> {
  const format = (flag(args, "json") ? "json" : (text(args, "format") ?? "text")) as ReportFormat;
  if (!REPORT_FORMATS.includes(format)) {
    throw new UsageError(`--format is "${format}"; allowed: ${REPORT_FORMATS.join(", ")}`);
  }
  const least = (text(args, "severity") ?? "warning") as Severity;
  if (!SEVERITIES.includes(least)) {
    throw new UsageError(`--severity is "${least}"; allowed: ${SEVERITIES.join(", ")}`);
  }
  const place = checkedPlace(io);
  const dialect = text(args, "dialect");
  if (dialect !== undefined) {
    dialectNamed(place, dialect);
  }
  const only = new Set(texts(args, "rule"));
  const known = baseline(text(args, "baseline"), io);
  const found: FileFindings[] = [];
  for (const path of sqlPaths(args.positionals.length === 0 ? ["."] : args.positionals, io)) {
    const one = await lintFile(place, io, path, dialect, flag(args, "fix"));
    const kept = one.findings.filter(
      (it) => (only.size === 0 || only.has(it.rule)) && !known.has(fingerprint(one, it)),
    );
    found.push({ ...one, findings: kept });
  }
  const write = text(args, "write-baseline");
  if (write !== undefined) {
    const all = found.flatMap((file) => file.findings.map((it) => fingerprint(file, it)));
    writeFileSync(join(io.cwd, write), `${JSON.stringify([...new Set(all)].sort(), null, 1)}\n`);
    io.out(`${all.length} findings written to ${write}.\n`);
    return Exit.Fine;
  }
  io.out(report(found, [...RULES, ...HOST_RULES], format, io.color));
  const fails = found.some((file) =>
    file.findings.some((it) => SEVERITIES.indexOf(it.severity) >= SEVERITIES.indexOf(least)),
  );
  return fails ? Exit.Findings : Exit.Fine;
}

async function lintFile(
  place: Workspace,
  io: Io,
  path: string,
  dialect: string | undefined,
  fix: boolean,
): Promise<FileFindings> {
  const absolute = join(io.cwd, path);
  const uri = pathToFileURL(absolute).href;
  const extension = extname(path).slice(1).toLowerCase();
  // What has no known ending is taken for SQL.
  const languageId = /^(?:ddl|txt|)$/u.test(extension)
    ? "sql"
    : (hostLanguageOfEnding(extension) ?? extension);
  let content = readFileSync(absolute, "utf8");
  const look = () => {
    place.open(uri, languageId, 1, content);
    if (dialect !== undefined) {
      place.choose(uri, { dialect });
    }
    const ofProgram = place.programFindings(uri);
    if (ofProgram !== undefined) {
      return ofProgram;
    }
    const [region] = place.regions(uri);
    return region === undefined
      ? []
      : uncovered(allFindings(region.view, place), place.rules.rules);
  };
  place.open(uri, languageId, 1, content);
  await place.ready(uri);
  let found = look();
  for (let round = 0; fix && round < FIX_ROUNDS; round += 1) {
    const edits = found
      .flatMap((it) => it.fixes.filter((one) => one.safe).slice(0, 1))
      .flatMap((it) => it.edits);
    const fixed = applyEdits(content, edits);
    if (edits.length === 0 || fixed === content) {
      break;
    }
    content = fixed;
    writeFileSync(absolute, content);
    found = look();
  }
  place.close(uri);
  return {
    path: relative(io.cwd, absolute).replaceAll("\\", "/"),
    text: content,
    lines: lineIndex(content),
    findings: found,
  };
}

function allFindings(view: View, place: Workspace): readonly Finding[] {
  const silenced = suppressions(view.script.text);
  return [
    ...problemFindings(view).filter((it) => !silenced.silences(it.rule, it.range)),
    ...findings(view, place.rules),
  ].sort((a, b) => a.range.start - b.range.start);
}

/** Names a finding without its line, so that edits elsewhere keep it known. */
function fingerprint(file: FileFindings, it: Finding): string {
  return `${file.path} ${it.rule} ${file.text.slice(it.range.start, it.range.end).replace(/\s+/gu, " ")}`;
}

function baseline(path: string | undefined, io: Io): ReadonlySet<string> {
  if (path === undefined) {
    return new Set();
  }
  const decoded = z
    .array(z.string())
    .safeParse(JSON.parse(readFileSync(join(io.cwd, path), "utf8")));
  if (!decoded.success) {
    throw new UsageError(`${path} is no baseline: it must be a JSON array of strings`);
  }
  return new Set(decoded.data);
}

const line = z.object({
  id: z.unknown(),
  sql: z.string(),
  dialect: z.string().optional(),
  language: z.string().optional(),
  schema: z.string().optional(),
  statistics: statisticsShape.optional(),
  connection: z.string().optional(),
});

async function batch(io: Io): Promise<number> {
  const place = openPlace(io);
  const readSchema = schemaReader();
  return jsonl(io, line, async ({ sql, dialect: named, language, schema, statistics }) => {
    const dialect = dialectFor(place, named);
    const catalog = readSchema(schema, dialect);
    const view: View = {
      script: script(sql, dialect),
      dialect,
      catalog:
        catalog === undefined || statistics === undefined
          ? catalog
          : withStatistics(catalog, statistics, dialect),
    };
    const lines = lineIndex(sql);
    if (language !== undefined && isHostLanguage(language)) {
      const tree = await program(language, sql);
      return {
        findings: hostFindings(tree, dialect, view.catalog, place.rules, HOST_RULES).map((it) =>
          findingJson(it, sql, lines),
        ),
      };
    }
    return { findings: allFindings(view, place).map((it) => findingJson(it, sql, lines)) };
  });
}

/** A program read by its language's grammar. */
export async function program(language: HostLanguage, text: string): Promise<HostTree> {
  await loadGrammar(language);
  const tree = hostTree(language, text);
  if (tree === undefined) {
    throw new LineError("unsupported", `There is no grammar for "${language}".`);
  }
  return tree;
}

export function dialectFor(
  place: Workspace,
  named: string | undefined,
): ReturnType<typeof dialectNamed> {
  try {
    return dialectNamed(place, named ?? place.config.dialect ?? "ansi");
  } catch (error) {
    throw new LineError("dialect", error instanceof Error ? error.message : String(error));
  }
}
