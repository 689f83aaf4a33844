import * as z from "zod";
import { check, type Fault, faultAt, type Report, rule } from "../error/index.js";
import { compareMoney, type CurrencyCode, Ledger, type LedgerAccount, type LedgerTotals, ledgerTotals, type Money, multiplyMoney, ratioOfMoney, type Rounding, subtractMoney } from "../money/index.js";
import { BenefitClaim } from "./benefit-claim.js";
import { type BenefitAssumptions, type BenefitEstimate, estimateOfClaim } from "./benefit-estimate.js";
import { isNegative } from "./negative-money.js";

/** What a program brought, as claimed, and what it cost, as booked. */
export interface InvestmentInput {
  /** The claim; it may be in another currency than the ledger when the ledger has a rate of its valuation date or before. */
  readonly benefits: BenefitClaim;
  /** A ledger of costs only, all of them booked under `cost`, at zero or more. Its currency is that of the result. */
  readonly costs: Ledger;
}

const negativeCost: Fault = { code: "return-on-investment.negative_cost", message: "The cost is {amount}, less than zero.", hint: "Book costs at zero or more; take a refund off the entry that it belongs to." };
const foreignAccount: Fault = { code: "return-on-investment.foreign_account", message: "The account “{account}” does not lie under cost.", hint: "Book it under cost/, or claim it under benefits." };
const mixedCurrencies: Fault = { code: "return-on-investment.mixed_currencies", message: "The benefits are in {got}, the costs in {expected}, and no rate between them is of {date} or before.", hint: "Add a dated exchange rate to the exchangeRates of the ledger." };
const zeroCost: Fault = { code: "return-on-investment.zero_cost", message: "The costs add up to zero.", hint: "Book what the program cost: without a cost there is no return on it." };

const rules: readonly ((input: InvestmentInput, report: Report) => void)[] = [
  ({ costs }, report) => {
    costs.entries.forEach(({ amount, account }, index) => {
      if (isNegative(amount)) report(negativeCost, ["costs", "entries", index, "amount", "amount"], { amount: amount.amount });
      if (account !== "cost" && !account.startsWith("cost/")) report(foreignAccount, ["costs", "entries", index, "account"], { account: account.slice(0, 200) });
    });
  },
  ({ benefits: { currency, valuationDate: date }, costs }, report) => {
    const isDated = (costs.exchangeRates ?? []).some((exchangeRate) => exchangeRate.from === currency && exchangeRate.to === costs.currency && exchangeRate.date <= date);
    if (currency !== costs.currency && !isDated) report(mixedCurrencies, ["benefits", "currency"], { expected: costs.currency.slice(0, 3), got: currency.slice(0, 3), date: date.slice(0, 10) });
  },
];

/** Schema of benefits with their costs, with its rules between parts. */
export const InvestmentInput = z.strictObject({ benefits: BenefitClaim, costs: Ledger }).check(...rules.map((find) => rule(find))).readonly() satisfies z.ZodType<InvestmentInput>;

/** Months until the benefits have paid for the costs; `estimate` is null when they never do. */
export type Payback =
  | { readonly estimate: number; /** Whether that lies within the months that are counted; beyond them it supposes that benefits go on. */ readonly isWithinHorizon: boolean }
  | { readonly estimate: null; readonly reason: "never-pays-back" };

/** Whether a program paid, and all that says so. */
export interface ReturnOnInvestment {
  /** The currency of every total. */
  readonly currency: CurrencyCode;
  /** The sum of the counted benefits over the horizon. */
  readonly totalBenefit: Money;
  /** The sum of the booked costs. */
  readonly totalCost: Money;
  /** Benefit less cost. */
  readonly netBenefit: Money;
  /** Net benefit ÷ cost: 1.5 is 150 %, 0 has paid for itself, −1 is all lost. */
  readonly roiRatio: number;
  /** Benefit ÷ cost, undiscounted: `roiRatio` + 1, divided by itself so that no digit is lost. */
  readonly benefitCostRatio: number;
  /** Cost ÷ benefit of a month, counted from the start of the benefits. */
  readonly paybackMonths: Payback;
  /** Which entries make each total, by account, and which records make each entry. Entries of benefits have the ids of their lines. */
  readonly trace: { readonly benefits: LedgerTotals; readonly costs: LedgerTotals };
  /** Supported lines that do not count, in the claim's currency. */
  readonly excluded: BenefitEstimate["excluded"];
  /** Claims that nothing supports, in the claim's currency. */
  readonly unsupported: BenefitEstimate["unsupported"];
  /** Who gave no figures: each counts as zero. */
  readonly nonRespondentIds: BenefitEstimate["nonRespondentIds"];
  /** What is not turned into money. */
  readonly intangibles: BenefitEstimate["intangibles"];
  /** Lines that may count the same thing twice. */
  readonly warnings: BenefitEstimate["warnings"];
  /** Parts of a fully loaded cost that have no entry. Book a zero where there was none. */
  readonly unbookedAccounts: readonly LedgerAccount[];
  /** What the figures rest on. */
  readonly assumptions: BenefitAssumptions & { readonly costRounding: Rounding; readonly paybackCountedFrom: "start-of-benefits" };
}

