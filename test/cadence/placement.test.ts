import { expandCadence } from "coachkit/cadence";
import type { cadence, program } from "coachkit";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { cohort, programOf, touchpoint } from "./one-cohort.js";

const startTime = "09:00";
const holidays = (...dates: readonly string[]) => dates.map((date) => ({ date, name: "Day off" }));
const expanded = (changes: Partial<cadence.Cohort>, ...touchpoints: readonly program.Touchpoint[]) => expandCadence({ program: programOf(...touchpoints), cohort: { ...cohort, ...changes } });
const told = ({ occurrences, skipped }: cadence.Cadence) => [...occurrences.map(({ touchpointId, date, move }) => `${touchpointId} ${date}${move === null ? "" : ` from ${move.fromDate} (${move.reason})`}`), ...skipped.map(({ touchpointId, plannedDate, reason }) => `${touchpointId} not ${plannedDate} (${reason})`)];
const at = (week: number, weekday: "MO" | "TU" | "WE" | "TH" | "FR" | "SA" | "SU"): program.Timing => ({ kind: "weeks", weeks: [week], weekdays: [weekday], startTime });

describe("what becomes of an occurrence on a day off", () => {
  const friday = touchpoint("t", at(0, "FR"));
  const off = { holidays: holidays("2027-10-01", "2027-10-04") };
  test.each([
    ["stay", ["t 2027-10-01"]],
    ["skip", ["t not 2027-10-01 (holiday)"]],
    ["next-working-day", ["t 2027-10-05 from 2027-10-01 (holiday)"]], // over the weekend and a holiday
    ["previous-working-day", ["t 2027-09-30 from 2027-10-01 (holiday)"]],
  ] as const)("%s", (holidayPolicy, story) => { expect(told(expanded({ ...off, holidayPolicy }, friday))).toEqual(story); });

  test("a weekday on which nobody works is a day off too, under a reason of its own", () => {
    expect(told(expanded({ holidayPolicy: "next-working-day" }, touchpoint("t", at(0, "SA"))))).toEqual(["t 2027-10-04 from 2027-10-02 (weekday-off)"]);
    expect(told(expanded({ holidayPolicy: "skip" }, touchpoint("t", at(0, "SU"))))).toEqual(["t not 2027-10-03 (weekday-off)"]);
  });

  test("a holiday at the weekend is told as the holiday, by its name", () => {
    expect(expanded({ holidayPolicy: "next-working-day", holidays: [{ date: "2027-10-03", name: "Unity Day" }] }, touchpoint("t", at(0, "SU"))).occurrences[0]?.move).toStrictEqual({ fromDate: "2027-10-03", reason: "holiday", name: "Unity Day" });
    expect(expanded({ holidayPolicy: "next-working-day" }, touchpoint("t", at(0, "SU"))).occurrences[0]?.move).toStrictEqual({ fromDate: "2027-10-03", reason: "weekday-off", name: null });
  });

  test("a touchpoint's own policy goes before the cohort's", () => {
    expect(told(expanded({ ...off, holidayPolicy: "skip" }, { ...friday, holidayPolicy: "stay" }))).toEqual(["t 2027-10-01"]);
    expect(told(expanded({ ...off, holidayPolicy: "stay" }, { ...friday, holidayPolicy: "skip" }))).toEqual(["t not 2027-10-01 (holiday)"]);
  });

  test("the week stays that of the plan when the move leads into another one, and two may meet on one day", () => {
    const { occurrences } = expanded({ holidayPolicy: "next-working-day", holidays: holidays("2027-10-01") }, touchpoint("t", { kind: "weeks", weeks: [0, 1], weekdays: ["MO", "FR"], startTime }));
    expect(occurrences.map(({ id, week, date }) => `${id} ${String(week)} ${date}`)).toEqual(["trial/autumn/t/w00-1 0 2027-09-27", "trial/autumn/t/w00-2 0 2027-10-04", "trial/autumn/t/w01-1 1 2027-10-04", "trial/autumn/t/w01-2 1 2027-10-08"]);
  });

  test("where no working day lies within a year, it is left out with the reason", () => {
    const year = Array.from({ length: 400 }, (_, index) => new Date(Date.UTC(2027, 8, 27 + index)).toISOString().slice(0, 10));
    expect(told(expanded({ holidayPolicy: "next-working-day", holidays: holidays(...year) }, touchpoint("t", { kind: "start-date", startTime })))).toEqual(["t not 2027-09-27 (holiday)"]);
  });

  test("a skipped one is named by the id it would have", () => {
    expect(expanded({ ...off, holidayPolicy: "skip" }, friday).skipped).toStrictEqual([{ id: "trial/autumn/t/w00-1", touchpointId: "t", key: "w00-1", week: 0, plannedDate: "2027-10-01", reason: "holiday" }]);
  });
});

