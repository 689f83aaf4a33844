import { amortizationTable, annuityFutureValue, annuityPayment, annuityPeriods, annuityPresentValue } from "coachkit/roi";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eur, faults } from "../../money/faults.js";

const end = { due: "end-of-period", rounding: "half-even" } as const;
const start = { due: "start-of-period", rounding: "half-even" } as const;
const usd = { amount: "1", currency: "USD" };

describe("annuities", () => {
  const loan = { presentValue: eur("1000"), futureValue: eur("0"), ratioPerPeriod: 0.1, periodCount: 2 };
  test("1,000 at 10 % in two payments: 576.19, as 523.81 + 476.19 of it are worth 1,000", () => { expect(annuityPayment({ ...loan, ...end })).toEqual(eur("-576.19")); });
  test("paid at the start it is a period's interest less", () => { expect(annuityPayment({ ...loan, ...start })).toEqual(eur("-523.81")); });
  test.each([
    ["without interest it is split", { ratioPerPeriod: 0 }, "-500.00"],
    ["what is left at the end is not paid back", { futureValue: eur("-500") }, "-338.10"],
    ["below zero, interest is earned by owing", { ratioPerPeriod: -0.1 }, "-426.32"],
    ["one payment is all with interest", { periodCount: 1 }, "-1100.00"],
    ["over 1,200 periods it is nearly the interest alone", { periodCount: 1200 }, "-100.00"],
  ])("%s", (_, change, amount) => { expect(annuityPayment({ ...loan, ...end, ...change })).toEqual(eur(amount)); });
  test("100 saved twice at 10 % are 210, or 231 when saved at the start", () => {
    const saved = { payment: eur("-100"), presentValue: eur("0"), ratioPerPeriod: 0.1, periodCount: 2 };
    expect([annuityFutureValue({ ...saved, ...end }), annuityFutureValue({ ...saved, ...start })]).toEqual([eur("210.00"), eur("231.00")]);
    expect(annuityFutureValue({ ...saved, ...end, presentValue: eur("-100") })).toEqual(eur("331.00"));
  });
  test("110 and 121 a year apart at 10 % cost 173.55 and 190.91", () => {
    const received = { payment: eur("100"), futureValue: eur("0"), ratioPerPeriod: 0.1, periodCount: 2 };
    expect([annuityPresentValue({ ...received, ...end }), annuityPresentValue({ ...received, ...start })]).toEqual([eur("-173.55"), eur("-190.91")]);
    expect(annuityPresentValue({ ...received, ...end, futureValue: eur("121") })).toEqual(eur("-273.55"));
  });
  test.each([
    ["1,200 by 75 takes 16", { payment: eur("-75") }, { estimate: 16 }],
    ["paying away from it never gets there", { payment: eur("75") }, { estimate: null, reason: "never-reached" }],
    ["nothing paid", { payment: eur("0") }, { estimate: null, reason: "never-reached" }],
    ["the interest alone pays nothing back", { payment: eur("-12"), ratioPerPeriod: 0.01 }, { estimate: null, reason: "never-reached" }],
    ["nothing owed takes none", { payment: eur("-12"), presentValue: eur("0") }, { estimate: 0 }],
    ["less than the interest", { payment: eur("-11"), ratioPerPeriod: 0.01 }, { estimate: null, reason: "never-reached" }],
  ])("periods: %s", (_, change, answer) => { expect(annuityPeriods({ presentValue: eur("1200"), futureValue: eur("0"), ratioPerPeriod: 0, due: "end-of-period", ...change })).toEqual(answer); });
  test("a rate of 10⁻¹² costs no digits", () => { expect(annuityPeriods({ presentValue: eur("1200"), futureValue: eur("0"), payment: eur("-75"), ratioPerPeriod: 1e-12, due: "end-of-period" }).estimate).toBeCloseTo(16, 9); });
  test.each([
    ["a rate of −1", () => annuityPayment({ ...loan, ...end, ratioPerPeriod: -1 }), ["cash-flows.rate_too_low /ratioPerPeriod"]],
    ["no payment", () => annuityPayment({ ...loan, ...end, periodCount: 0 }), ["input.too_small /periodCount"]],
    ["more payments than it takes", () => annuityPayment({ ...loan, ...end, periodCount: 1201 }), ["input.too_big /periodCount"]],
    ["two currencies", () => annuityPayment({ ...loan, ...end, futureValue: usd }), ["cash-flows.mixed_currencies /futureValue/currency"]],
    ["two currencies of a value at the end", () => annuityFutureValue({ ...end, payment: eur("1"), presentValue: usd, ratioPerPeriod: 0, periodCount: 1 }), ["cash-flows.mixed_currencies /presentValue/currency"]],
    ["two currencies of a value at the start", () => annuityPresentValue({ ...end, payment: eur("1"), futureValue: usd, ratioPerPeriod: 0, periodCount: 1 }), ["cash-flows.mixed_currencies /futureValue/currency"]],
    ["three currencies", () => annuityPeriods({ due: "end-of-period", payment: eur("1"), presentValue: usd, futureValue: { amount: "1", currency: "GBP" }, ratioPerPeriod: 0 }), ["cash-flows.mixed_currencies /presentValue/currency", "cash-flows.mixed_currencies /futureValue/currency"]],
    ["what outgrows money", () => annuityFutureValue({ ...end, payment: eur("-1"), presentValue: eur("0"), ratioPerPeriod: 5, periodCount: 100 }), ["exact-amount.too_large /"]],
  ])("refuses %s", (_, call, found) => { expect(faults(call)).toEqual(found); });
  test("payment, value at the start and periods are inverses of one another", () => {
    fc.assert(fc.property(fc.integer({ min: 1e6, max: 1e9 }), fc.integer({ min: -20, max: 300 }), fc.integer({ min: 1, max: 120 }), fc.constantFrom(end, start), (owed, permille, periodCount, when) => {
      const terms = { ratioPerPeriod: permille / 1000, periodCount, ...when };
      const payment = annuityPayment({ ...terms, presentValue: eur(String(owed)), futureValue: eur("0") });
      const worth = Number(annuityPresentValue({ ...terms, payment, futureValue: eur("0") }).amount);
      expect(Math.abs(worth - owed)).toBeLessThan(0.01 * periodCount * Math.max(1, (1 + terms.ratioPerPeriod) ** -periodCount) + 0.01);
      const { estimate } = annuityPeriods({ ratioPerPeriod: terms.ratioPerPeriod, due: terms.due, payment, presentValue: eur(worth.toFixed(2)), futureValue: eur("0") });
      if (periodCount * permille < 3000) expect(estimate).toBeCloseTo(periodCount, 3);
    }));
  });
});

