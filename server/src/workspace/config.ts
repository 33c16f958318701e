/**
 * Configuration: one shape, three places (`sqlx.json` at the root, editor settings, command-line
 * flags), later wins. Every value is checked; a bad one is reported with its path and left out, so a
 * typo never costs the rest.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  findNodeAtLocation,
  type ParseError,
  parse as parseJsonc,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";
import { z } from "zod";

const severity = z.enum(["off", "hint", "info", "warning", "error"]);

const secretSource = z
  .string()
  .regex(/^(env:.+|command:.+)$/u, "one of env:NAME, command:…")
  .optional();

const ssh = z.strictObject({
  host: z.string().min(1).describe("The gateway."),
  port: z.int().min(1).max(65_535).optional(),
  user: z.string().optional().describe("Your own name by default."),
  privateKeyFile: z.string().optional().describe("A private key; `~` is the home folder."),
  passphraseFrom: secretSource.describe(
    "Where the passphrase of an encrypted key comes from: `env:NAME` or `command:…`.",
  ),
  agent: z
    .union([z.boolean(), z.string()])
    .optional()
    .describe("`true` asks the agent that `SSH_AUTH_SOCK` names; a path is another one's socket."),
  passwordFrom: secretSource.describe("Where the password comes from: `env:NAME` or `command:…`."),
  knownHosts: z
    .string()
    .optional()
    .describe("Keys of the hosts that are trusted; `~/.ssh/known_hosts` by default."),
});

const connection = z.strictObject({
  url: z
    .string()
    .describe(
      "A URL whose scheme picks the engine: `SCHEME:PATH` of a file, `SCHEME://user@host/database` of a server. Never a password.",
    ),
  environment: z
    .enum(["development", "test", "staging", "production"])
    .optional()
    .describe("`production` asks before every write."),
  readOnly: z.boolean().optional().describe("The server refuses writes on this connection."),
  passwordFrom: z
    .string()
    .regex(/^(env:.+|command:.+|secret|pgpass)$/u, "one of env:NAME, command:…, secret, pgpass")
    .optional()
    .describe(
      "Where the password comes from: `env:NAME`, `command:…`, `pgpass`, or `secret` (the editor's secret storage).",
    ),
  ssh: ssh
    .optional()
    .describe(
      "An SSH tunnel to the server, which is named in the URL as the gateway sees it. Without a key, an agent or a password the agent and the usual keys are tried.",
    ),
  schemas: z
    .array(z.string())
    .optional()
    .describe("Schemas to read; all that are not system ones by default."),
  engineVersion: z.string().optional().describe("Assume this server version while not connected."),
});

const format = z
  .strictObject({
    keywordCase: z.enum(["upper", "lower", "preserve"]),
    functionCase: z.enum(["upper", "lower", "preserve"]),
    indent: z.int().min(1).max(16),
    lineWidth: z.int().min(20).max(400),
    commas: z.enum(["trailing", "leading"]),
    operators: z.enum(["leading", "trailing"]),
    align: z.boolean(),
  })
  .partial();

export const configSchema = z
  .strictObject({
    $schema: z.string(),
    dialect: z.string().describe("For files that name no connection; `auto` guesses per document."),
    connections: z.record(z.string().min(1), connection),
    active: z.string().describe("The connection used where a file names none."),
    files: z
      .array(
        z.strictObject({
          glob: z.string(),
          connection: z.string().optional(),
          dialect: z.string().optional(),
        }),
      )
      .describe("Which connection or dialect which files use; first match wins."),
    schema: z
      .array(z.string())
      .describe("A catalog without any database: DDL files or folders of them, replayed in order."),
    migrations: z
      .strictObject({ dir: z.string(), format: z.string(), connection: z.string() })
      .partial(),
    rules: z
      .record(z.string(), severity)
      .describe("Severity by rule id or group: `perf/select-star`, `security/*`."),
    policy: z.string().describe("Path of the policy file."),
    packs: z.array(z.string()).describe("Folders or npm packages with more wire packs."),
    format,
    completion: z.strictObject({ keywordCase: z.enum(["auto", "upper", "lower"]) }).partial(),
    inline: z.strictObject({ enabled: z.boolean() }).partial(),
    hints: z
      .strictObject({
        columns: z.boolean(),
        types: z.boolean(),
        star: z.boolean(),
        joins: z.boolean(),
        plan: z.boolean(),
      })
      .partial(),
    run: z
      .strictObject({
        maxRows: z.int().min(1).max(10_000_000),
        timeoutSeconds: z.number().positive(),
      })
      .partial(),
    discover: z.boolean(),
  })
  .partial();

export type Config = z.infer<typeof configSchema>;
export type ConnectionSettings = z.infer<typeof connection>;

/** A value that is not allowed: where, what was found, what is allowed. */
export interface ConfigProblem {
  /** Keys from the root: `["connections", "shop", "url"]`. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** Range in the file's text, where the problem came from one. */
  readonly start?: number | undefined;
  readonly end?: number | undefined;
}

