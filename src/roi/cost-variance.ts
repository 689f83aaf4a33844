import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { compareMoney, Ledger, LedgerAccount, type LedgerTotals, ledgerTotals, type Money, multiplyMoney, Rounding, subtractMoney, sumMoney, toDecimalText, zeroMoney } from "../money/index.js";
import { Fraction, type Id } from "../unit/index.js";
import { dividedMoney } from "./divided-money.js";
import { tidyRatio } from "./tidy-ratio.js";

/** How many units an account was budgeted for, and how many it took. */
export interface AccountQuantity {
  /** An account of the budget. */
  readonly account: LedgerAccount;
  /** Units in the budget, above zero: hours, seats. */
  readonly budgetedCount: number;
  /** Units that were taken. */
  readonly actualCount: number;
}
/** Schema of the units of an account. */
export const AccountQuantity = z.strictObject({ account: LedgerAccount, budgetedCount: z.number().min(1e-9).max(1e12), actualCount: z.number().min(0).max(1e12) }).readonly() satisfies z.ZodType<AccountQuantity>;

/** What was to be spent, and what was. */
export interface VarianceInput {
  /** What was to be spent. */
  readonly budget: Ledger;
  /** What was spent, in the same currency. */
  readonly actual: Ledger;
  /** Units of accounts, where price and volume are to be told apart; each account once. */
  readonly quantities: readonly AccountQuantity[];
  /** The share of the program that is done; with it the cost at its end is foreseen. */
  readonly completedFraction?: Fraction;
  /** How computed amounts are rounded to the minor unit. */
  readonly rounding: Rounding;
}

const mixedCurrencies: Fault = { code: "cost-variance.mixed_currencies", message: "The actual costs are in {got}, the budget in {expected}.", hint: "Keep both ledgers in one currency, with dated rates for entries in others." };
const duplicateAccount: Fault = { code: "cost-variance.duplicate_account", message: "The account “{account}” is listed twice.", hint: "Add the units up." };
const unknownAccount: Fault = { code: "cost-variance.unknown_account", message: "The budget has no account “{account}”.", hint: "Remove it, or correct the account." };

function findFaults({ budget, actual, quantities }: VarianceInput, report: Report): void {
  if (budget.currency !== actual.currency) report(mixedCurrencies, ["actual", "currency"], { expected: budget.currency.slice(0, 3), got: actual.currency.slice(0, 3) });
  for (const [index, { account }] of repeated(quantities, ({ account }) => account)) report(duplicateAccount, ["quantities", index, "account"], { account });
  const levels = new Set(budget.entries.flatMap(({ account }) => account.split("/").map((_, index, names) => names.slice(0, index + 1).join("/"))));
  quantities.forEach(({ account }, index) => { if (!levels.has(account)) report(unknownAccount, ["quantities", index, "account"], { account: account.slice(0, 200) }); });
}

/** Schema of a budget with what was spent. */
export const VarianceInput = z
  .strictObject({ budget: Ledger, actual: Ledger, quantities: z.array(AccountQuantity).max(10_000).readonly(), completedFraction: z.exactOptional(Fraction), rounding: Rounding })
  .check(rule(findFaults))
  .readonly() satisfies z.ZodType<VarianceInput>;

/** Price and volume, which add up to the variance. */
export interface VarianceSplit {
  /** What the price of a unit changed: actual cost − budgeted price · actual units. */
  readonly priceVariance: Money;
  /** What the number of units changed: budgeted price · (actual − budgeted units). */
  readonly volumeVariance: Money;
}

/** One account, budgeted and spent. */
export interface AccountVariance {
  /** The account; its totals hold those below it. */
  readonly account: LedgerAccount;
  /** What was to be spent; zero when the budget has no such account. */
  readonly budgeted: Money;
  /** What was spent. */
  readonly actual: Money;
  /** Actual less budgeted. */
  readonly variance: Money;
  /** `favorable`: less cost, or more benefit, than budgeted. */
  readonly direction: "favorable" | "unfavorable" | "none";
  /** Price and volume, where units are stated. */
  readonly split: VarianceSplit | null;
  /** The entries behind both totals. */
  readonly budgetEntryIds: readonly Id[];
  /** The entries behind both totals. */
  readonly actualEntryIds: readonly Id[];
}

/** What the program will have cost at its end. */
export interface CostForecast {
  /** Spent, and the rest as budgeted: budget · (1 − completed). */
  readonly restAsBudgeted: Money;
  /** Spent ÷ completed: the rest goes on as it went; null before anything is done. */
  readonly restAsSoFar: { readonly estimate: Money } | { readonly estimate: null; readonly reason: "nothing-completed" };
}

/** Budget against actual, account by account. */
export interface CostVariance {
  /** Every account of either ledger, in the order of a tree. */
  readonly accounts: readonly AccountVariance[];
  /** What all accounts under `cost` will have come to at the end; null without `completedFraction`. */
  readonly forecast: CostForecast | null;
}

