import { describe, expect, test } from "vitest";
import { goalAttainment, type ScaledGoal } from "coachkit/effect";
import { refuses } from "../refusal.js";

const goals: readonly ScaledGoal[] = [{ goalId: "listen", weight: 3, attainment: 1 }, { goalId: "delegate", weight: 2, attainment: 0 }, { goalId: "feedback", weight: 1, attainment: -1 }];

describe("goalAttainment", () => {
  test("of weights 3, 2, 1 and attainments 1, 0, −1 is 50 + 20 ÷ √20.6", () => {
    expect(goalAttainment({ goals })).toStrictEqual({ tScore: 50 + 20 / Math.sqrt(20.6), baselineTScore: null, n: 3, assumptions: { goalCorrelation: 0.3 } });
    expect(goalAttainment({ goals }).tScore).toBeCloseTo(54.4065, 4);
  });
  test.each([[-2, 30], [-1, 40], [0, 50], [1, 60], [2, 70]] as const)("of one goal at %i is %i, whatever its weight", (attainment, tScore) => {
    for (const weight of [0.5, 7]) expect(goalAttainment({ goals: [{ goalId: "listen", weight, attainment }] }).tScore).toBeCloseTo(tScore, 12);
  });
  test("goals that go wholly together count as one, goals that do not as many", () => {
    const alike = ["a", "b", "c", "d"].map((goalId) => ({ goalId, weight: 1, attainment: 1 as const }));
    expect(goalAttainment({ goals: alike, goalCorrelation: 1 }).tScore).toBeCloseTo(60, 12);
    expect(goalAttainment({ goals: alike, goalCorrelation: 0 })).toMatchObject({ tScore: expect.closeTo(70, 12), assumptions: { goalCorrelation: 0 } });
  });
  test("tells the score at the start where it is known", () => {
    const begun = goals.map((goal) => ({ ...goal, baselineAttainment: -1 as const }));
    expect(goalAttainment({ goals: begun }).baselineTScore).toBeCloseTo(50 - 60 / Math.sqrt(20.6), 12);
  });
  test("does not go by the order of the list", () => { expect(goalAttainment({ goals: goals.toReversed() })).toStrictEqual(goalAttainment({ goals })); });
  test("more goals than one person has", () => {
    refuses(() => goalAttainment({ goals: Array.from({ length: 101 }, (_, index) => ({ goalId: String(index), weight: 1, attainment: 0 as const })) }), { code: "input.too_big", path: ["goals"] });
  });
  test("each fault by code and path", () => {
    refuses(() => goalAttainment({ goals: [...goals, { goalId: "listen", weight: 1, attainment: 0 }] }), { code: "goal-attainment.duplicate_goal", path: ["goals", 3, "goalId"], params: { goalId: "listen" } });
    refuses(() => goalAttainment({ goals: goals.map((goal, index) => (index === 1 ? { ...goal, baselineAttainment: -2 as const } : goal)).slice(0, 2) }), { code: "goal-attainment.missing_baseline", path: ["goals", 0, "baselineAttainment"] });
    refuses(() => goalAttainment({ goals: [{ goalId: "listen", weight: 1, attainment: 3 as 2 }] }), { code: "input.invalid_value", path: ["goals", 0, "attainment"] });
    refuses(() => goalAttainment({ goals: [] }), { code: "input.too_small", path: ["goals"] });
  });
});