export interface DecodedConfig {
  readonly config: Config;
  readonly problems: readonly ConfigProblem[];
}

/** Checks a configuration value; what is wrong is left out and reported. */
export function decodeConfig(value: unknown): DecodedConfig {
  const problems: ConfigProblem[] = [];
  let candidate: unknown = value ?? {};
  for (let attempt = 0; attempt < MAX_REPAIRS; attempt += 1) {
    const decoded = configSchema.safeParse(candidate);
    if (decoded.success) {
      return { config: decoded.data, problems };
    }
    for (const issue of decoded.error.issues) {
      const path = issue.path.filter((it) => typeof it !== "symbol");
      if (issue.code === "unrecognized_keys") {
        for (const key of issue.keys) {
          problems.push({
            path: [...path, key],
            message: `${[...path, key].join(".")}: there is no such setting.`,
          });
          candidate = without(candidate, [...path, key]);
        }
      } else if (has(candidate, path)) {
        problems.push({
          path,
          message: `${path.join(".") || "sqlx.json"}: ${sentence(issue.message)}`,
        });
        candidate = path.length === 0 ? {} : without(candidate, path);
      } else {
        // Something that must be there is not, perhaps because it was bad: what needs it goes too.
        const owner = path.slice(0, -1);
        if (!problems.some((it) => owner.every((key, index) => it.path[index] === key))) {
          problems.push({
            path: owner,
            message: `${path.join(".")}: this is missing. ${sentence(issue.message)}`,
          });
        }
        candidate = owner.length === 0 ? {} : without(candidate, owner);
      }
    }
  }
  return { config: {}, problems };
}

/** Each repair removes at least one bad value; this many are enough for any file a person wrote. */
const MAX_REPAIRS = 20;

function sentence(message: string): string {
  return /[.!?]$/u.test(message) ? message : `${message}.`;
}

function has(value: unknown, path: readonly (string | number)[]): boolean {
  let at = value;
  for (const key of path) {
    if (at === null || typeof at !== "object" || !Object.hasOwn(at, key)) {
      return false;
    }
    at = (at as Record<string | number, unknown>)[key];
  }
  return true;
}

function without(value: unknown, path: readonly (string | number)[]): unknown {
  const [head, ...rest] = path;
  if (head === undefined || value === null || typeof value !== "object") {
    return undefined;
  }
  if (Array.isArray(value)) {
    return value.flatMap((it, index) =>
      index !== head ? [it] : rest.length === 0 ? [] : [without(it, rest)],
    );
  }
  const entries = Object.entries(value).flatMap(([key, it]) =>
    key !== head
      ? [[key, it] as const]
      : rest.length === 0
        ? []
        : [[key, without(it, rest)] as const],
  );
  return Object.fromEntries(entries);
}

