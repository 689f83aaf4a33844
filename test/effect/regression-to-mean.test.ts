import { describe, expect, test } from "vitest";
import { pairedEffect, regressionToMean, type SelectedPeople } from "coachkit/effect";
import { normalDraws } from "coachkit/statistics";
import { refuses } from "../refusal.js";
import { lower, measure, nine } from "./study.js";

const study: SelectedPeople = { measure, people: nine.slice(0, 5), cutScore: 56, population: { mean: 60, standardDeviation: 10 }, reliability: 0.7, confidenceLevel: 0.95 };
const ask = (change: Partial<SelectedPeople>) => regressionToMean({ ...study, ...change });

describe("regressionToMean", () => {
  // scipy 1.10.1: .3 * 10 * norm.pdf(-.4) / norm.cdf(-.4)
  test("takes from the change what a cut of a normal population brings about, and shows both", () => {
    const { observed, expectedRegression, corrected } = ask({});
    expect(expectedRegression).toBeCloseTo(3.206268515236863, 12);
    expect(observed).toStrictEqual(pairedEffect({ measure, people: study.people, wereSelectedByScore: true, confidenceLevel: 0.95 }));
    expect(corrected).toMatchObject({ estimate: expect.closeTo(10.4 - 3.206268515236863, 12), standardError: observed.estimate === null ? 0 : observed.standardError, method: "paired-less-regression", standardized: null, warnings: ["small-sample", "selected-by-score"], isolation: { grade: "none" } });
    expect(corrected).toMatchObject({ pValue: expect.closeTo(0.0198, 3), assumptions: ["normal-population", "reliability-known", "no-change-but-regression-without-the-program"] });
  });
  // scipy 1.10.1: .3 * 10 * norm.pdf(1.2) / norm.sf(1.2)
  test("people picked for high scores, where less is better, come back down", () => {
    const people = nine.slice(0, 5).map((person) => ({ ...person, baseline: (person.baseline ?? 0) + 30 }));
    expect(ask({ measure: lower, people, cutScore: 72 }).expectedRegression).toBeCloseTo(-5.06265607459556, 12);
  });
  test("a perfectly reliable score does not come back, and with everybody picked nothing does", () => {
    expect(ask({ reliability: 1 }).expectedRegression).toBe(0);
    expect(ask({ cutScore: 140 }).expectedRegression).toBeLessThan(1e-12);
  });
  test("finds nothing in 20,000 invented people whom no program changed", () => {
    const count = 20_000;
    const [truth, first, second] = ["truth", "first", "second"].map((stream) => normalDraws({ seed: 7, stream: [stream], count })) as [number[], number[], number[]];
    // variance .7 of truth and .3 of luck: two scores correlate by .7
    const scores = truth.map((value, index) => [value, first[index] ?? 0, second[index] ?? 0].reduce((sum, part) => sum + part, 0) && [60 + 10 * (Math.sqrt(0.7) * value + Math.sqrt(0.3) * (first[index] ?? 0)), 60 + 10 * (Math.sqrt(0.7) * value + Math.sqrt(0.3) * (second[index] ?? 0))] as const);
    const people = scores.flatMap((pair, index) => (pair !== 0 && pair[0] <= 50 ? [{ personId: String(index), baseline: pair[0], post: pair[1] }] : []));
    const { observed, corrected } = ask({ people, cutScore: 50 });
    expect(observed.estimate).toBeGreaterThan(4);
    expect(corrected).toMatchObject({ estimate: expect.closeTo(0, 0) });
    expect(corrected.estimate === null ? 0 : corrected.pValue).toBeGreaterThan(0.01);
  });
  test("cannot say of one person", () => { expect(ask({ people: nine.slice(0, 1) })).toMatchObject({ observed: { estimate: null, reason: "too-few-observations" }, corrected: { estimate: null }, expectedRegression: expect.closeTo(3.206, 3) }); });
  test("each fault by code and path", () => {
    refuses(() => ask({ cutScore: 54 }), { code: "regression-to-mean.beyond_cut", path: ["people", 2, "baseline"], params: { personId: "treated-2", baseline: 55, cutScore: 54 } });
    refuses(() => ask({ cutScore: 56, population: { mean: 60, standardDeviation: 0.4 } }), { code: "regression-to-mean.cut_far_out", path: ["cutScore"] });
    refuses(() => ask({ people: nine.slice(5, 6) }), { code: "paired-effect.comparison_given", path: ["people", 0, "arm"] });
  });
});
