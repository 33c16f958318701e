import {
  baseName,
  lineOf,
  type MigrationFile,
  type MigrationFormat,
  type MigrationPart,
  type MigrationProblem,
  type MigrationStep,
  ordered,
  type PeerHistory,
  problemAt,
  type ReadOptions,
  slug,
  wholeFile,
  wordsOf,
} from "../format.ts";
import { timeOf } from "./goose.ts";
import { shareOf, transactionOf } from "./pairs.ts";

const FILE = /^(?:([VUB])(\d+(?:[._]\d+)*)|(R))__(.+)\.sql$/u;
/** `${name}`; a name may have a prefix: `${flyway:timestamp}`. */
const PLACEHOLDER = /\$\{([^{}\s]+)\}/gu;

/** Repeatable migrations have no version there and are found by their description. */
const flywayHistory: PeerHistory = {
  tool: "flyway",
  table: "flyway_schema_history",
  columns: ["version", "description", "script", "success"],
  read: (rows) =>
    rows.flatMap((row) => {
      const type = String(row["type"] ?? "").toUpperCase();
      if (type.startsWith("UNDO") || type === "SCHEMA" || type === "DELETE") {
        return [];
      }
      const version = row["version"];
      const success = [true, 1, 1n, "1", "t", "true"].includes(row["success"] as never);
      return [
        {
          key:
            version === null || version === undefined
              ? `R ${String(row["description"])}`
              : canonical(String(version)),
          name: String(row["description"]),
          state: success ? ("applied" as const) : ("failed" as const),
          appliedAt: timeOf(row["installed_on"]),
          reach: type === "BASELINE" ? ("up-to" as const) : ("exact" as const),
        },
      ];
    }),
  stepKeys: (step) => [step.kind === "repeatable" ? `R ${step.name}` : canonical(step.version)],
};

/** Flyway: `V1__name.sql`, `U1__name.sql` (undo), `R__name.sql` (repeatable), `B1__name.sql` (baseline). */
export const flyway: MigrationFormat = {
  id: "flyway",
  summary: "Flyway: V1__name.sql, U1__name.sql, R__name.sql, B1__name.sql.",
  versions: "number",
  recognize: (files) => shareOf(files, (it) => FILE.test(baseName(it.path))),
  read: (files, options) => {
    const problems: MigrationProblem[] = [];
    const settings = placeholdersOf(files, options);
    const undo = new Map<string, MigrationPart>();
    const found = files.flatMap((file) => {
      const name = FILE.exec(baseName(file.path));
      return name === null ? [] : [{ file, name, part: partOf(file, files, settings, problems) }];
    });
    for (const { name, part } of found) {
      if (name[1] === "U") {
        undo.set(canonical(name[2] ?? ""), part);
      }
    }
    const steps = found.flatMap(({ name, part }): MigrationStep[] => {
      const words = wordsOf(name[4] ?? "");
      if (name[3] === "R") {
        return [{ version: `R__${name[4] ?? ""}`, name: words, kind: "repeatable", up: part }];
      }
      if (name[1] === "U") {
        return [];
      }
      const version = (name[2] ?? "").replaceAll("_", ".");
      const down = undo.get(canonical(version));
      undo.delete(canonical(version));
      return [
        {
          version,
          name: words,
          kind: name[1] === "B" ? "baseline" : "versioned",
          up: part,
          ...(down === undefined ? {} : { down }),
        },
      ];
    });
    for (const part of undo.values()) {
      problems.push(
        problemAt(
          part.path,
          0,
          `${baseName(part.path)} undoes a version that is not there.`,
          "warning",
        ),
      );
    }
    return ordered(steps, problems);
  },
  write: ({ version, name, up, down }) => [
    { path: `V${version}__${slug(name)}.sql`, text: up },
    ...(down === undefined ? [] : [{ path: `U${version}__${slug(name)}.sql`, text: down }]),
  ],
  histories: [flywayHistory],
  examples: [
    {
      files: {
        "V1__users.sql": "CREATE TABLE ${prefix}users (id int);",
        "V1.10__later.sql": "SELECT 1;",
        "V1_2__mail.sql": "ALTER TABLE app_users ADD mail text;",
        "U1_2__mail.sql": "ALTER TABLE app_users DROP mail;",
        "R__views.sql": "CREATE OR REPLACE VIEW v AS SELECT 1;",
        "V2__index.sql": "CREATE INDEX CONCURRENTLY i ON app_users (id);",
        "V2__index.sql.conf": "executeInTransaction=false\n",
        "flyway.conf": "flyway.placeholders.prefix=app_\n",
      },
      steps: `
1 users | V1__users.sql:1 CREATE TABLE app_users (id int);
1.2 mail | V1_2__mail.sql:1 ALTER TABLE app_users ADD mail text; | down U1_2__mail.sql:1 ALTER TABLE app_users DROP mail;
1.10 later | V1.10__later.sql:1 SELECT 1;
2 index | V2__index.sql:1 CREATE INDEX CONCURRENTLY i ON app_users (id); [no transaction]
repeatable R__views views | R__views.sql:1 CREATE OR REPLACE VIEW v AS SELECT 1;`,
    },
    {
      files: { "V1__a.sql": "\nSELECT '${unknown}';" },
      steps: `
1 a | V1__a.sql:1 SELECT '\${unknown}';
error V1__a.sql:2 There is no value for the placeholder \${unknown}. Set flyway.placeholders.unknown, or pass --placeholder unknown=VALUE.`,
    },
  ],
};

