import * as z from "zod";
import { type Report } from "../error/index.js";
import { Money, Rounding } from "../money/index.js";
import type { MoneyEstimate, OutcomeSpread, SimulatedReturn } from "../simulation/index.js";
import { ConfidenceLevel, type Estimate, Seed } from "../statistics/index.js";
import { Id } from "../unit/index.js";

// A simulation may have run on other machines and have been stored since, so that its answer is an input here. Keys that are not shown are left alone.
const Figure = z.number().min(-1e100).max(1e100);
const Trials = z.int().min(1).max(1e15);
const known = { n: Trials, method: Id, warnings: z.array(Id).max(100).readonly() };
/** Schema of an estimate. */
export const ShownEstimate = z.object({ estimate: Figure, confidence: z.object({ lower: Figure, upper: Figure, level: ConfidenceLevel }), ...known }) satisfies z.ZodType<Estimate>;
/** Schema of an estimate that is money. */
export const ShownMoney = z.object({ estimate: Money, confidence: z.object({ lower: Money, upper: Money, level: ConfidenceLevel }), ...known }) satisfies z.ZodType<MoneyEstimate>;
const ratios = { p5: ShownEstimate, p50: ShownEstimate, p95: ShownEstimate, mean: ShownEstimate };
const monies = { p5: ShownMoney, p50: ShownMoney, p95: ShownMoney, mean: ShownMoney };

/** Schema of a simulated return, such as `simulateReturn` and `runSimulation` answer it. */
export const ShownReturn = z.object({
  lossProbability: ShownEstimate, roiRatio: z.object(ratios), netBenefit: z.object(monies), netPresentValue: z.object({ ...monies, negativeProbability: ShownEstimate }), roiPercentiles: z.array(Figure).max(1000).readonly(), n: Trials,
  assumptions: z.object({
    seed: Seed, method: z.enum(["sobol", "random"]), replicateCount: z.int().min(1).max(1e6), horizonMonths: z.int().min(1).max(1e6), annualDiscountRatio: Figure,
    discounted: z.literal("net-present-value-only"), rounding: Rounding,
  }),
}).readonly() satisfies z.ZodType<SimulatedReturn>;

/** The quantiles and the mean, in the order in which they are told. */
export const spreadKeys = ["p5", "p50", "p95", "mean"] as const satisfies readonly (keyof OutcomeSpread<unknown>)[];

/** Tells every currency, with where it stands. */
export function reportCurrencies(simulated: SimulatedReturn, found: (currency: string, path: Parameters<Report>[1]) => void): void {
  for (const outcome of ["netBenefit", "netPresentValue"] as const) {
    for (const key of spreadKeys) {
      const { estimate, confidence: { lower, upper } } = simulated[outcome][key];
      for (const [money, path] of [[estimate, ["estimate"]], [lower, ["confidence", "lower"]], [upper, ["confidence", "upper"]]] as const) found(money.currency, [outcome, key, ...path, "currency"]);
    }
  }
}
