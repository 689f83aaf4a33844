import { describe, expect, test } from "vitest";
import { type OneArm, pairedEffect } from "coachkit/effect";
import { detectableEffect, standardizedPairedDifference } from "coachkit/statistics";
import { refuses } from "../refusal.js";
import { armOf, exactly, fraction, lower, measure, nine } from "./study.js";

const five = nine.slice(0, 5);
const study: OneArm = { measure, people: five, wereSelectedByScore: false, confidenceLevel: 0.95 };
const ask = (change: Partial<OneArm>) => pairedEffect({ ...study, ...change });

describe("pairedEffect", () => {
  // scipy 1.10.1: stats.ttest_rel([60, 61, 59, 64, 58], [52, 48, 55, 50, 45])
  test("is the mean change with Student's test of pairs", () => {
    expect(ask({})).toMatchObject({
      estimate: expect.closeTo(10.4, 12), standardError: expect.closeTo(1.9131126469708988, 12), degreesOfFreedom: 4, t: expect.closeTo(5.436167084288894, 12), pValue: expect.closeTo(0.005557117595471982, 12), improvementPValue: expect.closeTo(0.005557117595471982 / 2, 12),
      confidence: { lower: expect.closeTo(5.088347755625654, 10), upper: expect.closeTo(15.711652244374346, 10) }, n: 5, method: "paired-student-t", isolation: { grade: "none", reason: "no-comparison" }, assumptions: ["no-change-without-the-program"], warnings: ["small-sample"],
      arms: [{ arm: "treated", assignedCount: 5, analyzedCount: 5, attritionFraction: 0 }],
    });
    const effect = ask({});
    expect(effect.estimate === null ? null : effect.standardized).toStrictEqual(standardizedPairedDifference({ values: [60, 61, 59, 64, 58], reference: [52, 48, 55, 50, 45], standardizer: "differences", confidenceLevel: 0.95 }));
  });

  test.each([[10, 0.996], [15, 0.778], [30, 0.529]])("%i pairs show an effect of %f standard deviations", (n, inStandardDeviations) => {
    const effect = ask({ people: armOf("treated", exactly(n, 2, 3).map((change) => [10, 10 + change])) });
    expect(effect).toMatchObject({ smallestDetectable: { inStandardDeviations: expect.closeTo(inStandardDeviations, 3), text: `n=${String(n)} pairs: only effects ≥ ${inStandardDeviations.toFixed(2)} SD are detectable with 80 % power` } });
    expect(effect.estimate === null ? 0 : effect.smallestDetectable.inStandardDeviations).toBeCloseTo(detectableEffect({ design: "paired", n, power: 0.8, alpha: 0.05, sides: "two-sided" }), 10);
  });

  test("warns where people were picked by score, and takes nothing away", () => {
    expect(ask({ wereSelectedByScore: true })).toMatchObject({ estimate: expect.closeTo(10.4, 12), warnings: ["small-sample", "selected-by-score"] });
  });

  test("a fall is for the better where less is better", () => {
    expect(ask({ measure: lower })).toMatchObject({ estimate: expect.closeTo(10.4, 12), improvementPValue: expect.closeTo(1 - 0.005557117595471982 / 2, 12) });
  });

  test("people of one team go together", () => {
    const effect = ask({ people: five.map((person, index) => ({ ...person, clusterId: index < 2 ? "a" : index < 4 ? "b" : "c" })) });
    expect(effect).toMatchObject({ method: "paired-by-cluster", estimate: expect.closeTo(10.4, 10), standardized: null, smallestDetectable: { text: expect.stringContaining("n=5 pairs in 3 clusters") } });
  });

  test.each([
    ["one person is there", five.slice(0, 1), { reason: "too-few-observations", n: 1, needed: 2 }],
    ["all have left", five.map((person) => ({ ...person, post: null })), { reason: "too-few-observations", n: 0, needed: 2, warnings: ["high-attrition", "small-sample"] }],
    ["everyone changed alike", armOf("treated", [[1, 3], [2, 4], [3, 5]]), { reason: "no-variation" }],
    ["all are in one team", five.map((person) => ({ ...person, clusterId: "a" })), { reason: "too-few-clusters", n: 1, needed: 2 }],
  ])("cannot say when %s", (_, people, answer) => { expect(ask({ people })).toMatchObject({ estimate: null, ...answer }); });

  test("each fault by code and path", () => {
    refuses(() => ask({ people: nine.slice(4, 6) }), { code: "paired-effect.comparison_given", path: ["people", 1, "arm"], params: { personId: "comparison-0" } });
    refuses(() => ask({ measure: fraction, people: armOf("treated", [[0.4, 50]]) }), { code: "effect-people.not_a_fraction", path: ["people", 0, "post"], params: { score: 50 } });
  });
});
