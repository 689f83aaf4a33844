import { coachDigest, DIGEST_LIMITS, type DigestQuestion, findStuck, journalRisks, type PracticeRecord } from "coachkit/journal";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";
import { at, daysAgo, did, missed, recordOf, renamed, worrying, wrote } from "./records.js";

/** Done well, and written two days ago. */
const well = (participantId: string, ratings: readonly number[] = [4, 4]): PracticeRecord =>
  renamed(recordOf({ entries: ratings.map((progressRating, place) => wrote(`e${String(place)}`, 2 + 7 * (ratings.length - 1 - place), { progressRating, difficulty: "about-right" })), attempts: [did("a1", 9, 0.7), did("a2", 2, 0.8)] }), participantId);
const silent = (participantId: string): PracticeRecord => renamed(recordOf({ enrolledAt: daysAgo(40) }), participantId);
const blocked = (participantId: string): PracticeRecord => renamed(recordOf({ entries: [wrote("e1", 2)], attempts: [missed("a1", 9, "no-time"), missed("a2", 2, "no-time")] }), participantId);
const bored = (participantId: string): PracticeRecord => {
  const known = { skillIds: ["vision"], expectedOutcome: 0.9 };
  return renamed(recordOf({ purpose: "practice", entries: [wrote("e1", 2)], attempts: [did("a1", 9, 1, known), did("a2", 2, 1, known)] }), participantId);
};
const questionOf = (records: readonly PracticeRecord[], more: Partial<DigestQuestion> = {}): DigestQuestion => ({ coachId: "kim", records, at, availableMinutes: 60, tasks: records.map(({ participantId }) => ({ participantId, reviewMinutes: 10 })), ...more });
const ids = (rows: readonly { readonly participantId: string }[]): readonly string[] => rows.map(({ participantId }) => participantId);

test("shows whom to see first, and who does well", () => {
  const digest = coachDigest(questionOf([well("a"), bored("b"), blocked("c"), silent("d"), renamed(worrying(), "e")]));
  expect(ids(digest.goingWell)).toEqual(["a"]);
  expect([ids(digest.toSee), ids(digest.later), ids(digest.others)]).toEqual([["e", "d", "c", "b"], [], []]);
  expect(digest.toSee.map(({ progress }) => progress.leadingCause ?? progress.verdict)).toEqual(["no-signal", "no-signal", "logistics", "bored"]);
  expect(digest.plannedMinutes).toBe(40);
  expect(digest.assumptions).toMatchObject({ goingWellCount: 3, urgency: "one-when-stuck-half-when-bored-plus-risk" });
});

test("a row says why: the rules with their evidence, the two signals that add most, and what to do", () => {
  const [row] = coachDigest(questionOf([blocked("c")])).toSee;
  const [progress] = findStuck({ records: [blocked("c")], at }).participants;
  const [risk] = journalRisks({ records: [blocked("c")], at }).participants;
  expect(row).toMatchObject({ progress, level: risk?.level, riskFraction: risk?.riskFraction, lastEntryAt: daysAgo(2), nextSessionAt: null, reviewMinutes: 10, actions: [{ action: "clear-the-way", purpose: null }] });
  const [worried] = coachDigest(questionOf([worrying()])).toSee;
  expect(worried?.topSignals.map(({ signal }) => signal)).toEqual(["silence", "trend"]);
});

