import { checkIcs, ICS_READ_LIMITS } from "coachkit/calendar";
import { describe, expect, test } from "vitest";
import { eventLines, fileOf, newYork } from "./ics-sample.js";

const rulesOf = (ics: string): readonly string[] => [...new Set(checkIcs({ ics }).departures.map(({ rule }) => rule))].sort();
const event = (...lines: readonly string[]): string => fileOf(newYork, eventLines(...lines));
const local = "DTSTART;TZID=America/New_York:20260303T090000";
const weekly = "RRULE:FREQ=WEEKLY;COUNT=10";
const alarm = (...lines: readonly string[]): string => event(...["BEGIN:VALARM", ...lines, "END:VALARM"]);
const override = (line: string): string => fileOf(newYork, eventLines(local, weekly, "EXDATE;TZID=America/New_York:20260324T090000"), eventLines(line, "DTSTART;TZID=America/New_York:20260311T090000"));
const zone = (from: string, to: string): string => fileOf(newYork.map((line) => line.replace(from, to)), eventLines());
const message = (method: string, ...lines: readonly string[]): string => fileOf(`METHOD:${method}`, eventLines(...lines));
const organizer = "ORGANIZER:mailto:o@x";
const attendee = "ATTENDEE:mailto:a@x";

test("a file that keeps to the standard has no departure", () => { expect(checkIcs({ ics: event(local, weekly) })).toEqual({ isReadable: true, departures: [], departureCount: 0 }); });

test("a departure names the line as it stands in the file, folds counted", () => {
  expect(checkIcs({ ics: event("SUMMARY:a\r\n b", "STATUS:DONE") }).departures).toEqual([{ line: 26, rule: "status", message: "“DONE” is no STATUS of a VEVENT." }]);
});

describe("lines", () => {
  test.each([
    ["end in CRLF",                            event().replaceAll("\r\n", "\n"),                       ["crlf", "crlf-end"]],
    ["end in CRLF, not in a lone CR",          event().replace("UID:a@x\r\n", "UID:a@x\r"),            ["crlf"]],
    ["end in CRLF, the last one too",          event().slice(0, -2),                                   ["crlf-end"]],
    ["follow no byte order mark",              `\ufeff${event()}`,                                     ["bom"]],
    ["have 75 octets",                         event(`SUMMARY:${"x".repeat(67)}`),                     []],
    ["have no more than 75 octets",            event(`SUMMARY:${"x".repeat(68)}`),                     ["fold-75"]],
    ["are measured in octets",                 event(`SUMMARY:${"é".repeat(34)}`),                     ["fold-75"]],
    ["are not empty",                          event("SUMMARY:a\r\n"),                                 ["blank-line"]],
    ["hold tabs and no other controls",        event("SUMMARY:a\tb\u0007"),                            ["control"]],
    ["do not begin with a continuation",       ` x\r\n${event()}`,                                     ["fold-first"]],
    ["are not folded within a character",      event("SUMMARY:caf\ufffd\r\n \ufffd"),                  ["fold-utf8"]],
    ["begin with a name",                      event("X_A:1"),                                         ["syntax"]],
    ["have a colon",                           event("X-A"),                                           ["syntax"]],
    ["close quotes",                           event('ATTENDEE;CN="a:mailto:a@x'),                     ["syntax"]],
    ["hold parameters with a value",           event("ATTENDEE;CN:mailto:a@x"),                        ["param"]],
    ["hold a parameter once",                  event("ATTENDEE;CN=a;CN=b:mailto:a@x"),                 ["param-twice"]],
    ["may hold lists of quoted parameters",    event('ATTENDEE;MEMBER="mailto:a@b","mailto:c@d":mailto:a@x'), []],
    ["stand in a component",                   `X-A:1\r\n${event()}`,                                  ["outside"]],
    ["have names in small letters too",        event().replace("BEGIN:VEVENT", "begin:vevent").replace("UID", "uid"), []],
  ] as const)("%s", (_, ics, rules) => { expect(rulesOf(ics)).toEqual(rules); });
});

