import fc from "fast-check";
import { ICS_READ_LIMITS, icsOccurrences, toIcs } from "coachkit/calendar";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { customZone, eventLines, fileOf, newYork } from "./ics-sample.js";
import { exportOf, sessionOf } from "./sample-export.js";

const year = { fromAt: "2026-01-01T00:00:00Z", toAt: "2027-01-01T00:00:00Z", timeZone: "Europe/Berlin" } as const;
const inYear = (...files: readonly string[]) => icsOccurrences({ ics: files, ...year }).occurrences;
const starts = (...files: readonly string[]) => inYear(...files).map(({ startsAt }) => startsAt);
const local = "DTSTART;TZID=America/New_York:20260303T090000";
const weekly = "RRULE:FREQ=WEEKLY;COUNT=4";
const series = (...more: readonly string[]) => eventLines(local, weekly, ...more);

test("an event that recurs follows the clock of its zone", () => { expect(starts(fileOf(newYork, series()))).toEqual(["2026-03-03T14:00:00Z", "2026-03-10T13:00:00Z", "2026-03-17T13:00:00Z", "2026-03-24T13:00:00Z"]); });

describe("of a series", () => {
  const dates = (...more: readonly string[]) => inYear(fileOf(newYork, series(...more))).map(({ startsAt, endsAt }) => `${startsAt.slice(5, 13)}/${String((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000)}`);
  test.each([
    ["EXDATE takes one away",                   ["EXDATE;TZID=America/New_York:20260310T090000"],                     ["03-03T14/60", "03-17T13/60", "03-24T13/60"]],
    ["EXDATE in UTC does too",                  ["EXDATE:20260310T130000Z"],                                          ["03-03T14/60", "03-17T13/60", "03-24T13/60"]],
    ["EXDATE that is a date takes its day",     ["EXDATE;VALUE=DATE:20260310,20260317"],                              ["03-03T14/60", "03-24T13/60"]],
    ["EXDATE takes the first away too",         ["EXDATE;TZID=America/New_York:20260303T090000"],                     ["03-10T13/60", "03-17T13/60", "03-24T13/60"]],
    ["RDATE adds one",                          ["RDATE;TZID=America/New_York:20260305T090000"],                      ["03-03T14/60", "03-05T14/60", "03-10T13/60", "03-17T13/60", "03-24T13/60"]],
    ["RDATE on an occurrence adds none",        ["RDATE:20260310T130000Z"],                                           ["03-03T14/60", "03-10T13/60", "03-17T13/60", "03-24T13/60"]],
    ["RDATE with a period has its own length",  ["RDATE;VALUE=PERIOD:20260305T140000Z/PT2H,20260306T140000Z/20260306T143000Z"], ["03-03T14/60", "03-05T14/120", "03-06T14/30", "03-10T13/60", "03-17T13/60", "03-24T13/60"]],
    ["EXDATE takes an added one away",          ["RDATE:20260305T140000Z", "EXDATE:20260305T140000Z"],                ["03-03T14/60", "03-10T13/60", "03-17T13/60", "03-24T13/60"]],
    ["DTEND gives each the exact length",       ["DTEND;TZID=America/New_York:20260304T090000", "DURATION"],          ["03-03T14/1440", "03-10T13/1440", "03-17T13/1440", "03-24T13/1440"]],
    ["a list may name a day twice",             ["RRULE:FREQ=WEEKLY;BYDAY=TU,TU;COUNT=2"],                           ["03-03T14/60", "03-10T13/60", "03-17T13/60", "03-24T13/60"]],
    ["two rules join",                          ["RRULE:FREQ=DAILY;COUNT=2"],                                         ["03-03T14/60", "03-04T14/60", "03-10T13/60", "03-17T13/60", "03-24T13/60"]],
  ] as const)("%s", (_, more, expected) => { expect(dates(...more)).toEqual(expected); });
  test("a day of DURATION is a day of the clock, where DTEND would be 24 hours", () => {
    expect(inYear(fileOf(newYork, eventLines("DTSTART;TZID=America/New_York:20260306T120000", "DURATION:P1D", "RRULE:FREQ=DAILY;COUNT=2"))).map(({ endsAt }) => endsAt)).toEqual(["2026-03-07T17:00:00Z", "2026-03-08T16:00:00Z"]);
  });
});

