import * as z from "zod";
import { check, type Fault, faultAt, rule } from "../error/index.js";
import { Money, sumMoney } from "../money/index.js";
import type { CashFlowPayback, PaybackPeriods } from "../roi/index.js";
import type { Chart } from "./chart.js";
import type { ChartLayer, ChartMark } from "./chart-layer.js";
import { ChartTexts } from "./chart-texts.js";
import { detailText, moneyText, numberText, rateText } from "./number-text.js";
import { Figure, reportMixed } from "./result-shapes.js";

/** Cash flows with what `cashFlowPayback` says of them. */
export interface CashFlowPicture {
  /** One a period, in one currency, 1 to 1,200, the first at time 0, as `cashFlowPayback` took them. */
  readonly cashFlows: readonly Money[];
  /** What it answered. */
  readonly payback: CashFlowPayback;
}
const otherFlows: Fault = { code: "cash-flow-chart.other_flows", message: "The flows do not add up to zero at {estimate}.", hint: "Give the payback that cashFlowPayback answered for these flows." };
const PaybackShape = z.union([z.object({ estimate: Figure.min(0), lastingPeriods: Figure.nullable() }), z.object({ estimate: z.null(), reason: z.enum(["never-pays-back", "no-outlay"]) })]);
const PictureShape = z.strictObject({
  cashFlows: z.array(Money).min(1).max(1200),
  payback: z.object({ payback: PaybackShape, discountedPayback: PaybackShape, assumptions: z.object({ annualRatio: z.number().gt(-1).max(5), periodsPerYear: z.int().min(1).max(366) }) }),
}).check(rule(({ cashFlows }: { readonly cashFlows: readonly Money[] }, report) => { reportMixed(cashFlows.map((money, index) => [money, ["cashFlows", index]] as const), report); }));

/** Periods up to which each has a point of its own. */
const MOST_POINTS = 60;
const periodNames: Readonly<Record<number, string>> = { 1: "year", 2: "half-year", 4: "quarter", 12: "month", 52: "week", 365: "day" };

/** The exact sum of the flows up to each period. */
function runningSums(cashFlows: readonly Money[]): readonly Money[] {
  const sums: Money[] = [];
  for (const flow of cashFlows) {
    const before = sums.at(-1);
    sums.push(sumMoney(flow.currency, before === undefined ? [flow] : [before, flow]));
  }
  return sums;
}

const paybackWords = (payback: PaybackPeriods, period: string): string =>
  payback.estimate === null ? (payback.reason === "no-outlay" ? "nothing is paid out first" : "never pays back") : `pays back after ${numberText(payback.estimate)} ${period}s`;
/** Whether a line of sums is zero at a payback, but for what doubles round off. */
function isZeroAt(line: readonly ChartMark[], { estimate }: PaybackPeriods): boolean {
  if (estimate === null) return true;
  if (estimate > line.length - 1) return false;
  const [before, after] = [Math.floor(estimate), Math.ceil(estimate)].map((index) => Number(line[index]?.y)) as [number, number];
  return Math.abs(before + (after - before) * (estimate % 1)) <= 1e-6 * Math.max(...line.map(({ y }) => Math.abs(Number(y))));
}
const lasts = (payback: PaybackPeriods): boolean => payback.estimate === null || payback.lastingPeriods === payback.estimate;

/**
 * A picture of cash flows as they add up, undiscounted and discounted, with the paybacks where their lines cross zero: as `cashFlowPayback`, each flow comes evenly over its period.
 * The sums are exact and read as such; the discounted line is of places only, and no amount of it is written.
 *
 * @throws CoachingError `cash-flow-chart.other_flows`, `result-shapes.mixed_currencies`, `currency.unknown_currency`, `decimal-text.too_large`, `input.*`
 * @example
 * ```ts
 * const cashFlows = ["-10000", "6000", "6600"].map((amount) => ({ amount, currency: "EUR" }));
 * const payback = cashFlowPayback({ cashFlows, discountRate: { annualRatio: 0.1, periodsPerYear: 1 } });
 * const chart = cashFlowChart({ cashFlows, payback });
 * chart.title; // => "Pays back after 1.61 years"
 * chart.layers[0].marks.map(({ x, y, detail }) => [x, y, detail]); // => [[0, -10000, "year 0: −10,000.00 EUR"], [1, -4000, "year 1: −4,000.00 EUR"], [2, 2600, "year 2: 2,600.00 EUR"]]
 * ```
 */
