import { describe, expect, test } from "vitest";
import { itemResponse, type ResponseModel, simulateScores } from "coachkit/psychometrics";
import { refuses } from "../refusal.js";

const models: readonly ResponseModel[] = [
  { kind: "rasch", difficultyLogits: 0.5 },
  { kind: "three-parameter", discrimination: 1.5, difficultyLogits: 0, guessProbability: 0.2 },
  { kind: "graded-response", discrimination: 1, thresholdsLogits: [-1, 0.5, 2] },
  { kind: "generalized-partial-credit", discrimination: 1.2, stepsLogits: [0.5, -0.5] },
];

describe("simulateScores", () => {
  test("each score comes as often as its model says", () => {
    const people = 4000;
    const rows = simulateScores({ models, abilitiesLogits: Array.from({ length: people }, () => 0.3), seed: 1 });
    models.forEach((model, item) => {
      itemResponse({ model, abilityLogits: 0.3 }).scoreProbabilities.forEach((probability, score) => {
        const share = rows.filter((row) => row[item] === score).length / people;
        expect(Math.abs(share - probability)).toBeLessThan(4.5 * Math.sqrt((probability * (1 - probability)) / people));
      });
    });
  });

  test("more people do not change the first ones, another seed does", () => {
    const abilitiesLogits = [0, 1, -1, 0, 1, -1];
    const all = simulateScores({ models, abilitiesLogits, seed: 2 });
    expect(simulateScores({ models, abilitiesLogits: abilitiesLogits.slice(0, 3), seed: 2 })).toEqual(all.slice(0, 3));
    expect(simulateScores({ models, abilitiesLogits, seed: 3 })).not.toEqual(all);
  });

  test("names every fault", () => {
    refuses(() => simulateScores({ models: [{ kind: "rasch", difficultyLogits: NaN }], abilitiesLogits: [Infinity], seed: 0.5 }),
      { code: "input.invalid_type", path: ["models", 0, "difficultyLogits"] }, { code: "input.invalid_type", path: ["abilitiesLogits", 0] }, { code: "input.invalid_type", path: ["seed"] });
  });
});
