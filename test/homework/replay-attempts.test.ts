import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Ability, type AttemptReplay, type HomeworkAttempt, type HomeworkItem, replayAttempts, startingAbility, updateAbility } from "coachkit/homework";
import { bank, bankOf, faults, metaphors, why } from "./leaders.js";

const start = startingAbility({ participantId: "p1", skills: [{ skillId: "vision" }, { skillId: "delivery" }] }).ability;
const attempt = (id: string, changes: object = {}): HomeworkAttempt => ({ id, itemId: "H1", participantId: "p1", reportedAt: "2026-10-05T07:00:00Z", status: "completed", coachRating: { rating: 4, ratingCount: 5 }, ...changes } as HomeworkAttempt);
const replay = (attempts: readonly HomeworkAttempt[], changes: Partial<AttemptReplay> = {}) => replayAttempts({ ability: start, bank, attempts, method: "glicko", ...changes });

describe("replayAttempts", () => {
  test("a person with no history stands where they start, with little confidence", () => {
    expect(replay([])).toEqual({ ability: start, attempts: [], method: "glicko", assumptions: { itemDifficulties: "fixed", evidenceWeights: expect.any(Object), idle: expect.any(Object) } });
  });

  test("attempts count in the order in which they were reported, then by id; what says nothing is listed with its reason", () => {
    const attempts = [attempt("c", { reportedAt: "2026-10-19T07:00:00Z" }), attempt("b"), attempt("a"), attempt("z", { reportedAt: "2026-10-12T07:00:00.000Z", coachRating: undefined, status: "not-done", reason: "forgot" })].map((one) => JSON.parse(JSON.stringify(one)) as HomeworkAttempt);
    const { attempts: replayed, ability } = replay(attempts);
    expect(replayed.map(({ attemptId, outcome, reason }) => [attemptId, outcome, reason])).toEqual([["a", 0.75, null], ["b", 0.75, null], ["z", null, "not-done"], ["c", 0.75, null]]);
    expect(ability.countedAttemptIds).toEqual(["a", "b", "c"]);
    expect(replayed[3]?.changes[0]).toMatchObject({ skillId: "vision", idleDays: 14 });
    expect(ability.skills[0]).toMatchObject({ outcomeCount: 3, lastOutcomeAt: "2026-10-19T07:00:00Z" });
    expect(ability.skills[1]).toEqual(start.skills[1]);
  });

  test("a history that says nothing leaves the ability as it was, counted attempts and all", () => {
    expect(replay([{ id: "a", itemId: "H1", participantId: "p1", reportedAt: "2026-10-05T07:00:00Z", status: "not-done", reason: "blocked" }]).ability).toEqual(start);
  });

  test("one error names every fault of a history", () => {
    const attempts = [attempt("a"), attempt("a"), attempt("b", { itemId: "H9" }), attempt("c", { participantId: "p2" }), attempt("d"), attempt("e", { itemId: "H2" }), attempt("f", { reportedAt: "2026-12-01T00:00:00Z" })];
    const ability: Ability = { participantId: "p1", skills: start.skills.slice(0, 1), countedAttemptIds: ["d"] };
    expect([...faults(() => replay(attempts, { ability, at: "2026-11-01T00:00:00Z", step: { firstStepLogits: 1, decayPerOutcome: 0 } }))].sort()).toEqual([
      "replay-attempts.duplicate_attempt /attempts/1/id", "replay-attempts.unknown_item /attempts/2/itemId", "replay-attempts.unknown_skill /attempts/5/itemId",
      "update-ability.duplicate_attempt /attempts/4/id", "update-ability.future_attempt /attempts/6/reportedAt", "update-ability.step_without_elo /step", "update-ability.wrong_participant /attempts/3/participantId",
    ]);
  });

  test("a skill that an item names by weight 0 need not be known", () => {
    const loads = [...why.loads, { skillId: "stories", weight: 0, difficultyLogits: 0 }];
    expect(replay([attempt("a")], { bank: bankOf([{ ...why, loads }]) }).ability.skills[0]?.outcomeCount).toBe(1);
  });

  test.each<[string, Partial<AttemptReplay>, readonly string[]]>([
    ["no method", { method: undefined as never }, ["input.invalid_value /method"]],
    ["more attempts than an ability remembers", { attempts: Array.from({ length: 10_001 }, (_, index) => attempt(String(index))) }, ["input.too_big /attempts"]],
    ["a rating off its scale", { attempts: [attempt("a", { coachRating: { rating: 9, ratingCount: 5 } })] }, ["homework-attempt.rating_off_scale /attempts/0/coachRating/rating"]],
    ["ten thousand attempts, the last of them unknown", { attempts: Array.from({ length: 10_000 }, (_, index) => attempt(String(index), index === 9999 ? { itemId: "H9" } : {})) }, ["replay-attempts.unknown_item /attempts/9999/itemId"]],
  ])("%s: refused", (_, changes, expected) => { expect(faults(() => replay([], changes))).toEqual(expected); });

  test("ten thousand attempts are counted, each once", () => {
    const { ability } = replay(Array.from({ length: 10_000 }, (_, index) => attempt(`a${String(index)}`, { reportedAt: `2026-10-05T07:${String(index % 60).padStart(2, "0")}:00Z` })));
    expect(ability.skills[0]?.outcomeCount).toBe(10_000);
    expect(new Set(ability.countedAttemptIds).size).toBe(10_000);
  });

  const pair: HomeworkItem = { ...why, id: "pair", loads: [{ skillId: "vision", weight: 2, difficultyLogits: 0.3 }, { skillId: "delivery", weight: 1, difficultyLogits: -0.4 }] };
  const library = bankOf([why, metaphors, pair, { ...pair, id: "both", combine: "conjunctive" }]);
  const histories = fc.uniqueArray(fc.record({
    id: fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom("a", "b", "c", "d") }), itemId: fc.constantFrom("H1", "H3", "pair", "both"), day: fc.integer({ min: 1, max: 28 }), rating: fc.integer({ min: 1, max: 5 }),
  }), { maxLength: 12, selector: ({ id }) => id });

  test("the answer is that of updateAbility, attempt by attempt, whatever the order they are given in", () => fc.assert(fc.property(histories, fc.constantFrom("glicko" as const, "elo" as const), fc.option(fc.constant({ halfLifeDays: 30 }), { nil: undefined }), (history, method, forgetting) => {
    const attempts = history.map(({ id, itemId, day, rating }) => attempt(id, { itemId, reportedAt: `2026-10-${String(day).padStart(2, "0")}T07:00:00Z`, coachRating: { rating, ratingCount: 5 } }));
    const choice = { method, ...(forgetting === undefined ? {} : { forgetting }) };
    const whole = replay(attempts, { bank: library, ...choice });
    const sorted = [...attempts].sort((left, right) => (left.reportedAt === right.reportedAt ? (left.id < right.id ? -1 : 1) : left.reportedAt < right.reportedAt ? -1 : 1));
    let ability = start;
    const changes = sorted.map((one) => {
      const updated = updateAbility({ ability, item: library.items.find(({ id }) => id === one.itemId) ?? why, attempt: one, ...choice });
      ability = updated.ability;
      return updated.changes;
    });
    expect(whole.ability).toEqual(ability);
    expect(whole.attempts.map((one) => one.changes)).toEqual(changes);
    expect(replay([...attempts].reverse(), { bank: library, ...choice })).toEqual(whole);
  })));
});
