import * as z from "zod";
import { check, type Fault, type Report, rule } from "../../error/index.js";
import type { Money } from "../../money/index.js";
import { BLOCK_TRIALS, ConfidenceLevel, type EstimateResult, Seed, SENSITIVITY_LIMITS, TRIAL_LIMITS } from "../../statistics/index.js";
import type { Id } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";
import { NetMeasure } from "../break-even-surface.js";
import { type InputInformation, Studies, type Study, type StudyInformation } from "../comparison/decision-information.js";
import { stepsOfJointRun } from "../comparison/joint-size.js";
import type { MoneyEstimate } from "../outcome-estimate.js";
import { returnIndices } from "../return-indices.js";
import { InputBase } from "../scenario-point.js";
import { Scenario } from "../scenario.js";
import { SIMULATION_LIMITS } from "../simulation-request.js";
import { tornado, type TornadoBar } from "../tornado.js";
import { type InformationValue, valueOfInformation } from "../value-of-information.js";

/** Which of the three figures puts inputs in order. */
export type SensitivityOrder = "swing" | "total-index" | "perfect-value";
/** Schema of which figure puts inputs in order. */
export const SensitivityOrder = z.enum(["swing", "total-index", "perfect-value"]);

/** How to find out what drives the outcome: all but the scenario. */
export interface SensitivityPlan {
  /** The outcome. */
  readonly measure: NetMeasure;
  /** Which figure puts inputs in order; the others stand beside it. */
  readonly orderBy: SensitivityOrder;
  /** Where every other input stands while one is moved from its low to its high end. */
  readonly base: InputBase;
  /** The low end of each input, as a probability above 0: 0.1 for its P10. */
  readonly lowProbability: number;
  /** The high end, as a probability below 1 and above the low one. */
  readonly highProbability: number;
  /** How many decisions of this kind better knowledge would inform. */
  readonly decisionCount: number;
  /** Studies that could be made, in any order. Left out: none. */
  readonly studies?: readonly Study[];
  /** The seed; a whole number. */
  readonly seed: Seed;
  /** How many independent randomizations, 2 to 64; 16 are plenty. */
  readonly replicateCount: number;
  /** Blocks of 1,024 trials in each, 1 to 1,000. */
  readonly blocksPerReplicate: number;
  /** The level of the intervals. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** What drives the outcome of a scenario. */
export interface ScenarioSensitivityQuestion extends SensitivityPlan {
  /** The scenario: 1 to 128 uncertain inputs. */
  readonly scenario: Scenario;
}
/** An index, or why there is none: shares of variance have no meaning where inputs hang together, and are worked out for 64 inputs at most. */
export type DriverIndex = EstimateResult | { readonly estimate: null; readonly reason: "correlated" | "too-many-inputs" };
/** One input by all three measures of how much it matters. */
export interface ScenarioDriver {
  /** The input. */
  readonly inputId: Id;
  /** Its low end. */
  readonly low: number;
  /** Its high end. */
  readonly high: number;
  /** How far apart the outcome is at its ends, all others at their base. */
  readonly swing: Money;
  /** Its place by swing, from 1; equal figures share the better place. */
  readonly swingRank: number;
  /** The share of the outcome's variance that it brings with all its interactions. */
  readonly totalIndex: DriverIndex;
  /** Its place by that; null where there is none. */
  readonly totalIndexRank: number | null;
  /** What perfect knowledge of it is worth to one decision (EVPPI). */
  readonly perfectValue: Money;
  /** What a study of it may cost at most: that times the decisions. */
  readonly mayCost: Money;
  /** Its place by that. */
  readonly perfectValueRank: number;
  /** How its value was worked out, and what to keep in mind. */
  readonly information: Pick<InputInformation, "method" | "warnings">;
}
/** What drives the outcome, and what to measure next. */
export interface ScenarioSensitivity {
  /** Inputs, the one that matters most first, ties by id. */
  readonly drivers: readonly ScenarioDriver[];
  /** What is best as things are known. */
  readonly decision: InformationValue["decision"];
  /** What the program brings on average. */
  readonly expectedNet: MoneyEstimate;
  /** What knowing everything would be worth to one decision (EVPI). */
  readonly perfectInformation: MoneyEstimate;
  /** Studies, the greatest net gain first, ties by id. */
  readonly studies: readonly StudyInformation[];
  /** `correlations-ignored` by the swings, where the scenario has some. */
  readonly warnings: readonly string[];
  /** What the figures rest on. */
  readonly assumptions: Omit<SensitivityPlan, "studies"> & { readonly otherOption: "leave-at-zero"; readonly riskAttitude: "neutral" };
}

const tooMany: Fault = { code: "scenario-sensitivity.too_many", message: "{count} numbers, factors and comparisons are more than the {limit} of one call.", hint: "Take fewer blocks or randomizations, or fix inputs that matter little." };
const inputCount: Fault = { code: "scenario-sensitivity.input_count", message: "The scenario has {count} uncertain inputs; 1 to {limit} can be compared.", hint: "Describe what is not known by a distribution, and fix what matters least." };
const endOrder: Fault = { code: "scenario-sensitivity.end_order", message: "The low end, {low}, is not below the high one, {high}.", hint: "Swap them." };
const noIndex: Fault = { code: "scenario-sensitivity.no_index", message: "There is no total index where inputs are correlated or more than {limit}.", hint: "Put them in order by swing or perfect-value." };

const hasIndex = ({ inputs, correlations = [] }: Scenario): boolean => correlations.length === 0 && inputs.length <= SENSITIVITY_LIMITS.inputs;
function reportPlan({ scenario, orderBy, lowProbability: low, highProbability: high, replicateCount, blocksPerReplicate }: ScenarioSensitivityQuestion, report: Report): void {
  const { length: count } = scenario.inputs;
  if (count < 1 || count > TRIAL_LIMITS.sobolDimensions) report(inputCount, ["scenario", "inputs"], { count, limit: TRIAL_LIMITS.sobolDimensions });
  if (low >= high) report(endOrder, ["highProbability"], { low, high });
  if (orderBy === "total-index" && !hasIndex(scenario)) report(noIndex, ["orderBy"], { limit: SENSITIVITY_LIMITS.inputs });
  const trialCount = replicateCount * blocksPerReplicate * BLOCK_TRIALS;
  const steps = stepsOfJointRun({ scenarios: [scenario], optionCount: 2, inputCount: count, isCorrelated: (scenario.correlations ?? []).length > 0, method: "sobol", trialCount, replicateCount });
  if (steps > SIMULATION_LIMITS.steps) report(tooMany, ["blocksPerReplicate"], { count: steps, limit: SIMULATION_LIMITS.steps });
}

const openShare = z.number().gt(0).lt(1);
const plan = {
  measure: NetMeasure, orderBy: SensitivityOrder, base: InputBase, lowProbability: openShare, highProbability: openShare, decisionCount: z.int().min(1).max(1e6),
  studies: Studies, seed: Seed, replicateCount: z.int().min(2).max(TRIAL_LIMITS.replicates), blocksPerReplicate: z.int().min(1).max(1000), confidenceLevel: ConfidenceLevel,
};
/** Schema of how to find out what drives the outcome. */
export const SensitivityPlan = z.strictObject(plan).readonly() satisfies z.ZodType<SensitivityPlan>;
/** Schema of a question for what drives the outcome. */
export const ScenarioSensitivityQuestion = z.strictObject({ scenario: Scenario, ...plan }).check(rule(reportPlan)).readonly() satisfies z.ZodType<ScenarioSensitivityQuestion>;

/** The place of each figure, the greatest first; equal ones share the better place. */
function ranksOf(figures: readonly number[]): readonly number[] {
  const order = figures.toSorted((one, other) => other - one);
  const place = new Map<number, number>();
  order.forEach((figure, index) => { if (!place.has(figure)) place.set(figure, index + 1); });
  return figures.map((figure) => place.get(figure) as number);
}

/**
 * What drives the outcome of a scenario, by three measures side by side: the swing of each input (one at a time), its total share of the variance (with interactions), and what it would be worth to know it. They answer different questions and may rank differently: an input may bring most of the variance and be worth nothing to know, because no value of it would change the decision.
 * Sources: those of `tornado`, `returnIndices` and `valueOfInformation`, which give each measure by itself.
 *
 * @throws CoachingError `scenario-sensitivity.input_count`, `scenario-sensitivity.end_order`, `scenario-sensitivity.no_index`, `scenario-sensitivity.too_many`, `scenario-point.no_cost`, `decision-information.*`, `cash-flows.mixed_currencies`, `scenario.*`, `input.*`
 * @example
 * ```ts
 * const term = (id, amount, driverIds) => ({ id, money: { amount, currency: "EUR" }, driverIds, fromMonth: 0, toMonth: 0 });
 * const between = (inputId, min, max) => ({ inputId, distribution: { family: "uniform", min, max } });
 * const scenario = { inputs: [between("gain", 90, 130), between("fee", 99, 101)], drivers: [], benefits: [term("gain", "100", ["gain"])], costs: [term("fee", "100", ["fee"])], horizonMonths: 12, annualDiscountRatio: 0 };
 * const { decision, drivers } = scenarioSensitivity({ scenario, measure: "net-benefit", orderBy: "perfect-value", base: "mean", lowProbability: 0.05, highProbability: 0.95, decisionCount: 10, seed: 7, replicateCount: 8, blocksPerReplicate: 2, confidenceLevel: 0.95 });
 * decision; // => "run"
 * drivers.map(({ inputId, swing, totalIndex, mayCost }) => [inputId, swing.amount, totalIndex.estimate.toFixed(2), mayCost.amount]); // => [["gain", "3600.00", "1.00", "1250.00"], ["fee", "180.00", "0.00", "0.00"]]
 * ```
 */
export function scenarioSensitivity(question: ScenarioSensitivityQuestion): ScenarioSensitivity {
  const { scenario, studies = [], ...asked } = check(ScenarioSensitivityQuestion, question);
  const { measure, orderBy, base, lowProbability, highProbability, decisionCount, seed, replicateCount, blocksPerReplicate, confidenceLevel } = asked;
  const { bars, warnings } = tornado({ scenario, measure, base, lowProbability, highProbability });
  const indices = hasIndex(scenario) ? returnIndices({ scenario, measure, seed, replicateCount, blocksPerReplicate, confidenceLevel }) : null;
  const information = valueOfInformation({ scenario, measure, decisionCount, studies, seed, replicateCount, trialCount: replicateCount * blocksPerReplicate * BLOCK_TRIALS, confidenceLevel });
  const [barOf, totalOf, valueOf] = [new Map(bars.map((bar) => [bar.driverId, bar])), new Map(indices?.map(({ inputId, total }) => [inputId, total])), new Map(information.inputs.map((input) => [input.inputId, input]))];
  const noTotal: DriverIndex = { estimate: null, reason: (scenario.correlations ?? []).length > 0 ? "correlated" : "too-many-inputs" };
  const found = scenario.inputs.map(({ inputId }) => {
    const { low, high, netBenefitSwing, netPresentValueSwing } = barOf.get(inputId) as TornadoBar;
    const { perfectValue, mayCost, method, warnings: own } = valueOf.get(inputId) as InputInformation;
    return { inputId, low, high, swing: measure === "net-benefit" ? netBenefitSwing : netPresentValueSwing, totalIndex: totalOf.get(inputId) ?? noTotal, perfectValue, mayCost, information: { method, warnings: own } };
  });
  const [swings, totals, values] = [ranksOf(found.map(({ swing }) => Number(swing.amount))), ranksOf(found.map(({ totalIndex }) => totalIndex.estimate ?? -1)), ranksOf(found.map(({ perfectValue }) => Number(perfectValue.amount)))];
  const drivers = found.map((driver, index): ScenarioDriver => ({ ...driver, swingRank: swings[index] as number, totalIndexRank: driver.totalIndex.estimate === null ? null : (totals[index] as number), perfectValueRank: values[index] as number }));
  const rankOf = ({ swingRank, totalIndexRank, perfectValueRank }: ScenarioDriver): number => ({ swing: swingRank, "total-index": totalIndexRank ?? 0, "perfect-value": perfectValueRank })[orderBy];
  return {
    drivers: drivers.sort((one, other) => rankOf(one) - rankOf(other) || one.swingRank - other.swingRank || inTextOrder(one.inputId, other.inputId)),
    decision: information.decision, expectedNet: information.expectedNet, perfectInformation: information.perfectInformation, studies: information.studies, warnings,
    assumptions: { ...asked, otherOption: "leave-at-zero", riskAttitude: "neutral" },
  };
}
