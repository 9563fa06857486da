import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // the browser's tests run after these, one file at a time: npm run test:page
    exclude: ["test/e2e/**"],
    testTimeout: 60_000,
    // two cores: one worker each, so that spawned commands find room
    maxWorkers: 2,
    // the modules are loaded once a worker; tests keep nothing in them
    isolate: false,
  },
});
