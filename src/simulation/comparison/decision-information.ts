import * as z from "zod";
import { type Fault, repeated, type Report } from "../../error/index.js";
import { Money } from "../../money/index.js";
import { findMixed } from "../../roi/internal.js";
import { distributionMoments, type UncertainInput } from "../../statistics/index.js";
import { Id } from "../../unit/index.js";
import { lineIn } from "../break-even-surface.js";
import { moneyOfNumber } from "../outcome-estimate.js";
import { type Decision, isIndependent, type OptionPoint } from "./decision.js";
import type { InputSums } from "./input-counter.js";
import { gainFromInput, gainFromNormal, type MeanLine, sliceCountOf } from "./mean-gain.js";
import type { JointRun } from "./option-worker.js";

/** What bounds a question for what to measure next. */
export const INFORMATION_LIMITS = {
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

const unknownInput: Fault = { code: "decision-information.unknown_input", message: "No uncertain input has the id “{id}”.", hint: "Add the input, or correct the id." };
const duplicateStudy: Fault = { code: "decision-information.duplicate_study", message: "Two studies have the id “{id}”.", hint: "Give each an id of its own." };

/** Schema of a study. */
export const Study = z.strictObject({ id: Id, inputId: Id, observationCount: z.int().min(1).max(1e9), observationStandardDeviation: z.number().gt(0).max(1e30), totalCost: Money }).readonly() satisfies z.ZodType<Study>;

/** Schema of studies that could be made. */
export const Studies = z.exactOptional(z.array(Study).max(INFORMATION_LIMITS.studies).readonly());
/** Schema of how many decisions of one kind there are. */
export const DecisionCount = z.int().min(1).max(1e6);

/** Reports studies that are listed twice, measure nothing that is uncertain, or are paid in another currency. */
export function reportStudies({ studies, inputs, currency }: { readonly studies: readonly Study[]; readonly inputs: readonly UncertainInput[]; readonly currency: Money | undefined }, report: Report): void {
  const known = new Set(inputs.map(({ inputId }) => inputId));
  for (const [index, { id }] of repeated(studies, (study) => study.id)) report(duplicateStudy, ["studies", index, "id"], { id });
  studies.forEach(({ inputId }, index) => { if (!known.has(inputId)) report(unknownInput, ["studies", index, "inputId"], { id: inputId.slice(0, 200) }); });
  if (currency !== undefined) findMixed([currency, ...studies.map(({ totalCost }) => totalCost)], (fault, [index, ...path], params) => { report(fault, ["studies", Number(index) - 1, "totalCost", ...path], params); }, []);
}

/** What is known of one input: what perfect knowledge of it is worth, and how the mean of each option moves with it. */
interface Known {
  readonly input: UncertainInput;
  readonly perfect: number;
  readonly lines: readonly MeanLine[];
}
/** By how much an option's mean moves with one input, all others at their means; what is another option's input may be its driver. */
function slopesOf({ option, point }: OptionPoint, measure: JointRun["measure"]): (inputId: Id) => number {
  const own = new Set(option.scenario?.inputs.map(({ inputId }) => inputId));
  return (inputId) => (point === null || !own.has(inputId) ? 0 : lineIn(point, inputId, { values: point.values, measure }).slope);
}
/** Covariance ÷ variance over the trials; 0 where the input does not vary. */
function regressionSlopes({ distance, square, products }: InputSums, means: readonly number[], n: number): readonly number[] {
  const variance = square / n - (distance / n) ** 2;
  return means.map((mean, place) => (variance > 0 ? ((products[place] as number) / n - (distance / n) * mean) / variance : 0));
}
/**
 * Each bin decided by its own mean, less the option that is best over all.
 * Source: M. Strong, J. Oakley, "An efficient method for computing single-parameter partial expected value of perfect information", Medical Decision Making 33 (2013).
 */
function binnedGain(bins: Float64Array, { count, best, n }: { readonly count: number; readonly best: number; readonly n: number }): number {
  let gain = 0;
  for (let from = 0; from < bins.length; from += count) gain += bins.subarray(from, from + count).reduce((most, sum) => Math.max(most, sum), -Infinity) - (bins[from + best] as number);
  return gain / n;
}

/** A decision between options, and what is asked before it. */
export interface DecisionQuestion {
  readonly decision: Decision;
  readonly decisionCount: number;
  readonly studies: readonly Study[];
  readonly currency: string;
}
function knownInputs({ run, trials, points, means, best }: Decision): readonly Known[] {
  const { inputs, measure, trialCount: n, options } = run;
  const sliceCount = sliceCountOf(inputs.length);
  const slopeIn = points.map((point) => slopesOf(point, measure));
  return inputs.map((input, place) => {
    const sums = trials.inputs[place];
    if (sums !== undefined) {
      const slopes = regressionSlopes(sums, means, n);
      return { input, perfect: binnedGain(sums.bins, { count: options.length, best, n }), lines: means.map((mean, option) => ({ mean, slope: slopes[option] as number })) };
    }
    const lines = slopeIn.map((slope, option) => ({ mean: means[option] as number, slope: slope(input.inputId) }));
    return { input, perfect: gainFromInput(input.distribution, lines, sliceCount), lines };
  });
}

/**
 * What each input and each study would be worth to a decision between options, the most first, ties by id.
 * A study moves the mean of its input: by σ² ÷ √(σ² + s²/n), normally where input and observations are normal.
 */
export function decisionInformation(question: DecisionQuestion): { readonly inputs: readonly InputInformation[]; readonly studies: readonly StudyInformation[] } {
  const { decision, decisionCount, studies, currency } = question;
  const known = knownInputs(decision);
  const method = isIndependent(decision.run) ? ["conditional-mean", []] as const : ["sorted-bins", ["biased-upward"]] as const;
  const sampled = studies.map((study) => {
    const { perfect, lines, input } = known.find(({ input: { inputId } }) => inputId === study.inputId) as Known;
    const { variance } = distributionMoments(input.distribution);
    // the approximation gives every input tails; no sample tells more than the input itself
    const value = Math.min(perfect, gainFromNormal(Math.sqrt((variance * variance) / (variance + study.observationStandardDeviation ** 2 / study.observationCount)), lines));
    return { study, value, gain: value * decisionCount - Number(study.totalCost.amount) };
  });
  return {
    inputs: [...known].sort((one, other) => other.perfect - one.perfect || (one.input.inputId < other.input.inputId ? -1 : 1)).map(({ input: { inputId }, perfect }) => ({
      inputId, perfectValue: moneyOfNumber(perfect, currency), mayCost: moneyOfNumber(perfect * decisionCount, currency), method: method[0], warnings: method[1],
    })),
    studies: sampled.sort((one, other) => other.gain - one.gain || (one.study.id < other.study.id ? -1 : 1)).map(({ study: { id, inputId }, value, gain }) => ({ studyId: id, inputId, sampleValue: moneyOfNumber(value, currency), netGain: moneyOfNumber(gain, currency), isWorthIt: gain > 0 })),
  };
}
