import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const written = readFileSync("examples/output/manager-pilot.txt", "utf8");
const printed = (zone: string): string => execFileSync(process.execPath, ["--import", "tsx", "examples/manager-pilot.ts"], { encoding: "utf8", env: { ...process.env, TZ: zone } });

// written down on a host in UTC
test("the example of the manager pilot prints what is written down, on a host at the other end of the day", () => {
  expect(printed("Pacific/Apia")).toBe(written);
});

test("the pilot is scaled where the program works, and ended where it does nothing; no look before the last one scales it", () => {
  const [works = "", nothing = ""] = written.split(/^Told of a world where /mu).slice(1);
  const verdicts = (world: string): readonly string[] => [...world.matchAll(/^ {2}After week \d+: ([A-Z ]+)\./gmu)].map(([, verdict = ""]) => verdict);
  expect(verdicts(works)).toEqual(["DO NOT SCALE YET", "SCALE"]);
  expect(verdicts(nothing)).toEqual(["DO NOT SCALE YET", "STOP"]);
});
