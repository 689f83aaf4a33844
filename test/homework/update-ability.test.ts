import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Ability, type AbilityUpdate, abilityConfidence, type HomeworkAttempt, type HomeworkItem, updateAbility } from "coachkit/homework";
import { attemptAt, bank, faults, newLeader, person, rated, why } from "./leaders.js";

const first: AbilityUpdate = { ability: newLeader, item: why, attempt: rated(4), method: "elo" };
const abilities = (ability: Ability) => ability.skills.map(({ abilityLogits }) => abilityLogits);
const both: HomeworkItem = { ...why, loads: [{ skillId: "vision", weight: 0.7, difficultyLogits: -0.5 }, { skillId: "delivery", weight: 0.3, difficultyLogits: -0.5 }] };
const seasoned: Ability = { participantId: "new-leader", skills: [{ skillId: "vision", abilityLogits: -0.2, standardErrorLogits: 1, outcomeCount: 4 }, { skillId: "delivery", abilityLogits: 0.4, standardErrorLogits: 1, outcomeCount: 0 }] };

describe("updateAbility", () => {
  test("coach 4 of 5 where .689974 was expected: −1 + (.75 − .689974) = −.939974", () => {
    const { ability, changes, ...rest } = updateAbility(first);
    expect(abilities(ability)[0]).toBeCloseTo(-0.939974, 6);
    expect(ability.skills[1]).toEqual(newLeader.skills[1]);
    expect(ability.skills[0]).toMatchObject({ outcomeCount: 1, lastOutcomeAt: "2026-10-05T07:00:00Z" });
    expect(ability.countedAttemptIds).toEqual(["a1"]);
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ skillId: "vision", beforeLogits: -1, afterLogits: abilities(ability)[0], stepLogits: 1, weight: 1 });
    expect(changes[0]?.changeLogits).toBeCloseTo(0.060026, 6);
    expect(rest).toMatchObject({ outcome: 0.75, evidenceWeight: 1, reason: null, method: "elo", assumptions: { itemDifficulties: "fixed", step: { firstStepLogits: 1, decayPerOutcome: 0.05 } } });
    expect(rest.expectedOutcome).toBeCloseTo(0.689974, 6);
    expect(rest.surprise).toBeCloseTo(0.060026, 6);
  });

  test("two skills of weights .7 and .3 after 4 and 0 outcomes, S = .25: steps .833333 and 1, abilities −.414520 and .289676", () => {
    const { ability, changes, surprise, expectedOutcome } = updateAbility({ ...first, ability: seasoned, item: both, attempt: rated(2) });
    expect(expectedOutcome).toBeCloseTo(0.617748, 6);
    expect(surprise).toBeCloseTo(-0.367748, 6);
    expect(changes.map(({ stepLogits }) => stepLogits.toFixed(6))).toEqual(["0.833333", "1.000000"]);
    expect(abilities(ability).map((logits) => logits.toFixed(6))).toEqual(["-0.414520", "0.289676"]);
  });

  test("the same conjunctive: .408400 was expected, so the same outcome disappoints less", () => {
    const { expectedOutcome, ability } = updateAbility({ ...first, ability: seasoned, item: { ...both, combine: "conjunctive" }, attempt: rated(2) });
    expect(expectedOutcome).toBeCloseTo(0.4084, 6);
    expect(abilities(ability).map((logits) => logits.toFixed(6))).toEqual([(-0.2 + (0.7 / 1.2) * (0.25 - 0.4084)).toFixed(6), (0.4 + 0.3 * (0.25 - 0.4084)).toFixed(6)]);
  });

  test("changes stand in the order of the item, abilities in their own", () => {
    const turned = updateAbility({ ...first, ability: { ...seasoned, skills: [...seasoned.skills].reverse() }, item: both });
    expect(turned.changes.map(({ skillId }) => skillId)).toEqual(["vision", "delivery"]);
    expect(turned.ability.skills.map(({ skillId }) => skillId)).toEqual(["delivery", "vision"]);
  });

  test.each([[0, "1.0000"], [1, "0.9524"], [5, "0.8000"], [10, "0.6667"], [20, "0.5000"]])("after %s outcomes the step is %s", (outcomeCount, step) => {
    const ability: Ability = { participantId: "new-leader", skills: [{ skillId: "vision", abilityLogits: 0, standardErrorLogits: 1, outcomeCount }] };
    expect(updateAbility({ ...first, ability }).changes[0]?.stepLogits.toFixed(4)).toBe(step);
  });

  test.each<[string, HomeworkAttempt, string]>([
    ["found about right and nothing else", { ...attemptAt, selfReport: "about-right" }, "found-about-right"],
    ["done and unrated", attemptAt, "not-rated"],
    ["not done for want of time", { ...attemptAt, status: "not-done", reason: "no-time" }, "not-done"],
  ])("%s: ability stays, and the attempt may still be graded later", (_, attempt, reason) => {
    const updated = updateAbility({ ...first, attempt });
    expect(updated).toMatchObject({ ability: newLeader, changes: [], outcome: null, surprise: null, reason });
    expect(updated.ability).toStrictEqual(newLeader);
    expect(faults(() => updateAbility({ ...first, ability: updated.ability }))).toEqual([]);
  });

  test.each<[string, HomeworkAttempt]>([
    ["a self-report alone", { ...attemptAt, selfReport: "too-easy" }], ["not done, too hard", { ...attemptAt, status: "not-done", reason: "too-hard" }],
  ])("evidence of weight 0 is not counted, by either method, and the coach's rating may follow: %s", (_, attempt) => {
    const evidenceWeights = { coachRatingWeight: 0.6, rubricLevelWeight: 0.3, selfReportWeight: 0.1, selfReportAloneWeight: 0, notDoneTooHardWeight: 0 };
    for (const method of ["elo", "glicko"] as const) {
      const updated = updateAbility({ ...first, method, attempt, evidenceWeights });
      expect(updated).toMatchObject({ changes: [], outcome: null, surprise: null, evidenceWeight: 0, reason: "weightless" });
      expect(updated.ability).toStrictEqual(newLeader);
      expect(updateAbility({ ...first, method, ability: updated.ability, evidenceWeights }).ability.countedAttemptIds).toEqual(["a1"]);
    }
  });

  test.each<[string, HomeworkAttempt, number]>([
    ["found too easy: a quarter of 1 − .689974", { ...attemptAt, selfReport: "too-easy" }, -1 + 0.25 * 0.310026],
    ["found too hard: a quarter of 0 − .689974", { ...attemptAt, selfReport: "too-hard" }, -1 - 0.25 * 0.689974],
    ["not done, too hard: half of 0 − .689974", { ...attemptAt, status: "not-done", reason: "too-hard" }, -1 - 0.5 * 0.689974],
  ])("weak evidence moves less: %s", (_, attempt, expected) => {
    expect(abilities(updateAbility({ ...first, attempt }).ability)[0]).toBeCloseTo(expected, 6);
  });

  test.each([[4, "0.781"], [8, "0.662"], [12, "0.585"], [24, "0.455"]])("from a standard error of 1, %s outcomes at .8 leave %s", (count, expected) => {
    // S = .8 where .8 is expected: ability stays, only certainty grows.
    const item: HomeworkItem = { ...why, loads: [{ skillId: "vision", weight: 1, difficultyLogits: -Math.log(4) }] };
    let ability: Ability = { participantId: "new-leader", skills: [{ skillId: "vision", abilityLogits: 0, standardErrorLogits: 1, outcomeCount: 0 }] };
    for (let index = 0; index < count; index += 1) ability = updateAbility({ ...first, ability, item, attempt: { ...attemptAt, id: `a${String(index)}`, coachRating: { rating: 5, ratingCount: 6 } } }).ability;
    expect(ability.skills[0]?.standardErrorLogits.toFixed(3)).toBe(expected);
    expect(ability.skills[0]?.abilityLogits).toBeCloseTo(0, 12);
    expect(abilityConfidence(ability.skills[0]?.standardErrorLogits ?? 0)).toBe(count < 7 ? "low" : count < 19 ? "medium" : "high");
  });

  test("a skill of weight .7 and discrimination 2 gains certainty by (2 · .7)² · P · (1 − P), from weak evidence a quarter of that", () => {
    const item: HomeworkItem = { ...both, discrimination: 2 };
    const chance = 1 / (1 + Math.exp(-2 * 0.48));
    const error = (attempt: HomeworkAttempt) => updateAbility({ ...first, ability: seasoned, item, attempt }).ability.skills[0]?.standardErrorLogits;
    expect(error(rated(2))).toBeCloseTo(1 / Math.sqrt(1 + 1.96 * chance * (1 - chance)), 12);
    expect(error({ ...attemptAt, selfReport: "too-easy" })).toBeCloseTo(1 / Math.sqrt(1 + 0.25 * 1.96 * chance * (1 - chance)), 12);
  });

  test("certainty that is whole stays whole", () => { expect(updateAbility(first).ability.skills[0]?.standardErrorLogits).toBe(0); });

  test("a step given is used and no longer assumed", () => {
    const { changes, assumptions } = updateAbility({ ...first, ability: seasoned, step: { firstStepLogits: 4, decayPerOutcome: 0.5 } });
    expect(changes[0]?.stepLogits).toBeCloseTo(4 / 3, 12);
    expect(assumptions).not.toHaveProperty("step");
  });

  test("evidence weights given are used and no longer assumed", () => {
    const evidenceWeights = { coachRatingWeight: 0.5, rubricLevelWeight: 0.5, selfReportWeight: 0.5, selfReportAloneWeight: 0.5, notDoneTooHardWeight: 0.5 };
    const { evidenceWeight, assumptions } = updateAbility({ ...first, attempt: { ...attemptAt, selfReport: "too-easy" }, evidenceWeights });
    expect(evidenceWeight).toBe(0.5);
    expect(assumptions).not.toHaveProperty("evidenceWeights");
  });

  test("a report that comes late does not turn back the time of the last outcome; .500Z is later than Z", () => {
    const at = (lastOutcomeAt: string): Ability => ({ ...newLeader, skills: newLeader.skills.map((skill) => ({ ...skill, lastOutcomeAt })) });
    const last = (known: string) => updateAbility({ ...first, ability: at(known) }).ability.skills[0]?.lastOutcomeAt;
    expect(last("2026-11-01T00:00:00Z")).toBe("2026-11-01T00:00:00Z");
    expect(last("2026-10-05T07:00:00.500Z")).toBe("2026-10-05T07:00:00.500Z");
    expect(last("2026-02-28T00:00:00Z")).toBe("2026-10-05T07:00:00Z");
  });

  test("an ability at the end of the scale stays on it, so that it can be stored and read again", () => {
    const edge = person("new-leader", 100, 0, 1);
    const { ability } = updateAbility({ ...first, ability: edge, item: { ...why, loads: [{ skillId: "vision", weight: 1, difficultyLogits: 100 }] }, attempt: rated(5) });
    expect(abilities(ability)[0]).toBe(100);
  });

  test("only the latest 10,000 attempts are remembered", () => {
    const countedAttemptIds = Array.from({ length: 10_000 }, (_, index) => `old-${String(index)}`);
    const { ability } = updateAbility({ ...first, ability: { ...newLeader, countedAttemptIds } });
    expect(ability.countedAttemptIds).toEqual([...countedAttemptIds.slice(1), "a1"]);
  });

  test("idle days make an ability less certain before the attempt, by either method; a late report has none", () => {
    const stale: Ability = { participantId: "new-leader", skills: [{ skillId: "vision", abilityLogits: -1, standardErrorLogits: 0.3, outcomeCount: 4, lastOutcomeAt: "2026-09-19T07:00:00Z" }] };
    const idle = { standardErrorPerRootDay: 0.1, largestStandardErrorLogits: 1 };
    for (const method of ["elo", "glicko"] as const) {
      const { changes: [change], ability, assumptions } = updateAbility({ ...first, ability: stale, method, idle });
      expect(change).toMatchObject({ idleDays: 16, beforeLogits: -1, standardErrorBeforeLogits: 0.5 });
      expect(change?.standardErrorAfterLogits).toBeCloseTo(1 / Math.sqrt(4 + 0.689974 * 0.310026), method === "elo" ? 6 : 3); // the information at the mode, a little lower
      expect(ability.skills[0]).toMatchObject({ standardErrorLogits: change?.standardErrorAfterLogits, lastOutcomeAt: "2026-10-05T07:00:00Z" });
      expect(ability.skills[0]).not.toHaveProperty("estimatedAt");
      expect(assumptions).not.toHaveProperty("idle");
      const late = updateAbility({ ...first, ability: stale, method, idle, attempt: { ...attemptAt, reportedAt: "2026-09-01T07:00:00Z", coachRating: { rating: 4, ratingCount: 5 } } });
      expect(late.changes[0]).toMatchObject({ idleDays: 0, standardErrorBeforeLogits: 0.3 });
      expect(late.ability.skills[0]?.lastOutcomeAt).toBe("2026-09-19T07:00:00Z");
    }
  });

  test("forgetting, when asked for, comes before the expectation: 2 after a half-life is 1", () => {
    const stale: Ability = { participantId: "new-leader", skills: [{ skillId: "vision", abilityLogits: 2, standardErrorLogits: 0.3, outcomeCount: 4, lastOutcomeAt: "2026-09-19T07:00:00Z" }] };
    const { changes: [change], expectedOutcome, assumptions } = updateAbility({ ...first, ability: stale, forgetting: { halfLifeDays: 16 } });
    expect(change?.beforeLogits).toBe(1);
    expect(expectedOutcome).toBeCloseTo(1 / (1 + Math.exp(-2.8)), 12);
    expect(assumptions).toMatchObject({ populationMeanLogits: 0 });
  });

  test("what was estimated for a later instant than the outcome stays estimated for it", () => {
    const asked = (estimatedAt: string): Ability => ({ participantId: "new-leader", skills: [{ skillId: "vision", abilityLogits: -1, standardErrorLogits: 1, outcomeCount: 0, estimatedAt }] });
    expect(updateAbility({ ...first, ability: asked("2026-10-06T07:00:00Z") }).ability.skills[0]).toMatchObject({ lastOutcomeAt: "2026-10-05T07:00:00Z", estimatedAt: "2026-10-06T07:00:00Z" });
    expect(updateAbility({ ...first, ability: asked("2026-10-05T07:00:00Z") }).ability.skills[0]).not.toHaveProperty("estimatedAt");
  });

  test.each<[string, object, readonly string[]]>([
    ["an attempt counted already", { ability: { ...newLeader, countedAttemptIds: ["a1"] } }, ["update-ability.duplicate_attempt /attempt/id"]],
    ["an attempt at another item, of another person", { attempt: { ...attemptAt, itemId: "H2", participantId: "speaker" } }, ["update-ability.wrong_item /attempt/itemId", "update-ability.wrong_participant /attempt/participantId"]],
    ["a skill that the ability does not name", { ability: { ...newLeader, skills: [] } }, ["success-probability.unknown_skill /item/loads/0/skillId"]],
    ["no method", { method: undefined }, ["input.invalid_value /method"]],
    ["a method that is none", { method: "guess" }, ["input.invalid_value /method"]],
    ["a step of none", { step: { firstStepLogits: 0, decayPerOutcome: -1 } }, ["input.too_small /step/firstStepLogits", "input.too_small /step/decayPerOutcome"]],
    ["a standard error that is infinite", { ability: person("new-leader", 0, 0, Number.POSITIVE_INFINITY) }, ["input.invalid_type /ability/skills/0/standardErrorLogits", "input.invalid_type /ability/skills/1/standardErrorLogits"]],
    ["a bank in the place of an item", { item: bank }, ["input.invalid_type /item/version"]],
    ["an attempt from the future", { at: "2026-10-05T06:59:59Z" }, ["update-ability.future_attempt /attempt/reportedAt"]],
    ["an ability from the future", { at: "2026-10-05T07:00:00Z", ability: { ...newLeader, skills: newLeader.skills.map((skill) => ({ ...skill, lastOutcomeAt: "2026-10-06T07:00:00Z" })) } }, ["ability-at.future /ability/skills/0/lastOutcomeAt", "ability-at.future /ability/skills/1/lastOutcomeAt"]],
    ["a step that Glicko would not use", { method: "glicko", step: { firstStepLogits: 1, decayPerOutcome: 0 } }, ["update-ability.step_without_elo /step"]],
    ["a half-life of none", { forgetting: { halfLifeDays: 0 } }, ["input.too_small /forgetting/halfLifeDays"]],
  ])("%s is refused", (_, changes, expected) => {
    expect(faults(() => updateAbility({ ...first, ...changes }))).toEqual(expect.arrayContaining([...expected]));
  });

  const logits = fc.double({ min: -5, max: 5, noNaN: true });
  const combines = fc.constantFrom("compensatory" as const, "conjunctive" as const);

  test("ability moves the way that outcome differs from expectation, never by more than the step, and certainty never falls", () => fc.assert(fc.property(logits, logits, fc.integer({ min: 1, max: 7 }), combines, (vision, delivery, rating, combine) => {
    const before = person("new-leader", vision, delivery, 1);
    const { ability, changes, surprise } = updateAbility({ ...first, ability: before, item: { ...both, combine }, attempt: rated(rating, 7) });
    for (const { changeLogits, stepLogits, weight } of changes) {
      expect(Math.sign(Math.round(changeLogits * 1e9))).toBe(Math.sign(Math.round((surprise ?? 0) * weight * stepLogits * 1e9)));
      expect(Math.abs(changeLogits)).toBeLessThanOrEqual(stepLogits);
    }
    for (const { standardErrorLogits } of ability.skills) expect(standardErrorLogits).toBeLessThanOrEqual(1);
  })));

  test("a better rating never ends in a lower ability", () => fc.assert(fc.property(logits, logits, fc.integer({ min: 1, max: 6 }), combines, (vision, delivery, rating, combine) => {
    const after = (one: number) => abilities(updateAbility({ ...first, ability: person("new-leader", vision, delivery, 1), item: { ...both, combine }, attempt: rated(one, 7) }).ability);
    const [lower, higher] = [after(rating), after(rating + 1)];
    higher.forEach((logit, index) => { expect(logit).toBeGreaterThanOrEqual(lower[index] ?? Number.POSITIVE_INFINITY); });
  })));
});
