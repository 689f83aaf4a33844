import { type Ledger, LedgerAccount, ledgerTotals, readLedger } from "coachkit/money";
import { describe, expect, test } from "vitest";
import { eur, faults } from "./faults.js";

const entry = (id: string, change: object = {}) => ({ id, date: "2026-11-02", account: "cost/coach-fees", amount: eur("10.00"), sourceIds: ["invoice-7"], ...change });
const rate = (change: object = {}) => ({ from: "USD", to: "EUR", toPerFrom: "0.9", date: "2026-10-30", source: "ECB", ...change });
const ledger = (change: object = {}): Ledger => ({ kind: "ledger", schemaVersion: 1, currency: "EUR", rounding: "half-even", entries: [entry("e1")], ...change }) as Ledger;
const usd = { amount: { amount: "1", currency: "USD" } };

describe("LedgerAccount", () => {
  test.each(["cost", "cost/coach-fees", "cost/Büro 3/a.b", "a/b/c/d/e/f/g/h"])("takes %s", (account) => { expect(LedgerAccount.safeParse(account).success).toBe(true); });
  test.each(["", "/", "/cost", "cost/", "cost//fees", " cost", "cost ", "co\nst", "co\u0000st", "a/b/c/d/e/f/g/h/i", "x".repeat(201), "/".repeat(1_000_000)])("refuses %.20j", (account) => { expect(LedgerAccount.safeParse(account).success).toBe(false); });
});

describe("readLedger", () => {
  test("gives back the document", () => { expect(readLedger(ledger())).toEqual(ledger()); });
  test("takes what JSON brought back", () => { expect(readLedger(JSON.parse(JSON.stringify(ledger({ exchangeRates: [rate()] }))))).toEqual(ledger({ exchangeRates: [rate()] })); });
  test("a version that is to come is named, and nothing else is", () => {
    expect(faults(() => readLedger({ kind: "ledger", schemaVersion: 2, books: [] }))).toEqual(["ledger.unknown_version /schemaVersion"]);
    expect(() => readLedger(ledger({ schemaVersion: 7 }))).toThrow(/version 7; this release reads version 1/u);
  });
  test.each([
    ["another document", { kind: "plan" }, ["input.invalid_value /kind"]],
    ["no version", { schemaVersion: undefined }, ["input.invalid_type /schemaVersion"]],
    ["version 0", { schemaVersion: 0 }, ["input.too_small /schemaVersion"]],
    ["version 1.5", { schemaVersion: 1.5 }, ["input.invalid_type /schemaVersion"]],
    ["an unknown key", { name: "x" }, ["input.unrecognized_keys /name"]],
  ])("refuses %s", (_, change, want) => { expect(faults(() => readLedger(ledger(change)))).toEqual(want); });
  test.each([null, undefined, 5, "ledger", []])("refuses %j", (document) => { expect(faults(() => readLedger(document)).length).toBeGreaterThan(0); });
});

describe("a ledger", () => {
  test.each([
    ["two entries of one id", { entries: [entry("e1"), entry("e2"), entry("e1")] }, ["ledger.duplicate_entry /entries/2/id"]],
    ["another currency without a rate", { entries: [entry("e1", usd)] }, ["ledger.missing_rate /entries/0/amount/currency"]],
    ["a rate that is younger than the entry", { entries: [entry("e1", usd)], exchangeRates: [rate({ date: "2026-11-03" })] }, ["ledger.missing_rate /entries/0/amount/currency"]],
    ["a rate into a third currency", { entries: [entry("e1", usd)], exchangeRates: [rate({ to: "GBP" })] }, ["ledger.missing_rate /entries/0/amount/currency"]],
    ["a rate the other way round", { entries: [entry("e1", usd)], exchangeRates: [rate({ from: "EUR", to: "USD" })] }, ["ledger.missing_rate /entries/0/amount/currency"]],
    ["two rates of one day", { exchangeRates: [rate(), rate({ toPerFrom: "0.8" })] }, ["ledger.duplicate_rate /exchangeRates/1/date"]],
    ["an undated rate", { exchangeRates: [rate({ date: undefined })] }, ["input.invalid_type /exchangeRates/0/date"]],
    ["no rounding mode", { rounding: undefined }, ["input.invalid_value /rounding"]],
    ["an amount with an exponent", { entries: [entry("e1", { amount: eur("1e1000000000") })] }, ["input.invalid_format /entries/0/amount/amount"]],
    ["an account with an empty level", { entries: [entry("e1", { account: "cost//x" })] }, ["input.invalid_format /entries/0/account"]],
    ["a day that is none", { entries: [entry("e1", { date: "2026-02-30" })] }, ["input.invalid_format /entries/0/date"]],
    ["no sources", { entries: [entry("e1", { sourceIds: undefined })] }, ["input.invalid_type /entries/0/sourceIds"]],
    ["rates set to null", { exchangeRates: null }, ["input.invalid_type /exchangeRates"]],
    ["no entries", { entries: undefined }, ["input.invalid_type /entries"]],
    ["an unknown currency", { currency: "ABC" }, ["currency.unknown_currency /currency"]],
    ["too many entries", { entries: Array.from({ length: 100_001 }, () => 0) }, ["input.too_big /entries"]],
  ])("with %s is refused", (_, change, want) => {
    expect(faults(() => ledgerTotals(ledger(change)))).toEqual(want);
    expect(faults(() => readLedger(ledger(change)))).toEqual(want);
  });
  test("is refused with all its faults at once", () => {
    expect(faults(() => ledgerTotals(ledger({ rounding: "bankers", entries: [entry("e1", usd), entry("e1", { date: "2026-13-01" }), entry(" x")] })))).toEqual([
      "input.invalid_value /rounding", "input.invalid_format /entries/1/date", "input.invalid_format /entries/2/id", "ledger.missing_rate /entries/0/amount/currency", "ledger.duplicate_entry /entries/1/id",
    ]);
  });
  test("what is faulty by itself is named once and not repeated in other faults", () => {
    const long = "x".repeat(1_000_000);
    expect(faults(() => ledgerTotals(ledger({ entries: [entry("e1", { ...usd, date: long }), entry(long), entry(long)] })))).toEqual(["input.invalid_format /entries/0/date", "input.invalid_format /entries/1/id", "input.invalid_format /entries/2/id"]);
    expect(faults(() => ledgerTotals(ledger({ exchangeRates: [rate({ from: long }), rate({ from: long })] })))).toEqual(["input.invalid_format /exchangeRates/0/from", "input.invalid_format /exchangeRates/1/from"]);
  });
  test("an entry without a rate is named with both currencies and its day", () => { expect(() => ledgerTotals(ledger({ entries: [entry("e1", usd)] }))).toThrow(/The entry is in USD, the ledger in EUR, .* 2026-11-02/u); });
  test("a book full of faults lists as many as an error holds", () => { expect(faults(() => ledgerTotals(ledger({ entries: Array.from({ length: 20_000 }, () => entry("e1", usd)) }))).length).toBe(1000); });
});
