import { costEffectivenessFrontier, type FrontierQuestion, investmentRatios } from "coachkit/roi";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eur, faults } from "../../money/faults.js";

const option = (id: string, cost: number | string, effect: number) => ({ id, totalCost: eur(String(cost)), effect });
const compare = (...alternatives: FrontierQuestion["alternatives"]) => costEffectivenessFrontier({ alternatives, rounding: "half-even" });
const six = [option("none", 0, 0), option("A", 20_000, 2), option("B", 48_000, 8), option("E", 60_000, 7), option("C", 90_000, 9), option("D", 150_000, 15)];

describe("costEffectivenessFrontier", () => {
  test("of six programs two are worth their price: 6,000 a point, then 102,000 for 7 points", () => {
    const { frontier, dominated, alternatives, bestId, assumptions } = compare(...six);
    expect(frontier).toEqual([{ id: "none", costPerAddedEffect: null }, { id: "B", costPerAddedEffect: eur("6000.00") }, { id: "D", costPerAddedEffect: eur("14571.43") }]);
    expect(dominated).toEqual([{ id: "A", reason: "extended", dominatedBy: ["none", "B"] }, { id: "E", reason: "strong", dominatedBy: ["B"] }, { id: "C", reason: "extended", dominatedBy: ["B", "D"] }]);
    expect(alternatives.map(({ id, costPerEffect: { estimate } }) => [id, estimate?.amount])).toEqual([["none", undefined], ["A", "10000.00"], ["B", "6000.00"], ["E", "8571.43"], ["C", "10000.00"], ["D", "10000.00"]]);
    expect(alternatives[0]).toEqual({ id: "none", costPerEffect: { estimate: null, reason: "no-effect" }, netMonetaryBenefit: null });
    expect([bestId, assumptions]).toEqual([null, { willingnessToPay: null, scale: "mixes-allowed", rounding: "half-even" }]);
  });
  test.each([["0", "none"], ["5999.99", "none"], ["6000", "none"], ["6000.01", "B"], ["14571.42", "B"], ["14571.43", "D"]])("at %s a point the best is %s: the one whose price of added effect that pays, the cheaper one at a tie", (price, bestId) => {
    expect(costEffectivenessFrontier({ alternatives: six, willingnessToPay: eur(price), rounding: "half-even" }).bestId).toBe(bestId);
  });
  test("what an effect is worth less what it costs", () => { expect(costEffectivenessFrontier({ alternatives: six, willingnessToPay: eur("7000"), rounding: "half-even" }).alternatives.map(({ netMonetaryBenefit }) => netMonetaryBenefit?.amount)).toEqual(["0.00", "-6000.00", "8000.00", "-11000.00", "-27000.00", "-45000.00"]); });
  test.each([
    ["equal in both: the smaller id stays", [option("b", 10, 1), option("a", 10, 1)], ["a"], [["b", "tie", ["a"]]]],
    ["equal cost, less effect", [option("a", 10, 1), option("b", 10, 2)], ["b"], [["a", "strong", ["b"]]]],
    ["equal effect, more cost", [option("a", 10, 1), option("b", 11, 1)], ["a"], [["b", "strong", ["a"]]]],
    ["on the line between two others: it stays", [option("a", 0, 0), option("b", 10, 1), option("c", 20, 2)], ["a", "b", "c"], []],
    ["on the line, in tenths that binary numbers cannot hold", [option("a", "0.1", 0.1), option("b", "0.2", 0.2), option("c", "0.3", 0.3)], ["a", "b", "c"], []],
    ["a cent above the line", [option("a", 0, 0), option("b", "10.01", 1), option("c", 20, 2)], ["a", "c"], [["b", "extended", ["a", "c"]]]],
    ["one harms and costs", [option("none", 0, 0), option("harm", 10, -1)], ["none"], [["harm", "strong", ["none"]]]],
    ["binary dust is no effect: 0.3 − 0.1 − 0.2", [option("a", 10, -(0.3 - 0.1 - 0.2)), option("none", 0, 0)], ["none"], [["a", "strong", ["none"]]]],
    ["one alone", [option("a", 5, -1)], ["a"], []],
    ["one falls after the other", [option("a", 0, 0), option("b", 10, 1), option("c", 19, 2), option("d", 20, 4)], ["a", "d"], [["b", "extended", ["a", "d"]], ["c", "extended", ["a", "d"]]]],
  ] as const)("%s", (_, alternatives, stay, go) => {
    const { frontier, dominated } = compare(...alternatives);
    expect([frontier.map(({ id }) => id), dominated.map(({ id, reason, dominatedBy }) => [id, reason, dominatedBy])]).toEqual([stay, go]);
  });
  test.each([
    ["no alternative", { alternatives: [] }, ["input.too_small /alternatives"]],
    ["a cost below zero", { alternatives: [option("a", -1, 1)] }, ["cost-effectiveness-frontier.negative_amount /alternatives/0/totalCost/amount"]],
    ["a willingness below zero", { willingnessToPay: eur("-1") }, ["cost-effectiveness-frontier.negative_amount /willingnessToPay/amount"]],
    ["an id twice", { alternatives: [option("a", 1, 1), option("a", 2, 2)] }, ["cost-effectiveness-frontier.duplicate_id /alternatives/1/id"]],
    ["two currencies", { alternatives: [option("a", 1, 1), { ...option("b", 1, 1), totalCost: { amount: "1", currency: "USD" } }] }, ["cash-flows.mixed_currencies /alternatives/1/totalCost/currency"]],
    ["a willingness in another currency", { willingnessToPay: { amount: "1", currency: "USD" } }, ["cash-flows.mixed_currencies /willingnessToPay/currency"]],
    ["an effect that is no number", { alternatives: [option("a", 1, Number.NaN)] }, ["input.invalid_type /alternatives/0/effect"]],
    ["a price of one that outgrows money", { alternatives: [option("a", "9".repeat(18), 1e-9)] }, ["exact-amount.too_large /"]],
    ["more alternatives than it takes", { alternatives: Array.from({ length: 1001 }, (_, index) => option(String(index), 1, 1)) }, ["input.too_big /alternatives"]],
  ])("refuses %s", (_, change, found) => { expect(faults(() => costEffectivenessFrontier({ alternatives: six, rounding: "half-even", ...change }))).toEqual(found); });

  const options = fc.uniqueArray(fc.record({ id: fc.integer({ min: 0, max: 99 }).map(String), cost: fc.integer({ min: 0, max: 12 }), effect: fc.integer({ min: -3, max: 12 }) }), { selector: ({ id }) => id, minLength: 1, maxLength: 9 });
  test("by brute force: what stays is beaten by no other and by no mix of two others, and what goes is; in any order", () => {
    fc.assert(fc.property(options, (list) => {
      const alternatives = list.map(({ id, cost, effect }) => option(id, cost, effect));
      const answer = compare(...alternatives);
      expect(compare(...alternatives.toReversed())).toEqual(answer);
      const stays = new Set(answer.frontier.map(({ id }) => id));
      for (const one of list) {
        const strongly = list.some((other) => other.id !== one.id && other.cost <= one.cost && other.effect >= one.effect && (other.cost < one.cost || other.effect > one.effect || other.id < one.id));
        const mixed = list.some((low) => list.some((high) => low.effect < one.effect && high.effect > one.effect && low.cost * (high.effect - one.effect) + high.cost * (one.effect - low.effect) < one.cost * (high.effect - low.effect)));
        expect([one.id, stays.has(one.id)]).toEqual([one.id, !strongly && !mixed]);
      }
    }));
  });
  test("along the frontier cost, effect and the price of added effect rise", () => {
    fc.assert(fc.property(options, (list) => {
      const { frontier } = compare(...list.map(({ id, cost, effect }) => option(id, cost, effect)));
      const prices = frontier.flatMap(({ costPerAddedEffect }) => (costPerAddedEffect === null ? [] : [Number(costPerAddedEffect.amount)]));
      expect(prices).toEqual([...prices].sort((one, other) => one - other));
      expect(frontier.filter(({ costPerAddedEffect }) => costPerAddedEffect === null)).toHaveLength(1);
    }));
  });
});

