import { expect, test } from "vitest";
import { abilityEstimate, calibrateRasch, calibrateTwoParameter, type ResponseModel } from "coachkit/psychometrics";
import { normalDraws } from "coachkit/statistics";
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
