import * as z from "zod";
import { check, type Fault, faultAt, pattern, type Report, rule } from "../error/index.js";
import { CivilDate, Id, Prose } from "../unit/index.js";
import { ExchangeRate } from "./convert-money.js";
import { areMixed, CurrencyCode } from "./currency.js";
import { Money } from "./money.js";
import { Rounding } from "./round-money.js";

/** Where an entry is booked: one to eight names joined by `/`, as `"cost/coach-fees"`. Each name is a level that has its own total. */
export const LedgerAccount = /* @__PURE__ */ pattern(/^(?!\s)[^/\p{Cc}\p{Zl}\p{Zp}]+(?:\/[^/\p{Cc}\p{Zl}\p{Zp}]+){0,7}(?<!\s)$/u, { maximumLength: 200, error: "An account is one to eight names joined by /, at most 200 characters in all.\nWrite it as cost/coach-fees." });
/** Where an entry is booked: `"cost/coach-fees"`. */
export type LedgerAccount = z.infer<typeof LedgerAccount>;

/** One amount that was booked, and the records it comes from. */
export interface LedgerEntry {
  /** Unique in its ledger. */
  readonly id: Id;
  /** The day it counts for; it picks the exchange rate. */
  readonly date: CivilDate;
  /** Where it is booked: `"cost/coach-fees"`. */
  readonly account: LedgerAccount;
  /** How much; its sign is kept. */
  readonly amount: Money;
  /** A remark for people. */
  readonly note?: Prose;
  /** The records it comes from: sessions, invoices, deliveries. */
  readonly sourceIds: readonly Id[];
}
/** One amount that was booked, and the records it comes from. */
export const LedgerEntry = /* @__PURE__ */ z.strictObject({ id: Id, date: CivilDate, account: LedgerAccount, amount: Money, note: z.exactOptional(Prose), sourceIds: z.array(Id).max(10_000).readonly() })
  .readonly() satisfies z.ZodType<LedgerEntry>;

/** A book of amounts in one currency: a document that a host stores. */
export interface Ledger {
  /** Says what the document is. */
  readonly kind: "ledger";
  /** The version of this shape. */
  readonly schemaVersion: 1;
  /** The currency of all totals. */
  readonly currency: CurrencyCode;
  /** How each entry is rounded to the minor unit when it is booked, after conversion. Totals are sums of booked amounts. */
  readonly rounding: Rounding;
  /** Rates into the ledger's currency, needed when an entry is in another one: an entry takes the newest rate that is not younger than itself. */
  readonly exchangeRates?: readonly ExchangeRate[];
  /** In any order; at most 100,000. */
  readonly entries: readonly LedgerEntry[];
}

const duplicateEntry: Fault = { code: "ledger.duplicate_entry", message: "Two entries have the id “{id}”; the first is entry {first}.", hint: "Remove one, or give it another id." };
const duplicateRate: Fault = { code: "ledger.duplicate_rate", message: "Two rates from {from} to {to} are of {date}.", hint: "Keep one." };
const missingRate: Fault = { code: "ledger.missing_rate", message: "The entry is in {from}, the ledger in {to}, and no rate between them is of {date} or before.", hint: "Add a dated exchange rate to exchangeRates." };

/** Rates into `to`, by the currency they come from, oldest first. */
export function ratesInto(to: CurrencyCode, rates: readonly ExchangeRate[]): ReadonlyMap<CurrencyCode, readonly ExchangeRate[]> {
  const byCurrency = new Map<CurrencyCode, ExchangeRate[]>();
  for (const exchangeRate of rates) {
    if (exchangeRate.to !== to) continue;
    const known = byCurrency.get(exchangeRate.from);
    if (known === undefined) byCurrency.set(exchangeRate.from, [exchangeRate]);
    else known.push(exchangeRate);
  }
  for (const known of byCurrency.values()) known.sort((one, other) => (one.date < other.date ? -1 : 1));
  return byCurrency;
}

/** The newest of `rates` that is of `date` or before; halving, for a ledger may hold years of daily rates. */
export function rateOn(rates: readonly ExchangeRate[], date: CivilDate): ExchangeRate | undefined {
  let [low, high] = [0, rates.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rates[middle]?.date ?? date) <= date) low = middle + 1;
    else high = middle;
  }
  return rates[low - 1];
}

/** What is faulty by itself is named elsewhere, and its text, which may be of any length, is not repeated. */
const isSound = (schema: z.ZodType, value: unknown): boolean => schema.safeParse(value).success;

const ownFaults = (ledger: Ledger, report: Report): void => {
  const { currency, entries, exchangeRates = [] } = ledger;
  const dated = new Set<string>();
  for (const [index, exchangeRate] of exchangeRates.entries()) {
    const { from, to, date } = exchangeRate;
    const key = `${from} ${to} ${date}`;
    if (dated.has(key) && isSound(ExchangeRate, exchangeRate)) report(duplicateRate, ["exchangeRates", index, "date"], { from, to, date });
    dated.add(key);
  }
  const rates = ratesInto(currency, exchangeRates);
  const firsts = new Map<Id, number>();
  for (const [index, { id, date, amount }] of entries.entries()) {
    const first = firsts.get(id);
    if (first === undefined) firsts.set(id, index);
    else report(duplicateEntry, ["entries", index, "id"], { id, first });
    const lacksRate = areMixed(currency, amount.currency) && rateOn(rates.get(amount.currency) ?? [], date) === undefined;
    if (lacksRate && isSound(CivilDate, date)) report(missingRate, ["entries", index, "amount", "currency"], { from: amount.currency, to: currency, date });
  }
};

/** A book of amounts in one currency: a document that a host stores. */
export const Ledger = /* @__PURE__ */ z.strictObject({
  kind: z.literal("ledger"),
  schemaVersion: z.literal(1),
  currency: CurrencyCode,
  rounding: Rounding,
  exchangeRates: z.exactOptional(z.array(ExchangeRate).max(100_000).readonly()),
  entries: z.array(LedgerEntry).max(100_000).readonly(),
}).check(/* @__PURE__ */ rule(ownFaults)).readonly() satisfies z.ZodType<Ledger>;

const unknownVersion: Fault = { code: "ledger.unknown_version", message: "The ledger is written in version {version}; this release reads version {newest}.", hint: "Update coachkit." };
const newest = 1;

/**
 * A stored document as a ledger of the current version.
 *
 * @param document what the host stored: parsed JSON
 * @throws CoachingError `ledger.unknown_version`, `ledger.duplicate_entry`, `ledger.duplicate_rate`, `ledger.missing_rate`
 * @example
 * ```ts
 * readLedger({ kind: "ledger", schemaVersion: 1, currency: "EUR", rounding: "half-even", entries: [] }).currency; // => "EUR"
 * ```
 */
export function readLedger(document: unknown): Ledger {
  const { schemaVersion: version } = check(z.looseObject({ kind: z.literal("ledger"), schemaVersion: z.int().min(1) }), document);
  if (version > newest) throw faultAt(unknownVersion, ["schemaVersion"], { version, newest });
  return check(Ledger, document);
}
