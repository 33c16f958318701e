import type { Name } from "../../../sql/ast.ts";
import type { Construct, Translator } from "../translator.ts";

/** Names in the other engine's quotes, and in quotes where its grammar would read a keyword. */
export const names: Construct = {
  name(node, t) {
    const parent = t.parent;
    if (parent === undefined || isNoIdentifier(node, t)) {
      return undefined;
    }
    if (node.quoted) {
      return t.name(node);
    }
    const natural = t.to.foldName(node.text, false);
    const written = t.to.writeName(natural);
    return written === natural || isFunctionName(t) || !/^[\p{L}_][\p{L}\p{N}_$]*$/u.test(node.text)
      ? undefined
      : written;
  },
};

/** Words that the tree keeps as names although they are no identifiers: units, methods, options. */
function isNoIdentifier(node: Name, t: Translator): boolean {
  const parent = t.parent;
  if (parent?.kind === "column" && parent.parts.length === 1) {
    const call = t.ancestors.at(-2);
    return (
      call?.kind === "call" &&
      call.separators !== undefined &&
      call.args[0] === parent &&
      !node.quoted
    );
  }
  return parent?.kind === "type-name" || parent?.kind === "option" || parent?.kind === "table-hint";
}

function isFunctionName(t: Translator): boolean {
  return t.ancestors.at(-2)?.kind === "call" && t.parent?.kind === "qualified-name";
}
