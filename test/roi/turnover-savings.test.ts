import { turnoverSavings, type TurnoverInput } from "coachkit/roi";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eur, faults } from "../money/faults.js";

const parts = [{ part: "recruiting", unitCost: eur("2500") }, { part: "training", unitCost: eur("1800") }, { part: "ramp", unitCost: eur("3000"), unitCount: 3, lostFraction: 0.4 }, { part: "vacancy", unitCost: eur("900") }];
const input = (change: Partial<TurnoverInput> = {}): TurnoverInput => ({ headcount: 120, baselineTurnoverRatio: 0.35, followUpTurnoverRatio: 0.3, leaverCostParts: parts, totalCost: eur("20000"), rounding: "half-even", ...change });

describe("turnoverSavings", () => {
  test("six leavers fewer at 8,800 each are 52,800, part by part", () => {
    expect(turnoverSavings(input())).toEqual({
      leaversAvoided: 6, costPerLeaver: eur("8800.00"), annualValue: eur("52800.00"), netBenefit: eur("32800.00"), costPerLeaverAvoided: { estimate: eur("3333.33") }, breakEvenLeaversAvoided: { estimate: 20_000 / 8800 }, missingParts: [],
      parts: [{ part: "recruiting", partCost: eur("2500.00") }, { part: "training", partCost: eur("1800.00") }, { part: "ramp", partCost: eur("3600.00") }, { part: "vacancy", partCost: eur("900.00") }],
    });
  });
  test("9 leavers fewer at 21 % of 36,000 are 68,040, and the parts that nobody added up are named", () => {
    const savings = turnoverSavings(input({ headcount: 100, baselineTurnoverRatio: 0.39, leaverCostParts: [{ part: "salary-share", unitCost: eur("36000"), lostFraction: 0.21 }] }));
    expect([savings.leaversAvoided, savings.annualValue.amount, savings.missingParts]).toEqual([9, "68040.00", ["recruiting", "training", "ramp", "vacancy"]]);
  });
  test("0.35 − 0.3 leaves no binary dust in the people", () => {
    expect(120 * (0.35 - 0.3)).not.toBe(6);
    expect(turnoverSavings(input()).leaversAvoided).toBe(6);
  });
  test("turnover that rose has a value below zero and no price for a leaver avoided", () => {
    expect(turnoverSavings(input({ followUpTurnoverRatio: 0.4 }))).toMatchObject({ leaversAvoided: -6, annualValue: eur("-52800.00"), costPerLeaverAvoided: { estimate: null, reason: "no-leaver-avoided" } });
  });
  test("nothing changed: no price either", () => { expect(turnoverSavings(input({ followUpTurnoverRatio: 0.35 })).costPerLeaverAvoided.estimate).toBeNull(); });
  test("leavers who cost nothing never pay for a program", () => { expect(turnoverSavings(input({ leaverCostParts: [{ part: "recruiting", unitCost: eur("0") }] })).breakEvenLeaversAvoided).toEqual({ estimate: null, reason: "no-leaver-cost" }); });
  test("a free program costs nothing for each", () => { expect(turnoverSavings(input({ totalCost: eur("0") }))).toMatchObject({ costPerLeaverAvoided: { estimate: eur("0.00") }, breakEvenLeaversAvoided: { estimate: 0 } }); });

  test.each<[string, Partial<TurnoverInput>, readonly string[]]>([
    ["a part below zero", { leaverCostParts: [{ part: "ramp", unitCost: eur("-1") }] }, ["turnover-savings.negative_amount /leaverCostParts/0/unitCost/amount"]],
    ["a cost below zero", { totalCost: eur("-1") }, ["turnover-savings.negative_amount /totalCost/amount"]],
    ["a part in another currency", { leaverCostParts: [{ part: "ramp", unitCost: { amount: "1", currency: "USD" } }] }, ["turnover-savings.mixed_currencies /leaverCostParts/0/unitCost/currency"]],
    ["one part twice", { leaverCostParts: [...parts, { part: "ramp", unitCost: eur("1") }] }, ["turnover-savings.duplicate_part /leaverCostParts/4/part"]],
    ["no part", { leaverCostParts: [] }, ["input.too_small /leaverCostParts"]],
    ["turnover in percent", { baselineTurnoverRatio: 35 }, ["input.too_big /baselineTurnoverRatio"]],
    ["half a person", { headcount: 1.5 }, ["input.invalid_type /headcount"]],
    ["a hostile amount", { totalCost: eur("1e9999") }, ["input.invalid_format /totalCost/amount"]],
  ])("refuses %s", (_, change, want) => { expect(faults(() => turnoverSavings(input(change)))).toEqual(want); });

  test("a dearer program never has a higher net benefit, and fewer leavers never a lower value", () => {
    const share = fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000);
    fc.assert(fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 100_000 }), share, share, (cost, more, one, other) => {
      const net = (totalCost: number) => Number(turnoverSavings(input({ totalCost: eur(String(totalCost)) })).netBenefit.amount);
      expect(net(cost + more)).toBeLessThanOrEqual(net(cost));
      const value = (followUpTurnoverRatio: number) => Number(turnoverSavings(input({ followUpTurnoverRatio })).annualValue.amount);
      expect(value(Math.min(one, other))).toBeGreaterThanOrEqual(value(Math.max(one, other)));
    }));
  });
});
