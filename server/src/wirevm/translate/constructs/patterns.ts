import type { Binary, Call, Expression, Like } from "../../../sql/ast.ts";
import { asText } from "../kinds.ts";
import { operand } from "../text.ts";
import type { Construct, Translator } from "../translator.ts";
import { bare, likeCare } from "./collation.ts";
import { literalValue, quoted } from "./literals.ts";

/** LIKE, ILIKE, GLOB and regular expressions: what is a pattern here must be the same pattern there. */
export const patterns: Construct = {
  like(node, t) {
    switch (node.op) {
      case "LIKE":
      case "ILIKE":
        return node.pattern.kind === "quantified" ? likeAny(node, t) : likeText(node, t);
      case "GLOB":
        return globText(node, t);
      case "REGEXP":
      case "RLIKE":
        return regexText(node.operand, node.pattern, node.not, caseOfRegex(node, t), node, t);
      case "SIMILAR TO":
        return t.to.can("similar-to")
          ? undefined
          : node.pattern.kind === "literal" && node.escape === undefined
            ? regexWith(
                node.operand,
                `^(?:${node.pattern.value
                  .replaceAll(/[.^$\\]/gu, "\\$&")
                  .replaceAll("%", ".*")
                  .replaceAll("_", ".")})$`,
                node.not,
                "exact",
                node,
                t,
              )
            : t.refuse("SIMILAR TO with a computed pattern has no equal here.", node);
      case "MATCH":
      case "SOUNDS LIKE":
        return t.refuse(`${node.op} has no equal here.`, node);
      default:
        return undefined;
    }
  },
  binary(node, t) {
    switch (node.op) {
      case "~":
      case "!~":
        return t.to.can("tilde-regexp")
          ? undefined
          : regexText(node.left, node.right, node.op === "!~", "exact", node, t);
      case "~*":
      case "!~*":
        return t.to.can("tilde-regexp")
          ? undefined
          : regexText(node.left, node.right, node.op === "!~*", "ignores-case", node, t);
      default:
        return undefined;
    }
  },
};

function caseOfRegex(node: Like, t: Translator): "exact" | "ignores-case" {
  const care = likeCare({ ...node, op: "LIKE" }, t);
  return care === "none" ? "exact" : care;
}

/** The character that escapes in the pattern, if any does. */
function escapeOf(node: Like, t: Translator): string {
  if (node.escape?.kind === "literal") {
    return node.escape.value;
  }
  return t.reads("likeEscape") === "backslash" ? "\\" : "";
}

function likeText(node: Like, t: Translator): string | undefined {
  const care = node.op === "ILIKE" ? "ignores-case" : likeCare(node, t);
  const escapeSign = escapeOf(node, t);
  const pattern = bare(node.pattern);
  const subject = bare(node.operand);
  return t.below(node, () => {
    const not = node.not ? "NOT " : "";
    const left = operand(asText(subject, t));
    const cased =
      pattern.kind !== "literal" || pattern.value.toLowerCase() !== pattern.value.toUpperCase();
    const habit = t.writes("like") ?? "exact";
    if (care === "exact" && habit === "ignores-case" && cased) {
      const { exactCollation } = t.writing.habits;
      if (exactCollation !== undefined && t.writes("equality") === "ignores-case") {
        return `${left} COLLATE ${exactCollation} ${not}LIKE ${likePattern(node, pattern, escapeSign, t)}`;
      }
      if (!t.to.can("glob-operator")) {
        return t.refuse("LIKE ignores case here.", node);
      }
      const glob =
        pattern.kind === "literal"
          ? quoted(globFromLike(literalValue(pattern, t), escapeSign), t)
          : pattern.kind === "column" || pattern.kind === "parameter"
            ? undefined
            : concatGlob(pattern, t);
      if (glob === undefined) {
        t.note("warning", "like-case", "LIKE ignores the case of ASCII letters here.", node);
        return `${left} ${not}LIKE ${likePattern(node, pattern, escapeSign, t)}`;
      }
      return `${left} ${not}GLOB ${glob}`;
    }
    const wants = care === "ignores-case" && habit === "exact" && cased;
    if (wants && !t.to.can("ilike")) {
      return `LOWER(${left}) ${not}LIKE LOWER(${likePattern(node, pattern, escapeSign, t)})`;
    }
    return `${left} ${not}${wants ? "ILIKE" : "LIKE"} ${likePattern(node, pattern, escapeSign, t)}`;
  });
}

