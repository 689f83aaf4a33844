import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import { Money } from "../money/index.js";
import type { ReturnMeasure, SimulatedReturn } from "../simulation/index.js";
import { Id } from "../unit/index.js";
import type { Chart } from "./chart.js";
import { CHART_LIMITS, type ChartMark } from "./chart-layer.js";
import { ChartTexts, distinctNames, oneLine } from "./chart-texts.js";
import { measureNames, moneyOutcome, type Outcome, outcomeAxis, ratioOutcome } from "./measure-axis.js";
import { chanceText } from "./number-text.js";
import { Figure, MoneyEstimateShape, reportMixed, reportRepeated, spreadShape } from "./result-shapes.js";

/** One of several programs, with what its return may be. */
export interface SimulatedDesign {
  /** Its name, unique among them. */
  readonly id: Id;
  /** What `simulateReturn` answered. */
  readonly simulated: SimulatedReturn;
}
/** Programs to compare. */
export interface ComparisonPicture {
  /** The programs, in any order: 1 to 400, of one horizon and one discount rate. */
  readonly designs: readonly SimulatedDesign[];
  /** The outcome that goes across. */
  readonly measure: ReturnMeasure;
}

const mixedAssumptions: Fault = { code: "comparison-chart.mixed_assumptions", message: "The {key} of “{id}” is {got}, that of the first program {expected}.", hint: "Simulate all programs with one horizon and one discount rate." };

interface Drawn {
  readonly designs: readonly { readonly id: Id; readonly simulated: { readonly assumptions: Pick<SimulatedReturn["assumptions"], "horizonMonths" | "annualDiscountRatio"> } & Readonly<Record<"netBenefit" | "netPresentValue", Readonly<Record<"p5" | "p50" | "p95", { readonly estimate: Money }>>>> }[];
}
const Share = z.number().min(0).max(1);
const MoneySpread = spreadShape(MoneyEstimateShape);
const ReturnShape = z.object({ lossProbability: z.object({ estimate: Share }), roiRatio: spreadShape(z.object({ estimate: Figure })), netBenefit: MoneySpread, netPresentValue: MoneySpread.extend({ negativeProbability: z.object({ estimate: Share }) }), assumptions: z.object({ horizonMonths: z.number(), annualDiscountRatio: z.number() }) });
const quantiles = ["p5", "p50", "p95"] as const;
const PictureShape = z.strictObject({ designs: z.array(z.strictObject({ id: Id, simulated: ReturnShape })).min(1).max(CHART_LIMITS.categories), measure: z.enum(["roi-ratio", "net-benefit", "net-present-value"]) }).check(
  rule(({ designs }: Drawn, report: Report) => {
    const monies = designs.flatMap(({ simulated }, index) => (["netBenefit", "netPresentValue"] as const).flatMap((key) => quantiles.map((quantile): readonly [Money, readonly (string | number)[]] => [simulated[key][quantile].estimate, ["designs", index, "simulated", key, quantile, "estimate"]])));
    reportMixed(monies, report);
  }),
  rule(({ designs }: Drawn, report: Report) => {
    const first = designs[0]?.simulated.assumptions;
    designs.forEach(({ id, simulated: { assumptions } }, index) => {
      for (const key of ["horizonMonths", "annualDiscountRatio"] as const) if (first !== undefined && assumptions[key] !== first[key]) report(mixedAssumptions, ["designs", index, "simulated", "assumptions", key], { key, id: id.slice(0, 200), expected: first[key], got: assumptions[key] });
    });
  }),
  rule(({ designs }: Drawn, report: Report) => { reportRepeated(designs, ({ id }) => id, ["designs", "id"])(report); }),
);

type Simulated = z.infer<typeof ReturnShape>;
const outcomesOf = (simulated: Simulated, measure: ReturnMeasure): Readonly<Record<"p5" | "p50" | "p95", Outcome>> => {
  const { roiRatio, netBenefit, netPresentValue } = simulated;
  const of = (quantile: "p5" | "p50" | "p95"): Outcome => (measure === "roi-ratio" ? ratioOutcome(roiRatio[quantile].estimate) : moneyOutcome((measure === "net-benefit" ? netBenefit : netPresentValue)[quantile].estimate));
  return { p5: of("p5"), p50: of("p50"), p95: of("p95") };
};
const lossOf = ({ lossProbability, netPresentValue }: Simulated, measure: ReturnMeasure): number => (measure === "net-present-value" ? netPresentValue.negativeProbability : lossProbability).estimate;

