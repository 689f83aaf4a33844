import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { abilityAt, type AbilityStart, type IntakeScore, matchHomework, startingAbility } from "coachkit/homework";
import { rubricScore } from "coachkit/rubric";
import { observed, oneToOne } from "../rubric/one-to-one.js";
import { faults, request } from "./leaders.js";

const intake: IntakeScore = { source: "feedback-360", score: 2.2, lowestScore: 1, highestScore: 5 };
const start = (changes: Partial<IntakeScore> = {}, more: Partial<AbilityStart> = {}) => startingAbility({ participantId: "p1", skills: [{ skillId: "vision", intake: { ...intake, ...changes } }], ...more });

describe("startingAbility", () => {
  test("360° mean 2.2 of 1 to 5: u .30, logit −.8473, drawn by .7 to −.5931, standard error .5477", () => {
    const { ability, skills, firstPurpose, assumptions } = start();
    expect(ability.skills[0]?.abilityLogits).toBeCloseTo(-0.5931, 4);
    expect(ability.skills[0]?.standardErrorLogits).toBeCloseTo(0.5477, 4);
    expect(ability.skills[0]).toMatchObject({ skillId: "vision", outcomeCount: 0 });
    expect(skills[0]).toMatchObject({ basis: "intake", reliabilityFraction: 0.7, confidence: "medium" });
    expect(skills[0]?.rawLogits).toBeCloseTo(-0.8473, 4);
    expect(firstPurpose).toBe("practice");
    expect(assumptions).toEqual({ population: { meanLogits: 0, standardDeviationLogits: 1 }, reliabilities: [{ source: "feedback-360", reliabilityFraction: 0.7 }] });
  });

  test.each([
    // source             score   reliability given   ability                      standard error
    ["observed-rubric", 2.2, undefined, 0.7 * Math.log(3 / 7), Math.sqrt(0.3)],
    ["self-report", 2.2, undefined, 0.5 * Math.log(3 / 7), Math.sqrt(0.5)],
    ["work-sample", 2.2, 0.9, 0.9 * Math.log(3 / 7), Math.sqrt(0.1)],
    ["feedback-360", 2.2, 0, 0, 1],
    ["feedback-360", 2.2, 1, Math.log(3 / 7), 0],
    ["feedback-360", 5, undefined, 0.7 * Math.log(19), Math.sqrt(0.3)], // held at .95: nobody is infinitely able
    ["feedback-360", 1, undefined, -0.7 * Math.log(19), Math.sqrt(0.3)],
    ["feedback-360", 3, undefined, 0, Math.sqrt(0.3)],
  ])("%s, score %s, reliability %s", (source, score, reliabilityFraction, abilityLogits, standardErrorLogits) => {
    const [skill] = start({ source, score, ...(reliabilityFraction === undefined ? {} : { reliabilityFraction }) }).ability.skills;
    expect(skill?.abilityLogits).toBeCloseTo(abilityLogits, 12);
    expect(skill?.standardErrorLogits).toBeCloseTo(standardErrorLogits, 12);
  });

  test("a population given is what scores are drawn to, and is no longer assumed", () => {
    const { ability, assumptions } = start({}, { population: { meanLogits: 1, standardDeviationLogits: 2 } });
    expect(ability.skills[0]?.abilityLogits).toBeCloseTo(0.7 * Math.log(3 / 7) + 0.3, 12);
    expect(ability.skills[0]?.standardErrorLogits).toBeCloseTo(2 * Math.sqrt(0.3), 12);
    expect(assumptions).not.toHaveProperty("population");
  });

  test("of whom nothing is known starts at the population, trusted little, and with a first task that should succeed", () => {
    expect(startingAbility({ participantId: "p1", skills: [{ skillId: "vision" }] })).toEqual({
      ability: { participantId: "p1", skills: [{ skillId: "vision", abilityLogits: 0, standardErrorLogits: 1, outcomeCount: 0 }] },
      skills: [{ skillId: "vision", basis: "population", rawLogits: null, reliabilityFraction: 0, confidence: "low" }],
      firstPurpose: "consolidate",
      assumptions: { population: { meanLogits: 0, standardDeviationLogits: 1 }, reliabilities: [] },
    });
  });

  test("the answer can be matched at once", () => {
    const { ability, firstPurpose } = startingAbility({ participantId: "p1", skills: [{ skillId: "vision" }, { skillId: "delivery" }] });
    expect(matchHomework(request(ability, { purpose: firstPurpose })).ranked.map(({ itemId }) => itemId)).toEqual(["H1"]); // σ(1.8) = .858
  });

  test("a score of a rubric is handed over as its normalized fraction on 0 to 1; where nothing was observed there is no intake", () => {
    const startFrom = (marks: Parameters<typeof observed>[0]) => {
      const { normalizedFraction } = rubricScore({ rubric: oneToOne, observation: observed(marks) });
      return startingAbility({ participantId: "p1", skills: [{ skillId: "vision", ...(normalizedFraction === null ? {} : { intake: { source: "observed-rubric", score: normalizedFraction, lowestScore: 0, highestScore: 1 } }) }] });
    };
    expect(startFrom({ asks: 4, listens: 4, agrees: 4, "follows-up": 4 }).ability.skills[0]?.abilityLogits).toBeCloseTo(0.7 * Math.log(3), 9); // level 4 of 1 to 5 is .75
    expect(startFrom({ asks: 4, listens: 4, agrees: 4, "follows-up": 4 }).skills[0]).toMatchObject({ basis: "intake", confidence: "medium" });
    expect(startFrom({ asks: "not-observed", listens: "not-observed", agrees: "not-observed", "follows-up": "not-observed" }).skills[0]).toMatchObject({ basis: "population", confidence: "low" });
  });

  test("from the day of the assessment idle days count; of whom nothing is known none do", () => {
    const { ability } = startingAbility({ participantId: "p1", skills: [{ skillId: "vision", intake }, { skillId: "delivery" }], assessedAt: "2026-09-05T07:00:00Z" });
    expect(ability.skills.map(({ estimatedAt }) => estimatedAt)).toEqual(["2026-09-05T07:00:00Z", undefined]);
    expect(abilityAt({ ability, at: "2026-10-05T07:00:00Z" }).skills.map(({ idleDays }) => idleDays)).toEqual([30, 0]);
  });

  test.each<[string, Partial<IntakeScore>, readonly string[]]>([
    ["a score below its scale", { score: 0.9 }, ["starting-ability.score_off_scale /skills/0/intake/score"]],
    ["a score above its scale", { score: 5.1 }, ["starting-ability.score_off_scale /skills/0/intake/score"]],
    ["a scale without extent", { lowestScore: 5 }, ["starting-ability.empty_scale /skills/0/intake/highestScore"]],
    ["a source of its own without reliability", { source: "horoscope" }, ["starting-ability.unknown_source /skills/0/intake/source"]],
    ["a reliability in percent", { reliabilityFraction: 70 }, ["input.too_big /skills/0/intake/reliabilityFraction"]],
    ["a score that is no number", { score: Number.NaN }, ["input.invalid_type /skills/0/intake/score"]],
  ])("%s is refused", (_, changes, expected) => { expect(faults(() => start(changes))).toEqual(expected); });

  test("a skill named twice is refused", () => {
    expect(faults(() => startingAbility({ participantId: "p1", skills: [{ skillId: "vision" }, { skillId: "vision", intake }] }))).toEqual(["starting-ability.duplicate_skill /skills/1/skillId"]);
  });

  test("a higher score never starts lower, and a start lies between the score alone and the population", () => fc.assert(fc.property(fc.double({ min: 1, max: 5, noNaN: true }), fc.double({ min: 1, max: 5, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (one, other, reliabilityFraction) => {
    const at = (score: number) => { const { ability, skills } = start({ score, reliabilityFraction }); return { logits: ability.skills[0]?.abilityLogits ?? Number.NaN, raw: skills[0]?.rawLogits ?? Number.NaN }; };
    expect(at(Math.min(one, other)).logits).toBeLessThanOrEqual(at(Math.max(one, other)).logits);
    expect(Math.abs(at(one).logits)).toBeLessThanOrEqual(Math.abs(at(one).raw) + 1e-12);
  })));
});
