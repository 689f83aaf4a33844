import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mcnemarTest, type PairedCounts, pairedOddsRatio, pairedProportionDifference } from "coachkit/statistics";
import { refuses } from "../refusal.js";

const pairs = (both: number, firstOnly: number, secondOnly: number, neither: number): PairedCounts => ({ both, firstOnly, secondOnly, neither });
const at = (counts: PairedCounts) => ({ ...counts, confidenceLevel: 0.95 });

test("three changed one way and none the other: a quarter by the exact test, half of that by the middle p", () => {
  expect(mcnemarTest(pairs(5, 3, 0, 2))).toEqual({ discordantCount: 3, exactPValue: expect.closeTo(0.25, 12), midPValue: expect.closeTo(0.125, 12), chiSquare: 3, pValue: expect.closeTo(0.08326451666355, 12), correctedChiSquare: expect.closeTo(4 / 3, 12), correctedPValue: expect.closeTo(0.24821307898992, 12) });
});

test("as many one way as the other: nothing speaks against that, and no correction makes something of it", () => {
  expect(mcnemarTest(pairs(5, 4, 4, 5))).toEqual({ discordantCount: 8, exactPValue: 1, midPValue: expect.closeTo(1, 12), chiSquare: 0, pValue: 1, correctedChiSquare: 0, correctedPValue: 1 });
});

test("no pair that changed: nothing to test, no ratio, but a difference of 0 with an interval", () => {
  expect(mcnemarTest(pairs(6, 0, 0, 3))).toEqual({ pValue: null, reason: "no-discordant-pairs", n: 9, needed: 1 });
  expect(pairedOddsRatio(at(pairs(6, 0, 0, 3)))).toEqual({ estimate: null, reason: "no-discordant-pairs", n: 9, needed: 1 });
  const { estimate, confidence } = { confidence: null, ...pairedProportionDifference({ ...at(pairs(6, 0, 0, 3)), method: "newcombe" }) };
  expect(estimate).toBe(0);
  expect(confidence?.upper).toBeGreaterThan(0.05);
  expect(pairedProportionDifference({ ...at(pairs(0, 0, 0, 0)), method: "newcombe" })).toEqual({ estimate: null, reason: "too-few-observations", n: 0, needed: 1 });
});

// Newcombe 1998, "Improved confidence intervals for the difference between binomial proportions based on paired data", Statistics in Medicine 17, table III, method 10.
test.each([
  [36, 12, 2, 0,  0.0569, 0.3404],
  [20, 12, 2, 16, 0.0562, 0.3292],
  [18, 12, 2, 18, 0.0562, 0.3290],
  [36, 14, 0, 0,  0.1528, 0.4167],
  [35, 14, 0, 1,  0.1461, 0.4175],
  [18, 14, 0, 18, 0.1441, 0.3963],
  [2,  97, 1, 0,  0.8721, 0.9854],
  [1,  97, 1, 1,  0.8736, 0.9850],
  [0,  30, 0, 0,  0.8395, 1],
  [54, 0,  0, 0,  -0.0664, 0.0664],
  [30, 0,  0, 24, -0.0358, 0.0358],
])("Newcombe's interval for %d, %d, %d, %d runs from %d to %d", (both, firstOnly, secondOnly, neither, lower, upper) => {
  const n = both + firstOnly + secondOnly + neither;
  const found = pairedProportionDifference({ ...at(pairs(both, firstOnly, secondOnly, neither)), method: "newcombe" });
  expect(found).toMatchObject({ estimate: (firstOnly - secondOnly) / n, n, method: "newcombe", warnings: [] });
  if (found.estimate === null) return;
  // the table prints four places, not always rounded
  expect(Math.abs(found.confidence.lower - lower)).toBeLessThan(1e-4);
  expect(Math.abs(found.confidence.upper - upper)).toBeLessThan(1e-4);
});

test("Wald's interval warns below 25 pairs that changed, and has no width where all changed alike", () => {
  expect(pairedProportionDifference({ ...at(pairs(0, 25, 0, 0)), method: "wald" })).toMatchObject({ estimate: 1, confidence: { lower: 1, upper: 1 }, warnings: [] });
  expect(pairedProportionDifference({ ...at(pairs(5, 20, 4, 5)), method: "wald" })).toMatchObject({ warnings: ["few-discordant-pairs"] });
});

