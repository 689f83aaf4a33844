import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const src = (path: string) => fileURLToPath(new URL(`src/${path}`, import.meta.url));
const alias = [
  { find: /^coachkit$/, replacement: src("index.ts") },
  { find: /^coachkit\/(.+)$/, replacement: src("$1/index.ts") },
];

/** Rooms that deal with clocks: what they answer must not depend on where the host stands. */
const clockRooms = "{time,cadence,plan,calendar}";
/** Files of these rooms in which no clock is read: numbers, pairs of people, and files that only have to be refused in time. */
const clockless = ["calendar/ics-attacks", "plan/capacity-*", "plan/coach-capacity", "plan/credit-balances", "plan/least-disruption", "plan/match-coaches", "plan/mentor-eligibility", "plan/rematch-coaches", "plan/rapport-by-caseload", "plan/replan-brute-force", "plan/replan-peers", "plan/review-queue", "plan/rotate-peers", "plan/weekly-demand"].map((file) => `test/${file}.test.ts`);
/** `npm test` takes the first of these, `npm run test:zones` the others. */
const zones = { "new-york": "America/New_York", kolkata: "Asia/Kolkata", apia: "Pacific/Apia" };

/** Files share a worker: the package keeps no state between calls, and loading it anew for each file would take longer than the tests. As few projects as there are zones: each compiles the package for itself. */
const project = (name: string, zone: string, include: string[], exclude: string[] = []) => ({
  extends: true as const,
  test: { name, include, exclude, env: { TZ: zone }, sequence: { shuffle: true }, testTimeout: 20_000, isolate: false, setupFiles: ["test/seed.ts"] },
});

export default defineConfig({
  resolve: { alias },
  test: {
    // all cores: by default one stays idle, which is half of a small machine
    maxWorkers: "100%",
    disableConsoleIntercept: true,
    projects: [
      project("spec", "UTC", ["test/**/*.test.ts"]),
      ...Object.entries(zones).map(([name, zone]) => project(`spec-${name}`, zone, [`test/${clockRooms}/**/*.test.ts`, `test/oracles/${clockRooms}.test.ts`, "test/host-zone.test.ts"], clockless)),
    ],
    coverage: { include: ["src/**"], reporter: ["text-summary"] },
  },
});
