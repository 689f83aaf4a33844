import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { designEffect, proportionEstimate, wilsonInterval } from "coachkit/statistics";

const refuses = (call: () => unknown, ...issues: readonly { readonly code: string; readonly path: readonly string[] }[]) => {
  expect(call).toThrow(expect.objectContaining({ issues: issues.map((issue) => expect.objectContaining(issue)) }));
};

describe("wilsonInterval", () => {
  // R 4.2.2: prop.test(x, n, correct = FALSE)$conf.int, to four digits.
  test.each([
    // successes  n   lower   upper
    [0,           10, 0,      0.2775],
    [10,          10, 0.7225, 1],
    [8,           10, 0.4902, 0.9433],
    [24,          30, 0.6269, 0.9049],
    [26,          34, 0.6000, 0.8756],
  ])("%d of %d runs from %d to %d", (successes, n, lower, upper) => {
    const interval = wilsonInterval({ successes, n, confidenceLevel: 0.95 });
    expect(interval.lower).toBeCloseTo(lower, 4);
    expect(interval.upper).toBeCloseTo(upper, 4);
    expect(interval.level).toBe(0.95);
  });

  test("clusters of 2 with a correlation of 0.3 leave 26.15 of 34 trials", () => {
    const { lower, upper } = wilsonInterval({ successes: 26, n: 34, confidenceLevel: 0.95, designEffect: 1.3 });
    expect(lower).toBeCloseTo(0.575265, 6);
    expect(upper).toBeCloseTo(0.886346, 6);
  });

  test("counts need not be whole: effective counts and a design effect say the same", () => {
    const whole = wilsonInterval({ successes: 26, n: 34, confidenceLevel: 0.9, designEffect: 1.3 });
    const effective = wilsonInterval({ successes: 26 / 1.3, n: 34 / 1.3, confidenceLevel: 0.9 });
    expect(effective.lower).toBeCloseTo(whole.lower, 14);
    expect(effective.upper).toBeCloseTo(whole.upper, 14);
  });

  test("none and all reach the ends exactly, where the textbook formula leaves dust such as 1.7e-17", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1e6 }), (n) => {
      expect(wilsonInterval({ successes: 0, n, confidenceLevel: 0.95 }).lower).toBe(0);
      expect(wilsonInterval({ successes: n, n, confidenceLevel: 0.95 }).upper).toBe(1);
    }));
  });

  test("refuses to give an interval for no trials", () => { refuses(() => wilsonInterval({ successes: 0, n: 0, confidenceLevel: 0.95 }), { code: "proportion.no_trials", path: ["n"] }); });
  test("refuses more successes than trials", () => { refuses(() => wilsonInterval({ successes: 5, n: 4, confidenceLevel: 0.95 }), { code: "proportion.more_successes_than_trials", path: ["successes"] }); });
  test("names every fault at once", () => {
    refuses(() => wilsonInterval({ successes: 5, n: 4, confidenceLevel: 95, designEffect: 0.5 }),
      { code: "input.too_big", path: ["confidenceLevel"] }, { code: "input.too_small", path: ["designEffect"] }, { code: "proportion.more_successes_than_trials", path: ["successes"] });
  });

  const trials = fc.integer({ min: 1, max: 500 }).chain((n) => fc.record({ successes: fc.integer({ min: 0, max: n }), n: fc.constant(n) }));
  test("stays within 0 and 1 and holds the share", () => fc.assert(fc.property(trials, ({ successes, n }) => {
    const { lower, upper } = wilsonInterval({ successes, n, confidenceLevel: 0.95 });
    expect(lower).toBeGreaterThanOrEqual(0);
    expect(upper).toBeLessThanOrEqual(1);
    expect(lower).toBeLessThanOrEqual(successes / n);
    expect(upper).toBeGreaterThanOrEqual(successes / n);
  })));
  test("failures mirror successes", () => fc.assert(fc.property(trials, ({ successes, n }) => {
    const [one, other] = [successes, n - successes].map((count) => wilsonInterval({ successes: count, n, confidenceLevel: 0.9 }));
    expect(one?.lower).toBeCloseTo(1 - (other?.upper ?? NaN), 12);
  })));
  test("ends where the score test says: (p − end)² = z² · end · (1 − end) / n", () => fc.assert(fc.property(trials, ({ successes, n }) => {
    const { lower, upper } = wilsonInterval({ successes, n, confidenceLevel: 0.95 });
    for (const end of [lower, upper]) expect((successes / n - end) ** 2).toBeCloseTo((1.959963984540054 ** 2 * end * (1 - end)) / n, 12);
  })));
});

describe("proportionEstimate", () => {
  test("carries the share, its interval and what it rests on", () => {
    expect(proportionEstimate({ successes: 3, n: 4, confidenceLevel: 0.95 })).toStrictEqual({
      estimate: 0.75, confidence: wilsonInterval({ successes: 3, n: 4, confidenceLevel: 0.95 }), n: 4, method: "wilson", warnings: [], effectiveN: 4,
    });
  });

  test("names the design effect in its method", () => {
    expect(proportionEstimate({ successes: 26, n: 34, confidenceLevel: 0.95, designEffect: 1.3 })).toMatchObject({ n: 34, method: "wilson-design-effect", effectiveN: expect.closeTo(26.1538, 4) });
  });

  test("no trials give no estimate, which is not 0", () => {
    expect(proportionEstimate({ successes: 0, n: 0, confidenceLevel: 0.95 })).toStrictEqual({ estimate: null, reason: "too-few-observations", n: 0, needed: 1 });
  });
});

describe("designEffect", () => {
  test.each([[1, 0.3, 1], [2, 0.3, 1.3], [5, 0, 1], [5, 1, 5]])("clusters of %d with a correlation of %d: %d", (meanClusterSize, intraclassCorrelation, want) => {
    expect(designEffect({ meanClusterSize, intraclassCorrelation })).toBe(want);
  });

  test("refuses clusters smaller than one and a percent as correlation", () => {
    refuses(() => designEffect({ meanClusterSize: 0.5, intraclassCorrelation: 30 }), { code: "input.too_small", path: ["meanClusterSize"] }, { code: "input.too_big", path: ["intraclassCorrelation"] });
  });
});
