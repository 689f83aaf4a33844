import { describe, expect, test } from "vitest";
import { calibrateTwoParameter, calibrateTwoParameterColumns, type ResponseModel, type TwoParameterCalibration, type TwoParameterCalibrationResult } from "coachkit/psychometrics";
import { observedInformation } from "../../src/psychometrics/two-parameter-information.js";
import { answerPatterns } from "../../src/psychometrics/two-parameter-answers.js";
import { curvesAt, visitPatterns } from "../../src/psychometrics/two-parameter-step.js";
import { refuses } from "../refusal.js";
import { sampledResponses, withGaps } from "./sampled-responses.js";

const models: readonly ResponseModel[] = [[1.6, -1], [0.7, -0.5], [1.2, 0], [2, 0.3], [1, 0.8], [1.4, 1.2], [0.9, -1.4], [1.1, 0.1], [1.3, 0.6]].map(([discrimination = 1, difficultyLogits = 0]) => ({ kind: "two-parameter", discrimination, difficultyLogits }));
const sampled = sampledResponses(models, 1500, { seed: 3 });
const done = (result: TwoParameterCalibrationResult): TwoParameterCalibration => {
  if (result.items === null) throw new Error(result.reason);
  return result;
};
const calibrate = (table: { readonly itemIds: readonly string[]; readonly responses: readonly (readonly (0 | 1 | null)[])[] }, options: object = {}) => calibrateTwoParameter({ ...table, confidenceLevel: 0.95, ...options });
const patternsOf = (responses: readonly (readonly (0 | 1 | null)[])[]) => {
  const itemCount = responses[0]?.length ?? 0;
  return answerPatterns({ bytes: Uint8Array.from(responses.flat(), (response) => response ?? 255), itemCount, personCount: responses.length }, Int32Array.from({ length: itemCount }, (_, item) => item));
};

