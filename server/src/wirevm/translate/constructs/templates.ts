import type { Call, Expression } from "../../../sql/ast.ts";
import { asNumeric, asText } from "../kinds.ts";
import { operand } from "../text.ts";
import type { Construct, Translator } from "../translator.ts";
import { callName } from "./booleans.ts";
import { quoted } from "./literals.ts";

/** `printf('%05d: %s', n, s)` and `format('%s has %s', a, b)` as texts put together. */
export const templates: Construct = {
  call(node, t) {
    const name = callName(node);
    const [format] = node.args;
    const isTemplate =
      (t.from.can("type-affinity") && /^(?:printf|format)$/u.test(name)) ||
      (t.from.can("type-affinity") === false && name === "format" && t.reads("json") === "jsonb");
    if (!isTemplate || format?.kind !== "literal") {
      return undefined;
    }
    if (t.to.can("type-affinity")) {
      return /%(?![s%])/u.test(format.value)
        ? undefined
        : t.below(
            node,
            () =>
              `printf(${[t.text(format), ...node.args.slice(1).map((it) => asText(it, t))].join(", ")})`,
          );
    }
    return filled(node, format.value, node.args.slice(1), t);
  },
};

function filled(node: Call, format: string, values: readonly Expression[], t: Translator): string {
  const parts: string[] = [];
  let at = 0;
  let used = 0;
  for (const it of format.matchAll(/%(%|([-0]?)(\d*)(?:\.(\d+))?([a-z]))/giu)) {
    if (it.index > at) {
      parts.push(quoted(format.slice(at, it.index), t));
    }
    at = it.index + it[0].length;
    if (it[1] === "%") {
      parts.push("'%'");
      continue;
    }
    const value = values[used];
    used += 1;
    const text =
      value === undefined
        ? undefined
        : t.below(node, () =>
            field(value, it[2] ?? "", Number(it[3] ?? "0"), it[4], it[5] ?? "", t),
          );
    if (text === undefined) {
      return t.refuse("This format has no equal here.", node);
    }
    parts.push(text);
  }
  if (at < format.length) {
    parts.push(quoted(format.slice(at), t));
  }
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) {
    return only;
  }
  return parts.length === 0
    ? "''"
    : t.to.can("concat-pipes")
      ? parts.map(operand).join(" || ")
      : `CONCAT(${parts.join(", ")})`;
}

function field(
  value: Expression,
  flag: string,
  width: number,
  digits: string | undefined,
  letter: string,
  t: Translator,
): string | undefined {
  const strict = t.writes("typing") === "strict";
  const nullable = t.type(value).nullable !== false;
  let text: string;
  switch (letter) {
    case "s":
      text = asText(value, t);
      text = nullable ? `COALESCE(${text}, '')` : text;
      break;
    case "d":
    case "i": {
      const whole =
        t.type(value).kind === "integer"
          ? t.text(value)
          : strict
            ? `trunc(${asNumeric(value, t)})`
            : `TRUNCATE(${t.text(value)}, 0)`;
      const known = nullable ? `COALESCE(${whole}, 0)` : whole;
      text = strict ? `${operand(known)}::text` : known;
      break;
    }
    case "f": {
      const scale = digits ?? "6";
      const rounded = strict
        ? `round(${asNumeric(value, t)}, ${scale})`
        : `CAST(${t.text(value)} AS DECIMAL(65, ${scale}))`;
      const known = nullable ? `COALESCE(${rounded}, 0)` : rounded;
      text = strict ? `${operand(known)}::text` : known;
      break;
    }
    default:
      return undefined;
  }
  if (width === 0) {
    return text;
  }
  if (flag === "0") {
    return `LPAD(${text}, GREATEST(${width}, ${strict ? "char_length" : "CHAR_LENGTH"}(${text})), '0')`;
  }
  return `${flag === "-" ? "RPAD" : "LPAD"}(${text}, GREATEST(${width}, ${strict ? "char_length" : "CHAR_LENGTH"}(${text})), ' ')`;
}
