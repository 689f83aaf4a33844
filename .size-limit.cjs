/**
 * What a user's bundle pays, minified and compressed by brotli. Own code leaves the libraries out; "all" holds them.
 * Paths, not names: a name would lead to src through tsconfig's paths.
 */
const { existsSync, readdirSync } = require("node:fs");

const libraries = ["zod", "decimal.js", "rrule", "date-fns", "date-fns/*", "@date-fns/utc", "@noble/hashes", "@noble/hashes/*", "node:*"];
/** A room together with what it enters; one that needs more stands below. */
const usual = "8 kB";
const larger = { statistics: "44 kB", rubric: "22 kB", psychometrics: "30 kB", optimization: "28 kB", money: "9 kB", delivery: "18 kB", program: "13 kB", time: "11 kB", homework: "30 kB", agreement: "60 kB", journal: "25 kB", kpi: "36 kB", review: "60 kB", effect: "35 kB", rollout: "19 kB", roi: "64 kB", simulation: "56 kB", chart: "24 kB", report: "78 kB", worker: "22 kB", wfm: "62 kB", interchange: "32 kB", cadence: "27 kB", nudge: "29 kB", trigger: "20 kB", followup: "17 kB", oversight: "40 kB", calendar: "42 kB", plan: "73 kB" };
/** Single functions, with everything that they drag along. A row counts as soon as its room is built. */
const functions = [
  { room: "error", import: "{ isCoachingError }", limit: "300 B" },
  { room: "unit", import: "{ percentText }", limit: "24 kB" },
  { room: "identity", import: "{ stableId }", limit: "27 kB" },
  { room: "money", import: "{ roundMoney }", limit: "38 kB" },
  { room: "time", import: "{ addDays }", limit: "28 kB" },
  { room: "cadence", import: "{ expandCadence }", limit: "60 kB" },
  { room: "plan", import: "{ assignSessions }", limit: "75 kB" },
  { room: "calendar", import: "{ toIcs }", limit: "70 kB" },
  { room: "calendar", import: "{ busyTimes }", limit: "70 kB" },
];

const built = existsSync("dist") ? readdirSync("dist", { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name) : [];
module.exports = [
  { name: "coachkit, own code", path: "dist/index.js", import: "*", ignore: libraries, limit: "495 kB" },
  ...built.map((room) => ({ name: `${room}, own code`, path: `dist/${room}/index.js`, import: "*", ignore: libraries, limit: larger[room] ?? usual })),
  ...functions.filter(({ room }) => built.includes(room)).map(({ room, import: names, limit }) => ({ name: `${room} ${names}, all`, path: `dist/${room}/index.js`, import: names, limit })),
];
