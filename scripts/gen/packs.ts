/** The schema of wire packs for editors, and their reference page. */
import { z } from "zod";
import type { Capability, PackData } from "../../server/src/wirevm/packs/pack.ts";
import { packSchema } from "../../server/src/wirevm/packs/pack.ts";
import { translateSchema } from "../../server/src/wirevm/translate/rules.ts";
import { TABLE_FILES, tableFile } from "../../server/src/workspace/pack-files.ts";
import { builtInPacks, packStore } from "../../server/src/workspace/packs.ts";

/** What the reference reads of a JSON Schema. */
interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema | readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly string[];
  readonly required?: readonly string[];
}

/** JSON Schema of `pack.json`: what an editor completes and checks while a pack is written. */
export function packSchemaText(): string {
  return `${JSON.stringify({ title: "SQLx wire pack", ...schemaOf() }, undefined, 2)}\n`;
}

function schemaOf(): Schema {
  return z.toJSONSchema(packSchema, { target: "draft-7", io: "input" }) as Schema;
}

/** The reference of the format: every key with its sentence, from the schema itself. */
export function packsReference(): string {
  const store = packStore([builtInPacks()]);
  const packs = store.names().map((engine) => {
    const own = store.own(engine);
    if (!own.ok) {
      throw new Error(`${own.error.path}: ${own.error.message}`);
    }
    return own.value;
  });
  return `${INTRODUCTION}
## Files

A pack is a folder named after its engine with \`pack.json\` in it. Large keys may stand in files beside it; a key stands in
one place only.

| key | file |
| --- | --- |
${TABLE_FILES.map((key) => `| \`${key}\` | \`${tableFile(key)}\` |`).join("\n")}
| \`catalog\` | also \`catalog/NAME.sql\`: comments at the top give \`columns\`, \`params\`, \`since\`, \`until\`, \`optional\` |

## Keys

${keys(schemaOf(), "")}
${INHERITANCE}
## Conditions of locks

\`when\` of an entry in \`locks\` names conditions of the change:

${lockConditions(packs)}

${translateReference()}
## Packs that come with the product

${packs.map(packLine).join("\n")}

## Capabilities

A capability is asked for by name. \`yes\` and \`–\` hold for all versions; a number is the first version that has it,
\`<\` a number the first that no longer has it. A pack that says nothing has what its parent has.

${capabilityTable(packs)}
`;
}

const INTRODUCTION = `# Wire packs

<!-- Made by \`npm run gen\` from server/src/wirevm/packs/pack.ts and the packs: do not edit. -->

A wire pack says what an engine is: how its SQL is read, which words, types and functions it has, what it can at which
version, how its catalog is read, what its errors mean, what a change of a table costs. Code says how any engine is handled
and never names one. A new engine is a folder of JSON.

Start from the nearest relative with \`"extends"\`, put the folder somewhere, and:

\`\`\`
sqlxos packs verify ./exampledb     # the schema, with the path of every mistake
sqlxos packs test exampledb         # the examples the pack carries
sqlxos packs add ./exampledb        # or the name of an npm package with the keyword "sqlx-wirepack"
\`\`\`

\`"$schema": "../pack.schema.json"\` gives completion and checks in the editor. A pack in a workspace's \`.sqlx/packs\` is used
there without being added. Nothing of a pack is ever executed: patterns that could run for ever, files over 16 MB,
inheritance in a circle and unknown keys are refused with a reason, and the other packs go on working.
`;

const INHERITANCE = `
## Inheritance

A pack has one parent. Records (\`capabilities\`, \`types\`, \`errors\`, \`catalog\`, \`lexis\`, \`translate\` …) are merged key by key
and \`null\` removes. Lists of words in \`keywords\` are replaced. Entries of \`functions\` and \`locks\` replace the parent's of the
same name; \`settings\` and \`hiddenFunctions\` are added to. \`without\` takes names out, \`"*"\` all of them. What describes the
pack and not the engine (\`title\`, \`version\`, \`schemes\`, \`aliases\`, \`clients\`, \`detect\`, \`examples\`, \`sources\`) is not inherited.

\`parentVersion\` is for an engine that counts versions of its own: the parent's \`since\` and \`until\` are settled at that
version, and the engine's own entries use its own count.

## Integrity and signatures

\`packs add\` keeps a SHA-256 over all files of the pack; a pack whose files changed since is refused. \`packs sign FOLDER --key
PRIVATE-PEM\` writes \`pack.sig.json\` (ed25519), and \`packs add\` and \`packs verify\` with \`--key PUBLIC-PEM\` demand it.
`;

