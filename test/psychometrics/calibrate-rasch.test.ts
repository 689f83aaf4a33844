import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calibrateRasch, calibrateRaschColumns, CALIBRATION_LIMITS, type RaschCalibration, type RaschCalibrationResult, type RaschMethod, type RaschRequest } from "coachkit/psychometrics";
import { conditionalPart } from "../../src/psychometrics/conditional-group.js";
import { refuses } from "../refusal.js";
import { raschModels, sampledResponses, withGaps } from "./sampled-responses.js";

const methods: readonly RaschMethod[] = [{ kind: "marginal" }, { kind: "conditional" }, { kind: "joint", biasCorrection: true }];
const difficulties = [-1.5, -0.8, -0.3, 0, 0.2, 0.5, 0.9, 1.4];
const sampled = sampledResponses(raschModels(difficulties), 600, { seed: 5 });
const calibrate = (table: Pick<RaschRequest, "itemIds" | "responses">, method: RaschMethod, options: Partial<RaschRequest> = {}): RaschCalibrationResult => calibrateRasch({ ...table, method, confidenceLevel: 0.95, ...options });
const done = (result: RaschCalibrationResult): RaschCalibration => {
  if (result.items === null) throw new Error(result.reason);
  return result;
};
const estimates = (result: RaschCalibrationResult) => done(result).items.map(({ estimate }) => estimate);
const centered = (values: readonly number[]) => values.map((value) => value - values.reduce((sum, each) => sum + each, 0) / values.length);
const rows = (...texts: readonly string[]): (0 | 1 | null)[][] => texts.map((text) => [...text].map((sign) => (sign === "-" ? null : sign === "1" ? 1 : 0)));
const ids = (count: number) => Array.from({ length: count }, (_, index) => `item-${String(index)}`);

