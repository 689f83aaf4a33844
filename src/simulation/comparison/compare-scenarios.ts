import { check } from "../../error/index.js";
import { type Estimate } from "../../statistics/index.js";
import type { Id } from "../../unit/index.js";
import type { NetMeasure } from "../break-even-surface.js";
import { asMoney, type MoneyEstimate, type SimulationAssumptions } from "../outcome-estimate.js";
import { returnOfReplicates, type SimulatedReturn } from "../simulate-return.js";
import { ComparisonQuestion } from "./comparison-question.js";
import { decisionInformation, type InputInformation, type StudyInformation } from "./decision-information.js";
import { type Decision, decisionOf, decisionReader } from "./decision.js";
import { jointInputs } from "./joint-inputs.js";
import type { Option } from "./option-worker.js";

/** What one design may bring, as if it were simulated alone. */
export interface ComparedDesign {
  /** The design. */
  readonly designId: Id;
  /** Its outcome, the chance of a loss first. */
  readonly outcome: SimulatedReturn;
}
/** How one option stands among all. */
export interface ComparedOption {
  /** The design, or doing nothing. */
  readonly optionId: Id;
  /** In which share of the trials it is the best; where several are, each has its part, so that all shares add up to 1. */
  readonly bestProbability: Estimate;
  /** What it comes to on average, in the measure that is decided by. */
  readonly expectedNet: MoneyEstimate;
  /** By how much it is behind the best option of each trial, on average. */
  readonly expectedRegret: MoneyEstimate;
}
/** How far two options are apart, in the same trials. */
export interface OptionDifference {
  /** Both options, the one with the greater mean first. */
  readonly optionIds: readonly [Id, Id];
  /** The mean net benefit of the first less that of the second. */
  readonly netBenefit: MoneyEstimate;
  /** The same of their present values. */
  readonly netPresentValue: MoneyEstimate;
  /** In which share of the trials the first is better, in the measure that is decided by. */
  readonly betterProbability: Estimate;
  /** In which share both are equal, but for what additions round off. */
  readonly equalProbability: Estimate;
}
/** The option that is best on average, or why none can be named: `not-enough-evidence` where the error of the simulation cannot tell the best ones apart, `equal-means` where there is no difference between them. */
export type RecommendedOption = { readonly optionId: Id } | { readonly optionId: null; readonly reason: "not-enough-evidence" | "equal-means"; readonly candidateIds: readonly Id[] };
/** What one input would be worth to the choice. */
export interface ComparedInput extends InputInformation {
  /** The designs that it is an input of, in the order of their ids. */
  readonly designIds: readonly Id[];
}
/** Which of several programs to run, and what to measure before. */
export interface ScenarioComparison {
  /** The option to take as things are known. */
  readonly recommended: RecommendedOption;
  /** Each design by itself, in the order of their ids. */
  readonly designs: readonly ComparedDesign[];
  /** All options, the greatest mean first, ties by id. */
  readonly options: readonly ComparedOption[];
  /** Each pair of options, in the order of `options`. */
  readonly differences: readonly OptionDifference[];
  /** What knowing everything would be worth to one choice (EVPI): the mean regret of the option that is best on average. */
  readonly perfectInformation: MoneyEstimate;
  /** Inputs, the most worth knowing first, ties by id. */
  readonly inputs: readonly ComparedInput[];
  /** Studies, the greatest net gain first, ties by id. */
  readonly studies: readonly StudyInformation[];
  /** How many trials. */
  readonly n: number;
  /** What the figures rest on. */
  readonly assumptions: SimulationAssumptions & { readonly measure: NetMeasure; readonly decisionCount: number; readonly sharedInputs: "drawn-once"; readonly riskAttitude: "neutral"; readonly sampleMethod: "normal-approximation" };
}

/** The best option, unless one that is behind might be as good: each is compared at a level that lets all comparisons be right together (Bonferroni). */
function recommendedOption({ run, means, points, best }: Decision, { difference }: ReturnType<typeof decisionReader>, confidenceLevel: number): RecommendedOption {
  const others = run.options.flatMap((_, place) => (place === best ? [] : [place]));
  const level = 1 - (1 - confidenceLevel) / others.length;
  const largest = Math.max(...points.map(({ moved }) => moved));
  const rivals = others.flatMap((second) => {
    const { confidence: { lower, upper } } = difference({ first: best, second }, "net", level);
    const isEqual = upper - lower <= 1e-12 * largest && Math.abs((means[best] as number) - (means[second] as number)) <= 1e-12 * largest;
    return isEqual || lower <= 0 ? [{ second, isEqual }] : [];
  });
  if (rivals.length === 0) return { optionId: (run.options[best] as Option).id };
  const candidateIds = run.options.flatMap(({ id }, place) => (place === best || rivals.some(({ second }) => second === place) ? [id] : []));
  return { optionId: null, reason: rivals.every(({ isEqual }) => isEqual) ? "equal-means" : "not-enough-evidence", candidateIds };
}

/** Places of options, the greatest mean first; they stand in the order of their ids. */
const ranked = ({ means }: Decision): readonly number[] => means.map((_, place) => place).sort((one, other) => (means[other] as number) - (means[one] as number) || one - other);

