/** The schema of wire packs for editors, and their reference page. */
import { z } from "zod";
import type { Capability, PackData } from "../../server/src/wirevm/packs/pack.ts";
import { packSchema } from "../../server/src/wirevm/packs/pack.ts";
import {
  builtInPacks,
  packStore,
  TABLE_FILES,
  tableFile,
} from "../../server/src/workspace/packs.ts";

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
pack and not the engine (\`title\`, \`version\`, \`schemes\`, \`aliases\`, \`detect\`, \`examples\`, \`sources\`) is not inherited.

\`parentVersion\` is for an engine that counts versions of its own: the parent's \`since\` and \`until\` are settled at that
version, and the engine's own entries use its own count.

## Integrity and signatures

\`packs add\` keeps a SHA-256 over all files of the pack; a pack whose files changed since is refused. \`packs sign FOLDER --key
PRIVATE-PEM\` writes \`pack.sig.json\` (ed25519), and \`packs add\` and \`packs verify\` with \`--key PUBLIC-PEM\` demand it.
`;

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
