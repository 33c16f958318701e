/** Keywords by grammar, functions, types and the other names an engine or a catalog has. */

import { memo } from "../../base/memo.ts";
import { nameMatcher } from "../../catalog/match.ts";
import type { Table } from "../../catalog/model.ts";
import type { Slot } from "../../sql/parser.ts";
import type { FunctionEntry, Pack } from "../../wirevm/packs/pack.ts";
import type { CompletionContext } from "./context.ts";
import { type Candidate, Weight } from "./item.ts";
import { writesLowerCase } from "./relations.ts";

/** Keywords that are hardly ever written without the next ones. */
const PHRASES: Readonly<Record<string, readonly string[]>> = {
  GROUP: ["GROUP BY"],
  ORDER: ["ORDER BY"],
  LEFT: ["LEFT JOIN"],
  RIGHT: ["RIGHT JOIN"],
  FULL: ["FULL JOIN"],
  INNER: ["INNER JOIN"],
  CROSS: ["CROSS JOIN"],
  PARTITION: ["PARTITION BY"],
  INSERT: ["INSERT INTO"],
  DELETE: ["DELETE FROM"],
};

/** What people write most, most frequent first: these lead among keywords that can stand. */
const FREQUENT = [
  "SELECT",
  "FROM",
  "WHERE",
  "AND",
  "JOIN",
  "ON",
  "LEFT JOIN",
  "GROUP BY",
  "ORDER BY",
  "AS",
  "IN",
  "NOT",
  "NULL",
  "IS",
  "SET",
  "VALUES",
  "INSERT INTO",
  "UPDATE",
  "DELETE FROM",
  "LIMIT",
  "OR",
  "LIKE",
  "BETWEEN",
  "EXISTS",
  "CASE",
  "WHEN",
  "THEN",
  "ELSE",
  "END",
  "DISTINCT",
  "HAVING",
  "UNION",
  "ALL",
  "WITH",
  "INNER JOIN",
  "DESC",
  "ASC",
  "OFFSET",
  "CREATE",
  "TABLE",
  "ALTER",
  "DROP",
  "INDEX",
  "VIEW",
  "PRIMARY",
  "KEY",
  "REFERENCES",
  "DEFAULT",
  "UNIQUE",
  "CHECK",
  "FOREIGN",
  "USING",
  "RETURNING",
  "CROSS JOIN",
  "RIGHT JOIN",
  "FULL JOIN",
  "OVER",
  "PARTITION BY",
] as const;
const RANKS: ReadonlyMap<string, number> = new Map(FREQUENT.map((it, index) => [it, index]));

export function keywordCandidates(ctx: CompletionContext): readonly Candidate[] {
  const lower = writesLowerCase(ctx);
  const found: Candidate[] = [];
  for (const terminal of ctx.terminals) {
    if (!/^[A-Z][A-Z_0-9]*$/u.test(terminal)) {
      continue;
    }
    for (const phrase of PHRASES[terminal] ?? [terminal]) {
      const text = lower ? phrase.toLowerCase() : phrase;
      const rank = RANKS.get(phrase) ?? FREQUENT.length;
      found.push({
        label: text,
        kind: "keyword",
        detail: "",
        insertText: text,
        weight: Weight.Keyword - rank / 2,
      });
    }
  }
  return found;
}

/** So many functions are offered before anything is typed. */
const FUNCTIONS_UNASKED = 60;

