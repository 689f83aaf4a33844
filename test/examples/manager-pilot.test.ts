import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runExample } from "./run-example.js";

const written = readFileSync("examples/output/manager-pilot.txt", "utf8");

// written down on a host in UTC
test("the example of the manager pilot prints what is written down, on a host at the other end of the day", async () => {
  expect(await runExample("manager-pilot", { zone: "Pacific/Apia" })).toEqual({ stdout: written, stderr: "", status: 0 });
});

test("the pilot is scaled where the program works, and ended where it does nothing; no look before the last one scales it", () => {
  const [works = "", nothing = ""] = written.split(/^Told of a world where /mu).slice(1);
  const verdicts = (world: string): readonly string[] => [...world.matchAll(/^ {2}After week \d+: ([A-Z ]+)\./gmu)].map(([, verdict = ""]) => verdict);
  expect(verdicts(works)).toEqual(["DO NOT SCALE YET", "SCALE"]);
  expect(verdicts(nothing)).toEqual(["DO NOT SCALE YET", "STOP"]);
});
