import * as z from "zod";
import { check } from "../error/index.js";
import { standardNormalProbability, standardNormalQuantile } from "../statistics/index.js";
import { type Count, type Fraction, type Minutes, tidyMinutes } from "../unit/index.js";
import { CoachWeek, weekMinutesOf } from "./coach-week.js";
import { attendanceOf, CAPACITY_LIMITS, ParticipantLoad, type SessionLoad } from "./participant-load.js";

/** The share of weeks that are to stay within the coach's time, 0.5 to 0.9999. */
export const WeekFit = z.number().min(0.5).max(0.9999);

/** A caseload whose demand varies from week to week. */
export interface WeeklyDemandQuestion {
  /** The coach's week. */
  readonly week: CoachWeek;
  /** What one participant takes. */
  readonly load: ParticipantLoad;
  /** The caseload. */
  readonly participantCount: Count;
  /** Shares of weeks that are to stay within the coach's time; 0.8 and 0.95 when absent. */
  readonly fitFractions?: readonly number[];
}
/** Schema of a caseload whose demand varies. */
export const WeeklyDemandQuestion = z
  .strictObject({ week: CoachWeek, load: ParticipantLoad, participantCount: z.int().min(0).max(CAPACITY_LIMITS.participants), fitFractions: z.exactOptional(z.array(WeekFit).min(1).max(20).readonly()) })
  .readonly() satisfies z.ZodType<WeeklyDemandQuestion>;

/** How a caseload's demand lies to the coach's time. */
export interface WeeklyDemand {
  /** Mean demand of a week. */
  readonly expectedMinutes: Minutes;
  /** Standard deviation from week to week. */
  readonly standardDeviationMinutes: Minutes;
  /** The coach's time for participants. */
  readonly deliverableMinutes: Minutes;
  /** Mean demand ÷ the coach's time; null without time. */
  readonly loadRatio: number | null;
  /** Share of weeks whose demand is more than the coach's time. */
  readonly overloadFraction: Fraction;
  /** For each share of weeks that are to fit, the largest caseload. */
  readonly caseloads: readonly { readonly fitFraction: Fraction; readonly participantCount: Count; readonly exactParticipants: number }[];
  /** Always the normal approximation. */
  readonly method: "normal-approximation";
  /** What the caller did not say. */
  readonly assumptions: { readonly fitFractions?: readonly number[] };
  /** `rough-approximation`: so few things are up to chance (fewer than five; a few long ones among many short ones count as few) that the share of weeks may be off by more than 0.12. */
  readonly warnings: readonly "rough-approximation"[];
}

/** Mean and variance of a week's minutes, each for one participant, and how uneven what is up to chance is. */
export interface DemandMoments {
  readonly mean: number;
  readonly variance: number;
  /** Σ v s³ over what is up to chance, where the variance is Σ v s²: things that come with variance v in their number and take s minutes each. */
  readonly thirdPower: number;
}

const chanceOf = (count: number): number => (count - Math.floor(count)) * (1 - count + Math.floor(count));

/**
 * B bookings of a group in a week are ⌊b⌋ or one more, so that their mean is b; each is held with probability 1 − q at cost H, else costs M.
 * Mean b · X̄ and variance b · q (1 − q) (H − M)² + Var(B) · X̄² for a group of g: a g-th of both for one participant.
 */
function sessionMoments(session: SessionLoad): DemandMoments {
  const { groupSize, liveMinutes, preparationMinutes, noteMinutes, travelMinutes, noShow = { fraction: 0, then: "lost" } } = session;
  const { bookings } = attendanceOf(session);
  const q = noShow.fraction;
  const missed = liveMinutes + travelMinutes + (noShow.then === "lost" ? preparationMinutes : 0);
  const held = liveMinutes + travelMinutes + preparationMinutes + noteMinutes;
  const each = (1 - q) * held + q * missed;
  const spread = (power: number): number => (bookings * q * (1 - q) * (held - missed) ** power + chanceOf(bookings) * each ** power) / groupSize;
  return { mean: (bookings * each) / groupSize, variance: spread(2), thirdPower: spread(3) };
}

/** A week of one participant: journals and homework are due so many a week, messages come by chance (Poisson). */
export function demandMomentsOf({ sessions, journals, homework, messages }: ParticipantLoad): DemandMoments {
  const tasks = [[journals, chanceOf], [homework, chanceOf], [messages, (count: number) => count]] as const;
  const ofTasks = tasks.flatMap(([task, spread]): readonly DemandMoments[] => (task === undefined ? [] : [{ mean: task.countPerWeek * task.minutesEach, variance: spread(task.countPerWeek) * task.minutesEach ** 2, thirdPower: spread(task.countPerWeek) * task.minutesEach ** 3 }]));
  const all = [...sessions.map(sessionMoments), ...ofTasks];
  const sum = (key: keyof DemandMoments): number => all.reduce((total, moments) => total + moments[key], 0);
  return { mean: sum("mean"), variance: sum("variance"), thirdPower: sum("thirdPower") };
}

