import { expandCadence, expandCadenceColumns, expandCadences } from "coachkit/cadence";
import type { cadence, program as programs } from "coachkit";
import { blendedTwelveWeek } from "coachkit/program";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { cohort, programOf, touchpoint } from "./one-cohort.js";

const huddle = touchpoint("huddle", { kind: "weeks", weeks: [0, 1], weekdays: ["WE"], startTime: "09:00" });
const kickoff = touchpoint("kickoff", { kind: "start-date", startTime: "09:30" }, { durationMinutes: 180 });
const expanded = (changes: Partial<cadence.Cohort>, ...touchpoints: readonly programs.Touchpoint[]) => expandCadence({ program: programOf(...touchpoints), cohort: { ...cohort, ...changes } });
const lines = ({ occurrences }: cadence.Cadence) => occurrences.map(({ touchpointId, week, date, startsAt }) => `${touchpointId} ${String(week)} ${date} ${startsAt}`);

describe("expandCadence", () => {
  test("dates the touchpoints of a cohort", () => {
    expect(expanded({}, kickoff)).toStrictEqual({
      programId: "trial",
      cohortId: "autumn",
      occurrences: [
        {
          id: "trial/autumn/kickoff/start", cohortId: "autumn", touchpointId: "kickoff", key: "start", week: 0, date: "2027-09-27", startTime: "09:30", timeZone: "Europe/Berlin",
          startsAt: "2027-09-27T07:30:00Z", endsAt: "2027-09-27T10:30:00Z", offset: "+02:00", durationMinutes: 180, move: null, windowEndDate: null,
        },
      ],
      skipped: [],
      undatedTouchpointIds: [],
      locked: [],
      zoneData: "runtime",
    });
  });

  test("orders by start, then by place in the program", () => {
    const first = touchpoint("first", { kind: "start-date", startTime: "09:00" });
    expect(expanded({}, { ...kickoff, id: "late" }, { ...first, id: "b" }, { ...first, id: "a" }).occurrences.map(({ touchpointId }) => touchpointId)).toEqual(["b", "a", "late"]);
  });
});

describe("weeks begin on W0, the latest date on or before the start that falls on weekStartsOn", () => {
  test.each([
    // start (weekday)  weeks begin on  huddle in week 0  in week 1
    ["2027-09-27", "MO", "2027-09-29", "2027-10-06"], // Monday: W0 is the start
    ["2027-09-29", "MO", "2027-09-29", "2027-10-06"], // Wednesday
    ["2027-10-01", "MO", "2027-09-29", "2027-10-06"], // Friday: week 0's Wednesday lies before the start
    ["2027-10-03", "MO", "2027-09-29", "2027-10-06"], // Sunday
    ["2027-10-03", "SU", "2027-10-06", "2027-10-13"],
    ["2027-09-30", "TH", "2027-10-06", "2027-10-13"],
    ["2027-12-31", "MO", "2027-12-29", "2028-01-05"], // over the new year
    ["2028-02-29", "MO", "2028-03-01", "2028-03-08"], // on 29 February
    ["2028-02-29", "TU", "2028-03-01", "2028-03-08"],
    ["2100-02-28", "SU", "2100-03-03", "2100-03-10"], // 2100 has no 29 February
  ] as const)("start %s, weeks from %s", (startDate, weekStartsOn, inWeek0, inWeek1) => {
    expect(expanded({ startDate, weekStartsOn }, huddle).occurrences.map(({ date }) => date)).toEqual([inWeek0, inWeek1]);
  });
});

