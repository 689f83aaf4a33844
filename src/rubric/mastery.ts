import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { meanOf } from "../statistics/internal.js";
import { millisecondsOf } from "../time/internal.js";
import { Count, Fraction, Id, Instant } from "../unit/index.js";
import { BayesianRollUp, type MasteryBelief, trackedMastery } from "./mastery-belief.js";

/** One score in the course of time. */
export interface TimedScore {
  /** The observation that was scored; scores of one instant are taken in the order of their ids. */
  readonly observationId: Id;
  /** When the behavior took place. */
  readonly observedAt: Instant;
  /** The score, on the scale of the request. */
  readonly score: number;
}

/** The latest score. */
export interface LatestRollUp { readonly kind: "latest" }
/** The highest score. It rises with the mere number of tries. */
export interface HighestRollUp { readonly kind: "highest" }
/** The mean of all scores. */
export interface AverageRollUp { readonly kind: "average" }
/** The mean of the scores at mastery, where there are enough of them; else none. */
export interface CountedRollUp {
  /** Tells the methods apart. */
  readonly kind: "n-of-m";
  /** n: how many scores have to be at mastery. */
  readonly neededCount: Count;
  /** m: among how many of the latest ones. Left out: among all. */
  readonly amongLatestCount?: Count;
}
/** The latest score against the mean of all before it. Canvas calls it `decaying_average` in older, `weighted_average` in newer versions. */
export interface LatestAgainstRestRollUp {
  /** Tells the methods apart. */
  readonly kind: "latest-against-rest";
  /** The weight of the latest score; Canvas takes 0.65 unless told. */
  readonly latestWeightFraction: Fraction;
}
/** Each score against what was before it, step by step: the weight of older ones decays by a power. Canvas calls it `standard_decaying_average`. */
export interface ExponentialRollUp {
  /** Tells the methods apart. */
  readonly kind: "exponential";
  /** The weight of each new score. */
  readonly latestWeightFraction: Fraction;
}
/** How scores in the course of time become one. */
export type RollUpMethod = LatestRollUp | HighestRollUp | AverageRollUp | CountedRollUp | LatestAgainstRestRollUp | ExponentialRollUp | BayesianRollUp;

const only = <Kind extends string>(kind: Kind) => z.strictObject({ kind: z.literal(kind) }).readonly();
/** How scores in the course of time become one. */
export const RollUpMethod = z.discriminatedUnion("kind", [
  only("latest"), only("highest"), only("average"),
  z.strictObject({ kind: z.literal("n-of-m"), neededCount: Count.min(1), amongLatestCount: z.exactOptional(Count.min(1)) }).readonly(),
  z.strictObject({ kind: z.literal("latest-against-rest"), latestWeightFraction: Fraction }).readonly(),
  z.strictObject({ kind: z.literal("exponential"), latestWeightFraction: Fraction }).readonly(),
  BayesianRollUp,
]) satisfies z.ZodType<RollUpMethod>;

/** Scores of one participant on one thing, and how to roll them up. */
export interface MasteryRequest {
  /** At most 10,000, in any order, all of one participant, of one criterion or one whole rubric, and of one scale (`poolRubricScores`). */
  readonly scores: readonly TimedScore[];
  /** The lower end of the scale. */
  readonly lowestScore: number;
  /** The upper end of the scale. */
  readonly highestScore: number;
  /** The score from which on it counts as mastered. */
  readonly masteryScore: number;
  /** How they become one. */
  readonly method: RollUpMethod;
  /** The instant of the answer; no score may be later. */
  readonly asOf: Instant;
}

