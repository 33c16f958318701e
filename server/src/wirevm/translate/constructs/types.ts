import { columnType } from "../../../catalog/column-type.ts";
import type { ColumnType } from "../../../catalog/model.ts";
import type { Node, TypeName } from "../../../sql/ast.ts";
import type { Construct, Translator } from "../translator.ts";
import { quoted } from "./literals.ts";

/** Types by what they are: the engine's spelling comes from its pack. */
export const types: Construct = {
  "type-name"(node, t) {
    if (t.parent?.kind === "cast") {
      return typeText(node, t, "cast ");
    }
    return typeText(node, t, "");
  },
  cast(node, t) {
    const style =
      node.style === "colons" && !t.to.can("cast-colons")
        ? "call"
        : node.style === "convert"
          ? "call"
          : node.style;
    if (style === node.style) {
      return undefined;
    }
    t.ancestors.push(node);
    const text = `CAST(${t.text(node.operand)} AS ${t.text(node.type)})`;
    t.ancestors.pop();
    return text;
  },
};

export function typeText(node: TypeName, t: Translator, context: "" | "cast "): string | undefined {
  if (node.setOf === true || node.anchor !== undefined) {
    return undefined;
  }
  const type = columnType(node, t.from, t.analysis.finder);
  if (type.userType !== undefined && type.kind !== "enum" && t.to.can("domain")) {
    return undefined;
  }
  return spelled(type, node, t, context);
}

/** The type in the other engine's words; what it lacks is refused or said. */
export function spelled(
  type: ColumnType,
  node: Node,
  t: Translator,
  context: "" | "cast ",
): string | undefined {
  if (type.kind === "unknown") {
    t.note(
      "warning",
      "unknown-type",
      `The type ${t.source(node)} is not known here and was kept.`,
      node,
    );
    return undefined;
  }
  if (type.kind === "array" && type.element !== undefined) {
    if (!t.to.can("array-types")) {
      return t.refuse("There are no arrays here.", node);
    }
    const element = spelled(type.element, node, t, context);
    return element === undefined ? undefined : `${element}[]`;
  }
  if (
    (type.kind === "enum" || type.kind === "set") &&
    type.values !== undefined &&
    type.userType === undefined &&
    t.to.can("inline-enums")
  ) {
    return undefined;
  }
  const { types: table } = t.writing;
  for (const key of keys(type)) {
    const template = table[context + key] ?? table[key];
    if (template !== undefined) {
      return filled(template, type, t);
    }
  }
  return t.refuse(`There is no type like ${t.source(node)} here.`, node);
}

/** From the most exact to the plainest: `integer:64:unsigned`, `integer:64`, `integer`. */
function keys(type: ColumnType): readonly string[] {
  const written = /^(?:integer|int)$/u.test(type.text) ? 32 : type.bits;
  const bits = written === undefined ? "" : `:${written}`;
  const args =
    type.precision !== undefined && type.scale !== undefined
      ? ["(precision,scale)", "(precision)"]
      : type.precision !== undefined
        ? ["(precision)"]
        : type.length !== undefined
          ? ["(length)"]
          : [];
  const isTruth = type.text.startsWith("tinyint(1)");
  const kinds = [
    ...(isTruth ? ["boolean"] : []),
    ...(type.unsigned === true ? [`${type.kind}${bits}:unsigned`, `${type.kind}:unsigned`] : []),
    ...(bits === "" ? [] : [`${type.kind}${bits}`]),
    type.kind,
  ];
  return kinds.flatMap((kind) => [...args.map((it) => kind + it), kind]);
}

function filled(template: string, type: ColumnType, t: Translator): string {
  return template.replace(/\$(length|precision|scale|values)/gu, (_, name: string) => {
    switch (name) {
      case "length":
        return String(type.length ?? "");
      case "precision":
        return String(type.precision ?? "");
      case "scale":
        return String(type.scale ?? "");
      default:
        return (type.values ?? []).map((it) => quoted(it, t)).join(", ");
    }
  });
}
