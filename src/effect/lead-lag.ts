import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { ConfidenceLevel, type EstimateResult, type NoEstimate, standardNormalQuantile, tooFewObservations } from "../statistics/index.js";
import { meanOf } from "../statistics/internal.js";
import { Id } from "../unit/index.js";
import { EFFECT_LIMITS, EffectScore } from "./effect-people.js";

/** One person's early behavior and later result. */
export interface LeadingScore {
  /** Who, once. */
  readonly personId: Id;
  /** The score that is to predict, at most 1e12 either way. */
  readonly early: number;
  /** The result that is to be predicted; null for whoever has none. */
  readonly later: number | null;
}
/** Whether an early score predicts a later result. */
export interface LeadLagInput {
  /** At most 100,000. */
  readonly people: readonly LeadingScore[];
  /** The program week of the early score. */
  readonly earlyWeek: number;
  /** The program week of the result, after `earlyWeek`. */
  readonly laterWeek: number;
  /** What was expected beforehand: that high early scores go with high results, or with low ones. */
  readonly expectedSign: "positive" | "negative";
  /** The level of intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** Whether an early score predicted a later result. */
export interface LeadLag {
  /** `shown`: both intervals of the correlations lie on the expected side of 0, and people left out were predicted better than by the mean. `not-shown`: anything less, which is not the same as no relation. `cannot-say`: there is no correlation. */
  readonly verdict: "shown" | "not-shown" | "cannot-say";
  /** Pearson's r with Fisher's interval. */
  readonly correlation: EstimateResult;
  /** Spearman's rank correlation, with Bonett and Wright's interval: it does not hang on one outlier. */
  readonly rankCorrelation: EstimateResult;
  /** 1 − (squared errors of predicting each person from all others by a straight line) ÷ (the same by the mean of all others). Below 0: the line predicts worse than the mean. Null where it cannot be told. */
  readonly predictedRatio: number | null;
  /** `small-sample`, below 30: the interval of a correlation is wide. `few-results`, more than 0.3 have none. */
  readonly warnings: readonly string[];
}

const duplicatePerson: Fault = { code: "lead-lag.duplicate_person", message: "“{personId}” is listed twice.", hint: "Keep one entry for each person." };
const notLater: Fault = { code: "lead-lag.not_later", message: "The result of week {laterWeek} does not come after week {earlyWeek}.", hint: "Swap them: what predicts has to come first." };

function findLagFaults({ people, earlyWeek, laterWeek }: LeadLagInput, report: Report): void {
  for (const [index, { personId }] of repeated(people, (person) => person.personId)) report(duplicatePerson, ["people", index, "personId"], { personId });
  if (laterWeek <= earlyWeek) report(notLater, ["laterWeek"], { earlyWeek, laterWeek });
}

const Week = z.number().min(-520).max(1040);
/** Schema of one person's early behavior and later result. */
export const LeadingScore = z.strictObject({ personId: Id, early: EffectScore, later: EffectScore.nullable() }).readonly() satisfies z.ZodType<LeadingScore>;
/** Schema of whether an early score predicts a later result, with its rules between parts. */
export const LeadLagInput = z
  .strictObject({ people: z.array(LeadingScore).max(EFFECT_LIMITS.people).readonly(), earlyWeek: Week, laterWeek: Week, expectedSign: z.enum(["positive", "negative"]), confidenceLevel: ConfidenceLevel })
  .check(rule(findLagFaults))
  .readonly() satisfies z.ZodType<LeadLagInput>;

/** Fisher's interval has √(n − 3). */
const NEEDED = 4;
const SMALL = 30;
const FEW_RESULTS = 0.3;
/** A correlation nearer to 1 than this is 1 but for rounding. */
const PERFECT = 1 - 1e-12;

interface Sums {
  readonly middle: number;
  readonly height: number;
  readonly spreadX: number;
  readonly spreadY: number;
  readonly together: number;
}
function sumsOf(x: readonly number[], y: readonly number[]): Sums {
  const [middle, height] = [meanOf(x), meanOf(y)];
  let [spreadX, spreadY, together] = [0, 0, 0];
  x.forEach((one, index) => {
    const [across, up] = [one - middle, (y[index] as number) - height];
    spreadX += across * across;
    spreadY += up * up;
    together += across * up;
  });
  return { middle, height, spreadX, spreadY, together };
}
/** Equal numbers differ by what rounding leaves. */
const isFlat = (spread: number, size: number, n: number): boolean => spread <= n * (1e-14 * Math.abs(size)) ** 2;

/** tanh(artanh r ± z · √(c ÷ (n − 3))), c = 1 for Pearson's r (Fisher), 1 + r²/2 for Spearman's (Bonett and Wright). */
function correlationOf(x: readonly number[], y: readonly number[], kind: { readonly method: string; readonly inflation: number; readonly level: number }): EstimateResult {
  const n = x.length;
  if (n < NEEDED) return tooFewObservations(n, NEEDED);
  const { middle, height, spreadX, spreadY, together } = sumsOf(x, y);
  const none: NoEstimate = { estimate: null, reason: "no-variation", n, needed: NEEDED };
  if (isFlat(spreadX, middle, n) || isFlat(spreadY, height, n)) return none;
  const r = Math.max(-1, Math.min(1, together / Math.sqrt(spreadX) / Math.sqrt(spreadY)));
  if (Math.abs(r) > PERFECT) return { estimate: Math.sign(r), confidence: { lower: Math.sign(r), upper: Math.sign(r), level: kind.level }, n, method: kind.method, warnings: ["exact-fit"] };
  const half = standardNormalQuantile((1 + kind.level) / 2) * Math.sqrt((1 + kind.inflation * r * r) / (n - 3));
  return { estimate: r + 0, confidence: { lower: Math.tanh(Math.atanh(r) - half) + 0, upper: Math.tanh(Math.atanh(r) + half) + 0, level: kind.level }, n, method: kind.method, warnings: [] };
}

/** Ranks from 1, those of equal values their mean. */
function ranksOf(values: readonly number[]): readonly number[] {
  const order = values.map((value, index) => ({ value, index })).sort((one, other) => one.value - other.value);
  const ranks = values.map(() => 0);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to + 1 < order.length && order[to + 1]?.value === order[from]?.value) to += 1;
    for (let at = from; at <= to; at += 1) ranks[order[at]?.index ?? 0] = (from + to) / 2 + 1;
    from = to + 1;
  }
  return ranks;
}