/** What each condition says; a pack may use no other. */
const CONDITIONS: Readonly<Record<string, string>> = {
  "access-share": "LOCK TABLE in this mode",
  "auto-increment": "the column numbers itself",
  charset: "another character set",
  check: "a CHECK constraint",
  "checks-off": "the session does not check foreign keys",
  "clock-default": "the default is CURRENT_TIMESTAMP or its like",
  collation: "another collation",
  concurrently: "CONCURRENTLY is said",
  "crosses-length-byte": "the length now needs two bytes where it needed one",
  default: "the column has a default",
  "enum-append": "values are added at the end of an enumeration",
  "enum-reorder": "values of an enumeration change otherwise",
  exclude: "an exclusion constraint",
  exclusive: "LOCK TABLE in this mode",
  "expression-default": "the default is an expression",
  "foreign-key": "a foreign key",
  full: "FULL is said",
  fulltext: "a full-text index",
  identity: "an identity column",
  index: "the statement is about an index",
  indexed: "the column is in an index or a key",
  "in-primary-key": "the column is in the primary key",
  "in-unique": "the column is in a unique key",
  "key-block-size": "this option is set",
  "length-grow": "a longer text of the same type",
  "length-shrink": "a shorter text of the same type",
  narrowing: "values may not fit the new type",
  "not-enforced": "NOT ENFORCED is said",
  "not-null": "the column is NOT NULL",
  "not-valid": "NOT VALID is said",
  "null-default": "the default is NULL",
  other: "the new type stores values otherwise",
  "other-engine": "another storage engine",
  position: "the column is placed by FIRST or AFTER",
  "primary-key": "a primary key",
  references: "the column has a foreign key",
  rename: "the column gets another name",
  replaced: "the object is there already and is replaced",
  "row-exclusive": "LOCK TABLE in this mode",
  "row-format": "this option is set",
  "row-share": "LOCK TABLE in this mode",
  same: "the type stays the same",
  sequence: "the statement is about a sequence",
  serial: "a serial column",
  share: "LOCK TABLE in this mode",
  "share-row-exclusive": "LOCK TABLE in this mode",
  "share-update-exclusive": "LOCK TABLE in this mode",
  spatial: "a spatial index",
  stored: "a stored generated column",
  timezone: "from a type with time zone to one without, or back",
  "to-not-null": "the column becomes NOT NULL",
  "to-null": "the column may be NULL from now on",
  "type-change": "another type",
  unique: "a unique key or index",
  "unknown-type": "the old type is not known",
  using: "USING holds more than a cast",
  "using-index": "USING INDEX is said",
  "valid-check": "a valid CHECK says already that the column is not NULL",
  view: "the statement is about a view",
  virtual: "a virtual generated column",
  "volatile-default": "the default differs from row to row",
  widening: "every value stays stored as it is",
  write: "LOCK TABLE … WRITE",
};

function lockConditions(packs: readonly PackData[]): string {
  const used = new Set(
    packs
      .flatMap((pack) => (pack.locks ?? []).flatMap((it) => it.when ?? []))
      .map((it) => it.replace(/^!/u, "")),
  );
  const unknown = [...used].filter((it) => CONDITIONS[it] === undefined);
  if (unknown.length > 0) {
    throw new Error(
      `say in scripts/gen/packs.ts what these conditions of locks mean: ${unknown.join(", ")}`,
    );
  }
  return Object.entries(CONDITIONS)
    .map(([name, sentence]) => `- \`${name}\`: ${sentence}`)
    .join("\n");
}

function translateReference(): string {
  const schema = z.toJSONSchema(translateSchema, { target: "draft-7", io: "input" }) as Schema;
  return `## Translation

\`translate\` relates this engine's spelling to a common form: a call of a common name. A rule is a pair of SQL expressions
with variables, \`{"common": "string_agg($x, $sep)", "sql": "GROUP_CONCAT($x SEPARATOR $sep)"}\`; every variable of one side
stands on the other, and \`$rest\` as the last argument stands for any number. The rules of the source engine read, those of
the target engine write, so that no pack knows another.

${keys(schema, "translate")}`;
}

