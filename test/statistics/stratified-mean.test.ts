import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { proportionEstimate, type StratifiedSample, stratifiedMean, STRATA_LIMITS, studentQuantile, uniformDraws, wilsonInterval } from "coachkit/statistics";
import { refuses } from "../refusal.js";

const stratum = (stratumId: string, populationCount: number, ...values: readonly number[]) => ({ stratumId, populationCount, values });
const ask = (strata: StratifiedSample["strata"], areFractions = false, confidenceLevel = 0.95) => stratifiedMean({ strata, areFractions, confidenceLevel });

/** All samples of so many from a list. */
const samplesOf = (values: readonly number[], count: number): readonly (readonly number[])[] => count === 0 ? [[]] : values.flatMap((value, index) => samplesOf(values.slice(index + 1), count - 1).map((rest) => [value, ...rest]));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("stratifiedMean", () => {
  // W = 1/3 and 2/3; variances 2 and 4; (1/9)(1 − .2) 2/2 + (4/9)(1 − .15) 4/3 = .0888889 + .5037037; Satterthwaite: .5925926² ÷ (.0888889² ÷ 1 + .5037037² ÷ 2) = 2.605711
  test("weighs strata by their size and corrects for how few were left out", () => {
    const answer = ask([stratum("a", 10, 1, 3), stratum("b", 20, 4, 6, 8)]);
    const half = studentQuantile({ probability: 0.975, degreesOfFreedom: 0.5925925925925926 ** 2 / (0.08888888888888889 ** 2 + 0.5037037037037037 ** 2 / 2) }) * Math.sqrt(0.5925925925925926);
    expect(answer).toStrictEqual({
      estimate: expect.closeTo(14 / 3, 12), standardError: expect.closeTo(Math.sqrt(0.5925925925925926), 12), confidence: { lower: expect.closeTo(14 / 3 - half, 10), upper: expect.closeTo(14 / 3 + half, 10), level: 0.95 },
      n: 5, method: "stratified-student-t", coveredCount: 30, uncoveredCount: 0, warnings: [],
    });
  });

  test("is right on average over all samples, and so is its variance", () => {
    const [a, b] = [[0, 1, 5, 6], [2, 2, 9, 4, 3]];
    const answers = samplesOf(a, 2).flatMap((one) => samplesOf(b, 3).map((other) => ask([stratum("a", 4, ...one), stratum("b", 5, ...other)])));
    const estimates = answers.map(({ estimate }) => estimate ?? NaN);
    const truth = mean([...a, ...b]);
    expect(mean(estimates)).toBeCloseTo(truth, 12);
    expect(mean(answers.map((answer) => (answer.estimate === null ? NaN : answer.standardError ** 2)))).toBeCloseTo(mean(estimates.map((estimate) => (estimate - truth) ** 2)), 12);
  });

  test("of yes and no in one large stratum it is nearly Wilson's interval", () => {
    const values = Array.from({ length: 400 }, (_, index) => (index < 300 ? 1 : 0));
    const { confidence } = proportionEstimate({ successes: 300, n: 400, confidenceLevel: 0.95 }) as Extract<ReturnType<typeof proportionEstimate>, { confidence: object }>;
    expect(ask([stratum("a", 1_000_000, ...values)], true)).toMatchObject({ estimate: 0.75, method: "stratified-wilson", confidence: { lower: expect.closeTo(confidence.lower, 3), upper: expect.closeTo(confidence.upper, 3) } });
  });

  test("where nothing varied, fractions keep the doubt of as many successes, and other values say that they have none", () => {
    const alike = (10 * 99) / 90;
    expect(ask([stratum("a", 100, ...Array.from({ length: 10 }, () => 1))], true)).toMatchObject({ estimate: 1, warnings: ["no-variation"], confidence: { lower: wilsonInterval({ successes: alike, n: alike, confidenceLevel: 0.95 }).lower, upper: 1 } });
    expect(ask([stratum("a", 100, 7, 7)])).toMatchObject({ estimate: 7, standardError: 0, confidence: { lower: 7, upper: 7 }, warnings: ["no-variation"] });
  });

  test("where all were drawn nothing is left to doubt", () => {
    expect(ask([stratum("a", 2, 0.5, 1), stratum("b", 1, 0)], true)).toMatchObject({ estimate: 0.5, confidence: { lower: 0.5, upper: 0.5 }, method: "census", warnings: [] });
    expect(ask([stratum("a", 1, 3)])).toMatchObject({ estimate: 3, method: "census" });
  });

  test("a stratum of which one was drawn borrows the variance of all", () => {
    // all: 1, 3, 8, variance 13; (1/4)(1 − .2) 2/2 + (1/4)(1 − .1) 13
    expect(ask([stratum("a", 10, 1, 3), stratum("b", 10, 8)])).toMatchObject({ estimate: 5, standardError: expect.closeTo(Math.sqrt(0.2 + 2.925), 12), warnings: ["single-value-strata"] });
  });

  test("strata of which none was drawn are told and left out", () => {
    expect(ask([stratum("a", 10, 1, 3), stratum("b", 30)])).toMatchObject({ estimate: 2, coveredCount: 10, uncoveredCount: 30, warnings: ["uncovered-strata"] });
  });

  // a: 4 of 20 drawn, 2 of them blanks, so about 10 are left; b: 3 of 10. Means 2 and 6; (10/20)(1 − 2/10) …, a's size: 20 · 16 · ½ · ½ ÷ 3 = 26.6667, by (2 − 4)² ÷ 20²
  test("blanks shrink their stratum by their share of the draw, and that doubt is in the error", () => {
    const variance = 0.25 * 0.8 * (2 / 2) + 0.25 * 0.7 * (4 / 3) + (((20 * 16 * 0.25) / 3) * 4) / 400;
    expect(ask([{ ...stratum("a", 20, 1, 3), blankCount: 2 }, stratum("b", 10, 4, 6, 8)])).toMatchObject({ estimate: 4, standardError: expect.closeTo(Math.sqrt(variance), 12), n: 5, coveredCount: 20, uncoveredCount: 0, warnings: [] });
  });

  test("missing values count for the share of blanks, and not for the mean", () => {
    expect(ask([{ ...stratum("a", 20, 1, 3), blankCount: 1, missingCount: 1 }, stratum("b", 15, 4, 8)])).toMatchObject({ estimate: 4, coveredCount: 30, n: 4 });
  });

  test("a stratum drawn in full knows its blanks, one of nothing but blanks is not covered", () => {
    expect(ask([{ ...stratum("a", 3, 1, 3), blankCount: 1 }, stratum("b", 2, 6, 6)])).toMatchObject({ estimate: 4, method: "census", coveredCount: 4 });
    // 9 · (1 − 3 ÷ 9) is not quite 6
    expect(ask([{ ...stratum("a", 9, 1, 2, 3, 4, 5, 6), blankCount: 3 }])).toMatchObject({ estimate: 3.5, method: "census" });
    expect(ask([{ ...stratum("a", 20), blankCount: 4 }, stratum("b", 10, 4, 6)])).toMatchObject({ estimate: 5, coveredCount: 10, uncoveredCount: 16, warnings: ["uncovered-strata"] });
    // 2 of 3 are blanks, one is not drawn: it is no census, though about 1.33 are left
    expect(ask([{ ...stratum("a", 4, 1), blankCount: 2 }, stratum("b", 2, 0, 0.5)], true)).toMatchObject({ method: "stratified-wilson", warnings: ["single-value-strata"] });
  });

  test("over all samples of a list with blanks the interval's variance is near that of the estimate", () => {
    const [a, b] = [[1, 2, 1, 3, null, null], [9, 7, 8, null]];
    const truth = mean([1, 2, 1, 3, 9, 7, 8]);
    const draws = (list: readonly (number | null)[], count: number) => samplesOf(list.map((_, index) => index), count).map((places) => places.flatMap((place) => list[place] ?? []));
    const answers = draws(a, 4).flatMap((one) => draws(b, 3).map((other) => ask([{ ...stratum("a", 6, ...one), blankCount: 4 - one.length }, { ...stratum("b", 4, ...other), blankCount: 3 - other.length }])));
    const square = mean(answers.map(({ estimate }) => ((estimate ?? NaN) - truth) ** 2));
    const told = mean(answers.map((answer) => (answer.estimate === null ? NaN : answer.standardError ** 2)));
    expect(Math.abs(mean(answers.map(({ estimate }) => estimate ?? NaN)) - truth)).toBeLessThan(0.1);
    expect(told / square).toBeGreaterThan(0.8);
    expect(told / square).toBeLessThan(1.3);
  });

  test("cannot say without values, or from one of several", () => {
    expect(ask([])).toStrictEqual({ estimate: null, reason: "too-few-observations", n: 0, needed: 1 });
    expect(ask([stratum("a", 5, 2)])).toStrictEqual({ estimate: null, reason: "too-few-observations", n: 1, needed: 2 });
  });

  test("each fault by code and path", () => {
    refuses(() => ask([stratum("a", 5, 1), stratum("a", 5, 1)]), { code: "stratified-mean.duplicate_stratum", path: ["strata", 1, "stratumId"] });
    refuses(() => ask([stratum("a", 1, 1, 2)]), { code: "stratified-mean.more_than_population", path: ["strata", 0, "values"], params: { id: "a", count: 2, populationCount: 1 } });
    refuses(() => ask([{ ...stratum("a", 4, 1, 2), blankCount: 2, missingCount: 1 }]), { code: "stratified-mean.more_than_population", path: ["strata", 0, "values"], params: { id: "a", count: 5, populationCount: 4 } });
    refuses(() => ask([stratum("a", 5, 0.5, 50)], true), { code: "stratified-mean.not_a_fraction", path: ["strata", 0, "values", 1], params: { value: 50 } });
  });

  test("more strata or values than one sample has", () => {
    refuses(() => ask(Array.from({ length: STRATA_LIMITS.strata + 1 }, (_, index) => stratum(String(index), 1))), { code: "input.too_big", path: ["strata"] });
    refuses(() => ask([stratum("a", 1_000_000, ...Array.from({ length: STRATA_LIMITS.values + 1 }, () => 0))]), { code: "input.too_big", path: ["strata", 0, "values"] });
  });

  test("does not depend on the order of strata and values, and fractions stay within 0 and 1", () => {
    const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });
    fc.assert(fc.property(fc.array(values, { maxLength: 5 }), fc.integer({ min: 0, max: 9 }), fc.boolean(), (drawn, more, areFractions) => {
      const strata = drawn.map((some, index) => stratum(`s${String(index)}`, some.length + more + 1, ...some));
      const answer = ask(strata, areFractions);
      expect(ask(strata.toReversed().map((one) => ({ ...one, values: one.values.toReversed() })), areFractions)).toStrictEqual(answer);
      if (answer.estimate === null) return;
      const { lower, upper } = answer.confidence;
      expect(lower <= answer.estimate + 1e-9 && answer.estimate - 1e-9 <= upper && (!areFractions || (lower >= 0 && upper <= 1 + 1e-12))).toBe(true);
    }));
  });

  test("intervals of 95 % hold the truth about as often, in small samples of skewed fractions", () => {
    const draws = uniformDraws({ seed: 7, stream: ["coverage"], count: 1500 * 60 });
    let held = 0;
    for (let run = 0; run < 1500; run += 1) {
      // 60 sessions of three coaches, most of them nearly complete; five drawn of each
      const all = Array.from({ length: 60 }, (_, index) => 1 - (draws[run * 60 + index] as number) ** 3 * (index < 20 ? 0.3 : index < 40 ? 0.6 : 0.9));
      const answer = ask([0, 1, 2].map((coach) => stratum(String(coach), 20, ...all.slice(20 * coach, 20 * coach + 5))), true);
      if (answer.estimate !== null && answer.confidence.lower <= mean(all) && mean(all) <= answer.confidence.upper) held += 1;
    }
    expect(held / 1500).toBeGreaterThan(0.92);
    expect(held / 1500).toBeLessThan(0.99);
  });
});
