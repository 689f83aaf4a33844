import { breakEven, type BreakEvenModel, steppedBreakEven } from "coachkit/roi";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eur, faults } from "../../money/faults.js";

const fixed = (amount: string) => ({ money: eur(amount), driverIds: [] });
/** Utility of 15 people at d = 0.36 and 24,000 a standard deviation, for 60,000. */
const utility: BreakEvenModel = {
  terms: [{ money: eur("24000"), driverIds: ["people", "years", "effect-size"] }, fixed("-60000")],
  drivers: [{ id: "people", value: 15, isWhole: true }, { id: "years", value: 1 }, { id: "effect-size", value: 0.36 }],
  rounding: "half-even",
};
const found = (model: BreakEvenModel) => Object.fromEntries(breakEven(model).drivers.map(({ driverId, breakEven: { estimate } }) => [driverId, estimate]));

describe("breakEven", () => {
  test("15 · 0.36 · 24,000 = 129,600 less 60,000: break-even at d = 1/6, at 7 people, at 0.463 years", () => {
    expect(breakEven(utility)).toEqual({
      netBenefit: eur("69600.00"),
      drivers: [
        { driverId: "effect-size", expected: 0.36, netPerUnit: eur("360000.00"), breakEven: { estimate: 1 / 6, pays: "from-here-up", marginRatio: expect.closeTo(1 - 1 / 6 / 0.36, 14) as number } },
        { driverId: "people", expected: 15, netPerUnit: eur("8640.00"), breakEven: { estimate: 7, pays: "from-here-up", marginRatio: 8 / 15 } },
        { driverId: "years", expected: 1, netPerUnit: eur("129600.00"), breakEven: { estimate: 60000 / 129600, pays: "from-here-up", marginRatio: expect.closeTo(1 - 60000 / 129600, 14) as number } },
      ],
      assumptions: { others: "as-expected", rounding: "half-even" },
    });
  });
  test("N 15, d 0.31, SDy 24,000 for 45,000 is 66,600, and breaks even at d = 0.125", () => {
    const model = { ...utility, terms: [utility.terms[0] ?? fixed("0"), fixed("-45000")], drivers: utility.drivers.map((driver) => (driver.id === "effect-size" ? { ...driver, value: 0.31 } : driver)) };
    expect([breakEven(model).netBenefit, found(model)["effect-size"]]).toEqual([eur("66600.00"), 0.125]);
  });
  test("9 leavers avoided at 21 % of 36,000 are 68,040", () => {
    const model: BreakEvenModel = { terms: [{ money: eur("36000"), driverIds: ["leavers-avoided", "price-share"] }, fixed("-60000")], drivers: [{ id: "leavers-avoided", value: 9, isWhole: true }, { id: "price-share", value: 0.21 }], rounding: "half-even" };
    expect([breakEven(model).netBenefit, found(model)]).toEqual([eur("8040.00"), { "leavers-avoided": 8, "price-share": 60000 / 324000 }]);
  });
  const model = (money: string, value: number, isWhole = false): BreakEvenModel => ({ terms: [{ money: eur(money), driverIds: ["x"] }, fixed(money.startsWith("-") ? "100" : "-100")], drivers: [{ id: "x", value, isWhole }], rounding: "half-even" });
  test.each([
    ["what is spent for each may be so many at most", model("-30", 2), 100 / 30, "from-here-down", 1 - 100 / 30 / 2],
    ["and of whole ones three", model("-30", 2, true), 3, "from-here-down", -0.5],
    ["what each brings must be so many at least", model("30", 5), 100 / 30, "from-here-up", 1 - 100 / 30 / 5],
    ["and of whole ones four", model("30", 5, true), 4, "from-here-up", 0.2],
    ["a whole break-even stays: 4 at 25", model("25", 5, true), 4, "from-here-up", 0.2],
    ["4 at −25 too", model("-25", 5, true), 4, "from-here-down", 0.2],
    ["where none is expected there is no margin", model("25", 0), 4, "from-here-up", null],
  ])("%s", (_, given, estimate, pays, margin) => { expect(breakEven(given).drivers[0]?.breakEven).toEqual({ estimate, pays, marginRatio: margin === null ? null : (expect.closeTo(margin, 13) as number) }); });
  test("below zero the first whole one is above: net is 250 + 100·x", () => {
    const below: BreakEvenModel = { terms: [{ money: eur("100"), driverIds: ["x"] }, fixed("250")], drivers: [{ id: "x", value: 1, isWhole: true }], rounding: "half-even" };
    expect(found(below)).toEqual({ x: -2 });
  });
  test("0.1 · 3 is 0.3, so that three tenths pass: no dust", () => { expect(found({ terms: [{ money: eur("0.1"), driverIds: ["x"] }, fixed("-0.3")], drivers: [{ id: "x", value: 1, isWhole: true }], rounding: "half-even" })).toEqual({ x: 3 }); });
  test("a driver that no term names, or that another one makes nothing, has no influence", () => {
    expect(breakEven({ ...utility, drivers: [...utility.drivers, { id: "mood", value: 3 }] }).drivers.find(({ driverId }) => driverId === "mood")).toEqual({ driverId: "mood", expected: 3, netPerUnit: eur("0.00"), breakEven: { estimate: null, reason: "no-influence" } });
    expect(found({ ...utility, drivers: utility.drivers.map((driver) => ({ ...driver, value: driver.id === "years" ? 0 : driver.value })) })).toMatchObject({ people: null, "effect-size": null, years: 60000 / 129600 });
  });
  test.each([
    ["no term", { terms: [] }, ["input.too_small /terms"]],
    ["a driver that is not there", { drivers: utility.drivers.slice(1) }, ["break-even.unknown_driver /terms/0/driverIds/0"]],
    ["a driver twice", { drivers: [...utility.drivers, { id: "people", value: 1 }] }, ["break-even.duplicate_driver /drivers/3/id"]],
    ["a square", { terms: [{ money: eur("1"), driverIds: ["people", "people"] }] }, ["break-even.repeated_driver /terms/0/driverIds/1"]],
    ["two currencies", { terms: [fixed("1"), { money: { amount: "1", currency: "USD" }, driverIds: [] }] }, ["cash-flows.mixed_currencies /terms/1/money/currency"]],
    ["a driver without a number", { drivers: utility.drivers.map((driver) => ({ ...driver, value: Infinity })) }, ["input.invalid_type /drivers/0/value", "input.invalid_type /drivers/1/value", "input.invalid_type /drivers/2/value"]],
    ["a net benefit that outgrows money", { terms: [{ money: eur("9".repeat(18)), driverIds: ["people"] }] }, ["exact-amount.too_large /"]],
    ["more drivers than a model has", { drivers: Array.from({ length: 101 }, (_, index) => ({ id: `d${String(index)}`, value: 1 })), terms: [fixed("1")] }, ["input.too_big /drivers"]],
    ["more terms than a model has", { terms: Array.from({ length: 1001 }, () => fixed("1")) }, ["input.too_big /terms"]],
    ["more drivers than a term has", { terms: [{ money: eur("1"), driverIds: Array.from({ length: 9 }, (_, index) => `d${String(index)}`) }], drivers: Array.from({ length: 9 }, (_, index) => ({ id: `d${String(index)}`, value: 1 })) }, ["input.too_big /terms/0/driverIds"]],
  ])("refuses %s", (_, change, faultsFound) => { expect(faults(() => breakEven({ ...utility, ...change }))).toEqual(faultsFound); });
  test("put into the model, the break-even is where nothing remains; the order of terms and drivers does not matter", () => {
    const number = fc.integer({ min: 1, max: 1000 }).map((value) => value / 8);
    fc.assert(fc.property(fc.record({ a: number, b: number, c: number }), fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }), (values, gain, loss) => {
      const drivers = Object.entries(values).map(([id, value]) => ({ id, value }));
      const terms = [{ money: eur(String(gain)), driverIds: ["a", "b"] }, { money: eur(String(-gain)), driverIds: ["b", "c"] }, fixed(String(-loss))];
      const answer = breakEven({ terms, drivers, rounding: "half-even" });
      expect(breakEven({ terms: terms.toReversed(), drivers: drivers.toReversed(), rounding: "half-even" })).toEqual(answer);
      for (const { driverId, breakEven: { estimate } } of answer.drivers) {
        if (estimate === null || Math.abs(estimate) > 1e6) continue;
        const net = Number(breakEven({ terms, drivers: drivers.map((driver) => (driver.id === driverId ? { ...driver, value: estimate } : driver)), rounding: "half-even" }).netBenefit.amount);
        expect(Math.abs(net)).toBeLessThan(1e-9 * (gain * 125 * Math.max(125, Math.abs(estimate)) + loss) + 0.01);
      }
    }));
  });
});

