import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { ConfidenceLevel, correlation, type EstimateResult, type PlanePoint } from "../statistics/index.js";
import { pearsonOf, productSums } from "../statistics/internal.js";
import { Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
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
  /** `shown`: both intervals of the correlations lie on the expected side of 0, people left out were predicted better than by the mean, and without any fifth of the people the correlation still lies on that side. `not-shown`: anything less, which is not the same as no relation. `cannot-say`: there is no correlation. */
  readonly verdict: "shown" | "not-shown" | "cannot-say";
  /** Pearson's r with Fisher's interval. */
  readonly correlation: EstimateResult;
  /** Spearman's rank correlation, with Bonett and Wright's interval: it does not hang on one outlier. */
  readonly rankCorrelation: EstimateResult;
  /** 1 − (squared errors of predicting each person from all others by a straight line) ÷ (the same by the mean of all others). Below 0: the line predicts worse than the mean. Null where it cannot be told. */
  readonly predictedRatio: number | null;
  /** Whether it is stable: Pearson's r without the fifth of people with the lowest early scores, without the next, and so on up to the highest. A relation that hangs on one end of the scale is lost in one of them. Null where the others do not vary; empty where there is no correlation. */
  readonly withoutFifths: readonly (number | null)[];
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

const SMALL = 30;
const FEW_RESULTS = 0.3;
/** A leverage nearer to 1 than this is 1 but for rounding. */
const WHOLE_LEVERAGE = 1 - 1e-12;

/** Leaving one out: the error of the line is e ÷ (1 − h), h = 1/n + (x − x̄)² ÷ Sxx; that of the mean is (y − ȳ) · n ÷ (n − 1). */
function predictedRatioOf(points: readonly PlanePoint[]): number | null {
  const n = points.length;
  const { middle, height, spreadX, spreadY, together } = productSums(points);
  const leverages = points.map(({ x }) => 1 / n + (x - middle) ** 2 / spreadX);
  // without a person whose early score alone differs from the others there is no line
  if (leverages.some((leverage) => leverage > WHOLE_LEVERAGE)) return null;
  const missed = points.reduce((sum, { x, y }, index) => sum + ((y - height - (together / spreadX) * (x - middle)) / (1 - (leverages[index] as number))) ** 2, 0);
  return 1 - missed / (spreadY * (n / (n - 1)) ** 2) + 0;
}

const FIFTHS = [0, 1, 2, 3, 4];
/** Pearson's r without each fifth of the people by early score; of equal ones those with the lower result come first, so that it does not hang on names. */
function withoutEachFifth(points: readonly PlanePoint[]): LeadLag["withoutFifths"] {
  const sorted = points.toSorted((one, other) => one.x - other.x || one.y - other.y);
  return FIFTHS.map((fifth) => pearsonOf(sorted.filter((_, rank) => Math.floor((5 * rank) / sorted.length) !== fifth)));
}

/**
 * Does early behavior predict later results? Correlations of both kinds with intervals, how well a straight line through all others predicts each person, and what is left without any fifth of the people: a relation that holds only for those it was fitted to is none.
 * One pair of scores, named beforehand; of many pairs tried some come out by chance. What predicts need not be what brings about.
 * Cannot say: fewer than four people with both scores (`too-few-observations`), or scores that do not vary (`no-variation`).
 * Sources: those of `correlation`; D. Allen, Technometrics 16 (1974) for prediction of those left out. The rule for `shown` is a heuristic.
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
  const { people, expectedSign, confidenceLevel } = check(LeadLagInput, input);
  const points = people.toSorted((one, other) => inTextOrder(one.personId, other.personId)).flatMap(({ early: x, later: y }) => (y === null ? [] : [{ x, y }]));
  const [linear, ranked] = [correlation({ points, kind: "pearson", confidenceLevel }), correlation({ points, kind: "spearman", confidenceLevel })];
  const warnings = [...(points.length < SMALL ? ["small-sample"] : []), ...(people.length - points.length > FEW_RESULTS * people.length ? ["few-results"] : [])];
  const told = { correlation: linear, rankCorrelation: ranked, warnings };
  if (linear.estimate === null || ranked.estimate === null) return { ...told, verdict: "cannot-say", predictedRatio: null, withoutFifths: [] };
  const [predictedRatio, withoutFifths] = [predictedRatioOf(points), withoutEachFifth(points)];
  const isExpected = (lower: number, upper = lower): boolean => (expectedSign === "positive" ? lower > 0 : upper < 0);
  const isShown = [linear, ranked].every(({ confidence: { lower, upper } }) => isExpected(lower, upper)) && predictedRatio !== null && predictedRatio > 0 && withoutFifths.every((r) => r !== null && isExpected(r));
  return { ...told, verdict: isShown ? "shown" : "not-shown", predictedRatio, withoutFifths };
}