const scaleReversed: Fault = { code: "mastery.scale_reversed", message: "The scale ends at {highestScore}, at or below where it begins.", hint: "Give the lower end as lowestScore." };
const masteryOutsideScale: Fault = { code: "mastery.mastery_outside_scale", message: "{score} lies outside the scale.", hint: "Give a mastery score that can be reached and missed: above the lowest, at most the highest." };
const priorOutsideScale: Fault = { code: "mastery.prior_outside_scale", message: "A mean of {priorMean} lies outside the scale.", hint: "Give the prior on the scale of the request." };
const scoreOutsideScale: Fault = { code: "mastery.score_outside_scale", message: "{score} lies outside the scale.", hint: "Give all scores on the scale of the request." };
const scoreInFuture: Fault = { code: "mastery.score_in_future", message: "The score is of {observedAt}, after {asOf}.", hint: "Correct the date, or ask as of a later instant." };
const duplicateScore: Fault = { code: "mastery.duplicate_score", message: "The observation “{id}” is scored twice.", hint: "Give each observation once." };
const tooManyNeeded: Fault = { code: "mastery.more_needed_than_looked_at", message: "{neededCount} of {amongLatestCount} can never be.", hint: "Need at most as many as are looked at." };

function findMethodFaults({ lowestScore, highestScore, method }: MasteryRequest, report: Report): void {
  if (method.kind === "bayesian" && highestScore > lowestScore && (method.priorMean < lowestScore || method.priorMean > highestScore)) report(priorOutsideScale, ["method", "priorMean"], { priorMean: method.priorMean });
  if (method.kind === "n-of-m" && method.amongLatestCount !== undefined && method.amongLatestCount < method.neededCount) report(tooManyNeeded, ["method", "neededCount"], { neededCount: method.neededCount, amongLatestCount: method.amongLatestCount });
}

function findMasteryFaults(request: MasteryRequest, report: Report): void {
  const { scores, lowestScore, highestScore, masteryScore, asOf } = request;
  if (highestScore <= lowestScore) report(scaleReversed, ["highestScore"], { highestScore });
  else if (masteryScore <= lowestScore || masteryScore > highestScore) report(masteryOutsideScale, ["masteryScore"], { score: masteryScore });
  findMethodFaults(request, report);
  const now = millisecondsOf(asOf);
  scores.forEach(({ score, observedAt }, index) => {
    if (highestScore > lowestScore && (score < lowestScore || score > highestScore)) report(scoreOutsideScale, ["scores", index, "score"], { score });
    if (millisecondsOf(observedAt) > now) report(scoreInFuture, ["scores", index, "observedAt"], { observedAt, asOf });
  });
  for (const [index, { observationId: id }] of repeated(scores, ({ observationId }) => observationId)) report(duplicateScore, ["scores", index, "observationId"], { id });
}

const Score = z.number().min(-1e6).max(1e6);
const TimedScore = z.strictObject({ observationId: Id, observedAt: Instant, score: Score }).readonly() satisfies z.ZodType<TimedScore>;
/** Scores of one participant on one thing, and how to roll them up. */
export const MasteryRequest = z
  .strictObject({ scores: z.array(TimedScore).max(10_000).readonly(), lowestScore: Score, highestScore: Score, masteryScore: Score, method: RollUpMethod, asOf: Instant })
  .check(rule(findMasteryFaults))
  .readonly() satisfies z.ZodType<MasteryRequest>;

/** The scores rolled up into one. */
export interface MasteryRollUp {
  /** The rolled-up score, not rounded; null where there is none. */
  readonly score: number | null;
  /** `score` is at or above mastery; null where there is none. */
  readonly isMastered: boolean | null;
  /** Why there is no score, or null. */
  readonly reason: "no-scores" | "too-few-at-mastery" | null;
  /** How many scores there are. */
  readonly n: Count;
  /** How many of them are at mastery. */
  readonly atMasteryCount: Count;
  /** With `bayesian` what is believed, with its interval; else null: the other methods are summaries, and know nothing of their error. */
  readonly belief: MasteryBelief | null;
  /** `rises-with-attempts` with `highest`; `one-score-only` where all rests on one. */
  readonly warnings: readonly ("rises-with-attempts" | "one-score-only")[];
  /** The method, as asked for. */
  readonly assumptions: { readonly method: RollUpMethod };
}

/** Clears 0.65 · 4 + 0.35 · 2 of binary dust, which must not decide about mastery. */
const tidy = (value: number): number => Math.round(value * 1e9) / 1e9 + 0;

