import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import type { SimulatedReturn } from "../simulation/index.js";
import type { Chart } from "./chart.js";
import type { ChartLayer, ChartMark } from "./chart-layer.js";
import { ChartTexts } from "./chart-texts.js";
import { chanceText, shareText, wholeText } from "./number-text.js";
import { niceStep } from "./placed-axis.js";
import { EstimateShape, Figure, spreadShape } from "./result-shapes.js";

/** How the distribution of a return is drawn. */
export interface ReturnChartTexts extends ChartTexts {
  /** `histogram`: the share of trials in each class. `cumulative`: the share of trials at or below each value. Left out: a histogram. */
  readonly form?: "histogram" | "cumulative";
}
/** Schema of how the distribution of a return is drawn. */
export const ReturnChartTexts = z.strictObject({ ...ChartTexts.unwrap().shape, form: z.exactOptional(z.enum(["histogram", "cumulative"])) }).readonly() satisfies z.ZodType<ReturnChartTexts>;

const falling: Fault = { code: "return-chart.falling", message: "The percentile is {value}, less than the one before it.", hint: "Give P1 to P99 in their order, as simulateReturn answers them." };

const Share = z.number().min(0).max(1);
const ReturnShape = z.object({
  lossProbability: EstimateShape.extend({ estimate: Share }), roiRatio: spreadShape(z.object({ estimate: Figure })),
  roiPercentiles: z.array(Figure).min(99).max(99), n: z.int().min(1).max(1e15),
}).check(rule(({ roiPercentiles }: Pick<SimulatedReturn, "roiPercentiles">, report: Report) => {
  roiPercentiles.forEach((value, index) => { if (value < (roiPercentiles[index - 1] ?? value)) report(falling, ["roiPercentiles", index], { value }); });
}));

/** About how many classes a histogram has. */
const CLASSES = 24;

/** The share of trials below each of rising edges, straight between percentiles; what lies beyond P1 and P99 is left out. */
function sharesBelow(percentiles: readonly number[], edges: readonly number[]): readonly number[] {
  let below = 0;
  return edges.map((edge) => {
    while (below < percentiles.length && (percentiles[below] as number) < edge) below += 1;
    if (below === 0) return 0.01;
    const [last, next] = [percentiles[below - 1] as number, percentiles[below]];
    return (below + (next === undefined ? 0 : (edge - last) / (next - last))) / 100;
  });
}
/** Classes of one width, with an edge at zero, where a loss begins. */
function classesOf(percentiles: readonly number[]): readonly { readonly from: number; readonly to: number; readonly share: number }[] {
  const [low = 0, high = 0] = [percentiles[0], percentiles.at(-1)];
  const size = Math.max(Math.abs(low), Math.abs(high));
  const step = niceStep(Math.max(high - low, size * 1e-2, size === 0 ? 0.1 : 0), CLASSES);
  const edgeAt = (index: number): number => Number((index * step).toPrecision(12)) + 0;
  const [first, last] = [Math.floor(low / step), Math.floor(high / step) + 1];
  // a quotient of doubles may miss the edge that it stands on; the last class ends above the last percentile
  const [start, end] = [edgeAt(first) > low ? first - 1 : first, edgeAt(last) <= high ? last + 1 : last];
  const edges = Array.from({ length: end - start + 1 }, (_, index) => edgeAt(start + index));
  const below = sharesBelow(percentiles, edges);
  return edges.slice(1).map((to, index) => ({ from: edges[index] as number, to, share: Math.max(0, Number(((below[index + 1] as number) - (below[index] as number)).toPrecision(12))) }));
}

function histogramLayers(percentiles: readonly number[]): readonly ChartLayer[] {
  const marks = classesOf(percentiles).map(({ from, to, share }): ChartMark => ({ x: from, x2: to, y: 0, y2: share, detail: `${shareText(from)} to ${shareText(to)}: ${shareText(share)} of trials` }));
  const layer = (id: string, color: "orange" | "blue", legend: string, own: readonly ChartMark[]): readonly ChartLayer[] => (own.length === 0 ? [] : [{ id, mark: "bar", color, legend, marks: own }]);
  return [...layer("loss", "orange", "Loss: ROI below 0", marks.filter(({ x2 = 0 }) => x2 <= 0)), ...layer("gain", "blue", "ROI of 0 or more", marks.filter(({ x2 = 0 }) => x2 > 0))];
}

