import fc from "fast-check";
import { readFileSync } from "node:fs";
import { ICS_READ_LIMITS, readIcs, toIcs } from "coachkit/calendar";
import { isCoachingError } from "coachkit/error";
import { describe, expect, test } from "vitest";
import { customZone, eventLines, fileOf, newYork } from "./ics-sample.js";
import { readIcs as readByPeer } from "./read-ics.js";
import { exportOf, hardExport, hardZones, sessionOf } from "./sample-export.js";

const eventsOf = (...parts: readonly (string | readonly string[])[]) => readIcs({ ics: fileOf(...parts) }).events;
const only = (...lines: readonly string[]) => eventsOf(newYork, eventLines(...lines))[0];

test("an event is read with its times, texts and people", () => {
  const lines = ["SEQUENCE:2", "SUMMARY:One-to-one\\, Ada\\n2", "STATUS:TENTATIVE", "TRANSP:TRANSPARENT", 'ORGANIZER;CN="Coach, K.":mailto:kim@example.com', "ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:ada@example.com", "DTSTART;TZID=America/New_York:20260303T090000"];
  expect(eventsOf("METHOD:REQUEST", newYork, eventLines(...lines))).toEqual([{
    line: 20, uid: "a@x", recurrenceId: null,
    start: { date: "2026-03-03", localTime: "2026-03-03T09:00:00", timeZone: "America/New_York", at: "2026-03-03T14:00:00Z" },
    end: { date: "2026-03-03", localTime: "2026-03-03T15:00:00", timeZone: "UTC", at: "2026-03-03T15:00:00Z" },
    rules: [], isRecurring: false, isAllDay: false, isFloating: false, isTransparent: true,
    summary: "One-to-one, Ada\n2", description: null, location: null, status: "tentative", sequence: 2, stampedAt: "2026-01-01T00:00:00Z",
    organizer: { address: "kim@example.com", name: "Coach, K.", answer: "needs-action" },
    attendees: [{ address: "ada@example.com", name: null, answer: "accepted" }],
  }]);
});

describe("times", () => {
  const start = (...lines: readonly string[]) => only(...lines)?.start;
  test("of a whole day have no clock", () => { expect(start("DTSTART;VALUE=DATE:20260303", "DURATION:P1D")).toEqual({ date: "2026-03-03", localTime: null, timeZone: null, at: null }); });
  test("that float have no instant", () => { expect(start("DTSTART:20260303T090000")).toEqual({ date: "2026-03-03", localTime: "2026-03-03T09:00:00", timeZone: null, at: null }); });
  test("before 1970 have no instant", () => { expect(start("DTSTART:19500303T090000Z")).toEqual({ date: "1950-03-03", localTime: "1950-03-03T09:00:00", timeZone: "UTC", at: null }); });
  test("follow the caller's time zone data", () => {
    const zoneData = { version: "2099z", zones: [{ timeZone: "America/New_York", fromAt: "2026-01-01T00:00:00Z", offsetAtStart: "-04:00", changes: [] }] } as const;
    const { events, departures, zoneData: name } = readIcs({ ics: fileOf(newYork, eventLines("DTSTART;TZID=America/New_York:20260303T090000")), zoneData });
    expect([events[0]?.start?.at, departures.map(({ rule }) => rule), name]).toEqual(["2026-03-03T13:00:00Z", ["zone-disagrees"], "2099z"]);
  });
  test("in a zone that nobody else knows follow the file's VTIMEZONE", () => { expect(eventsOf(customZone("Mars/Base"), eventLines("DTSTART;TZID=Mars/Base:20260303T090000"))[0]?.start?.at).toBe("2026-03-03T06:00:00Z"); });
  test("of Outlook's zones begin in 1601", () => {
    const zone = ["BEGIN:VTIMEZONE", "TZID:W. Europe Standard Time", "BEGIN:STANDARD", "DTSTART:16010101T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10", "END:STANDARD", "BEGIN:DAYLIGHT", "DTSTART:16010101T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3", "END:DAYLIGHT", "END:VTIMEZONE"];
    const at = (date: string) => eventsOf(zone, eventLines(`DTSTART;TZID=W. Europe Standard Time:${date}T090000`))[0]?.start?.at;
    expect(["20260328", "20260329", "20261024", "20261025"].map(at)).toEqual(["2026-03-28T08:00:00Z", "2026-03-29T07:00:00Z", "2026-10-24T07:00:00Z", "2026-10-25T08:00:00Z"]);
  });
  test.each([
    ["DTEND",                          ["DTEND:20260303T153000Z"],            "2026-03-03T15:30:00Z"],
    ["a length",                       ["DURATION:PT1H30M"],                  "2026-03-03T15:30:00Z"],
    ["days and hours",                 ["DURATION:P1DT1H"],                   "2026-03-04T15:00:00Z"],
    ["a length in an odd form",        ["DURATION:PT1H30S"],                  "2026-03-03T15:00:30Z"],
    ["nothing",                        ["DURATION"],                          "2026-03-03T14:00:00Z"],
    ["a length below nothing",         ["DURATION:-PT1H"],                    "2026-03-03T14:00:00Z"],
    ["DTEND before a length",          ["DTEND:20260303T150000Z", "DURATION:PT9H"], "2026-03-03T15:00:00Z"],
  ] as const)("end by %s", (_, lines, end) => { expect(only(...lines)?.end?.at).toBe(end); });
  test("of days and hours over a change of the clock count days on the clock, and hours as they pass", () => {
    const end = (duration: string) => only("DTSTART;TZID=America/New_York:20260307T120000", `DURATION:${duration}`)?.end;
    expect(end("P1D")).toMatchObject({ localTime: "2026-03-08T12:00:00", at: "2026-03-08T16:00:00Z" });
    expect(end("PT24H")?.at).toBe("2026-03-08T17:00:00Z");
  });
});