describe("amortizationTable", () => {
  const question = { principal: eur("1000.00"), ratioPerPeriod: 0.01, periodCount: 3, rounding: "half-even" } as const;
  test("1,000 at 1 % in three payments, by hand", () => {
    const row = (paymentNumber: number, payment: string, interest: string, repayment: string, balance: string) => ({ paymentNumber, payment: eur(payment), interest: eur(interest), repayment: eur(repayment), balance: eur(balance) });
    expect(amortizationTable(question)).toEqual({
      payment: eur("340.02"), lastPayment: eur("340.03"), totalInterest: eur("20.07"), totalPayment: eur("1020.07"),
      rows: [row(1, "340.02", "10.00", "330.02", "669.98"), row(2, "340.02", "6.70", "333.32", "336.66"), row(3, "340.03", "3.37", "336.66", "0.00")],
      assumptions: { due: "end-of-period", lastPayment: "takes-the-rest", rounding: "half-even" },
    });
  });
  test("what rounding up has paid back before the end needs no further payment: 5 cents in 12", () => { expect(amortizationTable({ ...question, principal: eur("0.05"), ratioPerPeriod: 0, periodCount: 12, rounding: "up" }).rows.map(({ payment }) => payment.amount)).toEqual(["0.01", "0.01", "0.01", "0.01", "0.01"]); });
  test("nor does it pay more than is left: 1.01 by 0.02 ends with a cent", () => {
    const { rows, lastPayment, totalPayment } = amortizationTable({ ...question, principal: eur("1.01"), ratioPerPeriod: 0, periodCount: 60, rounding: "up" });
    expect([rows.length, lastPayment, totalPayment]).toEqual([51, eur("0.01"), eur("1.01")]);
  });
  test("what is too small to be split is paid in the last one", () => { expect(amortizationTable({ ...question, principal: eur("0.05"), ratioPerPeriod: 0, periodCount: 12 }).rows.map(({ payment }) => payment.amount)).toEqual([...Array.from({ length: 11 }, () => "0.00"), "0.05"]); });
  test.each([
    ["nothing to pay back", { principal: eur("0.00") }, ["amortization-table.no_principal /principal/amount"]],
    ["less than nothing to pay back", { principal: eur("-5") }, ["amortization-table.no_principal /principal/amount"]],
    ["half a cent", { principal: eur("1.005") }, ["amortization-table.too_fine /principal/amount"]],
    ["a rate below zero", { ratioPerPeriod: -0.01 }, ["input.too_small /ratioPerPeriod"]],
    ["an amount that is none", { principal: eur("1e9") }, ["input.invalid_format /principal/amount"]],
    ["more payments than it takes", { periodCount: 1201 }, ["input.too_big /periodCount"]],
  ])("refuses %s", (_, change, found) => { expect(faults(() => amortizationTable({ ...question, ...change }))).toEqual(found); });
  test("repayments sum to the principal, payments to principal and interest, and each balance is the one before less its repayment, to the cent", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 40 }), fc.constantFrom("half-even", "half-up", "down", "up", "ceil", "floor"), (owed, permille, periodCount, rounding) => {
      const { rows, totalInterest, totalPayment, lastPayment } = amortizationTable({ principal: eur(`${String(Math.floor(owed / 100))}.${String(owed % 100).padStart(2, "0")}`), ratioPerPeriod: permille / 1000, periodCount, rounding });
      const cents = ({ amount }: { readonly amount: string }) => BigInt(amount.replace(".", ""));
      const sum = (key: "payment" | "interest" | "repayment") => rows.reduce((total, row) => total + cents(row[key]), 0n);
      expect([sum("repayment"), sum("interest"), sum("payment")]).toEqual([BigInt(owed), cents(totalInterest), cents(totalPayment)]);
      expect(cents(totalPayment)).toBe(BigInt(owed) + cents(totalInterest));
      rows.forEach((row, index) => { expect(cents(row.balance)).toBe((index === 0 ? BigInt(owed) : cents(rows[index - 1]?.balance ?? row.balance)) - cents(row.repayment)); });
      expect([cents(rows.at(-1)?.balance ?? eur("1")), rows.at(-1)?.payment]).toEqual([0n, lastPayment]);
    }), { numRuns: 40 });
  });
});
