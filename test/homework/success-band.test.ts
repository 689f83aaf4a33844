import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { difficultyVerdict, type HomeworkPurpose, successBand } from "coachkit/homework";
import { faults } from "./leaders.js";

describe("difficultyVerdict", () => {
  test.each([
    ["stretch", 0.49, "too-hard"], ["stretch", 0.5, "in-band"], ["stretch", 0.75, "in-band"], ["stretch", 0.76, "too-easy"],
    ["practice", 0.69, "too-hard"], ["practice", 0.7, "in-band"], ["practice", 0.9, "in-band"], ["practice", 0.91, "too-easy"],
    ["consolidate", 0.84, "too-hard"], ["consolidate", 0.85, "in-band"], ["consolidate", 0.97, "in-band"], ["consolidate", 0.98, "too-easy"],
  ] as const)("%s at a chance of %s is %s; both ends belong to the band", (purpose, probability, verdict) => {
    expect(difficultyVerdict({ probability, band: successBand(purpose) })).toBe(verdict);
  });

  test("a chance that ought to be an end of the band does not fall out by binary dust: σ(logit(.7)) is .7 or a hair less", () => {
    expect(difficultyVerdict({ probability: 0.7 - Number.EPSILON, band: successBand("practice") })).toBe("in-band");
    expect(difficultyVerdict({ probability: 0.9 + Number.EPSILON, band: successBand("practice") })).toBe("in-band");
  });

  test.each([
    ["a percent", { probability: 65, band: successBand("stretch") }, ["input.too_big /probability"]],
    ["no number", { probability: Number.NaN, band: successBand("stretch") }, ["input.invalid_type /probability"]],
    ["a target below its band", { probability: 0.5, band: { lowerProbability: 0.5, targetProbability: 0.4, upperProbability: 0.9 } }, ["success-band.out_of_order /band/targetProbability"]],
    ["a target above its band", { probability: 0.5, band: { lowerProbability: 0.5, targetProbability: 0.95, upperProbability: 0.9 } }, ["success-band.out_of_order /band/targetProbability"]],
    ["a certain target", { probability: 0.5, band: { lowerProbability: 0.5, targetProbability: 1, upperProbability: 1 } }, ["input.too_big /band/targetProbability"]],
    ["an impossible target", { probability: 0.5, band: { lowerProbability: 0, targetProbability: 0, upperProbability: 1 } }, ["input.too_small /band/targetProbability"]],
  ])("%s is refused", (_, input, expected) => { expect(faults(() => difficultyVerdict(input))).toEqual(expected); });

  test("a higher chance is never harder", () => fc.assert(fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom<HomeworkPurpose>("stretch", "practice", "consolidate"), (one, other, purpose) => {
    const order = ["too-hard", "in-band", "too-easy"];
    const place = (probability: number) => order.indexOf(difficultyVerdict({ probability, band: successBand(purpose) }));
    expect(place(Math.max(one, other))).toBeGreaterThanOrEqual(place(Math.min(one, other)));
  })));
});

test("successBand refuses a purpose that has no band", () => {
  expect(faults(() => successBand("punish" as HomeworkPurpose))).toEqual(["success-band.unknown_purpose /purpose"]);
});
