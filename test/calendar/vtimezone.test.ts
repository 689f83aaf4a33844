import fc from "fast-check";
import { toIcs } from "coachkit/calendar";
import { rederivePlan } from "coachkit/plan";
import { describe, expect, test } from "vitest";
import { contentLines, readIcs } from "./read-ics.js";
import { exportOf, planOf, sessionOf } from "./sample-export.js";

const fileOf = (timeZone: string, ...dates: readonly string[]): string => toIcs(exportOf(dates.map((date, index) => sessionOf({ date, timeZone, id: `${date}#${String(index)}` }))));
const zoneLines = (text: string): readonly string[] => {
  const lines = contentLines(text);
  return lines.slice(lines.indexOf("BEGIN:VTIMEZONE"), lines.indexOf("END:VTIMEZONE") + 1);
};
/** Kind, first onset, rule and offsets of each observance, on one line. */
const observances = (text: string): readonly string[] => [...zoneLines(text).join("\n").matchAll(/BEGIN:(DAYLIGHT|STANDARD)\n([^]*?)\nEND/gu)].map(([, kind = "", body = ""]) => `${kind} ${body.replaceAll(/^[A-Z]+:(FREQ=YEARLY;)?/gmu, "").replaceAll("\n", " ")}`);

test("Berlin has summer time from the last Sunday of March to the last of October", () => {
  expect(zoneLines(fileOf("Europe/Berlin", "2027-09-27"))).toEqual([
    "BEGIN:VTIMEZONE", "TZID:Europe/Berlin",
    "BEGIN:DAYLIGHT", "DTSTART:20260329T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:DAYLIGHT",
    "BEGIN:STANDARD", "DTSTART:20261025T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD",
    "END:VTIMEZONE",
  ]);
});

test.each([
  // zone                year   observances
  ["America/New_York",    2027, ["DAYLIGHT 20260308T020000 BYMONTH=3;BYDAY=2SU -0500 -0400", "STANDARD 20261101T020000 BYMONTH=11;BYDAY=1SU -0400 -0500"]],
  ["Australia/Lord_Howe", 2027, ["DAYLIGHT 20261004T020000 BYMONTH=10;BYDAY=1SU +1030 +1100", "STANDARD 20260405T020000 BYMONTH=4;BYDAY=1SU +1100 +1030"]],
  ["Pacific/Auckland",    2027, ["DAYLIGHT 20260927T020000 BYMONTH=9;BYDAY=-1SU +1200 +1300", "STANDARD 20260405T030000 BYMONTH=4;BYDAY=1SU +1300 +1200"]],
  ["Pacific/Chatham",     2027, ["DAYLIGHT 20260927T024500 BYMONTH=9;BYDAY=-1SU +1245 +1345", "STANDARD 20260405T034500 BYMONTH=4;BYDAY=1SU +1345 +1245"]],
  ["Europe/Dublin",       2027, ["DAYLIGHT 20260329T010000 BYMONTH=3;BYDAY=-1SU +0000 +0100", "STANDARD 20261025T020000 BYMONTH=10;BYDAY=-1SU +0100 +0000"]],
  ["Antarctica/Troll",    2027, ["DAYLIGHT 20260329T010000 BYMONTH=3;BYDAY=-1SU +0000 +0200", "STANDARD 20261025T030000 BYMONTH=10;BYDAY=-1SU +0200 +0000"]],
  ["Asia/Kolkata",        2027, ["STANDARD 20270101T000000 +0530 +0530"]],
  ["America/St_Johns",    2027, ["DAYLIGHT 20260308T020000 BYMONTH=3;BYDAY=2SU -0330 -0230", "STANDARD 20261101T020000 BYMONTH=11;BYDAY=1SU -0230 -0330"]],
  ["America/Mexico_City", 2022, ["DAYLIGHT 20210404T020000 BYMONTH=4;BYDAY=1SU -0600 -0500", "STANDARD 20211031T020000 BYMONTH=10;BYDAY=-1SU -0500 -0600"]], // its last summer time
  ["America/Mexico_City", 2023, ["STANDARD 20230101T000000 -0600 -0600"]],
  ["Africa/Cairo",        2027, ["DAYLIGHT 20260424T000000 BYMONTH=4;BYDAY=-1FR +0200 +0300", "STANDARD 20261030T000000 BYMONTH=10;BYDAY=-1FR +0300 +0200"]], // in 2030 the last Thursday's midnight is in November
] as const)("%s in %i", (timeZone, year, expected) => { expect(observances(fileOf(timeZone, `${String(year)}-06-15`))).toEqual(expected); });