function canonical(version: string): string {
  return version
    .split(/[._]/u)
    .map((it) => it.replace(/^0+(?=\d)/u, ""))
    .join(".")
    .replace(/(?:\.0)+$/u, "");
}

interface Placeholders {
  readonly values: Readonly<Record<string, string>>;
  readonly replace: boolean;
}

/** Values from `flyway.conf` or `flyway.toml` in the folder; the caller's values win. */
function placeholdersOf(
  files: readonly MigrationFile[],
  options: ReadOptions | undefined,
): Placeholders {
  const values: Record<string, string> = {};
  let replace = true;
  for (const file of files) {
    if (!/^flyway\.(?:conf|toml|user\.toml|properties)$/u.test(baseName(file.path))) {
      continue;
    }
    for (const [, name, value] of file.text.matchAll(
      /^\s*(?:flyway\.)?placeholders\.([\w.:-]+)\s*=\s*"?(.*?)"?\s*$/gmu,
    )) {
      values[name ?? ""] = value ?? "";
    }
    const table = /^\s*\[(?:[\w.]+\.)?placeholders\]\s*$([\s\S]*?)(?=^\s*\[|$(?![\s\S]))/mu.exec(
      file.text,
    );
    for (const [, name, value] of (table?.[1] ?? "").matchAll(
      /^\s*"?([\w.:-]+)"?\s*=\s*"(.*)"\s*$/gmu,
    )) {
      values[name ?? ""] = value ?? "";
    }
    if (/^\s*(?:flyway\.)?placeholderReplacement\s*=\s*false\b/imu.test(file.text)) {
      replace = false;
    }
  }
  return { values: { ...values, ...options?.placeholders }, replace };
}

function partOf(
  file: MigrationFile,
  files: readonly MigrationFile[],
  placeholders: Placeholders,
  problems: MigrationProblem[],
): MigrationPart {
  const script = files.find((it) => it.path === `${file.path}.conf`);
  const own = script !== undefined && /^\s*executeInTransaction\s*=\s*false\b/imu.test(script.text);
  const verbatim =
    !placeholders.replace ||
    (script !== undefined && /^\s*placeholderReplacement\s*=\s*false\b/imu.test(script.text));
  const part = wholeFile(file, own ? "none" : transactionOf(file.text));
  if (verbatim) {
    return part;
  }
  const text = file.text.replace(PLACEHOLDER, (whole, name: string, offset: number) => {
    const value = Object.hasOwn(placeholders.values, name) ? placeholders.values[name] : undefined;
    if (value === undefined) {
      problems.push(
        problemAt(
          file.path,
          lineOf(file.text, offset),
          `There is no value for the placeholder ${whole}. Set flyway.placeholders.${name}, or pass --placeholder ${name}=VALUE.`,
        ),
      );
    }
    return value ?? whole;
  });
  return { ...part, text };
}
