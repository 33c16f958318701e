/** What a declared type of a host language says about the text a value can be. */
import type { Source } from "./values.ts";

const NUMERIC =
  /^(?:readonly\s+)?(?:number|bigint|boolean|bool|int|integer|long|short|byte|float|double|decimal|Integer|Long|Short|Byte|Double|Float|Boolean|Number|BigDecimal|BigInteger|OptionalInt|OptionalLong|u?int(?:8|16|32|64)|float(?:32|64)|sbyte|ushort|uint|ulong|nint|uintptr|Guid|UUID|(?:java\.util\.|uuid\.)?UUID|Date|DateTime|DateOnly|TimeOnly|DateTimeOffset|DateTimeImmutable|DateTimeInterface|TimeSpan|LocalDate|LocalDateTime|LocalTime|Instant|OffsetDateTime|ZonedDateTime|Duration|time\.(?:Time|Duration)|(?:datetime\.|dt\.)?(?:datetime|date|timedelta)|Decimal|decimal\.Decimal|Carbon|Int(?:16|32|64)|PositiveInt|NonNegativeInt|conint|Timestamp|uuid\.UUID|Uuid|char|Character|rune|Sequelize\.Integer)$/u;

const CONTAINER =
  /^(?:readonly\s+)?(?:(?:Array|ReadonlyArray|Set|ReadonlySet|List|Collection|Iterable|Sequence|Iterator|IEnumerable|IList|ICollection|IReadOnlyList|IReadOnlyCollection|HashSet|ISet|Optional|Nullable|list|set|tuple|frozenset|Tuple|FrozenSet|AbstractSet|Vec|Stream|Promise|Annotated|Iterable|typing\.\w+|Final|ArrayList|Set)\s*[<[](.+)[>\]]|(.+?)\[\]|(.+?)\.\.\.|\[\d*\](.+)|\*(.+)|\.\.\.(.+)|params (.+))$/u;

/** A union of literals, `keyof`, `Literal[…]`. */
const LITERALS =
  /^(?:(?:\|?\s*(?:"[^"]*"|'[^']*'|`[^`$]*`|\d+)\s*)+|(?:typing\.)?Literal\[.*\]|keyof\s.*|\(typeof\s+\w+\)\[number\]|typeof\s+[\w.]+\[.*\]|\w+\[number\])$/su;

/** Texts, and what may hold any. */
const OPEN =
  /^(?:string|String|str|bytes|object|Object|any|unknown|mixed|interface\{\}|dynamic|CharSequence|char\[\]|StringValues|StringBuilder|array|dict|Dict|Map|Record|void|\?|Any|AnyStr|StringIO|text)$/u;

/** Types that programs give to fixed sets of words. */
const ENUM_LIKE =
  /(?:Enum|Direction|SortOrder|SortDir|SortKey|SortField|SortColumn|SortBy|OrderBy|OrderDirection|Column|Status|Kind|Mode|Level|Role|State|Period|Interval|Granularity|Bucket|Unit|Field|Entity|EntityType|Dialect|Table|TableName)$/u;

/** What text a value of this type can be; nothing where the type says nothing. */
export function sourceOfType(
  written: string | undefined,
  declared: ReadonlyMap<string, "closed" | "number" | "open">,
): Source | undefined {
  if (written === undefined) {
    return undefined;
  }
  const type = written
    .trim()
    .replace(/^\?|\?$|^final\s+|^in\s+|^ref\s+/gu, "")
    .trim();
  const alternatives = splitUnion(type).filter(
    (it) => !/^(?:null|undefined|None|nil|void|false|true)$/u.test(it),
  );
  if (alternatives.length === 0) {
    return "constant";
  }
  if (LITERALS.test(type) || alternatives.every((it) => LITERALS.test(it))) {
    return "allowed";
  }
  const sources = alternatives.map((it) => sourceOfOne(it, declared));
  return sources.every((it) => it !== undefined && it !== "parameter")
    ? (sources.find((it) => it === "allowed") ?? "number")
    : sources.includes("parameter")
      ? "parameter"
      : undefined;
}

function sourceOfOne(
  type: string,
  declared: ReadonlyMap<string, "closed" | "number" | "open">,
): Source | undefined {
  const known = declared.get(type.split(".").at(-1) ?? type);
  if (known !== undefined) {
    return known === "closed" ? "allowed" : known === "number" ? "number" : undefined;
  }
  if (NUMERIC.test(type)) {
    return "number";
  }
  if (OPEN.test(type)) {
    return "parameter";
  }
  const inside = CONTAINER.exec(type)
    ?.slice(1)
    .find((it) => it !== undefined);
  if (inside !== undefined) {
    return sourceOfType(inside.split(",")[0], declared);
  }
  return /^[A-Z]\w*$/u.test(type) && ENUM_LIKE.test(type) ? "allowed" : undefined;
}

function splitUnion(type: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let at = 0;
  for (let i = 0; i < type.length; i += 1) {
    const here = type[i] ?? "";
    if ("<[({".includes(here)) {
      depth += 1;
    } else if (">])}".includes(here)) {
      depth -= 1;
    } else if (here === "|" && depth === 0) {
      parts.push(type.slice(at, i));
      at = i + 1;
    }
  }
  parts.push(type.slice(at));
  return parts.map((it) => it.trim()).filter((it) => it !== "");
}
