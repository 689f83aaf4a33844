import * as z from "zod";
import { check } from "../error/index.js";
import { type Count, type Id, type Minutes, tidyMinutes } from "../unit/index.js";
import { type CapacityGuard, CapacityGuards, type GuardAssumptions, guardAssumptionsOf, type GuardedCaseload, guardedCaseload, type GuardReading } from "./capacity-guards.js";
import { CoachWeek, type CoachWeekMinutes, weekMinutesOf } from "./coach-week.js";
import { type LiveContact, liveContactOf, type LoadCategory, type LoadSlice, minutesEachOf, ParticipantLoad, slicesOf } from "./participant-load.js";
import { demandMomentsOf, isRough } from "./weekly-demand.js";

/** What capacity is worked out from. */
export interface CapacityInput {
  /** The coach's week. */
  readonly week: CoachWeek;
  /** What one participant takes. */
  readonly load: ParticipantLoad;
  /** What a caseload has to keep besides the time. */
  readonly guards?: CapacityGuards;
}
/** Schema of what capacity is worked out from. */
export const CapacityInput = z.strictObject({ week: CoachWeek, load: ParticipantLoad, guards: z.exactOptional(CapacityGuards) }).readonly() satisfies z.ZodType<CapacityInput>;

/** Minutes a week, split in two ways; each adds up to the total. */
export interface LoadMinutes {
  /** All of them. */
  readonly totalMinutes: Minutes;
  /** By what they go into; `noShows` is live time and travel of bookings that are not held. */
  readonly byCategory: Readonly<Record<LoadCategory, Minutes>>;
  /** By modality, in the order of the load; null is the time between sessions: journals, homework, messages. */
  readonly byModality: readonly { readonly modality: Id | null; readonly minutes: Minutes }[];
}

/** How many participants a coach can carry. */
export interface CoachCapacity {
  /** Whole participants: the least that any guard allows. */
  readonly participantCount: Count;
  /** The same before rounding down. */
  readonly exactParticipants: number;
  /** The guard that sets the number. */
  readonly bindingGuard: CapacityGuard;
  /** Why there is room for nobody: `no-capacity`, the coach has no time for participants; `load-above-capacity`, one takes more than the time; `guard`, no caseload keeps the binding guard. Null when there is room. */
  readonly reason: "no-capacity" | "load-above-capacity" | "guard" | null;
  /** Every guard with the caseload that it allows. */
  readonly guards: readonly GuardReading[];
  /** Where the paid week goes. */
  readonly weekMinutes: CoachWeekMinutes;
  /** The hours ledger of one participant. */
  readonly participantMinutes: LoadMinutes;
  /** The hours ledger of the whole caseload: with `spareMinutes` it adds up to the deliverable minutes. */
  readonly caseloadMinutes: LoadMinutes;
  /** Minutes a week left over; many when another guard than the time binds. */
  readonly spareMinutes: Minutes;
  /** The live time that a participant gets. */
  readonly liveContact: LiveContact;
  /** Limits that were not given: heuristics. */
  readonly assumptions: GuardAssumptions;
  /** `few-live-minutes`, `long-live-gap`: this guard does not hold for the load as it is. `fixed-duties-exceed-time`: the duties alone fill the week. `review-time-exceeds-time`: more time is kept free for reviews than there is for participants; it counts as all of that. `rough-approximation`: `week-fit` rests on fewer than five things that are up to chance. */
  readonly warnings: readonly ("few-live-minutes" | "long-live-gap" | "fixed-duties-exceed-time" | "review-time-exceeds-time" | "rough-approximation")[];
}

const noMinutes: Readonly<Record<LoadCategory, Minutes>> = { live: 0, preparation: 0, notes: 0, travel: 0, noShows: 0, journals: 0, homework: 0, messages: 0 };

/** The ledger of so many participants. */
function loadMinutesOf(slices: readonly LoadSlice[], participantCount: number): LoadMinutes {
  const byCategory = { ...noMinutes };
  const byModality = new Map<Id | null, Minutes>();
  for (const { category, modality, minutes } of slices) {
    const taken = minutes * participantCount;
    byCategory[category] += taken;
    byModality.set(modality, (byModality.get(modality) ?? 0) + taken);
  }
  for (const category of Object.keys(byCategory) as LoadCategory[]) byCategory[category] = tidyMinutes(byCategory[category]);
  return {
    totalMinutes: tidyMinutes(slices.reduce((sum, { minutes }) => sum + minutes * participantCount, 0)),
    byCategory,
    byModality: [...byModality].map(([modality, minutes]) => ({ modality, minutes: tidyMinutes(minutes) })),
  };
}