describe("calibrateRasch", () => {
  // Of those with one of two right, n₁ had the first and n₂ the second: b₂ − b₁ = ln(n₁ ÷ n₂), its variance 1 ÷ n₁ + 1 ÷ n₂.
  test("two items, conditional: their distance is the log-odds among those with one right, whoever else there is", () => {
    const { items, personCount, extremePersonCount, identification, abilityByScore } = done(calibrate({ itemIds: ["a", "b"], responses: rows("10", "10", "10", "01", "11", "00", "11") }, { kind: "conditional" }));
    expect(items.map(({ estimate }) => estimate)).toEqual([expect.closeTo(-Math.log(3) / 2, 9), expect.closeTo(Math.log(3) / 2, 9)]);
    for (const { standardErrorLogits, n } of items) {
      expect(standardErrorLogits).toBeCloseTo(Math.sqrt(1 / 3 + 1) / 2, 9);
      expect(n).toBe(4);
    }
    expect({ personCount, extremePersonCount, identification, abilityByScore }).toEqual({ personCount: 4, extremePersonCount: 3, identification: "mean-difficulty-zero", abilityByScore: [{ score: 1, abilityLogits: expect.closeTo(0, 9), n: 4 }] });
  });

  // Joint: each of them has the ability between the two items, so half the distance must explain the whole odds: twice as far, and the correction (2 − 1) ÷ 2 brings it back.
  test("two items, joint: twice as far apart, and right after the correction", () => {
    const table = { itemIds: ["a", "b"], responses: rows("10", "10", "10", "01") };
    expect(estimates(calibrate(table, { kind: "joint", biasCorrection: false }))).toEqual([expect.closeTo(-Math.log(3), 7), expect.closeTo(Math.log(3), 7)]);
    const corrected = done(calibrate(table, { kind: "joint", biasCorrection: true }));
    expect(corrected.items[0]?.estimate).toBeCloseTo(-Math.log(3) / 2, 7);
    expect(corrected).toMatchObject({ assumptions: { biasCorrectionRatio: 0.5 }, warnings: ["joint-standard-errors-too-small"] });
  });

  test("people who differ no more than chance: no spread, and each item by its own odds", () => {
    const result = done(calibrate({ itemIds: ["a", "b"], responses: rows("10", "01", "10", "01", "10", "01", "10", "00") }, { kind: "marginal" }));
    expect(result).toMatchObject({ abilityStandardDeviation: { estimate: 0, standardError: null }, warnings: ["no-ability-spread"] });
    expect(result.items[0]?.estimate).toBeCloseTo(0, 12);
    expect(result.items[1]?.estimate).toBeCloseTo(Math.log(5 / 3), 12);
    expect(result.items[1]?.standardErrorLogits).toBeCloseTo(Math.sqrt(1 / 3 + 1 / 5), 12);
  });

  test("the three methods agree on what the answers say, and come near the truth", () => {
    const [marginal = [], conditional = [], joint = []] = methods.map((method) => centered(estimates(calibrate(sampled, method))));
    const truth = centered(difficulties);
    truth.forEach((difficulty, item) => {
      expect(marginal[item]).toBeCloseTo(conditional[item] ?? NaN, 1);
      expect(joint[item]).toBeCloseTo(conditional[item] ?? NaN, 1);
      // four and a half standard errors
      expect(Math.abs((conditional[item] ?? NaN) - difficulty)).toBeLessThan(4.5 * 0.12);
    });
  });

  test.each(methods)("$kind: items that everybody had right or wrong, or nobody answered, are left out by name", (method) => {
    const responses = sampled.responses.map((row) => [1 as const, ...row, 0 as const, null]);
    const result = done(calibrate({ itemIds: ["gift", ...sampled.itemIds, "wall", "unseen"], responses }, method));
    expect(result.excluded).toEqual([{ itemId: "gift", reason: "all-right" }, { itemId: "wall", reason: "all-wrong" }, { itemId: "unseen", reason: "no-answers" }]);
    expect(result.items.map(({ itemId, estimate }) => [itemId, estimate])).toEqual(done(calibrate(sampled, method)).items.map(({ itemId, estimate }) => [itemId, estimate]));
  });

  test("left out is also an item that only people without a right answer had wrong, once they are gone", () => {
    // without 000 everybody has the first right; without the first the rest go on
    const result = calibrate({ itemIds: ids(3), responses: rows("000", "110", "101", "110") }, { kind: "conditional" });
    expect(result.excluded).toEqual([{ itemId: "item-0", reason: "all-right" }]);
    expect(estimates(result)).toEqual([expect.closeTo(-Math.log(2) / 2, 8), expect.closeTo(Math.log(2) / 2, 8)]);
  });

  test.each<[string, readonly string[], string]>([
    ["all answers the same", ["111", "111"], "too-few-items"],
    ["nobody", [], "too-few-items"],
    ["one person", ["101"], "too-few-items"],
    ["no answers", ["---", "---"], "too-few-items"],
  ])("%s give no calibration", (_, texts, reason) => {
    for (const method of methods) expect(calibrate({ itemIds: ids(3), responses: rows(...texts) }, method)).toMatchObject({ items: null, reason });
  });

  test("everybody with all or none right: nothing is left once they are gone", () => {
    for (const method of methods.slice(1)) expect(calibrate({ itemIds: ids(2), responses: rows("11", "00", "11") }, method)).toMatchObject({ items: null, reason: "too-few-items" });
  });

  test("two groups of items that no answer ranks against each other cannot be placed; the marginal method, which takes abilities as normal, can", () => {
    // whoever has one of the last two right has all of the first three right
    const table = { itemIds: ids(5), responses: rows("10000", "01000", "00100", "11110", "11101", "11000", "01100", "10100") };
    for (const method of methods.slice(1)) expect(calibrate(table, method)).toMatchObject({ items: null, reason: "separable", itemIds: ["item-3", "item-4"] });
    expect(done(calibrate(table, { kind: "marginal" })).items).toHaveLength(5);
  });

  test("items that nobody answered together cannot be placed either", () => {
    const table = { itemIds: ids(4), responses: rows("10--", "01--", "10--", "--10", "--01", "--10") };
    expect(calibrate(table, { kind: "conditional" })).toMatchObject({ items: null, reason: "separable", itemIds: ["item-0", "item-1"] });
  });

  test("answers that only ever follow the order of the items have no finite spread of abilities: the iteration does not come to rest, and says so", () => {
    const ladder = Array.from({ length: 60 }, (_, person) => Array.from({ length: 5 }, (__, item) => (person % 6 > item ? 1 as const : 0 as const)));
    expect(calibrate({ itemIds: ids(5), responses: ladder }, { kind: "marginal" })).toMatchObject({ items: null, reason: "not-settled" });
  });

  test("too few steps are not enough, and say so", () => {
    for (const method of methods) expect(calibrate(sampled, method, { mostSteps: 1 })).toMatchObject({ items: null, reason: "not-settled" });
  });

  test("what was not said is returned", () => {
    expect(done(calibrate(sampled, { kind: "marginal" })).assumptions).toEqual({ nodeCount: 49, mostSteps: 1000, fitRange: { lowest: 0.7, highest: 1.3 } });
    expect(done(calibrate(sampled, { kind: "conditional" }, { mostSteps: 50, fitRange: { lowest: 0.5, highest: 1.5 } })).assumptions).toEqual({});
  });

  test("more nodes do not change the eighth digit", () => {
    const [usual, fine] = [{}, { nodeCount: 201 }].map((options) => estimates(calibrate(sampled, { kind: "marginal" }, options)));
    usual?.forEach((estimate, item) => { expect(estimate).toBeCloseTo(fine?.[item] ?? NaN, 8); });
  });

  test("answers drawn at random are noisy, an item that parts people like a knife is too regular; the rest fits", () => {
    const abilityRow = (row: readonly (0 | 1 | null)[]) => row.reduce<number>((sum, response) => sum + (response ?? 0), 0);
    const responses = sampled.responses.map((row, person) => [...row, person % 2 === 0 ? 1 as const : 0 as const, abilityRow(row) > 4 ? 1 as const : 0 as const]);
    const { items } = done(calibrate({ itemIds: [...sampled.itemIds, "coin", "knife"], responses }, { kind: "conditional" }));
    expect(items.find(({ itemId }) => itemId === "coin")?.flags).toEqual(["noisy"]);
    expect(items.find(({ itemId }) => itemId === "knife")?.flags).toEqual(["too-regular"]);
    for (const { fit } of done(calibrate(sampled, { kind: "conditional" })).items) {
      expect(Math.abs((fit?.infit ?? NaN) - 1)).toBeLessThan(0.2);
      expect(Math.abs(fit?.infitScore ?? NaN)).toBeLessThan(3.5);
    }
  });

  test("difficulties so far apart that a score is all but impossible give finite numbers", () => {
    const wide = sampledResponses(raschModels([-9, -3, 0, 3, 9]), 20_000, { seed: 8, abilitySpread: 4 });
    for (const method of methods) for (const { estimate, standardErrorLogits } of done(calibrate(wide, method)).items) expect(Number.isFinite(estimate) && Number.isFinite(standardErrorLogits)).toBe(true);
  });

  const table: RaschRequest = { ...sampled, method: { kind: "conditional" }, confidenceLevel: 0.95 };
  test.each<[string, object, string, readonly (string | number)[]]>([
    ["an item twice", { itemIds: ["a", "b", "a"], responses: [] }, "response-table.duplicate_item", ["itemIds", 2]],
    ["a short row", { itemIds: ["a", "b"], responses: [[1, 0], [1]] }, "response-table.wrong_length", ["responses", 1]],
    ["an answer of 2", { itemIds: ["a", "b"], responses: [[1, 2]] }, "input.invalid_union", ["responses", 0, 1]],
    ["more items than one calibration takes", { itemIds: ids(CALIBRATION_LIMITS.items + 1), responses: [] }, "input.too_big", ["itemIds"]],
    ["a level of 95", { confidenceLevel: 95 }, "input.too_big", ["confidenceLevel"]],
    ["one item", { itemIds: ["a"], responses: [] }, "input.too_small", ["itemIds"]],
    ["a fit range that leaves out 1", { fitRange: { lowest: 1.1, highest: 1.3 } }, "item-fit.range_upside_down", ["fitRange"]],
  ])("refuses %s", (_, part, code, path) => { refuses(() => calibrateRasch({ ...table, ...part } as never), { code, path }); });

  test("refuses more patterns of missing answers than the conditional method can afford", () => {
    const many = 400;
    const responses = Array.from({ length: 40 }, (_, person) => Array.from({ length: many }, (__, item) => (item % 40 === person ? null : (item + person) % 3 === 0 ? 1 as const : 0 as const)));
    refuses(() => calibrate({ itemIds: ids(many), responses }, { kind: "conditional" }), { code: "calibrate-rasch.too_many_patterns", path: ["method", "kind"] });
  });

  describe("laws", () => {
    const gappy = { itemIds: sampled.itemIds, responses: withGaps(sampled.responses) };
    test.each(methods)("$kind: the order of people and of items does not matter", (method) => {
      const straight = estimates(calibrate(gappy, method));
      const turned = estimates(calibrate({ itemIds: gappy.itemIds.toReversed(), responses: gappy.responses.toReversed().map((row) => row.toReversed()) }, method));
      turned.toReversed().forEach((estimate, item) => { expect(estimate).toBeCloseTo(straight[item] ?? NaN, 6); });
    });

    test.each(methods)("$kind: right for wrong turns every difficulty round", (method) => {
      const flipped = gappy.responses.map((row) => row.map((response) => (response === null ? null : response === 1 ? 0 as const : 1 as const)));
      const turned = estimates(calibrate({ itemIds: gappy.itemIds, responses: flipped }, method));
      estimates(calibrate(gappy, method)).forEach((estimate, item) => { expect(turned[item]).toBeCloseTo(-estimate, 6); });
    });

    test.each(methods)("$kind: twice the same people halve the variances and move nothing", (method) => {
      const [once, twice] = [gappy.responses, [...gappy.responses, ...gappy.responses]].map((responses) => done(calibrate({ itemIds: gappy.itemIds, responses }, method)).items);
      once?.forEach(({ estimate, standardErrorLogits }, item) => {
        expect(twice?.[item]?.estimate).toBeCloseTo(estimate, 6);
        expect(twice?.[item]?.standardErrorLogits).toBeCloseTo(standardErrorLogits / Math.SQRT2, 4);
      });
    });

    // Direct sums over all 2^k patterns.
    test("a score whose probability underflows is found out, not divided by", () => {
      const size = 1200;
      const easiness = Float64Array.from({ length: size }, (_, item) => (item % 2 === 0 ? 6 : -6));
      const countByScore = Float64Array.from({ length: size + 1 }, (_, score) => (score === 1 || score === size - 1 ? 10 : 0));
      expect(conditionalPart({ items: Int32Array.from(easiness.keys()), countByScore }, easiness)).toBeNull();
    });

    test("symmetric functions and their derivatives are what all patterns sum to", () => fc.assert(fc.property(fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 2, maxLength: 6 }), (easiness) => {
      const k = easiness.length;
      const patterns = Array.from({ length: 2 ** k }, (_, code) => easiness.map((_, item) => (code >> item) & 1));
      const weight = (pattern: readonly number[]) => Math.exp(pattern.reduce((sum, bit, item) => sum + bit * (easiness[item] ?? 0), 0));
      const countByScore = Float64Array.from({ length: k + 1 }, (_, score) => (score === 0 || score === k ? 0 : score));
      const part = conditionalPart({ items: Int32Array.from(easiness.keys()), countByScore }, Float64Array.from(easiness));
      const ofScore = (score: number) => patterns.filter((pattern) => pattern.reduce((sum, bit) => sum + bit, 0) === score);
      const average = (score: number, value: (pattern: readonly number[]) => number) => ofScore(score).reduce((sum, pattern) => sum + weight(pattern) * value(pattern), 0) / ofScore(score).reduce((sum, pattern) => sum + weight(pattern), 0);
      const over = (value: (score: number) => number) => [...countByScore].reduce((sum, count, score) => (count === 0 ? sum : sum + count * value(score)), 0);
      expect(part?.logSum).toBeCloseTo(over((score) => Math.log(ofScore(score).reduce((sum, pattern) => sum + weight(pattern), 0))), 8);
      for (let item = 0; item < k; item += 1) {
        expect(part?.expected[item]).toBeCloseTo(over((score) => average(score, (pattern) => pattern[item] ?? 0)), 8);
        for (let other = 0; other < k; other += 1) {
          expect(part?.curvature[item * k + other]).toBeCloseTo(over((score) => average(score, (pattern) => (pattern[item] ?? 0) * (pattern[other] ?? 0)) - average(score, (pattern) => pattern[item] ?? 0) * average(score, (pattern) => pattern[other] ?? 0)), 8);
        }
      }
    }), { numRuns: 30 }));
  });
});