describe("an override", () => {
  const override = (...lines: readonly string[]) => eventLines("RECURRENCE-ID;TZID=America/New_York:20260310T090000", ...lines);
  test("tells its occurrence, also one of another length and day", () => {
    const file = fileOf(newYork, series("SUMMARY:old"), override("DTSTART;TZID=America/New_York:20260311T140000", "DURATION:PT15M", "SUMMARY:new", "SEQUENCE:1"));
    expect(inYear(file).map(({ startsAt, endsAt, summary, recurrenceId }) => [startsAt, endsAt, summary, recurrenceId])).toEqual([
      ["2026-03-03T14:00:00Z", "2026-03-03T15:00:00Z", "old", null], ["2026-03-11T18:00:00Z", "2026-03-11T18:15:00Z", "new", "2026-03-10T13:00:00Z"],
      ["2026-03-17T13:00:00Z", "2026-03-17T14:00:00Z", "old", null], ["2026-03-24T13:00:00Z", "2026-03-24T14:00:00Z", "old", null],
    ]);
  });
  test("moves an occurrence into the window, and out of it", () => {
    const file = fileOf(newYork, series(), override("DTSTART:20270101T120000Z"));
    expect(starts(file)).not.toContain("2026-03-10T13:00:00Z");
    expect(icsOccurrences({ ics: [file], fromAt: "2027-01-01T00:00:00Z", toAt: "2027-01-02T00:00:00Z", timeZone: "UTC" }).occurrences.map(({ startsAt }) => startsAt)).toEqual(["2027-01-01T12:00:00Z"]);
  });
  test("that cancels is listed as cancelled", () => { expect(inYear(fileOf(newYork, series(), override(local.replace("0303", "0310"), "STATUS:CANCELLED"))).map(({ status }) => status)).toEqual(["confirmed", "cancelled", "confirmed", "confirmed"]); });
  test("of a date, where the file has no clock for it, stands for the day's occurrence", () => { expect(starts(fileOf(newYork, series(), eventLines("RECURRENCE-ID;VALUE=DATE:20260310", "DTSTART:20260311T120000Z")))[1]).toBe("2026-03-11T12:00:00Z"); });
  test("without its series stands for itself", () => { expect(starts(fileOf(newYork, override("DTSTART:20260311T120000Z")))).toEqual(["2026-03-11T12:00:00Z"]); });
  test("of THISANDFUTURE moves what follows as far on the clock, up to the next", () => {
    const later = (from: string, start: string, ...more: readonly string[]) => eventLines(`RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=America/New_York:${from}`, `DTSTART;TZID=America/New_York:${start}`, ...more);
    const file = fileOf(newYork, series(), later("20260310T090000", "20260311T100000", "DURATION:PT30M"), later("20260324T090000", "20260324T080000"));
    expect(inYear(file).map(({ startsAt, endsAt }) => `${startsAt.slice(5, 16)}-${endsAt.slice(11, 16)}`)).toEqual(["03-03T14:00-15:00", "03-11T14:00-14:30", "03-18T14:00-14:30", "03-24T12:00-13:00"]);
  });
});

describe("over several files", () => {
  const version = (start: string, ...more: readonly string[]) => fileOf(eventLines(`DTSTART:${start}`, ...more));
  test("the higher SEQUENCE counts, whichever file comes first", () => {
    const [old, young] = [version("20260303T140000Z", "SEQUENCE:1"), version("20260304T140000Z", "SEQUENCE:2")];
    for (const files of [[old, young], [young, old]]) expect(starts(...files)).toEqual(["2026-03-04T14:00:00Z"]);
  });
  test("then the later DTSTAMP, then the later file", () => {
    const [old, young] = [version("20260303T140000Z"), version("20260304T140000Z", "DTSTAMP:20260102T000000Z")];
    for (const files of [[old, young], [young, old]]) expect(starts(...files)).toEqual(["2026-03-04T14:00:00Z"]);
    expect(starts(old, version("20260305T140000Z"))).toEqual(["2026-03-05T14:00:00Z"]);
  });
  test("a cancellation takes the series with its overrides, unless these are newer", () => {
    const series1 = fileOf(newYork, series(), eventLines("RECURRENCE-ID:20260310T130000Z", "DTSTART:20260311T120000Z"), eventLines("RECURRENCE-ID:20260317T130000Z", "DTSTART:20260318T120000Z", "SEQUENCE:9"));
    const cancel = fileOf("METHOD:CANCEL", eventLines("DTSTART", "DURATION", "SEQUENCE:1", "ORGANIZER:mailto:o@x", "ATTENDEE:mailto:a@x"));
    expect(starts(series1, cancel)).toEqual(["2026-03-18T12:00:00Z"]);
  });
  test("a cancellation of one occurrence takes that one", () => {
    const cancel = fileOf("METHOD:CANCEL", eventLines("RECURRENCE-ID:20260310T130000Z", "DTSTART", "DURATION", "SEQUENCE:1", "ORGANIZER:mailto:o@x"));
    expect(starts(fileOf(newYork, series()), cancel)).toEqual(["2026-03-03T14:00:00Z", "2026-03-17T13:00:00Z", "2026-03-24T13:00:00Z"]);
  });
  test("an older cancellation takes nothing", () => { expect(starts(version("20260303T140000Z", "SEQUENCE:2"), fileOf("METHOD:CANCEL", eventLines("DTSTART", "SEQUENCE:1")))).toEqual(["2026-03-03T14:00:00Z"]); });
  test("answers and proposals say nothing of the calendar", () => { for (const method of ["REPLY", "COUNTER", "REFRESH", "DECLINECOUNTER"]) expect(starts(fileOf(`METHOD:${method}`, eventLines()))).toEqual([]); });
  test("an addition stands beside its series", () => { expect(starts(version("20260303T140000Z"), fileOf("METHOD:ADD", eventLines("DTSTART:20260404T140000Z", "SEQUENCE:1")))).toEqual(["2026-03-03T14:00:00Z", "2026-04-04T14:00:00Z"]); });
  test("events without UID are events of their own", () => { expect(starts(fileOf(eventLines("UID"), eventLines("UID")))).toHaveLength(2); });
});

