import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../error/index.js";
import { ConfidenceLevel } from "../statistics/index.js";
import { dayNumberOf, END_DAY_NUMBER } from "../time/internal.js";
import { CivilDate, Count, Fraction, Id } from "../unit/index.js";

/** What bounds a question for refreshes. */
export const REFRESH_LIMITS = {
  /** People times behaviors. */
  behaviors: 1000,
  /** Observations, and dates of practice, of one person's behavior. */
  recordsOfBehavior: 1000,
  /** Observations of one question. */
  observations: 20_000,
} as const;

/** What one observation showed of one behavior. Several looks of one day are added up. */
export interface BehaviorCount {
  /** The day. */
  readonly observedDate: CivilDate;
  /** How often it matched its anchor: `matchingCount` of a `behavioralCompliance` of that observation. */
  readonly matchingCount: Count;
  /** How often it was observed, matching or not; what was not observed counts nowhere. */
  readonly observedCount: Count;
}
/** One person's target behavior. */
export interface PracticedBehavior {
  /** The person. */
  readonly personId: Id;
  /** The behavior. */
  readonly behaviorId: Id;
  /** When it was trained, practiced on purpose or refreshed: each starts its fading anew. At least one, in any order. */
  readonly practicedDates: readonly CivilDate[];
  /** What was observed, in any order. */
  readonly observations: readonly BehaviorCount[];
}
/** Observed behaviors, and what is believed of their fading beforehand. Nothing has a default: each changes the dates. */
export interface RefreshQuestion {
  /** The day of the question: nothing later is known. */
  readonly asOfDate: CivilDate;
  /** The share below which a behavior is not to fall. */
  readonly floorFraction: Fraction;
  /** How far ahead dates are said, 1 to 730 days. */
  readonly horizonDays: Count;
  /** How long before the expected date a refresh is due. */
  readonly leadDays: Count;
  /** The half-life that behaviors like these are believed to have, 1 to 730 days. Nobody has measured one for coached habits: try several. */
  readonly priorHalfLifeDays: number;
  /** How sure that is, 1.5 to 4: half-lives of two in three people lie within this ratio of the behavior's own center, and that center within it of the prior. */
  readonly halfLifeSpreadRatio: number;
  /** The level of the intervals: 0.8 means 80 %. */
  readonly confidenceLevel: ConfidenceLevel;
  /** Each person's behaviors, in any order. */
  readonly behaviors: readonly PracticedBehavior[];
}

const moreMatching: Fault = { code: "refresh-question.more_matching", message: "{matchingCount} of {observedCount} observed behaviors match.", hint: "Count those that match among those observed." };
const later: Fault = { code: "refresh-question.later", message: "{date} comes after the day of the question.", hint: "Leave it out, or ask as of a later date." };
const repeatedBehavior: Fault = { code: "refresh-question.repeated_behavior", message: "“{personId}” has the behavior “{behaviorId}” twice.", hint: "Give all observations of it in one entry." };
const tooManyObservations: Fault = { code: "refresh-question.too_many_observations", message: "There are {count} observations; the most is {limit}.", hint: "Ask for each behavior by itself, or leave out the oldest." };
const calendarEnds: Fault = { code: "refresh-question.calendar_ends", message: "The horizon reaches beyond the last date of the calendar.", hint: "Give a nearer horizon." };
const noFloor = { error: "A floor lies between 0 and 1; 0.5 means half of what is observed.\nDivide a percent by 100." };

/** Schema of one observation of one behavior. The fault is `refresh-question.more_matching`. */
export const BehaviorCount = z
  .strictObject({ observedDate: CivilDate, matchingCount: Count, observedCount: Count.max(1000) })
  .check(rule(({ matchingCount, observedCount }: BehaviorCount, report) => {
    if (matchingCount > observedCount) report(moreMatching, ["matchingCount"], { matchingCount, observedCount });
  }))
  .readonly() satisfies z.ZodType<BehaviorCount>;
/** Schema of one person's behavior. */
export const PracticedBehavior = z
  .strictObject({ personId: Id, behaviorId: Id, practicedDates: z.array(CivilDate).min(1).max(REFRESH_LIMITS.recordsOfBehavior).readonly(), observations: z.array(BehaviorCount).max(REFRESH_LIMITS.recordsOfBehavior).readonly() })
  .readonly() satisfies z.ZodType<PracticedBehavior>;

function findFaults({ asOfDate, horizonDays, behaviors }: RefreshQuestion, report: Report): void {
  if (dayNumberOf(asOfDate) + horizonDays >= END_DAY_NUMBER) report(calendarEnds, ["horizonDays"]);
  for (const [index, { personId, behaviorId }] of repeated(behaviors, (one) => JSON.stringify([one.personId, one.behaviorId]))) report(repeatedBehavior, ["behaviors", index], { personId, behaviorId });
  behaviors.forEach(({ practicedDates, observations }, index) => {
    practicedDates.forEach((date, at) => { if (date > asOfDate) report(later, ["behaviors", index, "practicedDates", at], { date }); });
    observations.forEach(({ observedDate: date }, at) => { if (date > asOfDate) report(later, ["behaviors", index, "observations", at, "observedDate"], { date }); });
  });
  const count = behaviors.reduce((sum, { observations }) => sum + observations.length, 0);
  if (count > REFRESH_LIMITS.observations) report(tooManyObservations, ["behaviors"], { count, limit: REFRESH_LIMITS.observations });
}
/** Schema of a question for refreshes. The faults are `refresh-question.*`. */
export const RefreshQuestion = z
  .strictObject({
    asOfDate: CivilDate, floorFraction: z.number().gt(0, noFloor).lt(1, noFloor), horizonDays: Count.min(1).max(730), leadDays: Count.max(365),
    priorHalfLifeDays: z.number().min(1).max(730), halfLifeSpreadRatio: z.number().min(1.5).max(4), confidenceLevel: ConfidenceLevel,
    behaviors: z.array(PracticedBehavior).max(REFRESH_LIMITS.behaviors).readonly(),
  })
  .check(rule(findFaults))
  .readonly() satisfies z.ZodType<RefreshQuestion>;