describe("values", () => {
  test.each([
    ["a date says VALUE=DATE",                 event("DTSTART:20260303", "DURATION:P1D"),              ["value-date"]],
    ["a date-time does not",                   event("DTSTART;VALUE=DATE:20260303T140000Z"),           ["value-date"]],
    ["a date has no TZID",                     event("DTSTART;VALUE=DATE;TZID=America/New_York:20260303", "DURATION:P1D"), ["tzid-date"]],
    ["a time in UTC has no TZID",              event("DTSTART;TZID=America/New_York:20260303T140000Z"), ["tzid-utc"]],
    ["30 February is no date",                 event("DTSTART;VALUE=DATE:20260230", "DURATION:P1D"),   ["bad-date"]],
    ["25 o'clock is no time",                  event("DTSTART:20260303T250000Z"),                      ["bad-datetime"]],
    ["a leap second is one",                   event("DTSTART:20260303T235960Z"),                      []],
    ["DTSTAMP is in UTC",                      event("DTSTAMP:20260101T000000"),                       ["must-be-utc"]],
    ["CREATED is in UTC",                      event("CREATED:20260101T000000"),                       ["must-be-utc"]],
    ["a duration has a unit",                  event("DURATION:PT"),                                   ["duration"]],
    ["a duration leaves out no unit between",  event("DURATION:PT1H30S"),                              ["duration"]],
    ["a duration is not negative",             event("DURATION:-PT1H"),                                ["duration"]],
    ["a duration beside a date counts days",   event("DTSTART;VALUE=DATE:20260303", "DURATION:PT10H"), ["duration"]],
    ["a comma of a text is escaped",           event("SUMMARY:a, b"),                                  ["escape"]],
    ["a semicolon of a text is escaped",       event("SUMMARY:a; b"),                                  ["escape"]],
    ["a backslash escapes something",          event("SUMMARY:a\\:b"),                                 ["escape"]],
    ["escapes follow one another",             event("SUMMARY:a\\\\\\, b\\n\\;"),                      []],
    ["commas part categories",                 event("CATEGORIES:a,b\\,c"),                            []],
    ["addresses are URIs",                     event("ATTENDEE:a@x"),                                  ["cal-address"]],
    ["a rule has one end",                     event("RRULE:FREQ=DAILY;COUNT=2;UNTIL=20260401T140000Z"), ["rrule"]],
    ["a rule ends without semicolon",          event("RRULE:FREQ=DAILY;COUNT=2;"),                     ["rrule"]],
    ["words of a rule may be small",           event("RRULE:freq=daily;count=2"),                      []],
    ["UNTIL is in UTC beside UTC",             event("RRULE:FREQ=DAILY;UNTIL=20260401T140000"),        ["until-type"]],
    ["UNTIL is in UTC beside a zone",          event(local, "RRULE:FREQ=DAILY;UNTIL=20260401"),        ["until-type"]],
    ["UNTIL is a date beside a date",          event("DTSTART;VALUE=DATE:20260303", "DURATION:P1D", "RRULE:FREQ=DAILY;UNTIL=20260401"), []],
    ["a rule of days has no hours",            event("DTSTART;VALUE=DATE:20260303", "DURATION:P1D", "RRULE:FREQ=DAILY;BYHOUR=3;COUNT=2"), ["rrule"]],
    ["an offset has no colon",                 zone("TZOFFSETTO:-0400", "TZOFFSETTO:-04:00"),          ["utc-offset"]],
    ["an offset of nothing is positive",       zone("TZOFFSETTO:-0400", "TZOFFSETTO:-0000"),           ["utc-offset"]],
    ["FREEBUSY is in UTC",                     fileOf(["BEGIN:VFREEBUSY", "UID:f", "DTSTAMP:20260101T000000Z", "FREEBUSY:20260303T090000/PT1H", "END:VFREEBUSY"]), ["freebusy"]],
    ["a period ends after its start",          fileOf(["BEGIN:VFREEBUSY", "UID:f", "DTSTAMP:20260101T000000Z", "FREEBUSY:20260303T090000Z/20260303T080000Z", "END:VFREEBUSY"]), ["period"]],
    ["a period has two ends",                  fileOf(["BEGIN:VFREEBUSY", "UID:f", "DTSTAMP:20260101T000000Z", "FREEBUSY:20260303T090000Z", "END:VFREEBUSY"]), ["period"]],
  ] as const)("%s", (_, ics, rules) => { expect(rulesOf(ics)).toEqual(rules); });
});