describe("investmentRatios", () => {
  const totals = (benefit: string, cost: string) => ({ totalBenefit: eur(benefit), totalCost: eur(cost) });
  test("13,660 for 11,500: net 2,160, 18.78 %, 1.1878 for 1", () => { expect(investmentRatios(totals("13660", "11500"))).toEqual({ netBenefit: eur("2160.00"), roiRatio: 2160 / 11500, benefitCostRatio: 13660 / 11500, assumptions: { discounting: "none" } }); });
  test.each([["all lost", "0", -1, 0], ["worse than lost", "-11500", -2, -1], ["paid for itself", "11500", 0, 1]])("%s", (_, benefit, roiRatio, benefitCostRatio) => { expect(investmentRatios(totals(benefit, "11500"))).toMatchObject({ roiRatio, benefitCostRatio }); });
  test.each([
    ["a cost of zero", totals("1", "0.00"), ["investment-ratios.zero_cost /totalCost/amount"]],
    ["a cost of minus zero", totals("1", "-0"), ["investment-ratios.zero_cost /totalCost/amount"]],
    ["a cost below zero", totals("1", "-0.01"), ["investment-ratios.negative_cost /totalCost/amount"]],
    ["two currencies", { totalBenefit: { amount: "1", currency: "USD" }, totalCost: eur("1") }, ["investment-ratios.mixed_currencies /totalBenefit/currency"]],
    ["an infinite cost", totals("1", "1e400"), ["input.invalid_format /totalCost/amount"]],
  ])("refuses %s", (_, given, found) => { expect(faults(() => investmentRatios(given))).toEqual(found); });
  test("a dearer program never has a higher return, a better one never a lower", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 1, max: 1e9 }), fc.nat({ max: 1e6 }), (benefit, cost, more) => {
      const { roiRatio, benefitCostRatio } = investmentRatios(totals(String(benefit), String(cost)));
      expect(investmentRatios(totals(String(benefit), String(cost + more))).roiRatio).toBeLessThanOrEqual(roiRatio);
      expect(investmentRatios(totals(String(benefit + more), String(cost))).roiRatio).toBeGreaterThanOrEqual(roiRatio);
      expect(benefitCostRatio).toBeCloseTo(roiRatio + 1, 9 - Math.ceil(Math.log10(roiRatio + 2)));
    }));
  });
});
