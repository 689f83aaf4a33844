import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Ability, type AbilityUpdate, type HomeworkAttempt, type HomeworkItem, updateAbility } from "coachkit/homework";
import { glickoRating } from "coachkit/psychometrics";
import { logistic, normalDraws, uniformDraws } from "coachkit/statistics";
import { attemptAt, newLeader, person, rated, why } from "./leaders.js";

const first: AbilityUpdate = { ability: person("new-leader", -1, -1.5, 1), item: why, attempt: rated(4), method: "glicko" };
const vision = (ability: Ability) => ability.skills[0];
const both: HomeworkItem = { ...why, loads: [{ skillId: "vision", weight: 0.7, difficultyLogits: -0.5 }, { skillId: "delivery", weight: 0.3, difficultyLogits: -0.5 }] };
const sigma = (z: number) => 1 / (1 + Math.exp(-z));

describe("updateAbility by glicko", () => {
  test("coach 4 of 5 where .689974 was expected, standard error 1: s′² = 1 ÷ (1 + .2139) = .823785, ability −1 + .823785 · .060026 = −.950552", () => {
    const { ability, changes: [change], expectedOutcome, method, assumptions } = updateAbility(first);
    expect(expectedOutcome).toBeCloseTo(0.689974, 6);
    expect(vision(ability)?.abilityLogits).toBeCloseTo(-0.950552, 6);
    expect(vision(ability)?.standardErrorLogits).toBeCloseTo(Math.sqrt(0.823785), 6);
    expect(change).toMatchObject({ skillId: "vision", weight: 1, idleDays: 0, beforeLogits: -1, standardErrorBeforeLogits: 1 });
    expect(change?.stepLogits).toBeCloseTo(0.823785, 6);
    expect(method).toBe("glicko");
    expect(assumptions).toEqual({ itemDifficulties: "fixed", evidenceWeights: expect.any(Object), idle: { standardErrorPerRootDay: 0.045, largestStandardErrorLogits: 1 } });
  });

  test.each([
    // s    s′² = 1 ÷ (1 ÷ s² + .2139)  so that who is known moves less
    [0.3, 1 / (1 / 0.09 + 0.21391)], [0.5, 1 / (4 + 0.21391)], [2, 1 / (0.25 + 0.21391)],
  ])("with a standard error of %s a surprise of 1 would move by %s", (standardErrorLogits, variance) => {
    const { changes: [change] } = updateAbility({ ...first, ability: person("new-leader", -1, 0, standardErrorLogits) });
    expect(change?.stepLogits).toBeCloseTo(variance, 5);
    expect(change?.standardErrorAfterLogits).toBeCloseTo(Math.sqrt(variance), 5);
  });

  test("two skills of weights .7 and .3, S = .25: V = .58, V′ = 1 ÷ (1 ÷ .58 + P(1 − P)) = .510133, abilities −.426414 and .302965", () => {
    const { ability } = updateAbility({ ...first, ability: person("new-leader", -0.2, 0.4, 1), item: both, attempt: rated(2) });
    expect(ability.skills.map(({ abilityLogits }) => abilityLogits.toFixed(6))).toEqual(["-0.426414", "0.302965"]);
    expect(ability.skills.map(({ standardErrorLogits }) => standardErrorLogits.toFixed(6))).toEqual(["0.947751", "0.990610"]);
  });

  test("the skill that is less known takes more of the surprise: shares are c·s², here .5 · 1 and .5 · .25", () => {
    const item: HomeworkItem = { ...both, loads: both.loads.map((load) => ({ ...load, weight: 1 })) };
    const ability: Ability = { participantId: "new-leader", skills: [{ skillId: "vision", abilityLogits: 0, standardErrorLogits: 1, outcomeCount: 0 }, { skillId: "delivery", abilityLogits: 0, standardErrorLogits: 0.5, outcomeCount: 0 }] };
    const [one, other] = updateAbility({ ...first, ability, item }).changes;
    expect((one?.changeLogits ?? 0) / (other?.changeLogits ?? 0)).toBeCloseTo(4, 9);
  });

  test("two skills that always come together are not known one by one: after a sharp item their sum is, each alone is not", () => {
    // Each skill alone against the same item would seem to be known to 1 ÷ √(1 + 25/4) = .37.
    const item: HomeworkItem = { ...both, discrimination: 10, loads: both.loads.map((load) => ({ ...load, weight: 1, difficultyLogits: 0 })) };
    const { ability } = updateAbility({ ...first, ability: person("new-leader", 0, 0, 1), item });
    for (const { standardErrorLogits } of ability.skills) expect(standardErrorLogits).toBeCloseTo(Math.sqrt(1 - (25 * 0.25) / (1 + 50 * 0.25)), 9);
  });

  test("where every skill is needed the one that fails moves most: slopes of the log-odds take the place of weights", () => {
    const item: HomeworkItem = { ...both, combine: "conjunctive" };
    const { changes, expectedOutcome } = updateAbility({ ...first, ability: person("new-leader", -0.2, 0.4, 1), item, attempt: rated(2) });
    const [vision, delivery] = [sigma(0.3), sigma(0.9)];
    const slopes = [vision, delivery].map((chance) => (1 - chance) / (1 - vision * delivery));
    const variance = slopes.reduce((sum, slope) => sum + slope ** 2, 0);
    const moved = (0.25 - vision * delivery) / (1 / variance + vision * delivery * (1 - vision * delivery));
    expect(expectedOutcome).toBeCloseTo(0.4084, 6);
    changes.forEach(({ changeLogits }, index) => { expect(changeLogits).toBeCloseTo(((slopes[index] ?? 0) / variance) * moved, 9); });
    expect(Math.abs(changes[0]?.changeLogits ?? 0)).toBeGreaterThan(Math.abs(changes[1]?.changeLogits ?? 0));
  });

  test.each<[string, HomeworkAttempt, number, number]>([
    ["found too easy: a quarter", { ...attemptAt, selfReport: "too-easy" }, 1, 0.25],
    ["not done, too hard: half", { ...attemptAt, status: "not-done", reason: "too-hard" }, 0, 0.5],
  ])("weak evidence counts less, in what moves and in what becomes certain: %s", (_, attempt, outcome, evidenceWeight) => {
    const { rating, deviation } = glickoRating({ scale: "logits", rating: -1, deviation: 1, outcomes: [{ opponentRating: -1.8, opponentDeviation: 0, score: outcome, evidenceWeight }] });
    const { ability } = updateAbility({ ...first, attempt });
    expect(vision(ability)?.abilityLogits).toBeCloseTo(rating, 12);
    expect(vision(ability)?.standardErrorLogits).toBeCloseTo(deviation, 12);
  });

  test("an attempt that says nothing leaves the ability as it was", () => {
    const { ability, changes, reason } = updateAbility({ ...first, attempt: { ...attemptAt, status: "not-done", reason: "no-time" } });
    expect({ ability, changes, reason }).toEqual({ ability: first.ability, changes: [], reason: "not-done" });
  });

  test("what is certain does not move, also beside a skill that is not", () => {
    expect(updateAbility({ ...first, ability: newLeader }).changes[0]).toMatchObject({ changeLogits: 0, stepLogits: 0, standardErrorAfterLogits: 0 });
    const half: Ability = { participantId: "new-leader", skills: [{ skillId: "vision", abilityLogits: 0, standardErrorLogits: 0, outcomeCount: 0 }, { skillId: "delivery", abilityLogits: 0, standardErrorLogits: 1, outcomeCount: 0 }] };
    const [certain, uncertain] = updateAbility({ ...first, ability: half, item: both }).changes;
    expect(certain).toMatchObject({ changeLogits: 0, standardErrorAfterLogits: 0 });
    expect(Math.abs(uncertain?.changeLogits ?? 0)).toBeGreaterThan(0.01);
  });

  test("what it says of its errors is true: of 150 people with 18 homeworks chosen by what was known of them, 95 % intervals hold about 95 % (seeded simulation)", () => {
    const [people, rounds] = [150, 18];
    const truth = normalDraws({ seed: 8, stream: ["truth"], count: 2 * people });
    const chances = uniformDraws({ seed: 8, stream: ["outcome"], count: people * rounds });
    const kinds = [["vision"], ["delivery"], ["vision", "delivery"]];
    const held = Array.from({ length: people }, (_, index) => {
      const real = new Map([["vision", truth[2 * index] ?? 0], ["delivery", truth[2 * index + 1] ?? 0]]);
      let ability = person("new-leader", 0, 0, 1);
      for (let round = 0; round < rounds; round += 1) {
        const skillIds = kinds[round % 3] ?? [];
        const known = new Map(ability.skills.map(({ skillId, abilityLogits }) => [skillId, abilityLogits]));
        const loads = skillIds.map((skillId) => ({ skillId, weight: 1, difficultyLogits: (known.get(skillId) ?? 0) - 1 }));
        const chance = logistic(loads.reduce((sum, { skillId, difficultyLogits }) => sum + ((real.get(skillId) ?? 0) - difficultyLogits) / loads.length, 0));
        const rating = (chances[index * rounds + round] ?? 0) < chance ? 5 : 1;
        ({ ability } = updateAbility({ ...first, ability, item: { ...why, loads }, attempt: { ...rated(rating), id: `a${String(round)}` } }));
      }
      return ability.skills.map(({ skillId, abilityLogits, standardErrorLogits }) => Math.abs(abilityLogits - (real.get(skillId) ?? 0)) < 1.96 * standardErrorLogits);
    }).flat();
    const covered = held.filter(Boolean).length / held.length;
    expect(covered).toBeGreaterThan(0.92);
    expect(covered).toBeLessThan(0.98);
  });

  const logits = fc.double({ min: -100, max: 100, noNaN: true });
  const error = fc.double({ min: 0, max: 100, noNaN: true });
  const someone = fc.record({ vision: logits, delivery: logits, visionError: error, deliveryError: error }).map((one): Ability => ({
    participantId: "new-leader",
    skills: [{ skillId: "vision", abilityLogits: one.vision, standardErrorLogits: one.visionError, outcomeCount: 3 }, { skillId: "delivery", abilityLogits: one.delivery, standardErrorLogits: one.deliveryError, outcomeCount: 0 }],
  }));
  const items = fc.record({ weights: fc.tuple(fc.double({ min: 0, max: 9, noNaN: true }), fc.double({ min: 0.1, max: 9, noNaN: true })), difficulties: fc.tuple(logits, logits), discrimination: fc.double({ min: 0.01, max: 10, noNaN: true }), combine: fc.constantFrom("compensatory" as const, "conjunctive" as const) })
    .map(({ weights, difficulties, ...rest }): HomeworkItem => ({ ...why, ...rest, loads: ["vision", "delivery"].map((skillId, index) => ({ skillId, weight: weights[index] ?? 0, difficultyLogits: difficulties[index] ?? 0 })) }));

  test("with one skill it is Glicko, whatever the discrimination", () => fc.assert(fc.property(fc.double({ min: -6, max: 6, noNaN: true }), fc.double({ min: 0.01, max: 3, noNaN: true }), fc.double({ min: 0.1, max: 2, noNaN: true }), fc.integer({ min: 1, max: 5 }), (abilityLogits, deviation, discrimination, rating) => {
    const { ability } = updateAbility({ ...first, ability: person("new-leader", abilityLogits, 0, deviation), item: { ...why, discrimination }, attempt: rated(rating) });
    const alone = glickoRating({ scale: "logits", rating: abilityLogits, deviation, outcomes: [{ opponentRating: -1.8, opponentDeviation: 0, score: (rating - 1) / 4, discrimination }] });
    expect(Math.abs((vision(ability)?.abilityLogits ?? Number.NaN) - alone.rating)).toBeLessThan(1e-4); // the chance is held within a millionth of either end
    expect((vision(ability)?.standardErrorLogits ?? Number.NaN) / alone.deviation).toBeCloseTo(1, 4);
  })));

  test("ability stays on the scale and moves the way of the surprise; no outcome makes anything less certain", () => fc.assert(fc.property(someone, items, fc.integer({ min: 1, max: 7 }), (ability, item, rating) => {
    const { changes, surprise, ability: after } = updateAbility({ ...first, ability, item, attempt: rated(rating, 7) });
    for (const { changeLogits, afterLogits, standardErrorBeforeLogits, standardErrorAfterLogits, stepLogits } of changes) {
      expect(Math.abs(afterLogits)).toBeLessThanOrEqual(100);
      expect(changeLogits * (surprise ?? 0)).toBeGreaterThanOrEqual(0);
      expect(stepLogits).toBeGreaterThanOrEqual(0);
      expect(standardErrorAfterLogits).toBeLessThanOrEqual(standardErrorBeforeLogits);
      expect(standardErrorAfterLogits).toBeGreaterThanOrEqual(0);
    }
    expect(updateAbility({ ...first, ability: after, item, attempt: { ...rated(rating, 7), id: "a2" } }).ability.skills).toHaveLength(2);
  })));

  test("a better rating never ends in a lower ability", () => fc.assert(fc.property(someone, items, fc.integer({ min: 1, max: 6 }), (ability, item, rating) => {
    const after = (one: number) => updateAbility({ ...first, ability, item, attempt: rated(one, 7) }).ability.skills;
    const higher = after(rating + 1);
    after(rating).forEach(({ abilityLogits }, index) => { expect(higher[index]?.abilityLogits).toBeGreaterThanOrEqual(abilityLogits); });
  })));

  test("the order of skills and of loads does not matter", () => fc.assert(fc.property(someone, items, fc.integer({ min: 1, max: 5 }), (ability, item, rating) => {
    const after = (skills: Ability["skills"], loads: HomeworkItem["loads"]) => {
      const { ability: { skills: found } } = updateAbility({ ...first, ability: { ...ability, skills }, item: { ...item, loads }, attempt: rated(rating) });
      return new Map(found.map((skill) => [skill.skillId, skill]));
    };
    const [straight, turned] = [after(ability.skills, item.loads), after([...ability.skills].reverse(), [...item.loads].reverse())];
    for (const [skillId, { abilityLogits, standardErrorLogits }] of straight) {
      expect(Math.abs((turned.get(skillId)?.abilityLogits ?? Number.NaN) - abilityLogits)).toBeLessThan(1e-6);
      expect(Math.abs((turned.get(skillId)?.standardErrorLogits ?? Number.NaN) - standardErrorLogits)).toBeLessThan(1e-6);
    }
  })));
});