describe("spacing around days off", () => {
  const twice = (weekdays: readonly ("MO" | "TU" | "WE" | "TH" | "FR")[], hours = 48) => touchpoint("nudge", { kind: "per-week", countPerWeek: 2, fromWeek: 0, toWeek: 0, weekdays, minimumSpacingHours: hours, startTime });
  const off = (holidayPolicy: cadence.Cohort["holidayPolicy"], ...dates: readonly string[]) => ({ holidayPolicy, holidays: holidays(...dates) });
  test.each([
    // Wednesday 29 September and Friday 1 October are planned
    ["Friday off: Thursday is 24 hours after Wednesday, refused", ["WE", "TH", "FR"], off("next-working-day", "2027-10-01"), ["nudge 2027-09-29", "nudge not 2027-10-01 (no-spaced-day)"]],
    ["Friday off and skipped", ["WE", "TH", "FR"], off("skip", "2027-10-01"), ["nudge 2027-09-29", "nudge not 2027-10-01 (holiday)"]],
    ["Friday off and kept", ["WE", "TH", "FR"], off("stay", "2027-10-01"), ["nudge 2027-09-29", "nudge 2027-10-01"]],
    // Tuesday 28 September and Friday 1 October are planned
    ["Friday off: Thursday is exactly 48 hours after Tuesday, allowed", ["TU", "WE", "TH", "FR"], off("next-working-day", "2027-10-01"), ["nudge 2027-09-28", "nudge 2027-09-30 from 2027-10-01 (holiday)"]],
    ["Tuesday off: Wednesday is exactly 48 hours before Friday, allowed", ["TU", "WE", "TH", "FR"], off("next-working-day", "2027-09-28"), ["nudge 2027-09-29 from 2027-09-28 (holiday)", "nudge 2027-10-01"]],
    ["Tuesday and Wednesday off: Thursday is 24 hours before Friday, refused", ["TU", "WE", "TH", "FR"], off("next-working-day", "2027-09-28", "2027-09-29"), ["nudge 2027-10-01", "nudge not 2027-09-28 (no-spaced-day)"]],
    ["all off", ["TU", "WE", "TH", "FR"], off("next-working-day", "2027-09-28", "2027-09-29", "2027-09-30", "2027-10-01"), ["nudge not 2027-09-28 (no-spaced-day)", "nudge not 2027-10-01 (no-spaced-day)"]],
  ] as const)("%s", (_, weekdays, changes, story) => { expect(told(expanded(changes, twice(weekdays)))).toEqual(story); });

  test("the direction of the policy goes first, the other one is taken where it fails", () => {
    const once = touchpoint("nudge", { kind: "per-week", countPerWeek: 1, fromWeek: 0, toWeek: 0, weekdays: ["WE", "MO", "FR"], minimumSpacingHours: 0, startTime });
    expect(told(expanded(off("next-working-day", "2027-09-27"), once))).toEqual(["nudge 2027-09-29 from 2027-09-27 (holiday)"]);
    expect(told(expanded({ ...off("next-working-day", "2027-09-27"), weekStartsOn: "SU" }, once))).toEqual(["nudge 2027-09-29 from 2027-09-27 (holiday)"]);
    expect(told(expanded({ ...off("next-working-day", "2027-10-01"), weekStartsOn: "SA", startDate: "2027-09-25" }, { ...once, timing: { kind: "per-week", countPerWeek: 2, fromWeek: 0, toWeek: 0, weekdays: ["TU", "WE", "FR"], minimumSpacingHours: 24, startTime } }))).toEqual(["nudge 2027-09-28", "nudge 2027-09-29 from 2027-10-01 (holiday)"]);
  });

  test("the distance holds to the neighboring weeks too", () => {
    const weekly = touchpoint("nudge", { kind: "per-week", countPerWeek: 1, fromWeek: 0, toWeek: 1, weekdays: ["FR", "MO"], minimumSpacingHours: 96, startTime });
    // Mondays are planned; the second one is off, and its Friday is far enough from the first Monday
    expect(told(expanded(off("next-working-day", "2027-10-04"), weekly))).toEqual(["nudge 2027-09-27", "nudge 2027-10-08 from 2027-10-04 (holiday)"]);
    // the first one is off: its Friday is 72 hours before the second Monday
    expect(told(expanded(off("next-working-day", "2027-09-27"), weekly))).toEqual(["nudge 2027-10-04", "nudge not 2027-09-27 (no-spaced-day)"]);
  });
});

