import { INFORMATION_LIMITS, type InformationQuestion, type Scenario, SIMULATION_LIMITS, valueOfInformation } from "coachkit/simulation";
import { type Distribution, standardNormalProbability } from "coachkit/statistics";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { refuses } from "../refusal.js";
import { eur, input, netOf, normal, once, program } from "./scenarios.js";

const ask = (scenario: Scenario, changes: Partial<InformationQuestion> = {}) => valueOfInformation({ scenario, measure: "net-benefit", decisionCount: 1, seed: 7, replicateCount: 16, trialCount: 65_536, confidenceLevel: 0.99, ...changes });
const amount = ({ amount: text }: { readonly amount: string }): number => Number(text);
/** σ [φ(z) − z (1 − Φ(z))], by the host's own exponential. */
const unitLoss = (mean: number, deviation: number): number => { const z = Math.abs(mean) / deviation; return deviation * (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) - z * standardNormalProbability(-z)); };
const three: Distribution = { family: "discrete", outcomes: [{ value: -120_000, probability: 0.3 }, { value: 80_000, probability: 0.5 }, { value: 300_000, probability: 0.2 }] };
const sum = (a: Distribution, b: Distribution): Scenario => ({ inputs: [input("a", a), input("b", b)], drivers: [], benefits: [once("a", "1", ["a"]), once("b", "1", ["b"])], costs: [once("none", "0")], horizonMonths: 1, annualDiscountRatio: 0 });
const pilot = (changes: object = {}) => ({ id: "pilot", inputId: "x", observationCount: 9, observationStandardDeviation: 120_000, totalCost: eur("1000"), ...changes });

describe("the value of information", () => {
  test("of −120,000 at 30 %, 80,000 at 50 % and 300,000 at 20 % is 36,000, at an expected 64,000", () => {
    const { decision, expectedNet, perfectInformation, inputs } = ask(netOf(three));
    expect([decision, Math.abs(amount(expectedNet.estimate) - 64_000) < 30, Math.abs(amount(perfectInformation.estimate) - 36_000) < 20]).toEqual(["run", true, true]);
    expect(inputs).toEqual([{ inputId: "x", perfectValue: eur("36000.00"), mayCost: eur("36000.00"), method: "conditional-mean", warnings: [] }]);
  });
  test("of one normal net is the closed form: 6,196.73, whichever option is best", () => {
    for (const sign of [1, -1]) {
      const { decision, perfectInformation, inputs } = ask(netOf(normal(sign * 53_081.92, 60_000)));
      expect([decision, inputs[0]?.perfectValue]).toEqual([sign > 0 ? "run" : "leave", eur("6196.73")]);
      expect(amount(perfectInformation.confidence.lower)).toBeLessThanOrEqual(6196.73);
      expect(amount(perfectInformation.confidence.upper)).toBeGreaterThanOrEqual(6196.73);
    }
  });
  test("of one of two normal inputs is the closed form of the net given it; the more uncertain one comes first", () => {
    const { inputs } = ask(sum(normal(3000, 1000), normal(-1000, 5000)), { decisionCount: 4 });
    expect(inputs.map(({ inputId, perfectValue, mayCost }) => [inputId, perfectValue.amount, mayCost.amount])).toEqual([["b", unitLoss(2000, 5000).toFixed(2), (4 * unitLoss(2000, 5000)).toFixed(2)], ["a", unitLoss(2000, 1000).toFixed(2), (4 * unitLoss(2000, 1000)).toFixed(2)]]);
  });
  test("of a uniform input is the triangle's area below zero: from −1 to 3, ⅛", () => {
    expect(ask({ ...netOf({ family: "uniform", min: -1, max: 3 }), benefits: [once("gain", "10000", ["x"]), once("base", "100000")] }).inputs[0]?.perfectValue.amount).toBe("1250.00");
  });
  test("of any input is at most that of all of them, also in a product", () => {
    const product: Scenario = { ...sum(normal(2, 1), normal(1, 2)), benefits: [once("ab", "1000", ["a", "b"])], costs: [once("fee", "1500")] };
    const { perfectInformation, inputs } = ask(product);
    for (const { perfectValue } of inputs) expect(amount(perfectValue)).toBeLessThanOrEqual(amount(perfectInformation.confidence.upper));
    // given b the mean net is 2000 b − 1500
    expect(inputs.map(({ inputId, perfectValue }) => [inputId, perfectValue.amount])).toEqual([["b", unitLoss(500, 4000).toFixed(2)], ["a", unitLoss(500, 1000).toFixed(2)]]);
  });
  test("of correlated inputs comes from sorted trials, near the closed form, with its warning", () => {
    const correlated: Scenario = { ...sum(normal(1000, 2000), normal(0, 3000)), correlations: [{ inputIds: ["a", "b"], coefficient: 0.5, kind: "pearson-of-scores" }] };
    const { inputs, studies } = ask(correlated, { studies: [pilot({ inputId: "a", observationCount: 1_000_000_000, observationStandardDeviation: 1 })] });
    expect(inputs.map(({ inputId, method, warnings }) => [inputId, method, warnings])).toEqual([["b", "sorted-bins", ["biased-upward"]], ["a", "sorted-bins", ["biased-upward"]]]);
    // given a the mean net moves by 1 + ½ · 3/2, given b by 1 + ½ · 2/3
    const wanted = [unitLoss(1000, 4000), unitLoss(1000, 3500)];
    inputs.forEach(({ perfectValue }, index) => { expect(Math.abs(amount(perfectValue) / (wanted[index] ?? NaN) - 1)).toBeLessThan(0.02); });
    expect(Math.abs(amount(studies[0]!.sampleValue) / (wanted[1] ?? NaN) - 1)).toBeLessThan(0.02);
  });
  test("of an input that no term names is nothing", () => {
    const { inputs, studies } = ask({ ...sum(normal(1, 1), normal(1, 1)), benefits: [once("a", "1", ["a"])] }, { studies: [pilot({ inputId: "b" })] });
    expect([inputs[1]?.perfectValue.amount, studies[0]?.sampleValue.amount]).toEqual(["0.00", "0.00"]);
  });
  test("by the present value discounts", () => {
    const later: Scenario = { ...netOf(normal(10_000, 60_000)), annualDiscountRatio: 1, benefits: [once("gain", "1", ["x"], 12)], costs: [once("none", "0")] };
    expect(ask(later, { measure: "net-present-value" }).inputs[0]?.perfectValue.amount).toBe(unitLoss(5000, 30_000).toFixed(2));
  });
});

