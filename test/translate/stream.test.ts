import { expect, test } from "vitest";
import { translatedPieces } from "../../server/src/workspace/translate-stream.ts";
import { testDialect } from "../packs.ts";

async function* chunks(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) {
    yield text.slice(at, at + size);
  }
}

async function streamed(text: string, size: number) {
  const request = { from: testDialect("mariadb"), to: testDialect("postgres") };
  const outputs: string[] = [];
  let statements = 0;
  for await (const it of translatedPieces(chunks(text, size), request)) {
    outputs.push(it.output);
    statements += it.statements;
  }
  return { output: outputs.join(""), pieces: outputs.length, statements };
}

test("what a piece defines is known to the next, and what cannot be done is a comment", async () => {
  const table = "CREATE TABLE t (id INT PRIMARY KEY, flag TINYINT(1) NOT NULL, name VARCHAR(9));\n";
  const row = "INSERT INTO t (id, flag) VALUES (1, 1);\n";
  const text = `${table}${row.repeat(20_000)}SELECT CRC32(name)\nFROM t;\n${row}`;
  const { output, pieces } = await streamed(text, 50_000);
  expect(pieces).toBeGreaterThan(1);
  expect(output.match(/VALUES \(1, TRUE\);/gu)).toHaveLength(20_001);
  expect(output).toMatch(/-- not translated: [^\n]+\n-- SELECT CRC32\(name\)\n-- FROM t;\n/u);
});

test("pieces are cut after statements only", async () => {
  const text = "SELECT 'a;b' FROM t;\n".repeat(30_000);
  const { output, statements } = await streamed(text, 7777);
  expect(output).toBe(text);
  expect(statements).toBeGreaterThanOrEqual(30_000);
});
