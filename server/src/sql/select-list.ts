/**
 * The list after SELECT and RETURNING: expressions with labels, stars with their options.
 */
import type { Expression, Name, SelectItem, Star } from "./ast.ts";
import { skipBrackets, startsQuery } from "./clauses.ts";
import { expression } from "./expression.ts";
import { stringLiteral } from "./literal.ts";
import { exact, type Parser } from "./parser.ts";
import { TokenKind } from "./tokens.ts";

/** The list after SELECT or RETURNING. */
export function selectItems(p: Parser, mayBeEmpty = false): SelectItem[] {
  const items: SelectItem[] = [];
  if (mayBeEmpty && p.dialect.can("select-without-list") && endsList(p)) {
    p.slot("expression");
    p.slot("column");
    if (p.pos === p.probe) {
      expression(p);
      p.problems.pop();
    }
    return items;
  }
  do {
    if (items.length > 0 && p.dialect.can("trailing-comma") && endsList(p) && p.pos !== p.probe) {
      break;
    }
    items.push(selectItem(p));
  } while (p.accept(","));
  return exact(items);
}

function endsList(p: Parser): boolean {
  return (
    p.atEnd ||
    p.kind === TokenKind.ClientCommand ||
    (p.terminal !== 0 &&
      !p.is("(") &&
      !p.is("VALUES") &&
      !p.is("SELECT") &&
      p.dialect.endsClause(p.terminal) &&
      !callsReserved(p))
  );
}

/** `LEFT(`, `REPLACE(` and the like begin an expression although the word ends clauses. */
function callsReserved(p: Parser): boolean {
  return p.peek() === "(" && !p.dialect.isNotFunction(p.terminal);
}

export function selectItem(p: Parser): SelectItem {
  const { start } = p;
  if (p.is("*")) {
    const star = starItem(p, start, []);
    return itemNode(start, p.lastEnd, star, undefined, undefined);
  }
  if (
    p.dialect.can("alias-equals") &&
    (p.kind === TokenKind.Word || p.kind === TokenKind.QuotedName || p.kind === TokenKind.String) &&
    p.peek() === "="
  ) {
    return equalsItem(p, start);
  }
  if (
    p.dialect.can("colon-cast-prefix-alias") &&
    p.kind === TokenKind.Word &&
    p.peek() === ":" &&
    p.peekKind(2) !== TokenKind.End
  ) {
    const alias = p.takeName();
    p.advance();
    const value = expression(p);
    return itemNode(start, p.lastEnd, value, alias, undefined);
  }
  const value = expression(p);
  if (value.kind === "star" && value.qualifier.length > 0) {
    const star = starOptions(p, value);
    return itemNode(start, p.lastEnd, star, undefined, undefined);
  }
  if (p.kind === TokenKind.Operator && !p.is("(")) {
    return itemNode(start, p.lastEnd, value, undefined, undefined);
  }
  if (p.accept("AS")) {
    const alias = labelAfterAs(p);
    return itemNode(start, p.lastEnd, value, alias, true);
  }
  const alias = bareLabel(p);
  return itemNode(start, p.lastEnd, value, alias, undefined);
}

function itemNode(
  start: number,
  end: number,
  value: Expression,
  alias: Name | undefined,
  as: boolean | undefined,
): SelectItem {
  // Where nothing was written the item is where it would be: right after what is before it.
  return {
    kind: "select-item",
    start: Math.min(start, value.start),
    end,
    expression: value,
    alias,
    as,
  };
}

/** `alias = expression`, and the assignment `@x = expression`. */
function equalsItem(p: Parser, start: number): SelectItem {
  const alias = p.takeName();
  p.advance();
  const value = expression(p);
  return itemNode(start, p.lastEnd, value, alias, undefined);
}

function labelAfterAs(p: Parser): Name | undefined {
  p.slot("alias");
  if (p.kind === TokenKind.String && p.dialect.can("string-aliases")) {
    return stringAsName(p);
  }
  if (p.kind === TokenKind.Word && p.isReserved(p.pos)) {
    if (!p.dialect.can("reserved-labels") || beginsNextClause(p)) {
      p.expected("a name after AS");
      return p.dialect.endsClause(p.terminal) ? undefined : p.takeName();
    }
    return p.takeName();
  }
  const name = p.anyName("alias");
  if (name === undefined && p.is("(") && p.dialect.can("alias-lists")) {
    skipBrackets(p);
    return undefined;
  }
  if (name === undefined) {
    p.expected("a name after AS");
  }
  return name;
}

/** A clause's keyword after AS is the clause unless the list goes on or ends right after it. */
function beginsNextClause(p: Parser): boolean {
  if (!p.dialect.endsClause(p.terminal)) {
    return false;
  }
  const next = p.peek();
  return !(
    next === "," ||
    next === "FROM" ||
    next === ")" ||
    next === ";" ||
    p.peekKind() === TokenKind.End
  );
}