describe("a window", () => {
  const free = touchpoint("free", { kind: "window", fromWeek: 1, toWeek: 2, weekdays: ["TH", "TU"], startTime });
  test("is met on its first possible day and tells its last", () => {
    expect(expanded({}, free).occurrences).toMatchObject([{ id: "trial/autumn/free/window", week: 1, date: "2027-10-05", windowEndDate: "2027-10-14", move: null }]);
  });
  test("passes by days off, into the next week too, and says why", () => {
    expect(expanded({ holidayPolicy: "skip", holidays: holidays("2027-10-05", "2027-10-07") }, free).occurrences).toMatchObject([{ week: 2, date: "2027-10-12", windowEndDate: "2027-10-14", move: { fromDate: "2027-10-05", reason: "holiday", name: "Day off" } }]);
  });
  test("stays on its first day where days off do not count", () => { expect(expanded({ holidays: holidays("2027-10-05") }, free).occurrences[0]?.date).toBe("2027-10-05"); });
  test("without a possible day is left out", () => {
    expect(told(expanded({ holidayPolicy: "next-working-day", holidays: holidays("2027-10-05", "2027-10-07", "2027-10-12", "2027-10-14") }, free))).toEqual(["free not 2027-10-05 (holiday)"]);
  });
});

describe("touchpoints that go by another one", () => {
  const anchor = touchpoint("one-to-one", at(0, "FR"), { durationMinutes: 60 });
  const days = (offsetDays: number, changes: Partial<program.Touchpoint> = {}) => touchpoint("note", { kind: "days-from", touchpointId: "one-to-one", offsetDays, startTime: "08:00" }, changes);
  const minutes = (side: "before" | "after", gapMinutes: number) => touchpoint("prompt", { kind: "minutes-from", touchpointId: "one-to-one", side, gapMinutes });

  test.each([[-2, "2027-09-29"], [0, "2027-10-01"], [3, "2027-10-04"], [-7, "2027-09-24"]])("%i days from it is %s", (offsetDays, date) => {
    expect(expanded({}, anchor, days(offsetDays)).occurrences.find(({ touchpointId }) => touchpointId === "note")).toMatchObject({ id: "trial/autumn/note/w00-1", week: 0, date, startTime: "08:00" });
  });

  test.each([
    ["before", 15, "2027-10-01T06:15:00Z", "2027-10-01T06:45:00Z", "08:15"],
    ["before", 0, "2027-10-01T06:30:00Z", "2027-10-01T07:00:00Z", "08:30"],
    ["after", 15, "2027-10-01T08:15:00Z", "2027-10-01T08:45:00Z", "10:15"],
  ] as const)("%s it by %i minutes", (side, gapMinutes, startsAt, endsAt, wallTime) => {
    expect(expanded({}, minutes(side, gapMinutes), anchor).occurrences.find(({ touchpointId }) => touchpointId === "prompt")).toMatchObject({ startsAt, endsAt, startTime: wallTime, date: "2027-10-01" });
  });

  test("minutes are exact over a change of the clock and over midnight, and the wall clock is read anew", () => {
    const night = touchpoint("one-to-one", { kind: "start-date", startTime: "03:15" });
    expect(expanded({ startDate: "2027-03-28" }, night, minutes("before", 60)).occurrences[0]).toMatchObject({ startsAt: "2027-03-27T23:45:00Z", startTime: "00:45", offset: "+01:00", date: "2027-03-28" });
    expect(expanded({ startDate: "2027-03-28" }, night, minutes("before", 120)).occurrences[0]).toMatchObject({ startsAt: "2027-03-27T22:45:00Z", startTime: "23:45", date: "2027-03-27" });
  });

  test("follow it to where it was moved; a day off moves them on by a policy of their own", () => {
    const moved = { holidayPolicy: "next-working-day", holidays: holidays("2027-10-01") } as const;
    expect(told(expanded(moved, anchor, days(-1), minutes("after", 15)))).toEqual(["one-to-one 2027-10-04 from 2027-10-01 (holiday)", "prompt 2027-10-04", "note 2027-10-04 from 2027-10-03 (weekday-off)"].toSorted((left, right) => (left.startsWith("note") ? -1 : right.startsWith("note") ? 1 : 0)));
    expect(told(expanded(moved, anchor, days(-1, { holidayPolicy: "skip" })))).toEqual(["one-to-one 2027-10-04 from 2027-10-01 (holiday)", "note not 2027-10-03 (weekday-off)"]);
  });

  test("are left out with it, also at one remove", () => {
    const again = touchpoint("echo", { kind: "days-from", touchpointId: "note", offsetDays: 1, startTime });
    expect(told(expanded({ holidayPolicy: "skip", holidays: holidays("2027-10-01") }, again, days(-1), anchor))).toEqual(["one-to-one not 2027-10-01 (holiday)", "note not 2027-10-01 (anchor-skipped)", "echo not 2027-10-01 (anchor-skipped)"]);
  });

  test("take place once for each of its occurrences", () => {
    const rhythm = touchpoint("one-to-one", { kind: "every-weeks", everyWeeks: 4, fromWeek: 1, toWeek: 12, weekdays: ["TU"], startTime });
    expect(expanded({}, rhythm, minutes("before", 15)).occurrences.filter(({ touchpointId }) => touchpointId === "prompt").map(({ id, week }) => `${id} ${String(week)}`)).toEqual(["trial/autumn/prompt/w01-1 1", "trial/autumn/prompt/w05-1 5", "trial/autumn/prompt/w09-1 9"]);
  });
});

