import * as z from "zod";
import { check, type Fault, faultAt } from "../error/index.js";
import { Count, Fraction, Minutes, tidyMinutes } from "../unit/index.js";

const BelowOne = z.number().min(0).lt(1, { error: "A whole week cannot be lost; 0.2 means 20 %.\nUse a fraction from 0 to below 1." });

/** A coach's week: the paid time, and what of it is there for participants. */
export interface CoachWeek {
  /** Paid minutes a week. */
  readonly weeklyContractMinutes: Minutes;
  /** Paid time that is not available: leave, illness, training. Below 1. */
  readonly shrinkageFraction: Fraction;
  /** Minutes a week for fixed duties: team meetings, reporting. */
  readonly weeklyFixedDutyMinutes: Minutes;
  /** Share of the remaining time that may be booked. */
  readonly utilizationFraction: Fraction;
}
/** Schema of a coach's week. */
export const CoachWeek = z.strictObject({ weeklyContractMinutes: Minutes, shrinkageFraction: BelowOne, weeklyFixedDutyMinutes: Minutes, utilizationFraction: Fraction }).readonly() satisfies z.ZodType<CoachWeek>;

/** What one participant takes of a coach's time. */
export interface ParticipantLoad {
  /** Live sessions a week: 0.5 is one every two weeks. */
  readonly sessionsPerWeek: number;
  /** Participants who share a session; 1 for a one-to-one. */
  readonly groupSize: Count;
  /** Live time of a session. */
  readonly liveMinutes: Minutes;
  /** Preparation of a session. */
  readonly preparationMinutes: Minutes;
  /** Notes after a session. */
  readonly noteMinutes: Minutes;
  /** Travel for a session. */
  readonly travelMinutes: Minutes;
  /** Reading and answering the participant's journal, each week. */
  readonly weeklyJournalMinutes: Minutes;
  /** Messages between sessions, each week. */
  readonly weeklyMessageMinutes: Minutes;
}
/** Schema of a participant's load. */
export const ParticipantLoad = z
  .strictObject({
    sessionsPerWeek: z.number().min(0).max(50), groupSize: z.int().min(1).max(1000), liveMinutes: Minutes, preparationMinutes: Minutes, noteMinutes: Minutes, travelMinutes: Minutes,
    weeklyJournalMinutes: Minutes, weeklyMessageMinutes: Minutes,
  })
  .readonly() satisfies z.ZodType<ParticipantLoad>;

/** What capacity is worked out from. */
export interface CapacityInput {
  /** The coach's week. */
  readonly week: CoachWeek;
  /** What one participant takes. */
  readonly load: ParticipantLoad;
  /** The most participants one coach may carry, whatever the time; a guard of quality. */
  readonly caseloadCap?: Count;
}
const CapacityInput = z.strictObject({ week: CoachWeek, load: ParticipantLoad, caseloadCap: z.exactOptional(Count) }).readonly() satisfies z.ZodType<CapacityInput>;

/** How many participants a coach can carry. */
export interface CoachCapacity {
  /** Whole participants. */
  readonly participantCount: Count;
  /** The same before rounding down and before the cap. */
  readonly exactParticipants: number;
  /** Minutes a week that are there for participants. */
  readonly deliverableMinutes: Minutes;
  /** Minutes a week that one participant takes. */
  readonly minutesPerParticipant: Minutes;
  /** What these minutes go into. */
  readonly minutesByCategory: { readonly live: Minutes; readonly preparation: Minutes; readonly notes: Minutes; readonly travel: Minutes; readonly journals: Minutes; readonly messages: Minutes };
  /** Minutes a week left over. */
  readonly spareMinutes: Minutes;
  /** What sets the number: the time, the cap, or that there is no time at all. */
  readonly limitedBy: "time" | "caseload-cap" | "no-capacity";
  /** `few-live-minutes`: less than 60 live minutes a month for each; `long-live-gap`: more than 35 days between two live sessions. Both limits are heuristics. */
  readonly warnings: readonly ("few-live-minutes" | "long-live-gap")[];
}

const noTimeEach: Fault = { code: "coach-capacity.no_time_each", message: "A participant would take none of the coach's time, so the number would have no end.", hint: "Give the load some minutes." };
const leastLiveMinutesPerMonth = 60;
const longestLiveGapDays = 35;

function guardsOf({ sessionsPerWeek, liveMinutes }: ParticipantLoad): CoachCapacity["warnings"] {
  const liveMinutesPerMonth = tidyMinutes((sessionsPerWeek * liveMinutes * 52) / 12);
  const isFew = liveMinutesPerMonth < leastLiveMinutesPerMonth;
  const isLong = sessionsPerWeek * longestLiveGapDays < 7;
  return [...(isFew ? (["few-live-minutes"] as const) : []), ...(isLong ? (["long-live-gap"] as const) : [])];
}

