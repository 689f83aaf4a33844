export default {
  // the attacks run in processes of their own
  entry: ["src/*/index.ts", "src/worker/task-thread.ts", "examples/*.ts", "test/**/*.{test,test-d}.ts", "test/*/calls.ts", "test/cadence/recurrence/attack-rows.ts", "test/engines/answers.ts", "test/calendar/ics-attacks.ts"],
  project: ["src/**/*.ts", "test/**/*.ts", "examples/**/*.ts", "scripts/*.{mjs,ts}", "*.{ts,js,cjs,mjs}"],
  // Debian programs, driven where they are installed
  ignoreBinaries: ["khal", "radicale", "redis-server", "vdirsyncer"],
};
