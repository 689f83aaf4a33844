import { busyTimes, ICS_READ_LIMITS } from "coachkit/calendar";
import { Coach, GroupMember, Participant } from "coachkit/plan";
import { Diary, freeSlots, TIME_LIMITS } from "coachkit/time";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { eventLines, fileOf } from "./ics-sample.js";

const day = { fromAt: "2026-03-03T00:00:00Z", toAt: "2026-03-04T00:00:00Z", timeZone: "UTC", isTentativeBusy: true } as const;
const busy = (lines: readonly string[], more: object = {}) => busyTimes({ ics: [fileOf(lines)], ...day, ...more }).busy.map(({ startsAt, endsAt }) => `${startsAt.slice(11, 16)}-${endsAt.slice(11, 16)}`);
const reason = (lines: readonly string[], more: object = {}) => busyTimes({ ics: [fileOf(lines)], ...day, ...more }).entries.map((entry) => entry.reason);

test("a person is busy while events take place, as few spans as possible and within the window", () => {
  const ics = fileOf(eventLines("UID:1", "DTSTART:20260302T230000Z", "DURATION:PT2H"), eventLines("UID:2", "DTSTART:20260303T090000Z"), eventLines("UID:3", "DTSTART:20260303T093000Z"), eventLines("UID:4", "DTSTART:20260303T103000Z"), eventLines("UID:5", "DTSTART:20260303T120000Z", "DURATION"));
  const { busy: spans, entries } = busyTimes({ ics: [ics], ...day });
  expect(spans).toEqual([{ startsAt: "2026-03-03T00:00:00Z", endsAt: "2026-03-03T01:00:00Z" }, { startsAt: "2026-03-03T09:00:00Z", endsAt: "2026-03-03T11:30:00Z" }]);
  expect(entries[0]).toEqual({ uid: "1", fileIndex: 0, kind: "event", isBusy: true, reason: "busy", startsAt: "2026-03-02T23:00:00Z", endsAt: "2026-03-03T01:00:00Z" });
  expect(entries).toHaveLength(5);
});