describe("calibrateTwoParameter", () => {
  test("comes within four and a half standard errors of the truth", () => {
    done(calibrate(sampled)).items.forEach(({ discrimination, difficulty }, item) => {
      const model = models[item];
      if (model?.kind !== "two-parameter" || difficulty === null) throw new Error("two parameters");
      expect(Math.abs(discrimination.estimate - model.discrimination)).toBeLessThan(4.5 * discrimination.standardError);
      expect(Math.abs(difficulty.estimate - model.difficultyLogits)).toBeLessThan(4.5 * difficulty.standardError);
    });
  });

  test("items that everybody had right or wrong, or nobody answered, are left out by name and change nothing", () => {
    const responses = sampled.responses.map((row) => [1 as const, ...row, 0 as const, null]);
    const result = done(calibrate({ itemIds: ["gift", ...sampled.itemIds, "wall", "unseen"], responses }));
    expect(result.excluded).toEqual([{ itemId: "gift", reason: "all-right" }, { itemId: "wall", reason: "all-wrong" }, { itemId: "unseen", reason: "no-answers" }]);
    expect(result.items).toEqual(done(calibrate(sampled)).items);
  });

  test("a wrong key shows as a negative discrimination, a coin as flat, without a difficulty", () => {
    const responses = sampled.responses.map((row, person) => [...row.slice(1), row[0] === 1 ? 0 as const : 1 as const, person % 2 === 0 ? 1 as const : 0 as const]);
    const { items } = done(calibrate({ itemIds: [...sampled.itemIds.slice(1), "reversed", "coin"], responses }));
    expect(items.at(-2)?.flags).toEqual(["negative-discrimination"]);
    expect(items.at(-1)).toMatchObject({ difficulty: null, flags: ["flat"] });
  });

  test("items that part people as with a knife have no finite slope, and are named", () => {
    const responses = Array.from({ length: 60 }, (_, person) => [person >= 20 ? 1 as const : 0 as const, person >= 30 ? 1 as const : 0 as const, person >= 40 ? 1 as const : 0 as const]);
    expect(calibrate({ itemIds: ["a", "b", "c"], responses })).toMatchObject({ items: null, reason: "boundless-slope", itemIds: expect.arrayContaining(["b"]) as unknown });
  });

  test.each<[string, readonly (readonly (0 | 1 | null)[])[], string]>([
    ["all answers the same", [[1, 0], [1, 0]], "too-few-items"],
    ["nobody", [], "too-few-items"],
    ["no answers", [[null, null]], "too-few-items"],
  ])("%s give no calibration", (_, responses, reason) => { expect(calibrate({ itemIds: ["a", "b"], responses })).toMatchObject({ items: null, reason }); });

  test("two items cannot tell two slopes apart", () => {
    expect(calibrate({ itemIds: ["a", "b"], responses: sampled.responses.map((row) => row.slice(0, 2)) }).items).toBeNull();
  });

  test("too few steps are not enough, and say so", () => { expect(calibrate(sampled, { mostSteps: 2 })).toMatchObject({ items: null, reason: "not-settled" }); });

  test("what was not said is returned", () => {
    expect(done(calibrate(sampled)).assumptions).toEqual({ nodeCount: 49, mostSteps: 1000, fitRange: { lowest: 0.7, highest: 1.3 } });
    expect(done(calibrate(sampled, { nodeCount: 31, mostSteps: 50, fitRange: { lowest: 0.5, highest: 1.5 } })).assumptions).toEqual({});
  });

  test("the order of people and of items does not matter, and missing answers may stand anywhere", () => {
    const responses = withGaps(sampled.responses);
    const straight = done(calibrate({ itemIds: sampled.itemIds, responses })).items;
    const turned = done(calibrate({ itemIds: sampled.itemIds.toReversed(), responses: responses.toReversed().map((row) => row.toReversed()) })).items.toReversed();
    straight.forEach(({ discrimination, intercept }, item) => {
      expect(turned[item]?.discrimination.estimate).toBeCloseTo(discrimination.estimate, 5);
      expect(turned[item]?.intercept.standardError).toBeCloseTo(intercept.standardError, 5);
    });
  });

  test("twice the same people halve the variances and move nothing", () => {
    const [once, twice] = [sampled.responses, [...sampled.responses, ...sampled.responses]].map((responses) => done(calibrate({ itemIds: sampled.itemIds, responses })).items);
    once?.forEach(({ discrimination }, item) => {
      expect(twice?.[item]?.discrimination.estimate).toBeCloseTo(discrimination.estimate, 5);
      expect(twice?.[item]?.discrimination.standardError).toBeCloseTo(discrimination.standardError / Math.SQRT2, 4);
    });
  });

  // Without formulas: the likelihood itself, shifted a little.
  test.each<[string, readonly (readonly (0 | 1 | null)[])[]]>([["complete", sampled.responses.slice(0, 200)], ["with gaps", withGaps(sampled.responses.slice(0, 200))]])("gradient and information are those of the likelihood: %s", (_, responses) => {
    const patterns = patternsOf(responses);
    // any nodes will do: the derivatives are those of the sum over them
    const places = Float64Array.from({ length: 41 }, (__, node) => -4 + node / 5);
    const nodes = { places, logWeights: places.map((place) => -place * place / 2) };
    const at = Float64Array.from({ length: 18 }, (__, index) => (index < 9 ? 1 + index / 10 : (index - 13) / 5));
    const height = (...shifts: readonly (readonly [number, number])[]) => {
      const moved = at.slice();
      for (const [index, by] of shifts) moved[index] = (moved[index] ?? 0) + by;
      return visitPatterns({ patterns, curves: curvesAt(moved, nodes), nodes }, () => undefined);
    };
    const { gradient, matrix } = observedInformation(patterns, at, nodes);
    const h = 1e-3;
    for (const row of [0, 4, 9, 17]) {
      expect(gradient[row]).toBeCloseTo((height([row, h]) - height([row, -h])) / (2 * h), 3);
      for (const column of [1, 4, 10, 17]) {
        const second = (height([row, h], [column, h]) - height([row, h], [column, -h]) - height([row, -h], [column, h]) + height([row, -h], [column, -h])) / (4 * h * h);
        expect(matrix[row * 18 + column]).toBeCloseTo(-second, 2);
      }
    }
  });

  test.each<[string, object, string, readonly (string | number)[]]>([
    ["an item twice", { itemIds: ["a", "b", "a"], responses: [] }, "response-table.duplicate_item", ["itemIds", 2]],
    ["a long row", { itemIds: ["a", "b"], responses: [[1, 0, 1]] }, "response-table.wrong_length", ["responses", 0]],
    ["five nodes", { nodeCount: 5 }, "input.too_small", ["nodeCount"]],
  ])("refuses %s", (_, part, code, path) => { refuses(() => calibrate(sampled, part), { code, path }); });
});

describe("calibrateTwoParameterColumns", () => {
  test("answers what the plain table answers", () => {
    const responses = withGaps(sampled.responses);
    expect(calibrateTwoParameterColumns({ itemIds: sampled.itemIds, responses: Int8Array.from(responses.flat(), (response) => response ?? -1), confidenceLevel: 0.95 })).toEqual(calibrate({ itemIds: sampled.itemIds, responses }));
  });
  test("refuses bytes that are no answers", () => {
    refuses(() => calibrateTwoParameterColumns({ itemIds: ["a", "b"], responses: Uint8Array.of(1, 3), confidenceLevel: 0.95 }), { code: "response-table.unknown_response", path: ["responses", 1] });
  });
});
