import { applyReplies, ICS_READ_LIMITS, type ReplyReading, type SessionAnswer } from "coachkit/calendar";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { eventLines, fileOf } from "./ics-sample.js";
import { planOf, sessionOf } from "./sample-export.js";

const session = sessionOf({ date: "2027-09-27", id: "spring/one, two" });
const contacts = [{ personId: "ada", name: "Ada", email: "Ada@example.com" }, { personId: "kim", name: "Kim", email: "kim@example.com" }, { personId: "eve", name: "Eve", email: "eve@example.com" }, { personId: "ben", name: "Ben" }];
const input = { plan: planOf([session]), uidDomain: "coaching.example.com", contacts, answers: [] } as const;
const uid = "UID:spring/one\\, two@coaching.example.com";
const from = (address: string, state: string) => `ATTENDEE;PARTSTAT=${state}:mailto:${address}`;
const organizer = "ORGANIZER:mailto:coaching@example.com";
const reply = (...lines: readonly string[]) => fileOf("METHOD:REPLY", eventLines(...[uid, "DTSTAMP:20270910T080000Z"].filter((line) => !lines.some((other) => other.startsWith(line.slice(0, line.indexOf(":") + 1)))), organizer, "DTSTART", "DURATION", ...lines));
const applied = (replies: readonly string[], more: Partial<ReplyReading> = {}) => applyReplies({ ...input, replies, ...more });
const known: SessionAnswer = { sessionId: session.id, personId: "ada", answer: "accepted", answeredAt: "2027-09-10T08:00:00Z", sequence: 0 };

test("an answer is kept with its session, person and time", () => {
  expect(applied([reply(from("ada@EXAMPLE.com", "ACCEPTED"), "COMMENT:I am late\\, sorry")])).toEqual({ answers: [{ ...known, comment: "I am late, sorry" }], ignored: [], departures: [], departureCount: 0, zoneData: "runtime" });
});

test.each([
  ["ACCEPTED", "accepted"], ["DECLINED", "declined"], ["TENTATIVE", "tentative"], ["DELEGATED", "delegated"], ["NEEDS-ACTION", "needs-action"], ["X-MAYBE", "needs-action"],
] as const)("%s is the answer %s", (state, answer) => { expect(applied([reply(from("kim@example.com", state))]).answers).toEqual([{ ...known, personId: "kim", answer }]); });

describe("of several answers", () => {
  const later = reply(from("ada@example.com", "DECLINED"), "DTSTAMP:20270911T080000Z");
  test("the later counts, in whatever order they come", () => {
    for (const replies of [[reply(from("ada@example.com", "ACCEPTED")), later], [later, reply(from("ada@example.com", "ACCEPTED"))]]) expect(applied(replies).answers.map(({ answer }) => answer)).toEqual(["declined"]);
  });
  test("a SEQUENCE that was never sent silences nobody: it is taken as the last one that was", () => {
    const sequences = [{ sessionId: session.id, sequence: 1 }];
    const wild = applied([reply(from("ada@example.com", "DECLINED"), "SEQUENCE:9")], { sequences });
    expect(wild.answers.map(({ sequence }) => sequence)).toEqual([1]);
    expect(applied([reply(from("ada@example.com", "ACCEPTED"), "SEQUENCE:1", "DTSTAMP:20270912T080000Z")], { sequences, answers: wild.answers }).answers.map(({ answer }) => answer)).toEqual(["accepted"]);
  });
  test("the one to the later invitation counts, though it was written earlier", () => { expect(applied([later, reply(from("ada@example.com", "ACCEPTED"), "SEQUENCE:1")]).answers).toEqual([{ ...known, sequence: 1 }]); });
  test("the same once more changes nothing", () => {
    const once = applied([later]);
    expect(applied([later], { answers: once.answers })).toMatchObject({ answers: once.answers, ignored: [{ reason: "not-newer" }] });
  });
});

test("an answer without SEQUENCE counts for the last invitation", () => { expect(applied([reply(from("ada@example.com", "ACCEPTED"))], { sequences: [{ sessionId: session.id, sequence: 3 }] }).answers).toEqual([{ ...known, sequence: 3 }]); });
test("an answer to the occurrence itself counts", () => { expect(applied([reply(from("ada@example.com", "ACCEPTED"), "RECURRENCE-ID:20270927T070000Z")]).answers).toEqual([known]); });

describe("of a series", () => {
  const sessions = [0, 7, 14].map((days) => sessionOf({ date: new Date(Date.UTC(2027, 8, 27 + days)).toISOString().slice(0, 10), id: `s${String(days)}` }));
  const moved = { ...planOf(sessions), sessions: sessions.map((one, index) => (index === 1 ? { ...sessionOf({ date: "2027-10-06" }), id: one.id } : one)) };
  const answered = (...lines: readonly string[]) => applied([reply("UID:s0@coaching.example.com", from("ada@example.com", "ACCEPTED"), ...lines)], { plan: moved, seriesFrom: planOf(sessions) });
  test("the answer is one for each session", () => { expect(answered().answers.map(({ sessionId }) => sessionId)).toEqual(["s0", "s7", "s14"]); });
  test("the answer to one occurrence is for the session that first began then, though it was moved", () => { expect(answered("RECURRENCE-ID;TZID=Europe/Berlin:20271004T090000").answers.map(({ sessionId }) => sessionId)).toEqual(["s7"]); });
  test("the answer to a session that was sent out by itself is for that one", () => { expect(applied([reply("UID:s14@coaching.example.com", from("ada@example.com", "ACCEPTED"))], { plan: moved, seriesFrom: planOf(sessions) }).answers.map(({ sessionId }) => sessionId)).toEqual(["s14"]); });
  test("the answer to no occurrence of it is passed over", () => { expect(answered("RECURRENCE-ID:20271005T070000Z")).toMatchObject({ answers: [], ignored: [{ reason: "unknown-occurrence" }] }); });
});