function differencesOf(decision: Decision, reader: ReturnType<typeof decisionReader>, currency: string): readonly OptionDifference[] {
  const { run: { options }, trials } = decision;
  const order = ranked(decision);
  return order.flatMap((first, rank) => order.slice(rank + 1).map((second) => {
    const pair = trials.pairs.find((each) => each.first === Math.min(first, second) && each.second === Math.max(first, second));
    const [better, equal] = [pair?.better ?? [], pair?.equal ?? []];
    return {
      optionIds: [(options[first] as Option).id, (options[second] as Option).id],
      netBenefit: asMoney(reader.difference({ first, second }, "netBenefit"), currency), netPresentValue: asMoney(reader.difference({ first, second }, "netPresentValue"), currency),
      betterProbability: reader.share(first < second ? better : better.map((value, replicate) => 1 - value - (equal[replicate] as number))), equalProbability: reader.share(equal),
    };
  }));
}

/**
 * Which of several programs to run where not every number is known, and what to measure before: the designs are simulated together, each input drawn once for all of them, so that what they share does not drown what they differ in.
 * Neutral to risk: the option with the greatest mean is recommended, and the chance of each to be the best, its regret and each design's whole outcome stand beside it. Where inputs are independent, means, differences of means and the value of each input are exact but for one integral; else they come from trials, and where their error cannot tell the best options apart, none is recommended.
 *
 *   EVPI = E[max over options] − max over options of E[…]
 *
 * Sources: as for `valueOfInformation`, which is the case of one design against doing nothing; P. Frazier, W. Powell, S. Dayanik, "The knowledge-gradient policy for correlated normal beliefs" (2009); A. Law, "Simulation modeling and analysis" (2015), section 11.2.
 *
 * @throws CoachingError `comparison-question.*`, `joint-inputs.*`, `joint-size.*`, `decision-information.*`, `option-worker.no_cost` where a design costs nothing in a trial, `option-worker.unusable_trial`, `simulation-request.uneven_trials`, `scenario.*`, `cash-flows.mixed_currencies`, `uncertain-input.*`, `input.*`
 * @example
 * ```ts
 * const eur = (amount) => ({ amount, currency: "EUR" });
 * const term = (id, amount, driverIds) => ({ id, money: eur(amount), driverIds, fromMonth: 0, toMonth: 0 });
 * const design = (id, fee, driverIds) => ({ id, scenario: {
 *   inputs: [{ inputId: "lift", distribution: { family: "uniform", min: 0, max: 2 } }], drivers: [{ id: "people", value: 10 }],
 *   benefits: [term("sales", "100", driverIds)], costs: [term("fee", fee, [])], horizonMonths: 12, annualDiscountRatio: 0,
 * } });
 * const { recommended, options, perfectInformation, inputs } = compareScenarios({
 *   designs: [design("all", "800", ["lift", "people"]), design("one", "40", ["lift"])], zeroOptionId: "nothing", measure: "net-benefit", decisionCount: 4,
 *   seed: 7, method: "sobol", replicateCount: 16, trialCount: 65536, confidenceLevel: 0.95,
 * });
 * recommended; // => { optionId: "all" }
 * options.map(({ optionId, bestProbability, expectedNet }) => [optionId, bestProbability.estimate.toFixed(2), expectedNet.estimate.amount]); // => [["all", "0.58", "200.00"], ["one", "0.22", "60.00"], ["nothing", "0.20", "0.00"]]
 * inputs[0].perfectValue; // => { amount: "164.44", currency: "EUR" }
 * ```
 */
export function compareScenarios(question: ComparisonQuestion): ScenarioComparison {
  const checked = check(ComparisonQuestion, question);
  const { designs, zeroOptionId, measure, decisionCount, studies = [], seed, method, replicateCount, trialCount: n, confidenceLevel } = checked;
  const [first] = designs.map(({ scenario }) => scenario);
  if (first === undefined) throw new Error("a comparison has a design");
  const currency = first.benefits[0]?.money.currency ?? "";
  const options: readonly Option[] = [
    ...designs.map(({ id, scenario }, index) => ({ id, scenario, path: ["designs", index, "scenario"] })),
    ...(zeroOptionId === undefined ? [] : [{ id: zeroOptionId, scenario: null, path: [] }]),
  ].sort((one, other) => (one.id < other.id ? -1 : 1));
  const plan = { seed, method, replicateCount, trialCount: n };
  const decision = decisionOf({ ...jointInputs(checked), ...plan, options, measure }, { outcomes: true });
  const reader = decisionReader(decision, confidenceLevel);
  const information = decisionInformation({ decision, decisionCount, studies, currency });
  const { trials } = decision;
  const ownInputs = options.map(({ id, scenario }) => ({ id, inputIds: new Set(scenario?.inputs.map(({ inputId }) => inputId)) }));
  return {
    recommended: recommendedOption(decision, reader, confidenceLevel),
    designs: options.flatMap(({ id, scenario }, place) => (scenario === null ? [] : [{ designId: id, outcome: returnOfReplicates({ scenario, ...plan, confidenceLevel }, trials.options[place]?.outcome ?? []) }])),
    options: ranked(decision).map((place) => ({
      optionId: (options[place] as Option).id, bestProbability: reader.share(trials.options[place]?.bestShare ?? []),
      expectedNet: asMoney(reader.mean(place), currency), expectedRegret: asMoney(reader.regret(place), currency),
    })),
    differences: differencesOf(decision, reader, currency),
    perfectInformation: asMoney(reader.regret(decision.best), currency),
    inputs: information.inputs.map((input) => ({ ...input, designIds: ownInputs.flatMap(({ id, inputIds }) => (inputIds.has(input.inputId) ? [id] : [])) })),
    studies: information.studies, n,
    assumptions: {
      seed, method, replicateCount, horizonMonths: first.horizonMonths, annualDiscountRatio: first.annualDiscountRatio, discounted: "net-present-value-only", rounding: "half-even",
      measure, decisionCount, sharedInputs: "drawn-once", riskAttitude: "neutral", sampleMethod: "normal-approximation",
    },
  };
}
