import { expandCadence, projectSteps } from "coachkit/cadence";
import type { cadence, program as programs } from "coachkit";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { cohort, programOf, touchpoint } from "./one-cohort.js";

const startTime = "09:00";
const alone = { clock: "participant", audience: { kind: "each" }, ledBy: "participant" } as const;
const step = (id: string, after: string, delayDays: number) => touchpoint(id, { kind: "after-completion", touchpointId: after, delayDays, startTime }, alone);
const first = touchpoint("first", { kind: "start-date", startTime }, alone);
const program = programOf(first, step("second", "first", 2), step("third", "second", 0), touchpoint("echo", { kind: "days-from", touchpointId: "second", offsetDays: 7, startTime }, alone));
const told = ({ occurrences, locked }: cadence.Cadence) => [...occurrences.map(({ touchpointId, date, key, week }) => `${touchpointId} ${date} ${key} ${String(week)}`), ...locked.map(({ touchpointId, waitsForTouchpointId }) => `${touchpointId} waits for ${waitsForTouchpointId}`)];
const after = (...completions: readonly cadence.Completion[]) => expandCadence({ program, cohort: { ...cohort, holidayPolicy: "next-working-day" }, completions });

describe("steps that wait for a completion", () => {
  test("have no date before it, nor has what goes by them", () => {
    expect(told(after())).toEqual(["first 2027-09-27 start 0", "second waits for first", "third waits for second", "echo waits for first"]);
  });

  test("open so many days after it, and what goes by them with them", () => {
    expect(told(after({ touchpointId: "first", completedDate: "2027-10-05" }))).toEqual(["first 2027-09-27 start 0", "second 2027-10-07 opened null", "echo 2027-10-14 opened null", "third waits for second"]);
  });

  test("open on the day itself with no delay, and move off days without work like all others", () => {
    const { occurrences } = after({ touchpointId: "first", completedDate: "2027-10-05" }, { touchpointId: "second", completedDate: "2027-10-09" });
    expect(occurrences.find(({ touchpointId }) => touchpointId === "third")).toMatchObject({ date: "2027-10-11", move: { fromDate: "2027-10-09", reason: "weekday-off", name: null } });
  });

  test("keep their id whenever they open", () => {
    const idOf = (completedDate: string) => after({ touchpointId: "first", completedDate }).occurrences.find(({ touchpointId }) => touchpointId === "second")?.id;
    expect([idOf("2027-10-05"), idOf("2028-01-11")]).toEqual(["trial/autumn/second/opened", "trial/autumn/second/opened"]);
  });

  test.each([
    ["a completion of what the program lacks", { completions: [{ touchpointId: "zero", completedDate: "2027-10-05" }] }, ["completion.unknown_touchpoint at /completions/0/touchpointId"]],
    ["two completions of one touchpoint", { completions: [{ touchpointId: "first", completedDate: "2027-10-05" }, { touchpointId: "first", completedDate: "2027-10-06" }] }, ["completion.duplicate at /completions/1/touchpointId"]],
    ["a step that many are to complete together", { program: programOf(first, { ...step("second", "first", 1), audience: { kind: "everyone" } }) }, ["program.clock_of_group at /program/touchpoints/1/clock", "timing-rules.not_alone at /program/touchpoints/1/timing/kind"]],
    ["a step on the cohort's clock", { program: programOf(first, { ...step("second", "first", 1), clock: "cohort" }) }, ["timing-rules.not_alone at /program/touchpoints/1/timing/kind"]],
    ["steps that wait for each other", { program: programOf(step("a", "b", 1), step("b", "a", 1)) }, ["timing-rules.cycle at /program/touchpoints/0/timing/touchpointId"]],
    ["a step that waits for nothing there is", { program: programOf(step("a", "b", 1)) }, ["timing-rules.unknown_touchpoint at /program/touchpoints/0/timing/touchpointId"]],
  ] as const)("%s is refused", (_, changes, issues) => { expect(issuesOf(() => expandCadence({ program, cohort, ...(changes as object) }))).toEqual(issues); });
});

describe("projectSteps", () => {
  const paces = [{ name: "at once", completionDays: 0 }, { name: "slow", completionDays: 60 }];
  test("dates every step at each pace, and says how far the program overruns", () => {
    expect(projectSteps({ program, cohort: { ...cohort, holidayPolicy: "stay" }, paces })).toStrictEqual([
      { name: "at once", steps: [{ touchpointId: "second", date: "2027-09-29" }, { touchpointId: "third", date: "2027-09-29" }], lastDate: "2027-10-06", overrunDays: 0 },
      // 27 September + 60 + 2 days, and 60 more; week 12 ends on 26 December
      { name: "slow", steps: [{ touchpointId: "second", date: "2027-11-28" }, { touchpointId: "third", date: "2028-01-27" }], lastDate: "2028-01-27", overrunDays: 32 },
    ]);
  });

  test("what takes place several times is completed after its last time", () => {
    const weekly: programs.Program = programOf(touchpoint("weekly", { kind: "weeks", weeks: [1, 2], weekdays: ["MO"], startTime }, alone), step("second", "weekly", 0));
    expect(projectSteps({ program: weekly, cohort, paces: [{ name: "p", completionDays: 1 }] })[0]?.steps).toEqual([{ touchpointId: "second", date: "2027-10-12" }]);
  });

  test("a step behind one that never has a date stays out", () => {
    const never = programOf(touchpoint("calls", { kind: "after-contact", sampledFraction: 0.1, maximumCountPerDay: 4 }, alone), first);
    expect(projectSteps({ program: never, cohort, paces })[0]).toMatchObject({ steps: [], lastDate: "2027-09-27" });
    expect(issuesOf(() => projectSteps({ program: programOf(...never.touchpoints, step("second", "calls", 1)), cohort, paces }))).toEqual(["timing-rules.undated_touchpoint at /program/touchpoints/2/timing/touchpointId"]);
  });

  test("refuses two paces of one name", () => {
    expect(issuesOf(() => projectSteps({ program, cohort, paces: [...paces, ...paces] }))).toEqual(["step-projection.duplicate_pace at /paces/2/name", "step-projection.duplicate_pace at /paces/3/name"]);
  });
});