describe("components", () => {
  test.each([
    ["close in order",                         event().replace("END:VEVENT\r\n", ""),                  ["nesting"]],
    ["a calendar has PRODID",                  event().replace("PRODID:-//example//EN\r\n", ""),       ["vcalendar"]],
    ["a calendar is of version 2.0",           event().replace("VERSION:2.0", "VERSION:1.0"),          ["vcalendar"]],
    ["a calendar holds a component",           fileOf(),                                               ["vcalendar"]],
    ["a file holds one calendar",              event() + event("UID:b@x"),                             ["vcalendar"]],
    ["a calendar is Gregorian",                fileOf("CALSCALE:JULIAN", eventLines()),                ["calscale"]],
    ["METHOD stands once",                     fileOf("METHOD:PUBLISH", "METHOD:PUBLISH", eventLines()), ["once"]],
    ["an event has a UID",                     event("UID"),                                           ["required"]],
    ["a UID is not empty",                     event("UID:"),                                          ["required"]],
    ["an event has a DTSTAMP",                 event("DTSTAMP"),                                       ["required"]],
    ["an event has a DTSTART",                 event("DTSTART"),                                       ["required"]],
    ["SUMMARY stands once",                    event("SUMMARY:a", "SUMMARY:b"),                        ["once"]],
    ["STATUS is of an event",                  event("STATUS:COMPLETED"),                              ["status"]],
    ["SEQUENCE is whole",                      event("SEQUENCE:1.5"),                                  ["sequence"]],
    ["PRIORITY has one digit",                 event("PRIORITY:10"),                                   ["priority"]],
    ["TRANSP is one of two",                   event("TRANSP:FREE"),                                   ["transp"]],
    ["DTEND excludes DURATION",                event("DTEND:20260303T150000Z", "DURATION:PT1H"),       ["dtend-duration"]],
    ["DTEND is later",                         event("DTEND:20260303T140000Z", "DURATION"),            ["dtend-order"]],
    ["DTEND is of the kind of DTSTART",        event("DTEND;VALUE=DATE:20260304", "DURATION"),         ["dtend-type"]],
    ["DTEND floats as DTSTART does",           event("DTEND:20260303T150000", "DURATION"),             ["dtend-type"]],
    ["EXDATE is of the kind of DTSTART",       event(local, weekly, "EXDATE;VALUE=DATE:20260310"),     ["exdate-type"]],
    ["an override is of its series",           override("RECURRENCE-ID;TZID=America/New_York:20260310T090000"), []],
    ["an excluded occurrence has overrides",   override("RECURRENCE-ID;TZID=America/New_York:20260324T090000"), []],
    ["an override may name UTC",               override("RECURRENCE-ID:20260310T130000Z"),             []],
    ["an override misses its series",          override("RECURRENCE-ID;TZID=America/New_York:20260310T090100"), ["override-miss"]],
    ["past the count is a miss",               override("RECURRENCE-ID;TZID=America/New_York:20260512T090000"), ["override-miss"]],
    ["an override is of the series' kind",     override("RECURRENCE-ID:20260310T090000"),              ["override-miss", "recurrence-id-type"]],
    ["a UID stands once",                      fileOf(eventLines(), eventLines()),                     ["uid-duplicate"]],
    ["a TZID has its VTIMEZONE",               fileOf(eventLines(local)),                              ["tzid-undefined"]],
    ["a TZID with a slash needs none",         fileOf(eventLines("DTSTART;TZID=/Europe/Berlin:20260303T090000")), []],
    ["a VTIMEZONE has a TZID",                 zone("TZID:America/New_York", "X-A:1"),                 ["vtimezone"]],
    ["a VTIMEZONE has parts",                  fileOf(["BEGIN:VTIMEZONE", "TZID:x", "END:VTIMEZONE"], eventLines()), ["vtimezone"]],
    ["a VTIMEZONE says where it leads",        zone("TZOFFSETTO:-0400", "X-A:1"),                      ["vtimezone"]],
    ["a VTIMEZONE begins by its own clock",    zone("DTSTART:20070311T020000", "DTSTART:20070311T020000Z"), ["vtimezone"]],
    ["a VTIMEZONE's rule ends in UTC",         zone("BYDAY=1SU", "BYDAY=1SU;UNTIL=20301103T060000"),   ["until-type"]],
    ["a VTIMEZONE is defined once",            fileOf(newYork, newYork, eventLines()),                 ["vtimezone"]],
    ["a VTIMEZONE that no event meets may lie", zone("BYMONTH=3", "BYMONTH=4"),                        []],
    ["a VTIMEZONE that an event meets may not", fileOf(newYork.map((line) => line.replace("BYMONTH=3", "BYMONTH=4")), eventLines("DTSTART;TZID=America/New_York:20260320T090000")), ["zone-disagrees"]],
    ["nor one that a recurrence meets",        fileOf(newYork.map((line) => line.replace("BYMONTH=3", "BYMONTH=4")), eventLines(local, weekly)), ["zone-disagrees"]],
    ["an alarm",                               alarm("ACTION:DISPLAY", "DESCRIPTION:x", "TRIGGER:-PT15M"), []],
    ["an alarm acts",                          alarm("TRIGGER:-PT15M"),                                ["valarm"]],
    ["an alarm shows something",               alarm("ACTION:DISPLAY", "TRIGGER:-PT15M"),              ["valarm"]],
    ["an alarm by e-mail has an address",      alarm("ACTION:EMAIL", "DESCRIPTION:x", "SUMMARY:y", "TRIGGER:-PT15M"), ["valarm"]],
    ["an alarm repeats after a while",         alarm("ACTION:AUDIO", "TRIGGER:-PT15M", "REPEAT:2"),    ["valarm"]],
    ["an alarm is triggered in UTC",           alarm("ACTION:AUDIO", "TRIGGER;VALUE=DATE-TIME:20260303T080000"), ["valarm"]],
    ["a task has its own states",              fileOf(["BEGIN:VTODO", "UID:t", "DTSTAMP:20260101T000000Z", "STATUS:CONFIRMED", "END:VTODO"]), ["status"]],
    ["a task's times are read, and refuse no file", fileOf(["BEGIN:VTODO", "UID:t", "DTSTAMP:20260101T000000Z", "DUE:tomorrow", "END:VTODO"]), ["bad-datetime"]],
  ] as const)("%s", (_, ics, rules) => { expect(rulesOf(ics)).toEqual(rules); });
});

