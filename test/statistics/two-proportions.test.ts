import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cohenH, type DifferenceMethod, oddsRatio, proportionDifference, riskRatio, type TwoProportionsSample } from "coachkit/statistics";
import { refuses } from "../refusal.js";

const groups = (x: number, n: number, y: number, m: number): TwoProportionsSample => ({ first: { successes: x, n }, second: { successes: y, n: m }, confidenceLevel: 0.95 });
const methods: readonly DifferenceMethod[] = ["newcombe", "agresti-caffo", "wald"];
const difference = (sample: TwoProportionsSample, method: DifferenceMethod) => proportionDifference({ ...sample, method });

test("nine of ten against three of ten: six tenths more", () => {
  // Newcombe 1998, table II, method 10
  expect(difference(groups(9, 10, 3, 10), "newcombe")).toEqual({ estimate: expect.closeTo(0.6, 12), confidence: { lower: expect.closeTo(0.1705, 4), upper: expect.closeTo(0.809, 4), level: 0.95 }, n: 20, method: "newcombe", warnings: [] });
});

test("a Wald interval is worked out by hand: ± z √(0.25 / 100 + 0.25 / 100)", () => {
  const { confidence, warnings } = difference(groups(50, 100, 50, 100), "wald");
  expect(confidence.upper).toBeCloseTo(1.959963984540054 * Math.sqrt(0.005), 12);
  expect(confidence.lower).toBe(-confidence.upper);
  expect(warnings).toEqual([]);
});

// Newcombe 1998, table II, method 10: the Wald interval of none against none has no width, which is no knowledge.
test("none of ten against none of twenty: an interval with a width", () => {
  const { estimate, confidence } = difference(groups(0, 10, 0, 20), "newcombe");
  expect([estimate, confidence.lower, confidence.upper]).toEqual([0, expect.closeTo(-0.1611, 4), expect.closeTo(0.2775, 4)]);
  expect(difference(groups(0, 10, 0, 20), "wald")).toMatchObject({ estimate: 0, confidence: { lower: 0, upper: 0 }, warnings: ["small-cells"] });
  expect(difference(groups(0, 10, 0, 20), "agresti-caffo").confidence.upper).toBeGreaterThan(0.1);
});

test.each([[4, 5, 5, 5], [5, 4, 5, 5], [5, 5, 4, 5], [5, 5, 5, 4]])("of %d and %d against %d and %d one is below five, which ratios and Wald's method warn of", (a, b, c, d) => {
  const sample = groups(a, a + b, c, c + d);
  expect(difference(sample, "wald").warnings).toEqual(["small-cells"]);
  expect(riskRatio(sample)).toMatchObject({ warnings: ["small-cells"] });
  expect(oddsRatio(sample)).toMatchObject({ warnings: ["small-cells"] });
  expect(difference(sample, "newcombe").warnings).toEqual([]);
  expect(riskRatio(groups(5, 10, 5, 10))).toMatchObject({ estimate: 1, method: "log-wald", n: 20, warnings: [] });
});

test("a ratio that an empty cell would make is none; a cell of failures may be empty in a ratio of shares", () => {
  const none = { estimate: null, reason: "zero-cell", n: 20 };
  expect(riskRatio(groups(0, 10, 4, 10))).toEqual({ ...none, needed: 2 });
  expect(riskRatio(groups(4, 10, 0, 10))).toEqual({ ...none, needed: 2 });
  expect(riskRatio(groups(10, 10, 5, 10))).toMatchObject({ estimate: 2 });
  for (const sample of [groups(0, 10, 4, 10), groups(4, 10, 0, 10), groups(10, 10, 4, 10), groups(4, 10, 10, 10)]) expect(oddsRatio(sample)).toEqual({ ...none, needed: 4 });
});

test("Cohen's h of none and all is π, and the sign says which share is the larger", () => {
  expect(cohenH({ first: 1, second: 0 })).toBeCloseTo(Math.PI, 12);
  expect(cohenH({ first: 0, second: 1 })).toBeCloseTo(-Math.PI, 12);
  expect(cohenH({ first: 0.3, second: 0.3 })).toBe(0);
});

test("refuses more successes than trials, no trials, a percent, a wrong method and a level given as an error probability", () => {
  refuses(() => difference({ first: { successes: 3, n: 2 }, second: { successes: 0, n: 0 }, confidenceLevel: 0.05 }, "best" as "wald"), { code: "proportion.more_successes_than_trials", path: ["first", "successes"] }, { code: "input.too_small", path: ["second", "n"] }, { code: "input.too_small", path: ["confidenceLevel"] }, { code: "input.invalid_value", path: ["method"] });
  refuses(() => riskRatio(groups(1, 2, 3, 2)), { code: "proportion.more_successes_than_trials", path: ["second", "successes"] });
  refuses(() => oddsRatio(groups(1, 2, 0.5, 2)), { code: "input.invalid_type", path: ["second", "successes"] });
  refuses(() => cohenH({ first: 80, second: -1 }), { code: "input.too_big", path: ["first"] }, { code: "input.too_small", path: ["second"] });
});

describe("laws", () => {
  const group = fc.integer({ min: 1, max: 3000 }).chain((n) => fc.record({ successes: fc.integer({ min: 0, max: n }), n: fc.constant(n) }));
  test("the groups exchanged, a difference changes its sign and a ratio is turned over", () => fc.assert(fc.property(group, group, (first, second) => {
    const [one, other] = [{ first, second, confidenceLevel: 0.9 }, { first: second, second: first, confidenceLevel: 0.9 }];
    for (const method of methods) {
      const [there, back] = [difference(one, method), difference(other, method)];
      expect(back.estimate).toBeCloseTo(-there.estimate, 12);
      expect(back.confidence.lower).toBeCloseTo(-there.confidence.upper, 12);
    }
    for (const ratio of [riskRatio, oddsRatio]) {
      const [there, back] = [ratio(one), ratio(other)];
      if (there.estimate === null || back.estimate === null) { expect(back).toEqual(there); continue; }
      expect(back.estimate * there.estimate).toBeCloseTo(1, 10);
      expect(back.confidence.lower * there.confidence.upper).toBeCloseTo(1, 10);
    }
  })));
  test("a difference stays within −1 and 1, and its interval holds it where the method is centered on it", () => fc.assert(fc.property(group, group, (first, second) => {
    for (const method of methods) {
      const { estimate, confidence: { lower, upper } } = difference({ first, second, confidenceLevel: 0.99 }, method);
      expect(lower).toBeGreaterThanOrEqual(-1 - 1e-12);
      expect(upper).toBeLessThanOrEqual(1 + 1e-12);
      if (method !== "agresti-caffo") expect(lower <= estimate && estimate <= upper).toBe(true);
    }
  })));
});
