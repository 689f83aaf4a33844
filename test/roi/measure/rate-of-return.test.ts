import { datedRateOfReturn, internalRateOfReturn, modifiedRateOfReturn } from "coachkit/roi";
import { addDays } from "coachkit/time";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eur, faults } from "../../money/faults.js";
import { dated, flows } from "./flows.js";

const rateOf = (...amounts: readonly (number | string)[]) => internalRateOfReturn({ cashFlows: flows(...amounts), periodsPerYear: 1 });
const rootsOf = (...amounts: readonly (number | string)[]) => rateOf(...amounts).roots.map(({ annualRatio }) => annualRatio);

/** Highest power first, without zeros at its head. */
const trimmed = (row: readonly bigint[]): readonly bigint[] => row.slice(Math.max(0, row.findIndex((value) => value !== 0n)));
const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

/** What is left of a polynomial divided by another, times a factor above zero, so that all stays whole. */
function remainder(dividend: readonly bigint[], divisor: readonly bigint[]): readonly bigint[] {
  const [lead = 1n] = divisor;
  let rest = dividend;
  while (rest.length >= divisor.length) {
    const [head = 0n] = rest;
    rest = rest.map((value, index) => value * absolute(lead) - (lead < 0n ? -1n : 1n) * head * (divisor[index] ?? 0n)).slice(1);
  }
  return rest.some((value) => value !== 0n) ? trimmed(rest) : [];
}

/** How many different growths above zero make the present value zero, by Sturm's theorem, in whole numbers. */
function rootCount(amounts: readonly number[]): number {
  const row = trimmed(trimmed(amounts.map(BigInt)).toReversed()).toReversed();
  if (row.every((value) => value === 0n)) return 0;
  const chain = [row, row.slice(0, -1).map((value, index) => value * BigInt(row.length - 1 - index))].filter(({ length }) => length > 0);
  for (let next = chain.length > 1 ? remainder(row, chain[1] ?? []) : []; next.length > 0; next = remainder(chain.at(-2) ?? [], chain.at(-1) ?? [])) chain.push(next.map((value) => -value));
  const changes = (signs: readonly bigint[]): number => { const seen = signs.filter((sign) => sign !== 0n); return seen.filter((sign, index) => index > 0 && sign > 0n !== (seen[index - 1] ?? 0n) > 0n).length; };
  return changes(chain.map((each) => each.at(-1) ?? 0n)) - changes(chain.map((each) => each[0] ?? 0n));
}

