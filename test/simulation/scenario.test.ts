import { Scenario, SCENARIO_LIMITS, type ScenarioTerm, simulateReturn } from "coachkit/simulation";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { refuses } from "../refusal.js";
import { eur, input, netOf, normal, once, program, request } from "./scenarios.js";

const changed = (changes: Partial<Scenario>) => () => simulateReturn({ ...request, scenario: { ...program, ...changes } });
const benefits = (...terms: readonly ScenarioTerm[]) => changed({ benefits: terms });

describe("a scenario is refused", () => {
  test("where a driver has the id of an input, or two terms have one id", () => {
    refuses(changed({ drivers: [{ id: "people", value: 1 }, { id: "lift", value: 1 }] }), { code: "scenario.duplicate_id", path: ["scenario", "drivers", 1, "id"], params: { id: "lift" } });
    refuses(benefits(once("seats", "1")), { code: "scenario.duplicate_id", path: ["scenario", "costs", 0, "id"] });
    refuses(benefits(once("a", "1"), once("a", "1")), { code: "scenario.duplicate_id", path: ["scenario", "benefits", 1, "id"] });
  });
  test("where a term names an unknown driver, or one twice", () => {
    refuses(benefits(once("a", "1", ["people", "nobody"])), { code: "scenario.unknown_driver", path: ["scenario", "benefits", 0, "driverIds", 1], params: { id: "nobody" } });
    refuses(benefits(once("a", "1", ["people", "people"])), { code: "scenario.repeated_driver", path: ["scenario", "benefits", 0, "driverIds", 1], params: { id: "people" } });
  });
  test("where a cost is below zero; a benefit may be", () => {
    refuses(changed({ costs: [once("refund", "-5")] }), { code: "scenario.negative_cost", path: ["scenario", "costs", 0, "money", "amount"], params: { id: "refund", amount: "-5" } });
    expect(simulateReturn({ ...request, scenario: { ...program, benefits: [once("lost-sales", "-5")] } }).lossProbability.estimate).toBe(1);
  });
  test("where months run backwards or beyond the horizon", () => {
    refuses(benefits({ ...once("a", "1"), fromMonth: 3, toMonth: 2 }), { code: "scenario.month_order", path: ["scenario", "benefits", 0, "toMonth"], params: { id: "a", from: 3, to: 2, horizon: 12 } });
    refuses(changed({ costs: [once("late", "1", [], 13)] }), { code: "scenario.month_order", path: ["scenario", "costs", 0, "toMonth"] });
    expect(benefits(once("last", "1", [], 12))).not.toThrow();
  });
  test("where currencies are mixed", () => {
    refuses(changed({ costs: [{ ...once("seats", "1"), money: { amount: "1", currency: "USD" } }] }), { code: "cash-flows.mixed_currencies", path: ["scenario", "costs", 0, "money", "currency"], params: { expected: "EUR", got: "USD" } });
    refuses(benefits(once("a", "1"), { ...once("b", "1"), money: { amount: "1", currency: "USD" } }), { code: "cash-flows.mixed_currencies", path: ["scenario", "benefits", 1, "money", "currency"] });
  });
  test("where correlations contradict each other, by the rule of uncertain inputs", () => {
    const [ids, coefficient, kind] = [["lift", "fee", "hours"], -0.9, "spearman" as const];
    const pair = (one: number, other: number) => ({ inputIds: [ids[one] ?? "", ids[other] ?? ""] as const, coefficient, kind });
    expect(issuesOf(changed({ correlations: [pair(0, 1), pair(1, 2), pair(0, 2)] }))).toEqual(["uncertain-input.not_positive_definite at /scenario/correlations/1"]);
  });
  test("where min is above mode, as any distribution", () => {
    expect(issuesOf(changed({ inputs: [...program.inputs.slice(0, 2), input("hours", { family: "triangular", min: 5, mode: 4, max: 9 })] }))).toEqual(["distribution.mode_outside at /scenario/inputs/2/distribution/mode"]);
  });
  test("where a rate is −1", () => { refuses(changed({ annualDiscountRatio: -1 }), { code: "cash-flows.rate_too_low", path: ["scenario", "annualDiscountRatio"] }); });
});

describe("what bounds a scenario", () => {
  const codes = (changes: Partial<Scenario>): readonly string[] => { const { error } = Scenario.safeParse({ ...netOf(normal(0, 1)), ...changes }); return error === undefined ? [] : error.issues.map(({ code, path }) => `${code} ${path.join("/")}`); };
  const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
  test("more inputs than a scenario has", () => { expect(codes({ inputs: many(SCENARIO_LIMITS.inputs + 1, (index) => input(index === 0 ? "x" : `x${String(index)}`, normal(0, 1))) })).toEqual(["too_big inputs"]); });
  test("more certain drivers than a scenario has", () => { expect(codes({ drivers: many(SCENARIO_LIMITS.drivers + 1, (index) => ({ id: `d${String(index)}`, value: 1 })) })).toEqual(["too_big drivers"]); });
  test("more terms than benefits or costs have", () => { expect(codes({ costs: many(SCENARIO_LIMITS.terms + 1, (index) => once(`c${String(index)}`, "1")) })).toEqual(["too_big costs"]); });
  test("more factors than a term has", () => { expect(codes({ drivers: many(9, (index) => ({ id: `d${String(index)}`, value: 1 })), costs: [once("c", "1", many(9, (index) => `d${String(index)}`))] })).toEqual(["too_big costs/0/driverIds"]); });
  test("a horizon beyond a hundred years", () => { expect(codes({ horizonMonths: SCENARIO_LIMITS.months + 1 })).toEqual(["too_big horizonMonths"]); });
  test("none of them refuses what stands at its limit", () => {
    expect(codes({ inputs: many(SCENARIO_LIMITS.inputs, (index) => input(index === 0 ? "x" : `x${String(index)}`, normal(0, 1))), drivers: many(SCENARIO_LIMITS.drivers, (index) => ({ id: `d${String(index)}`, value: 1 })), costs: many(SCENARIO_LIMITS.terms, (index) => ({ ...once(`c${String(index)}`, "1"), money: eur("1") })), horizonMonths: SCENARIO_LIMITS.months })).toEqual([]);
  });
});
