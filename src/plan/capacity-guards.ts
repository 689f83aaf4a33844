import * as z from "zod";
import { Count, type Fraction, Minutes, tidyMinutes } from "../unit/index.js";
import { CAPACITY_LIMITS, liveContactOf, type MinutesEach, minutesEachOf, type ParticipantLoad, withSessionsTimes } from "./participant-load.js";
import { reviewAssumptions, reviewQueueOf, ReviewTime } from "./review-queue.js";
import { type DemandMoments, demandMomentsOf, fitOf, fittingCaseload, WeekFit } from "./weekly-demand.js";

/** What a caseload has to keep besides the coach's time. The two live guards hold unless they are turned off by null; the others where they are given. The limits themselves are heuristics: set your own. */
export interface CapacityGuards {
  /** Live minutes a month that each participant gets at least; 60 when absent, null for none. */
  readonly leastLiveMinutesPerMonth?: Minutes | null;
  /** Days between two live sessions at most; 35 when absent, null for none. */
  readonly longestLiveGapDays?: number | null;
  /** The most participants of one coach, whatever the time. */
  readonly caseloadCap?: Count;
  /** The time that is kept free for reviews, and so not for sessions, and how soon an answer is due; counted as the coach's deliverable time where it is more. */
  readonly review?: ReviewTime;
  /** The share of weeks in which the demand stays within the coach's time, 0.5 to 0.9999 (see `weeklyDemand`). */
  readonly weekFitFraction?: Fraction;
  /** The limit that rapport sets by the host's own data, as `rapportByCaseload` gives it; null where the data set none. */
  readonly rapportCaseload?: Count | null;
}
/** Schema of a caseload's guards. */
export const CapacityGuards = z
  .strictObject({
    leastLiveMinutesPerMonth: z.exactOptional(z.nullable(Minutes)), longestLiveGapDays: z.exactOptional(z.nullable(z.number().positive().max(3660))), caseloadCap: z.exactOptional(Count),
    review: z.exactOptional(ReviewTime), weekFitFraction: z.exactOptional(WeekFit), rapportCaseload: z.exactOptional(z.nullable(Count)),
  })
  .readonly() satisfies z.ZodType<CapacityGuards>;

/** What limits a caseload. */
export type CapacityGuard = "time" | "busiest-week" | "week-fit" | "session-time" | "review-queue" | "response-time" | "live-minutes" | "live-gap" | "caseload-cap" | "rapport";

/** One limit on a caseload. */
export interface GuardReading {
  /**
   * `time`: minutes a week. `busiest-week`: minutes of the busiest week. `week-fit`: share of weeks within the time. `session-time`: minutes a week in sessions, within the time that is not kept free for reviews. `review-queue`: review work ÷ review time, below 1. `response-time`: working days until an answer.
   * `live-minutes`: live minutes a month of each. `live-gap`: days between live sessions. `caseload-cap`, `rapport`: participants.
   */
  readonly guard: CapacityGuard;
  /** The largest caseload that keeps it; null for a live guard that holds, which it does at any caseload. For one that does not hold: the largest caseload that keeps all limits on the coach's time (those named before it) if sessions came more often, just so often that it holds, and a known busiest week grew along; 0 without sessions. */
  readonly participantCount: Count | null;
  /** The same, not rounded down. */
  readonly exactParticipants: number | null;
  /** What it may be: at least for `live-minutes` and `week-fit`, at most for the others. */
  readonly limit: number;
  /** What it is at the caseload that was answered; null where there is no such number (an unstable queue, no session). */
  readonly measured: number | null;
  /** Whether it holds at that caseload. A live guard that does not hold lowers the caseload, but only other sessions mend it. */
  readonly isKept: boolean;
}

/** What the guards leave unsaid and was taken as a heuristic. */
export interface GuardAssumptions {
  /** Live minutes a month of each participant at least. */
  readonly leastLiveMinutesPerMonth?: Minutes;
  /** Days between live sessions at most. */
  readonly longestLiveGapDays?: number;
  /** Working days of a week. */
  readonly workingDaysPerWeek?: number;
  /** Working days until an answer. */
  readonly responseLimitWorkingDays?: number;
  /** Modalities whose bookings are all taken as held. */
  readonly modalitiesWithoutNoShow?: readonly string[];
}

const standardLiveMinutes = 60;
const standardGapDays = 35;

