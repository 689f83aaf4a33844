import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runExample } from "./run-example.js";


// written down on a host in UTC
test("the example of a plan that changes prints what is written down, on a host at the other end of the day", async () => {
  expect(await runExample("changed-plan", { zone: "Pacific/Apia" })).toEqual({ stdout: readFileSync("examples/output/changed-plan.txt", "utf8"), stderr: "", status: 0 });
});

test("in the end calendars show what the plan has", () => { expect(readFileSync("examples/output/changed-plan.txt", "utf8")).toMatch(/no duplicate, no ghost\n$/u); });
