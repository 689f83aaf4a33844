import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Run, runExample } from "./run-example.js";

/** A copy of the example's data that a test may change, and a folder for what the example writes. */
let folder = "";
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), "coachkit-example-")); });
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const run = (data: string, out: string): Promise<Run> => runExample("twelve-week-program", { args: [data, out] });

type Json = any;
/** What changes a parsed file in place; a text that it gives back becomes the file. */
type Changes = Readonly<Record<string, (data: Json) => string | void>>;
const placeOf = (line: string): string => line.slice(0, line.indexOf(": "));
function changed(name: string, changes: Changes): readonly [data: string, out: string] {
  const data = join(folder, `${name}-data`);
  cpSync("examples/data", data, { recursive: true });
  for (const [file, change] of Object.entries(changes)) {
    const path = join(data, `${file}.json`);
    const value: Json = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, change(value) ?? JSON.stringify(value));
  }
  return [data, join(folder, name)];
}

/** The faults that a changed folder ends with, each from its file on; nothing may have been written. */
async function faultsOf(name: string, changes: Changes): Promise<readonly string[]> {
  const [data, out] = changed(name, changes);
  const { stdout, stderr, status } = await run(data, out);
  expect(status).toBe(1);
  expect(stdout).toBe("");
  expect(existsSync(out)).toBe(false);
  return stderr.trim().split("\n").map((line) => line.replace(`${data}/`, ""));
}