export function functionCandidates(ctx: CompletionContext): readonly Candidate[] {
  const { dialect, prefix, index } = ctx;
  const isRelation = ctx.slots.has("relation") && !ctx.slots.has("expression");
  const own = (index?.catalog.schemas ?? [])
    .flatMap((it) => it.routines)
    .filter((it) => it.kind !== "procedure");
  const upper = /[A-Z]/u.test(prefix) && prefix === prefix.toUpperCase();
  const known = builtIns(dialect.pack);
  const chosen = isRelation
    ? known.tables
    : prefix === ""
      ? known.common.slice(0, FUNCTIONS_UNASKED)
      : known.matcher
          .find(prefix, FUNCTIONS_MATCHED)
          .flatMap((it) => known.scalars[it.index] ?? []);
  return [
    ...own.map(
      (it): Candidate => ({
        label: it.name,
        kind: "function",
        detail: `(${it.parameters.map((parameter) => `${parameter.name === undefined ? "" : `${parameter.name} `}${parameter.type}`).join(", ")})${it.returns === undefined ? "" : ` → ${it.returns}`}`,
        insertText: `${dialect.writeName(it.name)}(`,
        weight: Weight.Function + 20,
        documentation: it.comment,
      }),
    ),
    ...chosen.map((it): Candidate => {
      const name = upper ? it.name.toUpperCase() : it.name;
      return {
        label: name,
        kind: "function",
        detail: signature(it),
        insertText: it.noParens === true ? name : `${name}(`,
        weight: Weight.Function - (COMMON_FUNCTIONS.has(it.name.toLowerCase()) ? 0 : 30),
        documentation: it.doc,
      };
    }),
  ];
}

/** So many functions are looked at for the letters typed. */
const FUNCTIONS_MATCHED = 60;

/** The pack's functions, each name once, ready to be found by a few letters. */
const builtIns = memo((pack: Pack) => {
  const byName = new Map<string, FunctionEntry>();
  for (const it of pack.functions) {
    if (!byName.has(it.name) && !it.name.startsWith("_")) {
      byName.set(it.name, it);
    }
  }
  const all = [...byName.values()];
  return {
    tables: all.filter((it) => it.set === true || it.kind === "table"),
    scalars: all,
    common: all.filter((it) => COMMON_FUNCTIONS.has(it.name.toLowerCase())),
    matcher: nameMatcher(all.map((it) => it.name)),
  };
});

const COMMON_FUNCTIONS: ReadonlySet<string> = new Set([
  "count",
  "sum",
  "avg",
  "min",
  "max",
  "coalesce",
  "nullif",
  "lower",
  "upper",
  "trim",
  "length",
  "substr",
  "substring",
  "replace",
  "concat",
  "round",
  "abs",
  "floor",
  "ceil",
  "now",
  "date",
  "extract",
  "date_trunc",
  "cast",
  "row_number",
  "rank",
  "dense_rank",
  "lag",
  "lead",
  "string_agg",
  "group_concat",
  "array_agg",
  "json_agg",
  "greatest",
  "least",
  "ifnull",
  "isnull",
  "getdate",
  "current_timestamp",
  "current_date",
  "date_format",
  "to_char",
  "strftime",
]);

export function signature(it: FunctionEntry): string {
  const required = it.args.length - (it.optional ?? 0);
  const args = it.args.map((type, position) => {
    const name = it.names?.[position];
    const text = name === undefined || name === "" ? type : `${name} ${type}`;
    const repeated = it.variadic === true && position === it.args.length - 1 ? `${text}, …` : text;
    return position >= required ? `[${repeated}]` : repeated;
  });
  return `(${args.join(", ")}) → ${it.returns}`;
}

export function typeCandidates(ctx: CompletionContext): readonly Candidate[] {
  const { dialect, index } = ctx;
  const lower = writesLowerCase(ctx);
  const own = (index?.catalog.schemas ?? []).flatMap((it) => it.types);
  return [
    ...own.map(
      (it): Candidate => ({
        label: it.name,
        kind: "type",
        detail: it.labels === undefined ? it.kind : `enum (${it.labels.join(", ")})`,
        insertText: dialect.writeName(it.name),
        weight: Weight.Type + 10,
        documentation: it.comment,
      }),
    ),
    ...Object.entries(dialect.pack.types)
      .flatMap(([name, it]) => [name, ...(it.aliases ?? [])].map((spelling) => ({ spelling, it })))
      .map(({ spelling, it }): Candidate => {
        const text = lower ? spelling : spelling.toUpperCase();
        return {
          label: text,
          kind: "type",
          detail: it.is,
          insertText: text,
          weight: Weight.Type - (COMMON_TYPES.has(spelling) ? 0 : 30),
          documentation: it.doc,
        };
      }),
  ];
}

