/** Reasons of errors, by the codes engines really send. */
import { expect, test } from "vitest";
import { testPack } from "../packs.ts";

/** One line per code: what it means here. */
function reasons(engine: string, ...codes: readonly string[]): string {
  const { errors } = testPack(engine);
  return codes
    .map((code) => {
      const it = errors[code];
      return it === undefined
        ? `${code} unknown`
        : `${code} ${it.reason}${it.retry ? ", retry" : ""}`;
    })
    .join("\n");
}

test("what can be tried again and what cannot", () => {
  expect(
    reasons("postgres", "40001", "40P01", "55P03", "57014", "25006", "23505", "42P01", "53300"),
  ).toMatchInlineSnapshot(`
    "40001 serialization, retry
    40P01 deadlock, retry
    55P03 lock-timeout, retry
    57014 cancelled
    25006 read-only
    23505 unique
    42P01 unknown-object
    53300 too-many-connections, retry"
  `);
  expect(
    reasons("mysql", "1213", "1205", "1062", "1064", "1146", "1317", "3024", "1040"),
  ).toMatchInlineSnapshot(`
    "1213 deadlock, retry
    1205 lock-timeout, retry
    1062 unique
    1064 syntax
    1146 unknown-object
    1317 cancelled
    3024 timeout
    1040 too-many-connections, retry"
  `);
  expect(reasons("mariadb", "1213", "1969", "1927", "4025")).toMatchInlineSnapshot(`
    "1213 deadlock, retry
    1969 timeout
    1927 connection-lost, retry
    4025 check"
  `);
  expect(
    reasons("sqlite", "SQLITE_BUSY", "SQLITE_READONLY", "SQLITE_CONSTRAINT_FOREIGNKEY"),
  ).toMatchInlineSnapshot(`
    "SQLITE_BUSY lock-timeout, retry
    SQLITE_READONLY read-only
    SQLITE_CONSTRAINT_FOREIGNKEY foreign-key"
  `);
});

test("a relative that restarts transactions says so", () => {
  expect(reasons("tidb", "9007", "1062")).toMatchInlineSnapshot(`
    "9007 serialization, retry
    1062 unique"
  `);
});