describe("a study", () => {
  test("of n normal observations is worth the closed form of what the mean may turn out to be", () => {
    // prior 60,000; nine observations of 120,000 vary by 40,000: the mean will vary by 60,000 · √(0.36 / 0.52)
    const { studies } = ask(netOf(normal(53_081.92, 60_000)), { decisionCount: 2, studies: [pilot()] });
    const value = unitLoss(53_081.92, 60_000 * Math.sqrt(0.36 / 0.52));
    expect(studies).toEqual([{ studyId: "pilot", inputId: "x", sampleValue: eur(value.toFixed(2)), netGain: eur((2 * value - 1000).toFixed(2)), isWorthIt: true }]);
  });
  test("is worth more the larger it is, and never more than perfect knowledge", () => {
    const { studies, inputs } = ask(netOf(normal(53_081.92, 60_000)), { studies: [1, 10, 100, 1_000_000].map((observationCount) => pilot({ id: `n${String(observationCount)}`, observationCount })) });
    const values = [...studies].map(({ sampleValue }) => amount(sampleValue));
    expect(values).toEqual([...values].sort((one, other) => other - one));
    expect(values[0]).toBeLessThanOrEqual(amount(inputs[0]!.perfectValue));
  });
  test("of an input that cannot change the decision is worth nothing, though its normal approximation could", () => {
    const { studies } = ask(netOf({ family: "uniform", min: 10, max: 100_000 }), { studies: [pilot()] });
    expect(studies[0]?.sampleValue.amount).toBe("0.00");
  });
  test("that costs more than it can bring is not worth it, and comes last", () => {
    const { studies } = ask(netOf(three), { studies: [pilot({ id: "dear", totalCost: eur("40000") }), pilot({ id: "cheap", totalCost: eur("10") })] });
    expect(studies.map(({ studyId, isWorthIt }) => [studyId, isWorthIt])).toEqual([["cheap", true], ["dear", false]]);
  });
});

describe("a question for it is refused", () => {
  test("without an uncertain input", () => { refuses(() => ask({ ...program, inputs: [], correlations: [], drivers: ["lift", "fee", "hours", "people"].map((id) => ({ id, value: 1 })) }), { code: "value-of-information.no_input", path: ["scenario", "inputs"] }); });
  test("where a study measures an unknown input, has the id of another, or another currency", () => {
    refuses(() => ask(netOf(three), { studies: [pilot({ inputId: "y" })] }), { code: "decision-information.unknown_input", path: ["studies", 0, "inputId"], params: { id: "y" } });
    refuses(() => ask(netOf(three), { studies: [pilot(), pilot()] }), { code: "decision-information.duplicate_study", path: ["studies", 1, "id"], params: { id: "pilot" } });
    refuses(() => ask(netOf(three), { studies: [pilot({ totalCost: { amount: "1", currency: "USD" } })] }), { code: "cash-flows.mixed_currencies", path: ["studies", 0, "totalCost", "currency"] });
  });
  test("where randomizations would differ in their trials", () => { refuses(() => ask(netOf(three), { trialCount: 5000 }), { code: "simulation-request.uneven_trials", path: ["trialCount"], params: { count: 5000, step: 16_384 } }); });
  test("more steps than one call takes", () => {
    // one input, three terms with one factor, three comparisons of two options
    refuses(() => ask(netOf(three), { trialCount: 16_384 * 4000 }), { code: "joint-size.too_many_steps", path: ["trialCount"], params: { count: 8 * 16_384 * 4000, limit: SIMULATION_LIMITS.steps } });
  });
  test("more inputs than a Sobol sequence has dimensions", () => {
    const wide: Scenario = { ...netOf(three), inputs: Array.from({ length: 129 }, (_, index) => input(index === 0 ? "x" : `x${String(index)}`, three)) };
    refuses(() => ask(wide), { code: "joint-size.too_many_dimensions", path: ["scenario", "inputs"], params: { count: 129, limit: 128 } });
  });
  test("more studies than are compared", () => { expect(issuesOf(() => ask(netOf(three), { studies: Array.from({ length: INFORMATION_LIMITS.studies + 1 }, (_, index) => pilot({ id: `s${String(index)}` })) }))).toEqual(["input.too_big at /studies"]); });
});
