import { type Ledger, type LedgerEntry, ledgerTotals, Rounding, roundMoney, sumMoney } from "coachkit/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { one, roundedQuotient, scaled, textOfUnits } from "./exact.js";
import { eur, jpy } from "./faults.js";

const entry = (id: string, account: string, amount: string, currency = "EUR", date = "2026-11-02"): LedgerEntry => ({ id, date, account, amount: { amount, currency }, sourceIds: [`record-${id}`] });
const rate = (from: string, date: string, toPerFrom: string) => ({ from, to: "EUR", toPerFrom, date, source: "ECB" });
const ledger = (entries: readonly LedgerEntry[], change: Partial<Ledger> = {}): Ledger => ({ kind: "ledger", schemaVersion: 1, currency: "EUR", rounding: "half-even", entries, ...change });
const totals = (entries: readonly LedgerEntry[], change: Partial<Ledger> = {}) => ledgerTotals(ledger(entries, change)).accounts.map(({ account, total, entryIds }) => [account, total.amount, ...entryIds].join(" "));

describe("ledgerTotals", () => {
  test("of an empty ledger is zero, without accounts", () => { expect(ledgerTotals(ledger([], { currency: "JPY" }))).toEqual({ total: jpy("0"), accounts: [], lines: [] }); });
  test("of one entry names it and its records", () => {
    expect(ledgerTotals(ledger([entry("e1", "cost", "10")]))).toEqual({
      total: eur("10.00"),
      accounts: [{ account: "cost", total: eur("10.00"), entryIds: ["e1"] }],
      lines: [{ entryId: "e1", account: "cost", booked: eur("10.00"), exchangeRate: null, sourceIds: ["record-e1"] }],
    });
  });
  test("each level holds what is below it and nothing beside it, in the order of a tree", () => {
    expect(totals([entry("a", "cost/coach-fees", "100"), entry("b", "cost/coach-fees/travel", "20.5"), entry("c", "cost-centre", "7"), entry("d", "cost", "1"), entry("e", "benefit/turnover", "-3"), entry("f", "cost/coach-fees", "0.01")])).toEqual([
      "benefit -3.00 e", "benefit/turnover -3.00 e", "cost 121.51 a b d f", "cost/coach-fees 120.51 a b f", "cost/coach-fees/travel 20.50 b", "cost-centre 7.00 c",
    ]);
  });
  test("an account may be called like a key that every object has", () => { expect(totals([entry("a", "constructor/__proto__", "1"), entry("toString", "constructor", "1")])).toEqual(["constructor 2.00 a toString", "constructor/__proto__ 1.00 a"]); });
  test("tenths add up exactly", () => { expect(totals([entry("a", "cost", "0.1"), entry("b", "cost", "0.2")])).toEqual(["cost 0.30 a b"]); });
  test("an entry is rounded when it is booked, so that the total is the sum of the lines a reader sees", () => {
    const halves = [entry("a", "cost", "0.005"), entry("b", "cost", "0.005")];
    expect(totals(halves)).toEqual(["cost 0.00 a b"]);
    expect(totals(halves, { rounding: "half-up" })).toEqual(["cost 0.02 a b"]);
  });
  test("an entry takes the newest rate that is not younger than itself, and the line says which", () => {
    const exchangeRates = [rate("USD", "2026-11-03", "0.7"), rate("USD", "2026-10-01", "0.8"), rate("USD", "2026-11-02", "0.9"), rate("GBP", "2026-11-02", "1.2"), { ...rate("USD", "2026-11-01", "5"), to: "GBP" }];
    const at = (date: string) => ledgerTotals(ledger([entry("a", "cost", "10", "USD", date)], { exchangeRates })).lines[0];
    expect(["2026-10-01", "2026-11-01", "2026-11-02", "2026-11-03", "2030-01-01"].map((date) => at(date)?.booked.amount)).toEqual(["8.00", "8.00", "9.00", "7.00", "7.00"]);
    expect(at("2026-11-02")?.exchangeRate).toEqual(exchangeRates[2]);
  });
  test("an entry in the ledger's own currency takes no rate, even where one is listed", () => {
    expect(totals([entry("a", "cost", "1"), entry("b", "cost", "1", "USD")], { exchangeRates: [rate("USD", "2026-01-01", "0.5")] })).toEqual(["cost 1.50 a b"]);
  });
  test("a converted amount is rounded once: 0.05 USD at 0.9 is 0.045, not 0.05 then 0.05", () => {
    expect(totals([entry("a", "cost", "0.05", "USD")], { exchangeRates: [rate("USD", "2026-01-01", "0.9")] })).toEqual(["cost 0.04 a"]);
  });

  const entries = fc.uniqueArray(fc.record({
    id: fc.stringMatching(/^[a-z]{1,4}$/u), account: fc.constantFrom("cost", "cost/a", "cost/a/x", "cost/b", "benefit/a"), date: fc.constantFrom("2026-01-05", "2026-06-01", "2026-12-31"),
    amount: fc.record({ amount: fc.stringMatching(/^-?\d{1,9}(\.\d{1,4})?$/u), currency: fc.constantFrom("EUR", "USD", "KWD") }), sourceIds: fc.constant([]),
  }), { selector: ({ id }) => id, maxLength: 20 });
  const exchangeRates = [rate("USD", "2026-01-01", "0.91234"), rate("USD", "2026-06-01", "0.89"), rate("KWD", "2026-01-01", "2.98765")];
  const modes = fc.constantFrom(...Rounding.options);

  test("the order of entries and rates does not matter", () => {
    fc.assert(fc.property(entries.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))), fc.shuffledSubarray(exchangeRates, { minLength: 3 }), modes, ([list, shuffled], rates, rounding) => {
      expect(ledgerTotals(ledger(shuffled, { exchangeRates: rates, rounding }))).toEqual(ledgerTotals(ledger(list, { exchangeRates, rounding })));
    }));
  });
  test("every total is the sum of the lines it names, and each line is in whole minor units", () => {
    fc.assert(fc.property(entries, modes, (list, rounding) => {
      const { total, accounts, lines } = ledgerTotals(ledger(list, { exchangeRates, rounding }));
      const booked = new Map(lines.map((line) => [line.entryId, line.booked]));
      expect(sumMoney("EUR", [...booked.values()])).toEqual(total);
      for (const account of accounts) {
        expect(account.entryIds).toEqual(lines.filter((line) => line.account === account.account || line.account.startsWith(`${account.account}/`)).map((line) => line.entryId));
        expect(sumMoney("EUR", account.entryIds.map((id) => booked.get(id) ?? eur("NaN")))).toEqual(account.total);
      }
      for (const line of lines) expect(roundMoney(line.booked, "up")).toEqual(line.booked);
    }));
  });
  test("the total is what exact whole numbers make of it, entry by entry, by the rate of the day or before", () => {
    fc.assert(fc.property(entries, modes, (list, rounding) => {
      const units = list.map(({ date, amount: { amount, currency } }) => {
        const perFrom = currency === "EUR" ? "1" : currency === "KWD" ? "2.98765" : date < "2026-06-01" ? "0.91234" : "0.89";
        return roundedQuotient(scaled(amount) * scaled(perFrom) * 100n, one * one, rounding);
      });
      expect(ledgerTotals(ledger(list, { exchangeRates, rounding })).total.amount).toBe(textOfUnits(units.reduce((sum, value) => sum + value, 0n), 2));
    }));
  });
});
