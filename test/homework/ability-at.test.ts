import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Ability, abilityAt, type AbilityQuestion, type SkillAbility } from "coachkit/homework";
import { faults } from "./leaders.js";

const monday = "2026-10-05T07:00:00Z";
const daysLater = (days: number): string => `${new Date(Date.parse(monday) + days * 86_400_000).toISOString().slice(0, 19)}Z`;
const known = (changes: Partial<SkillAbility> = {}): Ability => ({ participantId: "p1", skills: [{ skillId: "vision", abilityLogits: 2, standardErrorLogits: 0.3, outcomeCount: 9, lastOutcomeAt: monday, ...changes }] });
const idle = { standardErrorPerRootDay: 0.1, largestStandardErrorLogits: 1 };
const after = (days: number, changes: Partial<AbilityQuestion> = {}) => abilityAt({ ability: known(), at: daysLater(days), idle, ...changes });
const numbers = ({ ability: { skills: [skill] } }: { readonly ability: Ability }) => [skill?.abilityLogits, skill?.standardErrorLogits];

describe("abilityAt", () => {
  test("16 idle days at .1 a root day: √(.3² + .1²·16) = .5, ability stays", () => {
    expect(after(16)).toEqual({
      ability: { participantId: "p1", skills: [{ skillId: "vision", abilityLogits: 2, standardErrorLogits: 0.5, outcomeCount: 9, lastOutcomeAt: monday, estimatedAt: daysLater(16) }] },
      skills: [{ skillId: "vision", idleDays: 16, changeLogits: 0, standardErrorGrowthLogits: 0.2, confidence: "medium" }],
      assumptions: {},
    });
  });

  test.each([
    // days  √(.09 + .01·days)
    [0, 0.3], [0.5, Math.sqrt(0.095)], [7, 0.4], [40, 0.7], [91, 1], [1000, 1],
  ])("after %s days the standard error is %s, never more than the largest", (days, expected) => { expect(numbers(after(days))[1]).toBeCloseTo(expected, 12); });

  test("who was less certain than the largest standard error allows stays so", () => { expect(numbers(after(30, { ability: known({ standardErrorLogits: 3 }) }))[1]).toBe(3); });

  test.each([
    // half-life 16 days, population at −1: −1 + (2 + 1)·2^(−days ÷ 16)
    [0, 2], [16, 0.5], [32, -0.25], [8, -1 + 3 / Math.SQRT2], [100_000 / 2, -1],
  ])("with forgetting, after %s days the ability is %s", (days, expected) => {
    expect(numbers(after(days, { forgetting: { halfLifeDays: 16, populationMeanLogits: -1 } }))[0]).toBeCloseTo(expected, 12);
  });

  test("a lag is made up as a lead is lost, and the mean 0 that was not said is named", () => {
    const { ability, assumptions } = after(16, { ability: known({ abilityLogits: -2 }), forgetting: { halfLifeDays: 16 } });
    expect(ability.skills[0]?.abilityLogits).toBe(-1);
    expect(assumptions).toEqual({ populationMeanLogits: 0 });
  });

  test("by default ability stays and a standard error of .5 grows to 1 in a year", () => {
    const { ability, skills, assumptions } = abilityAt({ ability: known({ standardErrorLogits: 0.5 }), at: daysLater(365) });
    expect(ability.skills[0]?.abilityLogits).toBe(2);
    expect(ability.skills[0]?.standardErrorLogits).toBeCloseTo(1, 1);
    expect(skills[0]?.confidence).toBe("low");
    expect(assumptions).toEqual({ idle: { standardErrorPerRootDay: 0.045, largestStandardErrorLogits: 1 } });
  });

  test("of whom nobody said when that was known nothing changes; an assessment's date counts as a last outcome's does", () => {
    const { lastOutcomeAt: _, ...undated } = known().skills[0] as SkillAbility;
    expect(after(16, { ability: { participantId: "p1", skills: [undated] } }).ability.skills).toEqual([undated]);
    expect(numbers(after(16, { ability: { participantId: "p1", skills: [{ ...undated, estimatedAt: monday }] } }))).toEqual([2, 0.5]);
  });

  test("a person without skills has nothing to forget", () => { expect(after(16, { ability: { participantId: "p1", skills: [] } })).toMatchObject({ ability: { skills: [] }, skills: [] }); });

  test("idle days do not count twice when the answer is stored and asked again", () => {
    expect(numbers(abilityAt({ ability: after(9).ability, at: daysLater(16), idle }))[1]).toBeCloseTo(0.5, 12);
    expect(numbers(abilityAt({ ability: after(16).ability, at: daysLater(16), idle }))[1]).toBe(0.5);
  });

  test.each<[string, Partial<AbilityQuestion>, readonly string[]]>([
    ["an instant before the last outcome: what was learned since cannot be taken out", { at: "2026-10-05T06:59:59Z" }, ["ability-at.future /ability/skills/0/lastOutcomeAt"]],
    ["an instant before an answer that was stored", { ability: known({ estimatedAt: daysLater(2) }), at: daysLater(1) }, ["ability-at.future /ability/skills/0/estimatedAt"]],
    ["a half-life of none", { forgetting: { halfLifeDays: 0 } }, ["input.too_small /forgetting/halfLifeDays"]],
    ["certainty that grows, and no largest error", { idle: { standardErrorPerRootDay: -0.1, largestStandardErrorLogits: 0 } }, ["input.too_small /idle/standardErrorPerRootDay", "input.too_small /idle/largestStandardErrorLogits"]],
    ["a mean that is infinite", { forgetting: { halfLifeDays: 1, populationMeanLogits: Number.POSITIVE_INFINITY } }, ["input.invalid_type /forgetting/populationMeanLogits"]],
    ["no instant", { at: undefined as never }, ["input.invalid_type /at"]],
  ])("%s is refused", (_, changes, expected) => { expect(faults(() => abilityAt({ ability: known(), at: monday, ...changes }))).toEqual(expected); });

  const logits = fc.double({ min: -100, max: 100, noNaN: true });
  const error = fc.double({ min: 0, max: 100, noNaN: true });
  const days = fc.integer({ min: 0, max: 4000 });

  test("two stretches of idle days are one; certainty never grows, ability only towards the mean", () => fc.assert(fc.property(logits, error, days, days, fc.double({ min: 0.1, max: 1000, noNaN: true }), logits, (abilityLogits, standardErrorLogits, one, other, halfLifeDays, populationMeanLogits) => {
    const ability = known({ abilityLogits, standardErrorLogits });
    const rest = { idle, forgetting: { halfLifeDays, populationMeanLogits } };
    const whole = numbers(abilityAt({ ability, at: daysLater(one + other), ...rest })) as [number, number];
    const parts = numbers(abilityAt({ ability: abilityAt({ ability, at: daysLater(one), ...rest }).ability, at: daysLater(one + other), ...rest })) as [number, number];
    expect(Math.abs(whole[0] - parts[0])).toBeLessThan(1e-9);
    expect(Math.abs(whole[1] - parts[1])).toBeLessThan(1e-9);
    expect(whole[1]).toBeGreaterThanOrEqual(standardErrorLogits);
    expect(whole[1]).toBeLessThanOrEqual(Math.max(1, standardErrorLogits));
    expect(Math.abs(whole[0] - populationMeanLogits)).toBeLessThanOrEqual(Math.abs(abilityLogits - populationMeanLogits) + 1e-12);
  })));
});
