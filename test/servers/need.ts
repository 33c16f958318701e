/** What a test does when the server it needs is not there. */
import { inject } from "vitest";
import { explain } from "../../server/src/wirevm/drivers/errors.ts";
import { openSession } from "../../server/src/wirevm/drivers/open.ts";
import type { Session } from "../../server/src/wirevm/drivers/session.ts";
import { testPack } from "../packs.ts";

/** URL of a shared server. Without one a test is passed over, saying why; on CI that is a failure. */
export function serverUrl(
  name: "postgres" | "mariadb",
  test: { skip(note: string): never },
): string {
  const { url, unavailable = "it was not started" } = inject(name);
  if (url === undefined) {
    return missing(name, unavailable, test);
  }
  return url;
}

export function missing(name: string, why: string, test: { skip(note: string): never }): never {
  if (process.env["CI"] === "true") {
    throw new Error(`${name}: ${why}`);
  }
  return test.skip(`${name}: ${why}`);
}

/** A session that must open. */
export async function opened(
  engine: string,
  url: string,
  config: Partial<Parameters<typeof openSession>[0]> = {},
): Promise<Session> {
  const session = await openSession({ ...config, url }, testPack(engine));
  if (!session.ok) {
    throw new Error(explain(session.error));
  }
  return session.value;
}