/**
 * How many participants one coach can carry in a week. Time, not heads, is what a coach has: preparation, notes, travel, journals and messages count as the live time does.
 *
 *   deliverable = (contract · (1 − shrinkage) − fixed duties) · utilization
 *   each        = sessions per week · (live + preparation + notes + travel) / group size + journals + messages
 *   participants = ⌊deliverable / each⌋
 *
 * @throws CoachingError `coach-capacity.no_time_each`, `input.*`
 * @example
 * ```ts
 * const week = { weeklyContractMinutes: 2400, shrinkageFraction: 0.25, weeklyFixedDutyMinutes: 120, utilizationFraction: 0.85 };
 * const load = { sessionsPerWeek: 0.5, groupSize: 1, liveMinutes: 60, preparationMinutes: 15, noteMinutes: 15, travelMinutes: 0, weeklyJournalMinutes: 0, weeklyMessageMinutes: 0 };
 * coachCapacity({ week, load }).participantCount; // => 31
 * ```
 */
export function coachCapacity(input: CapacityInput): CoachCapacity {
  const { week, load, caseloadCap } = check(CapacityInput, input);
  const perSession = (minutes: Minutes): Minutes => tidyMinutes((load.sessionsPerWeek * minutes) / load.groupSize);
  const minutesByCategory = { live: perSession(load.liveMinutes), preparation: perSession(load.preparationMinutes), notes: perSession(load.noteMinutes), travel: perSession(load.travelMinutes), journals: load.weeklyJournalMinutes, messages: load.weeklyMessageMinutes };
  const minutesPerParticipant = tidyMinutes(Object.values(minutesByCategory).reduce((sum, minutes) => sum + minutes, 0));
  if (minutesPerParticipant === 0) throw faultAt(noTimeEach, ["load"]);
  const deliverableMinutes = Math.max(0, tidyMinutes((week.weeklyContractMinutes * (1 - week.shrinkageFraction) - week.weeklyFixedDutyMinutes) * week.utilizationFraction));
  const exactParticipants = deliverableMinutes / minutesPerParticipant;
  const byTime = Math.floor(tidyMinutes(exactParticipants));
  const participantCount = Math.min(byTime, caseloadCap ?? byTime);
  return {
    participantCount,
    exactParticipants,
    deliverableMinutes,
    minutesPerParticipant,
    minutesByCategory,
    spareMinutes: Math.max(0, tidyMinutes(deliverableMinutes - participantCount * minutesPerParticipant)),
    limitedBy: deliverableMinutes === 0 ? "no-capacity" : participantCount < byTime ? "caseload-cap" : "time",
    warnings: guardsOf(load),
  };
}

/** What a change of the design does to a coach's capacity. */
export interface CapacityChange {
  /** The coach's week. */
  readonly week: CoachWeek;
  /** What a participant takes today. */
  readonly before: ParticipantLoad;
  /** What a participant would take: homework and journals in place of some sessions. */
  readonly after: ParticipantLoad;
}
const CapacityChange = z.strictObject({ week: CoachWeek, before: ParticipantLoad, after: ParticipantLoad }).readonly() satisfies z.ZodType<CapacityChange>;

/** The gain or loss of capacity. */
export interface CapacityGain {
  /** Capacity today. */
  readonly before: CoachCapacity;
  /** Capacity after the change. */
  readonly after: CoachCapacity;
  /** Time of one participant before ÷ after; above 1 is a gain. */
  readonly capacityRatio: number;
  /** Participants more, or fewer when negative. */
  readonly addedParticipantCount: number;
  /** Minutes a week for journals and messages at which the change gains nothing: what the sessions that fall away save. 0 when they save nothing. */
  readonly breakEvenMinutes: Minutes;
  /** `capacity-loss` when one participant takes more time than before. */
  readonly warnings: readonly "capacity-loss"[];
}

/**
 * How many more participants a coach can carry when homework and journals replace some sessions, and how long reading them may take before it gains nothing.
 *
 * @throws CoachingError `coach-capacity.no_time_each`, `input.*`
 * @example
 * ```ts
 * const week = { weeklyContractMinutes: 2400, shrinkageFraction: 0.25, weeklyFixedDutyMinutes: 120, utilizationFraction: 0.85 };
 * const before = { sessionsPerWeek: 0.5, groupSize: 1, liveMinutes: 60, preparationMinutes: 15, noteMinutes: 15, travelMinutes: 0, weeklyJournalMinutes: 0, weeklyMessageMinutes: 0 };
 * const gain = capacityGain({ week, before, after: { ...before, sessionsPerWeek: 0.25, weeklyJournalMinutes: 6, weeklyMessageMinutes: 3 } });
 * gain.addedParticipantCount; // => 14
 * gain.breakEvenMinutes; // => 22.5
 * ```
 */
export function capacityGain(change: CapacityChange): CapacityGain {
  const { week, before: loadBefore, after: loadAfter } = check(CapacityChange, change);
  const before = coachCapacity({ week, load: loadBefore });
  const after = coachCapacity({ week, load: loadAfter });
  const reading = loadAfter.weeklyJournalMinutes + loadAfter.weeklyMessageMinutes;
  return {
    before,
    after,
    capacityRatio: before.minutesPerParticipant / after.minutesPerParticipant,
    addedParticipantCount: after.participantCount - before.participantCount,
    breakEvenMinutes: Math.max(0, tidyMinutes(before.minutesPerParticipant - (after.minutesPerParticipant - reading))),
    warnings: after.minutesPerParticipant > before.minutesPerParticipant ? ["capacity-loss"] : [],
  };
}