test("a parameter is decoded as RFC 6868 says", () => { expect(only("ORGANIZER;CN=a^'b^^c^nd:mailto:a@x")?.organizer?.name).toBe('a"b^c\nd'); });
test("an answer that is not known counts as none", () => { expect(only("ATTENDEE;PARTSTAT=X-LATER:mailto:a@x")?.attendees[0]?.answer).toBe("needs-action"); });
test("a cancellation cancels its events, with STATUS or without", () => { expect(eventsOf("METHOD:CANCEL", eventLines("DTSTART", "DURATION")).map(({ status, start }) => [status, start])).toEqual([["cancelled", null]]); });

describe("it refuses", () => {
  const refused = (ics: string) => {
    try { readIcs({ ics }); } catch (error) { if (isCoachingError(error)) return error.issues.map(({ code, path, params }) => `${code} at /${path.join("/")} line ${String(params["line"])}`); throw error; }
    return [];
  };
  const event = (...lines: readonly string[]) => fileOf(eventLines(...lines));
  test.each([
    ["a text that is no calendar",      "Dear Ada,\r\n",                                                    ["ics-components.no_calendar at /ics line 1"]],
    ["a file that is cut off",          event().slice(0, -29),                                              ["ics-components.not_closed at /ics line 1", "ics-components.not_closed at /ics line 4"]],
    ["a wrong end",                     event().replace("END:VEVENT", "END:VTODO"),                         ["ics-components.unbalanced at /ics line 9", "ics-components.unbalanced at /ics line 10", "ics-components.not_closed at /ics line 1", "ics-components.not_closed at /ics line 4"]],
    ["every time that cannot be read",  event("DTSTART:20261399T996199Z", "EXDATE:20260303T14,20260230T140000Z", "DURATION:1h"), ["ics-values.unreadable_time at /ics line 7", "ics-values.unreadable_duration at /ics line 9", "ics-values.unreadable_time at /ics line 8", "ics-values.unreadable_time at /ics line 8"]],
    ["a period that is none",           event("RDATE;VALUE=PERIOD:20260303T140000Z"),                       ["ics-values.unreadable_period at /ics line 9"]],
    ["an event without start",          event("DTSTART"),                                                   ["ics-event.no_start at /ics line 4"]],
    ["a range that is not known",       event("RECURRENCE-ID;RANGE=THISANDPRIOR:20260303T140000Z"),         ["ics-event.unknown_range at /ics line 9"]],
    ["a rule that is none",             event("RRULE:FREQ=DAILY;INTERVAL=0"),                               ["ics-recurrence.unreadable_rule at /ics line 9"]],
    ["a counted rule from before 1970", event("DTSTART:19500303T140000Z", "RRULE:FREQ=DAILY;COUNT=3"),      ["ics-recurrence.starts_too_early at /ics line 9"]],
    ["a zone that nobody knows",        event("DTSTART;TZID=Mars/Base:20260303T090000"),                    ["ics-zones.unknown_zone at /ics line 8"]],
    ["a zone whose VTIMEZONE is empty", fileOf(["BEGIN:VTIMEZONE", "TZID:Mars/Base", "END:VTIMEZONE"], eventLines("DTSTART;TZID=Mars/Base:20260303T090000")), ["ics-zones.unreadable_zone at /ics line 4"]],
    ["components that lie too deep",    "BEGIN:VCALENDAR\r\n".repeat(ICS_READ_LIMITS.depth + 1),            ["ics-components.too_deep at /ics line 9"]],
    ["too many components",             "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".repeat(ICS_READ_LIMITS.components + 1), ["ics-components.too_many_components at /ics line 400001"]],
    ["too many lines",                  "\r\n".repeat(ICS_READ_LIMITS.lines + 1),                           ["ics-lines.too_many_lines at /ics line 1000001"]],
    ["too long a text",                 "x".repeat(ICS_READ_LIMITS.characters + 1),                         ["input.too_big at /ics line undefined"]],
    ["too many rules",                  event(...Array.from({ length: ICS_READ_LIMITS.rules + 1 }, () => "RRULE:FREQ=DAILY")), [`ics-recurrence.too_many_rules at /ics line ${String(9 + ICS_READ_LIMITS.rules)}`]],
    ["too many zones",                  fileOf(...Array.from({ length: ICS_READ_LIMITS.timeZones + 1 }, (_, index) => customZone(`Zone/${String(index)}`)), eventLines()), ["ics-zones.too_many_zones at /ics line 804"]],
  ] as const)("%s", (_, ics, issues) => { expect(refused(ics)).toEqual(issues); });

  test.each([
    ["lines",      "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" + "X-A:1\r\n".repeat(ICS_READ_LIMITS.lines - 2)],
    ["components", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".repeat(ICS_READ_LIMITS.components)],
    ["depth",      [...Array.from({ length: ICS_READ_LIMITS.depth }, () => "BEGIN:VCALENDAR"), ...Array.from({ length: ICS_READ_LIMITS.depth }, () => "END:VCALENDAR"), ""].join("\r\n")],
    ["rules",      event(...Array.from({ length: ICS_READ_LIMITS.rules }, () => "RRULE:FREQ=DAILY"))],
    ["zones",      fileOf(...Array.from({ length: ICS_READ_LIMITS.timeZones }, (_, index) => customZone(`Zone/${String(index)}`)), eventLines())],
  ] as const)("nothing at the very limit of %s", (_, ics) => { expect(refused(ics)).toEqual([]); });
});

describe("what we write is read back", () => {
  test.each(hardZones)("with hard texts over half a year in %s: instants, titles, UIDs, and no departure", (timeZone) => {
    const ics = toIcs(hardExport(timeZone));
    const { events, departures } = readIcs({ ics });
    expect(departures).toEqual([]);
    expect(events.map(({ uid, start, end, summary, description, sequence }) => ({ id: uid.replace(/@coaching\.example\.com$/u, ""), startsAt: start?.at, endsAt: end?.at, title: summary, description, sequence }))).toEqual(readByPeer(ics).map(({ id, startsAt, endsAt, title, description, sequence }) => ({ id, startsAt, endsAt, title, description, sequence })));
  });
  test("whatever the titles and texts hold", () => {
    const title = fc.string({ unit: "grapheme", minLength: 1, maxLength: 120 }).filter((text) => !/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(text));
    fc.assert(fc.property(title, fc.integer({ min: 0, max: 20_000 }), (text, day) => {
      const session = sessionOf({ date: new Date((366 + day) * 86_400_000).toISOString().slice(0, 10), title: text, timeZone: "Australia/Lord_Howe" });
      const { events, departures } = readIcs({ ics: toIcs(exportOf([session])) });
      expect([departures, events.map(({ summary, start, end }) => [summary, start?.at, end?.at])]).toEqual([[], [[text, session.startsAt, session.endsAt]]]);
    }), { numRuns: 100 });
  });
});

const { cases } = JSON.parse(readFileSync("test/oracles/calendar/ics-files.json", "utf8")) as { readonly cases: readonly { readonly name: string; readonly input: { readonly ics: string } }[] };
const texts = cases.map(({ input }) => input.ics);

test("ical.js reads the same single events in the files of the oracle that are good", () => {
  for (const { input: { ics } } of cases.filter(({ name }) => name.startsWith("good"))) {
    const ours = readIcs({ ics }).events.filter(({ start }) => start?.at != null).map(({ uid, start, end, summary, sequence }) => [uid, start?.at, end?.at, summary, sequence]);
    const theirs = readByPeer(ics).filter(({ timeZone }) => timeZone !== "floating").map(({ id, startsAt, endsAt, title, sequence }) => [id, startsAt, endsAt, title, (sequence as number | null) ?? 0]);
    expect(ours).toEqual(theirs);
  }
});

test("no change of a file brings it to throw anything but our error", () => {
  const change = fc.record({ at: fc.nat(5000), length: fc.nat(40), text: fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom("\r\n", "\n ", ";", ":", ",", "=", '"', "\\", "BEGIN:VEVENT\r\n", "END:VEVENT\r\n", "9999", "-", "Z", "RRULE:FREQ=SECONDLY\r\n", "\0", "\ufffd")) });
  fc.assert(fc.property(fc.constantFrom(...texts), fc.array(change, { minLength: 1, maxLength: 6 }), (text, changes) => {
    const ics = changes.reduce((file, { at, length, text: added }) => file.slice(0, at % (file.length + 1)) + added + file.slice((at % (file.length + 1)) + length), text);
    try { readIcs({ ics }); } catch (error) { if (!isCoachingError(error)) throw error; }
  }), { numRuns: 400 });
});