describe("internalRateOfReturn", () => {
  test("100 for 110 a year later is 10 %", () => {
    const { roots: [root], ...answer } = rateOf(-100, 110);
    expect(answer).toEqual({ estimate: 0.1, ratioPerPeriod: 0.1, signChanges: 1, warnings: [], assumptions: { periodsPerYear: 1, compounding: "effective-annual" } });
    expect(root).toMatchObject({ annualRatio: 0.1, crossing: "falls" });
    expect((root?.highestRatio ?? 1) - (root?.lowestRatio ?? 0)).toBeLessThan(1e-13);
  });
  test.each([
    ["a loan is the same, the other way round", [100, -110], [0.1]],
    ["money back is 0 %, not dust", [-558, 186, 186, 186], [0]],
    ["a loss is below zero", [-100, 50], [-0.5]],
    ["two roots, both", [1000, -2300, 1320], [0.1, 0.2]],
    ["three roots, all", [-1000, 3600, -4310, 1716], [0.1, 0.2, 0.3]],
    ["five roots, all: (1.1 − g)(1.2 − g)(1.3 − g)(1.4 − g)(1.5 − g)", ["-1", "6.5", "-16.85", "21.775", "-14.0274", "3.6036"], [0.1, 0.2, 0.3, 0.4, 0.5]],
    ["0.09 and 0.11, which nearly touch", [-100, 220, "-120.99"], [0.09, 0.11]],
    ["a root far above", [-1, "1000001"], [1_000_000]],
    ["flows that begin later", [0, 0, -100, 110], [0.1]],
    ["a cent on 10¹⁵", ["-1000000000000000.00", "1000000000000000.01"], [1e-17]],
  ])("%s", (_, amounts, roots) => { rootsOf(...amounts).forEach((root, index) => { expect(root).toBeCloseTo(roots[index] ?? NaN, 10); }); expect(rootsOf(...amounts)).toHaveLength(roots.length); });
  test("several roots give no estimate, for none of them says whether it paid", () => {
    const { roots, ...answer } = rateOf(1000, -2300, 1320);
    expect(answer).toMatchObject({ estimate: null, reason: "several-roots", ratioPerPeriod: null, signChanges: 2, warnings: ["several-roots"] });
    expect(roots.map(({ crossing }) => crossing)).toEqual(["falls", "rises"]);
  });
  test.each([[[821, 718]], [[-1, -2]], [[0, 0, 0]], [[5]]])("%j flow in one direction only", (amounts) => { expect(rateOf(...amounts)).toMatchObject({ estimate: null, reason: "no-sign-change", roots: [], signChanges: 0, warnings: [] }); });
  test("a sum that never comes to zero has no root", () => { expect(rateOf(100, -150, 100)).toMatchObject({ estimate: null, reason: "no-root", roots: [], signChanges: 2 }); });
  test("a root that is no crossing is one, and says so; its bracket is as wide as the sum is flat", () => {
    const { estimate, roots: [root], warnings } = rateOf(-100, 220, -121);
    expect(estimate).toBeCloseTo(0.1, 12);
    expect([root?.crossing, warnings]).toEqual(["touches", ["touches-zero"]]);
    expect((root?.highestRatio ?? 0) - (root?.lowestRatio ?? 0)).toBeLessThan(1e-6);
  });
  test.each([["no root", "-121.00000001", 0], ["two roots", "-120.99999999", 2]])("a hundred-millionth beside the touch there are %s: %s", (_, last, count) => { expect(rootsOf(-100, 220, last)).toHaveLength(count); });
  test("a threefold root crosses, in a wide bracket", () => { expect(rateOf(-1, 3, -3, 1)).toMatchObject({ estimate: 0, roots: [{ crossing: "falls" }], warnings: [] }); });
  test("two touches too near to tell apart are one: (g − 1.1)² (g − 1.101)²", () => {
    let row = [1n];
    for (const growth of [1100n, 1100n, 1101n, 1101n]) row = [...row, 0n].map((value, index) => value * 1000n - growth * (row[index - 1] ?? 0n));
    const { roots, warnings } = rateOf(...row.map(String));
    expect(roots).toEqual([expect.objectContaining({ annualRatio: expect.closeTo(0.1005, 3) as number, crossing: "touches" })]);
    expect(roots[0]?.lowestRatio).toBeLessThan(0.1);
    expect(roots[0]?.highestRatio).toBeGreaterThan(0.101);
    expect(warnings).toEqual(["touches-zero"]);
  });
  test("a twentyfold root is one, in a bracket that shows how flat it is", () => {
    let row = [1];
    for (let power = 0; power < 20; power += 1) row = [...row, 0].map((value, index) => value - (row[index - 1] ?? 0));
    const { roots } = rateOf(...row);
    expect(roots).toHaveLength(1);
    expect(roots[0]?.lowestRatio).toBeLessThan(-0.2);
  });
  test("a bracket ends where the range does: a sixtyfold root of days", () => {
    let row = [1];
    for (let power = 0; power < 60; power += 1) row = [...row, 0].map((value, index) => value - (row[index - 1] ?? 0));
    const { roots } = datedRateOfReturn({ cashFlows: dated(...row.map((amount, index) => [addDays("2027-01-01", index), BigInt(amount).toString()] as const)) });
    expect(roots).toEqual([expect.objectContaining({ lowestRatio: expect.closeTo(-1 + 1e-9, 12) as number, highestRatio: expect.closeTo(1e9, -1) as number })]);
  });
  test("rates that nobody means are left out and counted: ten million million times, and all but a thousand-millionth lost", () => {
    expect(rateOf(-1, "10000000000000")).toMatchObject({ estimate: null, reason: "out-of-range", roots: [], warnings: ["roots-out-of-range"] });
    expect(rateOf("-10000000000000", 1)).toMatchObject({ reason: "out-of-range" });
    expect(rateOf("-0.0000000001", 10, -11)).toMatchObject({ estimate: null, reason: "several-roots", roots: [{ crossing: "rises" }], warnings: ["roots-out-of-range"] });
  });
  test("twelve months at 1 % are the year's rate and the month's", () => {
    const { estimate, ratioPerPeriod } = internalRateOfReturn({ cashFlows: flows(-100, 101), periodsPerYear: 12 });
    expect([estimate, ratioPerPeriod]).toEqual([0.12682503013197, 0.01].map((value) => expect.closeTo(value, 12) as number));
  });
  test("sixty changes of sign are searched, more are refused", () => {
    const wave = (length: number) => Array.from({ length }, (_, index) => (index % 2 === 0 ? -(index + 1) : index + 2));
    expect(rateOf(...wave(61)).signChanges).toBe(60);
    expect(faults(() => rateOf(...wave(62)))).toEqual(["rate-of-return.too_many_sign_changes /cashFlows"]);
  });
  test.each([
    ["no flow", { cashFlows: [], periodsPerYear: 1 }, ["input.too_small /cashFlows"]],
    ["half a period in a year", { cashFlows: flows(1), periodsPerYear: 0.5 }, ["input.invalid_type /periodsPerYear"]],
    ["two currencies", { cashFlows: [eur("1"), { amount: "-1", currency: "USD" }], periodsPerYear: 1 }, ["cash-flows.mixed_currencies /cashFlows/1/currency"]],
  ])("refuses %s", (_, question, found) => { expect(faults(() => internalRateOfReturn(question))).toEqual(found); });
  test("every root put into a polynomial comes out again, and there is no other", () => {
    // growths in tenths, two apart at least, so that each is told from its neighbor
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 }), fc.boolean(), (picked, flipped) => {
      const growths = picked.map((each) => each * 2 + 1).sort((one, other) => one - other);
      // Π (10·g − growth) as whole numbers, highest power of g first: g is 1 + rate
      let row = [flipped ? -1 : 1];
      for (const growth of growths) row = [...row.map((value) => value * 10), 0].map((value, index) => value - growth * (row[index - 1] ?? 0));
      const roots = rootsOf(...row);
      expect(roots).toHaveLength(growths.length);
      roots.forEach((root, index) => { expect(Math.abs(root - ((growths[index] ?? 0) / 10 - 1))).toBeLessThan(1e-7); });
    }));
  });
  test("at each root the net present value is nothing beside its flows; the number of crossings has the parity of the signs at both ends", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 15 }), (amounts) => {
      const { roots, warnings } = rateOf(...amounts);
      for (const { annualRatio } of roots) {
        const parts = amounts.map((amount, period) => amount * (1 + annualRatio) ** -period);
        expect(Math.abs(parts.reduce((sum, part) => sum + part, 0))).toBeLessThan(1e-8 * parts.reduce((sum, part) => sum + Math.abs(part), 0));
      }
      const spent = amounts.filter((amount) => amount !== 0);
      const crossings = roots.filter(({ crossing }) => crossing !== "touches").length;
      if (warnings.length === 0 || warnings.join() === "several-roots") expect(crossings % 2 === 1).toBe(spent.length > 0 && Math.sign(spent[0] ?? 0) !== Math.sign(spent.at(-1) ?? 0));
    }));
  });
  test("there are as many roots as Sturm's theorem counts in whole numbers, also where they crowd", () => {
    expect([rootCount([1, -3, 2]), rootCount([100, -150, 100]), rootCount([-100, 220, -121]), rootCount([-1000, 3600, -4310, 1716])]).toEqual([2, 0, 1, 3]);
    fc.assert(fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 20 }), (amounts) => { expect(rootsOf(...amounts)).toHaveLength(rootCount(amounts)); }));
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 }), fc.nat({ max: 40 }), (growths, dust) => {
      let row = [1];
      for (const growth of growths) row = [...row.map((value) => value * 10), 0].map((value, index) => value - growth * (row[index - 1] ?? 0));
      row[1] = (row[1] ?? 0) + dust;
      expect(rootsOf(...row)).toHaveLength(rootCount(row));
    }));
  });
  test("a scan of rates finds no crossing that is not listed", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 9 }), (amounts) => {
      const at = (ratio: number) => amounts.reduce((sum, amount, period) => sum + amount * (1 + ratio) ** -period, 0);
      const { roots } = rateOf(...amounts);
      for (let step = 0; step < 400; step += 1) {
        const [low, high] = [-0.8 + step / 100, -0.79 + step / 100];
        if (Math.sign(at(low)) * Math.sign(at(high)) < 0) expect(roots.some(({ annualRatio }) => annualRatio > low - 1e-9 && annualRatio < high + 1e-9)).toBe(true);
      }
    }));
  });
});

