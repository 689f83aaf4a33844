import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { observationSampleSize, type SampleSizeRequest } from "coachkit/rubric";
import { designEffect, wilsonInterval } from "coachkit/statistics";
import { refuses } from "../refusal.js";

const size = (more: Partial<SampleSizeRequest> = {}) => observationSampleSize({ halfWidthFraction: 0.1, confidenceLevel: 0.95, ...more });
const half = (n: number, share: number): number => { const { lower, upper } = wilsonInterval({ successes: n * share, n, confidenceLevel: 0.95 }); return (upper - lower) / 2; };

describe("observationSampleSize", () => {
  test("±10 points at one half: z² ÷ 4w² − z² = 96.04 − 3.84, so 93", () => {
    expect(size()).toStrictEqual({ neededCount: 93, independentCount: 93, takesAll: false, method: "wilson", assumptions: { expectedFraction: 0.5, designEffect: 1, opportunityCount: null } });
  });
  test.each([
    // ±      expected  opportunities  design effect  needed
    [0.05,    0.5,      undefined,     1,             381], // 384.15 − 3.84
    [0.05,    0.5,      1000,          1,             276], // 380.3 ÷ (1 + 379.3 ÷ 1000)
    [0.1,     0.8,      undefined,     1,             60], // Wald: 61.5
    [0.1,     0.5,      undefined,     1.3,           120], // 92.2 · 1.3 = 119.9
    [0.1,     0.5,      120,           1.3,           61],
    [0.1,     0.5,      10,            1,             10],
    [0.49,    0.5,      undefined,     1,             1],
  ])("±%d at %d of %s opportunities, design effect %d: %d", (halfWidthFraction, expectedFraction, opportunityCount, effect, needed) => {
    expect(size({ halfWidthFraction, expectedFraction, designEffect: effect, ...(opportunityCount === undefined ? {} : { opportunityCount }) }).neededCount).toBe(needed);
  });
  test("of ten opportunities all are needed, and that is said", () => { expect(size({ opportunityCount: 10 })).toMatchObject({ neededCount: 10, independentCount: 93, takesAll: true }); });
  test("two behaviors of each participant, alike by .3, take 1.3 times as many", () => {
    expect(size({ designEffect: designEffect({ meanClusterSize: 2, intraclassCorrelation: 0.3 }) }).neededCount).toBe(120);
  });

  test("refuses a width of 10 instead of .1, a width of nothing, and a compliance in percent", () => {
    refuses(() => size({ halfWidthFraction: 10 }), { code: "input.too_big", path: ["halfWidthFraction"] });
    refuses(() => size({ halfWidthFraction: 0 }), { code: "input.too_small", path: ["halfWidthFraction"] });
    refuses(() => size({ expectedFraction: 80 }), { code: "input.too_big", path: ["expectedFraction"] });
  });
  test("refuses what nobody could observe", () => {
    refuses(() => size({ halfWidthFraction: 0.001, confidenceLevel: 0.999999, designEffect: 1000 }), { code: "observation-sample-size.too_exact", path: ["halfWidthFraction"] });
  });

  test("the count is the least whose Wilson interval is no wider", () => fc.assert(fc.property(fc.integer({ min: 10, max: 450 }), fc.integer({ min: 0, max: 100 }), (thousandths, hundredths) => {
    const [width, share] = [thousandths / 1000, hundredths / 100];
    const { neededCount } = size({ halfWidthFraction: width, expectedFraction: share });
    expect(half(neededCount, share)).toBeLessThanOrEqual(width + 1e-9);
    if (neededCount > 1) expect(half(neededCount - 1, share)).toBeGreaterThan(width - 1e-9);
  })));
});