/**
 * A picture of several programs side by side: from P5 to P95 of one outcome, with P50 and the chance of a loss, the highest P50 on top, ties by id.
 * Amounts are read as in the results; only their places are numbers.
 *
 * @throws CoachingError `comparison-chart.mixed_assumptions`, `result-shapes.mixed_currencies`, `result-shapes.duplicate_id`, `currency.unknown_currency`, `input.*`
 * @example
 * ```ts
 * const eur = (amount) => ({ amount, currency: "EUR" });
 * const term = (id, amount, driverIds) => ({ id, money: eur(amount), driverIds, fromMonth: 1, toMonth: 1 });
 * const simulated = (gain) => simulateReturn({ scenario: { inputs: [{ inputId: "people", distribution: { family: "uniform", min: 10, max: 20 } }], drivers: [], benefits: [term("gain", gain, ["people"])], costs: [term("seat", "15", [])], horizonMonths: 1, annualDiscountRatio: 0 }, seed: 7, method: "sobol", replicateCount: 4, trialCount: 65536, confidenceLevel: 0.95 });
 * const chart = comparisonChart({ designs: [{ id: "lectures", simulated: simulated("1") }, { id: "coaching", simulated: simulated("2") }], measure: "roi-ratio" });
 * chart.y.categories; // => ["coaching", "lectures"]
 * chart.layers[1].marks[0].label; // => "P50 100 %, loss in 0.0 %"
 * ```
 */
export function comparisonChart(picture: ComparisonPicture, texts: ChartTexts = {}): Chart {
  const { designs, measure } = check(PictureShape, picture);
  const words = check(ChartTexts, texts);
  const ranked = designs.map(({ id, simulated }) => ({ id, outcomes: outcomesOf(simulated, measure), loss: lossOf(simulated, measure) }))
    .sort((one, other) => other.outcomes.p50.place - one.outcomes.p50.place || (one.id < other.id ? -1 : 1));
  const names = distinctNames(ranked.map(({ id }) => id), words);
  const rows = ranked.map(({ outcomes, loss }, index) => ({ outcomes, name: names[index] ?? "", loss: chanceText(loss) }));
  const said = rows.map(({ name, outcomes: { p5, p50, p95 }, loss }) => oneLine(`${name}: P5 ${p5.text}, P50 ${p50.text}, P95 ${p95.text}; a loss in ${loss} of trials`));
  return {
    title: words.title ?? oneLine(rows.length === 1 ? `What ${names[0] ?? ""} may bring` : `${names[0] ?? ""} has the highest median ${measureNames[measure]} of ${String(rows.length)} programs`),
    subtitle: "Lines from P5 to P95, points at P50",
    description: `Ranges of ${measureNames[measure]}, the highest median first. ${said.slice(0, 12).join(". ")}.`,
    x: { ...outcomeAxis(measure, designs[0]?.simulated.netBenefit.p50.estimate.currency ?? ""), includes: [0] },
    y: { scale: "band", title: "Program", categories: names },
    layers: [
      { id: "zero", mark: "rule", color: "gray", marks: [{ x: 0 }] },
      { id: "range", mark: "rule", color: "blue", hasLabels: true, marks: rows.map(({ name, outcomes: { p5, p50, p95 }, loss }, index): ChartMark => ({ x: p5.place, x2: p95.place, y: name, label: oneLine(`P50 ${p50.text}, loss in ${loss}`), detail: said[index] ?? "" })) },
      { id: "median", mark: "point", color: "blue", marks: rows.map(({ name, outcomes: { p50 } }, index): ChartMark => ({ x: p50.place, y: name, detail: said[index] ?? "" })) },
    ],
    notes: [],
  };
}