describe("within the time there is", () => {
  const people = [blocked("a"), blocked("b"), blocked("c")];
  const minutes = (...all: readonly number[]) => people.map(({ participantId }, index) => ({ participantId, reviewMinutes: all[index] ?? 0 }));

  test("as much urgency as fits is seen to: two short reviews rather than one long one", () => {
    const digest = coachDigest(questionOf(people, { tasks: minutes(20, 10, 10), availableMinutes: 20 }));
    expect([ids(digest.toSee), ids(digest.later), digest.plannedMinutes]).toEqual([["b", "c"], ["a"], 20]);
  });

  test("somebody never heard of comes before somebody who was calm so far", () => {
    const calm = renamed(recordOf({ entries: [45, 30, 15].map((days, place) => wrote(`e${String(place)}`, days, { progressRating: 4, difficulty: "about-right" })), attempts: [did("a1", 30, 0.7), did("a2", 16, 0.8)] }), "ada");
    const digest = coachDigest(questionOf([calm, silent("ben")], { availableMinutes: 15 }));
    expect(digest.later.map(({ participantId, level, progress }) => [participantId, level, progress.leadingCause])).toEqual([["ada", "calm", "no-signal"]]);
    expect(digest.toSee.map(({ participantId, level, progress }) => [participantId, level, progress.leadingCause])).toEqual([["ben", "unknown", "no-signal"]]);
  });

  test("parts of a minute are rounded up, so that what is planned fits", () => {
    expect(coachDigest(questionOf(people, { tasks: minutes(6.5, 6.5, 6.5), availableMinutes: 19.5 })).toSee).toHaveLength(2);
  });

  test("without time everyone is seen later", () => {
    expect(ids(coachDigest(questionOf(people, { availableMinutes: 0 })).later)).toEqual(["a", "b", "c"]);
  });

  test("of people equally urgent the one with the sooner session comes first, and one without a session last", () => {
    const tasks = [{ participantId: "a", reviewMinutes: 5 }, { participantId: "b", reviewMinutes: 5, nextSessionAt: "2026-11-01T00:00:00Z" }, { participantId: "c", reviewMinutes: 5, nextSessionAt: "2026-10-25T00:00:00Z" }];
    expect(ids(coachDigest(questionOf(people, { tasks })).toSee)).toEqual(["c", "b", "a"]);
  });
});

test("of those who do well the calmest come first, and as many as asked for", () => {
  const falling = well("a", [5, 4.9]);
  expect(ids(coachDigest(questionOf([falling, well("b"), well("c")], { goingWellCount: 2 })).goingWell)).toEqual(["b", "c"]);
  expect(ids(coachDigest(questionOf([falling, well("b"), well("c")], { goingWellCount: 2 })).others)).toEqual(["a"]);
});

test("an entry that nobody else may read leaves no trace", () => {
  const shared = [wrote("e1", 20)];
  expect(coachDigest(questionOf([recordOf({ entries: [...shared, wrote("e2", 1, { sharedWith: "nobody" })] })]))).toEqual(coachDigest(questionOf([recordOf({ entries: shared })])));
});

describe("what does not fit together is refused", () => {
  test.each<[string, Partial<DigestQuestion>, string, readonly (string | number)[]]>([
    ["a record without a task", { tasks: [] }, "digest-question.no_task", ["records", 0, "participantId"]],
    ["a task without a record", { tasks: [{ participantId: "a", reviewMinutes: 5 }, { participantId: "z", reviewMinutes: 5 }] }, "digest-question.no_record", ["tasks", 1, "participantId"]],
    ["two tasks for one", { tasks: [1, 2].map(() => ({ participantId: "a", reviewMinutes: 5 })) }, "digest-question.duplicate_task", ["tasks", 1, "participantId"]],
    ["a next session in the past", { tasks: [{ participantId: "a", reviewMinutes: 5, nextSessionAt: daysAgo(1) }] }, "digest-question.session_past", ["tasks", 0, "nextSessionAt"]],
    ["more time than a week", { availableMinutes: DIGEST_LIMITS.availableMinutes + 1 }, "input.too_big", ["availableMinutes"]],
  ])("%s", (_, more, code, path) => { refuses(() => coachDigest(questionOf([well("a")], more)), { code, path }); });

  test("more people than one coach can carry", () => {
    const records = Array.from({ length: DIGEST_LIMITS.recordCount + 1 }, (_, index) => recordOf({ participantId: `p${String(index)}` }));
    expect(() => coachDigest(questionOf(records))).toThrow(expect.objectContaining({ issues: expect.arrayContaining([expect.objectContaining({ code: "input.too_big", path: ["records"] })]) }));
  });
});

test("everybody is listed once, and the order of records and tasks says nothing", () => {
  const makers = [well, silent, blocked, bored];
  fc.assert(fc.property(fc.array(fc.nat(3), { maxLength: 8 }), fc.integer({ min: 0, max: 60 }), (kinds, availableMinutes) => {
    const records = kinds.map((kind, index) => (makers[kind] ?? well)(`p${String(index)}`));
    const digest = coachDigest(questionOf(records, { availableMinutes }));
    const { toSee, later, goingWell, others } = digest;
    expect(ids([...toSee, ...later, ...goingWell, ...others]).toSorted()).toEqual(ids(records).toSorted());
    expect(digest.plannedMinutes).toBeLessThanOrEqual(availableMinutes);
    const question = questionOf(records, { availableMinutes });
    expect(coachDigest({ ...question, records: records.toReversed(), tasks: question.tasks.toReversed() })).toEqual(digest);
  }));
});
