import fc from "fast-check";
import { applyReplies, type CalendarMessage, toIcs, toItip } from "coachkit/calendar";
import type { Plan, Session } from "coachkit/plan";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { clientModel } from "./client-model.js";
import { contentLines, octets, physicalLines } from "./read-ics.js";
import { anyPlan, anySeriesPlan, changeOf, contacts, expectedOf, people, published, textsFor } from "./sample-change.js";
import { exportOf, planOf, sampleProgram, sessionOf } from "./sample-export.js";

const session = sessionOf({ date: "2027-09-27", id: "a", participantIds: ["ada", "ben"] });
const plan = planOf([session]);
const withSession = (changes: Partial<Session>): Plan => planOf([{ ...session, ...changes }]);
const movedTo = (startTime: string): Plan => planOf([{ ...sessionOf({ date: "2027-09-27", startTime, id: "a", participantIds: ["ada", "ben"] }) }]);
/** Method, SEQUENCE, reason and recipients. */
const said = ({ method, sequence, reason, recipients }: CalendarMessage): string => `${method} ${String(sequence)} ${reason}: ${recipients.map(({ personId }) => personId).join()}`;
const toldOf = (after: Plan, more: Parameters<typeof changeOf>[2] = {}): readonly string[] => toItip(changeOf(plan, after, more)).messages.map(said);
const eventLines = (ics: string): readonly string[] => { const lines = contentLines(ics); return lines.slice(lines.indexOf("BEGIN:VEVENT") + 1, lines.indexOf("END:VEVENT")); };