function cumulativeLayers(percentiles: readonly number[], lossFraction: number): readonly ChartLayer[] {
  const curve = percentiles.map((x, index): ChartMark => ({ x, y: (index + 1) / 100, detail: `P${String(index + 1)}: ${shareText(x)}` }));
  const lost = curve.filter(({ x }) => Number(x) < 0);
  const end: readonly ChartMark[] = lost.length > 0 && lost.length < curve.length ? [{ x: 0, y: lossFraction }] : [];
  const area: ChartLayer = { id: "loss", mark: "area", color: "orange", legend: "Loss: ROI below 0", marks: [...lost, ...end].map(({ x = 0, y = 0 }) => ({ x, y, y2: 0 })) };
  return [...(lost.length === 0 ? [] : [area]), { id: "at-or-below", mark: "line", color: "blue", legend: "Share of trials at or below", marks: curve }];
}

/**
 * A picture of what a return may be, the chance of a loss in its title: the distribution of the ROI from P1 to P99 with P5, P50 and P95, the losses in another color.
 * Shares between percentiles go by straight lines; the one trial of a hundred on either side lies outside, and a note says so.
 *
 * @throws CoachingError `return-chart.falling`, `input.*`
 * @example
 * ```ts
 * const eur = (amount) => ({ amount, currency: "EUR" });
 * const term = (id, amount) => ({ id, money: eur(amount), driverIds: ["people"], fromMonth: 1, toMonth: 1 });
 * const scenario = { inputs: [{ inputId: "people", distribution: { family: "uniform", min: 10, max: 20 } }], drivers: [], benefits: [term("gain", "1")], costs: [{ id: "seat", money: eur("15"), driverIds: [], fromMonth: 0, toMonth: 0 }], horizonMonths: 1, annualDiscountRatio: 0 };
 * const chart = returnChart(simulateReturn({ scenario, seed: 7, method: "sobol", replicateCount: 4, trialCount: 65536, confidenceLevel: 0.95 }));
 * chart.title; // => "P(ROI < 0) is 50.0 %"
 * chart.subtitle; // => "P5 −30.0 % · P50 0.0 % · P95 30.0 % · mean 0.0 % · 65,536 trials"
 * ```
 */
export function returnChart(result: SimulatedReturn, texts: ReturnChartTexts = {}): Chart {
  const { lossProbability, roiRatio: { p5, p50, p95, mean }, roiPercentiles, n } = check(ReturnShape, result);
  const { title, form = "histogram" } = check(ReturnChartTexts, texts);
  const quantiles = [["P5", p5], ["P50", p50], ["P95", p95]] as const;
  const isHistogram = form === "histogram";
  const figures = `${quantiles.map(([name, { estimate }]) => `${name} ${shareText(estimate)}`).join(" · ")} · mean ${shareText(mean.estimate)}`;
  const loss = chanceText(lossProbability.estimate);
  return {
    title: title ?? `P(ROI < 0) is ${loss}`,
    subtitle: `${figures} · ${wholeText(n)} trials`,
    description: `Distribution of the return on investment. The chance of a loss is ${loss}, from ${chanceText(lossProbability.confidence.lower)} to ${chanceText(lossProbability.confidence.upper)} by the error of the simulation. ${figures}.`,
    x: { scale: "linear", title: "Return on investment", isShare: true },
    y: { scale: "linear", title: isHistogram ? "Share of trials in each class" : "Share of trials at or below", isShare: true, includes: isHistogram ? [0] : [0, 1] },
    layers: [
      ...(isHistogram ? histogramLayers(roiPercentiles) : cumulativeLayers(roiPercentiles, lossProbability.estimate)),
      { id: "quantiles", mark: "rule", color: "black", isDashed: true, hasLabels: true, marks: quantiles.map(([name, { estimate }]) => ({ x: estimate, label: `${name} ${shareText(estimate)}` })) },
    ],
    notes: ["From P1 to P99: one trial of a hundred lies outside on either side."],
  };
}