/** The pattern with its escapes as the target reads them. */
function likePattern(node: Like, pattern: Expression, escapeSign: string, t: Translator): string {
  const there = t.writes("likeEscape") === "backslash" ? "\\" : "";
  if (pattern.kind === "literal") {
    const value = literalValue(pattern, t);
    const tail =
      node.escape === undefined
        ? escapeSign !== "" && there === "" && value.includes(escapeSign)
          ? ` ESCAPE ${quoted(escapeSign, t)}`
          : ""
        : ` ESCAPE ${t.text(node.escape)}`;
    const text = escapeSign === "" && there !== "" ? value.replaceAll("\\", "\\\\") : value;
    return (node.pattern === pattern && text === value ? t.text(pattern) : quoted(text, t)) + tail;
  }
  const text = operand(asText(pattern, t));
  return node.escape === undefined
    ? escapeSign !== "" && there === ""
      ? `${text} ESCAPE '\\'`
      : text
    : `${text} ESCAPE ${t.text(node.escape)}`;
}

function globFromLike(pattern: string, escapeSign: string): string {
  let out = "";
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at] ?? "";
    if (char === escapeSign && at + 1 < pattern.length) {
      at += 1;
      out += globLiteral(pattern[at] ?? "");
    } else {
      out += char === "%" ? "*" : char === "_" ? "?" : globLiteral(char);
    }
  }
  return out;
}

function globLiteral(char: string): string {
  return /[*?[]/u.test(char) ? `[${char}]` : char;
}

/** `x || '%'`: the literals around a value may be turned, the value is taken to hold no wildcard. */
function concatGlob(pattern: Expression, t: Translator): string | undefined {
  if (pattern.kind !== "binary" || pattern.op !== "||") {
    return undefined;
  }
  const side = (it: Expression): string | undefined =>
    it.kind === "literal"
      ? quoted(globFromLike(it.value, ""), t)
      : it.kind === "binary" && it.op === "||"
        ? concatGlob(it, t)
        : t.operand(it);
  const [left, right] = [side(pattern.left), side(pattern.right)];
  t.note(
    "warning",
    "like-case",
    "A value in this pattern may hold wildcards, which are others here.",
    pattern,
  );
  return left === undefined || right === undefined ? undefined : `${left} || ${right}`;
}

function likeAny(node: Like, t: Translator): string | undefined {
  if (t.to.can("like-any")) {
    return undefined;
  }
  const source = node.pattern.kind === "quantified" ? node.pattern.source : undefined;
  if (source?.kind !== "array" || node.pattern.kind !== "quantified") {
    return t.refuse("LIKE with ANY or ALL has no equal here.", node);
  }
  const isAll = node.pattern.quantifier === "ALL";
  const parts = source.elements.map((it) => likeText({ ...node, pattern: it }, t));
  return `(${parts.join(isAll ? " AND " : " OR ")})`;
}

function globText(node: Like, t: Translator): string | undefined {
  if (t.to.can("glob-operator")) {
    return undefined;
  }
  if (node.pattern.kind !== "literal") {
    return t.refuse("GLOB with a computed pattern has no equal here.", node);
  }
  const { value } = node.pattern;
  let out = "";
  for (let at = 0; at < value.length; at += 1) {
    const char = value[at] ?? "";
    if (char === "[") {
      const end = value.indexOf("]", at + (value[at + 1] === "]" || value[at + 1] === "^" ? 2 : 1));
      if (end < 0) {
        return t.refuse("This GLOB pattern has no equal here.", node);
      }
      out += value.slice(at, end + 1).replaceAll("\\", "\\\\");
      at = end;
    } else {
      out += char === "*" ? ".*" : char === "?" ? "." : char.replace(/[.^$+(){}|\\\]]/u, "\\$&");
    }
  }
  const simple = !value.includes("[");
  if (simple) {
    const like = [...value]
      .map((it) => (it === "*" ? "%" : it === "?" ? "_" : /[%_\\]/u.test(it) ? `\\${it}` : it))
      .join("");
    return t.below(node, () => {
      const { exactCollation } = t.writing.habits;
      const left = operand(asText(node.operand, t));
      const collated =
        t.writes("like") === "ignores-case" && exactCollation !== undefined
          ? `${left} COLLATE ${exactCollation}`
          : left;
      return `${collated} ${node.not ? "NOT " : ""}LIKE ${quoted(like, t)}`;
    });
  }
  return regexWith(
    node.operand,
    `^${out}$`.replace(/^\^\.\*/u, "").replace(/\.\*\$$/u, ""),
    node.not,
    "exact",
    node,
    t,
  );
}

