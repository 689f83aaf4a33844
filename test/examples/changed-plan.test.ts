import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const printed = (zone: string) => execFileSync(process.execPath, ["--import", "tsx", "examples/changed-plan.ts"], { encoding: "utf8", env: { ...process.env, TZ: zone } });

// written down on a host in UTC
test("the example of a plan that changes prints what is written down, on a host at the other end of the day", () => {
  expect(printed("Pacific/Apia")).toBe(readFileSync("examples/output/changed-plan.txt", "utf8"));
});

test("in the end calendars show what the plan has", () => { expect(readFileSync("examples/output/changed-plan.txt", "utf8")).toMatch(/no duplicate, no ghost\n$/u); });
