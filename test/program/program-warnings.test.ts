import { blendedTwelveWeek, type Program, programWarnings, type Timing } from "coachkit/program";
import { describe, expect, test } from "vitest";
import { touchpoint } from "../cadence/one-cohort.js";
import { issuesOf } from "../issues-of.js";

const startTime = "09:00";
const role = (name: string) => ({ role: name, personId: "p-1", responsibility: "accountable" as const });
const [behavior] = blendedTwelveWeek.targetBehaviors;
const behaviors = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `b-${String(index)}`, title: "Behavior", kpiIds: ["pulse"] }));
/** A program without anything unusual. */
const usual: Program = { ...blendedTwelveWeek, governance: { roles: [role("program-owner"), role("sponsor")] } };
const reasonsOf = (changes: Partial<Program>) => programWarnings({ ...usual, ...changes }).map(({ reason, path }) => `${reason} at /${path.join("/")}`);

describe("programWarnings", () => {
  test("says nothing of a usual program", () => { expect(programWarnings(usual)).toEqual([]); });

  test.each([
    ["one target behavior",        { targetBehaviors: behavior === undefined ? [] : [behavior] },     ["behavior-count at /targetBehaviors"]],
    ["two",                        { targetBehaviors: behaviors(2) },                                 []],
    ["three",                      { targetBehaviors: behaviors(3) },                                 []],
    ["four",                       { targetBehaviors: behaviors(4) },                                 ["behavior-count at /targetBehaviors"]],
    ["a pilot of 13 weeks",        { weekCount: 13 },                                                 ["pilot-weeks at /weekCount"]],
    ["13 weeks once it is scaled", { weekCount: 13, phase: "scale" },                                 []],
    ["nobody named",               { governance: { roles: [] } },                                     ["no-owner at /governance", "no-sponsor at /governance"]],
    ["no sponsor",                 { governance: { roles: [role("program-owner")] } },                ["no-sponsor at /governance"]],
    ["no owner",                   { governance: { roles: [role("sponsor")] } },                      ["no-owner at /governance"]],
  ] as const)("%s", (_, changes, reasons) => { expect(reasonsOf(changes)).toEqual(reasons); });

  test.each([7, 8, 12])("a pilot of %i weeks", (weekCount) => {
    const touchpoints = [touchpoint("t", { kind: "weeks", weeks: [1], weekdays: ["MO"], startTime })];
    expect(reasonsOf({ weekCount, touchpoints })).toEqual(weekCount === 7 ? ["pilot-weeks at /weekCount"] : []);
  });

  const workshop = touchpoint("workshop", { kind: "start-date", startTime });
  const follow: readonly (readonly [string, Timing | null, boolean])[] = [
    ["alone", null, false],
    ["with more in week 0", { kind: "weeks", weeks: [0], weekdays: ["FR"], startTime }, false],
    ["with a rhythm that has no second time", { kind: "every-weeks", everyWeeks: 13, fromWeek: 0, toWeek: 12, weekdays: ["FR"], startTime }, false],
    ["with a day within the week", { kind: "day-offsets", dayOffsets: [0, 6], startTime }, false],
    ["with a prompt before it", { kind: "minutes-from", touchpointId: "workshop", side: "before", gapMinutes: 15 }, false],
    ["with a note three days later", { kind: "days-from", touchpointId: "workshop", offsetDays: 3, startTime }, false],
    ["with a talk a week later", { kind: "days-from", touchpointId: "workshop", offsetDays: 7, startTime }, true],
    ["with a day a week later", { kind: "day-offsets", dayOffsets: [7], startTime }, true],
    ["with a rhythm", { kind: "every-weeks", everyWeeks: 12, fromWeek: 0, toWeek: 12, weekdays: ["FR"], startTime }, true],
    ["with nudges", { kind: "per-week", countPerWeek: 1, fromWeek: 0, toWeek: 1, weekdays: ["FR"], minimumSpacingHours: 0, startTime }, true],
    ["with a window", { kind: "window", fromWeek: 0, toWeek: 2, weekdays: ["FR"], startTime }, true],
    ["with a monthly group", { kind: "recurrence", rule: "FREQ=MONTHLY;BYDAY=2WE;COUNT=3", startTime }, true],
    ["with coaching after calls", { kind: "after-contact", sampledFraction: 0.1, maximumCountPerDay: 4 }, true],
  ];
  test.each(follow)("a workshop %s", (_, timing, isFollowed) => {
    expect(reasonsOf({ touchpoints: timing === null ? [workshop] : [workshop, touchpoint("more", timing)] })).toEqual(isFollowed ? [] : ["no-follow-up at /touchpoints"]);
  });

  test.each([["one-to-one", "coach", []], ["one-to-one", "peer", ["unusual-leader at /touchpoints/0/ledBy"]], ["peer", "coach", ["unusual-leader at /touchpoints/0/ledBy"]], ["own", "anyone", []]] as const)("%s led by %s", (modality, ledBy, reasons) => {
    const touchpoints = [{ ...touchpoint("t", { kind: "weeks", weeks: [1], weekdays: ["MO"], startTime }), modality, ledBy }];
    expect(reasonsOf({ touchpoints, modalities: [{ id: "own", title: "Own", minimumMinutes: 1, maximumMinutes: 600 }] })).toEqual(reasons);
  });

  test("says it in words", () => { expect(programWarnings({ ...usual, weekCount: 20 }).map(({ message }) => message)).toEqual(["Pilots run 8 to 12 weeks; this one runs 20."]); });

  test("refuses what is no program", () => { expect(issuesOf(() => programWarnings({ ...usual, phase: "launch" } as never))).toEqual(["input.invalid_value at /phase"]); });
});
