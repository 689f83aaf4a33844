import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { abilityEstimate, type AbilityEstimateResult, type AbilityMethod, type ResponseModel } from "coachkit/psychometrics";
import { anyModel } from "./models.js";
import { refuses } from "../refusal.js";

const prior = { meanLogits: 0, standardDeviationLogits: 1 };
const methods: readonly AbilityMethod[] = [{ kind: "mle" }, { kind: "wle" }, { kind: "map", prior }, { kind: "eap", prior }];
const rasch = (difficultyLogits: number): ResponseModel => ({ kind: "rasch", difficultyLogits });
const estimateOf = (models: readonly ResponseModel[], scores: readonly (number | null)[], method: AbilityMethod): AbilityEstimateResult =>
  abilityEstimate({ answers: models.map((model, index) => ({ model, score: scores[index] ?? null })), method, confidenceLevel: 0.95 });
const found = (result: AbilityEstimateResult) => {
  if (result.estimate === null) throw new Error(result.reason);
  return result;
};
const highest = (model: ResponseModel) => (model.kind === "graded-response" ? model.thresholdsLogits.length : model.kind === "generalized-partial-credit" ? model.stepsLogits.length : 1);

describe("abilityEstimate", () => {
  const four = [rasch(0), rasch(0), rasch(0), rasch(0)];

  test("three of four items at difficulty 0: maximum likelihood is ln 3, its error 1 ÷ √(4 · ¾ · ¼)", () => {
    const { estimate, standardErrorLogits, logLikelihood, ...rest } = found(estimateOf(four, [1, 1, 1, 0], { kind: "mle" }));
    expect(estimate).toBeCloseTo(Math.log(3), 12);
    expect(standardErrorLogits).toBeCloseTo(1 / Math.sqrt(0.75), 12);
    expect(logLikelihood).toBeCloseTo(3 * Math.log(0.75) + Math.log(0.25), 12);
    expect(rest).toEqual({ confidence: { lower: expect.closeTo(Math.log(3) - 1.959964 / Math.sqrt(0.75), 5), upper: expect.closeTo(Math.log(3) + 1.959964 / Math.sqrt(0.75), 5), level: 0.95 }, n: 4, method: "mle", warnings: [] });
  });

  test("one item right: weighted likelihood lies where ¾ succeed", () => {
    expect(estimateOf([rasch(0.3)], [1], { kind: "wle" }).estimate).toBeCloseTo(0.3 + Math.log(3), 12);
  });

  test("a posterior mode balances surprise and prior: θ = s²·(S − P)", () => {
    const estimate = found(estimateOf([rasch(0)], [1], { kind: "map", prior: { meanLogits: 0, standardDeviationLogits: 2 } })).estimate;
    expect(estimate).toBeCloseTo(4 * (1 - 1 / (1 + Math.exp(-estimate))), 12);
  });

  test.each<[string, readonly number[]]>([["all-highest", [1, 1, 1, 1]], ["all-lowest", [0, 0, 0, 0]]])("%s: maximum likelihood has no answer, the others say that it is theirs", (reason, scores) => {
    expect(estimateOf(four, scores, { kind: "mle" })).toEqual({ estimate: null, reason, n: 4 });
    for (const method of methods.slice(1)) expect(found(estimateOf(four, scores, method)).warnings).toEqual([reason]);
  });

  test("a missing answer is no wrong answer", () => {
    for (const method of methods) expect(estimateOf([...four, rasch(-3)], [1, 1, 1, 0, null], method)).toEqual(estimateOf(four, [1, 1, 1, 0], method));
  });

  test("without answers the prior is the answer, and without a prior there is none", () => {
    expect(estimateOf(four, [], { kind: "mle" })).toEqual({ estimate: null, reason: "no-answers", n: 0 });
    expect(estimateOf([], [], { kind: "wle" })).toEqual({ estimate: null, reason: "no-answers", n: 0 });
    expect(found(estimateOf([], [], { kind: "eap", prior: { meanLogits: -0.5, standardDeviationLogits: 0.7 } }))).toMatchObject({ estimate: -0.5, standardErrorLogits: 0.7, n: 0 });
  });

  test("only the hard item right, where guessing explains it: the likelihood is highest at no finite ability", () => {
    const guessed = (difficultyLogits: number): ResponseModel => ({ kind: "three-parameter", discrimination: 1, difficultyLogits, guessProbability: 0.25 });
    expect(estimateOf([guessed(-2), guessed(-1), guessed(0), guessed(3)], [0, 0, 0, 1], { kind: "mle" })).toEqual({ estimate: null, reason: "no-finite-maximum", n: 4 });
    expect(found(estimateOf([guessed(-2), guessed(-1), guessed(0), guessed(3)], [0, 0, 0, 1], { kind: "wle" })).estimate).toBeLessThan(-1);
  });

  // A sharp item guessed right far above a sharp item failed: the likelihood has a hill below and a hill above.
  test("of two hills the higher one is taken, not the one that the search meets first", () => {
    const sharp = (difficultyLogits: number, guessProbability: number): ResponseModel => ({ kind: "three-parameter", discrimination: 3, difficultyLogits, guessProbability });
    const withGuess = (guess: number) => found(estimateOf([sharp(-2.5, 0), sharp(-1.5, 0), ...Array.from({ length: 4 }, () => sharp(2, guess)), sharp(4, 0)], [1, 0, 1, 1, 1, 1, 0], { kind: "mle" })).estimate;
    expect(withGuess(0.01)).toBeGreaterThan(1);
    expect(withGuess(0.2)).toBeLessThan(-1);
  });

  test("a sharp test under a wide prior keeps its digits: the mean of the posterior comes near maximum likelihood", () => {
    const many = Array.from({ length: 400 }, (_, index): ResponseModel => ({ kind: "two-parameter", discrimination: 3, difficultyLogits: 90 + index / 100 }));
    const scores = many.map((_, index) => (index < 200 ? 1 : 0));
    const [atMle, atEap] = [estimateOf(many, scores, { kind: "mle" }), estimateOf(many, scores, { kind: "eap", prior: { meanLogits: -100, standardDeviationLogits: 1000 } })].map(found);
    expect(atEap?.estimate).toBeCloseTo(atMle?.estimate ?? NaN, 2);
    expect(atEap?.standardErrorLogits).toBeCloseTo(atMle?.standardErrorLogits ?? NaN, 2);
  });

  test("refuses a score above the item's highest, by item", () => {
    refuses(() => estimateOf([rasch(0), { kind: "graded-response", discrimination: 1, thresholdsLogits: [-1, 1] }], [2, 3], { kind: "mle" }),
      { code: "ability-estimate.score_out_of_range", path: ["answers", 0, "score"], params: { score: 2, highest: 1 } },
      { code: "ability-estimate.score_out_of_range", path: ["answers", 1, "score"], params: { score: 3, highest: 2 } });
  });

  test.each<[string, AbilityMethod, string, readonly string[]]>([
    ["a prior without width", { kind: "map", prior: { meanLogits: 0, standardDeviationLogits: 0 } }, "input.too_small", ["method", "prior", "standardDeviationLogits"]],
    ["a prior that is no number", { kind: "eap", prior: { meanLogits: NaN, standardDeviationLogits: 1 } }, "input.invalid_type", ["method", "prior", "meanLogits"]],
    ["a method without its prior", { kind: "map" } as never, "input.invalid_type", ["method", "prior"]],
  ])("refuses %s", (_, method, code, path) => { refuses(() => estimateOf(four, [1, 0, 1, 0], method), { code, path }); });

  const answered = fc.array(fc.tuple(anyModel, fc.nat(4)), { minLength: 1, maxLength: 12 }).map((pairs) => ({ models: pairs.map(([model]) => model), scores: pairs.map(([model, score]) => Math.min(score, highest(model))) }));

  test("every method but maximum likelihood answers every pattern with finite numbers", () => fc.assert(fc.property(answered, ({ models, scores }) => {
    for (const method of methods.slice(1)) {
      const { estimate, standardErrorLogits, confidence } = found(estimateOf(models, scores, method));
      for (const value of [estimate, standardErrorLogits, confidence.lower, confidence.upper]) expect(Number.isFinite(value)).toBe(true);
    }
  }), { numRuns: 40 }));

  test("no ability nearby makes the answers more likely than maximum likelihood does", () => fc.assert(fc.property(answered, ({ models, scores }) => {
    const result = estimateOf(models, scores, { kind: "mle" });
    if (result.estimate === null) return;
    const far = found(estimateOf(models, scores, { kind: "map", prior: { meanLogits: result.estimate, standardDeviationLogits: 1000 } }));
    expect(far.logLikelihood).toBeLessThanOrEqual(result.logLikelihood + 1e-9);
    expect(far.estimate).toBeCloseTo(result.estimate, 1);
  }), { numRuns: 40 }));

  test("scale and origin are free: all places moved by c move the ability by c", () => fc.assert(fc.property(fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 2, maxLength: 10 }), fc.double({ min: -50, max: 50, noNaN: true }), (places, shift) => {
    const scores = places.map((_, index) => index % 2);
    const [at, moved] = [places, places.map((place) => place + shift)].map((difficulties) => found(estimateOf(difficulties.map(rasch), scores, { kind: "wle" })).estimate);
    expect((moved ?? NaN) - (at ?? NaN)).toBeCloseTo(shift, 9);
  }), { numRuns: 40 }));
});
