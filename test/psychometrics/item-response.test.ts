import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { itemResponse, type ResponseModel, successMargin, testInformation } from "coachkit/psychometrics";
import { anyAbility, anyModel } from "./models.js";
import { refuses } from "../refusal.js";

describe("itemResponse", () => {
  test("one half succeed where ability meets difficulty", () => {
    expect(itemResponse({ model: { kind: "rasch", difficultyLogits: 1.5 }, abilityLogits: 1.5 })).toEqual({
      scoreProbabilities: [0.5, 0.5], logScoreProbabilities: [-Math.LN2, -Math.LN2], expectedScore: 0.5, expectedScoreSlope: 0.25, information: 0.25,
    });
  });

  // p (1 − p) at ability − difficulty = ln (p ÷ (1 − p))
  test.each([
    // success  information
    [0.5,       0.25],
    [0.65,      0.2275],
    [0.75,      0.1875],
    [0.8,       0.16],
    [0.85,      0.1275],
    [0.9,       0.09],
  ])("at a success of %d a Rasch item informs by %d", (probability, information) => {
    const { marginLogits } = successMargin({ probability, discrimination: 1, guessProbability: 0 });
    const response = itemResponse({ model: { kind: "rasch", difficultyLogits: 0.4 }, abilityLogits: 0.4 + (marginLogits ?? NaN) });
    expect(response.expectedScore).toBeCloseTo(probability, 12);
    expect(response.information).toBeCloseTo(information, 12);
  });

  test("two steps at one place: the middle score is as likely as each of its neighbors there", () => {
    const { scoreProbabilities } = itemResponse({ model: { kind: "generalized-partial-credit", discrimination: 1.7, stepsLogits: [1, 1] }, abilityLogits: 1 });
    for (const probability of scoreProbabilities) expect(probability).toBeCloseTo(1 / 3, 14);
  });

  test("a guess halves the way to certainty at the difficulty", () => {
    expect(itemResponse({ model: { kind: "three-parameter", discrimination: 2, difficultyLogits: 0, guessProbability: 0.2 }, abilityLogits: 0 }).expectedScore).toBeCloseTo(0.6, 14);
  });

  test("the logarithm of a probability that rounds to 0 is kept, and that of one that rounds to 1 too", () => {
    const { scoreProbabilities, logScoreProbabilities } = itemResponse({ model: { kind: "two-parameter", discrimination: 2, difficultyLogits: 1000 }, abilityLogits: -1000 });
    expect(scoreProbabilities).toEqual([1, 0]);
    expect(logScoreProbabilities).toEqual([0, -4000]);
    expect(itemResponse({ model: { kind: "generalized-partial-credit", discrimination: 1, stepsLogits: [-43] }, abilityLogits: 0 }).logScoreProbabilities[1]).toBeCloseTo(-2.1151310375910805e-19, 30);
  });

  test("thresholds that nearly meet leave a score that is rare, not one that is impossible", () => {
    const { logScoreProbabilities: [, middle] } = itemResponse({ model: { kind: "graded-response", discrimination: 0.01, thresholdsLogits: [0, 1e-6] }, abilityLogits: 0 });
    // slope × gap × ¼
    expect(middle).toBeCloseTo(Math.log(0.01 * 1e-6 * 0.25), 6);
  });

  test("refuses thresholds out of order", () => {
    refuses(() => itemResponse({ model: { kind: "graded-response", discrimination: 1, thresholdsLogits: [0, 1, 1] }, abilityLogits: 0 }), { code: "response-model.thresholds_out_of_order", path: ["model", "thresholdsLogits", 2], params: { score: 3 } });
  });

  test.each<[string, unknown, string, readonly string[]]>([
    ["an infinite ability", { model: { kind: "rasch", difficultyLogits: 0 }, abilityLogits: Infinity }, "input.invalid_type", ["abilityLogits"]],
    ["a difficulty that is no number", { model: { kind: "rasch", difficultyLogits: NaN }, abilityLogits: 0 }, "input.invalid_type", ["model", "difficultyLogits"]],
    ["a discrimination of 0", { model: { kind: "two-parameter", discrimination: 0, difficultyLogits: 0 }, abilityLogits: 0 }, "input.too_small", ["model", "discrimination"]],
    ["a certain guess", { model: { kind: "three-parameter", discrimination: 1, difficultyLogits: 0, guessProbability: 1 }, abilityLogits: 0 }, "input.too_big", ["model", "guessProbability"]],
    ["an unknown model", { model: { kind: "four-parameter" }, abilityLogits: 0 }, "input.invalid_union", ["model", "kind"]],
    ["no thresholds", { model: { kind: "graded-response", discrimination: 1, thresholdsLogits: [] }, abilityLogits: 0 }, "input.too_small", ["model", "thresholdsLogits"]],
  ])("refuses %s", (_, input, code, path) => { refuses(() => itemResponse(input as never), { code, path }); });

  test("probabilities sum to 1, and the derivatives are those of the curves", () => fc.assert(fc.property(anyModel, anyAbility, (model, abilityLogits) => {
    const response = itemResponse({ model, abilityLogits });
    expect(response.scoreProbabilities.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 12);
    const [before, after] = [-1e-4, 1e-4].map((shift) => itemResponse({ model, abilityLogits: abilityLogits + shift }));
    if (before === undefined || after === undefined) throw new Error("two points");
    expect(response.expectedScoreSlope).toBeCloseTo((after.expectedScore - before.expectedScore) / 2e-4, 6);
    const information = response.scoreProbabilities.reduce((sum, probability, score) => sum + probability * (((after.logScoreProbabilities[score] ?? 0) - (before.logScoreProbabilities[score] ?? 0)) / 2e-4) ** 2, 0);
    expect(response.information).toBeCloseTo(information, 6);
  })));

  test("an item with one threshold, one step or no guess is a two-parameter item", () => fc.assert(fc.property(anyAbility, fc.double({ min: 0.1, max: 4, noNaN: true }), (abilityLogits, discrimination) => {
    const plain = itemResponse({ model: { kind: "two-parameter", discrimination, difficultyLogits: 0.7 }, abilityLogits });
    const same: readonly ResponseModel[] = [
      { kind: "three-parameter", discrimination, difficultyLogits: 0.7, guessProbability: 0 },
      { kind: "graded-response", discrimination, thresholdsLogits: [0.7] },
      { kind: "generalized-partial-credit", discrimination, stepsLogits: [0.7] },
    ];
    for (const model of same) {
      const other = itemResponse({ model, abilityLogits });
      expect(other.expectedScore).toBeCloseTo(plain.expectedScore, 12);
      expect(other.information).toBeCloseTo(plain.information, 12);
    }
  })));
});

