import * as z from "zod";
import { check } from "../error/index.js";
import { type Fraction, Minutes, tidyMinutes } from "../unit/index.js";

/** The time a coach keeps free each week to read and answer, and how soon an answer is due. */
export interface ReviewTime {
  /** Minutes a week that are kept free for journals, homework and messages; a part of the coach's deliverable time. `coachCapacity` counts no more than that and warns; `reviewQueue` knows no week and takes it as it is. */
  readonly weeklyReviewMinutes: Minutes;
  /** Working days of a week, over which that time is spread; 5 when absent. */
  readonly workingDaysPerWeek?: number;
  /** Working days within which an answer is due on average; 2 when absent, a heuristic; null for no limit. */
  readonly responseLimitWorkingDays?: number | null;
}
const reviewTimeShape = { weeklyReviewMinutes: Minutes.max(10_080), workingDaysPerWeek: z.exactOptional(z.int().min(1).max(7)), responseLimitWorkingDays: z.exactOptional(z.nullable(z.number().positive().max(60))) };
/** Schema of the time for reviews. */
export const ReviewTime = z.strictObject(reviewTimeShape).readonly() satisfies z.ZodType<ReviewTime>;

/** What waits for a coach's answer. */
export interface ReviewQueueQuestion extends ReviewTime {
  /** Items that come in a week, at random times. */
  readonly weeklyItemCount: number;
  /** Reading and answering one, on average. */
  readonly minutesEach: Minutes;
}
/** Schema of a review queue. */
export const ReviewQueueQuestion = z.strictObject({ ...reviewTimeShape, weeklyItemCount: z.number().min(0).max(1_000_000), minutesEach: Minutes.min(0.01).max(10_080) }).readonly() satisfies z.ZodType<ReviewQueueQuestion>;

/** How long answers take. */
export interface ReviewQueue {
  /** ρ: minutes of work that come in ÷ minutes kept free; null when none are. */
  readonly loadRatio: number | null;
  /** Whether the work gets done at all: ρ below 1. */
  readonly isStable: boolean;
  /** Review time that passes before an item is taken up, on average: ρ / (1 − ρ) · service. Null when unstable: the pile grows without end. */
  readonly waitMinutes: Minutes | null;
  /** The same in working days. */
  readonly waitWorkingDays: number | null;
  /** Working days until an item is answered, on average: the wait and its own review. */
  readonly responseWorkingDays: number | null;
  /** Share of the items that are answered within the limit; null when unstable or without a limit. */
  readonly inTimeFraction: Fraction | null;
  /** The most items a week whose mean response keeps the limit, not rounded; without a limit, as many as there is time for. */
  readonly largestWeeklyItemCount: number;
  /** What the caller did not say. */
  readonly assumptions: { readonly workingDaysPerWeek?: number; readonly responseLimitWorkingDays?: number };
  /** `unstable`: more comes in than can be answered, or just as much. */
  readonly warnings: readonly "unstable"[];
}

const standardWorkingDays = 5;
const standardResponseDays = 2;

/** What the time for reviews leaves unsaid. */
export const reviewAssumptions = ({ workingDaysPerWeek, responseLimitWorkingDays }: ReviewTime): ReviewQueue["assumptions"] => ({
  ...(workingDaysPerWeek === undefined ? { workingDaysPerWeek: standardWorkingDays } : {}),
  ...(responseLimitWorkingDays === undefined ? { responseLimitWorkingDays: standardResponseDays } : {}),
});

/** A queue's measure, unchecked. The limit L is in minutes of review time; the mean response S / (1 − ρ) keeps it as long as ρ ≤ 1 − S / L. */
export function reviewQueueOf({ weeklyReviewMinutes, workingDaysPerWeek = standardWorkingDays, responseLimitWorkingDays = standardResponseDays, weeklyItemCount, minutesEach }: ReviewQueueQuestion): Omit<ReviewQueue, "assumptions"> {
  const dailyMinutes = weeklyReviewMinutes / workingDaysPerWeek;
  const limitMinutes = responseLimitWorkingDays === null ? null : responseLimitWorkingDays * dailyMinutes;
  const largestRatio = limitMinutes === null ? 1 : limitMinutes <= minutesEach ? 0 : 1 - minutesEach / limitMinutes;
  const largestWeeklyItemCount = (largestRatio * weeklyReviewMinutes) / minutesEach;
  const workMinutes = tidyMinutes(weeklyItemCount * minutesEach);
  const loadRatio = weeklyReviewMinutes === 0 ? null : workMinutes / weeklyReviewMinutes;
  if (loadRatio === null || loadRatio >= 1) return { loadRatio, isStable: false, waitMinutes: null, waitWorkingDays: null, responseWorkingDays: null, inTimeFraction: null, largestWeeklyItemCount, warnings: ["unstable"] };
  const responseMinutes = minutesEach / (1 - loadRatio);
  return {
    loadRatio,
    isStable: true,
    waitMinutes: tidyMinutes(loadRatio * responseMinutes),
    waitWorkingDays: (loadRatio * responseMinutes) / dailyMinutes,
    responseWorkingDays: responseMinutes / dailyMinutes,
    inTimeFraction: limitMinutes === null ? null : -Math.expm1(-limitMinutes / responseMinutes),
    largestWeeklyItemCount,
    warnings: [],
  };
}

/**
 * How long journals, homework and messages wait for a coach who keeps some time of the week free for them.
 * The queue M/M/1, a heuristic here: items come at random, reviews differ in length, one coach answers in turn; time passes only while the coach reviews, and this time is spread evenly over the working days.
 *
 *   ρ = work ÷ review time        wait = ρ / (1 − ρ) · service        response = wait + service        P(answered within L) = 1 − e^(−L / response)
 *
 * Source: L. Kleinrock, "Queueing Systems", volume 1 (1975), section 3.2.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * const queue = reviewQueue({ weeklyReviewMinutes: 300, weeklyItemCount: 40, minutesEach: 6 });
 * queue.loadRatio; // => 0.8
 * queue.waitMinutes; // => 24
 * queue.responseWorkingDays.toFixed(2); // => "0.50"
 * ```
 */
export function reviewQueue(question: ReviewQueueQuestion): ReviewQueue {
  const checked = check(ReviewQueueQuestion, question);
  return { ...reviewQueueOf(checked), assumptions: reviewAssumptions(checked) };
}
