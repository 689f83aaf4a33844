import { findStuck, journalRisks, PRACTICE_LIMITS, type PracticeRecord } from "coachkit/journal";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";
import { at, daysAgo, did, didUnrated, missed, recordOf, renamed, session, worrying, wrote } from "./records.js";

describe.each([["journalRisks", journalRisks], ["findStuck", findStuck]] as const)("%s refuses what cannot be", (_, review) => {
  const of = (...records: readonly PracticeRecord[]) => (): unknown => review({ records, at });
  const tomorrow = daysAgo(-1);
  const stranger = { ...missed("a1", 3, "forgot").attempt, participantId: "p2" };
  const faulty = (parts: object): PracticeRecord => recordOf(parts as Partial<PracticeRecord>);

  test.each([
    ["two records of one person", of(recordOf(), recordOf()), "practice-record.duplicate_participant", [1, "participantId"]],
    ["an entry twice", of(recordOf({ entries: [wrote("e1", 3), wrote("e1", 2)] })), "practice-record.duplicate_entry", [0, "entries", 1, "id"]],
    ["an attempt twice", of(recordOf({ attempts: [missed("a1", 3, "forgot"), missed("a1", 2, "forgot")] })), "practice-record.duplicate_attempt", [0, "attempts", 1, "attempt", "id"]],
    ["a session twice", of(recordOf({ sessions: [session("s1", 3, "missed"), session("s1", 2, "missed")] })), "practice-record.duplicate_session", [0, "sessions", 1, "sessionId"]],
    ["a skill twice", of(recordOf({ attempts: [did("a1", 3, 1, { skillIds: ["vision", "voice", "vision"] })] })), "practice-record.duplicate_skill", [0, "attempts", 0, "skillIds", 2]],
    ["an entry of somebody else", of(recordOf({ entries: [wrote("e1", 3), wrote("e2", 2, { participantId: "p2" })] })), "practice-record.other_participant", [0, "entries", 1, "participantId"]],
    ["an attempt of somebody else", of(recordOf({ attempts: [{ attempt: stranger }] })), "practice-record.other_participant", [0, "attempts", 0, "attempt", "participantId"]],
    ["an enrollment to come", of(recordOf({ enrolledAt: tomorrow })), "practice-record.in_future", [0, "enrolledAt"]],
    ["an entry of tomorrow", of(renamed(recordOf(), "p0"), recordOf({ entries: [wrote("e1", 0), wrote("e2", -1)] })), "practice-record.in_future", [1, "entries", 1, "writtenAt"]],
    ["an attempt of tomorrow", of(recordOf({ attempts: [missed("a1", -1, "forgot")] })), "practice-record.in_future", [0, "attempts", 0, "attempt", "reportedAt"]],
    ["a session to come", of(recordOf({ sessions: [session("s1", -1, "missed")] })), "practice-record.in_future", [0, "sessions", 0, "startsAt"]],
    ["an expected outcome above 1", of(recordOf({ attempts: [did("a1", 3, 1, { expectedOutcome: 1.2 })] })), "input.too_big", [0, "attempts", 0, "expectedOutcome"]],
    ["an expected outcome that is no number", of(recordOf({ attempts: [did("a1", 3, 1, { expectedOutcome: NaN })] })), "input.invalid_type", [0, "attempts", 0, "expectedOutcome"]],
    ["an outcome above its scale", of(recordOf({ attempts: [didUnrated("a1", 3, { coachRating: { rating: 6, ratingCount: 5 } })] })), "homework-attempt.rating_off_scale", [0, "attempts", 0, "attempt", "coachRating", "rating"]],
    ["a gap of no days", of(recordOf({ expectedGapDays: 0 })), "input.too_small", [0, "expectedGapDays"]],
    ["words below zero", of(recordOf({ entries: [wrote("e1", 3, { wordCount: -1 })] })), "input.too_small", [0, "entries", 0, "answers", 0, "wordCount"]],
    ["a sentiment off the scale", of(recordOf({ entries: [wrote("e1", 3, { sentiment: -1.1 })] })), "input.too_small", [0, "entries", 0, "sentiment"]],
    ["an unknown zone", of(recordOf({ timeZone: "Europe/Atlantis" })), "known-time-zone.unknown_zone", [0, "timeZone"]],
    ["leave the wrong way round", of(recordOf({ leave: [{ fromDate: "2026-10-05", toDate: "2026-10-04" }] })), "blackout-hours.leave_swapped", [0, "leave", 0, "toDate"]],
    ["an entry without its sharing", of(faulty({ entries: [{ id: "e1", participantId: "p1", writtenAt: at, answers: [] }] })), "input.invalid_value", [0, "entries", 0, "sharedWith"]],
  ] as const)("%s", (_name, call, code, path) => { refuses(call, { code, path: ["records", ...path] }); });

  test("many faults make one error", () => {
    refuses(of(recordOf({ entries: [wrote("e1", -1, { participantId: "p2" }), wrote("e1", 3)], attempts: [missed("a1", -2, "forgot")] })),
      { code: "practice-record.duplicate_entry", path: ["records", 0, "entries", 1, "id"] },
      { code: "practice-record.other_participant", path: ["records", 0, "entries", 0, "participantId"] },
      { code: "practice-record.in_future", path: ["records", 0, "entries", 0, "writtenAt"], params: { foundAt: daysAgo(-1), at } },
      { code: "practice-record.in_future", path: ["records", 0, "attempts", 0, "attempt", "reportedAt"] });
  });

  test("what happens at the very time of the review is not in the future", () => { expect(of(recordOf({ enrolledAt: at, entries: [wrote("e1", 0)] }))).not.toThrow(); });

  test("more entries, attempts or sessions of one person, or more people, than one call takes", () => {
    const many = <Value>(count: number, value: Value): readonly Value[] => Array.from({ length: count + 1 }, () => value);
    const record = recordOf({ entries: many(PRACTICE_LIMITS.entryCount, wrote("e1", 3)) });
    for (const [key, parts] of [
      ["entries", { entries: record.entries }],
      ["attempts", { attempts: many(PRACTICE_LIMITS.attemptCount, missed("a1", 3, "forgot")) }],
      ["sessions", { sessions: many(PRACTICE_LIMITS.sessionCount, session("s1", 3, "missed")) }],
    ] as const) expect(of(recordOf(parts))).toThrow(expect.objectContaining({ issues: expect.arrayContaining([expect.objectContaining({ code: "input.too_big", path: ["records", 0, key] })]) as unknown }));
    expect(of(...many(PRACTICE_LIMITS.recordCount, recordOf()))).toThrow(expect.objectContaining({ issues: expect.arrayContaining([expect.objectContaining({ code: "input.too_big", path: ["records"] })]) as unknown }));
  });

  test("among very many entries the bad one is named", () => {
    const records = Array.from({ length: 300 }, (_, person) => renamed(recordOf({ entries: Array.from({ length: 100 }, (_, place) => wrote(`e${String(place)}`, place)) }), `p${String(person)}`));
    const bad = records.map((record, person) => (person === 250 ? { ...record, entries: record.entries.map((entry, place) => (place === 77 ? { ...entry, participantId: "p9" } : entry)) } : record));
    refuses(of(...bad), { code: "practice-record.other_participant", path: ["records", 250, "entries", 77, "participantId"], params: { found: "p9", expected: "p250" } });
  });

  test("a review of nobody is an empty list", () => { expect(review({ records: [], at }).participants).toEqual([]); });
  test("a record is left as it is", () => {
    const record = worrying();
    const before = structuredClone(record);
    of(record)();
    expect(record).toEqual(before);
  });
});
