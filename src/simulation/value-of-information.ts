import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import { Money } from "../money/index.js";
import { findMixed } from "../roi/internal.js";
import { BLOCK_TRIALS, ConfidenceLevel, type Distribution, distributionMoments, Seed, TRIAL_LIMITS } from "../statistics/index.js";
import { trialSampler } from "../statistics/internal.js";
import { Id } from "../unit/index.js";
import { lineIn, NetMeasure } from "./break-even-surface.js";
import { columnWorker, compiledScenario } from "./compiled-scenario.js";
import { binnedValue, meanOf, regressionSlope } from "./correlated-value.js";
import { asMoney, type MoneyEstimate, moneyOfNumber, pooledEstimate } from "./outcome-estimate.js";
import { basePoint } from "./scenario-point.js";
import { Scenario } from "./scenario.js";
import { meanLoss, normalMeanLoss } from "./mean-loss.js";

/** What bounds a question for the value of information. */
export const INFORMATION_LIMITS = {
  /** Trials times (uncertain inputs + 1). */
  cells: TRIAL_LIMITS.cells,
  /** Studies that are compared. */
  studies: 1000,
} as const;

/** A study that would measure one input. */
export interface Study {
  /** Its name. */
  readonly id: Id;
  /** The input that it measures. */
  readonly inputId: Id;
  /** How many independent observations it would bring. */
  readonly observationCount: number;
  /** By how much one observation varies around the input's true value, as a standard deviation. */
  readonly observationStandardDeviation: number;
  /** What it would cost. */
  readonly totalCost: Money;
}
/** What it would be worth to know more before a program is run or left. */
export interface InformationQuestion {
  /** The scenario: one uncertain input or more. The other option is to leave the program, at a net benefit of zero. */
  readonly scenario: Scenario;
  /** The outcome that is decided by. */
  readonly measure: NetMeasure;
  /** How many decisions of this kind the answer would inform: the cohorts of a rollout. */
  readonly decisionCount: number;
  /** Studies that could be made, in any order. Left out: none. */
  readonly studies?: readonly Study[];
  /** The seed; a whole number. */
  readonly seed: Seed;
  /** How many independent randomizations, 2 to 64. */
  readonly replicateCount: number;
  /** How many trials, drawn by Sobol's sequence: a multiple of 1,024 times `replicateCount`. */
  readonly trialCount: number;
  /** The level of the intervals. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** What it would be worth to know one input. */
export interface InputInformation {
  /** The input. */
  readonly inputId: Id;
  /** What perfect knowledge of it is worth to one decision (EVPPI). */
  readonly perfectValue: Money;
  /** What a study of it may cost at most: that times the decisions. */
  readonly mayCost: Money;
  /** `conditional-mean`: exact but for an integral over one input. `sorted-bins`: from trials, where inputs are correlated. */
  readonly method: "conditional-mean" | "sorted-bins";
  /** `biased-upward` for bins: chance makes some bins look decided. */
  readonly warnings: readonly string[];
}
/** What a study would be worth. */
export interface StudyInformation {
  /** The study. */
  readonly studyId: Id;
  /** The input that it measures. */
  readonly inputId: Id;
  /** What its sample is worth to one decision (EVSI). */
  readonly sampleValue: Money;
  /** That times the decisions, less the study's cost. */
  readonly netGain: Money;
  /** Whether that is above zero. */
  readonly isWorthIt: boolean;
}
/** What to measure next, and what it may cost. */
export interface InformationValue {
  /** What is best as things are known: to run the program, or to leave it. */
  readonly decision: "run" | "leave";
  /** What the program brings on average. */
  readonly expectedNet: MoneyEstimate;
  /** What knowing everything would be worth to one decision (EVPI): the mean loss from deciding now. */
  readonly perfectInformation: MoneyEstimate;
  /** Inputs, the most worth knowing first, ties by id. */
  readonly inputs: readonly InputInformation[];
  /** Studies, the greatest net gain first, ties by id. */
  readonly studies: readonly StudyInformation[];
  /** What the figures rest on. */
  readonly assumptions: { readonly measure: NetMeasure; readonly decisionCount: number; readonly otherOption: "leave-at-zero"; readonly riskAttitude: "neutral"; readonly sampleMethod: "normal-approximation"; readonly rounding: "half-even" };
}

const noInput: Fault = { code: "value-of-information.no_input", message: "The scenario has no uncertain input: there is nothing to learn.", hint: "Describe what is not known by a distribution." };
const unknownInput: Fault = { code: "value-of-information.unknown_input", message: "No uncertain input has the id “{id}”.", hint: "Add the input, or correct the id." };
const duplicateStudy: Fault = { code: "value-of-information.duplicate_study", message: "Two studies have the id “{id}”.", hint: "Give each an id of its own." };
const unevenTrials: Fault = { code: "value-of-information.uneven_trials", message: "{count} trials are not a multiple of {step}: 1,024 for each randomization.", hint: "Take {step}, or a multiple of it." };
const tooMany: Fault = { code: "value-of-information.too_many", message: "{count} trials times inputs are more than {limit}.", hint: "Take fewer trials, or fix inputs that matter little." };

function reportStudies({ scenario, studies = [] }: InformationQuestion, report: Report): void {
  const seen = new Set<Id>();
  studies.forEach(({ id, inputId }, index) => {
    if (seen.has(id)) report(duplicateStudy, ["studies", index, "id"], { id });
    seen.add(id);
    if (!scenario.inputs.some((input) => input.inputId === inputId)) report(unknownInput, ["studies", index, "inputId"], { id: inputId.slice(0, 200) });
  });
  const first = scenario.benefits[0]?.money;
  if (first !== undefined) findMixed([first, ...studies.map(({ totalCost }) => totalCost)], (fault, [index, ...path], params) => { report(fault, ["studies", Number(index) - 1, "totalCost", ...path], params); }, []);
}
function reportSize({ scenario: { inputs }, trialCount, replicateCount }: InformationQuestion, report: Report): void {
  const step = BLOCK_TRIALS * replicateCount;
  if (trialCount % step !== 0) report(unevenTrials, ["trialCount"], { count: trialCount, step });
  if (inputs.length === 0) report(noInput, ["scenario", "inputs"]);
  const count = trialCount * (inputs.length + 1);
  if (inputs.length > TRIAL_LIMITS.sobolDimensions || count > INFORMATION_LIMITS.cells) report(tooMany, ["trialCount"], { count, limit: INFORMATION_LIMITS.cells });
}
/** Schema of a study. */
export const Study = z.strictObject({ id: Id, inputId: Id, observationCount: z.int().min(1).max(1e9), observationStandardDeviation: z.number().gt(0).max(1e30), totalCost: Money }).readonly() satisfies z.ZodType<Study>;
/** Schema of a question for the value of information. */
export const InformationQuestion = z.strictObject({
  scenario: Scenario, measure: NetMeasure, decisionCount: z.int().min(1).max(1e6), studies: z.exactOptional(z.array(Study).max(INFORMATION_LIMITS.studies).readonly()), seed: Seed,
  replicateCount: z.int().min(2).max(TRIAL_LIMITS.replicates), trialCount: z.int().min(1).max(INFORMATION_LIMITS.cells), confidenceLevel: ConfidenceLevel,
}).check(rule(reportStudies), rule(reportSize)).readonly() satisfies z.ZodType<InformationQuestion>;

/** All trials: a column an input, and the net of each. */
interface Trials {
  readonly ids: readonly Id[];
  readonly columns: readonly Float64Array[];
  readonly net: Float64Array;
}
function trialsOf({ scenario, measure, seed, replicateCount, trialCount }: InformationQuestion): Trials {
  const inputs = [...scenario.inputs].sort((one, other) => (one.inputId < other.inputId ? -1 : 1));
  const ids = inputs.map(({ inputId }) => inputId);
  const [columns, net] = [ids.map(() => new Float64Array(trialCount)), new Float64Array(trialCount)];
  const sample = trialSampler({ inputs, correlations: scenario.correlations ?? [] }, { seed, method: "sobol", replicateCount });
  const work = columnWorker(compiledScenario(scenario, ids), BLOCK_TRIALS);
  for (let from = 0; from < trialCount; from += BLOCK_TRIALS) {
    const block = columns.map((column) => column.subarray(from, from + BLOCK_TRIALS));
    sample(from / BLOCK_TRIALS, block);
    const { gained, spent, presentValue } = work(block);
    for (let trial = 0; trial < BLOCK_TRIALS; trial += 1) net[from + trial] = measure === "net-benefit" ? (gained[trial] as number) - (spent[trial] as number) : (presentValue[trial] as number);
  }
  return { ids, columns, net };
}

/** The mean over the trials of each randomization. */
function replicateMeans(values: Float64Array, replicateCount: number, change: (value: number) => number): readonly number[] {
  const sums = Array.from({ length: replicateCount }, () => 0);
  for (let from = 0; from < values.length; from += BLOCK_TRIALS) {
    const replicate = (from / BLOCK_TRIALS) % replicateCount;
    let sum = sums[replicate] as number;
    for (let trial = from; trial < from + BLOCK_TRIALS; trial += 1) sum += change(values[trial] as number);
    sums[replicate] = sum;
  }
  return sums.map((sum) => (sum * replicateCount) / values.length);
}

/** What is known of one input: what perfect knowledge of it is worth, and by how much the net moves with it. */
interface Known {
  readonly inputId: Id;
  readonly perfect: number;
  readonly slope: number;
  /** The mean net: without the simulation's error where inputs are independent. */
  readonly expected: number;
  readonly distribution: Distribution;
}
function knownInputs({ scenario, measure }: InformationQuestion, { ids, columns, net }: Trials): readonly Known[] {
  const isCorrelated = (scenario.correlations ?? []).length > 0;
  const point = basePoint(scenario, "mean");
  const center = isCorrelated ? meanOf(net) : 0;
  return scenario.inputs.map(({ inputId, distribution }) => {
    if (isCorrelated) {
      const column = columns[ids.indexOf(inputId)] as Float64Array;
      return { inputId, distribution, perfect: binnedValue(column, net), slope: regressionSlope(column, net), expected: center };
    }
    // inputs are independent and no term names one twice, so that the mean net, given this input, is a line through the means of the others
    const line = lineIn(point, inputId, { values: point.values, measure });
    return { inputId, distribution, perfect: meanLoss(distribution, line), slope: line.slope, expected: line.offset + line.slope * distributionMoments(distribution).mean };
  });
}

/**
 * What it would be worth to know more before deciding whether to run a program or to leave it: to know everything (EVPI), one input (EVPPI) or a sample of one (EVSI), and so what to measure next and what that may cost.
 *
 *   EVPI = E[max(NB, 0)] − max(E[NB], 0)        of a normal NB: σ [φ(z) − z (1 − Φ(z))] with z = |μ| ÷ σ
 *
 * For independent inputs the value of each is exact but for one integral; for correlated ones it comes from trials sorted by the input, which is biased upward.
 * A sample's value goes by the normal approximation: the mean after n observations varies by σ √(σ² ÷ (σ² + s²/n)). It is exact where input and observations are normal, and a heuristic elsewhere, never above the value of the input itself.
 * Sources: R. Howard, "Information value theory" (1966); H. Raiffa, R. Schlaifer, "Applied statistical decision theory" (1961); M. Strong, J. Oakley, "An efficient method for computing single-parameter partial EVPI" (2013).
 *
 * @throws CoachingError `value-of-information.no_input`, `value-of-information.unknown_input`, `value-of-information.duplicate_study`, `value-of-information.uneven_trials`, `value-of-information.too_many`, `scenario.*`, `cash-flows.mixed_currencies`, `input.*`
 * @example
 * ```ts
 * const eur = (amount) => ({ amount, currency: "EUR" });
 * const term = (id, amount, driverIds) => ({ id, money: eur(amount), driverIds, fromMonth: 0, toMonth: 0 });
 * const scenario: Scenario = {
 *   inputs: [{ inputId: "gain", distribution: { family: "normal", mean: 53081.92, standardDeviation: 60000 } }], drivers: [],
 *   benefits: [term("gain", "1", ["gain"])], costs: [term("free", "0", [])], horizonMonths: 12, annualDiscountRatio: 0,
 * };
 * const pilot: Study = { id: "pilot", inputId: "gain", observationCount: 15, observationStandardDeviation: 90000, totalCost: eur("4000") };
 * const value = valueOfInformation({ scenario, measure: "net-benefit", decisionCount: 1, studies: [pilot], seed: 7, replicateCount: 16, trialCount: 65536, confidenceLevel: 0.95 });
 * value.decision; // => "run"
 * value.inputs[0].perfectValue; // => { amount: "6196.73", currency: "EUR" }
 * value.studies[0].isWorthIt; // => true
 * ```
 */
export function valueOfInformation(question: InformationQuestion): InformationValue {
  const checked = check(InformationQuestion, question);
  const { scenario, measure, decisionCount, studies = [], replicateCount, trialCount: n, confidenceLevel } = checked;
  const currency = scenario.benefits[0]?.money.currency ?? "";
  const trials = trialsOf(checked);
  const means = replicateMeans(trials.net, replicateCount, (value) => value);
  const expected = meanOf(means);
  const losses = replicateMeans(trials.net, replicateCount, expected >= 0 ? (value) => Math.max(-value, 0) : (value) => Math.max(value, 0));
  const estimateOf = (values: readonly number[]): MoneyEstimate => asMoney(pooledEstimate({ pooled: meanOf(values), values, n, confidenceLevel }), currency);
  const known = knownInputs(checked, trials);
  const isCorrelated = (scenario.correlations ?? []).length > 0;
  const sampled = studies.map((study) => {
    const { slope, expected: mean, perfect, distribution } = known.find(({ inputId }) => inputId === study.inputId) as Known;
    const { variance } = distributionMoments(distribution);
    // the approximation gives every input tails; no sample tells more than the input itself
    const value = Math.min(perfect, normalMeanLoss(mean, Math.abs(slope) * Math.sqrt((variance * variance) / (variance + study.observationStandardDeviation ** 2 / study.observationCount))));
    return { study, value, gain: value * decisionCount - Number(study.totalCost.amount) };
  });
  return {
    decision: expected >= 0 ? "run" : "leave",
    expectedNet: estimateOf(means), perfectInformation: estimateOf(losses),
    inputs: [...known].sort((one, other) => other.perfect - one.perfect || (one.inputId < other.inputId ? -1 : 1)).map(({ inputId, perfect }) => ({
      inputId, perfectValue: moneyOfNumber(perfect, currency), mayCost: moneyOfNumber(perfect * decisionCount, currency), method: isCorrelated ? "sorted-bins" : "conditional-mean", warnings: isCorrelated ? ["biased-upward"] : [],
    })),
    studies: sampled.sort((one, other) => other.gain - one.gain || (one.study.id < other.study.id ? -1 : 1)).map(({ study: { id, inputId }, value, gain }) => ({ studyId: id, inputId, sampleValue: moneyOfNumber(value, currency), netGain: moneyOfNumber(gain, currency), isWorthIt: gain > 0 })),
    assumptions: { measure, decisionCount, otherOption: "leave-at-zero", riskAttitude: "neutral", sampleMethod: "normal-approximation", rounding: "half-even" },
  };
}