/** The largest n with n μ + z √(n σ²) ≤ T: √n = 2 T / (z σ + √(z² σ² + 4 μ T)), which loses no digits. */
export function fittingCaseload({ mean, variance }: DemandMoments, deliverableMinutes: Minutes, fitFraction: Fraction): number {
  const reserve = standardNormalQuantile(fitFraction) * Math.sqrt(variance);
  const bottom = reserve + Math.sqrt(reserve * reserve + 4 * mean * deliverableMinutes);
  return bottom === 0 ? 0 : ((2 * deliverableMinutes) / bottom) ** 2;
}

/** The share of weeks in which n participants stay within the coach's time. */
export function fitOf({ mean, variance }: DemandMoments, deliverableMinutes: Minutes, participantCount: Count): Fraction {
  const slack = tidyMinutes(deliverableMinutes - participantCount * mean);
  const deviation = Math.sqrt(participantCount * variance);
  if (deviation < 1e-6) return slack >= 0 ? 1 : 0;
  return standardNormalProbability(slack / deviation);
}

/** Fewer chances than that, and the sum of them is far from normal. */
const leastChances = 5;

/**
 * Whether so little is up to chance that the normal approximation is rough. Chances are Σ v where all take the same time; else (Σ v s²)³ / (Σ v s³)²: many short messages do not smooth a few long sessions.
 * Written without the quotient, which has no value where nothing varies.
 */
export const isRough = ({ variance, thirdPower }: DemandMoments, participantCount: Count): boolean => variance > 0 && participantCount * variance ** 3 < leastChances * (1 - 1e-9) * thirdPower ** 2;

/**
 * How often a week asks for more than a coach has, and how many participants may be carried so that this is rare. A caseload that fits on average is too much in every second week.
 *
 * The model: participants (and the groups they form) are independent of each other; a week holds ⌊b⌋ or ⌊b⌋ + 1 of b bookings, each of which is held or not; so do journals and homework; messages come as a Poisson stream. A coach who spreads sessions evenly over the weeks has less variation than that.
 * The sum is taken as normal with the exact mean and variance. Against exact distributions the share of weeks was off by less than 0.12 where five or more things are up to chance, less than 0.06 from twenty on; with fewer it warns. It is off the most where all cost alike and the time ends just at, or just before, a whole number of them: where ten sessions fill the time exactly, a week of ten still fits.
 * The caseload was off by at most one participant, or one group, in mixed designs; where all cost alike by at most one and those who together ask for one of them more in a mean week.
 *
 * @throws CoachingError `participant-load.no_time_each`, `participant-load.more_than_a_week`, `input.*`
 * @example
 * ```ts
 * const week = { weeklyContractMinutes: 2400, shrinkageFraction: 0.25, weeklyFixedDutyMinutes: 120, utilizationFraction: 0.85 };
 * const load = { sessions: [{ modality: "one-to-one", sessionsPerWeek: 0.5, groupSize: 1, liveMinutes: 60, preparationMinutes: 15, noteMinutes: 15, travelMinutes: 0 }] };
 * const demand = weeklyDemand({ week, load, participantCount: 31 });
 * demand.expectedMinutes; // => 1395
 * demand.overloadFraction.toFixed(2); // => "0.45"
 * demand.caseloads.map(({ fitFraction, participantCount }) => `${fitFraction}: ${participantCount}`); // => ["0.8: 27", "0.95: 23"]
 * ```
 */
export function weeklyDemand(question: WeeklyDemandQuestion): WeeklyDemand {
  const { week, load, participantCount, fitFractions } = check(WeeklyDemandQuestion, question);
  const moments = demandMomentsOf(load);
  const { deliverableMinutes } = weekMinutesOf(week);
  const standardFits = [0.8, 0.95];
  return {
    expectedMinutes: tidyMinutes(participantCount * moments.mean),
    standardDeviationMinutes: tidyMinutes(Math.sqrt(participantCount * moments.variance)),
    deliverableMinutes,
    loadRatio: deliverableMinutes === 0 ? null : (participantCount * moments.mean) / deliverableMinutes,
    overloadFraction: 1 - fitOf(moments, deliverableMinutes, participantCount),
    caseloads: (fitFractions ?? standardFits).map((fitFraction) => {
      const exactParticipants = fittingCaseload(moments, deliverableMinutes, fitFraction);
      return { fitFraction, participantCount: Math.floor(tidyMinutes(exactParticipants)), exactParticipants };
    }),
    method: "normal-approximation",
    assumptions: fitFractions === undefined ? { fitFractions: standardFits } : {},
    warnings: isRough(moments, participantCount) ? ["rough-approximation"] : [],
  };
}