describe("an event", () => {
  const email = "Ada@example.com";
  const answered = (answer: string) => eventLines("ATTENDEE;PARTSTAT=ACCEPTED:mailto:ben@example.com", `ATTENDEE;PARTSTAT=${answer}:MAILTO:ada@EXAMPLE.com`);
  test.each([
    ["is busy",                                  eventLines(),                            {},                         "busy",        true],
    ["that is transparent is not",               eventLines("TRANSP:TRANSPARENT"),        {},                         "transparent", false],
    ["that is cancelled is not",                 eventLines("STATUS:CANCELLED"),          {},                         "cancelled",   false],
    ["that is tentative is, if it counts",       eventLines("STATUS:TENTATIVE"),          {},                         "tentative",   true],
    ["that is tentative is not, if it does not", eventLines("STATUS:TENTATIVE"),          { isTentativeBusy: false }, "tentative",   false],
    ["that the person accepted is",              answered("ACCEPTED"),                    { email },                  "busy",        true],
    ["that the person has not answered is",      answered("NEEDS-ACTION"),                { email },                  "busy",        true],
    ["that the person may attend counts so",     answered("TENTATIVE"),                   { email, isTentativeBusy: false }, "tentative", false],
    ["that the person declined is not",          answered("DECLINED"),                    { email },                  "declined",    false],
    ["that the person handed on is not",         answered("DELEGATED"),                   { email },                  "delegated",   false],
    ["that somebody else declined is",           answered("DECLINED"),                    { email: "eve@example.com" }, "busy",      true],
    ["declined by nobody knows whom is",         answered("DECLINED"),                    {},                         "busy",        true],
  ] as const)("%s", (_, lines, more, why, isBusy) => { expect([reason(lines, more), busy(lines, more)]).toEqual([[why], isBusy ? ["14:00-15:00"] : []]); });
  test("of which the person declined one occurrence is busy at the others", () => {
    const ics = fileOf(eventLines("RRULE:FREQ=DAILY;COUNT=2", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ada@example.com"), eventLines("RECURRENCE-ID:20260303T140000Z", "ATTENDEE;PARTSTAT=DECLINED:mailto:ada@example.com"));
    expect(busyTimes({ ics: [ics], ...day, toAt: "2026-03-06T00:00:00Z", email }).busy).toEqual([{ startsAt: "2026-03-04T14:00:00Z", endsAt: "2026-03-04T15:00:00Z" }]);
  });
});

describe("VFREEBUSY", () => {
  const freeBusy = (...lines: readonly string[]) => ["BEGIN:VFREEBUSY", "UID:f@x", "DTSTAMP:20260101T000000Z", ...lines, "END:VFREEBUSY"];
  test.each([
    ["names busy periods by end or length",  ["FREEBUSY:20260303T090000Z/20260303T100000Z,20260303T093000Z/PT1H"],   {}, ["09:00-10:30"]],
    ["of a kind that is not known is busy",  ["FREEBUSY;FBTYPE=X-TRAVEL:20260303T090000Z/PT1H"],                     {}, ["09:00-10:00"]],
    ["unavailable is busy",                  ["FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20260303T090000Z/PT1H"],             {}, ["09:00-10:00"]],
    ["free is not",                          ["FREEBUSY;FBTYPE=FREE:20260303T090000Z/PT1H"],                         {}, []],
    ["tentative counts as asked",            ["FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260303T090000Z/PT1H"],               { isTentativeBusy: false }, []],
    ["outside of the window does not count", ["FREEBUSY:20260302T090000Z/PT1H"],                                     {}, []],
  ] as const)("%s", (_, lines, more, expected) => { expect(busy(freeBusy(...lines), more)).toEqual(expected); });
  test("says where an entry comes from", () => { expect(busyTimes({ ics: [fileOf(eventLines()), fileOf(freeBusy("FREEBUSY:20260303T090000Z/PT1H"))], ...day }).entries.map(({ uid, kind, fileIndex }) => [uid, kind, fileIndex])).toEqual([["f@x", "free-busy", 1], ["a@x", "event", 0]]); });
});

test("a whole day is busy where the person is", () => { expect(busyTimes({ ics: [fileOf(eventLines("DTSTART;VALUE=DATE:20260303", "DURATION"))], ...day, toAt: "2026-03-05T00:00:00Z", timeZone: "America/New_York" }).busy).toEqual([{ startsAt: "2026-03-03T05:00:00Z", endsAt: "2026-03-04T05:00:00Z" }]); });

test("planning takes the spans as they are", () => {
  const hours = { timeZone: "UTC", weekly: { TU: [{ fromTime: "13:00", toTime: "16:00" }] }, holidays: [] } as const;
  const { busy: spans } = busyTimes({ ics: [fileOf(eventLines())], ...day });
  expect(freeSlots({ people: [{ hours, busy: spans }], fromAt: day.fromAt, toAt: day.toAt, durationMinutes: 60, stepMinutes: 60, limitCount: 9 }).slots.map(({ startsAt }) => startsAt)).toEqual(["2026-03-03T13:00:00Z", "2026-03-03T15:00:00Z"]);
});

test.skipIf(process.env["TZ"] !== "UTC")("as many spans as it may give fit wherever a person is planned, and one more does not", () => {
  const hours = { timeZone: "UTC", weekly: {}, holidays: [] } as const;
  const spans = Array.from({ length: TIME_LIMITS.busySpans + 1 }, () => ({ startsAt: "2026-03-03T09:00:00Z", endsAt: "2026-03-03T10:00:00Z" }));
  expect(TIME_LIMITS.busySpans).toBe(ICS_READ_LIMITS.occurrences);
  const fits = (count: number) => {
    const diary = { hours, busy: spans.slice(0, count) };
    return [Diary.safeParse(diary), GroupMember.safeParse({ personId: "ada", ...diary }), Participant.safeParse({ id: "ada", languages: ["en"], ...diary }), Coach.safeParse({ id: "kim", languages: ["en"], weeklyAvailableMinutes: 60, ...diary })].map(({ success }) => success);
  };
  expect(fits(TIME_LIMITS.busySpans)).toEqual([true, true, true, true]);
  expect(fits(TIME_LIMITS.busySpans + 1)).toEqual([false, false, false, false]);
}, 60_000);

test.skipIf(process.env["TZ"] !== "UTC")("periods of VFREEBUSY count towards the limit of the window", () => {
  const text = (count: number) => fileOf(["BEGIN:VFREEBUSY", "UID:f@x", "DTSTAMP:20260101T000000Z", ...Array.from({ length: count / 100 }, () => `FREEBUSY:${Array.from({ length: 100 }, () => "20260303T090000Z/PT1H").join()}`), "END:VFREEBUSY"]);
  const most = text(ICS_READ_LIMITS.occurrences);
  expect(busyTimes({ ics: [most], ...day }).entries).toHaveLength(ICS_READ_LIMITS.occurrences);
  expect(issuesOf(() => busyTimes({ ics: [most, fileOf(eventLines())], ...day }))).toEqual(["ics-expansion.too_many_in_all at /ics"]);
}, 60_000);

test.each([
  ["an address that is none", { email: "ada" }, ["input.invalid_format at /email"]],
  ["no word on what is tentative", { isTentativeBusy: undefined }, ["input.invalid_type at /isTentativeBusy"]],
] as const)("it refuses %s", (_, more, issues) => { expect(issuesOf(() => busyTimes({ ics: [], ...day, ...more } as never))).toEqual(issues); });
