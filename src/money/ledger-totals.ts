import { check } from "../error/index.js";
import type { Id } from "../unit/index.js";
import { convertedMoney, type ExchangeRate } from "./convert-money.js";
import { Decimal } from "./decimal.js";
import { Ledger, type LedgerAccount, type LedgerEntry, rateOn, ratesInto } from "./ledger.js";
import { type Money, moneyOf } from "./money.js";
import { roundedMoney } from "./round-money.js";

/** An entry as it was booked, in the ledger's currency. */
export interface LedgerLine {
  /** The entry. */
  readonly entryId: Id;
  /** Where it is booked. */
  readonly account: LedgerAccount;
  /** In the ledger's currency, in whole minor units. */
  readonly booked: Money;
  /** The rate it was converted by; null when it was in the ledger's currency. */
  readonly exchangeRate: ExchangeRate | null;
  /** The records it comes from. */
  readonly sourceIds: readonly Id[];
}

/** The total of an account and of all accounts below it. */
export interface AccountTotal {
  /** `"cost"` holds `"cost/coach-fees"`. */
  readonly account: LedgerAccount;
  /** The sum of the booked amounts of `entryIds`. */
  readonly total: Money;
  /** The entries that make the total, sorted. */
  readonly entryIds: readonly Id[];
}

/** What a ledger adds up to; every total names its entries, every line its records. */
export interface LedgerTotals {
  /** The sum of all lines; it tells something where the host books costs and benefits with opposite signs. */
  readonly total: Money;
  /** Every account and every level above it, in the order of a tree. */
  readonly accounts: readonly AccountTotal[];
  /** One a ledger entry, sorted by its id. */
  readonly lines: readonly LedgerLine[];
}

const levelsOf = (account: LedgerAccount): readonly LedgerAccount[] => {
  const names = account.split("/");
  return names.map((_, index) => names.slice(0, index + 1).join("/"));
};

/** No account holds a control character, so that a level sorts right before what is below it. */
const treeOrder = (account: LedgerAccount): string => account.replaceAll("/", "\u0000");
const sortedBy = <Value>(values: Iterable<Value>, key: (value: Value) => string): readonly Value[] => [...values].sort((one, other) => (key(one) < key(other) ? -1 : 1));

function linesOf({ currency, rounding, exchangeRates = [], entries }: Ledger): readonly LedgerLine[] {
  const rates = ratesInto(currency, exchangeRates);
  const line = ({ id, date, account, amount, sourceIds }: LedgerEntry): LedgerLine => {
    const exchangeRate = rateOn(rates.get(amount.currency) ?? [], date) ?? null;
    const booked = exchangeRate === null ? roundedMoney(new Decimal(amount.amount), currency, rounding) : convertedMoney(amount, exchangeRate, rounding);
    return { entryId: id, account, booked, exchangeRate, sourceIds };
  };
  return sortedBy(entries, ({ id }) => id).map(line);
}

/**
 * What a ledger adds up to, in all and by account: each entry converted and rounded once when it is booked, then summed exactly. The order of the entries does not matter.
 *
 * @throws CoachingError `ledger.duplicate_entry`, `ledger.duplicate_rate`, `ledger.missing_rate`, `currency.unknown_currency`, `decimal-text.too_large`
 * @example
 * ```ts
 * const fee = { id: "e1", date: "2026-11-02", account: "cost/coach-fees", amount: { amount: "120", currency: "EUR" }, sourceIds: ["invoice-7"] };
 * const ledger: Ledger = { kind: "ledger", schemaVersion: 1, currency: "EUR", rounding: "half-even", entries: [fee] };
 * ledgerTotals(ledger).accounts[0]; // => { account: "cost", total: { amount: "120.00", currency: "EUR" }, entryIds: ["e1"] }
 * ```
 */
export function ledgerTotals(ledger: Ledger): LedgerTotals {
  const checked = check(Ledger, ledger);
  const lines = linesOf(checked);
  let sum = new Decimal(0);
  const accounts = new Map<LedgerAccount, { sum: Decimal; readonly entryIds: Id[] }>();
  for (const { entryId, account, booked } of lines) {
    sum = sum.plus(booked.amount);
    for (const level of levelsOf(account)) {
      const known = accounts.get(level) ?? { sum: new Decimal(0), entryIds: [] };
      known.sum = known.sum.plus(booked.amount);
      known.entryIds.push(entryId);
      accounts.set(level, known);
    }
  }
  return {
    total: moneyOf(sum, checked.currency),
    accounts: sortedBy(accounts, ([account]) => treeOrder(account)).map(([account, { sum: total, entryIds }]) => ({ account, total: moneyOf(total, checked.currency), entryIds })),
    lines,
  };
}
