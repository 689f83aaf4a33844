import fc from "fast-check";
import { type JournalEntry, type JournalViewQuestion, visibleJournal } from "coachkit/journal";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";
import { assigned, everyField, fullEntry, given, override, roles, secretEntry, view } from "./reading.js";

const entryFields = everyField.slice(0, 5);
const place = { id: "e1", participantId: "p1", writtenAt: "2026-10-04T07:00:00Z", sharedWith: "coach", templateId: "own", attemptId: "a1", occurrenceId: "o1" };

describe("an entry is seen with the parts that may be read", () => {
  test("by the writer as it is, and so are those for nobody else", () => {
    expect(visibleJournal(view("participant", { consents: [] })).entries).toEqual([secretEntry, fullEntry]);
  });
  test("by a coach who has consent to all, as it is", () => {
    expect(visibleJournal(view("coach")).entries).toEqual([fullEntry]);
  });
  test.each([
    ["entry-text", { answers: [{ promptId: "what", text: "It went well." }, { promptId: "more" }] }],
    ["word-count", { answers: [{ promptId: "what", wordCount: 3 }, { promptId: "more", wordCount: 0 }] }],
    ["difficulty", { difficulty: "too-hard" }],
    ["progress", { progressRating: 4 }],
    ["sentiment", { sentiment: -0.5 }],
  ] as const)("by a coach who has consent to the %s only", (field, part) => {
    const { entries, decisions, overriddenReads } = visibleJournal(view("coach", { consents: [given("coach", { fields: [field] })] }));
    expect(entries).toEqual([{ ...place, ...part }]);
    expect(decisions).toEqual(entryFields.map((one) => ({ participantId: "p1", field: one, isAllowed: one === field, reason: one === field ? "consent" : "no-consent" })));
    expect(overriddenReads).toEqual([]);
  });
  test("by the writer as a coach of the own, without those for nobody else", () => {
    const own = view("coach", { viewer: { personId: "p1", role: "coach" }, assignments: [assigned("coach", { readerId: "p1" })] });
    expect(visibleJournal(own).entries).toEqual([fullEntry]);
  });
  test("what an entry does not say stays unsaid", () => {
    const bare: JournalEntry = { id: "e2", participantId: "p1", writtenAt: "2026-10-04T07:00:00Z", sharedWith: "coach", answers: [] };
    expect(visibleJournal(view("coach", { entries: [bare] })).entries).toEqual([bare]);
  });
  test.each(roles.filter((role) => role !== "coach"))("by a %s not at all", (role) => {
    expect(visibleJournal(view(role)).entries).toEqual([]);
  });
  test("of several participants by those who may, oldest first, then by id", () => {
    const of = (id: string, participantId: string, writtenAt: string): JournalEntry => ({ id, participantId, writtenAt, sharedWith: "coach", answers: [] });
    const entries = [of("e4", "p1", "2026-10-02T07:00:00Z"), of("e3", "p2", "2026-10-01T07:00:00Z"), of("e2", "p1", "2026-10-02T07:00:00Z"), of("e1", "p3", "2026-10-01T07:00:00Z"), of("e5", "p1", "2026-10-01T07:00:00.500Z")];
    const shown = visibleJournal(view("coach", { participantIds: ["p3", "p2", "p1"], entries, assignments: [assigned("coach"), assigned("coach", { participantId: "p2" })], consents: [given("coach"), given("coach", { participantId: "p2" }), given("coach", { participantId: "p3" })] }));
    expect(shown.entries.map(({ id }) => id)).toEqual(["e3", "e5", "e2", "e4"]);
    expect(shown.decisions.filter(({ field }) => field === "progress").map(({ participantId, reason }) => [participantId, reason])).toEqual([["p1", "consent"], ["p2", "consent"], ["p3", "not-assigned"]]);
  });
});

describe("an override opens what it names, and its reading is recorded with the entries shown", () => {
  const record = { kind: "overridden-read", schemaVersion: 1, overrideId: "o1", participantId: "p1", readerId: "manager", role: "manager", fields: ["entry-text"], ground: "legal-duty", reason: "Court order 12/2026.", actorId: "counsel", readAt: "2026-10-05T07:00:00Z" };
  test("to a manager the text, and no entry that is shared with nobody", () => {
    const { entries, overriddenReads } = visibleJournal(view("manager", { overrides: [override] }));
    expect(entries).toEqual([{ ...place, answers: [{ promptId: "what", text: "It went well." }, { promptId: "more" }] }]);
    expect(overriddenReads).toEqual([{ ...record, entryIds: ["e1"] }]);
  });
  test("one that finds nothing is recorded, too", () => {
    expect(visibleJournal(view("manager", { overrides: [override], entries: [] })).overriddenReads).toEqual([{ ...record, entryIds: [] }]);
  });
  test("two that open different parts are two records", () => {
    const overrides = [override, { ...override, id: "o2", fields: ["entry-text", "progress"] as const, decidedAt: "2026-10-02T00:00:00Z" }];
    expect(visibleJournal(view("manager", { overrides })).overriddenReads.map(({ overrideId, fields }) => [overrideId, fields])).toEqual([["o1", ["entry-text"]], ["o2", ["progress"]]]);
  });
});

