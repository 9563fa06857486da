import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    // two cores: one worker each, so that spawned commands find room
    maxWorkers: 2,
  },
});