describe.concurrent("the twelve-week program", () => {
  test("prints what the committed copy says, and writes a calendar for each person, one for all, a ledger and a report; old calendars go", async () => {
    const out = join(folder, "plain");
    cpSync("examples/output", join(out, "calendars"), { recursive: true });
    const { stdout } = await run("examples/data", out);
    expect(stdout.replaceAll(out, "out")).toBe(readFileSync("examples/output/twelve-week-program.txt", "utf8"));
    expect(readFileSync(join(out, "report.md"), "utf8")).toBe(readFileSync("examples/output/report.md", "utf8"));
    expect(readdirSync(join(out, "calendars"))).toHaveLength(19);
  });

  test("answers to one changed number: a platform that costs 1,000 more costs 1,000 more; and says in words what has no session", async () => {
    const { stdout, status } = await run(...changed("dearer", {
      costs: ({ fixedEntries }) => { fixedEntries[1].amount.amount = "2350.00"; },
      program: ({ segments, touchpoints }) => {
        segments.push({ id: "night-leads", title: "Night leads" });
        touchpoints.push({ ...touchpoints.find(({ id }: Json) => id === "demo"), id: "night-demo", title: "Night demo", segmentIds: ["night-leads"] });
      },
      settings: ({ weights }) => { weights.push({ touchpointId: "night-demo", weight: 0 }); },
    }));
    expect(status).toBe(0);
    expect(stdout).toMatch(/cost\/platform +2350\.00 EUR +1 entry/u);
    expect(stdout).toContain("Night demo, week 12: nobody is to take part");
    const totalOf = (text: string): number => Number(/^ *Cost: (\d+\.\d\d) EUR$/mu.exec(text)?.[1]);
    expect(totalOf(stdout) - totalOf(readFileSync("examples/output/twelve-week-program.txt", "utf8"))).toBeCloseTo(1000, 6);
  });

  test("names every fault of every file by itself, with its path and what to do, and a file that is no JSON", async () => {
    const faults = await faultsOf("in-files", {
      cohort: (cohort) => { cohort.startDate = "2027-02-30"; },
      settings: (settings) => { settings.intraclassCorrelation = 50; },
      coaches: (coaches) => { coaches[1].hours.timeZone = "Mars Olympus"; },
      "session-pulses": (pulses) => { delete pulses[2].participantId; },
      rubric: () => "{ \"kind\": ",
    });
    expect(faults.map(placeOf).sort()).toEqual(["coaches.json at /1/hours/timeZone", "cohort.json at /startDate", "rubric.json", "session-pulses.json at /2/participantId", "settings.json at /intraclassCorrelation"]);
    expect(faults).toContainEqual(expect.stringMatching(/^cohort\.json at \/startDate: There is no such day in the calendar\. Check the month and the day\. \(/u));
    expect(faults).toContainEqual(expect.stringMatching(/^rubric\.json: .*JSON/u));
  });

  test("names every reference that leads nowhere, with what to do", async () => {
    const faults = await faultsOf("between-files", {
      participants: (people) => { people[1].managerId = "head-nobody"; people[2].coachId = "coach-nobody"; },
      contacts: (contacts) => { contacts[3].personId = "contact-nobody"; },
      intakes: (intakes) => { intakes[4].participantId = "intake-nobody"; },
    });
    expect([...faults].sort()).toEqual([
      "contacts.json at /3/personId: No participant, coach or manager has the id “contact-nobody”. Correct the id, or add it to the file of its kind. (example.unknown_reference)",
      "intakes.json at /4/participantId: No participant has the id “intake-nobody”. Correct the id, or add it to participants.json. (example.unknown_reference)",
      "intakes.json at /: The participant “elif” has no intake. Add one to intakes.json. (example.missing_intake)",
      "participants.json at /1/managerId: No manager has the id “head-nobody”. Correct the id, or add it to managers.json. (example.unknown_reference)",
      "participants.json at /2/coachId: No coach has the id “coach-nobody”. Add the coach, or correct the id. (assign-sessions.unknown_coach)",
    ]);
  });

  test("names what records of sessions, behavior, homework, pulse and money have wrong with each other, all at once, where it lies", async () => {
    const faults = await faultsOf("records", {
      "homework-attempts": (attempts) => { attempts[7].participantId = "attempt-nobody"; attempts[9].id = attempts[8].id; attempts[11].itemId = "item-nobody"; attempts[12].reportedAt = "2029-01-01T00:00:00Z"; },
      observations: (observations) => { observations[5].participantId = "observed-nobody"; observations[80].ratings[0] = { criterionId: "asks-first", status: "observed", level: 9 }; },
      settings: (settings) => { settings.weights = settings.weights.filter(({ touchpointId }: Json) => touchpointId !== "demo"); },
      "team-pulse": (pulse) => { pulse.before.answers[3].ratings[1].rating = 7; },
      "leader-check-ins": (checks) => { checks[1].managerId = "leader-nobody"; },
      "reinforcement-acts": (acts) => { acts[2].managerId = "actor-nobody"; },
      "session-pulses": (pulses) => { pulses[6].sessionId = "session-nobody"; },
      costs: ({ rateCards }) => { rateCards.splice(0, 1); },
    });
    expect(faults.map(placeOf).sort()).toEqual([
      "costs.json at /rateCards",
      "homework-attempts.json at /11/itemId", "homework-attempts.json at /12/reportedAt", "homework-attempts.json at /7/participantId", "homework-attempts.json at /9/id",
      "leader-check-ins.json at /1/managerId", "observations.json at /5/participantId", "observations.json at /80/ratings/0/level", "reinforcement-acts.json at /2/managerId",
      "session-pulses.json at /6/sessionId", "settings.json at /weights", "team-pulse.json at /before/answers/3/ratings/1/rating",
    ]);
    expect(faults).toContainEqual(expect.stringMatching(/^costs\.json at \/rateCards: No rate card prices the time of “\w+” as coach\. .*\(session-costs\.no_rate\)/u));
    expect(faults).toContainEqual(expect.stringMatching(/level: 9 is none of the levels .* Use one of 1, 2, 3, 4\. \(observation\.level_outside_scale\)$/u));
  });

  test("names a cost in a currency without a rate, and a person who is paid but not there", async () => {
    const faults = await faultsOf("no-rate", { costs: ({ fixedEntries, regions }) => { fixedEntries[3].amount.currency = "USD"; regions.push({ personId: "region-nobody", region: "de" }); } });
    expect(faults.map(placeOf).sort()).toEqual(["costs.json at /fixedEntries/3/amount/currency", "costs.json at /regions/15/personId"]);
    expect(faults).toContainEqual(expect.stringMatching(/USD.*EUR/u));
  });
});