function bareLabel(p: Parser): Name | undefined {
  p.slot("alias");
  switch (p.kind) {
    case TokenKind.QuotedName:
      return p.takeName();
    case TokenKind.Word:
      if (
        p.atLoopBody() ||
        isWindowClause(p) ||
        (p.dialect.isNotAlias(p.terminal) && !isReservedLabel(p))
      ) {
        if (p.pos === p.probe) {
          p.at("AS");
        }
        return undefined;
      }
      return p.takeName();
    case TokenKind.String:
      return p.dialect.can("string-aliases") ? stringAsName(p) : undefined;
    default:
      if (p.pos === p.probe) {
        p.at("AS");
      }
      return undefined;
  }
}

/** WINDOW begins its clause even where it is not reserved. */
function isWindowClause(p: Parser): boolean {
  return p.is("WINDOW") && p.peek(2) === "AS" && p.dialect.can("window-clause");
}

/** Reserved words that begin or go on with something here, whatever else they may be. */
const NEVER_LABEL: ReadonlySet<string> = new Set([
  "ARRAY",
  "AS",
  "CREATE",
  "EXCEPT",
  "FETCH",
  "FOR",
  "FROM",
  "GRANT",
  "GROUP",
  "HAVING",
  "INTERSECT",
  "INTO",
  "ISNULL",
  "LIMIT",
  "NOTNULL",
  "OFFSET",
  "ON",
  "ORDER",
  "OVERLAPS",
  "RETURNING",
  "TO",
  "UNION",
  "WHERE",
  "WINDOW",
  "WITH",
]);

/** A reserved word as a label without AS, where the engine allows it and the list shows it. */
function isReservedLabel(p: Parser): boolean {
  if (!p.isReserved(p.pos) || NEVER_LABEL.has(p.word) || !p.dialect.can("reserved-bare-labels")) {
    return false;
  }
  const next = p.peek();
  return (
    next === "," ||
    next === ")" ||
    next === ";" ||
    next === "FROM" ||
    p.peekKind() === TokenKind.End
  );
}

/** A string where an engine takes one for a name. */
export function stringAsName(p: Parser): Name {
  const literal = stringLiteral(p);
  return {
    kind: "name",
    start: literal.start,
    end: literal.end,
    text: literal.value,
    quoted: true,
  };
}

/** `*` with what may follow it; the star is the current token. */
function starItem(p: Parser, start: number, qualifier: readonly Name[]): Star {
  p.advance();
  return starOptions(p, {
    kind: "star",
    start,
    end: p.lastEnd,
    qualifier,
    except: undefined,
    replace: undefined,
  });
}

/** EXCEPT, REPLACE and what else may follow a star that was read. */
export function starOptions(p: Parser, star: Star): Star {
  let except: Name[] | undefined;
  let replace: SelectItem[] | undefined;
  for (;;) {
    const range = { start: p.start, end: p.end };
    switch (p.word) {
      case "EXCEPT":
      case "EXCLUDE": {
        const word = p.word;
        if (word === "EXCEPT" && (p.peek() !== "(" || startsQuery(p, 2) || p.peek(2) === "(")) {
          break;
        }
        if (word === "EXCLUDE" && !(p.peek() === "(" || p.dialect.can("star-exclude"))) {
          break;
        }
        p.needs(word === "EXCEPT" ? "star-except" : "star-exclude", range, `* ${word}`);
        p.advance();
        except = [];
        if (p.accept("(")) {
          do {
            if (p.is(")")) {
              break;
            }
            const path = p.expectQualifiedName("column");
            const last = path.parts.at(-1);
            if (last !== undefined) {
              except.push(last);
            }
          } while (p.accept(","));
          p.closeParenthesis();
        } else {
          except.push(p.expectName("column"));
        }
        continue;
      }
      case "REPLACE":
        if (p.peek() !== "(") {
          break;
        }
        p.needs("star-replace", range, "* REPLACE");
        p.advance();
        p.advance();
        replace = selectItems(p);
        p.closeParenthesis();
        continue;
      case "RENAME":
        if (!p.dialect.can("star-rename")) {
          break;
        }
        p.advance();
        if (p.is("(")) {
          p.advance();
          selectItems(p);
          p.closeParenthesis();
        } else {
          selectItem(p);
        }
        continue;
      case "ILIKE":
      case "LIKE":
      case "GLOB":
      case "SIMILAR":
        if (!p.dialect.can("star-like")) {
          break;
        }
        p.advance();
        p.accept("TO");
        expression(p);
        continue;
      default:
        break;
    }
    return except === undefined && replace === undefined
      ? star
      : { ...star, end: p.lastEnd, except, replace };
  }
}