describe("it passes over", () => {
  test.each([
    ["what is no answer",                    fileOf("METHOD:REQUEST", eventLines(uid, organizer, from("ada@example.com", "ACCEPTED"))), {}, { fileIndex: 0, line: 1, uid: null, address: null, reason: "not-a-reply" }],
    ["an unknown session",                   reply("UID:other@coaching.example.com", from("ada@example.com", "ACCEPTED")), {}, { line: 5, uid: "other@coaching.example.com", address: "ada@example.com", reason: "unknown-session" }],
    ["a session under another domain",       reply("UID:spring/one\\, two@example.com", from("ada@example.com", "ACCEPTED")), {}, { reason: "unknown-session" }],
    ["another occurrence",                   reply(from("ada@example.com", "ACCEPTED"), "RECURRENCE-ID:20271004T070000Z"), {}, { reason: "unknown-occurrence" }],
    ["an answer of nobody",                  reply(), {}, { address: null, reason: "no-attendee" }],
    ["an unknown person",                    reply(from("zoe@example.com", "ACCEPTED")), {}, { address: "zoe@example.com", reason: "unknown-person" }],
    ["a person who was not invited",         reply(from("eve@example.com", "ACCEPTED")), {}, { reason: "not-invited" }],
    ["an answer without time",               reply(from("ada@example.com", "ACCEPTED")).replace("DTSTAMP", "X-STAMP"), {}, { reason: "no-timestamp" }],
    ["an answer to an earlier invitation",   reply(from("ada@example.com", "ACCEPTED"), "SEQUENCE:1"), { sequences: [{ sessionId: session.id, sequence: 2 }] }, { reason: "outdated" }],
    ["an answer older than the last",        reply(from("ada@example.com", "DECLINED")), { answers: [{ ...known, answeredAt: "2027-09-10T09:00:00Z" }] }, { reason: "not-newer" }],
  ] as const)("%s, and says so", (_, text, more, ignored) => {
    const result = applied([text], more);
    expect(result.ignored).toEqual([expect.objectContaining(ignored)]);
    expect(result.answers).toEqual("answers" in more ? more.answers : []);
  });
});

describe("a message that cannot be read is passed over, and the others count:", () => {
  const answer = reply(from("ada@example.com", "ACCEPTED"));
  const everySecond = Array.from({ length: ICS_READ_LIMITS.rulesWithinDay + 1 }, () => eventLines("RRULE:FREQ=SECONDLY")).flat();
  test.each([
    ["a text that is no calendar",              "Yes!"],
    ["a reply that is cut off",                 answer.slice(0, -30)],
    ["a time that is none",                     answer.replace("METHOD:REPLY", "METHOD:REPLY\r\nBEGIN:VEVENT\r\nDTSTART:tomorrow\r\nEND:VEVENT")],
    // whoever may send messages must not be able to hold up those of others
    ["components deeper than anybody needs",    "BEGIN:X\r\n".repeat(ICS_READ_LIMITS.depth + 2)],
    ["more rules within the day than are read", fileOf("METHOD:REPLY", everySecond)],
  ])("%s", (_, text) => {
    const { answers, ignored } = applied([text, answer]);
    expect(answers).toEqual([known]);
    expect(ignored).toEqual([{ fileIndex: 0, line: 1, uid: null, address: null, reason: "unreadable-message" }]);
  });
});

test.each([
  ["two answers of one person",     { answers: [known, known] },                                                    ["apply-replies.duplicate_answer at /answers/1"]],
  ["an address of two persons",     { contacts: [...contacts, { personId: "zoe", name: "Zoe", email: "ADA@example.com" }] }, ["calendar-change.shared_address at /contacts/4/email"]],
  ["a session with two sequences",  { sequences: [{ sessionId: "a", sequence: 0 }, { sessionId: "a", sequence: 1 }] }, ["calendar-export.duplicate_sequence at /sequences/1/sessionId"]],
  ["other zone data than the plan's", { plan: { ...input.plan, zoneData: "2026f" } },                               ["calendar-export.other_zone_data at /zoneData"]],
  ["series of another cohort",      { seriesFrom: { ...input.plan, cohortId: "autumn" } },                          ["calendar-export.other_plan at /seriesFrom/cohortId"]],
  ["a domain that toItip refuses",  { uidDomain: "coaching example" },                                              ["input.invalid_format at /uidDomain"]],
  ["messages too long together",    { replies: Array.from({ length: 3 }, () => "x".repeat(ICS_READ_LIMITS.characters / 2)) }, ["input.invalid_format at /replies"]],
] as const)("it refuses %s", (_, more, issues) => { expect(issuesOf(() => applied([], more as never))).toEqual(issues); });
