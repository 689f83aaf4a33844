import { expect, test } from "vitest";
import { abilityEstimate, additiveFacets, calibrateFacets, calibrateRasch, calibrateTwoParameter, type ResponseModel } from "coachkit/psychometrics";
import { normalDraws } from "coachkit/statistics";
import { sampledRatings } from "./sampled-ratings.js";
import { raschModels, sampledResponses } from "./sampled-responses.js";

// A small version of scripts/recovery.ts: 30 replications, so the coverage of 95 % intervals may stray by some points.
const seeds = Array.from({ length: 30 }, (_, seed) => seed + 1);
const difficulties = [-1.5, -0.5, 0, 0.5, 1.5];
const share = (values: readonly boolean[]) => values.filter(Boolean).length / values.length;

test.each(["marginal", "conditional"] as const)("Rasch, %s: nineteen of twenty intervals hold the true difficulty", (kind) => {
  const holds = seeds.flatMap((seed) => {
    const { items } = calibrateRasch({ ...sampledResponses(raschModels(difficulties), 250, { seed }), method: { kind }, confidenceLevel: 0.95 });
    return (items ?? []).map(({ confidence: { lower, upper } }, item) => lower <= (difficulties[item] ?? NaN) && (difficulties[item] ?? NaN) <= upper);
  });
  expect(holds).toHaveLength(150);
  expect(share(holds)).toBeGreaterThan(0.89);
  expect(share(holds)).toBeLessThan(1);
});

test("two parameters: nineteen of twenty intervals hold the true slope and the true difficulty", () => {
  const models = difficulties.map((difficultyLogits, item): ResponseModel => ({ kind: "two-parameter", discrimination: 0.8 + item / 5, difficultyLogits }));
  const holds = seeds.slice(0, 20).flatMap((seed) => {
    const { items } = calibrateTwoParameter({ ...sampledResponses(models, 500, { seed }), confidenceLevel: 0.95 });
    return (items ?? []).flatMap(({ discrimination, difficulty }, item) => [[discrimination, 0.8 + item / 5] as const, [difficulty, difficulties[item] ?? NaN] as const].map(([found, truth]) => found !== null && found.confidence.lower <= truth && truth <= found.confidence.upper));
  });
  expect(share(holds)).toBeGreaterThan(0.89);
});

const severities = [-0.9, -0.2, 0, 0.3, 0.8];
const panel = (seed: number) => sampledRatings({ severities, difficulties: [-0.4, 0, 0.4], steps: [-1, 0, 1], personCount: 40, ratersPerPerson: 2, seed });
test("facets: nineteen of twenty intervals hold the true severity, which is found without bias where each person meets two raters of five", () => {
  const found = seeds.flatMap((seed) => (calibrateFacets({ ratings: panel(seed), lowestScore: 0, highestScore: 3, confidenceLevel: 0.95 }).raters ?? []).map(({ estimate, confidence: { lower, upper } }, rater) => {
    const truth = severities[rater] ?? NaN;
    return { truth, error: estimate - truth, holds: lower <= truth && truth <= upper };
  }));
  expect(found).toHaveLength(150);
  expect(share(found.map(({ holds }) => holds))).toBeGreaterThan(0.89);
  // the slope of error on truth: four and a half of its standard errors, 0.2 ÷ √(30 · Σ truth²), and what maximum likelihood spreads in so small a sample
  const slope = found.reduce((sum, { error, truth }) => sum + error * truth, 0) / found.reduce((sum, { truth }) => sum + truth ** 2, 0);
  expect(Math.abs(slope)).toBeLessThan(0.13 + 0.04);
  // judged at the same raters: the additive model ranks them alike, in points
  const points = additiveFacets({ ratings: seeds.flatMap((seed) => panel(seed).map((rating) => ({ ...rating, personId: `${String(seed)}-${rating.personId}` }))), confidenceLevel: 0.95 });
  expect((points.raters ?? []).map(({ estimate }) => estimate).every((estimate, rater, all) => rater === 0 || estimate > (all[rater - 1] ?? NaN))).toBe(true);
});

// Residuals against an ability that the answer itself helped to estimate would be too small here: 0.75 with eight items under two parameters.
test.each(["marginal", "conditional", "joint", "two-parameter"] as const)("%s: infit and outfit of items that fit are 1 on average, also in a short test", (kind) => {
  const models = Array.from({ length: 6 }, (_, item): ResponseModel => ({ kind: "two-parameter", discrimination: kind === "two-parameter" ? 0.8 + item / 5 : 1, difficultyLogits: -1.25 + item / 2 }));
  const table = { ...sampledResponses(models, 2000, { seed: 4 }), confidenceLevel: 0.95 };
  const { items } = kind === "two-parameter" ? calibrateTwoParameter(table) : calibrateRasch({ ...table, method: kind === "joint" ? { kind, biasCorrection: true } : { kind } });
  const average = (of: "infit" | "outfit") => (items ?? []).reduce((sum, { fit }) => sum + (fit?.[of] ?? NaN), 0) / 6;
  expect(Math.abs(average("infit") - 1)).toBeLessThan(0.02);
  expect(Math.abs(average("outfit") - 1)).toBeLessThan(0.05);
  expect((items ?? []).flatMap(({ flags }) => flags)).toEqual([]);
});

test("ability: weighted likelihood is unbiased, and nineteen of twenty intervals hold the truth", () => {
  const models = raschModels(Array.from({ length: 20 }, (_, item) => -2 + item / 5));
  const truths = normalDraws({ seed: 9, stream: ["abilities"], count: 200 });
  const { responses } = sampledResponses(models, 200, { seed: 9 });
  const found = truths.map((truth, person) => {
    const result = abilityEstimate({ answers: models.map((model, item) => ({ model, score: responses[person]?.[item] ?? null })), method: { kind: "wle" }, confidenceLevel: 0.95 });
    return result.estimate === null ? { error: NaN, holds: false } : { error: result.estimate - truth, holds: result.confidence.lower <= truth && truth <= result.confidence.upper };
  });
  expect(Math.abs(found.reduce((sum, { error }) => sum + error, 0) / 200)).toBeLessThan((4.5 * 0.5) / Math.sqrt(200));
  expect(share(found.map(({ holds }) => holds))).toBeGreaterThan(0.89);
});