/** One table for an object's keys, then the tables of objects inside it. */
function keys(schema: Schema, path: string): string {
  const rows = Object.entries(schema.properties ?? {});
  const must = new Set(schema.required ?? []);
  const table = [
    ...(path === "" ? [] : [`### \`${path}\`\n`]),
    "| key | value | |",
    "| --- | --- | --- |",
    ...rows.map(
      ([name, it]) =>
        `| \`${name}\`${must.has(name) && path === "" ? " (required)" : ""} | ${kindOf(it)} | ${cell(it.description ?? "")} |`,
    ),
    "",
  ].join("\n");
  const inner = rows.flatMap(([name, it]) => {
    const [suffix, object] = objectIn(it);
    const where = `${path === "" ? "" : `${path}.`}${name}${suffix}`;
    return object === undefined ? [] : [keys(object, where)];
  });
  return [table, ...inner].join("\n");
}

/** The object that a key holds, itself or as an element, and how the path to it goes on. */
function objectIn(schema: Schema): readonly [string, Schema | undefined] {
  if (schema.properties !== undefined) {
    return ["", schema];
  }
  const element = Array.isArray(schema.items) ? undefined : (schema.items as Schema | undefined);
  if (element?.properties !== undefined) {
    return ["[]", element];
  }
  const value =
    typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
  const object =
    value?.properties === undefined
      ? value?.anyOf?.find((it) => it.properties !== undefined)
      : value;
  return [".NAME", object];
}

function kindOf(schema: Schema): string {
  if (schema.enum !== undefined) {
    return schema.enum.map((it) => `\`${it}\``).join(" \\| ");
  }
  if (schema.anyOf !== undefined) {
    return [...new Set(schema.anyOf.map(kindOf))].join(" or ");
  }
  if (schema.type === "array") {
    return Array.isArray(schema.items)
      ? `[${(schema.items as readonly Schema[]).map(kindOf).join(", ")}]`
      : `list of ${kindOf((schema.items ?? {}) as Schema)}`;
  }
  if (
    schema.type === "object" &&
    schema.properties === undefined &&
    typeof schema.additionalProperties === "object"
  ) {
    return `NAME to ${kindOf(schema.additionalProperties)}`;
  }
  return schema.type ?? "any";
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

function packLine(pack: PackData): string {
  const parent =
    pack.extends === undefined || pack.extends === "ansi" ? "" : `, extends \`${pack.extends}\``;
  const tables = [
    `${new Set((pack.functions ?? []).map((it) => it.name)).size} functions`,
    `${Object.keys(pack.types ?? {}).length} types`,
    `${pack.keywords?.reserved?.length ?? 0} reserved words`,
  ].filter((it) => !it.startsWith("0 "));
  const sources = (pack.sources ?? []).map((it) => `<${it}>`).join(", ");
  return `- **${pack.title}** (\`${pack.engine}\`${parent}), ${pack.protocol === "none" ? "dialect only" : `\`${pack.protocol}\``}, version ${pack.engineVersion} where none is known: ${tables.join(", ")}. ${sources}`;
}

/** Engines that describe their capabilities in full; the others differ in a few. */
function capabilityTable(packs: readonly PackData[]): string {
  const columns = packs.filter((it) => Object.keys(it.capabilities ?? {}).length > 0);
  const names = [...new Set(columns.flatMap((it) => Object.keys(it.capabilities ?? {})))].sort();
  return [
    `| | ${columns.map((it) => it.engine).join(" | ")} |`,
    `| --- |${columns.map(() => " --- |").join("")}`,
    ...names.map(
      (name) =>
        `| \`${name}\` | ${columns.map((it) => capabilityCell(it.capabilities?.[name])).join(" | ")} |`,
    ),
  ].join("\n");
}

function capabilityCell(capability: Capability | null | undefined): string {
  if (capability === undefined) {
    return "";
  }
  if (capability === null || typeof capability === "boolean") {
    return capability === true ? "yes" : "–";
  }
  const { since, until } = capability;
  return [
    ...(since === undefined ? [] : [since]),
    ...(until === undefined ? [] : [`<${until}`]),
  ].join(" ");
}
