/** The smaller questions of an editor: signatures, colours, hints, selections, links, types, calls. */
import { describe, expect, test } from "vitest";
import { applyEdits } from "../../server/src/base/text.ts";
import { callItem, callKeyAt, callsFrom, callsTo } from "../../server/src/ide/calls.ts";
import { inlayHints } from "../../server/src/ide/inlay-hints.ts";
import { linkedRanges } from "../../server/src/ide/linked.ts";
import { fileLinks } from "../../server/src/ide/links.ts";
import { renamedCatalog, renameOwn, renameStored } from "../../server/src/ide/rename.ts";
import { selectionRanges } from "../../server/src/ide/selection.ts";
import { semanticTokens } from "../../server/src/ide/semantic-tokens.ts";
import { signatureHelp } from "../../server/src/ide/signature.ts";
import { storedAt, usesOfKey } from "../../server/src/ide/stored-uses.ts";
import { symbols } from "../../server/src/ide/symbols.ts";
import { typeAt, typeDefinedIn } from "../../server/src/ide/type-definition.ts";
import { viewOf } from "../check/view.ts";

const SHOP = `
--# schema
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, feels mood);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users (id), total numeric(10, 2));
CREATE FUNCTION fee(amount numeric, rate numeric DEFAULT 0.1) RETURNS numeric LANGUAGE sql AS 'SELECT amount * rate';
`;

describe("signature help", () => {
  const help = (sql: string) => {
    const { view, given } = viewOf(sql + SHOP);
    const found = signatureHelp(view, given.cursor);
    const active = found?.signatures[found.activeSignature];
    const parameter = active?.parameters[found?.activeParameter ?? -1];
    return active === undefined
      ? "nothing"
      : parameter === undefined
        ? active.label
        : `${active.label.slice(0, parameter.start)}<${active.label.slice(parameter.start, parameter.end)}>${active.label.slice(parameter.end)}`;
  };
  test("a routine of the catalog", () => {
    expect(help("SELECT fee($0")).toBe("fee(<amount numeric>, [rate numeric]) → numeric");
    expect(help("SELECT fee(1, $0) FROM users")).toBe(
      "fee(amount numeric, <[rate numeric]>) → numeric",
    );
  });
  test("a function of the engine, inside another call", () => {
    expect(help("SELECT lower(coalesce(email, $0")).toContain("coalesce(");
    expect(help("SELECT left(email, $0)")).toMatch(/^left\([^<]+<[^>]+>\)/u);
  });
  test("the row of an insert", () => {
    expect(help("INSERT INTO users (id, email) VALUES (1, $0)")).toBe(
      "users(id integer, <email text>)",
    );
    expect(help("INSERT INTO users VALUES ($0")).toBe(
      "users(<id integer>, email text, feels mood)",
    );
  });
  test("nothing outside of brackets and for unknown names", () => {
    expect(help("SELECT fee(1)$0")).toBe("nothing");
    expect(help("SELECT no_such_function($0")).toBe("nothing");
    expect(help("SELECT * FROM users WHERE id IN ($0")).toBe("nothing");
  });
});

test("semantic tokens", () => {
  const { view } = viewOf(
    `WITH c AS (SELECT id FROM users) SELECT u.email, fee($1), lower(u.email) FROM public.users u JOIN c ON c.id = u.id${SHOP}`,
  );
  const { text } = view.script;
  expect(
    semanticTokens(view).map((it) =>
      [text.slice(it.range.start, it.range.end), it.type, ...it.modifiers].join(" "),
    ),
  ).toEqual([
    "c struct declaration",
    "id property",
    "users class",
    "u variable",
    "email property",
    "fee function",
    "$1 parameter",
    "lower function defaultLibrary",
    "u variable",
    "email property",
    "public namespace",
    "users class",
    "u variable declaration",
    "c struct",
    "c variable",
    "id property",
    "u variable",
    "id property",
  ]);
});

