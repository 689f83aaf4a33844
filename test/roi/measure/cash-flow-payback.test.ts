import { cashFlowPayback } from "coachkit/roi";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eur, faults } from "../../money/faults.js";
import { flows } from "./flows.js";

const yearly = (annualRatio: number) => ({ annualRatio, periodsPerYear: 1 });
const paybackOf = (...amounts: readonly (number | string)[]) => cashFlowPayback({ cashFlows: flows(...amounts), discountRate: yearly(0.1) }).payback;

describe("cashFlowPayback", () => {
  test("1,000 out, 400 and 1,200 back: one year and a half; at 10 % a little later", () => {
    const { payback, discountedPayback, assumptions } = cashFlowPayback({ cashFlows: flows(-1000, 400, 1200), discountRate: yearly(0.1) });
    expect(payback).toEqual({ estimate: 1.5, lastingPeriods: 1.5 });
    expect(discountedPayback.estimate).toBeCloseTo(1 + (1000 - 400 / 1.1) / (1200 / 1.21), 14);
    expect(assumptions).toEqual({ annualRatio: 0.1, periodsPerYear: 1, countedFrom: "first-flow", withinPeriod: "even" });
  });
  test.each([
    ["paid back at the end of a period", [-100, 60, 40], { estimate: 2, lastingPeriods: 2 }],
    ["it falls below zero again and comes back to stay", [-100, 200, -150, 100], { estimate: 0.5, lastingPeriods: 2.5 }],
    ["it falls below zero again and stays there", [-100, 200, -150], { estimate: 0.5, lastingPeriods: null }],
    ["it comes back to nothing, which is paid back, and stays", [-100, 100, 0, 0], { estimate: 1, lastingPeriods: 1 }],
    ["the outlay comes later", [50, -100, 100], { estimate: 1.5, lastingPeriods: 1.5 }],
    ["it never comes back", [-100, 60], { estimate: null, reason: "never-pays-back" }],
    ["it comes back to a cent below", [-100, "99.99"], { estimate: null, reason: "never-pays-back" }],
    ["nothing was paid first", [100, -50], { estimate: null, reason: "no-outlay" }],
    ["nothing at all", [0, 0], { estimate: null, reason: "no-outlay" }],
    ["a tenth thrice is no dust", ["-0.3", "0.1", "0.1", "0.1"], { estimate: 3, lastingPeriods: 3 }],
  ])("%s: %j", (_, amounts, answer) => { expect(paybackOf(...amounts)).toEqual(answer); });
  test("what pays back may not pay back discounted", () => { expect(cashFlowPayback({ cashFlows: flows(-100, 50, 55), discountRate: yearly(0.1) })).toMatchObject({ payback: { estimate: 1 + 50 / 55 }, discountedPayback: { estimate: null, reason: "never-pays-back" } }); });
  test.each([
    ["no flow", { cashFlows: [], discountRate: yearly(0) }, ["input.too_small /cashFlows"]],
    ["a rate of −1", { cashFlows: flows(-1, 1), discountRate: yearly(-1) }, ["cash-flows.rate_too_low /discountRate/annualRatio"]],
    ["two currencies", { cashFlows: [eur("1"), { amount: "1", currency: "USD" }], discountRate: yearly(0) }, ["cash-flows.mixed_currencies /cashFlows/1/currency"]],
  ])("refuses %s", (_, question, found) => { expect(faults(() => cashFlowPayback(question))).toEqual(found); });
  test("it lasts no sooner than it comes; more money first pays back no later; without a rate both are one", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 2, maxLength: 12 }), (amounts) => {
      const { payback, discountedPayback } = cashFlowPayback({ cashFlows: flows(...amounts), discountRate: yearly(0) });
      expect(discountedPayback).toEqual(payback);
      if (payback.estimate === null) return;
      expect(payback.lastingPeriods ?? Infinity).toBeGreaterThanOrEqual(payback.estimate);
      const richer = paybackOf(...amounts.map((amount, period) => (period === 1 ? amount + 10 : amount)));
      expect(amounts.slice(0, 1).some((amount) => amount < 0) ? richer.estimate ?? -1 : -1).toBeLessThanOrEqual(payback.estimate);
    }));
  });
});