describe("steppedBreakEven", () => {
  const rowsOf = (...pairs: readonly (readonly [value: number, net: number])[]) => ({ rows: pairs.map(([value, net]) => ({ value, netBenefit: eur(String(net)) })) });
  test("the smallest value that passes, and the last before it that fails", () => { expect(steppedBreakEven(rowsOf([1, -500], [2, -20], [3, 0], [4, 460]))).toEqual({ estimate: 3, netBenefit: eur("0"), lastFailing: 2, lastingFrom: 3 }); });
  test.each([
    ["where all pass", [[5, 1], [6, 2]], { estimate: 5, lastFailing: null, lastingFrom: 5 }],
    ["where it falls below zero again", [[1, -1], [2, 5], [3, -1], [4, 6]], { estimate: 2, lastFailing: 1, lastingFrom: 4 }],
    ["where more does not pay in the end", [[1, 5], [2, 6], [3, -1]], { estimate: 1, lastFailing: null, lastingFrom: null }],
    ["where none passes", [[1, -5], [2, -1]], { estimate: null, reason: "never-passes", valueCount: 2 }],
  ] as const)("%s", (_, pairs, answer) => { expect(steppedBreakEven(rowsOf(...pairs))).toMatchObject(answer); });
  test.each([
    ["no row", { rows: [] }, ["input.too_small /rows"]],
    ["a value twice, also as −0", rowsOf([0, 1], [-0, 2]), ["stepped-break-even.duplicate_value /rows/1/value"]],
    ["two currencies", { rows: [...rowsOf([1, 1]).rows, { value: 2, netBenefit: { amount: "1", currency: "USD" } }] }, ["cash-flows.mixed_currencies /rows/1/netBenefit/currency"]],
    ["more rows than it takes", { rows: Array.from({ length: 10_001 }, (_, value) => ({ value, netBenefit: eur("1") })) }, ["input.too_big /rows"]],
  ])("refuses %s", (_, net, found) => { expect(faults(() => steppedBreakEven(net))).toEqual(found); });
  test("it is the least of all that pass, in any order", () => {
    fc.assert(fc.property(fc.uniqueArray(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -5, max: 5 })), { selector: ([value]) => value, minLength: 1 }), (pairs) => {
      const passing = pairs.filter(([, net]) => net >= 0).map(([value]) => value);
      expect(steppedBreakEven(rowsOf(...pairs)).estimate).toBe(passing.length === 0 ? null : Math.min(...passing));
      expect(steppedBreakEven(rowsOf(...pairs.toReversed()))).toEqual(steppedBreakEven(rowsOf(...pairs)));
    }));
  });
});