export function cashFlowChart(picture: CashFlowPicture, texts: ChartTexts = {}): Chart {
  const { cashFlows, payback: { payback, discountedPayback, assumptions: { annualRatio, periodsPerYear } } } = check(PictureShape, picture);
  const { title } = check(ChartTexts, texts);
  const period = periodNames[periodsPerYear] ?? "period";
  const sums = runningSums(cashFlows);
  const last = sums.at(-1) as Money;
  const plain = sums.map((sum, index): ChartMark => ({ x: index, y: Number(sum.amount), detail: `${period} ${String(index)}: ${moneyText(sum)}` }));
  let discounted = 0;
  const growth = (1 + annualRatio) ** (1 / periodsPerYear);
  // engines differ in the last digit of a power; twelve digits are the same everywhere
  const later = cashFlows.map(({ amount }, index): ChartMark => ({ x: index, y: Number((discounted += Number(amount) / growth ** index).toPrecision(12)) + 0 }));
  for (const [key, said, line] of [["payback", payback, plain], ["discountedPayback", discountedPayback, later]] as const) if (!isZeroAt(line, said)) throw faultAt(otherFlows, ["payback", key, "estimate"], { estimate: said.estimate ?? 0 });
  const markers = ([["payback", payback], ["discounted-payback", discountedPayback]] as const).flatMap(([id, { estimate }]): readonly ChartLayer[] =>
    (estimate === null ? [] : [{ id, mark: "rule", color: "black", isDashed: id !== "payback", hasLabels: true, marks: [{ x: estimate, label: `${id === "payback" ? "payback" : "discounted"} ${numberText(estimate)}`, detail: `${id === "payback" ? "Payback" : "Discounted payback"} after ${detailText(estimate)} ${period}s` }] }]));
  const words = paybackWords(payback, period);
  return {
    title: title ?? `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`,
    subtitle: `Sum after ${period} ${String(sums.length - 1)}: ${moneyText(last)} · discounted at ${rateText(annualRatio)} a year: ${paybackWords(discountedPayback, period)}`,
    description: `Cumulative cash flow over ${String(sums.length - 1)} ${period}s, from ${moneyText(sums[0] as Money)} to ${moneyText(last)}. It ${words}; discounted at ${rateText(annualRatio)} a year it ${paybackWords(discountedPayback, period)}.`.replaceAll("it nothing is", "nothing is").replaceAll("It nothing is", "Nothing is"),
    x: { scale: "linear", title: `${period.slice(0, 1).toUpperCase()}${period.slice(1)}s from the first flow` },
    y: { scale: "linear", title: "Cumulative cash flow", unit: last.currency, includes: [0] },
    layers: [
      { id: "cumulative", mark: "line", color: "blue", legend: "As it is", marks: plain },
      ...(plain.length > MOST_POINTS ? [] : [{ id: "periods", mark: "point" as const, color: "blue" as const, marks: plain }]),
      ...(annualRatio === 0 ? [] : [{ id: "discounted", mark: "line" as const, color: "orange" as const, isDashed: true, legend: `Discounted at ${rateText(annualRatio)} a year`, marks: later }]),
      { id: "zero", mark: "rule", color: "black", marks: [{ y: 0 }] }, ...markers,
    ],
    notes: [payback, discountedPayback].every(lasts) ? [] : ["Later flows take the sum below zero again."],
  };
}