test("a new session is a REQUEST to everyone in it: who leads reads the script, who takes part does not", () => {
  const { messages, sequences } = toItip(changeOf(null, plan));
  expect(messages.map(said)).toEqual(["REQUEST 0 added: ada,ben", "REQUEST 0 added: kim"]);
  expect(sequences).toEqual([{ sessionId: "a", sequence: 0 }]);
  expect(contentLines(messages[0]!.ics).slice(0, 5)).toEqual(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//coachkit//coachkit//EN", "CALSCALE:GREGORIAN", "METHOD:REQUEST"]);
  expect(eventLines(messages[0]!.ics)).toEqual([
    "UID:a@coaching.example.com", "DTSTAMP:20270901T120000Z", "SEQUENCE:0", "DTSTART;TZID=Europe/Berlin:20270927T090000", "DTEND;TZID=Europe/Berlin:20270927T100000", "SUMMARY:One-to-one",
    "DESCRIPTION:Sample program\\, week 1\\nWith: kim\\, of the team (coach)\\, ada\\, of the team\\, ben\\, of the team\\nAgenda:\\n- Progress on the goal (40 min)\\n- Next step\\nTo prepare:\\n- Note one situation (5 min)",
    "ORGANIZER;CN=Coaching Office:mailto:office@example.com",
    'ATTENDEE;CN="kim, of the team";ROLE=CHAIR;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:kim@example.com',
    'ATTENDEE;CN="ada, of the team";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ada@example.com',
    'ATTENDEE;CN="ben, of the team";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ben@example.com',
    "STATUS:CONFIRMED",
  ]);
  expect(contentLines(messages[1]!.ics).find((line) => line.startsWith("DESCRIPTION"))).toContain("Ask what was tried.");
});

describe("what changed is told to those concerned, and to nobody else:", () => {
  test.each<[string, Plan, readonly string[]]>([
    ["nothing",                  plan,                                                  []],
    ["warnings alone",           withSession({ warnings: [{ reason: "overlaps", personId: "ada" }] }), []],
    ["another time",             movedTo("11:00"),                                      ["REQUEST 1 slot: ada,ben", "REQUEST 1 slot: kim"]],
    ["another title",            withSession({ title: "Talk" }),                        ["REQUEST 0 title: ada,ben", "REQUEST 0 title: kim"]],
    ["somebody taken out",       withSession({ participantIds: ["ada"] }),              ["CANCEL 1 participants: ben", "REQUEST 1 participants: ada", "REQUEST 1 participants: kim"]],
    ["somebody added",           withSession({ participantIds: ["ada", "ben", "cem"] }), ["REQUEST 1 participants: ada,ben,cem", "REQUEST 1 participants: kim"]],
    ["another coach",            withSession({ coachId: "lee" }),                       ["CANCEL 1 coach: kim", "REQUEST 1 coach: ada,ben", "REQUEST 1 coach: lee"]],
    ["no coach any more",        withSession({ coachId: null }),                        ["CANCEL 1 coach: kim", "REQUEST 1 coach: ada,ben"]],
    ["no session any more",      planOf([]),                                            ["CANCEL 1 no-longer-planned: kim,ada,ben"]],
    ["offered only",             withSession({ isScheduled: false }),                   ["CANCEL 1 scheduled: kim,ada,ben"]],
  ])("%s", (_, after, expected) => { expect(toldOf(after)).toEqual(expected); });

  test("a session that was offered only and is scheduled now is new", () => { expect(toItip(changeOf(withSession({ isScheduled: false }), plan)).messages.map(said)).toEqual(["REQUEST 0 scheduled: ada,ben", "REQUEST 0 scheduled: kim"]); });
  test("for one person, only what is for this person", () => { expect(toldOf(withSession({ participantIds: ["ada"] }), { personId: "ben" })).toEqual(["CANCEL 1 participants: ben"]); });
});

test("SEQUENCE goes on from what the host stored, also for a session that comes back", () => {
  const gone = toItip(changeOf(plan, planOf([])));
  expect(gone.sequences).toEqual([{ sessionId: "a", sequence: 1 }]);
  const back = toItip(changeOf(planOf([]), plan, { sequences: gone.sequences }));
  expect(back.messages.map(said)).toEqual(["REQUEST 2 added: ada,ben", "REQUEST 2 added: kim"]);
  expect(toItip(changeOf(plan, movedTo("11:00"), { sequences: [{ sessionId: "other", sequence: 4 }, ...back.sequences] })).sequences).toEqual([{ sessionId: "other", sequence: 4 }, { sessionId: "a", sequence: 3 }]);
});

test("a cancellation for all says CANCELLED; one for some does not, since the event stands for the others (RFC 5546 section 3.2.5)", () => {
  const [all] = toItip(changeOf(plan, planOf([]))).messages;
  expect(eventLines(all!.ics)).toEqual(expect.arrayContaining(["STATUS:CANCELLED", "DTSTART;TZID=Europe/Berlin:20270927T090000", "SEQUENCE:1"]));
  const [some] = toItip(changeOf(plan, withSession({ participantIds: ["ada"] }))).messages;
  expect(eventLines(some!.ics).filter((line) => /^(STATUS|ATTENDEE)/u.test(line))).toEqual(['ATTENDEE;CN="ben, of the team";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ben@example.com']);
});

test("whoever invites has accepted, also with an address in other capitals", () => {
  const [message] = toItip(changeOf(null, plan, { organizer: { name: "Kim", email: "KIM@example.com" } })).messages;
  expect(eventLines(message!.ics).find((line) => line.includes("CHAIR"))).toBe('ATTENDEE;CN="kim, of the team";ROLE=CHAIR;PARTSTAT=ACCEPTED:mailto:kim@example.com');
});

test("an address is encoded as a URI", () => {
  const [message] = toItip(changeOf(null, withSession({ coachId: null, participantIds: ["ada"] }), { contacts: [{ personId: "ada", name: "Ada", email: 'a"d%a?x/ü@example.com' }] })).messages;
  expect(eventLines(message!.ics).find((line) => line.startsWith("ATTENDEE"))).toContain(":mailto:a%22d%25a%3Fx%2F%C3%BC@example.com");
});

test("an answer to an invitation is read back to the session, the person and the SEQUENCE", () => {
  const [message] = toItip(changeOf(plan, movedTo("11:00"))).messages;
  const lines = contentLines(message!.ics).filter((line) => !line.startsWith("ATTENDEE") || line.includes("ada@")).map((line) => line.replace("METHOD:REQUEST", "METHOD:REPLY").replace("PARTSTAT=NEEDS-ACTION;RSVP=TRUE", "PARTSTAT=ACCEPTED"));
  const { answers } = applyReplies({ plan: movedTo("11:00"), uidDomain: "coaching.example.com", contacts, answers: [], sequences: [{ sessionId: "a", sequence: 1 }], replies: [lines.map((line) => `${line}\r\n`).join("")] });
  expect(answers).toEqual([{ sessionId: "a", personId: "ada", answer: "accepted", answeredAt: "2027-09-01T12:00:00Z", sequence: 1 }]);
});

test("a person with something to prepare is reminded where the host asks for it", () => {
  const { messages } = toItip(changeOf(null, plan, { alarmMinutesBefore: 60 }));
  expect(messages.map(({ ics }) => contentLines(ics).filter((line) => /ALARM|TRIGGER|^DESCRIPTION:To/u.test(line)))).toEqual([
    ["BEGIN:VALARM", "TRIGGER:-PT60M", "DESCRIPTION:To prepare: Note one situation", "END:VALARM"], ["BEGIN:VALARM", "TRIGGER:-PT60M", "DESCRIPTION:To prepare: Read the journal", "END:VALARM"],
  ]);
});

test("no line is over 75 octets", () => {
  for (const { ics } of toItip(changeOf(null, published, { seriesFrom: published })).messages) expect(physicalLines(ics).filter((line) => octets(line) > 75)).toEqual([]);
});

describe("refuses, by code and path,", () => {
  test.each<[string, Parameters<typeof changeOf>[2], readonly string[]]>([
    ["people to be told who have no address", { contacts: contacts.slice(1) }, ["calendar-change.missing_address at /contacts"]],
    ["an address of two people", { contacts: [...contacts, { personId: "other", name: "Other", email: "ADA@example.com" }] }, ["calendar-change.shared_address at /contacts/5/email"]],
    ["the program of another plan", { program: { ...sampleProgram, id: "other" } }, ["calendar-export.other_program at /program/id"]],
    ["the plan before of another cohort", { before: { ...plan, cohortId: "autumn" } }, ["calendar-export.other_plan at /before/cohortId"]],
    ["series of another cohort", { seriesFrom: { ...plan, cohortId: "autumn" } }, ["calendar-export.other_plan at /seriesFrom/cohortId"]],
    ["a zone of the plan before that nobody knows", { before: withSession({ timeZone: "Europe/Atlantis" }) }, ["calendar-export.unknown_zone at /before/sessions/0/timeZone"]],
    ["other zone data than the plan's", { after: { ...plan, zoneData: "2026f" } }, ["calendar-export.other_zone_data at /zoneData"]],
    ["a person nobody knows", { personId: "nobody" }, ["calendar-export.unknown_person at /personId"]],
    ["an organizer without address", { organizer: { name: "Office", email: "office" } }, ["input.invalid_format at /organizer/email"]],
    ["half a pair in an address", { organizer: { name: "Office", email: "\ud800@example.com" } }, ["input.invalid_format at /organizer/email"]],
    ["an alarm at the start", { alarmMinutesBefore: 0 }, ["input.too_small at /alarmMinutesBefore"]],
  ])("%s", (_, more, issues) => { expect(issuesOf(() => toItip(changeOf(null, plan, more)))).toEqual(issues); });

  test("nobody's address is asked for whom nothing is sent to", () => { expect(issuesOf(() => toItip(changeOf(plan, plan, { contacts: [] })))).toEqual([]); });
});

/** The messages of plans that follow each other, as a host sends them. */
function sent(plans: readonly Plan[], more: Parameters<typeof changeOf>[2] = {}): readonly (readonly CalendarMessage[])[] {
  let sequences: ReturnType<typeof toItip>["sequences"] = [];
  return plans.map((after, index) => {
    const told = toItip(changeOf(plans[index - 1] ?? null, after, { ...more, sequences, stampedAt: `2027-09-0${String(index + 1)}T12:00:00Z` }));
    ({ sequences } = told);
    return told.messages;
  });
}

function shownAfter(texts: readonly string[]): readonly string[] {
  const client = clientModel();
  texts.forEach(client.take);
  return client.shown().map(({ startsAt, endsAt, title }) => `${startsAt} ${endsAt} ${title}`).sort();
}

describe("a client that takes the messages ends with the plan: no duplicate, no ghost", () => {
  test.each([["each session by itself", anyPlan, {}], ["as series", anySeriesPlan, { seriesFrom: published }]] as const)("%s: in order, twice, and in any order", (_, anyOf, more) => {
    fc.assert(fc.property(fc.array(anyOf, { minLength: 1, maxLength: 4 }), fc.infiniteStream(fc.nat()), (plans, order) => {
      const rounds = sent("seriesFrom" in more ? [published, ...plans] : plans, more);
      const last = plans.at(-1)!;
      for (const personId of people) {
        const texts = rounds.flatMap((messages) => textsFor(messages, personId));
        const shuffled = [...texts, ...texts].map((text) => ({ text, at: order.next().value as number })).sort((one, other) => one.at - other.at).map(({ text }) => text);
        const expected = expectedOf(last, personId);
        expect(shownAfter(texts)).toEqual(expected);
        expect(shownAfter([...texts, ...texts])).toEqual(expected);
        expect(shownAfter(shuffled)).toEqual(expected);
      }
    }), { numRuns: 20 });
  });

  test("nothing is sent when nothing changed, and each message has one UID and a file of its own", () => {
    fc.assert(fc.property(anyPlan, anyPlan, (before, after) => {
      expect(toItip(changeOf(after, after)).messages).toEqual([]);
      for (const { ics, uid, sequence, method } of toItip(changeOf(before, after)).messages) {
        const lines = contentLines(ics);
        expect(lines.filter((line) => line.startsWith("UID:"))).toEqual([`UID:${uid}`]);
        expect(lines).toEqual(expect.arrayContaining([`METHOD:${method}`, `SEQUENCE:${String(sequence)}`]));
      }
    }), { numRuns: 20 });
  });
});

describe("as series", () => {
  const seriesChange = (before: Plan | null, after: Plan): readonly CalendarMessage[] => toItip(changeOf(before, after, { seriesFrom: published })).messages;
  const timed = (ics: string): readonly string[] => contentLines(ics).filter((line) => /^(DTSTART;|RRULE:FREQ=W|EXDATE|RECURRENCE-ID|UID|SEQUENCE|STATUS)/u.test(line));
  const change = (id: string, changes: Partial<Session>): Plan => ({ ...published, sessions: published.sessions.map((one) => (one.id === id ? { ...one, ...changes } : one)) });

  test("a rhythm is invited to once, with what differs from it", () => {
    const messages = seriesChange(null, published);
    expect(messages.map(said)).toEqual(["REQUEST 0 added: ada,ben", "REQUEST 0 added: kim"]);
    expect(messages[0]!.sessionIds).toHaveLength(8);
    expect(timed(messages[0]!.ics)).toEqual([
      "UID:w0@coaching.example.com", "SEQUENCE:0", "DTSTART;TZID=Europe/Berlin:20270928T090000", "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=8", "STATUS:CONFIRMED",
      "UID:w0@coaching.example.com", "SEQUENCE:0", "DTSTART;TZID=Europe/Berlin:20271020T090000", "RECURRENCE-ID;TZID=Europe/Berlin:20271019T090000", "STATUS:CONFIRMED",
    ]);
  });
  test("a session that is moved keeps the RECURRENCE-ID of its first start", () => {
    const [message] = seriesChange(published, change("w5", { startTime: "11:00", startsAt: "2027-11-02T10:00:00Z", endsAt: "2027-11-02T11:00:00Z" }));
    expect(timed(message!.ics)).toEqual(["UID:w0@coaching.example.com", "SEQUENCE:1", "DTSTART;TZID=Europe/Berlin:20271102T110000", "RECURRENCE-ID;TZID=Europe/Berlin:20271102T090000", "STATUS:CONFIRMED"]);
  });
  test("a session that moves to another zone names both zones", () => {
    const [message] = seriesChange(published, change("w5", { ...sessionOf({ date: "2027-11-02", timeZone: "Asia/Kolkata" }), id: "w5", participantIds: ["ada", "ben"] }));
    const lines = contentLines(message!.ics);
    expect(lines.filter((line) => /^(TZID|DTSTART;|RECURRENCE-ID)/u.test(line))).toEqual(["TZID:Asia/Kolkata", "TZID:Europe/Berlin", "DTSTART;TZID=Asia/Kolkata:20271102T090000", "RECURRENCE-ID;TZID=Europe/Berlin:20271102T090000"]);
  });
  test("a session that is dropped is cancelled by its RECURRENCE-ID", () => {
    const messages = seriesChange(published, { ...published, sessions: published.sessions.slice(1) });
    expect(messages.map(said)).toEqual(["CANCEL 1 no-longer-planned: kim,ada,ben"]);
    expect(timed(messages[0]!.ics)).toEqual(["UID:w0@coaching.example.com", "SEQUENCE:1", "DTSTART;TZID=Europe/Berlin:20270928T090000", "RECURRENCE-ID;TZID=Europe/Berlin:20270928T090000", "STATUS:CANCELLED"]);
  });
  describe("the UID that a session was told of under stays:", () => {
    const moved = change("w5", { startTime: "11:00", startsAt: "2027-11-02T10:00:00Z", endsAt: "2027-11-02T11:00:00Z" });
    const asSeries = toItip(changeOf(null, published, { seriesFrom: published })).sequences;
    const alone = toItip(changeOf(null, published)).sequences;
    const told = (more: Parameters<typeof changeOf>[2]): readonly string[] => issuesOf(() => toItip(changeOf(published, moved, more)));

    test("every session of a series is listed with it, also where nothing rose", () => {
      expect(asSeries).toEqual(published.sessions.map(({ id }) => ({ sessionId: id, sequence: 0, seriesSessionId: "w0" })));
      expect(alone).toEqual(published.sessions.map(({ id }) => ({ sessionId: id, sequence: 0 })));
    });
    test("a later call keeps what it says nothing of, and raises the others", () => {
      const { sequences } = toItip(changeOf(published, moved, { seriesFrom: published, sequences: asSeries }));
      expect(sequences).toEqual(asSeries.map((one) => (one.sessionId === "w5" ? { ...one, sequence: 1 } : one)));
    });
    test.each<[string, Parameters<typeof changeOf>[2], readonly string[]]>([
      ["seriesFrom as before", { seriesFrom: published, sequences: asSeries }, []],
      ["none as before", { sequences: alone }, []],
      ["series of another program in the list", { sequences: [...alone, { sessionId: "other", sequence: 1, seriesSessionId: "first" }] }, []],
      ["seriesFrom forgotten once would tell of a session a second time", { sequences: asSeries }, ["calendar-change.other_uid at /seriesFrom"]],
      ["seriesFrom given too late", { seriesFrom: published, sequences: alone }, ["calendar-change.other_uid at /seriesFrom"]],
      ["another seriesFrom, which begins later", { seriesFrom: { ...published, sessions: published.sessions.slice(1) }, sequences: asSeries }, ["calendar-change.other_uid at /seriesFrom"]],
    ])("%s", (_, more, issues) => { expect(told(more)).toEqual(issues); });
    test("a list that a host wrote by hand, without series, still serves toIcs", () => {
      const { seriesSessionId: _, ...plain } = asSeries[0]!;
      expect(toIcs(exportOf(published.sessions, { seriesFrom: published, sequences: [plain] }))).toBe(toIcs(exportOf(published.sessions, { seriesFrom: published, sequences: asSeries })));
    });
  });
  test("a series of which nothing is left is cancelled at one go", () => {
    const messages = seriesChange(published, planOf([]));
    expect(messages.map(said)).toEqual(["CANCEL 1 no-longer-planned: kim,ada,ben"]);
    expect(timed(messages[0]!.ics)).toEqual(["UID:w0@coaching.example.com", "SEQUENCE:1", "DTSTART;TZID=Europe/Berlin:20270928T090000", "STATUS:CANCELLED"]);
  });
});
