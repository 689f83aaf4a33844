import { expandRecurrence, expandRecurrenceColumns, expandRecurrenceColumnsUnchecked, parseRecurrenceRule, parseRecurrenceSet, type RecurrenceSet, type RecurrenceWindow } from "coachkit/cadence";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../../issues-of.js";
import { lawRuns } from "./random-rules.js";

const setOf = (rule: string | null, more: Partial<RecurrenceSet> = {}): RecurrenceSet => ({ startLocalTime: "2026-10-20T09:00", timeZone: null, rule: rule === null ? null : parseRecurrenceRule(rule), addedTimes: [], excludedTimes: [], ...more });
const timesOf = (window: RecurrenceWindow) => expandRecurrence(window).occurrences.map(({ localTime }) => localTime);
const instantsOf = (window: RecurrenceWindow) => expandRecurrence(window).occurrences.map(({ startsAt }) => startsAt);
const warningsOf = (window: RecurrenceWindow) => expandRecurrence(window).warnings;

describe("expandRecurrence", () => {
  test("gives readings of the clock, and instants where there is a zone", () => {
    expect(expandRecurrence({ set: setOf("FREQ=WEEKLY;COUNT=2") })).toEqual({ occurrences: [{ localTime: "2026-10-20T09:00:00", startsAt: null }, { localTime: "2026-10-27T09:00:00", startsAt: null }], isComplete: true, warnings: [], zoneData: null });
    expect(expandRecurrence({ set: setOf("FREQ=WEEKLY;COUNT=2", { timeZone: "Europe/Berlin" }) })).toMatchObject({ occurrences: [{ startsAt: "2026-10-20T07:00:00Z" }, { startsAt: "2026-10-27T08:00:00Z" }], zoneData: "runtime" });
  });

  test("the caller's zone data take the place of the runtime's, and the answer names them", () => {
    const zoneData = { version: "2026f", zones: [{ timeZone: "America/Vancouver", fromAt: "2026-06-01T00:00:00Z", offsetAtStart: "-07:00", changes: [] }] };
    expect(expandRecurrence({ set: setOf("FREQ=WEEKLY;COUNT=1", { startLocalTime: "2027-01-11T09:30", timeZone: "America/Vancouver" }), zoneData })).toMatchObject({ occurrences: [{ startsAt: "2027-01-11T16:30:00Z" }], zoneData: "2026f" });
    expect(parseRecurrenceSet("DTSTART;TZID=Europe/Berlin:20270111T183000\nRRULE:FREQ=WEEKLY;COUNT=2\nEXDATE;TZID=America/Vancouver:20270111T093000", zoneData).excludedTimes).toEqual(["2027-01-11T16:30:00Z"]);
  });

  test("a set without rule is its start and what was added, each once and in order", () => {
    expect(timesOf({ set: setOf(null, { addedTimes: ["2026-10-22T09:00", "2026-10-21T09:00:00", "2026-10-20T09:00"] }) })).toEqual(["2026-10-20T09:00:00", "2026-10-21T09:00:00", "2026-10-22T09:00:00"]);
    expect(timesOf({ set: setOf(null, { excludedTimes: ["2026-10-20T09:00"] }) })).toEqual([]);
  });

  test("an added time may be excluded, and one before the start counts", () => {
    expect(timesOf({ set: setOf("FREQ=DAILY;COUNT=2", { addedTimes: ["2026-10-01T09:00", "2026-10-30T09:00"], excludedTimes: ["2026-10-30T09:00", "2026-10-20T09:00"] }) })).toEqual(["2026-10-01T09:00:00", "2026-10-21T09:00:00"]);
  });

  test("limits by what is left, also where exclusions thin the rule out", () => {
    const set = setOf("FREQ=DAILY", { excludedTimes: ["2026-10-20T09:00", "2026-10-21T09:00", "2026-10-23T09:00"] });
    expect(timesOf({ set, limitCount: 2 })).toEqual(["2026-10-22T09:00:00", "2026-10-24T09:00:00"]);
    expect(expandRecurrence({ set: setOf("FREQ=DAILY;COUNT=3"), limitCount: 3 }).isComplete).toBe(true);
    expect(expandRecurrence({ set: setOf("FREQ=DAILY;COUNT=4"), limitCount: 3 }).isComplete).toBe(false);
  });

  test("the date of an UNTIL belongs to the rule with all its hours", () => {
    expect(timesOf({ set: setOf("FREQ=DAILY;BYHOUR=9,23;UNTIL=20261021") })).toHaveLength(4);
    expect(timesOf({ set: setOf("FREQ=DAILY;UNTIL=20261021T085959") })).toHaveLength(1);
  });

  test("a second of 60 is the last one of its minute", () => { expect(timesOf({ set: setOf("FREQ=DAILY;BYSECOND=59,60;COUNT=2") })).toEqual(["2026-10-20T09:00:59", "2026-10-21T09:00:59"]); });

  test.each([
    // Berlin skips 02:00 to 03:00 on 2027-03-28 and repeats it on 2026-10-25
    ["FREQ=DAILY;COUNT=3", "2027-03-27T02:30", ["2027-03-27T01:30:00Z", "2027-03-28T01:30:00Z", "2027-03-29T00:30:00Z"], ["time-never-shown"]],
    ["FREQ=DAILY;COUNT=3", "2026-10-24T02:30", ["2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"], []],
    // every hour: what is skipped falls onto what follows, and is one with it
    ["FREQ=HOURLY;COUNT=4", "2027-03-28T00:30", ["2027-03-27T23:30:00Z", "2027-03-28T00:30:00Z", "2027-03-28T01:30:00Z"], ["time-never-shown"]],
    ["FREQ=HOURLY;COUNT=4", "2026-10-25T01:30", ["2026-10-24T23:30:00Z", "2026-10-25T00:30:00Z", "2026-10-25T02:30:00Z", "2026-10-25T03:30:00Z"], []],
    // an end within the hour that comes twice
    ["FREQ=MINUTELY;INTERVAL=20;UNTIL=20261025T004500Z", "2026-10-25T02:00", ["2026-10-25T00:00:00Z", "2026-10-25T00:20:00Z", "2026-10-25T00:40:00Z"], []],
    ["FREQ=MINUTELY;INTERVAL=20;UNTIL=20261025T011000Z", "2026-10-25T02:00", ["2026-10-25T00:00:00Z", "2026-10-25T00:20:00Z", "2026-10-25T00:40:00Z"], []],
  ])("%s from %s in Berlin", (rule, startLocalTime, instants, warnings) => {
    const window = { set: setOf(rule, { startLocalTime, timeZone: "Europe/Berlin" }) };
    expect(instantsOf(window)).toEqual(instants);
    expect(warningsOf(window)).toEqual(warnings);
  });

  test("an instant is added and excluded on its own side of a clock change", () => {
    const set = setOf("FREQ=DAILY;COUNT=2", { startLocalTime: "2026-10-25T02:30", timeZone: "Europe/Berlin", addedTimes: ["2026-10-25T01:30:00Z"] });
    expect(expandRecurrence({ set }).occurrences.map(({ localTime, startsAt }) => `${localTime} ${String(startsAt)}`)).toEqual(["2026-10-25T02:30:00 2026-10-25T00:30:00Z", "2026-10-25T02:30:00 2026-10-25T01:30:00Z", "2026-10-26T02:30:00 2026-10-26T01:30:00Z"]);
    expect(instantsOf({ set: { ...set, excludedTimes: ["2026-10-25T01:30:00Z"] } })).toHaveLength(2);
  });

  test("positions of the first week count from the first day on, as in dateutil", () => {
    // Wednesday; the standard would count Monday as the first
    expect(timesOf({ set: setOf("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=1;COUNT=2", { startLocalTime: "2026-10-21T09:00" }) })).toEqual(["2026-10-21T09:00:00", "2026-10-26T09:00:00"]);
  });

  test("the first days of January belong to the last week of the year before, which depends on that year's length", () => {
    // 2005 and 2011 both begin on a Saturday; 2004, a leap year, has 53 weeks, 2010 has 52. dateutil and rrule say 53 for both
    const saturdays = (week: number) => timesOf({ set: setOf(`FREQ=YEARLY;BYWEEKNO=${String(week)};BYDAY=SA`, { startLocalTime: "2005-01-01T09:00" }), beforeLocalTime: "2012-01-01T00:00" }).filter((time) => time.slice(5) < "01-04");
    expect(saturdays(53)).toEqual(["2005-01-01T09:00:00", "2010-01-02T09:00:00"]);
    expect(saturdays(52)).toEqual(["2011-01-01T09:00:00"]);
    expect(saturdays(-1)).toEqual(["2005-01-01T09:00:00", "2010-01-02T09:00:00", "2011-01-01T09:00:00"]);
  });

  test.each([
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", { limitCount: 5 }, ["rule-never-matches"]],
    ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=3", {}, ["rule-never-matches"]],
    ["FREQ=SECONDLY;INTERVAL=2;BYSECOND=1;COUNT=3", {}, ["rule-never-matches"]],
    ["FREQ=WEEKLY;BYDAY=WE;COUNT=1", {}, ["start-not-in-rule"]],
    ["FREQ=YEARLY;INTERVAL=100;COUNT=3", {}, ["calendar-ends"]],
    ["FREQ=YEARLY;INTERVAL=100", { limitCount: 3 }, ["calendar-ends"]],
    ["FREQ=YEARLY;INTERVAL=100;UNTIL=21991231", {}, []],
  ])("%s is answered with %j", (rule, more, warnings) => {
    const answer = expandRecurrence({ set: setOf(rule), ...more });
    expect(answer.warnings).toEqual(warnings);
    expect(answer.isComplete).toBe(!warnings.includes("calendar-ends"));
  });

  test("an instant before 1970 cannot be named", () => {
    expect(expandRecurrence({ set: setOf("FREQ=DAILY;COUNT=2", { startLocalTime: "1970-01-01T01:00", timeZone: "Asia/Tokyo" }) })).toMatchObject({ occurrences: [{ localTime: "1970-01-02T01:00:00", startsAt: "1970-01-01T16:00:00Z" }], isComplete: false, warnings: ["calendar-ends"] });
  });

  test.each([
    [{ set: setOf("FREQ=DAILY") }, ["expand-recurrence.unbounded at /set/rule"]],
    [{ set: setOf("FREQ=DAILY"), fromLocalTime: "2026-10-20T09:00", beforeLocalTime: "2026-10-20T09:00" }, ["expand-recurrence.ends_before_start at /beforeLocalTime"]],
    [{ set: setOf("FREQ=SECONDLY;UNTIL=21991231") }, ["expand-recurrence.too_many at /set"]],
    [{ set: setOf("FREQ=SECONDLY;BYSECOND=1,2;UNTIL=21991231") }, ["expand-recurrence.too_many at /set"]],
    [{ set: setOf("FREQ=DAILY;COUNT=3"), limitCount: 100_001 }, ["input.too_big at /limitCount"]],
    [{ set: setOf("FREQ=DAILY;COUNT=3", { timeZone: "Europe/Atlantis" }) }, ["known-time-zone.unknown_zone at /set/timeZone"]],
    [{ set: setOf("FREQ=DAILY;COUNT=3", { addedTimes: ["2026-10-20T09:00:00Z"], excludedTimes: ["2026-02-30T09:00"] }) }, ["input.invalid_format at /set/excludedTimes/0", "recurrence-set.instant_without_zone at /set/addedTimes/0"]],
  ])("refuses %j", (window, issues) => { expect(issuesOf(() => expandRecurrence(window))).toEqual(issues); });

  test("columns hold the same", () => {
    const window = { set: setOf("FREQ=HOURLY;INTERVAL=5", { timeZone: "America/New_York", excludedTimes: ["2026-11-01T01:00"] }), beforeLocalTime: "2026-11-20T00:00" };
    const columns = expandRecurrenceColumns(window);
    expect(Array.from(columns.startsAtMilliseconds ?? [])).toEqual(instantsOf(window).map((instant) => Date.parse(String(instant))));
    expect(Array.from(columns.localMilliseconds)).toEqual(timesOf(window).map((time) => Date.parse(`${time}Z`)));
    expect(expandRecurrenceColumnsUnchecked(window)).toEqual(columns);
  });
});

