import fc from "fast-check";
import { type AgendaQuestion, coachDigest, findStuck, type JournalConsent, type JournalEntry, type JournalField, journalRisks, type PracticeAttempt, sessionAgenda, visibleJournal } from "coachkit/journal";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";
import { assigned, everyField, given, view } from "./reading.js";
import { at, did, missed, recordOf, renamed, worrying, wrote } from "./records.js";

const entryFields = everyField.slice(0, 5);
const people = ["p1", "p2"];
const worryingJournal = worrying().entries as readonly JournalEntry[];
const attempts: readonly PracticeAttempt[] = [missed("a1", 20, "forgot"), did("a2", 10, 0.7)];

/** What a coach is told of raw journals: only what the view shows goes on, as it is. */
const told = (raw: readonly JournalEntry[], consents: readonly JournalConsent[], own: readonly PracticeAttempt[] = []) => {
  const { entries } = visibleJournal(view("coach", { readAt: at, participantIds: people, assignments: people.map((participantId) => assigned("coach", { participantId })), consents, entries: raw }));
  const records = people.map((participantId) => ({ ...renamed(recordOf({ attempts: own }), participantId), entries: entries.filter((entry) => entry.participantId === participantId) }));
  const agendaOf = (one: Pick<AgendaQuestion, "participantId" | "entries">) => sessionAgenda({ participantId: one.participantId, entries: one.entries, durationMinutes: 45, at, attempts: [], openHomework: [], actions: [] });
  return {
    risks: journalRisks({ records, at }),
    progress: findStuck({ records, at }),
    digest: coachDigest({ coachId: "coach", records, at, availableMinutes: 30, tasks: people.map((participantId) => ({ participantId, reviewMinutes: 20 })) }),
    agendas: records.map((one) => agendaOf(one)),
  };
};

describe("each consent lets its own signal speak, and no other", () => {
  const spoken = (fields: readonly JournalField[]): readonly string[] =>
    told(worryingJournal, fields.length === 0 ? [] : [given("coach", { fields })]).risks.participants[0]!.signals.filter(({ missing }) => missing === null).map(({ signal }) => signal);
  test.each<[string, readonly JournalField[], readonly string[]]>([
    ["none: silence, from enrollment", [], ["silence"]],
    ["the text: that something was written", ["entry-text"], ["silence"]],
    ["the number of words: length", ["word-count"], ["silence", "length"]],
    ["difficulty: too hard", ["difficulty"], ["silence", "too-hard"]],
    ["progress: trend", ["progress"], ["silence", "trend"]],
    ["sentiment: sentiment", ["sentiment"], ["silence", "sentiment"]],
    ["text and progress", ["entry-text", "progress"], ["silence", "trend"]],
    ["all", entryFields, ["silence", "too-hard", "trend", "length", "sentiment"]],
  ])("%s", (_, fields, signals) => { expect(spoken(fields)).toEqual(signals); });

  test("with consent to all the answer is that of the journal itself", () => {
    expect(told(worryingJournal, [given("coach")], worrying().attempts).risks.participants[0]).toEqual(journalRisks({ records: [worrying()], at }).participants[0]);
  });
  test("the agenda names an entry as hard with consent to difficulty only", () => {
    const kinds = (field: JournalField) => told([wrote("e1", 2, { difficulty: "too-hard", progressRating: 2 })], [given("coach", { fields: [field] })]).agendas[0]!.points.map(({ kind }) => kind);
    expect([kinds("difficulty"), kinds("progress")]).toEqual([["check-in", "was-hard", "journal", "next-step"], ["check-in", "journal", "next-step"]]);
  });
});

describe("the length signal looks at entries whose number of words is given", () => {
  const lengthOf = (entries: Parameters<typeof recordOf>[0]) => journalRisks({ records: [recordOf(entries)], at }).participants[0]!.signals[4]!;
  const counted = [100, 100, 100, 50, 50, 50].map((wordCount, place) => wrote(`e${String(place)}`, 50 - place, { wordCount }));
  test("others are passed over: those without answers, and those of which one number is not given", () => {
    const { answers: _, ...unanswered } = wrote("x1", 48);
    const half = { ...wrote("x2", 1), answers: [{ promptId: "what", wordCount: 1 }, { promptId: "more" }] };
    expect(lengthOf({ entries: [...counted, unanswered, half] })).toEqual(lengthOf({ entries: counted }));
    expect(lengthOf({ entries: counted }).riskFraction).toBe(0.5);
  });
  test("with five of them it is missing, however many others there are", () => {
    const others = counted.map(({ answers: _, ...one }) => ({ ...one, id: `x${one.id}` }));
    expect(lengthOf({ entries: [...counted.slice(1), ...others] })).toMatchObject({ riskFraction: null, missing: { reason: "too-few-observations", n: 5, needed: 6 }, evidence: { firstEntryIds: ["e1", "e2", "e3"], lastEntryIds: ["e4", "e5"] } });
  });
});