describe("whole days and floating times are where the person is", () => {
  test("a day is 23 hours long when the clock is set forward", () => {
    expect(inYear(fileOf(eventLines("DTSTART;VALUE=DATE:20260329", "DURATION")))[0]).toMatchObject({ startsAt: "2026-03-28T23:00:00Z", endsAt: "2026-03-29T22:00:00Z", startDate: "2026-03-29", endDate: "2026-03-30", isAllDay: true });
  });
  test("a day whose DTEND is its own date takes a day", () => { expect(inYear(fileOf(eventLines("DTSTART;VALUE=DATE:20260303", "DTEND;VALUE=DATE:20260303", "DURATION")))[0]).toMatchObject({ startDate: "2026-03-03", endDate: "2026-03-04" }); });
  test("a birthday of 1950 recurs", () => { expect(inYear(fileOf(eventLines("DTSTART;VALUE=DATE:19500314", "DURATION", "RRULE:FREQ=YEARLY"))).map(({ startDate }) => startDate)).toEqual(["2026-03-14"]); });
  // python-dateutil 2.8.2 gives the same dates
  test.each([
    ["every second Tuesday since 1960",   "DTSTART;VALUE=DATE:19600105", "FREQ=WEEKLY;INTERVAL=2",             ["2026-01-06", "2026-01-20"]],
    ["every tenth day since 1969",        "DTSTART;VALUE=DATE:19690101", "FREQ=DAILY;INTERVAL=10",             ["2026-01-02", "2026-01-12", "2026-01-22"]],
    ["every sixth month since 1965",      "DTSTART;VALUE=DATE:19650131", "FREQ=MONTHLY;INTERVAL=6",            ["2026-01-31"]],
    ["the first Monday of the month",     "DTSTART;VALUE=DATE:19650104", "FREQ=MONTHLY;BYDAY=1MO",             ["2026-01-05"]],
    ["the second week of every year",     "DTSTART;VALUE=DATE:19650111", "FREQ=YEARLY;BYWEEKNO=2",             ["2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08", "2026-01-09", "2026-01-10", "2026-01-11"]],
    ["every third year since 1966",       "DTSTART;VALUE=DATE:19660131", "FREQ=YEARLY;INTERVAL=3",             ["2026-01-31"]],
    ["what ended in 1968",                "DTSTART;VALUE=DATE:19650111", "FREQ=DAILY;UNTIL=19681231",          []],
    ["what ends in the year 9999",        "DTSTART;VALUE=DATE:20260130", "FREQ=DAILY;UNTIL=99991231",          ["2026-01-30", "2026-01-31"]],
  ] as const)("%s", (_, start, rule, dates) => {
    const { occurrences } = icsOccurrences({ ics: [fileOf(eventLines(start, "DURATION", `RRULE:${rule}`))], fromAt: "2026-01-01T00:00:00Z", toAt: "2026-02-01T00:00:00Z", timeZone: "UTC" });
    expect(occurrences.map(({ startDate }) => startDate)).toEqual(dates);
  });
  test("a floating time has the person's clock", () => { expect(inYear(fileOf(eventLines("DTSTART:20260703T090000")))[0]).toMatchObject({ startsAt: "2026-07-03T07:00:00Z", isFloating: true }); });
});

test("an event lies in the window with any part of it; one that takes no time with its moment", () => {
  const within = (start: string, duration: string) => icsOccurrences({ ics: [fileOf(eventLines(`DTSTART:${start}`, duration))], fromAt: "2026-03-03T14:00:00Z", toAt: "2026-03-03T15:00:00Z", timeZone: "UTC" }).occurrences.length;
  expect([within("20260303T130000Z", "DURATION:PT1H"), within("20260303T130000Z", "DURATION:PT1H1S"), within("20260303T145959Z", "DURATION:P9D"), within("20260303T150000Z", "DURATION:PT1H"), within("20260303T140000Z", "DURATION"), within("20260303T150000Z", "DURATION")]).toEqual([0, 1, 1, 0, 1, 0]);
});

