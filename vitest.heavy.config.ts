import { defineConfig } from "vitest/config";

/** Real servers start, fill and stop within this, also on two busy cores. */
const TWO_MINUTES_MS = 120_000;

export default defineConfig({
  test: {
    include: ["test/heavy/**/*.test.ts"],
    globalSetup: ["test/servers/global-setup.ts"],
    fileParallelism: false,
    testTimeout: TWO_MINUTES_MS,
    hookTimeout: TWO_MINUTES_MS,
  },
});