/** Reads the text of a `sqlx.json`; comments and trailing commas are fine. */
export function decodeConfigText(text: string): DecodedConfig {
  const errors: ParseError[] = [];
  const options = { allowTrailingComma: true, disallowComments: false };
  const value: unknown = text.trim() === "" ? {} : parseJsonc(text, errors, options);
  const decoded = decodeConfig(value);
  const tree = parseTree(text, [], options);
  const syntax = errors.slice(0, 1).map((it) => ({
    path: [],
    message: `sqlx.json cannot be read from here on: ${words(printParseErrorCode(it.error))}.`,
    start: it.offset,
    end: it.offset + Math.max(1, it.length),
  }));
  const placed = decoded.problems.map((it) => {
    const node = tree === undefined ? undefined : findNodeAtLocation(tree, [...it.path]);
    const at = node?.parent?.type === "property" ? node.parent : node;
    return at === undefined ? it : { ...it, start: at.offset, end: at.offset + at.length };
  });
  return { config: decoded.config, problems: [...syntax, ...placed] };
}

/** Problems of a file's text in its place, names that must exist included. */
export function configProblems(
  text: string,
  dialects: readonly string[],
): readonly ConfigProblem[] {
  const decoded = decodeConfigText(text);
  const tree = parseTree(text, [], { allowTrailingComma: true, disallowComments: false });
  const cross = crossProblems(decoded.config, dialects).map((it) => {
    const node = tree === undefined ? undefined : findNodeAtLocation(tree, [...it.path]);
    return node === undefined ? it : { ...it, start: node.offset, end: node.offset + node.length };
  });
  return [...decoded.problems, ...cross];
}

function words(code: string): string {
  return code.replace(/([a-z])([A-Z])/gu, "$1 $2").toLowerCase();
}

/** `sqlx.json` of a folder; an absent file is an empty configuration. */
export function loadConfig(root: string): DecodedConfig {
  let text: string;
  try {
    text = readFileSync(join(root, "sqlx.json"), "utf8");
  } catch {
    return { config: {}, problems: [] };
  }
  return decodeConfigText(text);
}

/** Later wins; connections, rules and small groups are merged by key. */
export function mergeConfigs(...configs: readonly Config[]): Config {
  return configs.reduce<Config>(
    (merged, it) => ({
      // biome-ignore lint/performance/noAccumulatingSpread: there are three of them.
      ...merged,
      ...it,
      ...group(merged, it, "connections"),
      ...group(merged, it, "rules"),
      ...group(merged, it, "migrations"),
      ...group(merged, it, "format"),
      ...group(merged, it, "completion"),
      ...group(merged, it, "inline"),
      ...group(merged, it, "hints"),
      ...group(merged, it, "run"),
    }),
    {},
  );
}

function group<K extends keyof Config>(a: Config, b: Config, key: K): Partial<Config> {
  const left = a[key];
  const right = b[key];
  return typeof left === "object" && typeof right === "object" && !Array.isArray(left)
    ? ({ [key]: { ...left, ...right } } as Partial<Config>)
    : {};
}

/** Checks that span several keys: names that must exist. */
export function crossProblems(
  config: Config,
  dialects: readonly string[],
): readonly ConfigProblem[] {
  const names = Object.keys(config.connections ?? {});
  const problems: ConfigProblem[] = [];
  if (config.active !== undefined && !names.includes(config.active)) {
    problems.push({
      path: ["active"],
      message: `active: there is no connection "${config.active}"; there is ${listed(names)}.`,
    });
  }
  if (
    config.dialect !== undefined &&
    config.dialect !== "auto" &&
    !dialects.includes(config.dialect)
  ) {
    problems.push({
      path: ["dialect"],
      message: `dialect: "${config.dialect}" is no dialect; allowed: auto, ${dialects.join(", ")}.`,
    });
  }
  return problems;
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.join(", ");
}
