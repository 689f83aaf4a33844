import type { Money } from "../../money/index.js";
import { distributionMoments, distributionQuantile } from "../../statistics/index.js";
import type { Id } from "../../unit/index.js";
import type { InputBase } from "../scenario-point.js";
import type { Scenario, ScenarioTerm } from "../scenario.js";
import { type BaseCase, exactRoi, rounded } from "./base-case.js";
import { discountedMonths, type ExactTerm, exactTerm, NOTHING } from "./exact-term.js";
import { type ModelChange, numbersOf, type ScenarioNumber } from "./scenario-changes.js";

/** What a model comes to in its base case. */
export interface BaseFigures {
  /** Benefit − cost, undiscounted. */
  readonly netBenefit: Money;
  /** (benefit − cost) ÷ cost, undiscounted; there is none where nothing is paid. */
  readonly roiRatio: BaseCase["roiRatio"];
  /** Benefit − cost, discounted. */
  readonly netPresentValue: Money;
}
/** A model whose base case is kept up to date while it is changed. */
interface BaseWalk {
  /** What it comes to now. */
  readonly reached: () => BaseFigures;
  /** Makes one change. */
  readonly change: (step: ModelChange) => void;
}

/** Where a number stands. */
const middleOf = (number: ScenarioNumber, base: InputBase): number => (number.kind === "known" ? number.value : base === "mean" ? distributionMoments(number.distribution).mean : distributionQuantile(number.distribution, 0.5));

/** Each change works out again only the terms that it touches, so that a walk over a thousand changes of a thousand terms stays short. */
export function walkFrom(scenario: Scenario, base: InputBase, months: number): BaseWalk {
  const currency = scenario.benefits[0]?.money.currency ?? "";
  const values = new Map([...numbersOf(scenario)].map(([id, number]) => [id, middleOf(number, base)]));
  const terms = new Map<string, { readonly side: "benefit" | "cost"; readonly term: ScenarioTerm; readonly worth: ExactTerm }>();
  const namedBy = new Map<Id, Set<string>>();
  const sums = { benefit: { total: 0n, present: 0n }, cost: { total: 0n, present: 0n } };
  let factorSums = discountedMonths(scenario.annualDiscountRatio, months);

  const leave = (key: string): void => {
    const { side, term, worth } = terms.get(key) ?? { side: "benefit", term: null, worth: NOTHING };
    sums[side].total -= worth.total;
    sums[side].present -= worth.present;
    for (const id of term?.driverIds ?? []) namedBy.get(id)?.delete(key);
    terms.delete(key);
  };
  const enter = (side: "benefit" | "cost", term: ScenarioTerm): void => {
    const key = `${side} ${term.id}`;
    leave(key);
    const worth = exactTerm(term, (id) => values.get(id) as number, factorSums);
    terms.set(key, { side, term, worth });
    sums[side].total += worth.total;
    sums[side].present += worth.present;
    for (const id of term.driverIds) namedBy.set(id, (namedBy.get(id) ?? new Set<string>()).add(key));
  };
  const enterAgain = (keys: Iterable<string>): void => {
    for (const key of [...keys]) {
      const placed = terms.get(key);
      if (placed !== undefined) enter(placed.side, placed.term);
    }
  };
  for (const term of scenario.benefits) enter("benefit", term);
  for (const term of scenario.costs) enter("cost", term);
  return {
    reached: () => {
      const { benefit: { total: gained, present: brought }, cost: { total: spent, present: paid } } = sums;
      return { netBenefit: rounded(gained - spent, currency), roiRatio: exactRoi(gained, spent), netPresentValue: rounded(brought - paid, currency) };
    },
    change: (step) => {
      if (step.part === "number" && step.after !== null) {
        values.set(step.partId, middleOf(step.after, base));
        enterAgain(namedBy.get(step.partId) ?? []);
      } else if (step.part === "discount-rate" && step.after !== null) {
        factorSums = discountedMonths(step.after, months);
        enterAgain(terms.keys());
      } else if (step.part === "benefit" || step.part === "cost") {
        if (step.after === null) leave(`${step.part} ${step.partId}`);
        else enter(step.part, step.after);
      }
    },
  };
}