/** The limits that were not given. */
export const guardAssumptionsOf = ({ sessions }: ParticipantLoad, { leastLiveMinutesPerMonth, longestLiveGapDays, review }: CapacityGuards): GuardAssumptions => {
  const without = [...new Set(sessions.filter(({ noShow }) => noShow === undefined).map(({ modality }) => modality))].toSorted();
  return {
    ...(leastLiveMinutesPerMonth === undefined ? { leastLiveMinutesPerMonth: standardLiveMinutes } : {}),
    ...(longestLiveGapDays === undefined ? { longestLiveGapDays: standardGapDays } : {}),
    ...(review === undefined ? {} : reviewAssumptions(review)),
    ...(without.length === 0 ? {} : { modalitiesWithoutNoShow: without }),
  };
};

/** A limit before it is known which one binds. */
interface Limit {
  readonly guard: CapacityGuard;
  readonly exactParticipants: number | null;
  /** Set where the exact number itself is one too many. */
  readonly isOpen?: true;
  readonly limit: number;
  readonly measure: (participantCount: Count) => number | null;
  readonly isKept?: boolean;
}

const countOf = ({ exactParticipants, isOpen }: Limit): Count | null => (exactParticipants === null ? null : isOpen === true ? Math.max(0, Math.ceil(tidyMinutes(exactParticipants)) - 1) : Math.floor(tidyMinutes(exactParticipants)));

/** A limit with its number. */
interface TightLimit {
  readonly limit: Limit;
  readonly exactParticipants: number;
  readonly count: Count;
}

/** A load, its minutes, and the time there is. */
interface Weighed {
  readonly load: ParticipantLoad;
  readonly each: MinutesEach;
  readonly deliverableMinutes: Minutes;
}

const weekFitLimit = (moments: DemandMoments, deliverableMinutes: Minutes, limit: Fraction): Limit => ({ guard: "week-fit", exactParticipants: fittingCaseload(moments, deliverableMinutes, limit), limit, measure: (count) => fitOf(moments, deliverableMinutes, count) });

function timeLimits({ load, each: { minutes }, deliverableMinutes }: Weighed, weekFitFraction: Fraction | undefined): readonly Limit[] {
  const { busiestWeekMinutes } = load;
  const upTo = (guard: CapacityGuard, each: number): Limit => ({ guard, exactParticipants: deliverableMinutes / each, limit: deliverableMinutes, measure: (count) => tidyMinutes(count * each) });
  return [
    upTo("time", minutes),
    ...(busiestWeekMinutes === undefined || busiestWeekMinutes <= minutes ? [] : [upTo("busiest-week", busiestWeekMinutes)]),
    ...(weekFitFraction === undefined ? [] : [weekFitLimit(demandMomentsOf(load), deliverableMinutes, weekFitFraction)]),
  ];
}

/** So little a week limits no caseload. */
const negligibleMinutes = 0.001;

/** No more time is kept free for reviews than there is. */
function reviewLimits({ load, each: { sessionMinutes, reviewMinutes }, deliverableMinutes }: Weighed, review: ReviewTime | undefined): readonly Limit[] {
  if (review === undefined || reviewMinutes < negligibleMinutes) return [];
  const weeklyReviewMinutes = Math.min(review.weeklyReviewMinutes, deliverableMinutes);
  const countPerWeek = [load.journals, load.homework, load.messages].reduce((sum, task) => sum + (task === undefined || task.minutesEach === 0 ? 0 : task.countPerWeek), 0);
  const queueOf = (count: Count) => reviewQueueOf({ ...review, weeklyReviewMinutes, weeklyItemCount: count * countPerWeek, minutesEach: reviewMinutes / countPerWeek });
  const { responseLimitWorkingDays = null } = { ...reviewAssumptions(review), ...review };
  const freeMinutes = deliverableMinutes - weeklyReviewMinutes;
  return [
    ...(sessionMinutes < negligibleMinutes ? [] : [{ guard: "session-time", exactParticipants: freeMinutes / sessionMinutes, limit: freeMinutes, measure: (count: Count) => tidyMinutes(count * sessionMinutes) } as const]),
    { guard: "review-queue", exactParticipants: weeklyReviewMinutes / reviewMinutes, isOpen: true, limit: 1, measure: (count) => queueOf(count).loadRatio },
    ...(responseLimitWorkingDays === null ? [] : [{ guard: "response-time", exactParticipants: queueOf(0).largestWeeklyItemCount / countPerWeek, limit: responseLimitWorkingDays, measure: (count: Count) => queueOf(count).responseWorkingDays } as const]),
  ];
}