test("the odds within pairs are the counts that changed, one over the other; their exact ends are odds of Clopper and Pearson's", () => {
  // R 4.2.2: p <- binom.test(18, 30)$conf.int; p / (1 - p)
  expect(pairedOddsRatio(at(pairs(9, 18, 12, 9)))).toEqual({ estimate: 1.5, confidence: { lower: expect.closeTo(0.683600687305134, 8), upper: expect.closeTo(3.413887613905141, 8), level: 0.95 }, n: 48, method: "conditional-exact", warnings: [] });
  expect(pairedOddsRatio(at(pairs(9, 0, 12, 9)))).toMatchObject({ estimate: 0, confidence: { lower: 0 } });
  expect(pairedOddsRatio(at(pairs(9, 12, 0, 9)))).toEqual({ estimate: null, reason: "unbounded", n: 30, needed: 31 });
});

test("four thousand million pairs are no more than thirty", () => {
  expect(mcnemarTest(pairs(1e9, 1e9, 1e9, 1e9))).toMatchObject({ discordantCount: 2e9, exactPValue: 1 });
  expect(pairedOddsRatio(at(pairs(1e9, 1e9, 1e9, 1e9)))).toMatchObject({ estimate: 1 });
});

test("refuses half a pair, a wrong method and a level of 5 %", () => {
  refuses(() => mcnemarTest(pairs(0.5, -1, 2e9, 0)), { code: "input.invalid_type", path: ["both"] }, { code: "input.too_small", path: ["firstOnly"] }, { code: "input.too_big", path: ["secondOnly"] });
  refuses(() => pairedProportionDifference({ ...pairs(1, 1, 1, 1), confidenceLevel: 0.05, method: "exact" as "wald" }), { code: "input.too_small", path: ["confidenceLevel"] }, { code: "input.invalid_value", path: ["method"] });
  refuses(() => pairedOddsRatio({ ...pairs(1, 1, 1, 1), confidenceLevel: 1 }), { code: "input.too_big", path: ["confidenceLevel"] });
});

describe("laws", () => {
  const counts = fc.record({ both: fc.nat(60), firstOnly: fc.nat(60), secondOnly: fc.nat(60), neither: fc.nat(60) });
  const exchanged = ({ both, firstOnly, secondOnly, neither }: PairedCounts) => pairs(both, secondOnly, firstOnly, neither);
  test("the places exchanged: the same test, the opposite difference, the ratio turned over", () => fc.assert(fc.property(counts, (seen) => {
    expect(mcnemarTest(exchanged(seen))).toEqual(mcnemarTest(seen));
    for (const method of ["newcombe", "wald"] as const) {
      const [there, back] = [pairedProportionDifference({ ...at(seen), method }), pairedProportionDifference({ ...at(exchanged(seen)), method })];
      if (there.estimate === null || back.estimate === null) continue;
      expect(back.estimate).toBeCloseTo(-there.estimate, 12);
      expect(back.confidence.lower).toBeCloseTo(-there.confidence.upper, 10);
      expect(there.confidence.lower).toBeLessThanOrEqual(there.estimate);
      expect(there.confidence.lower).toBeGreaterThanOrEqual(-1 - 1e-12);
    }
    const [there, back] = [pairedOddsRatio(at(seen)), pairedOddsRatio(at(exchanged(seen)))];
    if (there.estimate !== null && back.estimate !== null) expect(back.confidence.lower * there.confidence.upper).toBeCloseTo(1, 9);
  })));
  test("the middle p is never above the exact one, and no p leaves 0 to 1", () => fc.assert(fc.property(counts, (seen) => {
    const found = mcnemarTest(seen);
    if (found.pValue === null) return;
    expect(found.midPValue).toBeLessThanOrEqual(found.exactPValue);
    for (const p of [found.midPValue, found.exactPValue, found.pValue, found.correctedPValue]) expect(p >= 0 && p <= 1).toBe(true);
    expect(found.correctedPValue).toBeGreaterThanOrEqual(found.pValue);
  })));
});
