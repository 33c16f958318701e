/** The servers that the heavy tests share: started once, their addresses handed to every test file. */
import type { TestProject } from "vitest/node";
import { startMariadb } from "./mariadb.ts";
import { startPostgres } from "./postgres.ts";

export interface Address {
  readonly url?: string;
  /** Why there is no server. */
  readonly unavailable?: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    postgres: Address;
    mariadb: Address;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [postgres, mariadb] = await Promise.all([startPostgres(), startMariadb()]);
  project.provide("postgres", "unavailable" in postgres ? postgres : { url: postgres.url });
  project.provide("mariadb", "unavailable" in mariadb ? mariadb : { url: mariadb.url });
  return async () => {
    for (const server of [postgres, mariadb]) {
      if ("stop" in server) {
        await server.stop();
      }
    }
  };
}
