import { existsSync } from "node:fs";
import { createRequire } from "node:module";

const awaited = Object.keys(createRequire(import.meta.url)("./rooms.cjs")).filter((room) => !existsSync(`src/${room}`));
/** What a room on the plan will need is not dead while that room is still to be built. */
const forThem = awaited.length > 0;

export default {
  entry: ["src/*/index.ts", "examples/*.ts", "test/**/*.{test,test-d}.ts", "test/*/calls.ts", ...(forThem ? ["src/*/internal.ts", "test/oracles/oracle.ts"] : [])],
  project: ["src/**/*.ts", "test/**/*.ts", "examples/**/*.ts", "scripts/*.mjs", "*.{ts,js,cjs,mjs}"],
  ignoreDependencies: forThem ? ["@date-fns/utc", "date-fns", "decimal.js", "rrule", "ical.js", "fast-check"] : [],
};
