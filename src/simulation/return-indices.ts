import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import { ConfidenceLevel, Seed, SENSITIVITY_LIMITS, type SobolIndices, sobolIndices, TRIAL_LIMITS } from "../statistics/index.js";
import { compiledScenario, worthAt } from "./compiled-scenario.js";
import { Scenario } from "./scenario.js";
import { ReturnMeasure } from "./tornado.js";

/** Which uncertain inputs bring the variance of an outcome. */
export interface IndicesQuestion {
  /** The scenario: 1 to 64 uncertain inputs, independent of each other. */
  readonly scenario: Scenario;
  /** The outcome. */
  readonly measure: ReturnMeasure;
  /** The seed; a whole number. */
  readonly seed: Seed;
  /** How many independent randomizations, 2 to 64; 16 are plenty. */
  readonly replicateCount: number;
  /** Blocks of 1,024 base points in each, 1 to 1,000; the scenario is worked out (inputs + 2) times for each point. */
  readonly blocksPerReplicate: number;
  /** The level of the intervals. */
  readonly confidenceLevel: ConfidenceLevel;
}

const correlated: Fault = { code: "return-indices.correlated", message: "Shares of variance have no meaning where inputs hang together.", hint: "Leave the correlations out, or ask valueOfInformation instead." };

/** Schema of a question for variance-based indices. */
export const IndicesQuestion = z.strictObject({ scenario: Scenario, measure: ReturnMeasure, seed: Seed, replicateCount: z.int().min(2).max(TRIAL_LIMITS.replicates), blocksPerReplicate: z.int().min(1).max(1000), confidenceLevel: ConfidenceLevel })
  .check(rule(({ scenario: { correlations = [], inputs } }: IndicesQuestion, report) => {
    if (correlations.length > 0) report(correlated, ["scenario", "correlations"]);
    if (inputs.length < 1 || inputs.length > SENSITIVITY_LIMITS.inputs) report(inputCount, ["scenario", "inputs"], { count: inputs.length, limit: SENSITIVITY_LIMITS.inputs });
  })).readonly() satisfies z.ZodType<IndicesQuestion>;
const inputCount: Fault = { code: "return-indices.input_count", message: "The scenario has {count} uncertain inputs; 1 to {limit} can be compared.", hint: "Fix those that matter least, by a tornado." };

/**
 * Variance-based sensitivity of a scenario: for each uncertain input the share of the outcome's variance that it brings alone (first order) and with all its interactions (total), each with its interval.
 * Sources: A. Saltelli and others (2010); M. Jansen (1999); see `sobolIndices`.
 *
 * @throws CoachingError `return-indices.correlated`, `return-indices.input_count`, `sobol-indices.too_many`, `sobol-indices.unusable_outcome` where a trial costs nothing, `scenario.*`, `input.*`
 * @example
 * ```ts
 * const eur = (amount) => ({ amount, currency: "EUR" });
 * const uniform = (inputId, max) => ({ inputId, distribution: { family: "uniform", min: 0, max } });
 * const scenario = {
 *   inputs: [uniform("gain", 2), uniform("fee", 1)], drivers: [], horizonMonths: 1, annualDiscountRatio: 0,
 *   benefits: [{ id: "gain", money: eur("100"), driverIds: ["gain"], fromMonth: 1, toMonth: 1 }], costs: [{ id: "fee", money: eur("100"), driverIds: ["fee"], fromMonth: 0, toMonth: 0 }],
 * };
 * const indices = returnIndices({ scenario, measure: "net-benefit", seed: 7, replicateCount: 8, blocksPerReplicate: 1, confidenceLevel: 0.95 });
 * indices.map(({ inputId, total }) => [inputId, total.estimate.toFixed(2)]); // => [["gain", "0.80"], ["fee", "0.20"]]
 * ```
 */
export function returnIndices(question: IndicesQuestion): SobolIndices {
  const { scenario, measure, ...plan } = check(IndicesQuestion, question);
  const ids = scenario.inputs.map(({ inputId }) => inputId);
  const compiled = compiledScenario(scenario, ids);
  return sobolIndices({ inputs: scenario.inputs, ...plan }, (trial) => {
    const { gained, spent, presentValue } = worthAt(compiled, ids.map((id) => trial[id] as number));
    if (measure === "net-present-value") return presentValue;
    return measure === "net-benefit" ? gained - spent : spent > 0 ? (gained - spent) / spent : NaN;
  });
}
