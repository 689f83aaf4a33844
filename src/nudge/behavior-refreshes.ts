import { check } from "../error/index.js";
import type { EstimateResult } from "../statistics/index.js";
import { type HalfLifeBelief, halfLifeBeliefs } from "../statistics/internal.js";
import { dateOfDayNumber, dayNumberOf } from "../time/internal.js";
import type { CivilDate, Count, Fraction, Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import { type PracticedBehavior, RefreshQuestion } from "./refresh-question.js";

/** Behaviors observed since a practice, below which nothing is said of one person. */
const NEEDED = 5;

/**
 * Why a behavior has no date on which it reaches the floor: `too-few-observations` (fewer than 5 behaviors observed since a practice), `starts-below` (it is below the floor even right after practice: refreshing is not what it needs), `already-below` (the refresh is due now), `not-fading` (above the floor up to the horizon, and no half-life fits the person's own observations better than the longest), `beyond-horizon` (it fades, but later).
 */
export type NoFloorReason = "too-few-observations" | "starts-below" | "already-below" | "not-fading" | "beyond-horizon";

/** When one person's behavior is expected to have faded. */
export interface BehaviorRefresh {
  /** The person. */
  readonly personId: Id;
  /** The behavior. */
  readonly behaviorId: Id;
  /** When to refresh it: `leadDays` before `floorDate`, never before the day of the question; that day when it is already below; `null` when there is no date. */
  readonly dueDate: CivilDate | null;
  /** The first date on which it is as likely at or below the floor as above; `null` with a reason. */
  readonly floorDate: CivilDate | null;
  /** The interval of that date at the level that was asked for; `latestDate` is `null` beyond the horizon. `null` without `floorDate`. */
  readonly floorRange: { readonly earliestDate: CivilDate; readonly latestDate: CivilDate | null } | null;
  /** Why there is no `floorDate`; `null` when there is one. */
  readonly reason: NoFloorReason | null;
  /** The share of observed behaviors that match, on the day of the question. */
  readonly shareNow: EstimateResult;
  /** The same at the horizon, if nothing refreshes it. */
  readonly shareAtHorizon: EstimateResult;
  /** Days in which the share halves. */
  readonly halfLifeDays: EstimateResult;
  /** What the half-life rests on: the person's own observations where they take away half or more of its variance (in logs), else the others with this behavior by the same rule, else the stated prior. `null` when nothing is said. */
  readonly basis: "own-observations" | "pooled" | "stated-prior" | null;
  /** Observations from before the first practice: they say nothing about fading. */
  readonly ignoredCount: Count;
}
/** When behaviors are expected to have faded, and what that takes for granted. */
export interface BehaviorRefreshes {
  /** By person and behavior. */
  readonly refreshes: readonly BehaviorRefresh[];
  /** What was taken for granted. */
  readonly assumptions: Omit<RefreshQuestion, "behaviors"> & { readonly neededCount: Count };
}

/** A behavior with its observations by days since the latest practice. */
interface AgedBehavior extends PracticedBehavior {
  readonly lastDay: number;
  readonly trials: readonly { readonly age: number; readonly successes: number; readonly trials: number }[];
  readonly ignoredCount: number;
}

function aged(behavior: PracticedBehavior): AgedBehavior {
  const starts = behavior.practicedDates.map(dayNumberOf).sort((left, right) => left - right);
  const byAge = new Map<number, { readonly successes: number; readonly trials: number }>();
  let ignoredCount = 0;
  for (const { observedDate, matchingCount, observedCount } of behavior.observations) {
    const day = dayNumberOf(observedDate);
    const start = starts.findLast((one) => one <= day);
    if (start === undefined) {
      ignoredCount += 1;
      continue;
    }
    const { successes, trials } = byAge.get(day - start) ?? { successes: 0, trials: 0 };
    byAge.set(day - start, { successes: successes + matchingCount, trials: trials + observedCount });
  }
  const trials = [...byAge].sort(([left], [right]) => left - right).map(([age, counts]) => ({ age, ...counts }));
  return { ...behavior, lastDay: starts.at(-1) ?? 0, trials, ignoredCount };
}

function refreshOf({ asOfDate, floorFraction, horizonDays, leadDays, confidenceLevel: level }: RefreshQuestion, { personId, behaviorId, lastDay, trials, ignoredCount }: AgedBehavior, belief: HalfLifeBelief): BehaviorRefresh {
  const n = trials.reduce((sum, one) => sum + one.trials, 0);
  const today = dayNumberOf(asOfDate);
  const noDate = { personId, behaviorId, dueDate: null, floorDate: null, floorRange: null };
  if (n < NEEDED) {
    const none = { estimate: null, reason: "too-few-observations", n, needed: NEEDED } as const;
    return { ...noDate, reason: "too-few-observations", shareNow: none, shareAtHorizon: none, halfLifeDays: none, basis: null, ignoredCount };
  }
  const probabilities = [(1 - level) / 2, 0.5, (1 + level) / 2];
  const middleOf = (valueOf: (first: Fraction, halfLife: number) => number) => {
    const [lower, estimate, upper] = belief.quantiles(valueOf, probabilities) as readonly [number, number, number];
    return { estimate, confidence: { lower, upper, level }, n, method: "half-life-grid", warnings: [] };
  };
  const shareAfter = (days: number) => middleOf((first, halfLife) => first * 2 ** (-days / halfLife));
  const told = {
    shareNow: shareAfter(today - lastDay), shareAtHorizon: shareAfter(today - lastDay + horizonDays), halfLifeDays: middleOf((_, halfLife) => halfLife),
    basis: belief.isOwn ? "own-observations" : belief.isPooled ? "pooled" : "stated-prior", ignoredCount,
  } as const;
  // days from the latest practice to the floor; below 0 where the share starts below it
  const { estimate, confidence } = middleOf((first, halfLife) => halfLife * Math.log2(first / floorFraction));
  if (estimate <= 0) return { ...noDate, reason: "starts-below", ...told };
  if (lastDay + estimate <= today) return { ...noDate, dueDate: asOfDate, reason: "already-below", ...told };
  const dayAfter = (days: number): number => Math.max(today, lastDay + Math.ceil(days));
  const floorDay = dayAfter(estimate);
  const farthest = today + horizonDays;
  if (floorDay > farthest) return { ...noDate, reason: belief.isFadingUnseen ? "not-fading" : "beyond-horizon", ...told };
  const latest = dayAfter(confidence.upper);
  return {
    personId, behaviorId, dueDate: dateOfDayNumber(Math.max(today, floorDay - leadDays)), floorDate: dateOfDayNumber(floorDay),
    floorRange: { earliestDate: dateOfDayNumber(dayAfter(confidence.lower)), latestDate: latest > farthest ? null : dateOfDayNumber(latest) }, reason: null, ...told,
  };
}

/**
 * When observed behaviors are expected to have faded below a floor, so that each is refreshed before: a heuristic. Half-lives are known for words on flashcards; nothing shows that coached habits follow them. What comes of the dates is to be measured.
 *
 * p = s · 2^(−t ÷ h)
 * p: share of observed behaviors that match; s: the share right after practice; t: days since the latest practice, 0 on its day; h: half-life in days.
 *
 * Each practice starts the fading anew, from the same s with the same h: who holds a behavior longer is refreshed more rarely. The looks are binomial and count as independent. Within a behavior the half-lives of people borrow from each other and from the stated prior (log-normal), the more the less a person's own observations say; s is a person's own (uniform beforehand).
 * A Bayesian fit over a grid (`half-life-grid`; half-lives from 1/64 to 64 times the prior); estimates are medians, intervals run between equal tails. `floorDate` is where the median share meets the floor. Where all first shares are high, the uniform belief about s makes half-lives come out longer, in simulation by about an eighth.
 * Source of the curve: B. Settles, B. Meeder, "A trainable spaced repetition model for language learning", ACL 2016 (half-life regression). The fit is ours.
 *
 * @throws CoachingError `input.*`, `refresh-question.more_matching`, `.later`, `.repeated_behavior`, `.too_many_observations`, `.calendar_ends`
 * @example
 * ```ts
 * const look = (observedDate: string, matchingCount: number) => ({ observedDate, matchingCount, observedCount: 10 });
 * const { refreshes } = behaviorRefreshes({
 *   asOfDate: "2026-03-31", floorFraction: 0.5, horizonDays: 120, leadDays: 7, priorHalfLifeDays: 60, halfLifeSpreadRatio: 2, confidenceLevel: 0.8,
 *   behaviors: [
 *     { personId: "ana", behaviorId: "open-questions", practicedDates: ["2026-03-02"], observations: [look("2026-03-03", 9), look("2026-03-17", 8), look("2026-03-31", 6)] },
 *     { personId: "ben", behaviorId: "open-questions", practicedDates: ["2026-03-02"], observations: [look("2026-03-03", 2)] },
 *   ],
 * });
 * refreshes.map(({ personId, dueDate, floorDate, reason }) => [personId, dueDate, floorDate, reason]); // => [["ana", "2026-04-19", "2026-04-26", null], ["ben", null, null, "starts-below"]]
 * ```
 */
export function behaviorRefreshes(question: RefreshQuestion): BehaviorRefreshes {
  const { behaviors, ...assumptions } = check(RefreshQuestion, question);
  const all = behaviors.map(aged).sort((left, right) => inTextOrder(left.behaviorId, right.behaviorId) || inTextOrder(left.personId, right.personId));
  const { priorHalfLifeDays: priorHalfLife, halfLifeSpreadRatio: spreadRatio } = assumptions;
  const refreshes = [...new Set(all.map(({ behaviorId }) => behaviorId))].flatMap((id) => {
    const members = all.filter(({ behaviorId }) => behaviorId === id);
    const beliefs = halfLifeBeliefs({ members: members.map(({ trials }) => trials), priorHalfLife, spreadRatio });
    return members.map((member, index) => {
      const belief = beliefs[index];
      if (belief === undefined) throw new Error("each member has a belief");
      return refreshOf({ behaviors, ...assumptions }, member, belief);
    });
  });
  refreshes.sort((left, right) => inTextOrder(left.personId, right.personId) || inTextOrder(left.behaviorId, right.behaviorId));
  return { refreshes, assumptions: { ...assumptions, neededCount: NEEDED } };
}
