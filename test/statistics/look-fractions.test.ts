import { expect, test } from "vitest";
import { repeatedTestingAlpha, SEQUENTIAL_LIMITS, sequentialBounds, sequentialDrift, sequentialPower } from "coachkit/statistics";
import { refuses } from "../refusal.js";

const bounds = (...lookFractions: readonly number[]) => sequentialBounds({ lookFractions, oneSidedAlpha: 0.025, spending: "pocock" });
const even = (count: number) => Array.from({ length: count }, (_, index) => (index + 1) / count);

test("looks may be 0.005 apart, and the last one may have more information than was planned", () => {
  expect(bounds(0.02, 0.025, 0.03).looks).toHaveLength(3);
  expect(bounds(0.5, 1.2).remainingAlpha).toBe(0);
});

test("each look comes at least 0.005 after the one before, and none after all information", () => {
  refuses(() => bounds(0.5, 0.5, 0.504, 0.7), { code: "look-fractions.too_near", path: ["lookFractions", 1], params: { fraction: 0.5, before: 0.5 } }, { code: "look-fractions.too_near", path: ["lookFractions", 2] });
  refuses(() => bounds(0.5, 0.3), { code: "look-fractions.too_near", path: ["lookFractions", 1] });
  refuses(() => bounds(1, 1.5), { code: "look-fractions.after_the_end", path: ["lookFractions", 1], params: { fraction: 1.5, before: 1 } });
  const looks = [{ informationFraction: 0.5, z: 2 }, { informationFraction: 0.4, z: 2 }];
  refuses(() => sequentialPower({ looks, drift: 0 }), { code: "look-fractions.too_near", path: ["looks", 1, "informationFraction"] });
  refuses(() => sequentialDrift({ looks, power: 0.8 }), { code: "look-fractions.too_near", path: ["looks", 1, "informationFraction"] });
  refuses(() => repeatedTestingAlpha({ lookFractions: [1, 1.1], alpha: 0.05, sides: "one-sided" }), { code: "look-fractions.after_the_end", path: ["lookFractions", 1] });
});

test("as many looks as the limit, and not one more", () => {
  expect(bounds(...even(SEQUENTIAL_LIMITS.lookCount)).looks).toHaveLength(50);
  const many = Array.from({ length: 51 }, (_, index) => 0.1 + index / 100);
  refuses(() => bounds(...many), { code: "input.too_big", path: ["lookFractions"] });
  refuses(() => sequentialPower({ looks: many.map((informationFraction) => ({ informationFraction, z: 2 })), drift: 0 }), { code: "input.too_big", path: ["looks"] });
});

test("a percent and no look at all are refused", () => {
  refuses(() => bounds(50), { code: "input.too_big", path: ["lookFractions", 0] });
  refuses(() => bounds(0), { code: "input.too_small", path: ["lookFractions", 0] });
  refuses(() => bounds(), { code: "input.too_small", path: ["lookFractions"] });
});
