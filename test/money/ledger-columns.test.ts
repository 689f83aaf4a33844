import { LEDGER_LIMITS, type LedgerColumns, ledgerTotals, ledgerTotalsColumns, Rounding } from "coachkit/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { currencies, one, roundedQuotient, scaled, textOfUnits } from "./exact.js";
import { eur, faults, jpy } from "./faults.js";

const columns = (amounts: readonly string[], change: Partial<LedgerColumns> = {}): LedgerColumns => ({ currency: "EUR", rounding: "half-even", amounts, ...change });
const totalOf = (amounts: readonly string[], change: Partial<LedgerColumns> = {}) => ledgerTotalsColumns(columns(amounts, change)).total.amount;

describe("ledgerTotalsColumns", () => {
  test("of no line is zero", () => { expect(ledgerTotalsColumns(columns([], { currency: "JPY" }))).toEqual({ total: jpy("0"), accountTotals: [], bookedMinorUnits: new Float64Array(0) }); });
  test("each line is an amount, booked in whole minor units", () => { expect(ledgerTotalsColumns(columns(["0.10", "-2", "0.205"]))).toEqual({ total: eur("-1.70"), accountTotals: [], bookedMinorUnits: Float64Array.of(10, -200, 20) }); });
  test("each account has the sum of its lines, and one without lines has zero", () => {
    const { accountTotals, total } = ledgerTotalsColumns(columns(["1", "2", "4"], { accounts: ["cost/a", "cost/b", "cost/a/x"], accountIndices: Uint32Array.of(2, 0, 2) }));
    expect([total, ...accountTotals]).toEqual([eur("7.00"), eur("2.00"), eur("0.00"), eur("5.00")]);
  });
  test.each([
    ["a price times a quantity is rounded once", ["45.50"], ["0.75"], "half-even", "34.12"],
    ["a tie goes up by half-up", ["45.50"], ["0.75"], "half-up", "34.13"],
    ["a tie to an odd neighbor goes up by half-even", ["0.015"], ["1"], "half-even", "0.02"],
    ["just above a tie goes up", ["0.0050000000000001"], ["1"], "half-down", "0.01"],
    ["a negative tie goes to the even neighbor", ["-0.005"], ["1"], "half-even", "0.00"],
    ["ceil goes towards more, also below zero", ["-0.019"], ["1"], "ceil", "-0.01"],
    ["floor goes towards less", ["-0.011"], ["1"], "floor", "-0.02"],
    ["zero with a minus is zero", ["-0", "-0.00"], ["1", "-3"], "up", "0.00"],
    ["a product of whole numbers gets its cents", ["3"], ["4"], "half-even", "12.00"],
    ["eighteen digits on both sides of the point", ["0.000000000000000001"], ["999999999999999999"], "half-even", "1.00"],
    ["a product beyond 2^53 that comes to few cents", ["0.123456789012345"], ["1234567.8901234"], "half-even", "152415.79"],
    ["sixteen digits beyond 2^53", ["9007199254740993"], ["0.000000000001"], "half-even", "9007.20"],
  ] as const)("%s", (_, amounts, quantities, rounding, total) => { expect(totalOf(amounts, { quantities, rounding })).toBe(total); });
  test("sums go on past 2^53 minor units without losing one", () => {
    const largest = "90071992547409.91";
    expect(totalOf([largest, largest, "0.01", largest])).toBe("270215977642229.74");
    expect(totalOf([`-${largest}`, `-${largest}`, "-0.01", largest])).toBe("-90071992547409.92");
  });
  test("a currency without minor units, and one with three", () => {
    expect(totalOf(["2.5", "3.5"], { currency: "JPY" })).toBe("6");
    expect(totalOf(["1.0005"], { currency: "KWD" })).toBe("1.000");
  });
  test("a million lines are added up", () => {
    const lines = Array.from({ length: 1_000_000 }, (_, index) => `${String(index % 1000)}.${String(index % 100).padStart(2, "0")}`);
    expect(totalOf(lines)).toBe("499995000.00");
  });

  describe("refuses", () => {
    test.each<[string, Partial<LedgerColumns>, readonly string[]]>([
      ["what is no list", { amounts: "1" as never }, ["ledger-columns.no_list /amounts"]],
      ["quantities that are no list", { quantities: new Float64Array(2) as never }, ["ledger-columns.no_list /quantities"]],
      ["too few quantities", { quantities: ["1"] }, ["ledger-columns.wrong_length /quantities"]],
      ["too many indices", { accounts: ["a"], accountIndices: new Uint32Array(3) }, ["ledger-columns.wrong_length /accountIndices"]],
      ["accounts without indices", { accounts: ["a"] }, ["ledger-columns.wrong_kind /accountIndices"]],
      ["indices without accounts", { accountIndices: new Uint32Array(2) }, ["ledger-columns.wrong_kind /accountIndices"]],
      ["indices of another kind", { accounts: ["a"], accountIndices: [0, 0] as never }, ["ledger-columns.wrong_kind /accountIndices"]],
      ["an account that is not listed", { accounts: ["a"], accountIndices: Uint32Array.of(0, 1) }, ["ledger-columns.unknown_account /accountIndices/1"]],
      ["an account that is listed twice", { accounts: ["a", "a"], accountIndices: new Uint32Array(2) }, ["ledger-columns.duplicate_account /accounts/1"]],
      ["a bad account", { accounts: ["/"], accountIndices: new Uint32Array(2) }, ["input.invalid_format /accounts/0"]],
      ["an unknown currency", { currency: "ABC" }, ["currency.unknown_currency /currency"]],
      ["no rounding", { rounding: undefined as never }, ["input.invalid_value /rounding"]],
      ["an unknown key", { total: 1 } as never, ["input.unrecognized_keys /total"]],
      ["a line of more minor units than a double tells apart", { amounts: ["1", "90071992547409.92"] }, ["ledger-columns.line_too_large /amounts/1"]],
      ["a total of more than 18 digits", { currency: "JPY", amounts: Array.from({ length: 120 }, () => String(LEDGER_LIMITS.lineMinorUnits)) }, ["decimal-text.too_large /"]],
    ])("%s", (_, change, want) => { expect(faults(() => ledgerTotalsColumns(columns(["1", "2"], change)))).toEqual(want); });
    test.each([null, undefined, 5, "EUR", []])("%j, which is no book", (book) => { expect(faults(() => ledgerTotalsColumns(book as never))).toEqual(expect.arrayContaining(["input.invalid_type /currency", "input.invalid_value /rounding"])); });
    test("more lines than the limit, and does not look at them", () => { expect(faults(() => ledgerTotalsColumns(columns(new Array<string>(LEDGER_LIMITS.lines + 1))))).toEqual(["ledger-columns.too_many /amounts"]); });
    test("more accounts than the limit", () => { expect(faults(() => ledgerTotalsColumns(columns([], { accounts: Array.from({ length: LEDGER_LIMITS.accounts + 1 }, (_, index) => String(index)), accountIndices: new Uint32Array(0) })))).toEqual(["input.too_big /accounts"]); });
    test.each([
      "", "-", ".", ".5", "5.", "-.5", "1.2.3", "1,5", "1e5", "+1", " 1", "1 ", "0x10", "NaN", "Infinity", "١", "1_000", "--1", "1-", "1".repeat(19), "1".repeat(1_000_000), `0.${"1".repeat(19)}`, 5, null, undefined, {}, 5n,
    ])("the hostile decimal %.20j", (text) => {
      expect(faults(() => ledgerTotalsColumns(columns(["1", text as string])))).toEqual(["ledger-columns.bad_line /amounts/1"]);
      expect(faults(() => ledgerTotalsColumns(columns(["1", "1"], { quantities: [text as string, "1"] })))).toEqual(["ledger-columns.bad_line /amounts/0"]);
    });
    test("a million bad lines with a thousand of them", () => { expect(faults(() => ledgerTotalsColumns(columns(new Array<string>(1_000_000).fill("x"))))).toHaveLength(1000); });
  });

  describe("laws", () => {
    const texts = fc.oneof(fc.stringMatching(/^-?\d{1,5}(\.\d{1,4})?$/u), fc.stringMatching(/^-?\d{1,9}(\.\d{1,12})?$/u), fc.stringMatching(/^-?\d{1,2}\.\d{1,18}$/u), fc.stringMatching(/^-?\d{1,3}\.\d{0,2}[05]$/u));
    const lines = fc.array(fc.record({ amount: texts, quantity: fc.stringMatching(/^-?\d{1,3}(\.\d{1,6})?$/u), account: fc.nat({ max: 2 }) }), { maxLength: 12 });
    test("each line is price times quantity in exact whole numbers, rounded once, and each total is their sum", () => {
      fc.assert(fc.property(lines, fc.constantFrom(...Rounding.options), currencies, (list, rounding, [currency, digits]) => {
        const { total, accountTotals, bookedMinorUnits } = ledgerTotalsColumns({
          currency, rounding, amounts: list.map(({ amount }) => amount), quantities: list.map(({ quantity }) => quantity), accounts: ["a", "b", "c"], accountIndices: Uint32Array.from(list, ({ account }) => account),
        });
        const units = list.map(({ amount, quantity }) => roundedQuotient(scaled(amount) * scaled(quantity) * 10n ** BigInt(digits), one * one, rounding));
        expect(Array.from(bookedMinorUnits, BigInt)).toEqual(units);
        expect(bookedMinorUnits.some((value) => Object.is(value, -0))).toBe(false);
        expect(total.amount).toBe(textOfUnits(units.reduce((sum, value) => sum + value, 0n), digits));
        expect(accountTotals.map(({ amount }) => amount)).toEqual([0, 1, 2].map((account) => textOfUnits(units.reduce((sum, value, index) => (list[index]?.account === account ? sum + value : sum), 0n), digits)));
      }));
    });
    test("the same cents as a ledger, entry by entry", () => {
      fc.assert(fc.property(fc.array(texts, { maxLength: 12 }), fc.constantFrom(...Rounding.options), (amounts, rounding) => {
        const entries = amounts.map((amount, index) => ({ id: `e${String(index)}`, date: "2026-11-02", account: "cost", amount: eur(amount), sourceIds: [] }));
        expect(totalOf(amounts, { rounding })).toBe(ledgerTotals({ kind: "ledger", schemaVersion: 1, currency: "EUR", rounding, entries }).total.amount);
      }));
    });
  });
});