/** A test by a regular expression in the other engine's words. */
export function regexText(
  subject: Expression,
  pattern: Expression,
  not: boolean,
  care: "exact" | "ignores-case",
  node: Like | Binary | Call,
  t: Translator,
): string | undefined {
  const plain = bare(pattern);
  if (plain.kind === "literal") {
    return regexWith(bare(subject), plain.value, not, care, node, t);
  }
  const template = t.writes(care === "exact" ? "regexp" : "regexpIgnoringCase");
  if (template !== undefined) {
    return t.below(node, () => {
      const text = template
        .replaceAll("$x", () => operand(asText(bare(subject), t)))
        .replaceAll("$p", () => t.text(plain));
      return not ? `NOT ${operand(text)}` : text;
    });
  }
  if (!t.to.can("tilde-regexp") && t.writes("equality") !== "ignores-case") {
    return t.refuse("There are no regular expressions here.", node);
  }
  return t.below(node, () =>
    written(operand(asText(bare(subject), t)), t.operand(plain), not, care, t),
  );
}

function regexWith(
  subject: Expression,
  pattern: string,
  not: boolean,
  care: "exact" | "ignores-case",
  node: Like | Binary | Call,
  t: Translator,
): string | undefined {
  return t.below(node, () => {
    const left = operand(asText(subject, t));
    const template = t.writes(care === "exact" ? "regexp" : "regexpIgnoringCase");
    if (template !== undefined) {
      const text = template.replaceAll("$x", () => left).replaceAll("$p", () => quoted(pattern, t));
      return not ? `NOT ${operand(text)}` : text;
    }
    if (t.to.can("tilde-regexp") || t.writes("equality") === "ignores-case") {
      const adapted = t.to.can("tilde-regexp")
        ? pattern.replaceAll("[[:<:]]", "\\m").replaceAll("[[:>:]]", "\\M").replaceAll("\\b", "\\y")
        : pattern.replaceAll("\\m", "\\b").replaceAll("\\M", "\\b").replaceAll("\\y", "\\b");
      return written(left, quoted(adapted, t), not, care, t);
    }
    const globs = globsFor(pattern, care === "ignores-case");
    if (globs === undefined || !t.to.can("glob-operator")) {
      return t.refuse(
        "There are no regular expressions here, and this one cannot be said with GLOB.",
        node,
      );
    }
    const parts = globs.map((it) =>
      `${left} ${not ? "NOT " : ""}${it.not ? "NOT " : ""}GLOB ${quoted(it.glob, t)}`.replace(
        "NOT NOT ",
        "",
      ),
    );
    const all = globs.some((it) => it.not);
    const joined = parts.join(all !== not ? " AND " : " OR ");
    return parts.length === 1 ? joined : `(${joined})`;
  });
}

function written(
  left: string,
  pattern: string,
  not: boolean,
  care: "exact" | "ignores-case",
  t: Translator,
): string {
  if (t.to.can("tilde-regexp")) {
    return `${left} ${not ? "!" : ""}~${care === "ignores-case" ? "*" : ""} ${pattern}`;
  }
  const { exactCollation } = t.writing.habits;
  return `${care === "exact" && exactCollation !== undefined ? `${left} COLLATE ${exactCollation}` : left} ${not ? "NOT " : ""}REGEXP ${pattern}`;
}

/** Globs of which one must fit (or, where one is negated, all) so that the expression does; only for simple ones. */
function globsFor(
  pattern: string,
  ignoresCase: boolean,
): readonly { readonly glob: string; readonly not: boolean }[] | undefined {
  const only = /^\^(\[[^\]^][^\]]*\])([+*])\$$/u.exec(pattern.replaceAll("\\d", "[0-9]"));
  if (only !== null) {
    const inside = cased((only[1] ?? "").slice(1, -1), ignoresCase);
    const none = { glob: `*[^${inside}]*`, not: true };
    return only[2] === "*" ? [none] : [{ glob: "?*", not: false }, none];
  }
  const alternatives = topLevel(pattern);
  const globs: { glob: string; not: boolean }[] = [];
  for (const it of alternatives.flatMap(unfolded)) {
    const glob = globFor(it, ignoresCase);
    if (glob === undefined) {
      return undefined;
    }
    globs.push({ glob, not: false });
  }
  return globs;
}

