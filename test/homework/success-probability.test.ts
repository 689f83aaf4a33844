import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Ability, type HomeworkItem, successProbability } from "coachkit/homework";
import { charismatic, faults, metaphors, newLeader, nonVerbal, person, plainItem, speaker, why } from "./leaders.js";

/** Two skills, .7 and .3 of one item, difficulty −.5 on both. */
const both: HomeworkItem = { ...plainItem, loads: [{ skillId: "vision", weight: 0.7, difficultyLogits: -0.5 }, { skillId: "delivery", weight: 0.3, difficultyLogits: -0.5 }] };
const able = person("p", -0.2, 0.4);

describe("successProbability", () => {
  test.each([
    // who        homework    log-odds  chance
    ["new leader", newLeader, why, 0.8, 0.69],
    ["new leader", newLeader, nonVerbal, -1, 0.2689],
    ["new leader", newLeader, metaphors, -1.6, 0.168],
    ["charismatic", charismatic, why, 4.3, 0.9866],
    ["charismatic", charismatic, nonVerbal, 0.8, 0.69],
    ["charismatic", charismatic, metaphors, 0.2, 0.5498],
    ["speaker", speaker, why, 4, 0.982],
    ["speaker", speaker, nonVerbal, 0.7, 0.6682],
    ["speaker", speaker, metaphors, 0.1, 0.525],
  ] as const)("%s: one person's homework is another's impossibility", (_, ability, item, logOdds, probability) => {
    const success = successProbability({ item, ability });
    expect(Math.abs(success.probability - probability)).toBeLessThan(1e-4);
    expect(success.contributions[0]?.valueLogits).toBeCloseTo(logOdds, 12);
  });

  test("compensatory: .7 · .3 + .3 · .9 = .48, and the contributions add up to it", () => {
    const { probability, contributions, bottleneckSkillId } = successProbability({ item: both, ability: able });
    expect(probability).toBeCloseTo(0.617748, 6);
    expect(contributions.map(({ skillId, weight, valueLogits }) => [skillId, weight, Number(valueLogits.toFixed(12))])).toEqual([["vision", 0.7, 0.21], ["delivery", 0.3, 0.27]]);
    expect(bottleneckSkillId).toBe("vision");
  });

  test("conjunctive: .574443 · .710950 = .408400, and the values are those of each skill alone", () => {
    const { probability, contributions, bottleneckSkillId } = successProbability({ item: { ...both, combine: "conjunctive" }, ability: able });
    expect(probability).toBeCloseTo(0.4084, 6);
    expect(contributions.map(({ valueLogits }) => 1 / (1 + Math.exp(-valueLogits))).map((chance) => chance.toFixed(6))).toEqual(["0.574443", "0.710950"]);
    expect(bottleneckSkillId).toBe("vision");
  });

  test("the interval is one standard error of the log-odds either way: .8 ± .5", () => {
    const { lowerProbability, upperProbability, method } = successProbability({ item: why, ability: person("p", -1, 0, 0.5) });
    expect([lowerProbability, upperProbability].map((chance) => chance.toFixed(6))).toEqual(["0.574443", "0.785835"]); // σ(.3), σ(1.3)
    expect(method).toBe("one-standard-error-of-log-odds");
  });

  test("errors of several skills add as squares: √((.7 · .5)² + (.3 · .5)²) = .380789", () => {
    const { upperProbability } = successProbability({ item: both, ability: person("p", -0.2, 0.4, 0.5) });
    expect(upperProbability).toBeCloseTo(1 / (1 + Math.exp(-0.48 - 0.380789)), 6);
  });

  test("the conjunctive interval follows the slope found by moving abilities", () => {
    const item: HomeworkItem = { ...both, combine: "conjunctive", discrimination: 1.3 };
    const logOdds = (vision: number, delivery: number) => { const { probability } = successProbability({ item, ability: person("p", vision, delivery) }); return Math.log(probability / (1 - probability)); };
    const step = 1e-5;
    const slopes = [(logOdds(-0.2 + step, 0.4) - logOdds(-0.2 - step, 0.4)) / (2 * step), (logOdds(-0.2, 0.4 + step) - logOdds(-0.2, 0.4 - step)) / (2 * step)];
    const { probability, upperProbability } = successProbability({ item, ability: person("p", -0.2, 0.4, 0.4) });
    const upperLogOdds = Math.log(probability / (1 - probability)) + Math.hypot(...slopes.map((slope) => slope * 0.4));
    expect(upperProbability).toBeCloseTo(1 / (1 + Math.exp(-upperLogOdds)), 8);
  });

  test("weights count by their share, and a skill of weight 0 is left out, also of a product", () => {
    const item: HomeworkItem = { ...both, loads: [{ skillId: "vision", weight: 7, difficultyLogits: -0.5 }, { skillId: "delivery", weight: 0, difficultyLogits: 50 }] };
    const alone = successProbability({ item: { ...both, loads: [{ skillId: "vision", weight: 1, difficultyLogits: -0.5 }] }, ability: able });
    for (const combine of ["compensatory", "conjunctive"] as const) expect(successProbability({ item: { ...item, combine }, ability: able }).probability).toBeCloseTo(alone.probability, 12);
    expect(successProbability({ item, ability: able }).contributions).toEqual(alone.contributions);
  });

  test("discrimination sharpens the chance: a · (θ − b) = 2 · .8", () => {
    expect(successProbability({ item: { ...why, discrimination: 2 }, ability: newLeader }).probability).toBeCloseTo(1 / (1 + Math.exp(-1.6)), 12);
  });

  test("the skill that adds least is the bottleneck; of two equal ones the first by name", () => {
    expect(successProbability({ item: both, ability: person("p", -1, 0) }).bottleneckSkillId).toBe("vision"); // −.35 is less than .15
    const even: HomeworkItem = { ...both, loads: both.loads.map((load) => ({ ...load, weight: 1 })) };
    expect(successProbability({ item: even, ability: person("p", 0, 0) }).bottleneckSkillId).toBe("delivery");
  });

  test("a chance stays one in a million away from certainty, so that its log-odds are finite", () => {
    for (const combine of ["compensatory", "conjunctive"] as const) {
      const item: HomeworkItem = { ...both, combine, discrimination: 10 };
      expect(successProbability({ item, ability: person("p", 100, 100, 100) }).probability).toBeCloseTo(1 - 1e-6, 12);
      const low = successProbability({ item, ability: person("p", -100, -100, 100) });
      expect(low.probability).toBeCloseTo(1e-6, 12);
      expect(Object.values(low).every((value) => typeof value !== "number" || Number.isFinite(value))).toBe(true);
    }
  });

  test("−0 in is 0 out", () => {
    const [contribution] = successProbability({ item: { ...plainItem, loads: [{ skillId: "vision", weight: 1, difficultyLogits: -0 }] }, ability: person("p", -0, 0) }).contributions;
    expect([contribution?.abilityLogits, contribution?.difficultyLogits, contribution?.valueLogits]).toStrictEqual([0, 0, 0]);
  });

  test("a skill that the ability does not name is refused, each one", () => {
    const stranger: Ability = { participantId: "p", skills: [] };
    expect(faults(() => successProbability({ item: both, ability: stranger }))).toEqual(["success-probability.unknown_skill /item/loads/0/skillId", "success-probability.unknown_skill /item/loads/1/skillId"]);
  });

  test.each([[Number.NaN, "input.invalid_type"], [Number.POSITIVE_INFINITY, "input.invalid_type"], [101, "input.too_big"], [-101, "input.too_small"]])("a difficulty or an ability of %s is refused", (logits, code) => {
    expect(faults(() => successProbability({ item: { ...plainItem, loads: [{ skillId: "vision", weight: 1, difficultyLogits: logits }] }, ability: person("p", logits, 0) }))).toEqual([`${code} /item/loads/0/difficultyLogits`, `${code} /ability/skills/0/abilityLogits`]);
  });

  test.each([
    ["no discrimination", { discrimination: 0 }, "input.too_small /item/discrimination"],
    ["a negative weight", { loads: [{ skillId: "vision", weight: -1, difficultyLogits: 0 }] }, "input.too_small /item/loads/0/weight"],
    ["weights that add up to zero", { loads: [{ skillId: "vision", weight: 0, difficultyLogits: 0 }, { skillId: "delivery", weight: 0, difficultyLogits: 0 }] }, "homework-item.zero_weights /item/loads"],
    ["a skill named twice", { loads: [...plainItem.loads, ...plainItem.loads] }, "homework-item.duplicate_skill /item/loads/1/skillId"],
    ["a prerequisite named twice", { prerequisites: [{ skillId: "vision" }, { skillId: "vision" }] }, "homework-item.duplicate_skill /item/prerequisites/1/skillId"],
    ["no skill", { loads: [] }, "input.too_small /item/loads"],
    ["no language", { languages: [] }, "input.too_small /item/languages"],
    ["a language that is none", { languages: ["English, please"] }, "input.invalid_format /item/languages/0"],
  ])("%s is refused", (_, changes, fault) => {
    expect(faults(() => successProbability({ item: { ...plainItem, ...changes }, ability: able }))).toEqual([fault]);
  });

  test("an ability that names a skill twice is refused", () => {
    expect(faults(() => successProbability({ item: why, ability: { ...able, skills: [...able.skills, ...able.skills] } }))).toEqual(["ability.duplicate_skill /ability/skills/2/skillId", "ability.duplicate_skill /ability/skills/3/skillId"]);
  });

  const logits = fc.double({ min: -8, max: 8, noNaN: true });
  const items = fc.record({ combine: fc.constantFrom("compensatory" as const, "conjunctive" as const), discrimination: fc.double({ min: 0.1, max: 3, noNaN: true }), weights: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 9 })), difficulties: fc.tuple(logits, logits) })
    .map(({ combine, discrimination, weights, difficulties }): HomeworkItem => ({ ...plainItem, combine, discrimination, loads: [{ skillId: "vision", weight: weights[0], difficultyLogits: difficulties[0] }, { skillId: "delivery", weight: weights[1], difficultyLogits: difficulties[1] }] }));

  test("more ability never lowers the chance", () => fc.assert(fc.property(items, logits, logits, fc.double({ min: 0, max: 5, noNaN: true }), (item, vision, delivery, more) => {
    const before = successProbability({ item, ability: person("p", vision, delivery) }).probability;
    expect(successProbability({ item, ability: person("p", vision + more, delivery) }).probability).toBeGreaterThanOrEqual(before - 1e-12);
    expect(successProbability({ item, ability: person("p", vision, delivery + more) }).probability).toBeGreaterThanOrEqual(before - 1e-12);
  })));

  test("the chance lies within its interval, and a product is at most its lowest factor", () => fc.assert(fc.property(items, logits, logits, fc.double({ min: 0, max: 3, noNaN: true }), (item, vision, delivery, error) => {
    const { probability, lowerProbability, upperProbability, contributions } = successProbability({ item, ability: person("p", vision, delivery, error) });
    expect(lowerProbability).toBeLessThanOrEqual(probability);
    expect(upperProbability).toBeGreaterThanOrEqual(probability);
    if (item.combine === "conjunctive") expect(probability).toBeLessThanOrEqual(Math.min(...contributions.map(({ valueLogits }) => 1 / (1 + Math.exp(-valueLogits)))) + 1.1e-6); // held one in a million away from 0
  })));

  test("with one skill both ways of combining are the same", () => fc.assert(fc.property(logits, logits, (ability, difficultyLogits) => {
    const item: HomeworkItem = { ...plainItem, loads: [{ skillId: "vision", weight: 2, difficultyLogits }] };
    const chances = (["compensatory", "conjunctive"] as const).map((combine) => successProbability({ item: { ...item, combine }, ability: person("p", ability, 0, 0.5) }));
    expect(chances[1]?.probability).toBeCloseTo(chances[0]?.probability ?? 0, 9);
    expect(chances[1]?.upperProbability).toBeCloseTo(chances[0]?.upperProbability ?? 0, 6);
  })));
});
