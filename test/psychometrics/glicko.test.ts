import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eloRatings, glicko2Rating, glickoExpectedScore, glickoRating, idleDeviation } from "coachkit/psychometrics";
import { refuses } from "../refusal.js";

const games = [[1400, 30, 1], [1550, 100, 0], [1700, 300, 0]].map(([opponentRating = 0, opponentDeviation = 0, score = 0]) => ({ opponentRating, opponentDeviation, score }));
const logits = { scale: "logits", rating: 0, deviation: 1 } as const;
const rightAt = (opponentRating: number) => ({ opponentRating, opponentDeviation: 0, score: 1 });

describe("glickoRating", () => {
  test("Glickman's example: 1500 ± 200 after a win and two losses", () => {
    const { rating, deviation, expectedScores } = glickoRating({ scale: "points", rating: 1500, deviation: 200, outcomes: games });
    expect([rating.toFixed(4), deviation.toFixed(4)]).toEqual(["1464.1065", "151.3989"]);
    expect(expectedScores.map((score) => score.toFixed(4))).toEqual(["0.6395", "0.4318", "0.3028"]);
  });

  // 1 ÷ √(1 ÷ 1² + n · 0.8 · 0.2); the outcomes are as expected, so the rating stays where 80 % succeed
  test.each([
    // outcomes  standard error
    [4,          0.781],
    [8,          0.662],
    [12,         0.585],
    [24,         0.455],
  ])("after %d outcomes at items that four of five succeed at, the standard error is %d", (count, error) => {
    const outcomes = Array.from({ length: count }, () => ({ opponentRating: -Math.log(4), opponentDeviation: 0, score: 0.8 }));
    const { rating, deviation } = glickoRating({ ...logits, outcomes });
    expect(rating).toBeCloseTo(0, 12);
    expect(deviation).toBeCloseTo(error, 3);
  });

  test("without outcomes nothing changes", () => { expect(glickoRating({ ...logits, outcomes: [] })).toEqual({ rating: 0, deviation: 1, expectedScores: [] }); });

  test("an outcome of weight 0 changes nothing, one of weight ½ counts half", () => {
    expect(glickoRating({ ...logits, outcomes: [{ ...rightAt(0), evidenceWeight: 0 }] })).toMatchObject({ rating: 0, deviation: 1 });
    // precision 1 + ½ · ¼, pull ½ · ½
    expect(glickoRating({ ...logits, outcomes: [{ ...rightAt(0), evidenceWeight: 0.5 }] })).toMatchObject({ rating: 0.25 / 1.125, deviation: 1 / Math.sqrt(1.125) });
  });

  test("a discrimination of 2 tells four times as much", () => {
    // precision 1 + 4 · ¼, pull 2 · ½
    expect(glickoRating({ ...logits, outcomes: [{ ...rightAt(0), discrimination: 2 }] })).toMatchObject({ rating: 0.5, deviation: expect.closeTo(Math.SQRT1_2, 12) });
  });

  test.each<[string, object, string, readonly (string | number)[]]>([
    ["a score above 1", { outcomes: [{ ...rightAt(0), score: 1.01 }] }, "input.too_big", ["outcomes", 0, "score"]],
    ["no uncertainty at all", { deviation: 0 }, "input.too_small", ["deviation"]],
    ["an opponent that is no number", { outcomes: [rightAt(NaN)] }, "input.invalid_type", ["outcomes", 0, "opponentRating"]],
    ["a negative weight", { outcomes: [{ ...rightAt(0), evidenceWeight: -1 }] }, "input.too_small", ["outcomes", 0, "evidenceWeight"]],
  ])("refuses %s", (_, part, code, path) => { refuses(() => glickoRating({ ...logits, outcomes: [], ...part }), { code, path }); });

  const outcome = fc.record({ opponentRating: fc.double({ min: -4, max: 4, noNaN: true }), opponentDeviation: fc.double({ min: 0, max: 2, noNaN: true }), score: fc.double({ min: 0, max: 1, noNaN: true }) });

  test("every outcome makes the rating more certain, and moves it towards the surprise", () => fc.assert(fc.property(outcome, fc.double({ min: 0.1, max: 3, noNaN: true }), (one, deviation) => {
    const after = glickoRating({ ...logits, deviation, outcomes: [one] });
    expect(after.deviation).toBeLessThanOrEqual(deviation);
    expect(Math.sign(after.rating)).toBe(Math.sign(one.score - (after.expectedScores[0] ?? NaN)));
  })));

  test("points are log-odds in another unit", () => fc.assert(fc.property(fc.array(outcome, { minLength: 1, maxLength: 5 }), (outcomes) => {
    const unit = 400 / Math.LN10;
    const inLogits = glickoRating({ ...logits, outcomes });
    const inPoints = glickoRating({ scale: "points", rating: 0, deviation: unit, outcomes: outcomes.map((one) => ({ ...one, opponentRating: one.opponentRating * unit, opponentDeviation: one.opponentDeviation * unit })) });
    expect(inPoints.rating / unit).toBeCloseTo(inLogits.rating, 9);
    expect(inPoints.deviation / unit).toBeCloseTo(inLogits.deviation, 9);
  })));

  test("an item whose difficulty is known is expected as Elo expects it", () => fc.assert(fc.property(fc.double({ min: -4, max: 4, noNaN: true }), (opponentRating) => {
    expect(glickoRating({ ...logits, outcomes: [rightAt(opponentRating)] }).expectedScores[0]).toBe(eloRatings({ scale: "logits", rating: 0, opponentRating, score: 1, step: 1, opponentStep: 0 }).expectedScore);
  })));
});