/** Leaving one out: the error of the line is e ÷ (1 − h), h = 1/n + (x − x̄)² ÷ Sxx; that of the mean is (y − ȳ) · n ÷ (n − 1). */
function predictedRatioOf(x: readonly number[], y: readonly number[]): number | null {
  const n = x.length;
  const { middle, height, spreadX, spreadY, together } = sumsOf(x, y);
  const leverages = x.map((one) => 1 / n + (one - middle) ** 2 / spreadX);
  // without a person whose early score alone differs from the others there is no line
  if (leverages.some((leverage) => leverage > PERFECT)) return null;
  const missed = x.reduce((sum, one, index) => sum + (((y[index] as number) - height - (together / spreadX) * (one - middle)) / (1 - (leverages[index] as number))) ** 2, 0);
  return 1 - missed / (spreadY * (n / (n - 1)) ** 2) + 0;
}

/**
 * Does early behavior predict later results? Correlations of both kinds with intervals, and how well a straight line through all others predicts each person: a relation that holds only for those it was fitted to is none.
 * One pair of scores, named beforehand; of many pairs tried some come out by chance. What predicts need not be what brings about.
 * Cannot say: fewer than four people with both scores (`too-few-observations`), or scores that do not vary (`no-variation`).
 * Sources: R. Fisher, Metron 1 (1921); D. Bonett, T. Wright, Psychometrika 65 (2000); D. Allen, Technometrics 16 (1974) for prediction of those left out. The rule for `shown` is a heuristic.
 *
 * @throws CoachingError `lead-lag.duplicate_person`, `lead-lag.not_later`, `input.*`
 * @example
 * ```ts
 * const people = [[1, 12], [2, 15], [3, 13], [4, 18], [5, 17], [6, 21]].map(([early, later], index) => ({ personId: `p${index}`, early, later }));
 * const { verdict, correlation, predictedRatio } = leadLag({ people, earlyWeek: 6, laterWeek: 26, expectedSign: "positive", confidenceLevel: 0.95 });
 * [verdict, correlation.estimate.toFixed(3), predictedRatio.toFixed(3)]; // => ["shown", "0.894", "0.731"]
 * ```
 */
export function leadLag(input: LeadLagInput): LeadLag {
  const { people, expectedSign, confidenceLevel: level } = check(LeadLagInput, input);
  const known = people.toSorted((one, other) => (one.personId < other.personId ? -1 : 1)).flatMap(({ early, later }) => (later === null ? [] : [{ early, later }]));
  const [x, y] = [known.map(({ early }) => early), known.map(({ later }) => later)];
  const correlation = correlationOf(x, y, { method: "pearson-fisher", inflation: 0, level });
  const rankCorrelation = correlationOf(ranksOf(x), ranksOf(y), { method: "spearman-bonett-wright", inflation: 0.5, level });
  const predictedRatio = correlation.estimate === null ? null : predictedRatioOf(x, y);
  const warnings = [...(known.length < SMALL ? ["small-sample"] : []), ...(people.length - known.length > FEW_RESULTS * people.length ? ["few-results"] : [])];
  const isShown = [correlation, rankCorrelation].every((one) => one.estimate !== null && (expectedSign === "positive" ? one.confidence.lower > 0 : one.confidence.upper < 0)) && predictedRatio !== null && predictedRatio > 0;
  return { verdict: correlation.estimate === null || rankCorrelation.estimate === null ? "cannot-say" : isShown ? "shown" : "not-shown", correlation, rankCorrelation, predictedRatio, warnings };
}
