import fc from "fast-check";
import { toIcs } from "coachkit/calendar";
import { assignSessions } from "coachkit/plan";
import { blendedTwelveWeek } from "coachkit/program";
import { describe, expect, test } from "vitest";
import { contentLines, octets, physicalLines, readIcs } from "./read-ics.js";
import { exportOf, hardExport, hardZones, planOf, sampleProgram, sessionOf } from "./sample-export.js";

const linesOf = (...sessions: Parameters<typeof sessionOf>[0][]): readonly string[] => contentLines(toIcs(exportOf(sessions.map(sessionOf))));
const timesOf = (...sessions: Parameters<typeof sessionOf>[0][]): readonly string[] => linesOf(...sessions).filter((line) => /^DT(START|END)[:;]/u.test(line) && !/^DTSTART:\d{8}T\d{6}$/u.test(line));

test("a plan of one session is a calendar of one event", () => {
  const lines = linesOf({ date: "2027-09-27" });
  expect(lines.slice(0, 6)).toEqual(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//coachkit//coachkit//EN", "CALSCALE:GREGORIAN", "NAME:Coaching", "X-WR-CALNAME:Coaching"]);
  expect(lines.slice(lines.indexOf("BEGIN:VEVENT"))).toEqual([
    "BEGIN:VEVENT", "UID:spring/one-to-one/2027-09-27@coaching.example.com", "DTSTAMP:20270901T120000Z", "SEQUENCE:0",
    "DTSTART;TZID=Europe/Berlin:20270927T090000", "DTEND;TZID=Europe/Berlin:20270927T100000", "SUMMARY:One-to-one",
    "DESCRIPTION:Sample program\\, week 1\\nWith: kim (coach)\\, ada\\nAgenda:\\n- Progress on the goal (40 min)\\n  Ask what was tried.\\n  Listen.\\n- Next step\\nTo prepare:\\n- Note one situation (participant\\, 5 min)\\n- Read the journal (coach)",
    "STATUS:CONFIRMED", "END:VEVENT", "END:VCALENDAR",
  ]);
});

describe("start and end stand on the wall clock of the session's zone", () => {
  test.each([
    ["in summer",                        { date: "2027-09-27" },                                                                    ["DTSTART;TZID=Europe/Berlin:20270927T090000", "DTEND;TZID=Europe/Berlin:20270927T100000"]],
    ["after the clock was set back",     { date: "2027-11-01" },                                                                    ["DTSTART;TZID=Europe/Berlin:20271101T090000", "DTEND;TZID=Europe/Berlin:20271101T100000"]],
    ["over midnight",                    { date: "2027-12-31", startTime: "23:30" },                                                ["DTSTART;TZID=Europe/Berlin:20271231T233000", "DTEND;TZID=Europe/Berlin:20280101T003000"]],
    ["over a gap: an hour is an hour",   { date: "2027-03-28", startTime: "01:30" },                                                ["DTSTART;TZID=Europe/Berlin:20270328T013000", "DTEND;TZID=Europe/Berlin:20270328T033000"]],
    ["in a gap: as the clock shows it",  { date: "2027-03-28", startTime: "02:30" },                                                ["DTSTART;TZID=Europe/Berlin:20270328T033000", "DTEND;TZID=Europe/Berlin:20270328T043000"]],
    ["with seconds",                     { date: "2027-09-27", durationMinutes: 7.5 },                                              ["DTSTART;TZID=Europe/Berlin:20270927T090000", "DTEND;TZID=Europe/Berlin:20270927T090730"]],
    ["without length, without end",      { date: "2027-09-27", durationMinutes: 0 },                                                ["DTSTART;TZID=Europe/Berlin:20270927T090000"]],
    ["in a zone of another case",        { date: "2027-09-27", timeZone: "europe/berlin" },                                         ["DTSTART;TZID=europe/berlin:20270927T090000", "DTEND;TZID=europe/berlin:20270927T100000"]],
  ] as const)("%s", (_, session, times) => { expect(timesOf(session)).toEqual(times); });
});

describe("a reading that the clock shows twice is written in UTC, since readers disagree about which is meant", () => {
  test.each([
    ["a start in the overlap", { date: "2027-10-31", startTime: "02:30" },                                                          ["DTSTART:20271031T003000Z", "DTEND:20271031T013000Z"]],
    ["an end in the overlap",  { date: "2027-10-31", startTime: "01:30" },                                                          ["DTSTART:20271030T233000Z", "DTEND:20271031T003000Z"]],
    ["the half hour of Lord Howe", { date: "2027-04-04", startTime: "01:30", timeZone: "Australia/Lord_Howe", durationMinutes: 10 }, ["DTSTART:20270403T143000Z", "DTEND:20270403T144000Z"]],
  ] as const)("%s", (_, session, times) => { expect(timesOf(session)).toEqual(times); });

  test("the hour before and the hour after are not", () => {
    expect(timesOf({ date: "2027-10-31", startTime: "01:00", durationMinutes: 59 }, { date: "2027-10-31", startTime: "03:00", id: "after" }).every((line) => line.includes("TZID"))).toBe(true);
  });

  test("the second showing is kept when the plan means it", () => {
    const second = { ...sessionOf({ date: "2027-10-31", startTime: "02:30" }), startsAt: "2027-10-31T01:30:00Z", endsAt: "2027-10-31T02:30:00Z" };
    expect(contentLines(toIcs(exportOf([second])))).toEqual(expect.arrayContaining(["DTSTART:20271031T013000Z", "DTEND:20271031T023000Z"]));
  });

  test("a zone that no other session uses is not written then", () => { expect(toIcs(exportOf([sessionOf({ date: "2027-10-31", startTime: "02:30" })]))).not.toContain("VTIMEZONE"); });
});

test("a plan as the room of plan makes it is written session by session", () => {
  const day = [{ fromTime: "08:00", toTime: "18:00" }];
  const hours = { timeZone: "Asia/Kolkata", weekly: { MO: day, TU: day, WE: day, TH: day, FR: day }, holidays: [] };
  const cohort = { id: "autumn", startDate: "2027-09-27", weekStartsOn: "MO", timeZone: "Europe/Berlin", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [], holidayPolicy: "next-working-day" } as const;
  const plan = assignSessions({ program: blendedTwelveWeek, cohort, participants: ["ada", "ben", "cem"].map((id) => ({ id, hours, languages: ["en"] })), coaches: [{ id: "kim", hours, languages: ["en"], weeklyAvailableMinutes: 600 }] });
  const read = readIcs(toIcs(exportOf([], { plan, program: blendedTwelveWeek })));
  expect(plan.sessions.length).toBeGreaterThan(70);
  expect(read.map(({ id, startsAt, endsAt, title }) => ({ id, startsAt, endsAt, title }))).toEqual(plan.sessions.filter(({ isScheduled }) => isScheduled).map(({ id, startsAt, endsAt, title }) => ({ id, startsAt, endsAt, title })));
});

test("where the instants no longer agree with date, wall time and zone, these are followed and the length kept", () => {
  const stale = { ...sessionOf({ date: "2027-09-27" }), startsAt: "2027-09-27T08:00:00Z", endsAt: "2027-09-27T09:00:00Z" };
  expect(readIcs(toIcs(exportOf([stale]))).map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([["2027-09-27T07:00:00Z", "2027-09-27T08:00:00Z"]]);
});

test("a session that is only offered is left out", () => { expect(readIcs(toIcs(exportOf([sessionOf({ date: "2027-09-27", isScheduled: false }), sessionOf({ date: "2027-09-28" })]))).map(({ id }) => id)).toEqual(["spring/one-to-one/2027-09-28"]); });

test("a calendar without sessions still holds the component that RFC 5545 wants", () => {
  expect(linesOf().slice(6)).toEqual(["BEGIN:VTIMEZONE", "TZID:Etc/UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE", "END:VCALENDAR"]);
});

test("SEQUENCE and PRODID are the host's where it gives them; a sequence of a dropped session is passed over", () => {
  const text = toIcs(exportOf([sessionOf({ date: "2027-09-27", id: "a" }), sessionOf({ date: "2027-09-28", id: "b" })], { prodId: "-//Example, Inc.//HR//EN", sequences: [{ sessionId: "b", sequence: 3 }, { sessionId: "dropped", sequence: 1 }] }));
  expect(readIcs(text).map(({ id, sequence }) => [id, sequence])).toEqual([["a", 0], ["b", 3]]);
  expect(contentLines(text)).toContain("PRODID:-//Example\\, Inc.//HR//EN");
});

test("it is no invitation: no METHOD, no ATTENDEE, no e-mail address", () => {
  const text = toIcs(exportOf([sessionOf({ date: "2027-09-27" })], { contacts: [{ personId: "ada", name: "Ada", email: "ada@example.com" }] }));
  expect(text).not.toMatch(/METHOD|ATTENDEE|ORGANIZER|ada@example\.com/u);
});

describe("a person's file", () => {
  const sessions = [
    sessionOf({ date: "2027-09-27", id: "ada's", participantIds: ["ada"] }),
    sessionOf({ date: "2027-09-28", id: "ben's", participantIds: ["ben"], coachId: "lee" }),
    sessionOf({ date: "2027-09-29", id: "huddle", touchpointId: "huddle", participantIds: ["ada", "ben", "cem"], coachId: null }),
  ];
  const idsFor = (personId: string): readonly string[] => readIcs(toIcs(exportOf(sessions, { personId }))).map(({ id }) => id);

  test("of a participant holds the participant's sessions", () => { expect(idsFor("ada")).toEqual(["ada's", "huddle"]); });
  test("of a coach holds the coach's sessions", () => { expect(idsFor("lee")).toEqual(["ben's"]); });
  test("of one who is known only as without a session, or only by contact, runs empty", () => {
    const unassigned = [{ occurrenceId: "x", touchpointId: "huddle", week: 1, participantIds: ["dan"], reason: "no-coach" }] as const;
    const coachAssignments = [{ participantId: "eve", coachId: "noa", reason: null }] as const;
    const plan = { ...planOf(sessions), unassigned, coachAssignments };
    for (const personId of ["dan", "eve", "noa", "fay"]) expect(readIcs(toIcs(exportOf([], { plan, personId, contacts: [{ personId: "fay", name: "Fay" }] })))).toEqual([]);
  });
  test("has the same UID for a session as everyone else's, so that clients know it for one", () => {
    const uidsOf = (text: string): readonly string[] => contentLines(text).filter((line) => line.startsWith("UID:"));
    expect(uidsOf(toIcs(exportOf(sessions)))).toEqual(expect.arrayContaining([...uidsOf(toIcs(exportOf(sessions, { personId: "ada" })))]));
  });
});

describe("reminders", () => {
  const alarmsFor = (more: Parameters<typeof exportOf>[1]): readonly string[] => {
    const lines = contentLines(toIcs(exportOf([sessionOf({ date: "2027-09-27" }), sessionOf({ date: "2027-09-28", touchpointId: "pulse" })], more)));
    return lines.filter((_, index) => lines.lastIndexOf("BEGIN:VALARM", index) > lines.lastIndexOf("END:VALARM", index - 1));
  };
  test("are none unless asked for", () => { expect(alarmsFor({ personId: "ada" })).toEqual([]); });
  test("tell a person what to prepare, where there is something", () => {
    expect(alarmsFor({ personId: "ada", alarmMinutesBefore: 1440 })).toEqual(["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT1440M", "DESCRIPTION:To prepare: Note one situation", "END:VALARM"]);
    expect(alarmsFor({ personId: "kim", alarmMinutesBefore: 15 })).toEqual(["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT15M", "DESCRIPTION:To prepare: Read the journal", "END:VALARM"]);
  });
  test("are none in the file of all: whoever runs the program prepares nothing", () => { expect(alarmsFor({ alarmMinutesBefore: 60 })).toEqual([]); });
});

describe.each(hardZones)("with hard texts over half a year in %s", (timeZone) => {
  const input = hardExport(timeZone);
  const text = toIcs(input);
  test("ical.js reads back every session: instants, titles, texts", () => {
    const read = readIcs(text);
    expect(read.map(({ id, startsAt, endsAt, title, sequence, status }) => ({ id, startsAt, endsAt, title, sequence, status }))).toEqual(input.plan.sessions.map(({ id, startsAt, endsAt, title }, index) => ({ id, startsAt, endsAt, title, sequence: index < 5 ? index : 0, status: "CONFIRMED" })));
    expect(new Set(read.map(({ timeZone: zone }) => zone)).size).toBeLessThanOrEqual(2);
    const { agenda = [], prepTasks = [] } = input.program.touchpoints[0] ?? {};
    for (const { title, script = "" } of agenda) expect(read[0]?.description).toContain(`- ${title}\n  ${script.replaceAll("\n", "\n  ")}`);
    for (const { title } of prepTasks) expect(read[0]?.description).toContain(`- ${title} (participant, 7.5 min)`);
  });
  test("no line is over 75 octets, each ends in CRLF, none is blank", () => {
    expect(physicalLines(text).filter((line) => octets(line) > 75 || line.trim() === "" || /[\r\n]/u.test(line))).toEqual([]);
    expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
  });
});

test("the content lines are a function of the sessions alone, whatever the texts hold", () => {
  const pieces = fc.array(fc.oneof(fc.constantFrom("\r", "\n", "\\", ";", ",", ":", '"', "\u2028", "\u0085", " ", "\t", "BEGIN:VEVENT", "END:VCALENDAR"), fc.string({ unit: "binary", maxLength: 2 })), { maxLength: 20 });
  const oneLine = pieces.map((parts) => `x${parts.join("").replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, "").slice(0, 60)}x`);
  const prose = pieces.map((parts) => parts.join("").replaceAll(/[^\P{Cc}\n\t]/gu, ""));
  const texts = fc.record({ id: oneLine, person: oneLine, title: oneLine, script: prose });
  const fileOf = ({ id, person, title, script }: { readonly id: string; readonly person: string; readonly title: string; readonly script: string }): string => {
    const touchpoints = sampleProgram.touchpoints.map((touchpoint) => ({ ...touchpoint, agenda: [{ title, script }], prepTasks: [{ id: "p", title, role: "participant", durationMinutes: 5 }] }));
    const program = { ...sampleProgram, title, touchpoints };
    return toIcs(exportOf([sessionOf({ date: "2027-09-27", id, title, participantIds: [person] })], { program, calendarName: title, prodId: title, contacts: [{ personId: "kim", name: title }] }));
  };
  const namesOf = (file: string): readonly string[] => contentLines(file).map((line) => line.replace(/[:;][^]*$/u, ""));
  const plain = namesOf(fileOf({ id: "i", person: "p", title: "t", script: "s" }));
  fc.assert(fc.property(texts, (all) => {
    const file = fileOf(all);
    expect(namesOf(file)).toEqual(plain);
    expect(file).not.toMatch(/[^\P{Cc}\r\n\t]|\r(?!\n)|(?<!\r)\n|[\u2028\u2029]/u);
    expect(readIcs(file).map(({ id, title }) => [id, title])).toEqual([[all.id, all.title]]);
  }), { numRuns: 60 });
});