describe("datedRateOfReturn", () => {
  test("10,000 for 11,500 after 365 days is 15 %", () => { expect(datedRateOfReturn({ cashFlows: dated(["2027-01-01", -10_000], ["2028-01-01", 11_500]) })).toMatchObject({ estimate: 0.15, signChanges: 1, warnings: [], assumptions: { dayCount: "actual/365", compounding: "effective-annual" } }); });
  test("flows of one day are one flow, in any order", () => {
    const cashFlows = dated(["2028-01-01", 12_000], ["2027-01-01", -10_000], ["2028-01-01", -500]);
    expect(datedRateOfReturn({ cashFlows })).toMatchObject({ estimate: 0.15, signChanges: 1 });
    expect(datedRateOfReturn({ cashFlows: cashFlows.toReversed() })).toEqual(datedRateOfReturn({ cashFlows }));
  });
  test("days that cancel are no flow", () => { expect(datedRateOfReturn({ cashFlows: dated(["2027-01-01", "0.1"], ["2027-01-01", "0.2"], ["2027-01-01", "-0.3"]) })).toMatchObject({ reason: "no-sign-change" }); });
  test("two roots, both", () => { expect(datedRateOfReturn({ cashFlows: dated(["2021-01-01", 100], ["2022-01-01", -230], ["2023-01-01", 132]) }).roots.map(({ annualRatio }) => annualRatio)).toEqual([0.1, 0.2]); });
  test("doubled in a day is no rate that a number of a year holds", () => { expect(datedRateOfReturn({ cashFlows: dated(["2027-01-01", -1], ["2027-01-02", 2]) })).toMatchObject({ estimate: null, reason: "out-of-range" }); });
  test("twelve hundred days over two hundred years, with as many turns as are searched", () => {
    const cashFlows = dated(...Array.from({ length: 1200 }, (_, index) => [addDays("1970-01-01", index * 60), Math.floor(index / 20) % 2 === 0 ? -100 - index : 100 + index] as const));
    expect(datedRateOfReturn({ cashFlows }).signChanges).toBe(59);
  });
  test.each([
    ["a date without its day", { cashFlows: dated(["2027-01", 1]) }, ["input.invalid_format /cashFlows/0/date"]],
    ["more flows than it takes", { cashFlows: Array.from({ length: 1201 }, () => ({ date: "2027-01-01", money: eur("1") })) }, ["input.too_big /cashFlows"]],
  ])("refuses %s", (_, question, found) => { expect(faults(() => datedRateOfReturn(question))).toEqual(found); });
  test("spaced by 73 days it is the rate of five periods a year", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -500, max: 1000 }), { minLength: 1, maxLength: 8 }), (later) => {
      const amounts = [-700, ...later];
      const { roots } = internalRateOfReturn({ cashFlows: flows(...amounts), periodsPerYear: 5 });
      const found = datedRateOfReturn({ cashFlows: dated(...amounts.map((amount, index) => [addDays("2027-01-01", index * 73), amount] as const)) }).roots;
      expect(found).toEqual(roots.map(({ annualRatio, crossing }) => expect.objectContaining({ annualRatio: expect.closeTo(annualRatio, 6) as number, crossing }) as object));
    }));
  });
});

