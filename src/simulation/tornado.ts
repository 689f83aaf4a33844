import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import type { Money } from "../money/index.js";
import { distributionQuantile } from "../statistics/index.js";
import { SampleValue } from "../statistics/internal.js";
import { Id } from "../unit/index.js";
import { moneyOfNumber } from "./outcome-estimate.js";
import { asReturn, basePoint, figuresAt, InputBase, type PointFigures, type PointReturn, reportVaried } from "./scenario-point.js";
import { Scenario } from "./scenario.js";

/** Which outcome is looked at. */
export type ReturnMeasure = "roi-ratio" | "net-benefit" | "net-present-value";
/** Schema of which outcome is looked at. */
export const ReturnMeasure = z.enum(["roi-ratio", "net-benefit", "net-present-value"]);
/** The key of a measure. */
const measureKeys = { "roi-ratio": "roiRatio", "net-benefit": "netBenefit", "net-present-value": "netPresentValue" } as const;

/** How far one input may lie to either side. */
export interface InputRange {
  /** The input or driver. */
  readonly driverId: Id;
  /** Its low value. */
  readonly low: number;
  /** Its high value, not below the low one. */
  readonly high: number;
}
/** Which inputs move the outcome most, one at a time. */
export interface TornadoQuestion {
  /** The scenario. */
  readonly scenario: Scenario;
  /** The outcome that bars are sorted by. */
  readonly measure: ReturnMeasure;
  /** Where every other uncertain input stands meanwhile. */
  readonly base: InputBase;
  /** The low end of each uncertain input, as a probability above 0: 0.1 for its P10. */
  readonly lowProbability: number;
  /** The high end, as a probability below 1 and above the low one: 0.9 for its P90. */
  readonly highProbability: number;
  /** Ends of your own, for uncertain inputs and for drivers that are taken as certain. Left out: P-low and P-high of each uncertain input. */
  readonly ranges?: readonly InputRange[];
}
/** One input at its low and at its high end, all others at their base. */
export interface TornadoBar {
  /** The input. */
  readonly driverId: Id;
  /** Its low value. */
  readonly low: number;
  /** Its high value. */
  readonly high: number;
  /** What the scenario comes to at the low end. */
  readonly atLow: PointReturn;
  /** What it comes to at the high end. */
  readonly atHigh: PointReturn;
  /** How far apart both are in the ROI ratio. */
  readonly roiSwingRatio: number;
  /** How far apart they are in net benefit. */
  readonly netBenefitSwing: Money;
  /** How far apart they are in present value. */
  readonly netPresentValueSwing: Money;
}
/** What moves the outcome, most first. */
export interface Tornado {
  /** All at base. */
  readonly base: PointReturn;
  /** One bar an input, the longest first, ties by id. */
  readonly bars: readonly TornadoBar[];
  /** `correlations-ignored` where the scenario has some. */
  readonly warnings: readonly string[];
  /** What the bars rest on. */
  readonly assumptions: { readonly measure: ReturnMeasure; readonly base: InputBase; readonly others: "at-base"; readonly lowProbability: number; readonly highProbability: number };
}

const endOrder: Fault = { code: "tornado.end_order", message: "The low end, {low}, is above the high one, {high}.", hint: "Swap them." };
const InputRange = z.strictObject({ driverId: Id, low: SampleValue, high: SampleValue }).readonly() satisfies z.ZodType<InputRange>;
const openShare = z.number().gt(0).lt(1);
/** Schema of a question for the inputs that move the outcome most. */
export const TornadoQuestion = z.strictObject({ scenario: Scenario, measure: ReturnMeasure, base: InputBase, lowProbability: openShare, highProbability: openShare, ranges: z.exactOptional(z.array(InputRange).max(2000).readonly()) })
  .check(rule(({ scenario, lowProbability: low, highProbability: high, ranges = [] }: TornadoQuestion, report) => {
    if (low >= high) report(endOrder, ["highProbability"], { low, high });
    ranges.forEach((range, index) => { if (range.low > range.high) report(endOrder, ["ranges", index, "high"], { low: range.low, high: range.high }); });
    reportVaried(scenario, ranges.map(({ driverId: id }, index) => ({ id, path: ["ranges", index, "driverId"] })), report);
  })).readonly() satisfies z.ZodType<TornadoQuestion>;

