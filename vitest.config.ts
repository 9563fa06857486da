import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // npm run test:page, apart until the last of them holds
    exclude: ["test/e2e/**"],
    testTimeout: 60_000,
    // two cores: one worker each, so that spawned commands find room
    maxWorkers: 2,
  },
});
