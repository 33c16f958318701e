import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lex } from "../../server/src/sql/lexer.ts";
import { TokenKind, type Tokens } from "../../server/src/sql/tokens.ts";
import { TEST_ENGINES, testDialect } from "../packs.ts";

const KINDS = new Map(Object.entries(TokenKind).map(([name, kind]) => [kind as number, name]));

/** One line a token: kind and text. */
function checkTokens(engine: string, text: string): string {
  return tokenTexts(text, lex(text, testDialect(engine))).join("\n");
}

function tokenTexts(text: string, tokens: Tokens): readonly string[] {
  return Array.from(
    { length: tokens.count },
    (_, i) => `${KINDS.get(tokens.kinds[i] ?? 0)} ${text.slice(tokens.starts[i], tokens.ends[i])}`,
  );
}

/** Gap, token, gap, token … to the end. */
function rebuilt(text: string, tokens: Tokens): string {
  let out = "";
  let at = 0;
  for (let i = 0; i < tokens.count; i += 1) {
    const start = tokens.starts[i] ?? 0;
    const end = tokens.ends[i] ?? 0;
    out += text.slice(at, start) + text.slice(start, end);
    at = end;
  }
  return out + text.slice(at);
}

describe("tokens", () => {
  test("operators are the longest run where users may define their own", () => {
    expect(checkTokens("postgres", "a->>'x' @>-1 #>> b::int[]")).toMatchInlineSnapshot(`
      "Word a
      Operator ->>
      String 'x'
      Operator @>-
      Number 1
      Operator #>>
      Word b
      Operator ::
      Word int
      Operator [
      Operator ]"
    `);
  });

  test("a minus that would end an operator begins the next one", () => {
    expect(checkTokens("postgres", "a=-1 -- x")).toBe("Word a\nOperator =\nOperator -\nNumber 1");
  });

  test("strings of all kinds", () => {
    expect(
      checkTokens("postgres", String.raw`'a''b' E'a\'b' U&'d\0061' $x$;'$x$ X'1F' "q""n"`),
    ).toMatchInlineSnapshot(`
      "String 'a''b'
      String E'a\\'b'
      String U&'d\\0061'
      String $x$;'$x$
      String X'1F'
      QuotedName "q""n""
    `);
    expect(checkTokens("oracle", "q'[it's]' N'x'")).toBe("String q'[it's]'\nString N'x'");
    expect(checkTokens("bigquery", `r"a\\" '''x'y'''`)).toBe(`String r"a\\"\nString '''x'y'''`);
  });

  test("version comments are code, others are not", () => {
    expect(checkTokens("mysql", "/*!50100 a */ /*!99999 b */ /* c */ # d\n-- e\ne --1")).toBe(
      "Word a\nWord e\nOperator -\nOperator -\nNumber 1",
    );
  });

  test("parameters", () => {
    expect(checkTokens("sqlite", "? ?1 :a @b $c")).toBe(
      "Parameter ?\nParameter ?1\nParameter :a\nVariable @b\nParameter $c",
    );
    expect(checkTokens("postgres", "a[1:b] ?| x $1 :name")).toBe(
      "Word a\nOperator [\nNumber 1\nOperator :\nWord b\nOperator ]\nOperator ?|\nWord x\nParameter $1\nParameter :name",
    );
  });

  test("holes of host languages", () => {
    expect(checkTokens("mysql", "a = ${x['}']} and {b} {{ c }}")).toBe(
      "Word a\nOperator =\nHole ${x['}']}\nWord and\nHole {b}\nHole {{ c }}",
    );
  });

  test("numbers", () => {
    expect(checkTokens("postgres", "1 1.5 .5 1e5 1_000 0x1F 1..3")).toBe(
      "Number 1\nNumber 1.5\nNumber .5\nNumber 1e5\nNumber 1_000\nNumber 0x1F\nNumber 1\nOperator ..\nNumber 3",
    );
    expect(checkTokens("mysql", "1a t.2b")).toBe("Word 1a\nWord t\nOperator .\nWord 2b");
  });
});

describe("every text", () => {
  const engine = fc.constantFrom(...TEST_ENGINES);
  const pieces = fc.constantFrom(
    "'",
    '"',
    "`",
    "$$",
    "$a$",
    "/*",
    "*/",
    "/*!",
    "--",
    "#",
    "\n",
    " ",
    "E'",
    "\\",
    "[",
    "]",
    "{%",
    "{{",
    "}}",
    "${",
    "}",
    "@",
    ":",
    "?",
    "%s",
    "%(",
    "1",
    "0x",
    "e",
    ".",
    "select",
    "\ud800",
    "é",
    ";",
    "\u0000",
    "\\d",
    "GO",
    "q'[",
  );
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.array(pieces, { maxLength: 25 }).map((it) => it.join("")),
  );

  test("is rebuilt from its tokens and gaps", () => {
    fc.assert(
      fc.property(engine, text, (name, it) => {
        const tokens = lex(it, testDialect(name));
        expect(rebuilt(it, tokens)).toBe(it);
        for (let i = 0; i < tokens.count; i += 1) {
          expect(tokens.ends[i]).toBeGreaterThan(tokens.starts[i] ?? 0);
          expect(tokens.starts[i]).toBeGreaterThanOrEqual(i === 0 ? 0 : (tokens.ends[i - 1] ?? 0));
        }
      }),
      { numRuns: 3000 },
    );
  });
});
