import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Ability, type AbilityUpdate, type HomeworkAttempt, type HomeworkItem, updateAbility } from "coachkit/homework";
import { glickoRating } from "coachkit/psychometrics";
import { logistic, normalDraws, uniformDraws } from "coachkit/statistics";
import { attemptAt, newLeader, on, person, rated, why } from "./leaders.js";

const first: AbilityUpdate = { ability: person("new-leader", -1, -1.5, 1), item: why, attempt: rated(4), method: "glicko" };
const vision = (ability: Ability) => ability.skills[0];
const both: HomeworkItem = { ...why, loads: [{ skillId: "vision", weight: 0.7, difficultyLogits: -0.5 }, { skillId: "delivery", weight: 0.3, difficultyLogits: -0.5 }] };
const sigma = (z: number) => 1 / (1 + Math.exp(-z));

describe("updateAbility by glicko", () => {
  test("coach 4 of 5 where .689974 was expected, standard error 1: ability −.950469, where .75 − σ(−.950469 + 1.8) = .049531 is the whole move; published Glicko's one step says −.950552", () => {
    const { ability, changes: [change], expectedOutcome, method, assumptions } = updateAbility(first);
    expect(expectedOutcome).toBeCloseTo(0.689974, 6);
    expect(vision(ability)?.abilityLogits).toBeCloseTo(-0.950469, 6);
    expect(0.75 - sigma(-0.950469 + 1.8)).toBeCloseTo(0.049531, 6);
    const variance = 1 / (1 + sigma(0.849531) * sigma(-0.849531));
    expect(vision(ability)?.standardErrorLogits).toBeCloseTo(Math.sqrt(variance), 6);
    expect(change).toMatchObject({ skillId: "vision", weight: 1, idleDays: 0, beforeLogits: -1, standardErrorBeforeLogits: 1 });
    expect(change?.stepLogits).toBeCloseTo(variance, 6);
    expect(method).toBe("glicko");
    expect(assumptions).toEqual({ itemDifficulties: "fixed", evidenceWeights: expect.any(Object), idle: { standardErrorPerRootDay: 0.045, largestStandardErrorLogits: 1 } });
  });

  test.each([
    // a  θ    exact mean and deviation of the posterior after failure at difficulty 0, from a standard error of 1, by integration; published Glicko's one step
    [1, 2, 1.26, 0.93, 1.20], [2.5, 1.5, 0.13, 0.71, -0.64], [5, 1, -0.39, 0.55, -3.26], [10, 0.7, -0.56, 0.51, -8.46],
  ])("discrimination %s, ability %s: the posterior has mean %s and deviation %s, where one step would lead to %s", (discrimination, abilityLogits, mean, deviation, oneStep) => {
    const posterior = Array.from({ length: 24_000 }, (_, index) => abilityLogits - 12 + index / 1000).map((at) => ({ at, mass: Math.exp(-((at - abilityLogits) ** 2) / 2) * sigma(-discrimination * at) }));
    const total = posterior.reduce((sum, { mass }) => sum + mass, 0);
    const exactMean = posterior.reduce((sum, { at, mass }) => sum + at * mass, 0) / total;
    const exactDeviation = Math.sqrt(posterior.reduce((sum, { at, mass }) => sum + (at - exactMean) ** 2 * mass, 0) / total);
    expect([exactMean.toFixed(2), exactDeviation.toFixed(2)]).toEqual([mean.toFixed(2), deviation.toFixed(2)]);
    const found = vision(updateAbility({ ...first, ability: person("new-leader", abilityLogits, 0, 1), item: { ...why, discrimination, loads: on("vision", 0) }, attempt: rated(1) }).ability);
    const mode = posterior.reduce((best, one) => (one.mass > best.mass ? one : best));
    expect(Math.abs((found?.abilityLogits ?? Number.NaN) - mode.at)).toBeLessThan(0.001);
    // of a skewed posterior the mode lies within two thirds of a deviation of the mean, and is narrower
    expect(Math.abs((found?.abilityLogits ?? Number.NaN) - exactMean)).toBeLessThan((2 / 3) * exactDeviation);
    expect((found?.standardErrorLogits ?? Number.NaN) / exactDeviation).toBeGreaterThan(0.6);
    expect((found?.standardErrorLogits ?? Number.NaN) / exactDeviation).toBeLessThan(1.01);
    expect(glickoRating({ scale: "logits", rating: abilityLogits, deviation: 1, outcomes: [{ opponentRating: 0, opponentDeviation: 0, score: 0, discrimination }] }).rating).toBeCloseTo(oneStep, 2);
  });

  test.each([[4, "0.781"], [8, "0.662"], [12, "0.585"], [24, "0.455"]])("from a standard error of 1, %s outcomes of .8 where .8 is expected leave %s: at the expectation the mode is where it was, and the information Glicko's", (count, expected) => {
    const item: HomeworkItem = { ...why, loads: on("vision", -Math.log(4)) };
    let ability = person("new-leader", 0, 0, 1);
    for (let index = 0; index < count; index += 1) ({ ability } = updateAbility({ ...first, ability, item, attempt: { ...attemptAt, id: `a${String(index)}`, coachRating: { rating: 5, ratingCount: 6 } } }));
    expect(vision(ability)?.standardErrorLogits.toFixed(3)).toBe(expected);
    expect(vision(ability)?.abilityLogits).toBeCloseTo(0, 12);
  });

  test("who is known moves less: the same outcome moves standard errors of .3, .5, 1 and 2 further and further", () => {
    const moves = [0.3, 0.5, 1, 2].map((standardErrorLogits) => updateAbility({ ...first, ability: person("new-leader", -1, 0, standardErrorLogits) }).changes[0]?.changeLogits.toFixed(4));
    expect(moves).toEqual(["0.0053", "0.0142", "0.0495", "0.1309"]);
  });

  test("two skills of weights .7 and .3, S = .25: V = .58, z moves by .58 · (.25 − σ(z′)) to .292839, each skill by its part of it", () => {
    const { ability } = updateAbility({ ...first, ability: person("new-leader", -0.2, 0.4, 1), item: both, attempt: rated(2) });
    const move = 0.58 * (0.25 - sigma(0.292839));
    expect(0.48 + move).toBeCloseTo(0.292839, 5);
    const left = 1 / (1 / 0.58 + sigma(0.292839) * sigma(-0.292839));
    ability.skills.forEach(({ abilityLogits, standardErrorLogits }, index) => {
      const [slope, before] = index === 0 ? [0.7, -0.2] : [0.3, 0.4];
      expect(abilityLogits).toBeCloseTo(before + (slope / 0.58) * move, 5);
      expect(standardErrorLogits).toBeCloseTo(Math.sqrt(1 - (slope / 0.58) ** 2 * (0.58 - left)), 5);
    });
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
    const { ability } = updateAbility({ ...first, ability: person("new-leader", 0, 0, 1), item, attempt: rated(3) }); // as expected, so that nothing moves
    for (const { standardErrorLogits } of ability.skills) expect(standardErrorLogits).toBeCloseTo(Math.sqrt(1 - (25 * 0.25) / (1 + 50 * 0.25)), 9);
  });

  test("where every skill is needed the one that fails moves most: slopes of the log-odds take the place of weights", () => {
    const item: HomeworkItem = { ...both, combine: "conjunctive" };
    const { changes, expectedOutcome } = updateAbility({ ...first, ability: person("new-leader", -0.2, 0.4, 1), item, attempt: rated(2) });
    const [vision, delivery] = [sigma(0.3), sigma(0.9)];
    const slopes = [vision, delivery].map((chance) => (1 - chance) / (1 - vision * delivery));
    const variance = slopes.reduce((sum, slope) => sum + slope ** 2, 0);
    const logOdds = Math.log((vision * delivery) / (1 - vision * delivery));
    const moved = (changes[0]?.changeLogits ?? 0) / ((slopes[0] ?? 0) / variance);
    expect(moved).toBeCloseTo(variance * (0.25 - sigma(logOdds + moved)), 9);
    expect(expectedOutcome).toBeCloseTo(0.4084, 6);
    changes.forEach(({ changeLogits }, index) => { expect(changeLogits).toBeCloseTo(((slopes[index] ?? 0) / variance) * moved, 9); });
    expect(Math.abs(changes[0]?.changeLogits ?? 0)).toBeGreaterThan(Math.abs(changes[1]?.changeLogits ?? 0));
  });

  test.each<[string, HomeworkAttempt, number, number]>([
    ["found too easy: a quarter", { ...attemptAt, selfReport: "too-easy" }, 1, 0.25],
    ["not done, too hard: half", { ...attemptAt, status: "not-done", reason: "too-hard" }, 0, 0.5],
  ])("weak evidence counts less, in what moves and in what becomes certain: %s", (_, attempt, outcome, evidenceWeight) => {
    const { ability } = updateAbility({ ...first, attempt });
    const [after, chance] = [vision(ability)?.abilityLogits ?? Number.NaN, sigma((vision(ability)?.abilityLogits ?? Number.NaN) + 1.8)];
    expect(after).toBeCloseTo(-1 + evidenceWeight * (outcome - chance), 12);
    expect(vision(ability)?.standardErrorLogits).toBeCloseTo(1 / Math.sqrt(1 + evidenceWeight * chance * (1 - chance)), 12);
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

  test("where every skill is needed and failure rounds to none, nothing is learned from it", () => {
    const item: HomeworkItem = { ...both, combine: "conjunctive", discrimination: 10, loads: both.loads.map((load) => ({ ...load, difficultyLogits: -100 })) };
    const { changes } = updateAbility({ ...first, ability: person("new-leader", 100, 100, 1), item, attempt: rated(1) });
    expect(changes).toMatchObject([{ changeLogits: 0, standardErrorAfterLogits: 1 }, { changeLogits: 0, standardErrorAfterLogits: 1 }]);
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

  const oneSkill = [fc.double({ min: -6, max: 6, noNaN: true }), fc.double({ min: 0.01, max: 3, noNaN: true }), fc.integer({ min: 1, max: 5 })] as const;
  test("with one skill it is the mode of the posterior, with the information there, at any discrimination", () => fc.assert(fc.property(...oneSkill, fc.double({ min: 0.01, max: 10, noNaN: true }), (abilityLogits, deviation, rating, discrimination) => {
    const [after] = updateAbility({ ...first, ability: person("new-leader", abilityLogits, 0, deviation), item: { ...why, discrimination }, attempt: rated(rating) }).ability.skills;
    const score = (at: number) => (at - abilityLogits) / deviation ** 2 - discrimination * ((rating - 1) / 4 - sigma(discrimination * (at + 1.8)));
    const found = after?.abilityLogits ?? Number.NaN;
    expect(score(found - 1e-6)).toBeLessThan(0); // the slope of the log posterior changes its sign here
    expect(score(found + 1e-6)).toBeGreaterThan(0);
    const chance = sigma(discrimination * (found + 1.8));
    expect((after?.standardErrorLogits ?? Number.NaN) * Math.sqrt(1 / deviation ** 2 + discrimination ** 2 * chance * (1 - chance))).toBeCloseTo(1, 6);
  })));

  test("with one skill and a·s up to one half it is within a hundredth of a standard error of published Glicko", () => fc.assert(fc.property(...oneSkill, fc.double({ min: 0.01, max: 0.5, noNaN: true }), (abilityLogits, deviation, rating, reach) => {
    const discrimination = Math.min(10, Math.max(0.01, reach / deviation));
    fc.pre(discrimination * deviation <= 0.5);
    const [after] = updateAbility({ ...first, ability: person("new-leader", abilityLogits, 0, deviation), item: { ...why, discrimination }, attempt: rated(rating) }).ability.skills;
    const alone = glickoRating({ scale: "logits", rating: abilityLogits, deviation, outcomes: [{ opponentRating: -1.8, opponentDeviation: 0, score: (rating - 1) / 4, discrimination }] });
    expect(Math.abs((after?.abilityLogits ?? Number.NaN) - alone.rating)).toBeLessThan(deviation / 100);
    expect(Math.abs((after?.standardErrorLogits ?? Number.NaN) - alone.deviation)).toBeLessThan(deviation / 100);
  })));

  test("with 50 skills, all unknown and the item as sharp as it may be, the answer is the mode all the same", () => {
    const skillIds = Array.from({ length: 50 }, (_, index) => `s${String(index)}`);
    const ability: Ability = { participantId: "new-leader", skills: skillIds.map((skillId) => ({ skillId, abilityLogits: 10, standardErrorLogits: 100, outcomeCount: 0 })) };
    const item: HomeworkItem = { ...why, discrimination: 10, loads: skillIds.map((skillId) => ({ skillId, weight: 1, difficultyLogits: -10 })) };
    const { changes } = updateAbility({ ...first, ability, item, attempt: rated(1), idle: { standardErrorPerRootDay: 0, largestStandardErrorLogits: 100 } });
    const [logOdds, variance, change] = [200, 50 * (0.2 * 100) ** 2, changes[0]?.changeLogits ?? Number.NaN];
    const moved = 0.2 * 50 * change;
    expect(moved).toBeCloseTo(-variance * sigma(logOdds + moved), 6);
    expect(moved).toBeLessThan(-200);
    expect(new Set(changes.map(({ changeLogits }) => changeLogits)).size).toBe(1);
  });

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
