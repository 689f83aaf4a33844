import { breakEven, cashFlowPayback, investmentRatios, netPresentValue } from "coachkit/roi";
import { describe, expect, test } from "vitest";
import { eur } from "../../money/faults.js";

/**
 * Coaching of three hundred agents, worked out by hand: 10,446.43 hours of 24.00 are freed, of which three fifths are saved, and 27,353.35 are earned beside it, against a cost of 124,700.00.
 * The program takes three months, its benefits come in the nine months after it.
 */
const [freed, earned, spent] = ["250714.29", "27353.35", "124700.00"];
const realized = (fraction: number) => breakEven({
  terms: [{ money: eur(freed), driverIds: ["realized-fraction"] }, { money: eur(earned), driverIds: [] }, { money: eur(`-${spent}`), driverIds: [] }], drivers: [{ id: "realized-fraction", value: fraction }], rounding: "half-even",
});
const ratioAt = (fraction: number): number => {
  const { netBenefit } = realized(fraction);
  return investmentRatios({ totalBenefit: eur((Number(netBenefit.amount) + Number(spent)).toFixed(2)), totalCost: eur(spent) }).roiRatio;
};

describe("three hundred agents", () => {
  test("net benefit 53,081.92, a return of 0.425677 and a benefit-cost ratio of 1.425677", () => {
    const ratios = investmentRatios({ totalBenefit: eur("177781.92"), totalCost: eur(spent) });
    expect(realized(0.6).netBenefit).toEqual(eur("53081.92"));
    expect(ratios.netBenefit).toEqual(eur("53081.92"));
    expect([ratios.roiRatio, ratios.benefitCostRatio]).toEqual([expect.closeTo(0.425677, 6), expect.closeTo(1.425677, 6)]);
  });
  test("three tenths realized lose money, eight tenths nearly double it; it breaks even at 0.388277", () => {
    expect([0.3, 0.6, 0.8].map(ratioAt)).toEqual([expect.closeTo(-0.177485, 6), expect.closeTo(0.425677, 6), expect.closeTo(0.827785, 6)]);
    expect(realized(0.6).drivers).toMatchObject([{ breakEven: { estimate: expect.closeTo(0.388277, 6) as number, pays: "from-here-up" } }]);
  });
  test("half of the effect loses a sixth, twice the effect brings 1.72 times the cost", () => {
    expect(["103983.67", "339123.62"].map((benefit) => investmentRatios({ totalBenefit: eur(benefit), totalCost: eur(spent) }).roiRatio)).toEqual([expect.closeTo(-0.166129, 6), expect.closeTo(1.719516, 6)]);
  });
  test("paid back 6.3128 months after the program, which is 9.3128 months from its start; worth 44,213.61 at 8 % a year", () => {
    const cashFlows = [eur(`-${spent}`), eur("0"), eur("0"), eur("0"), ...Array.from({ length: 9 }, () => eur((177_781.92 / 9).toFixed(6)))];
    const discountRate = { annualRatio: 0.08, periodsPerYear: 12 };
    expect(cashFlowPayback({ cashFlows, discountRate }).payback.estimate).toBeCloseTo(3 + 6.3128, 4);
    expect(netPresentValue({ cashFlows, discountRate, firstFlow: "at-start", rounding: "half-even" }).netPresentValue).toEqual(eur("44213.61"));
  });
});
