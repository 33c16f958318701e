import { expect, test } from "vitest";
import { type ResultLanguage, resultType } from "../../server/src/ide/result-type.ts";
import { viewOf } from "../check/view.ts";

const SHOP = `
--# schema
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TABLE users (id int PRIMARY KEY, "Full Name" text, born date NOT NULL, balance numeric(8, 2), feels mood, extra jsonb);
`;

const typed = (language: ResultLanguage, sql = "SELECT$0 * FROM users") => {
  const { view, given } = viewOf(sql + SHOP);
  return resultType(view, given.cursor, language);
};

test("TypeScript", () => {
  expect(typed("typescript")).toBe(
    'export interface Row {\n  id: number;\n  "Full Name": string | null;\n  born: Date;\n  balance: string | null;\n  feels: "good" | "bad" | null;\n  extra: unknown;\n}\n',
  );
});

test("Python", () => {
  expect(typed("python")).toBe(
    "from dataclasses import dataclass\nfrom datetime import date\nfrom decimal import Decimal\nfrom typing import Any\n\n\n@dataclass\nclass Row:\n    id: int\n    full_name: str | None\n    born: date\n    balance: Decimal | None\n    feels: str | None\n    extra: Any\n",
  );
});

test("Go and Java", () => {
  expect(typed("go")).toContain('\tFullName *string `db:"Full Name"`');
  expect(typed("java")).toContain("    BigDecimal balance,\n");
});

test("what a change returns, and nothing where columns are not known", () => {
  expect(typed("go", "DELETE$0 FROM users RETURNING id, born")).toContain("\tBorn time.Time");
  expect(typed("go", "SELECT$0 * FROM nowhere")).toBeUndefined();
  expect(typed("go", "DELETE$0 FROM users")).toBeUndefined();
});
