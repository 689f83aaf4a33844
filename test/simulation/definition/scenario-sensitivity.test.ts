import { SIMULATION_LIMITS, returnIndices, type Scenario, type ScenarioSensitivityQuestion, scenarioSensitivity, tornado, valueOfInformation } from "coachkit/simulation";
import { describe, expect, test } from "vitest";
import { refuses } from "../../refusal.js";
import { eur, input, netOf, normal, once, program } from "../scenarios.js";

const uniform = (id: string, min: number, max: number) => input(id, { family: "uniform", min, max });
/** The gain is wide and may fall below the fee, which is narrow. */
const independent: Scenario = { inputs: [uniform("gain", 95, 135), uniform("fee", 99, 101)], drivers: [], benefits: [once("gain", "100", ["gain"])], costs: [once("fee", "100", ["fee"])], horizonMonths: 12, annualDiscountRatio: 0.1 };
const plan = { measure: "net-benefit", orderBy: "perfect-value", base: "mean", lowProbability: 0.05, highProbability: 0.95, decisionCount: 10, seed: 7, replicateCount: 4, blocksPerReplicate: 1, confidenceLevel: 0.9 } as const;
const ask = (changes: Partial<ScenarioSensitivityQuestion> = {}) => scenarioSensitivity({ scenario: independent, ...plan, ...changes });

describe("what drives a scenario", () => {
  const answer = ask({ studies: [{ id: "pilot", inputId: "gain", observationCount: 10, observationStandardDeviation: 20, totalCost: eur("100") }] });
  test("puts swing, total index and value of each input side by side, with its place by each", () => {
    // at P5 and P95 a gain of 97 and 133: 100 × 36; of a fee 99.1 and 100.9
    expect(answer.drivers.map(({ inputId, low, high, swing, swingRank, totalIndexRank, perfectValueRank }) => [inputId, low, high, swing.amount, swingRank, totalIndexRank, perfectValueRank])).toEqual([
      ["gain", expect.closeTo(97, 9), expect.closeTo(133, 9), "3600.00", 1, 1, 1], ["fee", expect.closeTo(99.1, 9), expect.closeTo(100.9, 9), "180.00", 2, 2, 2],
    ]);
  });
  test("says what each of the three functions says by itself", () => {
    const { bars } = tornado({ scenario: independent, measure: "net-benefit", base: "mean", lowProbability: 0.05, highProbability: 0.95 });
    const indices = returnIndices({ scenario: independent, measure: "net-benefit", seed: 7, replicateCount: 4, blocksPerReplicate: 1, confidenceLevel: 0.9 });
    const value = valueOfInformation({ scenario: independent, measure: "net-benefit", decisionCount: 10, seed: 7, replicateCount: 4, trialCount: 4096, confidenceLevel: 0.9, studies: [{ id: "pilot", inputId: "gain", observationCount: 10, observationStandardDeviation: 20, totalCost: eur("100") }] });
    for (const { inputId, swing, totalIndex, perfectValue, mayCost, information } of answer.drivers) {
      expect(swing).toEqual(bars.find(({ driverId }) => driverId === inputId)?.netBenefitSwing);
      expect(totalIndex).toEqual(indices.find((index) => index.inputId === inputId)?.total);
      expect(value.inputs).toContainEqual({ inputId, perfectValue, mayCost, ...information });
    }
    expect([answer.decision, answer.expectedNet, answer.perfectInformation, answer.studies]).toEqual([value.decision, value.expectedNet, value.perfectInformation, value.studies]);
    expect(answer.assumptions).toEqual({ ...plan, otherOption: "leave-at-zero", riskAttitude: "neutral" });
  });
  test("an input may bring most of the variance and be worth nothing to know: no value of it changes the decision", () => {
    const { drivers } = ask({ scenario: { ...independent, inputs: [uniform("gain", 200, 300), uniform("fee", 99, 101)] } });
    expect(drivers.map(({ perfectValueRank, perfectValue }) => [perfectValueRank, perfectValue.amount])).toEqual([[1, "0.00"], [1, "0.00"]]);
    expect(drivers.map(({ inputId }) => inputId)).toEqual(["gain", "fee"]);
  });
  test("goes by the measure that is asked for, ties by swing and then by id", () => {
    const equal: Scenario = { ...independent, inputs: [uniform("b", 0, 1), uniform("a", 0, 1)], benefits: [once("b", "100", ["b"]), once("a", "100", ["a"])], costs: [once("c", "1")] };
    expect(ask({ scenario: equal, orderBy: "swing" }).drivers.map(({ inputId, swingRank }) => [inputId, swingRank])).toEqual([["a", 1], ["b", 1]]);
    const byPresent = ask({ measure: "net-present-value", scenario: { ...independent, benefits: [once("gain", "100", ["gain"], 12)] }, orderBy: "swing" });
    expect(byPresent.drivers[0]?.swing.amount).toBe("3272.73");
  });
  test("without an index where inputs are correlated: swings and values stand alone, each with its warning", () => {
    const { drivers, warnings } = ask({ scenario: program });
    expect(drivers.map(({ totalIndex, totalIndexRank, information }) => [totalIndex, totalIndexRank, information])).toEqual(Array.from({ length: 3 }, () => [{ estimate: null, reason: "correlated" }, null, { method: "sorted-bins", warnings: ["biased-upward"] }]));
    expect(warnings).toEqual(["correlations-ignored"]);
  });
  test("without an index where there are more inputs than it takes", () => {
    const many = Array.from({ length: 65 }, (_, index) => `x${String(index)}`);
    const { drivers } = ask({ replicateCount: 2, scenario: { ...netOf(normal(0, 1)), inputs: many.map((id) => uniform(id, 0, 1)), benefits: many.map((id) => once(id, "10", [id])) } });
    expect([drivers.length, drivers[0]?.totalIndex]).toEqual([65, { estimate: null, reason: "too-many-inputs" }]);
  });
  test("the order of inputs does not matter", () => { expect(ask({ scenario: { ...independent, inputs: independent.inputs.toReversed() } })).toEqual(ask()); });
});