describe("glickoExpectedScore", () => {
  test.each([
    // deviation  expected, of an ability ln 4 above the difficulty
    [0,           0.8],
    [0.3,         0.797],
    [0.5,         0.7919],
    [1,           0.771],
  ])("an uncertainty of %d leaves %d of 0.8", (deviation, expected) => {
    const pair = { scale: "logits", rating: Math.log(4), opponentRating: 0 } as const;
    expect(glickoExpectedScore({ ...pair, deviation, opponentDeviation: 0 })).toBeCloseTo(expected, 4);
    expect(glickoExpectedScore({ ...pair, deviation: 0, opponentDeviation: deviation })).toBeCloseTo(expected, 4);
  });
  test("refuses a negative deviation", () => { refuses(() => glickoExpectedScore({ ...logits, deviation: -1, opponentRating: 0, opponentDeviation: 0 }), { code: "input.too_small", path: ["deviation"] }); });
});

describe("idleDeviation", () => {
  const idle = { deviation: 0.3, idleDays: 16, deviationPerRootDay: 0.1, largestDeviation: 1 };
  test.each<[string, Partial<typeof idle>, number]>([
    ["no time adds nothing", { idleDays: 0 }, 0.3],
    ["squares add up", {}, 0.5],
    ["a long time leads to the largest", { idleDays: 1e6 }, 1],
    ["more than the largest is kept, not cut", { deviation: 2 }, 2],
  ])("%s", (_, part, after) => { expect(idleDeviation({ ...idle, ...part })).toBeCloseTo(after, 12); });
  test("refuses time that runs backwards", () => { refuses(() => idleDeviation({ ...idle, idleDays: -1 }), { code: "input.too_small", path: ["idleDays"] }); });
});

describe("glicko2Rating", () => {
  const start = { rating: 1500, deviation: 200, volatility: 0.06, volatilityChange: 0.5, outcomes: games };
  test("Glickman's example; his printed 1464.06 and 151.52 carry rounded steps", () => {
    const { rating, deviation, volatility } = glicko2Rating(start);
    expect(rating).toBeCloseTo(1464.0507, 4);
    expect(deviation).toBeCloseTo(151.5165, 4);
    expect(volatility).toBeCloseTo(0.0599960, 7);
  });
  test("without outcomes only the uncertainty grows", () => {
    expect(glicko2Rating({ ...start, outcomes: [] })).toEqual({ rating: 1500, deviation: expect.closeTo(Math.hypot(200, 0.06 * 173.7178), 9), volatility: 0.06 });
  });
  test("a certain outcome says nothing, and a great surprise stays finite", () => {
    expect(glicko2Rating({ ...start, outcomes: [{ opponentRating: -1e6, opponentDeviation: 0, score: 1 }] }).rating).toBe(1500);
    const { rating, deviation, volatility } = glicko2Rating({ ...start, deviation: 1e-6, outcomes: [{ opponentRating: 12_000, opponentDeviation: 0, score: 1 }] });
    for (const value of [rating, deviation, volatility]) expect(Number.isFinite(value)).toBe(true);
  });
  test("names every fault", () => {
    refuses(() => glicko2Rating({ ...start, volatility: 0, volatilityChange: NaN, outcomes: [{ opponentRating: 0, opponentDeviation: 0, score: 2 }] }),
      { code: "input.too_small", path: ["volatility"] }, { code: "input.invalid_type", path: ["volatilityChange"] }, { code: "input.too_big", path: ["outcomes", 0, "score"] });
  });
});