describe("hours in which nothing takes place", () => {
  const closed = (fromTime: string, toTime: string, ...weekdays: readonly ("MO" | "TU" | "WE" | "TH" | "FR" | "SA")[]) => [{ weekdays, fromTime, toTime, name: "Closed" }];
  const nudge = (blackouts: program.Touchpoint["blackouts"]) => touchpoint("nudge", { kind: "per-week", countPerWeek: 2, fromWeek: 0, toWeek: 0, weekdays: ["TU", "WE", "TH", "FR"], minimumSpacingHours: 48, startTime: "15:00" }, blackouts === undefined ? {} : { blackouts });

  test("two a week, 48 hours apart, not on Friday afternoon", () => {
    expect(told(expanded({}, nudge(undefined)))).toEqual(["nudge 2027-09-28", "nudge 2027-10-01"]);
    expect(told(expanded({}, nudge(closed("12:00", "24:00", "FR"))))).toEqual(["nudge 2027-09-28", "nudge 2027-09-30"]);
    expect(told(expanded({}, nudge(closed("08:00", "15:00", "FR"))))).toEqual(["nudge 2027-09-28", "nudge 2027-10-01"]); // over when it begins
  });

  test("the cohort's hours count as the touchpoint's own do, whatever the policy for days off", () => {
    expect(told(expanded({ blackouts: closed("12:00", "24:00", "FR") }, nudge(undefined)))).toEqual(["nudge 2027-09-28", "nudge 2027-09-30"]);
    expect(told(expanded({ blackouts: closed("12:00", "24:00", "TU"), holidayPolicy: "next-working-day" }, nudge(closed("14:00", "16:00", "FR"))))).toEqual(["nudge 2027-09-30", "nudge not 2027-09-28 (no-spaced-day)"]); // Wednesday is 24 hours before Thursday
  });

  test("what the touchpoint's own hours leave must suffice for its spacing", () => {
    expect(issuesOf(() => expanded({}, nudge(closed("12:00", "24:00", "TU", "WE", "FR"))))).toEqual(["timing-rules.no_spacing at /program/touchpoints/0/timing/minimumSpacingHours"]);
  });

  test.each([
    ["next-working-day", ["t 2027-10-04 from 2027-10-01 (blackout-hours)"]],
    ["previous-working-day", ["t 2027-09-30 from 2027-10-01 (blackout-hours)"]],
    ["skip", ["t not 2027-10-01 (blackout-hours)"]],
    ["stay", ["t 2027-10-01"]],
  ] as const)("an hour that is blacked out is met as a day off is: %s", (holidayPolicy, story) => {
    const afternoon = touchpoint("t", { kind: "weeks", weeks: [0], weekdays: ["FR"], startTime: "15:00" }, { blackouts: closed("12:00", "24:00", "FR") });
    const cadenceOf = expanded({ holidayPolicy }, afternoon);
    expect(told(cadenceOf)).toEqual(story);
    for (const { move } of cadenceOf.occurrences) if (move !== null) expect(move.name).toBe("Closed");
  });

  test("days of leave are told as such, and a holiday among them as the holiday", () => {
    const leave = [{ fromDate: "2027-09-29", toDate: "2027-10-01" }];
    expect(told(expanded({ leave, holidayPolicy: "next-working-day" }, touchpoint("t", at(0, "WE"))))).toEqual(["t 2027-10-04 from 2027-09-29 (leave)"]);
    expect(told(expanded({ leave, holidays: holidays("2027-09-29"), holidayPolicy: "skip" }, touchpoint("t", at(0, "WE"))))).toEqual(["t not 2027-09-29 (holiday)"]);
  });
});