/** Alternatives outside all brackets. */
function topLevel(pattern: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at];
    if (char === "\\") {
      at += 1;
    } else if (char === "(" || char === "[") {
      depth += 1;
    } else if (char === ")" || char === "]") {
      depth -= 1;
    } else if (char === "|" && depth === 0) {
      parts.push(pattern.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, pattern.slice(start)];
}

/** One group of alternatives is written out. */
function unfolded(pattern: string): readonly string[] {
  const group = /^([^()]*)\((?:\?:)?([^()]*)\)(?![*+?{])([^()]*)$/u.exec(pattern);
  return group === null
    ? [pattern]
    : topLevel(group[2] ?? "").map((it) => `${group[1]}${it}${group[3]}`);
}

function cased(inside: string, ignoresCase: boolean): string {
  if (!ignoresCase || !/[a-z]/iu.test(inside)) {
    return inside;
  }
  const lower = inside.toLowerCase();
  const upper = inside.toUpperCase();
  return lower === upper ? inside : lower + upper;
}

function globFor(pattern: string, ignoresCase: boolean): string | undefined {
  let text = pattern
    .replaceAll("\\d", "[0-9]")
    .replaceAll("\\w", "[A-Za-z0-9_]")
    .replaceAll("\\s", "[ \t\n\r]")
    .replaceAll("[[:digit:]]", "[0-9]")
    .replaceAll("[[:alpha:]]", "[A-Za-z]");
  const starts = text.startsWith("^");
  const ends = text.endsWith("$") && !text.endsWith("\\$");
  text = text.slice(starts ? 1 : 0, ends ? -1 : undefined);
  const items: { glob: string; times: string }[] = [];
  for (let at = 0; at < text.length; ) {
    const char = text[at] ?? "";
    let glob: string;
    if (char === "\\") {
      const next = text[at + 1] ?? "";
      if (/[a-z0-9]/iu.test(next)) {
        return undefined;
      }
      glob = globLiteral(next);
      at += 2;
    } else if (char === "[") {
      const end = text.indexOf(
        "]",
        at + (text[at + 1] === "]" || (text[at + 1] === "^" && text[at + 2] === "]") ? 3 : 2),
      );
      if (end < 0 || text.slice(at, end).includes("[:")) {
        return undefined;
      }
      const inside = text.slice(at + 1, end);
      glob = inside.startsWith("^")
        ? `[^${cased(inside.slice(1), ignoresCase)}]`
        : `[${cased(inside, ignoresCase)}]`;
      at = end + 1;
    } else if (char === ".") {
      glob = "?";
      at += 1;
    } else if (/[()|{}+*?^$]/u.test(char)) {
      return undefined;
    } else {
      glob =
        ignoresCase && char.toLowerCase() !== char.toUpperCase()
          ? `[${char.toLowerCase()}${char.toUpperCase()}]`
          : globLiteral(char);
      at += 1;
    }
    const times = /^(?:[*+?]|\{\d+\})/u.exec(text.slice(at))?.[0] ?? "";
    at += times.length;
    items.push({ glob, times });
  }
  let out = "";
  for (const [index, { glob, times }] of items.entries()) {
    const atEdge = (index === 0 && !starts) || (index === items.length - 1 && !ends);
    if (times === "") {
      out += glob;
    } else if (/^\{\d+\}$/u.test(times)) {
      out += glob.repeat(Number(times.slice(1, -1)));
    } else if (glob === "?" && (times === "*" || times === "+")) {
      out += times === "+" ? "?*" : "*";
    } else if (atEdge && times === "+") {
      out += glob;
    } else if (atEdge && (times === "*" || times === "?")) {
      out += "";
    } else {
      return undefined;
    }
  }
  return `${starts ? "" : "*"}${out}${ends ? "" : "*"}`.replace(/\*{2,}/gu, "*");
}
