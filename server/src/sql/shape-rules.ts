/**
 * The rules that shapes of statements may name: what `<path/table>`, `<options>` or `<signature>` read.
 */
import type { ColumnReference, Expression, Name, Node, QualifiedName } from "./ast.ts";
import { OBJECT_RULES } from "./object-rules.ts";
import type { Parser, Slot } from "./parser.ts";
import {
  expectAccount,
  expectSelect,
  genericOptions,
  has,
  looseOptionList,
  namesInParentheses,
  numberLiteral,
  objectName,
  objectPath,
  option,
  optionList,
  optionValue,
  roleName,
  signedNumber,
  since,
  skipParentheses,
  skipRest,
  stringLiteral,
} from "./parts.ts";
import type { Rule } from "./pattern.ts";
import { parameters } from "./routine-parameter.ts";
import { sequenceOption, tableElements } from "./table-element.ts";
import { TokenKind } from "./tokens.ts";

/** All rules by name. */
export const RULES: Readonly<Record<string, Rule>> = {
  name: (p, slot) => objectName(p, slot ?? "other-name"),
  any: (p, slot) => p.anyName(slot),
  path: (p, slot) => {
    const found = objectPath(p, slot ?? "other-name");
    if (found !== undefined && found.parts.length > 2 && p.dialect.can("names-of-two-parts")) {
      p.problem("syntax", "A name has two parts at most.", found);
    }
    return found;
  },
  string: (p) => stringLiteral(p),
  number: (p) => numberLiteral(p),
  signed: (p) => signedNumber(p),
  value: (p) => {
    const start = p.start;
    const value = optionValue(p);
    return value === undefined ? undefined : option(p, start, "", value);
  },
  ...OBJECT_RULES,
  expression,
  query: (p) => (startsQuery(p) ? expectSelect(p) : undefined),
  statement: (p) => (p.atEnd ? undefined : p.grammar.statement(p)),
  type: (p) => p.grammar.typeName(p),
  account: (p) =>
    p.atName() ||
    (p.kind === TokenKind.String && has(p, "account-names")) ||
    p.word === "CURRENT_USER"
      ? p.word === "CURRENT_USER"
        ? roleName(p)
        : expectAccount(p)
      : undefined,
  role: (p) =>
    p.atName() ||
    p.word === "CURRENT_USER" ||
    p.word === "CURRENT_ROLE" ||
    p.word === "SESSION_USER" ||
    (p.kind === TokenKind.String && has(p, "account-names"))
      ? roleName(p)
      : undefined,
  parameter: (p) =>
    p.kind === TokenKind.Parameter || p.kind === TokenKind.Hole
      ? p.grammar.expression(p)
      : undefined,
  variable: (p) => (p.kind === TokenKind.Variable ? p.grammar.expression(p) : undefined),
  ifexists: (p) => p.acceptAll("IF", "EXISTS") || undefined,
  ifnotexists: (p) => p.acceptAll("IF", "NOT", "EXISTS") || undefined,
  behavior: (p) => {
    const { start } = p;
    const word = p.acceptAny("CASCADE", "RESTRICT");
    return word === undefined ? undefined : option(p, start, word);
  },
  definition: (p) => (p.word === "(" ? optionList(p) : undefined),
  loose: (p) => (p.word === "(" ? looseOptionList(p) : undefined),
  generic: (p) => (p.word === "(" ? genericOptions(p) : undefined),
  altered: (p) => (p.word === "(" ? genericOptions(p, true) : undefined),
  names: (p, slot) => (p.word === "(" ? namesInParentheses(p, slot ?? "column") : undefined),
  group: (p) => {
    if (p.word !== "(") {
      return undefined;
    }
    skipParentheses(p);
    return true;
  },
  elements: (p) => (p.word === "(" ? tableElements(p) : undefined),
  rest: (p) => {
    skipRest(p);
    return true;
  },
  item: (p) => {
    const { pos } = p;
    while (!p.atEnd && p.word !== ";" && p.word !== "," && p.word !== ")") {
      if (p.word === "(") {
        skipParentheses(p);
      } else {
        p.advance();
      }
    }
    return p.pos === pos ? undefined : true;
  },
  sequenceoption: (p) => sequenceOption(p),
  operator,
  signature,
  aggregate: aggregateSignature,
  operatortypes,
  setting,
  anytoken: (p) => {
    if (p.atEnd || p.word === ";") {
      return undefined;
    }
    p.advance();
    return true;
  },
  arguments: (p) => {
    if (p.word !== "(") {
      return undefined;
    }
    return p.parenthesized((it) =>
      it.word === ")" ? [] : it.list((q): Node => q.grammar.expression(q)),
    );
  },
};