describe("inlay hints", () => {
  const hints = (sql: string) => {
    const { view } = viewOf(sql + SHOP);
    const { text } = view.script;
    return inlayHints(
      view,
      { start: 0, end: text.length },
      { columns: true, types: true, star: true, joins: true },
    )
      .toSorted((a, b) => b.at - a.at)
      .reduce((out, it) => `${out.slice(0, it.at)}[${it.label}]${out.slice(it.at)}`, text)
      .trim();
  };
  test("columns of values", () => {
    expect(hints("INSERT INTO users (id, email) VALUES (1, 'a')")).toBe(
      "INSERT INTO users (id, email) VALUES ([id:]1, [email:]'a')",
    );
    expect(hints("INSERT INTO users VALUES (1)")).toBe("INSERT INTO users VALUES ([id:]1)");
  });
  test("types of what is computed, columns of a star", () => {
    expect(hints("SELECT count(*), id FROM users")).toBe(
      "SELECT count(*)[: bigint], id FROM users",
    );
    expect(hints("SELECT * FROM users")).toBe("SELECT *[id, email, feels] FROM users");
  });
  test("joins that find one row or many", () => {
    expect(hints("SELECT 1 FROM orders o JOIN users u ON u.id = o.user_id")).toContain(
      "ON u.id = o.user_id[→ 1]",
    );
    expect(hints("SELECT 1 FROM users u LEFT JOIN orders o ON o.user_id = u.id")).toContain(
      "[→ n]",
    );
  });
});

test("a selection grows by expression, clause and statement", () => {
  const { view, given } = viewOf("SELECT a FROM t WHERE a + b$0 > 2 AND c;\nSELECT 2");
  const { text } = view.script;
  expect(selectionRanges(view, given.cursor).map((it) => text.slice(it.start, it.end))).toEqual([
    "b",
    "a + b",
    "a + b > 2",
    "a + b > 2 AND c",
    "WHERE a + b > 2 AND c",
    "SELECT a FROM t WHERE a + b > 2 AND c",
    "SELECT a FROM t WHERE a + b > 2 AND c;",
    text,
  ]);
});

test("an alias is typed in all its places at once, a stored name is not", () => {
  const count = (sql: string) => {
    const { view, given } = viewOf(sql + SHOP);
    return linkedRanges(view, given.cursor).length;
  };
  expect(count("SELECT u$0.id FROM users u WHERE u.email = ''")).toBe(3);
  expect(count("SELECT id$0 FROM users")).toBe(0);
});

test("files that a script includes", () => {
  const { view } = viewOf("\\i one.sql\n\\ir 'two three.sql'\nSELECT 1;");
  expect(fileLinks(view).map((it) => it.path)).toEqual(["one.sql", "two three.sql"]);
});

test("the type of a column leads to where it is created", () => {
  const { view, given } = viewOf(
    `CREATE TYPE mood AS ENUM ('good');\nSELECT fe$0els FROM users${SHOP}`,
  );
  const wanted = typeAt(view, given.cursor);
  expect(wanted?.name).toBe("mood");
  expect(typeDefinedIn(view, "mood")).toEqual({ start: 12, end: 16 });
});

test("symbols by letters", () => {
  const { view } = viewOf(
    "CREATE TABLE user_orders (id int, total int);\nCREATE VIEW v AS SELECT 1",
  );
  expect(symbols(view, "uo").map((it) => it.name)).toEqual(["user_orders"]);
  expect(symbols(view, "tot").map((it) => `${it.container}.${it.name}`)).toEqual([
    "user_orders.total",
  ]);
});

test("a view's users and what it uses", () => {
  const { view, given } = viewOf(
    "CREATE VIEW rich$0 AS SELECT u.id FROM users u JOIN orders o ON o.user_id = u.id WHERE fee(o.total) > 1;\nSELECT * FROM rich;\nCREATE VIEW richer AS SELECT id FROM rich" +
      `${SHOP}CREATE VIEW rich AS SELECT id FROM users;`,
  );
  const key = callKeyAt(view, given.cursor) ?? "";
  expect(callItem(view, key)?.name).toBe("rich");
  expect(callsTo(view, key).map((it) => it.item.name)).toEqual(["SELECT * FROM rich;", "richer"]);
  expect(callsFrom(view, key).map((it) => it.name)).toEqual(["users", "orders", "fee"]);
});