describe("a question for what drives a scenario is refused", () => {
  test("without an uncertain input, or with too many", () => {
    refuses(() => ask({ scenario: { ...independent, inputs: [], drivers: [{ id: "gain", value: 1 }, { id: "fee", value: 1 }] } }), { code: "scenario-sensitivity.input_count", path: ["scenario", "inputs"], params: { count: 0, limit: 128 } });
    refuses(() => ask({ scenario: { ...netOf(normal(0, 1)), inputs: [input("x", normal(0, 1)), ...Array.from({ length: 128 }, (_, index) => uniform(`y${String(index)}`, 0, 1))] } }), { code: "scenario-sensitivity.input_count", path: ["scenario", "inputs"], params: { count: 129, limit: 128 } });
  });
  test("where ends are swapped", () => { refuses(() => ask({ lowProbability: 0.9, highProbability: 0.9 }), { code: "scenario-sensitivity.end_order", path: ["highProbability"], params: { low: 0.9, high: 0.9 } }); });
  test("where it shall go by an index that there is not", () => { refuses(() => ask({ scenario: program, orderBy: "total-index" }), { code: "scenario-sensitivity.no_index", path: ["orderBy"] }); });
  test("more trials times inputs than one question takes", () => { refuses(() => ask({ replicateCount: 64, blocksPerReplicate: 1000 }), { code: "scenario-sensitivity.too_many", path: ["blocksPerReplicate"], params: { count: 64 * 1000 * 1024 * 9, limit: SIMULATION_LIMITS.steps } }); });
  test("where a study is of an unknown input, by its own fault", () => { refuses(() => ask({ studies: [{ id: "s", inputId: "no", observationCount: 1, observationStandardDeviation: 1, totalCost: eur("1") }] }), { code: "decision-information.unknown_input", path: ["studies", 0, "inputId"] }); });
});