/** An expression; what cannot begin one fails. */
function expression(p: Parser): Expression | undefined {
  p.slot("expression");
  if (p.atEnd || p.word === ";" || p.word === "," || p.word === ")") {
    return undefined;
  }
  const { pos } = p;
  const found = p.grammar.expression(p);
  return p.pos === pos ? undefined : found;
}

function startsQuery(p: Parser): boolean {
  return [
    "SELECT",
    "WITH",
    "(",
    "VALUES",
    "TABLE",
    "INSERT",
    "UPDATE",
    "DELETE",
    "MERGE",
    "REPLACE",
    "FROM",
  ].includes(p.word);
}

/** `s.+`, `=`, any operator with a schema before it. */
function operator(p: Parser): Node | undefined {
  const { start } = p;
  while (p.atName() && p.peek() === ".") {
    p.advance();
    p.advance();
  }
  if (!isOperator(p)) {
    return undefined;
  }
  const name = p.takeName();
  const node: ColumnReference = { kind: "column", ...since(p, start), parts: [name] };
  return node;
}

function isOperator(p: Parser): boolean {
  return (
    p.kind === TokenKind.Operator &&
    !["(", ")", ",", ";", ".", "[", "]", ":", ":=", "::", "=>", ".."].includes(p.word)
  );
}

/** `( type, type )`, with NONE for a missing operand. */
function operatortypes(p: Parser): true | undefined {
  if (p.word !== "(") {
    return undefined;
  }
  let count = 0;
  p.parenthesized((it) =>
    it.list((q) => {
      count += 1;
      if (!q.accept("NONE") && q.grammar.typeName(q) === undefined) {
        q.expected("a type or NONE");
      }
    }),
  );
  return count === 2 ? true : undefined;
}

/** `f`, `s.f (int, OUT x text)`: a routine with the types that tell it from others. */
function signature(p: Parser, slot: Slot | undefined): QualifiedName | undefined {
  const name = objectPath(p, slot ?? "routine");
  if (name === undefined) {
    return undefined;
  }
  if (p.word === "(") {
    parameters(p);
  }
  return { ...name, end: p.lastEnd };
}

/** `a (*)`, `a (int)`, `a (int ORDER BY text)`. */
function aggregateSignature(p: Parser): QualifiedName | undefined {
  const name = objectPath(p, "routine");
  if (name === undefined || p.word !== "(") {
    return undefined;
  }
  aggregateParameters(p);
  return { ...name, end: p.lastEnd };
}

/** The parameter list of an aggregate. */
export function aggregateParameters(p: Parser): void {
  if (p.peek() === "*") {
    p.advance();
    p.advance();
    p.closeParenthesis();
    return;
  }
  if (p.peek() === ")") {
    p.advance();
    p.expected("* or a type");
  } else {
    parameters(p, { aggregate: true });
  }
}

/** The name of a setting: `x`, `ext.x`, `a.b.c`. */
function setting(p: Parser): Name | undefined {
  p.slot("setting");
  const { start } = p;
  if (!p.atName()) {
    return undefined;
  }
  const first = p.takeName();
  let text = first.text;
  while (p.word === ".") {
    p.advance();
    const next = p.anyName("setting");
    if (next === undefined) {
      break;
    }
    text += `.${next.text}`;
  }
  return { kind: "name", ...since(p, start), text, quoted: first.quoted };
}
