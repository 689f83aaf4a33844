import * as z from "zod";
import { check, rule } from "../error/index.js";
import type { PointReturn, Tornado, TornadoBar } from "../simulation/index.js";
import { Id } from "../unit/index.js";
import type { Chart } from "./chart.js";
import type { ChartMark } from "./chart-layer.js";
import { ChartTexts, distinctNames, oneLine } from "./chart-texts.js";
import { measureNames, type Outcome, outcomeAxis, outcomeOf } from "./measure-axis.js";
import { detailText, numberText } from "./number-text.js";
import { Figure, PointShape, reportMixed, reportRepeated } from "./result-shapes.js";

/** Bars of one picture; the longest ones are shown. */
const MOST_BARS = 40;
const BarShape = z.object({ driverId: Id, low: Figure, high: Figure, atLow: PointShape, atHigh: PointShape });
const openShare = z.number().gt(0).lt(1);
/** What the rules look at. */
interface Drawn {
  readonly base: PointReturn;
  readonly bars: readonly Pick<TornadoBar, "driverId" | "atLow" | "atHigh">[];
}
const TornadoShape = z.object({
  base: PointShape, bars: z.array(BarShape).min(1).max(2000), warnings: z.array(Id).max(20),
  assumptions: z.object({ measure: z.enum(["roi-ratio", "net-benefit", "net-present-value"]), base: z.enum(["mean", "median"]), lowProbability: openShare, highProbability: openShare }),
}).check(rule(({ base, bars }: Drawn, report) => {
  reportMixed([[base.netBenefit, ["base", "netBenefit"]], [base.netPresentValue, ["base", "netPresentValue"]], ...bars.flatMap(({ atLow, atHigh }, index) => ([["atLow", atLow], ["atHigh", atHigh]] as const).flatMap(([end, point]) => [[point.netBenefit, ["bars", index, end, "netBenefit"]] as const, [point.netPresentValue, ["bars", index, end, "netPresentValue"]] as const]))], report);
  reportRepeated(bars, ({ driverId }) => driverId, ["bars", "driverId"])(report);
}));

/** An input with what it does at both ends. */
interface End {
  readonly name: string;
  readonly atLow: Outcome;
  readonly atHigh: Outcome;
  readonly bar: Pick<TornadoBar, "low" | "high">;
}
/** A bar from the base to one end. Where both ends lie on one side, the farther one begins where the nearer one ends, so that both are seen. */
function markOf({ name, atLow, atHigh, bar }: End, base: number, isLow: boolean): ChartMark {
  const [own, other] = isLow ? [atLow, atHigh] : [atHigh, atLow];
  const isOneSided = (own.place - base) * (other.place - base) > 0;
  const isFarther = isOneSided && Math.abs(own.place - base) > Math.abs(other.place - base);
  const value = isLow ? bar.low : bar.high;
  const mark = { x: isFarther ? other.place : base, x2: own.place, y: name, detail: oneLine(`${name} at ${detailText(value)}: ${own.text}`) };
  return isOneSided && !isFarther ? mark : { ...mark, label: numberText(value) };
}

/**
 * A picture of what moves an outcome most: a bar for each input from its low to its high end, the longest on top, with the inputs' values at their ends.
 * Places are numbers; every amount that is read is the text of the result. Of more than 40 bars the longest are shown, and a note says so.
 *
 * @throws CoachingError `result-shapes.mixed_currencies`, `result-shapes.duplicate_id`, `currency.unknown_currency`, `input.*`
 * @example
 * ```ts
 * const eur = (amount) => ({ amount, currency: "EUR" });
 * const scenario: Scenario = {
 *   inputs: [{ inputId: "lift", distribution: { family: "uniform", min: 0, max: 0.2 } }], drivers: [{ id: "people", value: 10 }], horizonMonths: 12, annualDiscountRatio: 0,
 *   benefits: [{ id: "sales", money: eur("1000"), driverIds: ["people", "lift"], fromMonth: 1, toMonth: 12 }], costs: [{ id: "seats", money: eur("500"), driverIds: ["people"], fromMonth: 0, toMonth: 0 }],
 * };
 * const chart = tornadoChart(tornado({ scenario, measure: "net-benefit", base: "median", lowProbability: 0.1, highProbability: 0.9 }), { names: { lift: "Lift of sales" } });
 * chart.title; // => "Lift of sales moves net benefit most"
 * chart.layers[0].marks; // => [{ x: 7000, x2: -2600, y: "Lift of sales", detail: "Lift of sales at 0.02: −2,600.00 EUR", label: "0.02" }]
 * ```
 */
export function tornadoChart(result: Tornado, texts: ChartTexts = {}): Chart {
  const { base, bars, warnings, assumptions: { measure, base: middle, lowProbability, highProbability } } = check(TornadoShape, result);
  const words = check(ChartTexts, texts);
  const shown = bars.slice(0, MOST_BARS);
  const names = distinctNames(shown.map(({ driverId }) => driverId), words);
  const center = outcomeOf(base, measure);
  const ends = shown.map((bar, index): End => ({ name: names[index] ?? "", bar, atLow: outcomeOf(bar.atLow, measure), atHigh: outcomeOf(bar.atHigh, measure) }));
  const [first] = ends;
  return {
    title: words.title ?? oneLine(`${first?.name ?? ""} moves ${measureNames[measure]} most`),
    subtitle: `All others at their ${middle}: ${center.text}`,
    description: `Tornado of ${String(ends.length)} inputs. ${ends.slice(0, 10).map(({ name, bar, atLow, atHigh }) => `${name} from ${detailText(bar.low)} to ${detailText(bar.high)}: ${measureNames[measure]} from ${atLow.text} to ${atHigh.text}.`).join(" ")}`,
    x: outcomeAxis(measure, base.netBenefit.currency),
    y: { scale: "band", title: "Input", categories: names },
    layers: [
      { id: "low-end", mark: "bar", color: "orange", legend: "Input at its low end", hasLabels: true, marks: ends.map((end) => markOf(end, center.place, true)) },
      { id: "high-end", mark: "bar", color: "blue", legend: "Input at its high end", hasLabels: true, marks: ends.map((end) => markOf(end, center.place, false)) },
      { id: "base", mark: "rule", color: "black", marks: [{ x: center.place, detail: `All at their ${middle}: ${center.text}` }] },
    ],
    notes: [
      `Ends are P${detailText(lowProbability * 100)} and P${detailText(highProbability * 100)} of each input, or a range given by hand.`,
      ...(bars.length > MOST_BARS ? [`The longest ${String(MOST_BARS)} of ${String(bars.length)} bars are shown.`] : []),
      ...(warnings.includes("correlations-ignored") ? ["One input is moved at a time; their correlations are left out."] : []),
    ],
  };
}

