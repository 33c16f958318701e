/**
 * Types as the tree writes them to types as the engine shows them: `varchar(40)` to
 * `character varying(40)` where the pack says that is the type's own name.
 */
import { memo } from "../base/memo.ts";
import type { TypeName } from "../sql/ast.ts";
import type { Dialect } from "../sql/dialect.ts";
import type { Pack, TypeEntry } from "../wirevm/packs/pack.ts";
import type { CatalogFinder } from "./lookup.ts";
import type { ColumnType, UserType } from "./model.ts";

interface KnownType {
  readonly name: string;
  readonly entry: TypeEntry;
}

/** A pack's types by every spelling. */
const spellings = memo((pack: Pack): ReadonlyMap<string, KnownType> => {
  const map = new Map<string, KnownType>();
  for (const [name, entry] of Object.entries(pack.types)) {
    for (const alias of entry.aliases ?? []) {
      map.set(alias.toLowerCase(), { name, entry });
    }
  }
  for (const [name, entry] of Object.entries(pack.types)) {
    map.set(name.toLowerCase(), { name, entry });
  }
  return map;
});

/** Words that follow the arguments of a type. */
const TRAILING_WORDS = / (?:(?:with|without) (?:local )?time zone|unsigned|signed|zerofill)\b.*$/u;

/** The pack's entry for a type's name in any spelling, and the name the pack gives it. */
export function knownType(pack: Pack, name: string): KnownType | undefined {
  const known = spellings(pack);
  const lower = name.toLowerCase().trim();
  return (
    known.get(lower) ??
    known.get(lower.replace(/ (?:unsigned|signed|zerofill)\b/gu, "")) ??
    known.get(lower.replace(/^"(.*)"$/u, "$1"))
  );
}

/** A type by its text alone: `varchar(40)`, `integer[]`, `numeric(10,2)`. */
export function typeFromText(text: string, dialect: Dialect, finder?: CatalogFinder): ColumnType {
  const lower = text.trim().replace(/\s+/gu, " ");
  const array = /^(.*?)((?:\s*\[\d*\])+)$/u.exec(lower);
  if (array !== null) {
    return arrayOf(typeFromText(array[1] ?? "", dialect, finder));
  }
  const open = lower.indexOf("(");
  const close = open < 0 ? -1 : closing(lower, open);
  const inside = open < 0 || close < 0 ? [] : splitArguments(lower.slice(open + 1, close));
  const name =
    open < 0 || close < 0
      ? lower
      : `${lower.slice(0, open).trim()} ${lower.slice(close + 1).trim()}`.trim();
  const path = name
    .split(".")
    .map((part) => ({ text: part.replace(/^"|"$/gu, ""), quoted: part.startsWith('"') }));
  return made(name.toLowerCase(), inside, dialect, () => finder?.type(path), false);
}

/** A written type as the engine would show it. */
export function columnType(type: TypeName, dialect: Dialect, finder?: CatalogFinder): ColumnType {
  const args = type.args.map((it) =>
    it.kind === "literal"
      ? it.type === "string"
        ? `'${it.value.replaceAll("'", "''")}'`
        : it.value
      : "",
  );
  const path = type.qualified?.parts ?? [{ text: type.name, quoted: false }];
  const single = made(type.name, args, dialect, () => finder?.type(path), true);
  let result = single;
  if (type.fields !== undefined && type.fields.length === 1 && single.kind === "array") {
    const field = type.fields[0];
    result =
      field === undefined
        ? single
        : { ...single, element: columnType(field.type, dialect, finder) };
  }
  // Some engines keep one array type whatever the number of dimensions.
  for (let i = 0; i < Math.min(type.arrayDimensions, 1); i += 1) {
    result = arrayOf(result);
  }
  return result;
}

function arrayOf(element: ColumnType): ColumnType {
  return { text: `${element.text}[]`, kind: "array", element };
}

