import * as z from "zod";
import { Minutes, tidyMinutes } from "../unit/index.js";

const BelowOne = z.number().min(0).lt(1, { error: "A whole week can be neither lost nor booked; 0.2 means 20 %.\nUse a fraction from 0 to below 1." });

/** A coach's week: the paid time, and what of it is there for participants. */
export interface CoachWeek {
  /** Paid minutes a week. */
  readonly weeklyContractMinutes: Minutes;
  /** Share of the paid time that is not available: leave, illness, training. Below 1. */
  readonly shrinkageFraction: number;
  /** Minutes a week for fixed duties: team meetings, reporting. */
  readonly weeklyFixedDutyMinutes: Minutes;
  /** Share of the remaining time that may be booked. Below 1: a week without slack breaks at the first surprise. */
  readonly utilizationFraction: number;
}
/** Schema of a coach's week. */
export const CoachWeek = z.strictObject({ weeklyContractMinutes: Minutes, shrinkageFraction: BelowOne, weeklyFixedDutyMinutes: Minutes, utilizationFraction: BelowOne }).readonly() satisfies z.ZodType<CoachWeek>;

/** Where a coach's paid week goes: the last four add up to the first. */
export interface CoachWeekMinutes {
  /** Paid. */
  readonly contractMinutes: Minutes;
  /** Not available. */
  readonly shrinkageMinutes: Minutes;
  /** Fixed duties, as far as there is time for them. */
  readonly fixedDutyMinutes: Minutes;
  /** Kept free of bookings. */
  readonly unbookedMinutes: Minutes;
  /** There for participants: what a planner takes as the coach's available minutes. */
  readonly deliverableMinutes: Minutes;
}

/** deliverable = (contract · (1 − shrinkage) − fixed duties) · utilization, never below 0. */
export function weekMinutesOf({ weeklyContractMinutes, shrinkageFraction, weeklyFixedDutyMinutes, utilizationFraction }: CoachWeek): CoachWeekMinutes {
  const presentMinutes = tidyMinutes(weeklyContractMinutes * (1 - shrinkageFraction));
  const fixedDutyMinutes = Math.min(weeklyFixedDutyMinutes, presentMinutes);
  const deliverableMinutes = tidyMinutes((presentMinutes - fixedDutyMinutes) * utilizationFraction);
  return {
    contractMinutes: weeklyContractMinutes,
    shrinkageMinutes: tidyMinutes(weeklyContractMinutes - presentMinutes),
    fixedDutyMinutes,
    unbookedMinutes: tidyMinutes(presentMinutes - fixedDutyMinutes - deliverableMinutes),
    deliverableMinutes,
  };
}