describe("stored names", () => {
  const marked = (sql: string) => {
    const { view, given } = viewOf(sql + SHOP);
    const at = storedAt(view, given.cursor);
    return at === undefined
      ? "nothing"
      : usesOfKey(view, at.use.key)
          .toReversed()
          .reduce(
            (text, it) =>
              `${text.slice(0, it.range.start)}[${it.isDefinition ? "*" : ""}${text.slice(it.range.start, it.range.end)}]${text.slice(it.range.end)}`,
            given.text,
          )
          .trim();
  };
  test("a column where it is made, constrained, indexed, read and changed", () => {
    expect(
      marked(
        "CREATE TABLE users (id int, email$0 text CHECK (email <> ''));\nCREATE INDEX i ON users (email);\nSELECT c.email FROM (SELECT email FROM users) c;\nUPDATE users SET email = 'x';\nSELECT email FROM other",
      ),
    ).toBe(
      "CREATE TABLE users (id int, [*email] text CHECK ([email] <> ''));\nCREATE INDEX i ON users ([email]);\nSELECT c.[email] FROM (SELECT [email] FROM users) c;\nUPDATE users SET [email] = 'x';\nSELECT email FROM other",
    );
  });
  test("a table, also behind REFERENCES and as a qualifier", () => {
    expect(
      marked(
        "CREATE TABLE o (u int REFERENCES users (id));\nSELECT users.id FROM us$0ers;\nDROP TABLE users",
      ),
    ).toBe(
      "CREATE TABLE o (u int REFERENCES [users] (id));\nSELECT [users].id FROM [users];\nDROP TABLE [users]",
    );
  });
  test("a routine", () => {
    expect(
      marked(
        "SELECT fee$0(1);\nCREATE FUNCTION fee(a numeric) RETURNS int LANGUAGE sql AS 'SELECT 1'",
      ),
    ).toContain("CREATE FUNCTION [*fee]");
  });
});

describe("renaming", () => {
  const own = (sql: string, name: string) => {
    const { view, given } = viewOf(sql + SHOP);
    const done = renameOwn(view, given.cursor, name);
    return done.ok ? applyEdits(given.text, done.edits).trim() : done.reason;
  };
  const stored = (sql: string, name: string) => {
    const { view, given } = viewOf(sql + SHOP);
    const at = storedAt(view, given.cursor);
    const after = renamedCatalog(view, at?.use.key ?? "", name);
    if (!after.ok) {
      return after.reason;
    }
    const done = renameStored(view, at?.use.key ?? "", name, after.catalog);
    return done.ok ? applyEdits(given.text, done.edits).trim() : done.reason;
  };
  test("an alias, quoted where it must be", () => {
    expect(own("SELECT u$0.id FROM users u", "x")).toBe("SELECT x.id FROM users x");
    expect(own("SELECT u$0.id FROM users u", "The x")).toBe('SELECT "The x".id FROM users "The x"');
  });
  test("refused where it would change meaning", () => {
    expect(own("SELECT u$0.id FROM users u JOIN orders o ON true", "o")).toContain(
      "stand for something else",
    );
    expect(
      own(
        "SELECT u.id FROM users u$0 WHERE EXISTS (SELECT 1 FROM orders o WHERE o.user_id = u.id)",
        "o",
      ),
    ).toContain("stand for something else");
  });
  test("a CTE", () => {
    expect(own("WITH c$0 AS (SELECT 1 AS a) SELECT a FROM c", "d")).toBe(
      "WITH d AS (SELECT 1 AS a) SELECT a FROM d",
    );
  });
  test("a stored column keeps the names that programs read", () => {
    expect(stored("SELECT email$0, id FROM users WHERE email <> '' ORDER BY email", "mail")).toBe(
      "SELECT mail AS email, id FROM users WHERE mail <> '' ORDER BY mail",
    );
    expect(stored("SELECT count(ema$0il) AS n FROM users", "mail")).toBe(
      "SELECT count(mail) AS n FROM users",
    );
  });
  test("a stored table", () => {
    expect(stored("SELECT users.id FROM us$0ers", "people")).toBe("SELECT people.id FROM people");
  });
  test("refused where the name is taken or becomes ambiguous", () => {
    expect(stored("SELECT ema$0il FROM users", "id")).toContain("has a column id already");
    expect(stored("SELECT 1 FROM use$0rs", "orders")).toContain("already");
    expect(
      stored(
        "SELECT email$0 FROM users u JOIN orders o ON o.user_id = u.id WHERE email <> ''",
        "total",
      ),
    ).toContain("stand for something else");
  });
});
