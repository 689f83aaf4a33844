import { describe, expect, test } from "vitest";
import { adjustedEffect, differenceInDifferences, type TwoArms } from "coachkit/effect";
import { armOf, exactly, measure, nine } from "./study.js";

const study: TwoArms = { measure, people: nine, assignment: "by-chance-wait-list", confidenceLevel: 0.95 };
const ask = (change: Partial<TwoArms>) => adjustedEffect({ ...study, ...change });

/** 15 and 15 whose post scores leave exactly 165.24 = 18² · (1 − .7²) of variance with 27 degrees of freedom, baselines alike, 14 apart. */
function textbook() {
  const baselines = exactly(15, 50, 10);
  const rough = exactly(15, 0, 1).toReversed();
  const middle = baselines.map((baseline) => baseline - 50);
  const along = rough.reduce((sum, value, index) => sum + value * (middle[index] ?? 0), 0) / middle.reduce((sum, value) => sum + value ** 2, 0);
  const free = rough.map((value, index) => value - along * (middle[index] ?? 0));
  const scale = Math.sqrt((27 * 165.24) / 2 / free.reduce((sum, value) => sum + value ** 2, 0));
  const post = (shift: number) => baselines.map((baseline, index) => [baseline, shift + 0.7 * baseline + (free[index] ?? 0) * scale] as const);
  return [...armOf("treated", post(34)), ...armOf("comparison", post(20))];
}

describe("adjustedEffect", () => {
  test("of 15 and 15 whose baselines correlate by .7 gives the figures of the textbook", () => {
    expect(ask({ people: textbook() })).toMatchObject({
      estimate: expect.closeTo(14, 9), standardError: expect.closeTo(4.693826, 6), degreesOfFreedom: 27, confidence: { lower: expect.closeTo(4.3691, 4), upper: expect.closeTo(23.6309, 4) },
      baselineSlope: expect.closeTo(0.7, 9), adjustedMeans: { treated: expect.closeTo(69, 9), comparison: expect.closeTo(55, 9) }, method: "ancova-classical", warnings: [],
      smallestDetectable: { standardDeviation: expect.closeTo(Math.sqrt(165.24), 9), text: "n=15 per arm: only effects ≥ 1.06 SD are detectable with 80 % power" },
    });
  });

  test("compares post scores at equal baselines", () => {
    const effect = ask({});
    expect(effect).toMatchObject({ n: 9, degreesOfFreedom: 6, isolation: { grade: "randomized-wait-list", reason: "assigned-by-chance" }, warnings: ["small-sample"] });
    if (effect.estimate === null || effect.adjustedMeans === null) throw new Error("no effect");
    expect(effect.estimate).toBeCloseTo(effect.adjustedMeans.treated - effect.adjustedMeans.comparison, 10);
    // θ by hand: within arms Σxy = 3 + 7 over Σx² = 58 + 26.75
    expect(effect.baselineSlope).toBeCloseTo(10 / 84.75, 12);
    expect(effect.estimate).toBeCloseTo(60.4 - 52 - (10 / 84.75) * (50 - 50.25), 10);
    expect(effect.standardized?.standardizer).toBeGreaterThan(0);
    expect((effect.standardized?.estimate ?? 0) * (effect.standardized?.standardizer ?? 0)).toBeCloseTo(effect.estimate, 10);
  });

  test("warns where chance did not make the arms, and of arms that began apart", () => {
    expect(ask({ assignment: "not-by-chance" })).toMatchObject({ warnings: ["small-sample", "not-by-chance"] });
    expect(ask({ people: nine.map((person) => (person.arm === "treated" ? { ...person, baseline: (person.baseline ?? 0) + 3 } : person)) }).warnings).toContain("baselines-differ");
  });

  test("people of one team go together", () => {
    expect(ask({ people: nine.map((person, index) => ({ ...person, clusterId: `team-${String(Math.floor(index / 2))}` })) })).toMatchObject({ method: "ancova-by-cluster", standardized: null });
  });

  test.each([
    ["an arm has one", nine.slice(0, 6), { reason: "too-few-observations", n: 1, needed: 2 }],
    ["baselines do not vary", armOf("treated", [[5, 6], [5, 7], [5, 9]]).concat(armOf("comparison", [[5, 4], [5, 6]])), { reason: "no-variation" }],
    ["baselines vary between the arms alone", armOf("treated", [[5, 6], [5, 7], [5, 9]]).concat(armOf("comparison", [[3, 4], [3, 6]])), { reason: "no-variation" }],
    ["post scores lie on the lines", armOf("treated", [[5, 15], [6, 16], [7, 17]]).concat(armOf("comparison", [[5, 5], [6, 6]])), { reason: "no-variation" }],
  ])("cannot say when %s", (_, people, answer) => { expect(ask({ people })).toMatchObject({ estimate: null, ...answer, baselineSlope: null, adjustedMeans: null }); });

  test("does not go by the order of the list, to the last digit", () => {
    const people = [...armOf("treated", exactly(23, 3.1, 1.7).map((value, index) => [value, value * Math.sin(index) + 1 / 3])), ...armOf("comparison", exactly(17, 2.9, 1.1).map((value, index) => [value, value * Math.cos(index) + 1 / 7]))];
    const inTeams = people.map((person, index) => ({ ...person, clusterId: String(index % 5) }));
    for (const given of [people, inTeams]) expect(ask({ people: given.toReversed() })).toStrictEqual(ask({ people: given }));
  });

  test("with a slope of 1 it is the difference in differences", () => {
    const people = [...armOf("treated", [[1, 4], [2, 5.5], [3, 5.5], [4, 7]]), ...armOf("comparison", [[1, 1], [2, 2.5], [3, 2.5], [4, 4]])];
    const [adjusted, plain] = [ask({ people }), differenceInDifferences({ ...study, people })];
    expect(adjusted.estimate).toBeCloseTo(plain.estimate ?? 0, 10);
  });
});