test("an answer given twice is refused in what a reader sees, too", () => {
  const twice = { ...wrote("e1", 1), answers: [{ promptId: "what" }, { promptId: "what", text: "…" }] };
  refuses(() => journalRisks({ records: [recordOf({ entries: [twice] })], at }), { code: "journal-entry.duplicate_answer", path: ["records", 0, "entries", 0, "answers", 1, "promptId"] });
  refuses(() => sessionAgenda({ participantId: "p1", durationMinutes: 45, at, entries: [twice], attempts: [], openHomework: [], actions: [] }), { code: "journal-entry.duplicate_answer", path: ["entries", 0, "answers", 1, "promptId"] });
});

describe("laws", () => {
  const answer = fc.record({ promptId: fc.constantFrom("what", "more"), wordCount: fc.integer({ min: 0, max: 200 }), text: fc.string({ minLength: 1, maxLength: 8 }).map((text) => `t${text.replaceAll(/[^a-z]/g, "")}`) }, { requiredKeys: ["promptId", "wordCount"] });
  const parts = fc.record({
    answers: fc.uniqueArray(answer, { selector: ({ promptId }) => promptId, maxLength: 2 }),
    difficulty: fc.constantFrom("too-easy" as const, "about-right" as const, "too-hard" as const),
    progressRating: fc.integer({ min: 1, max: 5 }),
    sentiment: fc.integer({ min: -4, max: 4 }).map((quarters) => quarters / 4),
  }, { requiredKeys: ["answers"] });
  type Parts = Pick<JournalEntry, "answers" | "difficulty" | "progressRating" | "sentiment">;
  const written = fc.array(fc.record({ participantId: fc.constantFrom(...people), day: fc.integer({ min: 0, max: 60 }), isShared: fc.boolean(), one: parts, other: parts }), { maxLength: 16 });
  const someFields = fc.subarray([...everyField]);
  const consented = fc.record({ p1: fc.record({ allowed: someFields, withdrawn: someFields }), p2: fc.record({ allowed: someFields, withdrawn: someFields }) });

  /** The parts that may be read of one, the others of the other. */
  const mixed = (one: Parts, other: Parts, may: (field: JournalField) => boolean): Parts => {
    const { difficulty } = may("difficulty") ? one : other;
    const { progressRating } = may("progress") ? one : other;
    const { sentiment } = may("sentiment") ? one : other;
    const answers = !may("entry-text") && !may("word-count") ? other.answers : one.answers.map(({ promptId, wordCount, text }, place) => {
      const said = may("entry-text") ? text : other.answers[place]?.text;
      return { promptId, wordCount: may("word-count") ? wordCount : wordCount + 1, ...(said !== undefined && { text: said }) };
    });
    return { answers, ...(difficulty !== undefined && { difficulty }), ...(progressRating !== undefined && { progressRating }), ...(sentiment !== undefined && { sentiment }) };
  };

  test("whatever changes in what may not be read, the coach is told the same", () => {
    fc.assert(fc.property(written, consented, (list, byPerson) => {
      const consents = Object.entries(byPerson).flatMap(([participantId, { allowed, withdrawn }]) => [
        ...(allowed.length === 0 ? [] : [given("coach", { participantId, fields: allowed })]),
        ...(withdrawn.length === 0 ? [] : [given("coach", { participantId, fields: withdrawn, decision: "withdrawn" as const, decidedAt: "2026-09-05T00:00:00Z" })]),
      ]);
      const mayOf = (participantId: string) => (field: JournalField): boolean => {
        const { allowed, withdrawn } = participantId === "p1" ? byPerson.p1 : byPerson.p2;
        return allowed.includes(field) && !withdrawn.includes(field);
      };
      const raw = list.map(({ participantId, day, isShared, one }, place) => wrote(`e${String(place)}`, day, { participantId, sharedWith: isShared ? "coach" : "nobody", ...one }));
      const changed = list.flatMap(({ participantId, day, isShared, one, other }, place) => {
        const may = mayOf(participantId);
        return isShared && entryFields.some((field) => may(field)) ? [wrote(`e${String(place)}`, day, { participantId, ...mixed(one, other, may) })] : [];
      });
      expect(told(changed, consents, attempts)).toStrictEqual(told(raw, consents, attempts));
    }));
  });
});
