import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runExample } from "./run-example.js";

const written = readFileSync("examples/output/five-coaches.txt", "utf8");

// written down on a host in UTC
test("the example of five coaches prints what is written down, on a host at the other end of the day", async () => {
  expect(await runExample("five-coaches", { zone: "Pacific/Apia" })).toEqual({ stdout: written, stderr: "", status: 0 });
});

test("it finds the harsh one by gold, the drifting one by time, and nobody else", () => {
  const [, gold = "", time = "", without = "", todo = ""] = written.split("\n\n");
  const recalibrated = (part: string): readonly string[] => [...part.matchAll(/^ {2}(\w+) .*recalibrate/gmu)].map(([, name = ""]) => name);
  expect([gold, time, without, todo].map(recalibrated)).toEqual([["ben"], ["chloe"], ["ben"], ["ben", "chloe"]]);
});