function reasonOf({ participantCount, bindingGuard }: Pick<CoachCapacity, "participantCount" | "bindingGuard">, deliverableMinutes: Minutes): CoachCapacity["reason"] {
  if (participantCount > 0) return null;
  if (deliverableMinutes === 0) return "no-capacity";
  return bindingGuard === "time" ? "load-above-capacity" : "guard";
}

function warningsOf({ week, load, guards = {} }: CapacityInput, { guards: readings, participantCount }: GuardedCaseload, { fixedDutyMinutes, deliverableMinutes }: CoachWeekMinutes): CoachCapacity["warnings"] {
  const isBroken = (guard: CapacityGuard): boolean => readings.some((reading) => reading.guard === guard && !reading.isKept);
  return [
    ...(isBroken("live-minutes") ? (["few-live-minutes"] as const) : []),
    ...(isBroken("live-gap") ? (["long-live-gap"] as const) : []),
    ...(week.weeklyFixedDutyMinutes > fixedDutyMinutes ? (["fixed-duties-exceed-time"] as const) : []),
    ...(guards.review !== undefined && guards.review.weeklyReviewMinutes > deliverableMinutes ? (["review-time-exceeds-time"] as const) : []),
    ...(guards.weekFitFraction !== undefined && isRough(demandMomentsOf(load), participantCount) ? (["rough-approximation"] as const) : []),
  ];
}

/** The measure, unchecked. */
export function capacityOf(input: CapacityInput): CoachCapacity {
  const { week, load, guards = {} } = input;
  const weekMinutes = weekMinutesOf(week);
  const { deliverableMinutes } = weekMinutes;
  const caseload = guardedCaseload(load, deliverableMinutes, guards);
  const slices = slicesOf(load);
  return {
    ...caseload,
    reason: reasonOf(caseload, deliverableMinutes),
    weekMinutes,
    participantMinutes: loadMinutesOf(slices, 1),
    caseloadMinutes: loadMinutesOf(slices, caseload.participantCount),
    spareMinutes: Math.max(0, tidyMinutes(deliverableMinutes - caseload.participantCount * minutesEachOf(load).minutes)),
    liveContact: liveContactOf(load),
    assumptions: guardAssumptionsOf(load, guards),
    warnings: warningsOf(input, caseload, weekMinutes),
  };
}

/**
 * How many participants one coach can carry in a week, what sets the number, and where the hours go. Time, not heads, is what a coach has: preparation, notes, travel, bookings that are not held, journals, homework and messages count as the live time does.
 *
 *   deliverable = (contract · (1 − shrinkage) − fixed duties) · utilization
 *   each        = Σ sessions per week · (live + preparation + notes + travel) / group size + journals + homework + messages
 *   participants = ⌊deliverable / each⌋, or fewer where another guard binds
 *
 * How much preparation and notes take differs widely: ask, do not assume. The limits of the guards are heuristics.
 * Studies of coaching did not find that outcomes depend on the number of sessions, but they go along with the working alliance (r = .41 in 27 samples), which is correlation: so guard the relationship itself by `rapportByCaseload` where there is data, rather than a count of sessions.
 * Sources: R. Jones, S. Woods, Y. Guillaume, "The effectiveness of workplace coaching: a meta-analysis", Journal of Occupational and Organizational Psychology 89 (2016); C. Graßmann, F. Schölmerich, C. Schermuly, "The relationship between working alliance and client outcomes in coaching: a meta-analysis", Human Relations 73 (2020).
 *
 * @throws CoachingError `participant-load.no_time_each`, `participant-load.more_than_a_week`, `input.*`
 * @example
 * ```ts
 * const week = { weeklyContractMinutes: 2400, shrinkageFraction: 0.25, weeklyFixedDutyMinutes: 120, utilizationFraction: 0.85 };
 * const load = { sessions: [{ modality: "one-to-one", sessionsPerWeek: 0.5, groupSize: 1, liveMinutes: 60, preparationMinutes: 15, noteMinutes: 15, travelMinutes: 0 }] };
 * const capacity = coachCapacity({ week, load });
 * capacity.participantCount; // => 31
 * capacity.bindingGuard; // => "time"
 * capacity.spareMinutes; // => 33
 * ```
 */
export function coachCapacity(input: CapacityInput): CoachCapacity {
  return capacityOf(check(CapacityInput, input));
}