/** Every limit on the coach's time. */
const allTimeLimits = (weighed: Weighed, { weekFitFraction, review }: CapacityGuards): readonly Limit[] => [...timeLimits(weighed, weekFitFraction), ...reviewLimits(weighed, review)];

/** The limit that allows the fewest; of equal ones the first. */
const tightest = (limits: readonly Limit[]): TightLimit => limits
  .flatMap((limit) => (limit.exactParticipants === null ? [] : [{ limit, exactParticipants: limit.exactParticipants, count: countOf(limit) ?? 0 }]))
  .reduce((least, one) => (one.count < least.count || (one.count === least.count && one.exactParticipants < least.exactParticipants) ? one : least));

/** What a live guard that does not hold allows: the tightest limit on the coach's time, with sessions so many times as often. Nobody where no number of sessions mends it (null), or one participant would take more than a week. */
function mendedBy(times: number | null, { load, deliverableMinutes }: Weighed, guards: CapacityGuards): Pick<Limit, "exactParticipants" | "isOpen"> {
  if (times === null) return { exactParticipants: 0 };
  const mended = withSessionsTimes(load, times);
  const each = minutesEachOf(mended);
  // written so that NaN, zero sessions infinitely often, is refused too
  if (!(each.minutes <= CAPACITY_LIMITS.participantMinutes)) return { exactParticipants: 0 };
  const { limit, exactParticipants } = tightest(allTimeLimits({ load: mended, each, deliverableMinutes }, guards));
  return limit.isOpen === true ? { exactParticipants, isOpen: true } : { exactParticipants };
}

/** The guards on what each participant gets. */
function liveLimits(weighed: Weighed, guards: CapacityGuards): readonly Limit[] {
  const { leastLiveMinutesPerMonth = standardLiveMinutes, longestLiveGapDays = standardGapDays } = guards;
  const { minutesPerMonth, longestGapDays } = liveContactOf(weighed.load);
  const limitOf = (guard: CapacityGuard, measured: number | null, { limit, isKept, times }: { readonly limit: number; readonly isKept: boolean; readonly times: number | null }): Limit =>
    ({ guard, ...(isKept ? { exactParticipants: null } : mendedBy(times, weighed, guards)), limit, measure: () => measured, isKept });
  return [
    ...(leastLiveMinutesPerMonth === null ? [] : [limitOf("live-minutes", minutesPerMonth, { limit: leastLiveMinutesPerMonth, isKept: minutesPerMonth >= leastLiveMinutesPerMonth, times: minutesPerMonth === 0 ? null : leastLiveMinutesPerMonth / minutesPerMonth })]),
    ...(longestLiveGapDays === null ? [] : [limitOf("live-gap", longestGapDays, { limit: longestLiveGapDays, isKept: longestGapDays !== null && longestGapDays <= longestLiveGapDays, times: longestGapDays === null ? null : longestGapDays / longestLiveGapDays })]),
  ];
}

/** The guards, and which one gives the caseload. */
export interface GuardedCaseload {
  readonly participantCount: Count;
  readonly exactParticipants: number;
  readonly bindingGuard: CapacityGuard;
  readonly guards: readonly GuardReading[];
}

/** The least caseload of all guards; of equal ones the first binds. */
export function guardedCaseload(load: ParticipantLoad, deliverableMinutes: Minutes, guards: CapacityGuards): GuardedCaseload {
  const heads = (guard: CapacityGuard, cap: Count | null = null): readonly Limit[] => (cap === null ? [] : [{ guard, exactParticipants: cap, limit: cap, measure: (count) => count }]);
  const weighed = { load, each: minutesEachOf(load), deliverableMinutes };
  const limits = [...allTimeLimits(weighed, guards), ...liveLimits(weighed, guards), ...heads("caseload-cap", guards.caseloadCap), ...heads("rapport", guards.rapportCaseload)];
  const { limit: binding, exactParticipants, count: participantCount } = tightest(limits);
  const guardRows = limits.map((limit): GuardReading => ({ guard: limit.guard, participantCount: countOf(limit), exactParticipants: limit.exactParticipants, limit: limit.limit, measured: limit.measure(participantCount), isKept: limit.isKept ?? true }));
  return { participantCount, exactParticipants, bindingGuard: binding.guard, guards: guardRows };
}