test("each file's departures carry its place, and the zone data their name", () => {
  expect(icsOccurrences({ ics: [fileOf(eventLines()), fileOf(eventLines("UID:b@x", "STATUS:DONE"))], ...year })).toMatchObject({ departures: [{ fileIndex: 1, rule: "status", line: 9 }], departureCount: 1, zoneData: "runtime" });
});

describe("it refuses", () => {
  const asked = (files: readonly string[], more: object = {}) => issuesOf(() => icsOccurrences({ ics: files, ...year, ...more }));
  const dense = (limit: number, name = "a@x") => eventLines(`UID:${name}`, "DTSTART:20260101T000000Z", "DURATION:PT1S", `RRULE:FREQ=MINUTELY;COUNT=${String(limit)}`);
  test.each([
    ["what is unreadable in every file",   () => asked([fileOf(eventLines("DTSTART:x")), fileOf(eventLines()), fileOf(eventLines("DURATION:x"))]), ["ics-values.unreadable_time at /ics/0", "ics-values.unreadable_duration at /ics/2"]],
    ["a window that ends before it begins", () => asked([], { toAt: "2025-01-01T00:00:00Z" }),              ["time-span.ends_before_start at /toAt"]],
    ["a window that is too long",          () => asked([], { toAt: "2036-01-01T00:00:00Z" }),              ["time-span.range_too_long at /toAt"]],
    ["a zone that is not known",           () => asked([], { timeZone: "Europe/Atlantis" }),               ["known-time-zone.unknown_zone at /timeZone"]],
    ["too many files",                     () => asked(Array.from({ length: ICS_READ_LIMITS.files + 1 }, () => "")), ["input.too_big at /ics"]],
    ["files too long together",            () => asked(Array.from({ length: 3 }, () => "x".repeat(ICS_READ_LIMITS.characters / 2))), ["input.invalid_format at /ics"]],
    ["too many occurrences of an event",   () => asked([fileOf(dense(ICS_READ_LIMITS.occurrencesPerEvent + 1))]), ["ics-expansion.too_many at /ics/0"]],
    ["too many occurrences in all",        () => asked([fileOf(...Array.from({ length: 11 }, (_, index) => dense(ICS_READ_LIMITS.occurrencesPerEvent, String(index))))]), ["ics-expansion.too_many_in_all at /ics"]],
    ["too many rules within the day",      () => asked([0, 1].map((file) => fileOf(...Array.from({ length: 51 }, (_, index) => dense(1, `${String(file)}/${String(index)}`))))), ["ics-recurrence.too_many_rules at /ics/1"]],
  ] as const)("%s", (_, refused, issues) => { expect(refused()).toEqual(issues); });
  test("no event at the very limit of occurrences", () => { expect(inYear(fileOf(dense(ICS_READ_LIMITS.occurrencesPerEvent)))).toHaveLength(ICS_READ_LIMITS.occurrencesPerEvent); });
});

test("a plan that was written is expanded to its sessions, in whatever zone the reader is", () => {
  const zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kolkata", "UTC"];
  const session = fc.record({ day: fc.integer({ min: 0, max: 364 }), timeZone: fc.constantFrom(...zones), minutes: fc.integer({ min: 1, max: 600 }) });
  fc.assert(fc.property(fc.array(session, { minLength: 1, maxLength: 6 }), fc.constantFrom(...zones), (made, timeZone) => {
    const sessions = made.map(({ day, timeZone: zone, minutes }, index) => sessionOf({ date: new Date(Date.UTC(2026, 0, 2 + day)).toISOString().slice(0, 10), timeZone: zone, durationMinutes: minutes, id: String(index) }));
    const { occurrences, departures } = icsOccurrences({ ics: [toIcs(exportOf(sessions))], fromAt: "2026-01-01T00:00:00Z", toAt: "2027-02-01T00:00:00Z", timeZone });
    const expected = sessions.map(({ id, startsAt, endsAt }) => `${startsAt} ${endsAt} ${id}@coaching.example.com`).sort();
    expect([occurrences.map(({ startsAt, endsAt, uid }) => `${startsAt} ${endsAt} ${uid}`).sort(), departures]).toEqual([expected, []]);
  }), { numRuns: 60 });
});

test("a zone of the file's own is followed where nobody else knows it", () => { expect(starts(fileOf(customZone("Mars/Base"), eventLines("DTSTART;TZID=Mars/Base:20260303T090000", "RRULE:FREQ=DAILY;COUNT=2")))).toEqual(["2026-03-03T06:00:00Z", "2026-03-04T06:00:00Z"]); });
test("IANA law is followed where a VTIMEZONE lies", () => { expect(starts(fileOf(customZone("America/New_York"), series()))[0]).toBe("2026-03-03T14:00:00Z"); });