describe("testInformation", () => {
  test("is the sum over the items", () => {
    expect(testInformation({ models: [{ kind: "rasch", difficultyLogits: 0 }, { kind: "two-parameter", discrimination: 2, difficultyLogits: 0 }], abilityLogits: 0 })).toEqual({ information: 1.25, standardErrorLogits: 1 / Math.sqrt(1.25), expectedScore: 1 });
  });

  test("items that say nothing give no standard error", () => {
    expect(testInformation({ models: [{ kind: "rasch", difficultyLogits: 1000 }], abilityLogits: -1000 })).toEqual({ information: 0, standardErrorLogits: null, expectedScore: 0 });
  });

  test("refuses a test without items", () => { refuses(() => testInformation({ models: [], abilityLogits: 0 }), { code: "input.too_small", path: ["models"] }); });
});

describe("successMargin", () => {
  test.each([
    // success  logits
    [0.5,       0],
    [0.65,      0.619],
    [0.75,      1.0986],
    [0.8,       1.3863],
    [0.85,      1.7346],
    [0.9,       2.1972],
    [0.97,      3.4761],
  ])("of a success of %d is %d", (probability, marginLogits) => {
    expect(successMargin({ probability, discrimination: 1, guessProbability: 0 }).marginLogits).toBeCloseTo(marginLogits, 4);
  });

  test("no ability is low enough to fall below the guess", () => {
    expect(successMargin({ probability: 0.25, discrimination: 1, guessProbability: 0.25 })).toEqual({ marginLogits: null, reason: "below-guess" });
  });

  test.each([[0, "input.too_small"], [1, "input.too_big"], [80, "input.too_big"]])("refuses the probability %d", (probability, code) => {
    refuses(() => successMargin({ probability, discrimination: 1, guessProbability: 0 }), { code, path: ["probability"] });
  });
});
