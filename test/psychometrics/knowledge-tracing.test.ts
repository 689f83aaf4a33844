import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { traceKnowledge } from "coachkit/psychometrics";
import { refuses } from "../refusal.js";

const parameters = { initialProbability: 0.5, learnProbability: 0.2, slipProbability: 0.25, guessProbability: 0.25, forgetProbability: 0 };
const traced = (answers: readonly (0 | 1 | null)[], part: Partial<typeof parameters> = {}) => traceKnowledge({ parameters: { ...parameters, ...part }, answers, masteryProbability: 0.8 });

describe("traceKnowledge", () => {
  test("a right answer, then the chance to learn", () => {
    expect(traced([1])).toEqual({ steps: [{ expectedScore: 0.5, knownGivenAnswer: 0.75, knownProbability: 0.8 }], knownProbability: 0.8, expectedNextScore: expect.closeTo(0.65, 12), firstMasteredAt: 0, warnings: [] });
  });
  test("a wrong answer lowers what is known by Bayes' rule", () => {
    // ½ · ¼ ÷ (½ · ¼ + ½ · ¾) = ¼; ¼ + ¾ · 0.2 = 0.4
    expect(traced([0])).toMatchObject({ steps: [{ knownGivenAnswer: 0.25, knownProbability: 0.4 }], firstMasteredAt: null });
  });
  test("a chance without an answer lets learn and forget, and says nothing", () => {
    expect(traced([null], { forgetProbability: 0.5 }).steps).toEqual([{ expectedScore: 0.5, knownGivenAnswer: 0.5, knownProbability: 0.35 }]);
  });
  test("without answers it predicts from the start", () => { expect(traced([])).toEqual({ steps: [], knownProbability: 0.5, expectedNextScore: 0.5, firstMasteredAt: null, warnings: [] }); });
  test("what is certain stays certain, whatever the answers: no 0 ÷ 0", () => {
    expect(traced([0, 0], { initialProbability: 1 }).knownProbability).toBe(1);
    expect(traced([1, 1], { initialProbability: 0, learnProbability: 0 }).knownProbability).toBe(0);
  });

  test.each<[string, Partial<typeof parameters>, readonly string[]]>([
    ["guess and slip below one half", {}, []],
    ["guess and slip of one half", { guessProbability: 0.5, slipProbability: 0.5 }, ["answers-say-nothing"]],
    ["a sum above 1", { guessProbability: 0.75, slipProbability: 0.5 }, ["right-answers-count-against", "guess-above-half"]],
    ["a slip above one half", { slipProbability: 0.6 }, ["slip-above-half"]],
  ])("warns of %s", (_, part, warnings) => { expect(traced([1], part).warnings).toEqual(warnings); });

  test("where guess and slip sum to more than 1 a right answer counts against knowing", () => {
    expect(traced([1], { guessProbability: 0.75, slipProbability: 0.5 }).steps[0]?.knownGivenAnswer).toBeLessThan(0.5);
  });

  test("names every fault", () => {
    refuses(() => traced([2 as never], { guessProbability: 0, slipProbability: 1, learnProbability: 20 }),
      { code: "input.too_big", path: ["parameters", "learnProbability"] }, { code: "input.too_big", path: ["parameters", "slipProbability"] },
      { code: "input.too_small", path: ["parameters", "guessProbability"] }, { code: "input.invalid_union", path: ["answers", 0] });
  });

  const answers = fc.array(fc.constantFrom<0 | 1 | null>(0, 1, null), { maxLength: 30 });
  test("every number is a probability", () => fc.assert(fc.property(answers, fc.double({ min: 1e-6, max: 0.999999, noNaN: true }), fc.double({ min: 1e-6, max: 0.999999, noNaN: true }), (given, guessProbability, slipProbability) => {
    for (const step of traced(given, { guessProbability, slipProbability }).steps) for (const value of Object.values(step)) { expect(value).toBeGreaterThanOrEqual(0); expect(value).toBeLessThanOrEqual(1); }
  })));
  test("may be stopped anywhere and gone on with later", () => fc.assert(fc.property(answers, answers, (first, second) => {
    expect(traced(second, { initialProbability: traced(first).knownProbability }).knownProbability).toBeCloseTo(traced([...first, ...second]).knownProbability, 12);
  })));
});