describe("the weeks in which clocks change", () => {
  const daily = touchpoint("daily", { kind: "weeks", weeks: [0, 1], weekdays: ["SA", "SU", "MO"], startTime: "02:30" });
  test("in a gap the start is shifted forward, in an overlap it is the first; the record keeps the wall time", () => {
    expect(lines(expanded({ startDate: "2027-03-22", timeZone: "Europe/Berlin" }, daily)).slice(1, 4)).toEqual(["daily 0 2027-03-27 2027-03-27T01:30:00Z", "daily 0 2027-03-28 2027-03-28T01:30:00Z", "daily 1 2027-03-29 2027-03-29T00:30:00Z"]);
    expect(lines(expanded({ startDate: "2027-10-25", timeZone: "Europe/Berlin" }, daily)).slice(1, 4)).toEqual(["daily 0 2027-10-30 2027-10-30T00:30:00Z", "daily 0 2027-10-31 2027-10-31T00:30:00Z", "daily 1 2027-11-01 2027-11-01T01:30:00Z"]);
    expect(expanded({ startDate: "2027-03-22" }, daily).occurrences[2]).toMatchObject({ startTime: "02:30", offset: "+02:00" });
  });

  test("09:00 stays 09:00 on both sides of the change, and the end is exact minutes later", () => {
    const nine = touchpoint("nine", { kind: "weeks", weeks: [0, 1], weekdays: ["WE"], startTime: "09:00" });
    expect(lines(expanded({ startDate: "2027-10-25", timeZone: "America/New_York" }, { ...nine, timing: { kind: "weeks", weeks: [1, 2], weekdays: ["FR"], startTime: "09:00" } }))).toEqual(["nine 1 2027-11-05 2027-11-05T13:00:00Z", "nine 2 2027-11-12 2027-11-12T14:00:00Z"]);
    const night = touchpoint("night", { kind: "start-date", startTime: "01:30" }, { durationMinutes: 120 });
    expect(expanded({ startDate: "2027-03-28" }, night).occurrences[0]).toMatchObject({ startsAt: "2027-03-28T00:30:00Z", endsAt: "2027-03-28T02:30:00Z" });
  });

  test("where the clock turns, the order is that of instants and not of wall clocks", () => {
    const before = touchpoint("before", { kind: "start-date", startTime: "03:10" });
    const inGap = touchpoint("in-gap", { kind: "start-date", startTime: "02:30" });
    expect(expanded({ startDate: "2027-03-28" }, inGap, before).occurrences.map(({ touchpointId }) => touchpointId)).toEqual(["before", "in-gap"]);
  });

  test.each([
    ["Australia/Lord_Howe", "2027-10-03", "02:15", "2027-10-02T15:45:00Z", "+11:00"], // a gap of half an hour
    ["Pacific/Apia", "2011-12-30", "12:00", "2011-12-30T22:00:00Z", "+14:00"], // a day that never was
    ["Asia/Kathmandu", "2027-10-03", "12:00", "2027-10-03T06:15:00Z", "+05:45"],
    ["Africa/Monrovia", "1971-06-01", "12:00", "1971-06-01T12:44:30Z", "-00:44:30"],
  ])("%s on %s at %s", (timeZone, startDate, startTime, startsAt, offset) => {
    expect(expanded({ startDate, timeZone }, touchpoint("t", { kind: "start-date", startTime })).occurrences[0]).toMatchObject({ startsAt, offset, date: startDate, startTime });
  });
});

describe("ids", () => {
  const program = programOf(kickoff, huddle, touchpoint("nudge", { kind: "per-week", countPerWeek: 2, fromWeek: 1, toWeek: 2, weekdays: ["TU", "WE", "TH", "FR"], minimumSpacingHours: 48, startTime: "09:00" }), touchpoint("measure", { kind: "day-offsets", dayOffsets: [0, 45], startTime: "08:00" }), touchpoint("group", { kind: "recurrence", rule: "FREQ=MONTHLY;BYDAY=2WE;COUNT=2", startTime: "15:00" }), touchpoint("free", { kind: "window", fromWeek: 5, toWeek: 8, weekdays: ["MO"], startTime: "11:00" }), touchpoint("prompt", { kind: "minutes-from", touchpointId: "huddle", side: "before", gapMinutes: 15 }));
  const idsOf = (input: cadence.CadenceInput) => expandCadence(input).occurrences.map(({ id }) => id).toSorted();
  const ids = idsOf({ program, cohort });

  test("are made of cohort, touchpoint and the place in the program's weeks", () => {
    expect(ids).toEqual([
      "trial/autumn/free/window", "trial/autumn/group/n01", "trial/autumn/group/n02", "trial/autumn/huddle/w00-1", "trial/autumn/huddle/w01-1", "trial/autumn/kickoff/start", "trial/autumn/measure/d000", "trial/autumn/measure/d045",
      "trial/autumn/nudge/w01-1", "trial/autumn/nudge/w01-2", "trial/autumn/nudge/w02-1", "trial/autumn/nudge/w02-2", "trial/autumn/prompt/w00-1", "trial/autumn/prompt/w01-1",
    ]);
  });

  test.each([
    ["holidays are added", { program, cohort: { ...cohort, holidayPolicy: "next-working-day", holidays: [{ date: "2027-09-29", name: "Day off" }, { date: "2027-10-05", name: "Day off" }] } }],
    ["touchpoints are reordered", { program: { ...program, touchpoints: program.touchpoints.toReversed() }, cohort }],
    ["the start moves", { program, cohort: { ...cohort, startDate: "2028-02-29" } }],
    ["weeks begin on another day", { program, cohort: { ...cohort, weekStartsOn: "SU" } }],
    ["the zone is another one", { program, cohort: { ...cohort, timeZone: "Pacific/Apia" } }],
    ["a touchpoint takes place at another hour and weekday", { program: { ...program, touchpoints: program.touchpoints.map((one) => (one.id === "huddle" ? touchpoint("huddle", { kind: "weeks", weeks: [0, 1], weekdays: ["TH"], startTime: "16:00" }) : one)) }, cohort }],
  ] as const)("are the same when %s", (_, input) => { expect(idsOf(input)).toEqual(ids); });

  test("the occurrences are the same in whatever order the touchpoints stand", () => {
    const byId = (one: typeof program) => new Map(expandCadence({ program: one, cohort }).occurrences.map((occurrence) => [occurrence.id, occurrence]));
    expect(byId({ ...program, touchpoints: program.touchpoints.toReversed() })).toEqual(byId(program));
  });

  test("a slash in an id cannot make two ids one, and long ids stay within 200 characters", () => {
    const [one] = expanded({ id: "a/b" }, { ...kickoff, id: "c" }).occurrences;
    const [other] = expanded({ id: "a" }, { ...kickoff, id: "b/c" }).occurrences;
    expect(one?.id).not.toBe(other?.id);
    expect(expanded({ id: "x".repeat(200) }, { ...kickoff, id: "y".repeat(200) }).occurrences[0]?.id.length).toBeLessThanOrEqual(200);
  });
});