describe("modifiedRateOfReturn", () => {
  const rates = { annualFinanceRatio: 0.1, annualReinvestmentRatio: 0.05, periodsPerYear: 1 };
  test("6,000 · 1.05 + 6,600 on 10,000 over two years", () => {
    const { estimate, ...answer } = modifiedRateOfReturn({ ...rates, cashFlows: flows(-10_000, 6000, 6600) });
    expect(estimate).toBeCloseTo(Math.sqrt(1.29) - 1, 14);
    expect(answer).toEqual({ ratioPerPeriod: estimate, assumptions: { ...rates, compounding: "effective-annual" } });
  });
  test("where a rate of return has two roots it has one", () => { expect(modifiedRateOfReturn({ ...rates, cashFlows: flows(1000, -2300, 1320) }).estimate).toBeCloseTo(Math.sqrt((1000 * 1.05 ** 2 + 1320) / (2300 / 1.1)) - 1, 14); });
  test("per month and per year", () => {
    const { estimate, ratioPerPeriod } = modifiedRateOfReturn({ ...rates, periodsPerYear: 12, cashFlows: flows(-100, 101) });
    expect([estimate, ratioPerPeriod]).toEqual([1.01 ** 12 - 1, 0.01].map((value) => expect.closeTo(value, 13) as number));
  });
  test.each([["no-outflow", [5, 5]], ["no-inflow", [-5, 0]], ["no-outflow", [5]], ["no-outflow", [0]]] as const)("%s: %j", (reason, amounts) => { expect(modifiedRateOfReturn({ ...rates, cashFlows: flows(...amounts) })).toMatchObject({ estimate: null, reason, ratioPerPeriod: null }); });
  test("a hundred years of months at 500 %: what comes late is not lost on the way", () => {
    const late = flows(-1, ...Array.from({ length: 1198 }, () => 0), "1000000");
    for (const ratio of [5, -0.99]) expect(modifiedRateOfReturn({ annualFinanceRatio: ratio, annualReinvestmentRatio: ratio, periodsPerYear: 12, cashFlows: late }).estimate).toBeCloseTo(10 ** (6 * 12 / 1199) - 1, 12);
    const lateOutflow = flows("1000000", ...Array.from({ length: 1198 }, () => 0), -1);
    expect(modifiedRateOfReturn({ annualFinanceRatio: 5, annualReinvestmentRatio: 0, periodsPerYear: 12, cashFlows: lateOutflow }).estimate).toBeCloseTo(6 * 10 ** (6 * 12 / 1199) - 1, 10);
  });
  test("a rate that no number of a year holds is out of range", () => { expect(modifiedRateOfReturn({ ...rates, periodsPerYear: 366, cashFlows: flows("-0.000001", "1000000") })).toMatchObject({ estimate: null, reason: "out-of-range", ratioPerPeriod: null }); });
  test("refuses a rate of −1", () => { expect(faults(() => modifiedRateOfReturn({ ...rates, annualFinanceRatio: -1, cashFlows: flows(-1, 1) }))).toEqual(["cash-flows.rate_too_low /annualFinanceRatio"]); });
  test("it lies between the rates where the internal rate does: reinvesting at the internal rate gives that rate", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 100, max: 1000 }), { minLength: 1, maxLength: 8 }), (later) => {
      const cashFlows = flows(-1000, ...later);
      const { estimate } = internalRateOfReturn({ cashFlows, periodsPerYear: 1 });
      fc.pre(estimate !== null && estimate < 5);
      expect(modifiedRateOfReturn({ ...rates, cashFlows, annualReinvestmentRatio: estimate ?? 0 }).estimate).toBeCloseTo(estimate ?? 0, 9);
    }));
  });
});