describe("what does not fit together is refused", () => {
  test.each<[string, Partial<JournalViewQuestion>, string, readonly (string | number)[]]>([
    ["an entry of one who is not asked for", { entries: [fullEntry, { ...fullEntry, id: "e2", participantId: "p2" }] }, "visible-journal.unasked_participant", ["entries", 1, "participantId"]],
    ["an entry of the future", { entries: [{ ...fullEntry, writtenAt: "2026-10-05T07:00:00.001Z" }] }, "visible-journal.later_entry", ["entries", 0, "writtenAt"]],
    ["one entry twice", { entries: [fullEntry, fullEntry] }, "visible-journal.duplicate_entry", ["entries", 1, "id"]],
    ["one participant twice", { participantIds: ["p1", "p1"] }, "visible-journal.duplicate_participant", ["participantIds", 1]],
    ["an unknown role", { viewer: { personId: "x", role: "friend" } }, "read-circumstances.unknown_role", ["viewer", "role"]],
    ["a consent of the future", { consents: [given("coach", { decidedAt: "2026-10-06T00:00:00Z" })] }, "read-circumstances.later_decision", ["consents", 0, "decidedAt"]],
    ["more participants than one view takes", { participantIds: Array.from({ length: 10_001 }, (_, index) => `p${String(index)}`) }, "input.too_big", ["participantIds"]],
    ["more entries than one view takes", { entries: Array.from({ length: 200_001 }, (_, index) => ({ ...fullEntry, id: `e${String(index)}` })) }, "input.too_big", ["entries"]],
  ])("%s", (_, changes, code, path) => {
    refuses(() => visibleJournal(view("coach", changes)), { code, path });
  });

  test("of very many entries the one bad one is named", () => {
    const { templateId: _t, attemptId: _a, occurrenceId: _o, ...short } = { ...fullEntry, answers: [] };
    refuses(() => visibleJournal(view("coach", { entries: Array.from({ length: 200_000 }, (_, index) => ({ ...short, id: `e${String(index)}`, ...(index === 199_999 && { progressRating: 6 }) })) })), { code: "input.too_big", path: ["entries", 199_999, "progressRating"] });
  });
});

describe("laws", () => {
  const reader = fc.constantFrom(...roles, "participant");
  const entries = fc.uniqueArray(fc.record({ id: fc.integer({ min: 0, max: 99 }).map((index) => `e${String(index)}`), participantId: fc.constantFrom("p1", "p2"), sharedWith: fc.constantFrom("coach" as const, "nobody" as const) }), { selector: ({ id }) => id, maxLength: 12 })
    .map((list) => list.map((one) => ({ ...fullEntry, ...one })));
  const fields = fc.subarray([...everyField], { minLength: 1 });
  const asked = (role: string, given_: readonly JournalEntry[], consented: typeof everyField): JournalViewQuestion => {
    const question = view(role, { participantIds: ["p1", "p2"], entries: given_, consents: [given("coach", { fields: consented })], overrides: [override] });
    return role === "participant" ? { ...question, viewer: { personId: "p3", role } } : question;
  };

  test("entries that are shared with nobody change nothing of what others see", () => {
    fc.assert(fc.property(reader, entries, fields, (role, list, consented) => {
      expect(visibleJournal(asked(role, list, consented))).toStrictEqual(visibleJournal(asked(role, list.filter(({ sharedWith }) => sharedWith === "coach"), consented)));
    }));
  });
  test("who may read no part of an entry sees the same whatever was written", () => {
    fc.assert(fc.property(fc.constantFrom("sponsor", "program-owner", "coach-supervisor", "data-steward", "participant"), entries, fields, (role, list, consented) => {
      expect(visibleJournal(asked(role, list, consented))).toStrictEqual(visibleJournal(asked(role, [], consented)));
    }));
  });
  test("the order of entries, participants and records changes nothing", () => {
    fc.assert(fc.property(reader, entries, fields, (role, list, consented) => {
      const question = asked(role, list, consented);
      expect(visibleJournal({ ...question, entries: [...list].reverse(), participantIds: ["p2", "p1"], assignments: [...question.assignments].reverse(), consents: [...question.consents].reverse() })).toStrictEqual(visibleJournal(question));
    }));
  });
});
