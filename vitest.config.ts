import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["test/**/*.test.ts"], exclude: ["test/heavy/**", "test/host/**", "test/editor/**"], isolate: false, pool: "threads" },
});
