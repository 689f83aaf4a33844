import * as z from "zod";
import { check, rule } from "../../error/index.js";
import { contentHash } from "../../identity/index.js";
import { type Money, type Rounding, subtractMoney } from "../../money/index.js";
import { findMixed } from "../../roi/internal.js";
import { InputBase } from "../scenario-point.js";
import { type BaseFigures, walkFrom } from "./base-walk.js";
import { canonicalDefinition } from "./define-scenario.js";
import { type ModelChange, modelChanges, type RecordChange, recordChanges } from "./scenario-changes.js";
import { ScenarioDefinition } from "./scenario-definition.js";

/** Two versions of a scenario. */
export interface ScenarioDiffQuestion {
  /** The earlier one. */
  readonly before: ScenarioDefinition;
  /** The later one, in the same currency. */
  readonly after: ScenarioDefinition;
  /** Where every uncertain input stands when a change is worked out. */
  readonly base: InputBase;
}
/** One change, and what it does when it is made after all earlier ones. */
export type ScenarioStep = ModelChange & {
  /** By how much the net benefit moves: these add up to the whole difference, to the cent. */
  readonly netBenefitStep: Money;
  /** By how much the present value moves: these add up too. */
  readonly netPresentValueStep: Money;
  /** By how much the ROI ratio moves; null where there is none before or after. */
  readonly roiStepRatio: number | null;
  /** What the model comes to after this step. */
  readonly reached: BaseFigures;
};
/** What changed between two versions of a scenario, and what each change does. */
export interface ScenarioDiff {
  /** The hash of the earlier version, as `defineScenario` answers it. */
  readonly beforeHash: string;
  /** The hash of the later one. */
  readonly afterHash: string;
  /** Base case of the earlier version. */
  readonly before: BaseFigures;
  /** Base case of the later one. */
  readonly after: BaseFigures;
  /** The way from one model to the other, one change a step. */
  readonly steps: readonly ScenarioStep[];
  /** What changed in titles, assumptions, exclusions and intangibles: no figure moves. */
  readonly recordChanges: readonly RecordChange[];
  /** What the steps rest on. The order matters: where two changes meet in one product, the later one gets what both do together. */
  readonly assumptions: { readonly base: InputBase; readonly order: "numbers-then-terms"; readonly rounding: Rounding };
}

/** Schema of a question for what changed. */
export const ScenarioDiffQuestion = z.strictObject({ before: ScenarioDefinition, after: ScenarioDefinition, base: InputBase })
  .check(rule(({ before, after }: ScenarioDiffQuestion, report) => {
    const monies = [before, after].flatMap(({ scenario: { benefits } }) => benefits.slice(0, 1).map(({ money }) => money));
    findMixed(monies, (fault, [, ...path], params) => { report(fault, ["after", "scenario", "benefits", 0, ...path], params); }, ["money"]);
  })).readonly() satisfies z.ZodType<ScenarioDiffQuestion>;

/**
 * What changed between two versions of a scenario, and what each change does to net benefit, ROI and present value of the base case when the changes are made one after the other. The steps of money add up to the cent.
 * The order of the steps is fixed and matters: where two changes meet in one product, the later one gets what both do together. Correlations, and the horizon by itself, do not move a base case; a wider distribution with the same middle does not either, though it moves the chance of a loss.
 *
 * @throws CoachingError `cash-flows.mixed_currencies`, `decimal-text.too_large`, `exact-amount.too_large`, `scenario-definition.*`, `scenario.*`, `input.*`
 * @example
 * ```ts
 * const term = (id, amount, driverIds) => ({ id, money: { amount, currency: "EUR" }, driverIds, fromMonth: 0, toMonth: 0 });
 * const version = (people, fee) => ({
 *   kind: "scenario-definition", schemaVersion: 1, id: "pilot", title: "Pilot", assumptions: [], excluded: [], intangibles: [],
 *   scenario: { inputs: [], drivers: [{ id: "people", value: people }], benefits: [term("saved", "150", ["people"])], costs: [term("fee", fee, ["people"])], horizonMonths: 12, annualDiscountRatio: 0 },
 * });
 * const { before, steps, after } = diffScenarios({ before: version(10, "100"), after: version(12, "120"), base: "median" });
 * [before.netBenefit.amount, after.netBenefit.amount]; // => ["500.00", "360.00"]
 * // two people more bring 100; then 12 fees are dearer by 20
 * steps.map(({ partId, netBenefitStep }) => [partId, netBenefitStep.amount]); // => [["people", "100.00"], ["fee", "-240.00"]]
 * ```
 */
export function diffScenarios(question: ScenarioDiffQuestion): ScenarioDiff {
  const checked = check(ScenarioDiffQuestion, question);
  const [before, after] = [canonicalDefinition(checked.before), canonicalDefinition(checked.after)];
  const walk = walkFrom(before.scenario, checked.base, Math.max(before.scenario.horizonMonths, after.scenario.horizonMonths) + 1);
  const start = walk.reached();
  let last = start;
  const steps = modelChanges(before.scenario, after.scenario).map((change): ScenarioStep => {
    walk.change(change);
    const [was, reached] = [last, walk.reached()];
    last = reached;
    return {
      ...change,
      netBenefitStep: subtractMoney({ from: reached.netBenefit, less: was.netBenefit }), netPresentValueStep: subtractMoney({ from: reached.netPresentValue, less: was.netPresentValue }),
      roiStepRatio: reached.roiRatio.estimate === null || was.roiRatio.estimate === null ? null : reached.roiRatio.estimate - was.roiRatio.estimate, reached,
    };
  });
  return {
    beforeHash: contentHash(before), afterHash: contentHash(after), before: start, after: last, steps, recordChanges: recordChanges(before, after),
    assumptions: { base: checked.base, order: "numbers-then-terms", rounding: "half-even" },
  };
}