/** The parts of a fully loaded cost (guiding principle 10). */
const fullyLoaded: readonly LedgerAccount[] = ["cost/design", "cost/coach-time", "cost/participant-time", "cost/platform", "cost/facilities", "cost/administration", "cost/evaluation"];

function paybackOf({ totalCost, totalBenefit, horizonMonths }: { readonly totalCost: Money; readonly totalBenefit: Money; readonly horizonMonths: number }): Payback {
  if (!/[1-9]/u.test(totalBenefit.amount)) return { estimate: null, reason: "never-pays-back" };
  // whole minor units times whole months: nothing is rounded before the ratio
  const numerator = multiplyMoney(totalCost, { factors: [String(horizonMonths)], rounding: "half-even" });
  return { estimate: ratioOfMoney({ numerator, denominator: totalBenefit }), isWithinHorizon: compareMoney({ left: totalCost, right: totalBenefit }) <= 0 };
}

/**
 * Whether a program paid: return on investment, benefit-cost ratio and payback from a conservative claim and a ledger of fully loaded costs, with the trail from each total to its records.
 *
 *   roiRatio = (benefit − cost) ÷ cost     benefitCostRatio = benefit ÷ cost    payback = cost ÷ (benefit ÷ horizon)
 *
 * Source: P. Phillips, J. Phillips, "The ROI methodology". No discounting; all cost counts from the start.
 *
 * @throws CoachingError `return-on-investment.zero_cost`, `return-on-investment.negative_cost`, `return-on-investment.foreign_account`, `return-on-investment.mixed_currencies`, `benefit-claim.*`, `ledger.duplicate_entry`, `ledger.duplicate_rate`, `ledger.missing_rate`, `input.*`
 * @example
 * ```ts
 * const line: BenefitLine = { id: "b1", kind: "cost-avoided", basis: "measured", annualValue: { amount: "75000", currency: "EUR" }, attributionFraction: 1, confidenceFraction: 1, isolationMethod: "difference-in-differences", sourceIds: ["report-1"] };
 * const benefits: BenefitClaim = { currency: "EUR", rounding: "half-even", valuationDate: "2027-12-31", horizonMonths: 12, waivedRules: [], lines: [line], nonRespondentIds: [], intangibles: [] };
 * const fee = { id: "c1", date: "2027-10-01", account: "cost/coach-time", amount: { amount: "50000", currency: "EUR" }, sourceIds: ["invoice-1"] };
 * const costs: Ledger = { kind: "ledger", schemaVersion: 1, currency: "EUR", rounding: "half-even", entries: [fee] };
 * const { roiRatio, benefitCostRatio, paybackMonths } = returnOnInvestment({ benefits, costs });
 * [roiRatio, benefitCostRatio, paybackMonths.estimate]; // => [0.5, 1.5, 8]
 * ```
 */
export function returnOnInvestment(input: InvestmentInput): ReturnOnInvestment {
  const { benefits, costs } = check(InvestmentInput, input);
  const { entries, excluded, unsupported, nonRespondentIds, intangibles, warnings, assumptions } = estimateOfClaim(benefits);
  const trace = { benefits: ledgerTotals({ ...costs, entries }), costs: ledgerTotals(costs) };
  const [totalBenefit, totalCost] = [trace.benefits.total, trace.costs.total];
  if (!/[1-9]/u.test(totalCost.amount)) throw faultAt(zeroCost, ["costs", "entries"]);
  const netBenefit = subtractMoney({ from: totalBenefit, less: totalCost });
  const roiRatio = ratioOfMoney({ numerator: netBenefit, denominator: totalCost });
  const booked = new Set(trace.costs.accounts.map(({ account }) => account));
  return {
    currency: costs.currency, totalBenefit, totalCost, netBenefit, roiRatio, benefitCostRatio: ratioOfMoney({ numerator: totalBenefit, denominator: totalCost }),
    paybackMonths: paybackOf({ totalCost, totalBenefit, horizonMonths: benefits.horizonMonths }),
    trace, excluded, unsupported, nonRespondentIds, intangibles, warnings,
    unbookedAccounts: fullyLoaded.filter((account) => !booked.has(account)),
    assumptions: { ...assumptions, costRounding: costs.rounding, paybackCountedFrom: "start-of-benefits" },
  };
}