function made(
  name: string,
  args: readonly string[],
  dialect: Dialect,
  userType: () => UserType | undefined,
  isWritten: boolean,
): ColumnType {
  const known = knownType(dialect.pack, name);
  if (known === undefined) {
    const user = userType();
    if (user !== undefined) {
      return fromUserType(user, dialect);
    }
    return {
      text: withArguments(name, args),
      kind: dialect.can("type-affinity") ? affinity(name) : "unknown",
    };
  }
  const { entry } = known;
  if (entry.shownAs !== undefined) {
    return typeFromText(entry.shownAs, dialect);
  }
  const isUnsigned = entry.unsigned === true || /\bunsigned\b/u.test(name);
  const suffix = / (?:unsigned|zerofill)\b.*$/u.exec(name)?.[0] ?? "";
  const canonical =
    suffix !== "" && !known.name.includes(suffix.trim()) ? known.name + suffix : known.name;
  const type: { -readonly [K in keyof ColumnType]: ColumnType[K] } = {
    text: withArguments(
      dialect.can("keeps-type-text") ? name : canonical,
      shownArguments(entry, args, dialect, isWritten),
    ),
    kind: entry.is,
  };
  if (entry.bits !== undefined) {
    type.bits = entry.bits;
  }
  if (isUnsigned) {
    type.unsigned = true;
  }
  if (entry.element !== undefined) {
    type.element = typeFromText(entry.element, dialect);
  }
  const kinds = entry.args ?? [];
  if (kinds[0] === "values") {
    type.values = args.map((it) => it.replace(/^'|'$/gu, "").replaceAll("''", "'"));
    return type;
  }
  for (const [index, arg] of args.entries()) {
    const value = Number(arg);
    if (!Number.isInteger(value)) {
      continue;
    }
    switch (kinds[index]) {
      case "length":
        type.length = value;
        break;
      case "precision":
      case "fraction":
        type.precision = value;
        break;
      case "scale":
        type.scale = value;
        break;
      default:
        break;
    }
  }
  return type;
}

/** The arguments as the engine shows them: added where it adds some, gone where they are only a width. */
function shownArguments(
  entry: TypeEntry,
  args: readonly string[],
  dialect: Dialect,
  isWritten: boolean,
): readonly string[] {
  if (args.length === 0) {
    return isWritten ? (entry.defaultArgs ?? []) : [];
  }
  const isWidth = entry.is === "integer" && entry.args?.[0] === "length";
  const isTruth = entry.bits === 8 && args[0] === "1";
  return isWidth && !isTruth && !dialect.can("keeps-type-text") ? [] : args;
}

/** A user's type as the type of a column. */
export function fromUserType(user: UserType, dialect: Dialect): ColumnType {
  const userType = `${user.schema}.${user.name}`;
  switch (user.kind) {
    case "enum":
      return { text: user.name, kind: "enum", values: user.labels ?? [], userType };
    case "domain":
      return { ...typeFromText(user.base ?? "", dialect), text: user.name, userType };
    case "range":
      return { text: user.name, kind: "range", userType };
    default:
      return { text: user.name, kind: "struct", userType };
  }
}

function withArguments(name: string, args: readonly string[]): string {
  if (args.length === 0) {
    return name;
  }
  const tail = TRAILING_WORDS.exec(name)?.[0] ?? "";
  return `${name.slice(0, name.length - tail.length)}(${args.join(",")})${tail}`;
}

/** What an engine with free type names makes of one, by the letters in it. */
function affinity(name: string): ColumnType["kind"] {
  if (/int/iu.test(name)) {
    return "integer";
  }
  if (/char|clob|text/iu.test(name)) {
    return "text";
  }
  if (name === "" || /blob/iu.test(name)) {
    return name === "" ? "any" : "binary";
  }
  return /real|floa|doub/iu.test(name) ? "float" : "decimal";
}

function closing(text: string, open: number): number {
  let depth = 0;
  let inString = false;
  for (let at = open; at < text.length; at += 1) {
    const char = text[at];
    if (char === "'") {
      inString = !inString;
    } else if (!inString && char === "(") {
      depth += 1;
    } else if (!inString && char === ")") {
      depth -= 1;
      if (depth === 0) {
        return at;
      }
    }
  }
  return -1;
}

function splitArguments(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let inString = false;
  for (let at = 0; at <= text.length; at += 1) {
    const char = text[at];
    if (char === "'") {
      inString = !inString;
    } else if (at === text.length || (char === "," && !inString)) {
      const part = text.slice(start, at).trim();
      if (part !== "") {
        parts.push(part);
      }
      start = at + 1;
    }
  }
  return parts;
}
