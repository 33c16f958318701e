/** What engines make of expressions, back to what people write. */
import { expect, test } from "vitest";
import { plainDefault, plainExpression } from "../../server/src/wirevm/introspect/expressions.ts";
import { testDialect } from "../packs.ts";

test("what the engine added is taken away, and nothing else", () => {
  const dialect = testDialect("postgres");
  const kinds = { email: "text", id: "integer", "Odd name": "text" } as const;
  const check = (it: string) =>
    plainExpression(it, dialect, (name) => kinds[name as keyof typeof kinds]);
  expect(
    [
      "((price >= (0)::numeric))",
      "(balance >= ('-100'::integer)::numeric)",
      "lower((email)::text)",
      "(lower((email)::text) = 'x'::text)",
      "((id)::text = '1'::text)",
      "(\"Odd name\")::text <> 'a''b'::character varying(10)::text",
      "(a > '1 day'::interval)",
      "('{}'::text[] = tags)",
      "((a) + (b))",
      "(note ~~ '%::text%'::text)",
      '("email" = "select")',
      "",
      "(((",
      "'unclosed",
    ]
      .map((it) => `${it} => ${check(it)}`)
      .join("\n"),
  ).toMatchInlineSnapshot(`
    "((price >= (0)::numeric)) => price >= 0
    (balance >= ('-100'::integer)::numeric) => balance >= -100
    lower((email)::text) => lower(email)
    (lower((email)::text) = 'x'::text) => lower(email) = 'x'
    ((id)::text = '1'::text) => (id)::text = '1'
    ("Odd name")::text <> 'a''b'::character varying(10)::text => "Odd name" <> 'a''b'
    (a > '1 day'::interval) => a > '1 day'::interval
    ('{}'::text[] = tags) => '{}'::text[] = tags
    ((a) + (b)) => (a) + (b)
    (note ~~ '%::text%'::text) => note ~~ '%::text%'
    ("email" = "select") => email = "select"
     => 
    ((( => (((
    'unclosed => 'unclosed"
  `);
});

test("defaults", () => {
  const dialect = testDialect("postgres");
  expect(
    [
      "'none'::character varying",
      "'ok'::kinds.mood",
      "'{}'::text[]",
      "'-1'::integer",
      "'-1'::text",
      "now()",
      "nextval('app.users_id_seq'::regclass)",
      "'a'::text || 'b'::text",
      "(1 + 2)",
    ]
      .map((it) => `${it} => ${plainDefault(it, dialect)}`)
      .join("\n"),
  ).toMatchInlineSnapshot(`
    "'none'::character varying => 'none'
    'ok'::kinds.mood => 'ok'
    '{}'::text[] => '{}'
    '-1'::integer => -1
    '-1'::text => '-1'
    now() => now()
    nextval('app.users_id_seq'::regclass) => nextval('app.users_id_seq'::regclass)
    'a'::text || 'b'::text => 'a' || 'b'
    (1 + 2) => 1 + 2"
  `);
  expect(
    plainExpression("(`price` >= 0 and `select` = '`x`')", testDialect("mariadb")),
  ).toMatchInlineSnapshot(`"price >= 0 and \`select\` = '\`x\`'"`);
});
