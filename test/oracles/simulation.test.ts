import { type Scenario, simulateReturn, type Tornado, tornado } from "coachkit/simulation";
import type { Distribution } from "coachkit/statistics";
import { oracle } from "./oracle.js";

type Ends = Readonly<Record<string, readonly [number, number]>>;
type Swings = { readonly expression: string; readonly base: Readonly<Record<string, number>>; readonly ranges: Ends };

/** The file has no currency: its units are amounts of 10⁸, so that rounding to the minor unit stays below its tolerance. */
const scale = 100_000_000;
const term = (id: string, driverIds: readonly string[], amount = String(scale)) => ({ id, money: { amount, currency: "EUR" }, driverIds, fromMonth: 0, toMonth: 0 });
const models: Readonly<Record<string, Pick<Scenario, "benefits" | "costs">>> = {
  "people * lift * value - people * cost - fixed": { benefits: [term("value", ["people", "lift", "value"])], costs: [term("cost", ["people", "cost"]), term("fixed", ["fixed"])] },
  "(people * lift * value - people * cost - fixed) / (people * cost + fixed) * 100": { benefits: [term("value", ["people", "lift", "value"])], costs: [term("cost", ["people", "cost"]), term("fixed", ["fixed"])] },
  "calls * minutes * rate / 60 - fixed": { benefits: [term("calls", ["calls", "minutes", "rate"], "1666666.666666666666666667")], costs: [term("fixed", ["fixed"])] },
  "a * b + c * d - e": { benefits: [term("ab", ["a", "b"]), term("cd", ["c", "d"])], costs: [term("e", ["e"])] },
  // ours has no division: b is taken as its reciprocal, whose low end is that of the high b
  "a / b - c": { benefits: [term("ab", ["a", "b"])], costs: [term("c", ["c"])] },
};
const known = new Map<Swings, Tornado>();
const reciprocal = ({ expression }: Swings, id: string): boolean => expression === "a / b - c" && id === "b";
const isRatio = ({ expression }: Swings): boolean => expression.endsWith("* 100");
function tornadoOf(input: Swings): Tornado {
  const turned = (id: string, value: number): number => (reciprocal(input, id) ? 1 / value : value);
  const found = known.get(input) ?? tornado({
    scenario: { ...models[input.expression]!, inputs: [], drivers: Object.entries(input.base).map(([id, value]) => ({ id, value: turned(id, value) })), horizonMonths: 1, annualDiscountRatio: 0 },
    measure: isRatio(input) ? "roi-ratio" : "net-benefit", base: "mean", lowProbability: 0.1, highProbability: 0.9,
    ranges: Object.entries(input.ranges).map(([driverId, [low, high]]) => ({ driverId, low: turned(driverId, reciprocal(input, driverId) ? high : low), high: turned(driverId, reciprocal(input, driverId) ? low : high) })),
  });
  known.set(input, found);
  return found;
}
type Point = Tornado["base"];
const valueOf = (input: Swings, { roiRatio, netBenefit }: Point): number => (isRatio(input) ? roiRatio * 100 : Number(netBenefit.amount) / scale);
oracle("statistics/finance-tornado.json", {
  baseValue: (input: Swings) => valueOf(input, tornadoOf(input).base),
  order: (input: Swings) => tornadoOf(input).bars.map(({ driverId }) => driverId),
  bars: (input: Swings) => tornadoOf(input).bars.map(({ driverId, atLow, atHigh, roiSwingRatio, netBenefitSwing }) => {
    const [low, high] = reciprocal(input, driverId) ? [atHigh, atLow] : [atLow, atHigh];
    return { name: driverId, atLow: valueOf(input, low), atHigh: valueOf(input, high), swing: isRatio(input) ? roiSwingRatio * 100 : Number(netBenefitSwing.amount) / scale };
  }),
}, {});

type Simulated = { readonly model: string; readonly inputs: readonly { readonly family: string; readonly mean: number; readonly sd: number }[]; readonly weights: readonly number[]; readonly correlation?: number };
type Figures = ReturnType<typeof simulateReturn>;
/** Sums and differences of normal inputs as a net benefit; the file's other models are run against the trials themselves, in the oracles of statistics. */
const simulated = new Map<Simulated, Figures | null>();
function figuresOf(input: Simulated): Figures | null {
  const weights = input.model === "difference" ? [1, -1] : input.weights;
  const before = simulated.get(input);
  if (before !== undefined) return before;
  if (weights === undefined || !["weighted-sum", "difference"].includes(input.model) || input.inputs.some(({ family }) => family !== "normal")) { simulated.set(input, null); return null; }
  const ids = input.inputs.map((_, place) => `x${String(place)}`);
  const figures = simulateReturn({
    scenario: {
      inputs: input.inputs.map(({ mean, sd }, place) => ({ inputId: ids[place]!, distribution: { family: "normal", mean, standardDeviation: sd } satisfies Distribution })),
      ...(input.correlation === undefined ? {} : { correlations: [{ inputIds: ["x0", "x1"] as const, coefficient: input.correlation, kind: "pearson-of-scores" as const }] }),
      drivers: [], benefits: [term("cost-back", []), ...ids.map((id, place) => term(id, [id], String((weights[place] ?? NaN) * scale)))], costs: [term("cost", [])], horizonMonths: 1, annualDiscountRatio: 0,
    },
    seed: 5, method: "sobol", replicateCount: 8, trialCount: 32_768, confidenceLevel: 0.9999,
  });
  simulated.set(input, figures);
  return figures;
}
/** What is wanted where it lies in the simulation's own interval, and in a bin of it. */
const within = (read: (figures: Figures) => { readonly estimate: number; readonly confidence: { readonly lower: number; readonly upper: number } }) => (input: Simulated, want: unknown): unknown => {
  const figures = figuresOf(input);
  if (figures === null) return want;
  const { estimate, confidence } = read(figures);
  const bin = Math.abs(want as number) / 1024;
  return confidence.lower - bin <= (want as number) && (want as number) <= confidence.upper + bin ? want : estimate;
};
const numbers = ({ estimate, confidence }: Figures["netBenefit"]["mean"]) => ({ estimate: Number(estimate.amount) / scale, confidence: { lower: Number(confidence.lower.amount) / scale, upper: Number(confidence.upper.amount) / scale } });
oracle("statistics/finance-monte-carlo.json", {
  mean: within(({ netBenefit }) => numbers(netBenefit.mean)),
  p5: within(({ netBenefit }) => numbers(netBenefit.p5)),
  p50: within(({ netBenefit }) => numbers(netBenefit.p50)),
  p95: within(({ netBenefit }) => numbers(netBenefit.p95)),
  probPositive: within(({ lossProbability: { estimate, confidence } }) => ({ estimate: 1 - estimate, confidence: { lower: 1 - confidence.upper, upper: 1 - confidence.lower } })),
}, {
  ...Object.fromEntries(["sd", "sumMean", "sumSd", "productMean", "productSd"].map((key) => [key, "compared in statistics-uncertainty.test.ts"])),
  ...Object.fromEntries(["seMean", "seProb"].map((key) => [key, "of the file's own draws"])),
});
