import { expect, test } from "vitest";
import { abilityConfidence } from "coachkit/homework";
import { faults } from "./leaders.js";

test.each([[1, "low"], [0.7001, "low"], [0.7, "medium"], [0.5477, "medium"], [0.5, "medium"], [0.4999, "high"], [0, "high"]] as const)("a standard error of %s is %s confidence", (error, word) => {
  expect(abilityConfidence(error)).toBe(word);
});

test.each([[-0.1, "input.too_small /"], [Number.NaN, "input.invalid_type /"], [101, "input.too_big /"]])("a standard error of %s is refused", (error, fault) => {
  expect(faults(() => abilityConfidence(error))).toEqual([fault]);
});