const COMMON_TYPES: ReadonlySet<string> = new Set([
  "int",
  "integer",
  "bigint",
  "text",
  "varchar",
  "boolean",
  "numeric",
  "decimal",
  "date",
  "timestamp",
  "timestamptz",
  "datetime",
  "uuid",
  "json",
  "jsonb",
  "real",
  "blob",
  "serial",
  "bigserial",
  "nvarchar",
  "char",
]);

/** Names for the smaller slots: roles, settings, indexes, constraints, sequences … */
export function nameCandidates(ctx: CompletionContext): readonly Candidate[] {
  const { index, dialect, slots } = ctx;
  const schemas = index?.catalog.schemas ?? [];
  // Many names are gathered only where they are wanted: a catalog may have tens of thousands of tables.
  const owner = (): readonly Table[] => {
    const table = tableNamed(ctx);
    return table === undefined ? schemas.flatMap((it) => it.tables) : [table];
  };
  const names: Partial<Record<Slot, () => readonly (string | undefined)[]>> = {
    role: () => index?.catalog.roles ?? [],
    setting: () => dialect.pack.settings,
    index: () => owner().flatMap((it) => it.indexes.map((one) => one.name)),
    constraint: () =>
      owner().flatMap((it) =>
        [it.primaryKey, ...it.uniqueKeys, ...it.foreignKeys, ...it.checks].map((one) => one?.name),
      ),
    trigger: () => owner().flatMap((it) => it.triggers.map((one) => one.name)),
    sequence: () => schemas.flatMap((it) => it.sequences.map((one) => one.name)),
    extension: () => index?.catalog.extensions ?? [],
    window: () => ctx.scope.owner.windows.map((it) => it.name.text),
    routine: () => schemas.flatMap((it) => it.routines.map((one) => one.name)),
  };
  return [...slots].flatMap((slot) =>
    (names[slot]?.() ?? []).flatMap((it): Candidate[] =>
      it === undefined
        ? []
        : [
            {
              label: it,
              kind: NAME_KINDS[slot] ?? "name",
              detail: slot,
              insertText: slot === "setting" ? it : dialect.writeName(it),
              weight: Weight.Name,
            },
          ],
    ),
  );
}

const NAME_KINDS: Partial<Record<Slot, Candidate["kind"]>> = {
  role: "role",
  setting: "setting",
  index: "index",
  routine: "function",
};

/** The table that an ALTER TABLE, CREATE INDEX or DROP … ON is about. */
function tableNamed(ctx: CompletionContext) {
  const { root, index } = ctx;
  const name =
    root.kind === "alter-table"
      ? root.name
      : root.kind === "create-index"
        ? root.table
        : root.kind === "drop"
          ? root.on
          : undefined;
  return name === undefined ? undefined : index?.table(name.parts);
}

/** Columns that a definition refers to: of the table altered or indexed, of a REFERENCES target, of the table being made. */
export function definitionColumns(ctx: CompletionContext): readonly Candidate[] {
  const references = ctx.path.findLast((it) => it.kind === "references");
  const table =
    references?.kind === "references" ? ctx.index?.table(references.table.parts) : tableNamed(ctx);
  const stored = (table?.columns ?? []).map(
    (it, position): Candidate => ({
      label: it.name,
      kind: "column",
      detail: it.type.text,
      from: table?.name,
      insertText: ctx.dialect.writeName(it.name),
      weight: Weight.Column - position / 100,
    }),
  );
  const made =
    references === undefined && ctx.root.kind === "create-table"
      ? ctx.root.elements.flatMap((it) =>
          it.kind === "column-definition" && !(it.start <= ctx.at && ctx.at <= it.end)
            ? [it.name.text]
            : [],
        )
      : [];
  return [
    ...stored,
    ...made.map(
      (it): Candidate => ({
        label: it,
        kind: "column",
        detail: "",
        insertText: ctx.dialect.writeName(it),
        weight: Weight.Column,
      }),
    ),
  ];
}