type Summary = Exclude<RollUpMethod, BayesianRollUp>;
/** Of one score or more, by time. */
function summaryOf(method: Summary, values: readonly number[], masteryScore: number): number | null {
  const latest = values.at(-1) ?? NaN;
  switch (method.kind) {
    case "latest": return latest;
    case "highest": return values.reduce((most, value) => Math.max(most, value));
    case "average": return meanOf(values);
    case "n-of-m": {
      const reached = values.slice(-(method.amongLatestCount ?? values.length)).filter((value) => value >= masteryScore);
      return reached.length < method.neededCount ? null : meanOf(reached);
    }
    case "latest-against-rest": {
      const weight = method.latestWeightFraction;
      return values.length === 1 ? latest : weight * latest + (1 - weight) * meanOf(values.slice(0, -1));
    }
    case "exponential": return values.reduce((before, value) => method.latestWeightFraction * value + (1 - method.latestWeightFraction) * before);
  }
}

function warningsOf(kind: RollUpMethod["kind"], n: number): MasteryRollUp["warnings"] {
  if (n === 0) return [];
  return [...(kind === "highest" ? ["rises-with-attempts" as const] : []), ...(n === 1 ? ["one-score-only" as const] : [])];
}

/**
 * Scores in the course of time, rolled up into one by the method that the host names: latest, highest, average, n of m, two decaying averages, or a Bayesian one with its interval. There is no default: the methods answer different questions.
 *
 * - `latest-against-rest`: w · latest + (1 − w) · mean of the others. `exponential`: D₁ = x₁, Dᵢ = w · xᵢ + (1 − w) · Dᵢ₋₁. For 1, 2, 3, 4, 5 and w = .65 they come to 4.125 and 4.4696. Canvas has given both the name “decaying average” (Canvas LMS, outcome calculation methods, 2015 and 2024); the names here keep them apart.
 * - `n-of-m`: the mean of the scores at mastery where at least n of the latest m are, as Canvas's `n_mastery`.
 * - `bayesian`: see `BayesianRollUp`.
 *
 * @throws CoachingError `input.*`, `mastery.scale_reversed`, `mastery.mastery_outside_scale`, `mastery.score_outside_scale`, `mastery.prior_outside_scale`, `mastery.score_in_future`, `mastery.duplicate_score`, `mastery.more_needed_than_looked_at`
 * @example
 * ```ts
 * const scores = [1, 2, 3, 4, 5].map((score) => ({ observationId: `o${score}`, observedAt: `2027-10-0${score}T09:00:00Z`, score }));
 * const asked = { scores, lowestScore: 1, highestScore: 5, masteryScore: 3, asOf: "2027-10-06T00:00:00Z" };
 * masteryRollUp({ ...asked, method: { kind: "latest-against-rest", latestWeightFraction: 0.65 } }).score; // => 4.125
 * masteryRollUp({ ...asked, method: { kind: "exponential", latestWeightFraction: 0.65 } }).score.toFixed(2); // => "4.47"
 * masteryRollUp({ ...asked, method: { kind: "n-of-m", neededCount: 4 } }).reason; // => "too-few-at-mastery"
 * ```
 */
export function masteryRollUp(request: MasteryRequest): MasteryRollUp {
  const checked = check(MasteryRequest, request);
  const { scores, masteryScore, method } = checked;
  const timed = scores
    .map(({ observationId, observedAt, score }) => ({ observationId, milliseconds: millisecondsOf(observedAt), score }))
    .sort((left, right) => left.milliseconds - right.milliseconds || (left.observationId < right.observationId ? -1 : 1));
  const n = timed.length;
  const belief = method.kind === "bayesian" && n > 0 ? trackedMastery(timed, { ...checked, method, asOfMilliseconds: millisecondsOf(checked.asOf) }) : null;
  const summary = method.kind === "bayesian" ? belief?.estimate ?? null : n === 0 ? null : summaryOf(method, timed.map(({ score }) => score), masteryScore);
  const score = summary === null ? null : tidy(summary);
  return {
    score,
    isMastered: score === null ? null : score >= masteryScore,
    reason: score !== null ? null : n === 0 ? "no-scores" : "too-few-at-mastery",
    n,
    atMasteryCount: scores.filter((one) => one.score >= masteryScore).length,
    belief,
    warnings: warningsOf(method.kind, n),
    assumptions: { method },
  };
}

