import { defineConfig } from "vitest/config";

/** A cold editor on two busy cores needs its time; a test that waits says for what. */
const MINUTE_MS = 60_000;

export default defineConfig({
  test: {
    include: ["test/e2e/**/*.e2e.ts"],
    fileParallelism: false,
    testTimeout: 2 * MINUTE_MS,
    hookTimeout: 3 * MINUTE_MS,
  },
});