describe("sessions stand in UTC, without a VTIMEZONE,", () => {
  test.each([
    ["where clocks go back for Ramadan",                           "Africa/Casablanca", "2027-06-15", "DTSTART:20270615T080000Z"],
    ["in a year with one change: the law of the zone was changed", "Asia/Almaty",       "2024-06-12", "DTSTART:20240612T040000Z"],
    ["when the yearly rule fails within the plan",                 "Africa/Cairo",      "2030-06-12", "DTSTART:20300612T060000Z"],
    ["when the offset has seconds",                                "Africa/Monrovia",   "1971-06-15", "DTSTART:19710615T094430Z"],
    ["in UTC",                                                     "Etc/UTC",           "2027-06-15", "DTSTART:20270615T090000Z"],
    ["in UTC by its short name",                                   "UTC",               "2027-06-15", "DTSTART:20270615T090000Z"],
    ["in Greenwich's zone of the name GMT",                        "GMT",               "2027-06-15", "DTSTART:20270615T090000Z"],
  ])("%s", (_, timeZone, date, line) => {
    const text = fileOf(timeZone, date);
    expect(contentLines(text)).toContain(line);
    expect(text).not.toMatch(/VTIMEZONE|TZID/u);
  });
});

test("the rule must hold in every year of the plan, up to the end of its last session", () => {
  expect(fileOf("Africa/Cairo", "2029-06-12")).toContain("TZID=Africa/Cairo");
  expect(fileOf("Africa/Cairo", "2029-06-12", "2030-06-12")).not.toContain("TZID");
  const long = sessionOf({ date: "2029-12-15", timeZone: "Africa/Cairo", durationMinutes: 330 * 1440 });
  expect(toIcs(exportOf([long]))).not.toContain("TZID");
});

test("a plan over more than twenty years has no rule: looking for one in every zone would take minutes", () => {
  expect(fileOf("Asia/Kolkata", "2027-06-12", "2046-06-12")).toContain("TZID=Asia/Kolkata");
  expect(fileOf("Asia/Kolkata", "2027-06-12", "2047-06-12")).not.toContain("TZID");
});

test("a zone stands in the file once, with the rule from the year before its first session", () => {
  const text = fileOf("Europe/Berlin", "2027-12-15", "2028-01-12", "2029-07-01");
  expect(text.match(/BEGIN:VTIMEZONE/gu)).toHaveLength(1);
  expect(observances(text)[0]).toBe("DAYLIGHT 20260329T020000 BYMONTH=3;BYDAY=-1SU +0100 +0200");
});

test("each zone that is used stands in the file, and no other", () => {
  const sessions = ["Europe/Berlin", "Asia/Kolkata", "Africa/Casablanca", "Asia/Kolkata"].map((timeZone, index) => sessionOf({ date: "2027-06-15", timeZone, id: String(index) }));
  expect(contentLines(toIcs(exportOf(sessions))).filter((line) => line.startsWith("TZID:"))).toEqual(["TZID:Europe/Berlin", "TZID:Asia/Kolkata"]);
});

test("the first and last year that dates may have are written too", () => {
  for (const date of ["1970-01-02", "2199-12-30"]) for (const timeZone of ["Europe/Berlin", "Asia/Kolkata", "America/New_York"]) {
    expect(readIcs(fileOf(timeZone, date)).map(({ startsAt }) => startsAt)).toEqual([sessionOf({ date, timeZone }).startsAt]);
  }
});

const zones = Intl.supportedValuesOf("timeZone");

test("in any zone, year and hour, also over the years in which laws changed, ical.js reads the instants of the plan by the VTIMEZONE alone", () => {
  const times = fc.record({
    timeZone: fc.constantFrom(...zones), startTime: fc.integer({ min: 0, max: 95 }).map((quarter) => `${String(Math.floor(quarter / 4)).padStart(2, "0")}:${String((quarter % 4) * 15).padStart(2, "0")}`),
    day: fc.integer({ min: 366, max: 40_000 }), laterDays: fc.integer({ min: 0, max: 800 }), durationMinutes: fc.integer({ min: 1, max: 1440 }),
  });
  const dateOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
  fc.assert(fc.property(times, ({ timeZone, startTime, day, laterDays, durationMinutes }) => {
    const sessions = [day, day + laterDays].map((at, index) => sessionOf({ date: dateOf(at), timeZone, startTime, durationMinutes, id: String(index) }));
    expect(readIcs(toIcs(exportOf(sessions))).map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual(sessions.map(({ startsAt, endsAt }) => [startsAt, endsAt]));
  }), { numRuns: 60 });
});

describe("by zone data of the caller that is newer than the runtime's", () => {
  // British Columbia keeps summer time from March 2026 on, as release 2026f of the IANA data has it
  const zoneData = { version: "2026f", zones: [{ timeZone: "America/Vancouver", fromAt: "2026-01-01T00:00:00Z", offsetAtStart: "-08:00", changes: [{ at: "2026-03-08T10:00:00Z", toOffset: "-07:00" }] }] };
  const file = (...dates: readonly string[]): string => {
    const { plan } = rederivePlan({ plan: planOf(dates.map((date) => sessionOf({ date, id: date, timeZone: "America/Vancouver" }))), zoneData });
    const text = toIcs(exportOf([], { plan, zoneData }));
    expect(readIcs(text).map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual(plan.sessions.map(({ startsAt, endsAt }) => [startsAt, endsAt]));
    return text;
  };
  test("a VTIMEZONE is written by them", () => { expect(observances(file("2027-01-15", "2027-07-15"))).toEqual(["STANDARD 20270101T000000 -0700 -0700"]); });
  test("a span in which the law changed stands in UTC", () => { expect(file("2026-02-15", "2026-12-15")).not.toMatch(/VTIMEZONE|TZID/u); });
});
