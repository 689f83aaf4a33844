import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BayesianRollUp, type MasteryRequest, masteryRollUp, type RollUpMethod, type TimedScore } from "coachkit/rubric";
import { standardNormalProbability } from "coachkit/statistics";
import { refuses } from "../refusal.js";

/** One score a week, the first on 4 January 2027. */
const weekly = (...values: readonly number[]): readonly TimedScore[] => values.map((score, index) => ({ observationId: `o${String(index)}`, observedAt: new Date(Date.UTC(2027, 0, 4 + 7 * index)).toISOString(), score }));
const asked = { lowestScore: 1, highestScore: 5, masteryScore: 3, asOf: "2028-01-01T00:00:00Z" };
const roll = (method: RollUpMethod, values: readonly number[], more: Partial<MasteryRequest> = {}) => masteryRollUp({ ...asked, scores: weekly(...values), method, ...more });
const against = (latestWeightFraction: number): RollUpMethod => ({ kind: "latest-against-rest", latestWeightFraction });
const exponential = (latestWeightFraction: number): RollUpMethod => ({ kind: "exponential", latestWeightFraction });
const belief = (more: Partial<BayesianRollUp> = {}): BayesianRollUp => ({ kind: "bayesian", priorMean: 3, priorStandardDeviation: 1, scoreStandardError: 1, weeklyDriftStandardDeviation: 0, confidenceLevel: 0.95, ...more });
const inHundredths = (score: number | null): number | null => (score === null ? null : Math.round(score * 100) / 100);

