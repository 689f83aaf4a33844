import type { Scenario } from "coachkit/simulation";
import type { Distribution } from "coachkit/statistics";

export const eur = (amount: string) => ({ amount, currency: "EUR" });
export const once = (id: string, amount: string, driverIds: readonly string[] = [], month = 0) => ({ id, money: eur(amount), driverIds, fromMonth: month, toMonth: month });
export const input = (inputId: string, distribution: Distribution) => ({ inputId, distribution });
export const normal = (mean: number, standardDeviation: number): Distribution => ({ family: "normal", mean, standardDeviation });

/** Net benefit = 1 € · x, over a cost of 100,000 €: benefit is x + 100,000. */
export const netOf = (distribution: Distribution): Scenario => ({ inputs: [input("x", distribution)], drivers: [], benefits: [once("gain", "1", ["x"]), once("base", "100000")], costs: [once("program", "100000")], horizonMonths: 12, annualDiscountRatio: 0 });

/** A program of a cohort: uncertain lift, fee and hours, known headcount, benefits by the month. */
export const program: Scenario = {
  inputs: [input("lift", { family: "pert", min: 0, mode: 0.08, max: 0.2 }), input("fee", { family: "lognormal-range", p5: 300, p95: 800 }), input("hours", { family: "triangular", min: 18, mode: 24, max: 36 })],
  correlations: [{ inputIds: ["fee", "hours"], coefficient: 0.4, kind: "spearman" }],
  drivers: [{ id: "people", value: 15 }],
  benefits: [{ id: "sales", money: eur("1500"), driverIds: ["people", "lift"], fromMonth: 4, toMonth: 12 }],
  costs: [once("seats", "1", ["people", "fee"]), { id: "wages", money: eur("4"), driverIds: ["people", "hours"], fromMonth: 1, toMonth: 3 }, once("design", "2000")],
  horizonMonths: 12, annualDiscountRatio: 0.08,
};
export const request = { scenario: program, seed: 7, method: "sobol" as const, replicateCount: 4, trialCount: 16_384, confidenceLevel: 0.95 };