describe("lengths", () => {
  test("of a third of a minute end on a whole millisecond, so that every instant can be read again", () => {
    expect(expanded({}, touchpoint("t", { kind: "start-date", startTime: "09:00" }, { durationMinutes: 10.00001 }), touchpoint("u", { kind: "minutes-from", touchpointId: "t", side: "after", gapMinutes: 0.333333 })).occurrences.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([
      ["2027-09-27T07:00:00Z", "2027-09-27T07:10:00.001Z"], ["2027-09-27T07:10:20.001Z", "2027-09-27T07:40:20.001Z"],
    ]);
  });
});

describe("expandCadences", () => {
  test("answers for each cohort as expandCadence does", () => {
    const cohorts = ["Europe/Berlin", "Asia/Kolkata", "Pacific/Apia"].map((timeZone, index) => ({ ...cohort, id: `c${String(index)}`, timeZone, holidayPolicy: "next-working-day" as const, holidays: [{ date: "2027-10-26", name: "Day off" }] }));
    expect(expandCadences({ program: blendedTwelveWeek, cohorts })).toStrictEqual(cohorts.map((one) => expandCadence({ program: blendedTwelveWeek, cohort: one })));
  });

  test("no cohorts, no cadences", () => { expect(expandCadences({ program: blendedTwelveWeek, cohorts: [] })).toEqual([]); });
});

describe("what is refused", () => {
  const program = blendedTwelveWeek;
  const deep = JSON.parse(`${"[".repeat(5000)}${"]".repeat(5000)}`) as never;
  const everyDay = Array.from({ length: 521 }, (_, week) => week);
  const crowd = { ...programOf(touchpoint("t0", { kind: "weeks", weeks: everyDay, weekdays: ["MO", "TU", "WE", "TH", "FR", "SA", "SU"], startTime: "09:00" }), ...Array.from({ length: 5 }, (_, index) => touchpoint(`t${String(index + 1)}`, { kind: "days-from", touchpointId: "t0", offsetDays: 1, startTime: "10:00" }))), weekCount: 520 };
  const rule = (text: string, more = {}) => touchpoint("r", { kind: "recurrence", rule: text, startTime: "09:00", ...more });
  test.each([
    ["nothing", () => expandCadence(undefined as never), ["input.invalid_type at /"]],
    ["an unknown zone", () => expandCadence({ program, cohort: { ...cohort, timeZone: "Europe/Atlantis" } }), ["known-time-zone.unknown_zone at /cohort/timeZone"]],
    ["30 February", () => expandCadence({ program, cohort: { ...cohort, startDate: "2026-02-30" } }), ["input.invalid_format at /cohort/startDate"]],
    ["30 February as a holiday", () => expandCadence({ program, cohort: { ...cohort, holidays: [{ date: "2026-02-30", name: "x" }] } }), ["input.invalid_format at /cohort/holidays/0/date"]],
    ["no working weekday", () => expandCadence({ program, cohort: { ...cohort, workingWeekdays: [] } }), ["input.too_small at /cohort/workingWeekdays"]],
    ["an unknown weekday", () => expandCadence({ program, cohort: { ...cohort, weekStartsOn: "Monday" as never } }), ["input.invalid_value at /cohort/weekStartsOn"]],
    ["no touchpoints", () => expandCadence({ program: { ...program, touchpoints: [] }, cohort }), ["input.too_small at /program/touchpoints"]],
    ["an unknown key", () => expandCadence({ program, cohort, seed: 1 } as never), ["input.unrecognized_keys at /seed"]],
    ["__proto__ as a key", () => expandCadence({ program, cohort: JSON.parse(JSON.stringify(cohort).replace("{", '{"__proto__":{},')) as never }), ["input.forbidden_key at /cohort/__proto__"]],
    ["5,000 levels", () => expandCadence({ program: deep, cohort }), ["input.too_deep at /"]],
    ["a million characters", () => expandCadence({ program, cohort: { ...cohort, id: "x".repeat(1e6), timeZone: "Europe/".repeat(1e5) } }), ["input.invalid_format at /cohort/id", "input.invalid_format at /cohort/timeZone"]],
    ["a million holidays", () => expandCadence({ program, cohort: { ...cohort, holidays: Array.from({ length: 1e6 }, () => ({ date: "2027-01-01", name: "x" })) } }), ["input.too_big at /cohort/holidays"]],
    ["faults of the program, of its rules and of the cohort in one error", () => expandCadence({ program: programOf({ ...kickoff, modality: "telepathy" }, rule("FREQ=DAILY"), { ...rule("FREQ=DAILY;COUNT=3", { firstDate: "2027-09-26" }), id: "s" }), cohort: { ...cohort, weekStartsOn: "XX" as never } }),
      ["program.unknown_modality at /program/touchpoints/0/modality", "input.invalid_value at /cohort/weekStartsOn", "recurrence-days.unbounded at /program/touchpoints/1/timing/rule", "recurrence-days.first_date_too_early at /program/touchpoints/2/timing/firstDate"]],
    ["more than 20,000 occurrences, those that go by another one counted", () => expandCadence({ program: crowd, cohort }), ["compiled-program.too_many at /program/touchpoints"]],
    ["a start so late that dates end", () => expandCadence({ program, cohort: { ...cohort, startDate: "2199-12-30" } }), ["placement.out_of_range at /cohort/startDate"]],
    ["a date in 2200 whose instant lies in 2199", () => expandCadence({ program: programOf(touchpoint("t", { kind: "day-offsets", dayOffsets: [2], startTime: "03:00" })), cohort: { ...cohort, startDate: "2199-12-30", timeZone: "Asia/Kolkata" } }), ["placement.out_of_range at /cohort/startDate"]],
    ["a date in 1969 whose instant lies in 1970", () => expandCadence({ program: programOf(touchpoint("t", { kind: "weeks", weeks: [0], weekdays: ["WE"], startTime: "23:00" })), cohort: { ...cohort, startDate: "1970-01-01", timeZone: "America/New_York" } }), ["placement.out_of_range at /cohort/startDate"]],
    ["a skipped date in 2200", () => expandCadence({ program: programOf(touchpoint("t", { kind: "day-offsets", dayOffsets: [5], startTime: "03:00" })), cohort: { ...cohort, startDate: "2199-12-30", holidayPolicy: "skip" } }), ["placement.out_of_range at /cohort/startDate"]],
    ["a window that ends in 2200", () => expandCadence({ program: programOf(touchpoint("t", { kind: "window", fromWeek: 0, toWeek: 1, weekdays: ["MO"], startTime: "03:00" })), cohort: { ...cohort, startDate: "2199-12-30" } }), ["placement.out_of_range at /cohort/startDate"]],
    ["the second of many cohorts", () => expandCadences({ program, cohorts: [cohort, { ...cohort, id: "late", startDate: "2199-12-30" }] }), ["placement.out_of_range at /cohorts/1/startDate"]],
    ["two cohorts of one id", () => expandCadences({ program, cohorts: [cohort, cohort] }), ["cadence-batch.duplicate_cohort at /cohorts/1/id"]],
    ["a rule that begins before the last of many cohorts", () => expandCadences({ program: programOf(rule("FREQ=DAILY;COUNT=3", { firstDate: "2027-10-01" })), cohorts: [cohort, { ...cohort, id: "late", startDate: "2027-10-02" }] }), ["recurrence-days.first_date_too_early at /program/touchpoints/0/timing/firstDate"]],
  ] as const)("%s", (_, call, issues) => { expect(issuesOf(call)).toEqual(issues); });

  test("more cohorts than one call takes", () => {
    expect(issuesOf(() => expandCadences({ program, cohorts: new Array<typeof cohort>(100_001).fill(cohort) }))[0]).toBe("input.too_big at /cohorts");
  });

  test("more records than one answer holds, before any is made", () => {
    const full = { ...programOf(touchpoint("t", { kind: "weeks", weeks: everyDay, weekdays: ["MO", "TU", "WE", "TH", "FR", "SA", "SU"], startTime: "09:00" })), weekCount: 520 };
    const cohorts = Array.from({ length: 5500 }, (_, index) => ({ ...cohort, id: String(index) }));
    expect(issuesOf(() => expandCadences({ program: full, cohorts: cohorts.slice(0, 275) }))).toEqual(["compiled-program.too_many_together at /cohorts"]);
    expect(issuesOf(() => expandCadenceColumns({ program: full, cohorts }))).toEqual(["compiled-program.too_many_together at /cohorts"]);
  });
});