/** Zones that change by an hour, by half of one, at midnight, by a whole day, around Ramadan, and that stopped. */
const zones = ["America/New_York", "America/Sao_Paulo", "America/Havana", "America/St_Johns", "Europe/Berlin", "Europe/Dublin", "Africa/Casablanca", "Africa/Cairo", "Asia/Tehran", "Asia/Gaza", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Apia", "Pacific/Chatham"];

function transitionsOf(timeZone: string): readonly Temporal.ZonedDateTime[] {
  const found: Temporal.ZonedDateTime[] = [];
  for (let at = Temporal.Instant.from("1985-01-01T00:00Z").toZonedDateTimeISO(timeZone).getTimeZoneTransition("next"); at !== null && at.year < 2045; at = at.getTimeZoneTransition("next")) found.push(at);
  return found;
}

describe("around every clock change of fourteen zones, 1985 to 2044", () => {
  const changes = zones.flatMap((timeZone) => transitionsOf(timeZone).map((at) => ({ timeZone, at })));
  const rules = [["FREQ=DAILY", { days: 1 }], ["FREQ=HOURLY", { hours: 1 }], ["FREQ=MINUTELY;INTERVAL=30", { minutes: 30 }], ["FREQ=MINUTELY;INTERVAL=45", { minutes: 45 }]] as const;

  /** Readings by Temporal's plain arithmetic, instants by its `compatible`; in order, each once. */
  const byTemporal = (start: Temporal.PlainDateTime, { timeZone, step, count }: { readonly timeZone: string; readonly step: Temporal.DurationLike; readonly count: number }): readonly number[] => {
    const instants = new Set<number>();
    for (let index = 0, wall = start; index < count; index += 1, wall = wall.add(step)) instants.add(wall.toZonedDateTime(timeZone, { disambiguation: "compatible" }).epochMilliseconds);
    return [...instants].sort((left, right) => left - right);
  };

  test("there are more than a thousand of them", () => { expect(changes.length).toBeGreaterThan(1000); });

  test("instants are Temporal's", () => {
    fc.assert(fc.property(fc.constantFrom(...changes), fc.constantFrom(...rules), fc.integer({ min: 0, max: 240 }), ({ timeZone, at }, [text, step], minutesBefore) => {
      const isDaily = text === "FREQ=DAILY";
      const start = at.toPlainDateTime().subtract({ days: isDaily ? 2 : 0, hours: isDaily ? 1 : 3, minutes: minutesBefore });
      const set = setOf(`${text};COUNT=16`, { startLocalTime: start.toString({ smallestUnit: "second" }), timeZone });
      expect(Array.from(expandRecurrenceColumns({ set }).startsAtMilliseconds ?? [])).toEqual(byTemporal(start, { timeZone, step, count: 16 }));
    }), { numRuns: lawRuns });
  }, 20_000 + lawRuns * 20);

  test.skipIf(lawRuns <= 500)("instants are Temporal's around each one", () => {
    for (const { timeZone, at } of changes) for (const [text, step] of rules) {
      const start = at.toPlainDateTime().subtract({ days: 1, hours: 2 });
      const set = setOf(`${text};COUNT=60`, { startLocalTime: start.toString({ smallestUnit: "second" }), timeZone });
      expect(Array.from(expandRecurrenceColumns({ set }).startsAtMilliseconds ?? [])).toEqual(byTemporal(start, { timeZone, step, count: 60 }));
    }
  }, 600_000);

  test("UNTIL as an instant takes exactly those up to it", () => {
    fc.assert(fc.property(fc.constantFrom(...changes), fc.integer({ min: -180, max: 180 }), ({ timeZone, at }, minutes) => {
      const start = at.toPlainDateTime().subtract({ hours: 5 });
      const until = at.add({ minutes }).toInstant();
      const all = byTemporal(start, { timeZone, step: { minutes: 30 }, count: 60 });
      const set = setOf(`FREQ=MINUTELY;INTERVAL=30;UNTIL=${until.toString({ smallestUnit: "second" }).replaceAll(/[-:]/gu, "")}`, { startLocalTime: start.toString({ smallestUnit: "second" }), timeZone });
      expect(Array.from(expandRecurrenceColumns({ set }).startsAtMilliseconds ?? [])).toEqual(all.filter((instant) => instant <= until.epochMilliseconds));
    }));
  });
});