const treeOrder = (account: LedgerAccount): string => account.replaceAll("/", "\u0000");
const isBenefit = (account: LedgerAccount): boolean => account === "benefit" || account.startsWith("benefit/");

function directionOf(account: LedgerAccount, { budgeted, actual }: { readonly budgeted: Money; readonly actual: Money }): AccountVariance["direction"] {
  const order = compareMoney({ left: actual, right: budgeted });
  if (order === 0) return "none";
  return order > 0 === isBenefit(account) ? "favorable" : "unfavorable";
}

/** Budgeted price · actual units stands between budget and actual: what is left on either side is volume and price. */
function splitOf({ budgetedCount, actualCount }: AccountQuantity, { budgeted, actual, rounding }: { readonly budgeted: Money; readonly actual: Money; readonly rounding: Rounding }): VarianceSplit {
  const between = dividedMoney(budgeted, { factors: [toDecimalText(actualCount)], divisor: toDecimalText(budgetedCount), rounding });
  return { priceVariance: subtractMoney({ from: actual, less: between }), volumeVariance: subtractMoney({ from: between, less: budgeted }) };
}

function forecastOf(totals: { readonly budgeted: Money; readonly actual: Money }, completed: Fraction, rounding: Rounding): CostForecast {
  const { budgeted, actual } = totals;
  // finer than a decimal is written, nothing has been done
  const done = toDecimalText(completed);
  const rest = multiplyMoney(budgeted, { factors: [tidyRatio(1 - completed)], rounding });
  return {
    restAsBudgeted: sumMoney(budgeted.currency, [actual, rest]),
    restAsSoFar: done === "0" ? { estimate: null, reason: "nothing-completed" } : { estimate: dividedMoney(actual, { factors: [], divisor: done, rounding }) },
  };
}

/**
 * Budget against actual, account by account: what went over, whether by price or by volume, and what the program will have cost at its end.
 *
 *   variance = actual − budgeted = (actual − price · actual units) + price · (actual − budgeted units),  price = budgeted ÷ budgeted units
 *
 * Price and volume add up to the variance to the cent. An account under `benefit` is favorable when it has more than budgeted, every other when it has less.
 *
 * @throws CoachingError `cost-variance.mixed_currencies`, `cost-variance.duplicate_account`, `cost-variance.unknown_account`, `ledger.*`, `divided-money.too_large`, `decimal-text.too_large`, `input.*`
 * @example
 * ```ts
 * const book = (amount: string): Ledger => ({ kind: "ledger", schemaVersion: 1, currency: "EUR", rounding: "half-even", entries: [{ id: "c1", date: "2027-03-01", account: "cost/coach-time", amount: { amount, currency: "EUR" }, sourceIds: [] }] });
 * const quantities = [{ account: "cost/coach-time", budgetedCount: 100, actualCount: 110 }];
 * const { accounts } = costVariance({ budget: book("12000"), actual: book("14300"), quantities, rounding: "half-even" });
 * accounts[1]?.split; // => { priceVariance: { amount: "1100.00", currency: "EUR" }, volumeVariance: { amount: "1200.00", currency: "EUR" } }
 * ```
 */
export function costVariance(input: VarianceInput): CostVariance {
  const { budget, actual, quantities, completedFraction, rounding } = check(VarianceInput, input);
  const zero = zeroMoney(budget.currency);
  const [budgetTotals, actualTotals] = [ledgerTotals(budget), ledgerTotals(actual)];
  const byAccount = ({ accounts }: LedgerTotals) => new Map(accounts.map((one) => [one.account, one]));
  const [planned, spent, units] = [byAccount(budgetTotals), byAccount(actualTotals), new Map(quantities.map((one) => [one.account, one]))];
  const names = [...new Set([...planned.keys(), ...spent.keys()])].sort((one, other) => (treeOrder(one) < treeOrder(other) ? -1 : 1));
  const accounts = names.map((account): AccountVariance => {
    const amounts = { budgeted: planned.get(account)?.total ?? zero, actual: spent.get(account)?.total ?? zero };
    const quantity = units.get(account);
    return {
      account, ...amounts, variance: subtractMoney({ from: amounts.actual, less: amounts.budgeted }), direction: directionOf(account, amounts), split: quantity === undefined ? null : splitOf(quantity, { ...amounts, rounding }),
      budgetEntryIds: planned.get(account)?.entryIds ?? [], actualEntryIds: spent.get(account)?.entryIds ?? [],
    };
  });
  const cost = accounts.find(({ account }) => account === "cost") ?? { budgeted: zero, actual: zero };
  return { accounts, forecast: completedFraction === undefined ? null : forecastOf(cost, completedFraction, rounding) };
}
