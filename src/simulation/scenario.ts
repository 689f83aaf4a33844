import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../error/index.js";
import { Money } from "../money/index.js";
import { BREAK_EVEN_LIMITS, CASH_FLOW_LIMITS, DiscountRate } from "../roi/index.js";
import { findMixed } from "../roi/internal.js";
import { InputCorrelation, UncertainInput, type UncertainInputs } from "../statistics/index.js";
import { SampleValue, uncertainInputRule } from "../statistics/internal.js";
import { Id } from "../unit/index.js";

/** What bounds a scenario. */
export const SCENARIO_LIMITS = {
  /** Uncertain inputs of one scenario. */
  inputs: 1000,
  /** Drivers of one scenario that are known for certain. */
  drivers: 1000,
  /** Terms of its benefits, and of its costs. */
  terms: BREAK_EVEN_LIMITS.terms,
  /** Inputs and drivers that one term is multiplied by. */
  factors: BREAK_EVEN_LIMITS.factors,
  /** Months of the horizon. */
  months: CASH_FLOW_LIMITS.flows,
} as const;

/** A number that is known for certain: a headcount, an agreed fee. */
export interface KnownDriver {
  /** Its name, which no uncertain input has too. */
  readonly id: Id;
  /** What it is. */
  readonly value: number;
}
/** Money that comes in or goes out, month by month: an amount times the inputs and drivers that it names. */
export interface ScenarioTerm {
  /** Its name: `"coach-fees"`. */
  readonly id: Id;
  /** What is paid in each month from `fromMonth` to `toMonth`, per unit of everything that it is multiplied by. A cost is at zero or more; a benefit may be below zero where the program takes something away. */
  readonly money: Money;
  /** Inputs and drivers that the money is multiplied by, each once, 8 at most; none for a fixed amount. */
  readonly driverIds: readonly Id[];
  /** The first month in which it is paid, at its end; 0 is today. */
  readonly fromMonth: number;
  /** The last month in which it is paid: `fromMonth` for what is paid once, at most `horizonMonths`. */
  readonly toMonth: number;
}
/** What a program would bring and cost, where not every number is known: plain data, no function. */
export interface Scenario extends UncertainInputs {
  /** What is not known for certain, in any order: 0 to 1,000. */
  readonly inputs: UncertainInputs["inputs"];
  /** What is known, in any order. */
  readonly drivers: readonly KnownDriver[];
  /** What comes in, in any order: at least one term; all terms in one currency. */
  readonly benefits: readonly ScenarioTerm[];
  /** What goes out, in any order: at least one term. */
  readonly costs: readonly ScenarioTerm[];
  /** Up to when money is counted, 1 to 1,200. */
  readonly horizonMonths: number;
  /** The yearly rate that the present value is discounted by, above −1 and at most 5; 0 for none. ROI and net benefit are not discounted. */
  readonly annualDiscountRatio: number;
}

const duplicateId: Fault = { code: "scenario.duplicate_id", message: "The id “{id}” is used before.", hint: "Give each input, driver and term an id of its own." };
const unknownDriver: Fault = { code: "scenario.unknown_driver", message: "No input and no driver has the id “{id}”.", hint: "Add it, or correct the id." };
const repeatedDriver: Fault = { code: "scenario.repeated_driver", message: "The term names “{id}” twice.", hint: "Name it once; a square is no sum of products." };
const negativeCost: Fault = { code: "scenario.negative_cost", message: "The cost “{id}” is {amount}, less than zero.", hint: "Write costs at zero or more; what is saved is a benefit." };
const monthOrder: Fault = { code: "scenario.month_order", message: "The term “{id}” is paid from month {from} to month {to}, within a horizon of {horizon}.", hint: "Give fromMonth ≤ toMonth ≤ horizonMonths." };

function reportIds({ inputs, drivers, benefits, costs }: Scenario, report: Report): void {
  const known = new Set(inputs.map(({ inputId }) => inputId));
  drivers.forEach(({ id }, index) => {
    if (known.has(id)) report(duplicateId, ["drivers", index, "id"], { id });
    known.add(id);
  });
  const terms = [...benefits, ...costs];
  for (const [index, { id }] of repeated(terms, (term) => term.id)) report(duplicateId, index < benefits.length ? ["benefits", index, "id"] : ["costs", index - benefits.length, "id"], { id });
  for (const side of [{ name: "benefits", terms: benefits }, { name: "costs", terms: costs }]) {
    side.terms.forEach(({ driverIds }, term) => {
      driverIds.forEach((id, index) => { if (!known.has(id)) report(unknownDriver, [side.name, term, "driverIds", index], { id: id.slice(0, 200) }); });
      for (const [index, id] of repeated(driverIds, (each) => each)) report(repeatedDriver, [side.name, term, "driverIds", index], { id });
    });
  }
}
function reportTerms({ benefits, costs, horizonMonths: horizon }: Scenario, report: Report): void {
  for (const side of [{ name: "benefits", terms: benefits }, { name: "costs", terms: costs }]) {
    side.terms.forEach(({ id, fromMonth: from, toMonth: to }, index) => { if (from > to || to > horizon) report(monthOrder, [side.name, index, "toMonth"], { id, from, to, horizon }); });
  }
  costs.forEach(({ id, money: { amount } }, index) => { if (/^-.*[1-9]/u.test(amount)) report(negativeCost, ["costs", index, "money", "amount"], { id, amount: amount.slice(0, 40) }); });
  findMixed([...benefits, ...costs].map(({ money }) => money), (fault, [index, ...path], params) => {
    const at = Number(index);
    report(fault, at < benefits.length ? ["benefits", at, ...path] : ["costs", at - benefits.length, ...path], params);
  }, ["money"]);
}

const Month = z.int().min(0).max(SCENARIO_LIMITS.months);
/** Schema of a number that is known for certain. */
export const KnownDriver = z.strictObject({ id: Id, value: SampleValue }).readonly() satisfies z.ZodType<KnownDriver>;
/** Schema of money that comes in or goes out. */
export const ScenarioTerm = z.strictObject({ id: Id, money: Money, driverIds: z.array(Id).max(SCENARIO_LIMITS.factors).readonly(), fromMonth: Month, toMonth: Month }).readonly() satisfies z.ZodType<ScenarioTerm>;
const Terms = z.array(ScenarioTerm).min(1).max(SCENARIO_LIMITS.terms).readonly();
/**
 * Schema of what a program would bring and cost, with its rules between parts.
 *
 * @throws CoachingError `scenario.duplicate_id`, `scenario.unknown_driver`, `scenario.repeated_driver`, `scenario.negative_cost`, `scenario.month_order`, `cash-flows.mixed_currencies`, `uncertain-input.*`, `distribution.*`
 */
export const Scenario = z.strictObject({
  inputs: z.array(UncertainInput).max(SCENARIO_LIMITS.inputs).readonly(), correlations: z.exactOptional(z.array(InputCorrelation).max(5000).readonly()),
  drivers: z.array(KnownDriver).max(SCENARIO_LIMITS.drivers).readonly(), benefits: Terms, costs: Terms,
  horizonMonths: z.int().min(1).max(SCENARIO_LIMITS.months), annualDiscountRatio: DiscountRate.unwrap().shape.annualRatio,
}).check(uncertainInputRule).check(rule(reportIds), rule(reportTerms)).readonly() satisfies z.ZodType<Scenario>;