describe("masteryRollUp", () => {
  test("1, 2, 3, 4, 5 at a weight of .65: the two decaying averages are 4.13 and 4.47", () => {
    expect(roll(against(0.65), [1, 2, 3, 4, 5])).toStrictEqual({
      score: 4.125, isMastered: true, reason: null, n: 5, atMasteryCount: 3, belief: null, warnings: [], assumptions: { method: { kind: "latest-against-rest", latestWeightFraction: 0.65 } },
    });
    expect(inHundredths(roll(against(0.65), [1, 2, 3, 4, 5]).score)).toBe(4.13);
    expect(inHundredths(roll(exponential(0.65), [1, 2, 3, 4, 5]).score)).toBe(4.47);
    expect(roll(exponential(0.65), [1, 2, 3, 4, 5]).score).toBeCloseTo(4.46961875, 9);
  });

  // the figures of Canvas LMS's own specification (outcome result analytics), rounded to hundredths there; the scale there is open
  test.each([
    ["latest-against-rest", against(0.65), [2, 3, 4], 3.48],
    ["latest-against-rest", against(0.75), [3, 1, 5, 4], 3.75],
    ["latest-against-rest", against(0.65), [2, 3], 2.65],
    ["latest-against-rest of one", against(0.65), [2.123], 2.12],
    ["exponential", exponential(0.65), [2, 3, 4], 3.53],
    ["exponential of one", exponential(0.65), [3], 3],
    ["3 at mastery, and two are too few", { kind: "n-of-m", neededCount: 3 }, [3, 1, 3], null],
    ["3 at mastery", { kind: "n-of-m", neededCount: 3 }, [4, 5, 1, 3, 2, 3], 3.75],
    ["3 at mastery, rounded", { kind: "n-of-m", neededCount: 3 }, [3, 4, 3], 3.33],
    ["1 at mastery, none is", { kind: "n-of-m", neededCount: 1 }, [1, 2], null],
    ["1 at mastery", { kind: "n-of-m", neededCount: 1 }, [1, 2, 3, 4], 3.5],
    ["latest", { kind: "latest" }, [1, 4, 3], 3],
    ["highest", { kind: "highest" }, [3, 1], 3],
    ["average", { kind: "average" }, [1, 2, 4], 2.33],
    ["2 of the latest 3: the 5 lies too far back", { kind: "n-of-m", neededCount: 2, amongLatestCount: 3 }, [5, 3, 1, 2], null],
    ["2 of the latest 3", { kind: "n-of-m", neededCount: 2, amongLatestCount: 3 }, [5, 3, 1, 4], 3.5],
  ] as const)("%s", (_, method, values, want) => { expect(inHundredths(roll(method, values).score)).toBe(want); });

  test("no score is no zero, and too few at mastery is no score", () => {
    for (const method of [{ kind: "latest" }, { kind: "average" }, { kind: "n-of-m", neededCount: 1 }, exponential(0.5), belief()] as const) {
      expect(roll(method, [])).toMatchObject({ score: null, isMastered: null, reason: "no-scores", n: 0, belief: null, warnings: [] });
    }
    expect(roll({ kind: "n-of-m", neededCount: 2 }, [3, 2, 1])).toMatchObject({ score: null, isMastered: null, reason: "too-few-at-mastery", n: 3, atMasteryCount: 1 });
  });
  test("mastery begins at its score, and dust does not decide: .7 · 3.1 + .3 · 2.9 = 3.04", () => {
    expect(roll({ kind: "latest" }, [3]).isMastered).toBe(true);
    expect(roll({ kind: "latest" }, [2.99]).isMastered).toBe(false);
    expect(roll(against(0.7), [2.9, 3.1], { masteryScore: 3.04 })).toMatchObject({ score: 3.04, isMastered: true });
  });
  test("warns of what one score, or many tries, do", () => {
    expect(roll({ kind: "highest" }, [1, 2]).warnings).toEqual(["rises-with-attempts"]);
    expect(roll({ kind: "highest" }, [1]).warnings).toEqual(["rises-with-attempts", "one-score-only"]);
    expect(roll({ kind: "average" }, [1]).warnings).toEqual(["one-score-only"]);
  });

  test("bayesian without movement: weights are precisions, (3 · 1 + 4 + 5 + 5) ÷ 4 with variance 1 ÷ 4", () => {
    const result = roll(belief(), [4, 5, 5]);
    expect(result).toMatchObject({ score: 4.25, isMastered: true, belief: { estimate: expect.closeTo(4.25, 12), standardError: expect.closeTo(0.5, 12), n: 3, method: "local-level", warnings: ["cut-at-the-scale"], confidence: { lower: expect.closeTo(4.25 - 1.959963984540054 / 2, 9), upper: 5, level: 0.95 } } });
    expect(result.belief?.masteryProbability).toBeCloseTo(standardNormalProbability(2.5), 12);
  });
  test("bayesian with movement: by hand, one week and drift 1, then asked two weeks later", () => {
    // v = 1 → k = 1/2, m = 3.5, v = .5; a week: v = 1.5 → k = .6, m = 3.5 + .6 · (2 − 3.5) = 2.6, v = .6; two weeks: v = 2.6
    const { belief: believed } = roll(belief({ weeklyDriftStandardDeviation: 1 }), [4, 2], { asOf: "2027-01-25T00:00:00Z" });
    expect(believed).toMatchObject({ estimate: expect.closeTo(2.6, 12), standardError: expect.closeTo(Math.sqrt(2.6), 12) });
    expect(believed?.masteryProbability).toBeCloseTo(standardNormalProbability(-0.4 / Math.sqrt(2.6)), 12);
  });
  test("bayesian in its steady state is the exponential average: its gain solves k² = d² (1 − k)", () => {
    const values = Array.from({ length: 50 }, (_, index) => 1 + ((index * 7) % 5));
    const gain = (Math.sqrt(5) - 1) / 2; // d = 1
    expect(roll(belief({ weeklyDriftStandardDeviation: 1 }), values).score).toBeCloseTo(roll(exponential(gain), values).score ?? NaN, 6);
  });
  test("bayesian: the prior rules where a score says little, the score where the prior says little", () => {
    expect(roll(belief({ priorMean: 2, scoreStandardError: 1e6 }), [5]).score).toBeCloseTo(2, 6);
    expect(roll(belief({ priorMean: 2, scoreStandardError: 1e-6 }), [5]).score).toBeCloseTo(5, 6);
  });

  test("refuses a scale that ends where it begins, and mastery that lies off it", () => {
    refuses(() => roll({ kind: "latest" }, [3], { highestScore: 1 }), { code: "mastery.scale_reversed", path: ["highestScore"] });
    for (const masteryScore of [1, 5.1]) refuses(() => roll({ kind: "latest" }, [3], { masteryScore }), { code: "mastery.mastery_outside_scale", path: ["masteryScore"] });
  });
  test("refuses scores off the scale, of the future and twice, all at once", () => {
    const [first, second, third] = weekly(0.9, 3, 3);
    refuses(() => masteryRollUp({ ...asked, scores: [first, second, { ...third, observationId: "o1" }] as never, method: { kind: "latest" }, asOf: "2027-01-11T00:00:00Z" }),
      { code: "mastery.score_outside_scale", path: ["scores", 0, "score"] }, { code: "mastery.score_in_future", path: ["scores", 2, "observedAt"] }, { code: "mastery.duplicate_score", path: ["scores", 2, "observationId"] });
  });
  test("refuses a prior off the scale, and more at mastery than are looked at", () => {
    refuses(() => roll(belief({ priorMean: 5.5 }), [3]), { code: "mastery.prior_outside_scale", path: ["method", "priorMean"] });
    refuses(() => roll({ kind: "n-of-m", neededCount: 4, amongLatestCount: 3 }, [3]), { code: "mastery.more_needed_than_looked_at", path: ["method", "neededCount"] });
  });
  test("refuses 65 where a fraction belongs, and a score without error", () => {
    refuses(() => roll(against(65), [3]), { code: "input.too_big", path: ["method", "latestWeightFraction"] });
    refuses(() => roll(belief({ scoreStandardError: 0 }), [3]), { code: "input.too_small", path: ["method", "scoreStandardError"] });
  });

  const methods = fc.constantFrom<RollUpMethod>({ kind: "latest" }, { kind: "highest" }, { kind: "average" }, { kind: "n-of-m", neededCount: 2 }, against(0.65), exponential(0.65), belief({ weeklyDriftStandardDeviation: 0.3 }));
  const values = fc.array(fc.integer({ min: 10, max: 50 }).map((tenths) => tenths / 10), { minLength: 1, maxLength: 20 });
  test("the order in which scores are given does not matter, and the answer lies on the scale", () => fc.assert(fc.property(methods, values, (method, list) => {
    const result = roll(method, list);
    expect(masteryRollUp({ ...asked, scores: [...weekly(...list)].reverse(), method })).toStrictEqual(result);
    expect(result.score ?? 3).toBeGreaterThanOrEqual(1);
    expect(result.score ?? 3).toBeLessThanOrEqual(5);
  })));
  test("scores of one instant are taken by id", () => {
    const [one, two] = weekly(1, 5);
    expect(masteryRollUp({ ...asked, scores: [{ ...two, observedAt: one?.observedAt }, one] as never, method: { kind: "latest" } }).score).toBe(5);
  });
});