describe("calibrateRaschColumns", () => {
  const gappy = withGaps(sampled.responses);
  const request = { itemIds: sampled.itemIds, method: { kind: "marginal" }, confidenceLevel: 0.95 } as const;
  test("answers what the plain table answers; missing is 255, or −1 where bytes are signed", () => {
    const plain = calibrate({ itemIds: sampled.itemIds, responses: gappy }, { kind: "marginal" });
    expect(calibrateRaschColumns({ ...request, responses: Uint8Array.from(gappy.flat(), (response) => response ?? 255) })).toEqual(plain);
    expect(calibrateRaschColumns({ ...request, responses: Int8Array.from(gappy.flat(), (response) => response ?? -1) })).toEqual(plain);
  });

  test.each<[string, unknown, string, readonly (string | number)[]]>([
    ["a plain list", [1, 0], "response-table.not_bytes", ["responses"]],
    ["nothing", undefined, "response-table.not_bytes", ["responses"]],
    ["half a row", Uint8Array.of(1, 0, 1), "response-table.not_whole", ["responses"]],
    ["a 2", Uint8Array.of(1, 0, 2, 0, 0, 0, 0, 0), "response-table.unknown_response", ["responses", 2]],
    ["more people than one calibration takes", new Uint8Array(8 * (CALIBRATION_LIMITS.people + 1)), "response-table.too_many_people", ["responses"]],
    ["a −2", Int8Array.of(1, 0, 0, -2, 0, 0, 0, 0), "response-table.unknown_response", ["responses", 3]],
  ])("refuses %s", (_, responses, code, path) => { refuses(() => calibrateRaschColumns({ ...request, responses } as never), { code, path }); });

  test("refuses what is no request, and faults of its plain part", () => {
    refuses(() => calibrateRaschColumns(null as never), { code: "input.invalid_type", path: [] });
    refuses(() => calibrateRaschColumns({ ...request, itemIds: ["a", "a"], responses: Uint8Array.of(1, 0), confidenceLevel: 2 }), { code: "response-table.duplicate_item", path: ["itemIds", 1] }, { code: "input.too_big", path: ["confidenceLevel"] });
    const { method: _, ...without } = request;
    refuses(() => calibrateRaschColumns(without as never), { code: "input.invalid_type", path: ["method"] });
  });
});
