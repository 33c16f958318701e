/** Trees as S-expressions: kind, then what is set; names, literals and operators as their text. */
import { readFileSync } from "node:fs";

/** `(select items: (select-item (column a)) from: (from (table t)))`; unset fields and ranges are left out. */
export function treeText(node: object): string {
  return shown(node, true);
}

const HIDDEN: ReadonlySet<string> = new Set(["kind", "start", "end"]);

function shown(value: unknown, top = false): string {
  if (Array.isArray(value)) {
    return `[${value.map((it) => shown(it)).join(" ")}]`;
  }
  if (typeof value !== "object" || value === null) {
    return String(value);
  }
  const record = value as Readonly<Record<string, unknown>>;
  const kind = record["kind"];
  switch (kind) {
    case "name":
      return record["quoted"] === true
        ? JSON.stringify(record["text"])
        : String(record["text"] || "·");
    case "qualified-name":
      return (record["parts"] as readonly unknown[]).map((it) => shown(it)).join(".");
    case "column":
      return `${(record["parts"] as readonly unknown[]).map((it) => shown(it)).join(".")}${record["outerJoinMark"] === true ? "(+)" : ""}`;
    case "literal":
      return record["type"] === "string" ? `'${String(record["value"])}'` : String(record["value"]);
    case "missing":
      return "…";
    case "binary":
      return `(${String(record["op"])} ${shown(record["left"])} ${shown(record["right"])})`;
    case "unary":
      return `(${String(record["op"])} ${shown(record["operand"])})`;
    default:
      break;
  }
  const fields = Object.entries(record)
    .filter(
      ([key, it]) =>
        !HIDDEN.has(key) &&
        !key.endsWith("Range") &&
        it !== undefined &&
        it !== false &&
        !(Array.isArray(it) && it.length === 0),
    )
    .map(([key, it]) => (it === true ? key : `${key}:${shown(it)}`));
  void top;
  return typeof kind === "string" ? `(${[kind, ...fields].join(" ")})` : `{${fields.join(" ")}}`;
}

/** The statements of a corpus file: pieces between lines of three dashes or more, else one a line group. */
export function corpus(file: string): readonly string[] {
  return readFileSync(file, "utf8")
    .split(/^-{3,}.*$/mu)
    .map((it) => it.trim())
    .filter((it) => it !== "");
}
