import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import { ConfidenceLevel, Seed, TRIAL_LIMITS } from "../statistics/index.js";
import { NetMeasure } from "./break-even-surface.js";
import { DecisionCount, decisionInformation, type InputInformation, reportStudies, Studies, type Study, type StudyInformation } from "./comparison/decision-information.js";
import { decisionOf, decisionReader } from "./comparison/decision.js";
import { jointInputs } from "./comparison/joint-inputs.js";
import { reportSize } from "./comparison/joint-size.js";
import type { Option } from "./comparison/option-worker.js";
import { asMoney, type MoneyEstimate } from "./outcome-estimate.js";
import { Scenario } from "./scenario.js";
import { SIMULATION_LIMITS } from "./simulation-request.js";

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

/** Schema of a question for the value of information. */
export const InformationQuestion = z.strictObject({
  scenario: Scenario, measure: NetMeasure, decisionCount: DecisionCount, studies: Studies, seed: Seed,
  replicateCount: z.int().min(2).max(TRIAL_LIMITS.replicates), trialCount: z.int().min(1).max(SIMULATION_LIMITS.trials), confidenceLevel: ConfidenceLevel,
}).check(rule(({ scenario, studies = [], trialCount, replicateCount }: InformationQuestion, report) => {
  const { inputs, benefits, correlations = [] } = scenario;
  reportStudies({ studies, inputs, currency: benefits[0]?.money }, report);
  if (inputs.length === 0) report(noInput, ["scenario", "inputs"]);
  reportSize({ scenarios: [scenario], optionCount: 2, inputCount: inputs.length, isCorrelated: correlations.length > 0, method: "sobol", trialCount, replicateCount }, ["scenario", "inputs"], report);
})).readonly() satisfies z.ZodType<InformationQuestion>;

/**
 * What it would be worth to know more before deciding whether to run a program or to leave it: to know everything (EVPI), one input (EVPPI) or a sample of one (EVSI), and so what to measure next and what that may cost.
 *
 *   EVPI = E[max(NB, 0)] − max(E[NB], 0)        of a normal NB: σ [φ(z) − z (1 − Φ(z))] with z = |μ| ÷ σ
 *
 * For independent inputs the value of each is exact but for one integral; for correlated ones it comes from trials sorted by the input, which is biased upward.
 * A sample's value goes by the normal approximation: the mean after n observations varies by σ √(σ² ÷ (σ² + s²/n)). It is exact where input and observations are normal, and a heuristic elsewhere, never above the value of the input itself.
 * Sources: R. Howard, "Information value theory" (1966); H. Raiffa, R. Schlaifer, "Applied statistical decision theory" (1961); M. Strong, J. Oakley, "An efficient method for computing single-parameter partial EVPI" (2013).
 *
 * @throws CoachingError `value-of-information.no_input`, `decision-information.*`, `joint-size.*`, `simulation-request.uneven_trials`, `option-worker.unusable_trial`, `scenario.*`, `cash-flows.mixed_currencies`, `input.*`
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
  const { scenario, measure, decisionCount, studies = [], seed, replicateCount, trialCount, confidenceLevel } = check(InformationQuestion, question);
  const currency = scenario.benefits[0]?.money.currency ?? "";
  const options: readonly Option[] = [{ id: "run", scenario, path: ["scenario"] }, { id: "leave", scenario: null, path: [] }];
  const decision = decisionOf({ ...jointInputs({ designs: [{ id: "run", scenario }] }), options, measure, seed, method: "sobol", replicateCount, trialCount }, { outcomes: false });
  const { mean, regret } = decisionReader(decision, confidenceLevel);
  return {
    decision: decision.best === 0 ? "run" : "leave",
    expectedNet: asMoney(mean(0), currency), perfectInformation: asMoney(regret(decision.best), currency),
    ...decisionInformation({ decision, decisionCount, studies, currency }),
    assumptions: { measure, decisionCount, otherOption: "leave-at-zero", riskAttitude: "neutral", sampleMethod: "normal-approximation", rounding: "half-even" },
  };
}