/** Bars in order, from plain numbers. */
const longestFirst = (measure: ReturnMeasure) => (one: { readonly swing: PointFigures; readonly id: Id }, other: { readonly swing: PointFigures; readonly id: Id }): number => other.swing[measureKeys[measure]] - one.swing[measureKeys[measure]] || (one.id < other.id ? -1 : 1);

/**
 * A tornado: each input at its low and its high end while all others stay at their base, the longest bar first. It hides what inputs do together; `returnIndices` shows that.
 * Source: T. Eschenbach, "Spiderplots versus tornado diagrams for sensitivity analysis", Interfaces 22 (1992).
 *
 * @throws CoachingError `tornado.end_order`, `scenario-point.unknown_input`, `scenario-point.same_input`, `scenario-point.no_cost`, `scenario.*`, `input.*`
 * @example
 * ```ts
 * const eur = (amount) => ({ amount, currency: "EUR" });
 * const scenario: Scenario = {
 *   inputs: [{ inputId: "lift", distribution: { family: "uniform", min: 0, max: 0.2 } }, { inputId: "fee", distribution: { family: "uniform", min: 300, max: 800 } }],
 *   drivers: [{ id: "people", value: 10 }], horizonMonths: 12, annualDiscountRatio: 0,
 *   benefits: [{ id: "sales", money: eur("1000"), driverIds: ["people", "lift"], fromMonth: 1, toMonth: 12 }],
 *   costs: [{ id: "seats", money: eur("1"), driverIds: ["people", "fee"], fromMonth: 0, toMonth: 0 }],
 * };
 * const { base, bars } = tornado({ scenario, measure: "net-benefit", base: "median", lowProbability: 0.1, highProbability: 0.9 });
 * base.netBenefit; // => { amount: "6500.00", currency: "EUR" }
 * bars.map(({ driverId, netBenefitSwing }) => [driverId, netBenefitSwing.amount]); // => [["lift", "19200.00"], ["fee", "4000.00"]]
 * ```
 */
export function tornado(question: TornadoQuestion): Tornado {
  const { scenario, measure, base, lowProbability, highProbability, ranges = [] } = check(TornadoQuestion, question);
  const point = basePoint(scenario, base);
  const own = new Set(ranges.map(({ driverId }) => driverId));
  const ends = [...ranges, ...scenario.inputs.filter(({ inputId }) => !own.has(inputId)).map(({ inputId, distribution }) => ({ driverId: inputId, low: distributionQuantile(distribution, lowProbability), high: distributionQuantile(distribution, highProbability) }))];
  const bars = ends.map(({ driverId, low, high }) => {
    const [atLow, atHigh] = [figuresAt(point, [[driverId, low]]), figuresAt(point, [[driverId, high]])];
    const swing: PointFigures = { roiRatio: Math.abs(atHigh.roiRatio - atLow.roiRatio), netBenefit: Math.abs(atHigh.netBenefit - atLow.netBenefit), netPresentValue: Math.abs(atHigh.netPresentValue - atLow.netPresentValue) };
    return { id: driverId, low, high, atLow, atHigh, swing };
  });
  return {
    base: asReturn(figuresAt(point, []), point.currency),
    bars: bars.sort(longestFirst(measure)).map(({ id, low, high, atLow, atHigh, swing }) => ({
      driverId: id, low: low + 0, high: high + 0, atLow: asReturn(atLow, point.currency), atHigh: asReturn(atHigh, point.currency),
      roiSwingRatio: swing.roiRatio, netBenefitSwing: moneyOfNumber(swing.netBenefit, point.currency), netPresentValueSwing: moneyOfNumber(swing.netPresentValue, point.currency),
    })),
    warnings: (scenario.correlations ?? []).length > 0 ? ["correlations-ignored"] : [],
    assumptions: { measure, base, others: "at-base", lowProbability, highProbability },
  };
}
