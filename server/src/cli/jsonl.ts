/**
 * Batch mode: one JSON object a line in, one a line out, in order. A line is answered before the next
 * is read, so memory is bounded and a program can talk to us line by line; a bad line gets an error
 * line and the rest goes on.
 */
import { createInterface } from "node:readline";
import type { z } from "zod";
import { Exit, type Io } from "./command.ts";

/** A failure that is an answer: `{id, error: {code, message}}`. */
export class LineError extends Error {
  readonly code: string;
  readonly start: number | undefined;
  readonly end: number | undefined;
  constructor(code: string, message: string, start?: number, end?: number) {
    super(message);
    this.code = code;
    this.start = start;
    this.end = end;
  }
}

export async function jsonl<T extends z.ZodType>(
  io: Io,
  shape: T,
  answer: (line: z.infer<T>) => object | Promise<object>,
): Promise<number> {
  const lines = createInterface({ input: io.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    if (line.trim() === "") {
      continue;
    }
    io.out(`${JSON.stringify(await answered(line, shape, answer))}\n`);
    await io.flushed();
  }
  return Exit.Fine;
}

async function answered<T extends z.ZodType>(
  line: string,
  shape: T,
  answer: (line: z.infer<T>) => object | Promise<object>,
): Promise<object> {
  let value: unknown;
  try {
    value = JSON.parse(line.charCodeAt(0) === BYTE_ORDER_MARK ? line.slice(1) : line);
  } catch (error) {
    return { error: { code: "json", message: `The line is no JSON: ${messageOf(error)}` } };
  }
  const id = typeof value === "object" && value !== null && "id" in value ? { id: value.id } : {};
  const decoded = shape.safeParse(value);
  if (!decoded.success) {
    const issue = decoded.error.issues[0];
    return {
      ...id,
      error: {
        code: "usage",
        message: `${issue?.path.join(".") || "line"}: ${issue?.message ?? "not allowed"}`,
      },
    };
  }
  try {
    return { ...id, ...(await answer(decoded.data)) };
  } catch (error) {
    if (error instanceof LineError) {
      const { code, message, start, end } = error;
      return { ...id, error: { code, message, ...(start === undefined ? {} : { start, end }) } };
    }
    return { ...id, error: { code: "internal", message: messageOf(error) } };
  }
}

const BYTE_ORDER_MARK = 0xfeff;

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