describe("messages", () => {
  test.each([
    ["a publication names nobody",             message("PUBLISH", attendee),                           ["itip-attendee"]],
    ["a request",                              message("REQUEST", organizer, attendee),                []],
    ["a request names somebody",               message("REQUEST", organizer),                          ["itip-attendee"]],
    ["a request comes from somebody",          message("REQUEST", attendee),                           ["itip-organizer"]],
    ["a request is of one UID",                fileOf("METHOD:REQUEST", eventLines(organizer, attendee), eventLines("UID:b@x", organizer, attendee)), ["itip-uid"]],
    ["an answer is of one person",             message("REPLY", organizer, attendee, "ATTENDEE:mailto:b@x"), ["itip-attendee"]],
    ["an answer need not say when",            message("REPLY", organizer, attendee, "DTSTART", "DURATION"), []],
    ["a cancellation is numbered",             message("CANCEL", organizer, attendee),                 ["itip-sequence"]],
    ["an addition is numbered",                message("ADD", organizer, attendee),                    ["itip-sequence"]],
  ] as const)("%s", (_, ics, rules) => { expect(rulesOf(ics)).toEqual(rules); });
});

test("what makes a file unreadable is a departure too", () => {
  expect(checkIcs({ ics: event("DTSTART:2026-03-03", "EXDATE:x") })).toMatchObject({ isReadable: false, departures: [{ rule: "bad-datetime", line: 23 }, { rule: "bad-datetime", line: 24 }] });
});

test("of very many departures the first thousand are listed and all are counted", () => {
  const { departures, departureCount } = checkIcs({ ics: event(Array.from({ length: 1500 }, () => "X_A:1").join("\r\n")) });
  expect([departures.length, departureCount]).toEqual([ICS_READ_LIMITS.departures, 1500]);
});
