import { describe, expect, test } from "vitest";
import { effectFromFigures, type FiguresOfArms } from "coachkit/effect";
import { refuses } from "../refusal.js";
import { fraction, lower, measure } from "./study.js";

const arm = (baselineMean: number, postMean: number) => ({ assignedCount: 15, analyzedCount: 15, baselineMean, postMean, changeStandardDeviation: 18 });
const study: FiguresOfArms = { measure, treated: arm(52, 71), comparison: arm(50, 55), assignment: "not-by-chance", confidenceLevel: 0.95 };
const ask = (change: Partial<FiguresOfArms>) => effectFromFigures({ ...study, ...change });

describe("effectFromFigures", () => {
  test("gives the textbook's difference in differences", () => {
    expect(ask({})).toMatchObject({
      estimate: 14, standardError: expect.closeTo(6.572671, 6), t: expect.closeTo(2.130032, 6), degreesOfFreedom: 28, confidence: { lower: expect.closeTo(0.5365, 4), upper: expect.closeTo(27.4635, 4), level: 0.95 }, pValue: expect.closeTo(0.042094, 6), improvementPValue: expect.closeTo(0.021047, 6),
      n: 30, method: "difference-in-differences-from-figures", standardized: null, warnings: ["pre-trends-not-compared"],
      smallestDetectable: { text: "n=15 per arm: only effects ≥ 1.06 SD are detectable with 80 % power" },
    });
  });
  test("gives the textbook's adjusted figure: a correlation of .7 shrinks the error by √.51", () => {
    expect(ask({ covariateCorrelation: 0.7 })).toMatchObject({
      estimate: 14, standardError: expect.closeTo(4.693826, 6), degreesOfFreedom: 27, confidence: { lower: expect.closeTo(4.3691, 4), upper: expect.closeTo(23.6309, 4) }, method: "cuped-from-figures",
      assumptions: ["arms-would-have-changed-alike", "nobody-moved-between-arms", "covariate-alike-in-both-arms"], smallestDetectable: { standardDeviation: expect.closeTo(18 * Math.sqrt(0.51), 10) },
    });
  });
  test("where less is better a rise is for the worse", () => { expect(ask({ measure: lower })).toMatchObject({ improvementPValue: expect.closeTo(1 - 0.021047, 6) }); });
  test("counts leavers", () => {
    expect(ask({ treated: { ...arm(52, 71), assignedCount: 20 } })).toMatchObject({ arms: [{ assignedCount: 20, analyzedCount: 15, attritionFraction: 0.25, baselineMean: 52, postMean: 71 }, { attritionFraction: 0 }], warnings: ["attrition-differs", "pre-trends-not-compared"] });
  });
  test.each([
    ["nobody is left", { treated: { ...arm(52, 71), analyzedCount: 0 } }, { reason: "too-few-observations", n: 0, needed: 2, arms: [{ baselineMean: null, postMean: null, attritionFraction: 1 }, {}] }],
    ["no change strays", { treated: { ...arm(52, 71), changeStandardDeviation: 0 }, comparison: { ...arm(50, 55), changeStandardDeviation: 0 } }, { reason: "no-variation" }],
    ["two and two leave no degree of freedom for a covariate", { treated: { ...arm(52, 71), analyzedCount: 2, changeStandardDeviation: 0 }, comparison: { ...arm(50, 55), analyzedCount: 2 }, covariateCorrelation: 0.5 }, { reason: "too-few-observations", n: 4, needed: 5 }],
  ])("cannot say when %s", (_, change, answer) => { expect(ask(change)).toMatchObject({ estimate: null, ...answer }); });
  test("each fault by code and path", () => {
    refuses(() => ask({ treated: { ...arm(52, 71), assignedCount: 14 } }), { code: "effect-from-figures.more_analyzed_than_assigned", path: ["treated", "analyzedCount"], params: { analyzed: 15, assigned: 14 } });
    refuses(() => ask({ measure: fraction, treated: arm(0.52, 0.71), comparison: arm(0.5, 55) }), { code: "effect-from-figures.not_a_fraction", path: ["comparison", "postMean"], params: { mean: 55 } });
  });
});
