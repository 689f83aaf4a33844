import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const written = readFileSync("examples/output/five-coaches.txt", "utf8");
const printed = (zone: string): string => execFileSync(process.execPath, ["--import", "tsx", "examples/five-coaches.ts"], { encoding: "utf8", env: { ...process.env, TZ: zone } });

// written down on a host in UTC
test("the example of five coaches prints what is written down, on a host at the other end of the day", () => {
  expect(printed("Pacific/Apia")).toBe(written);
});

test("it finds the harsh one by gold, the drifting one by time, and nobody else", () => {
  const [, gold = "", time = "", without = "", todo = ""] = written.split("\n\n");
  const recalibrated = (part: string): readonly string[] => [...part.matchAll(/^ {2}(\w+) .*recalibrate/gmu)].map(([, name = ""]) => name);
  expect([gold, time, without, todo].map(recalibrated)).toEqual([["ben"], ["chloe"], ["ben"], ["ben", "chloe"]]);
});
