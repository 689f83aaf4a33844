import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { ConfidenceLevel, cumulativeIncidence, type EstimateResult, type FollowUp, type NoSurvivalMedian, SURVIVAL_LIMITS, survivalCurve, type SurvivalMedian } from "../statistics/index.js";
import { dayNumberOf } from "../time/internal.js";
import { CivilDate, type Count, Id } from "../unit/index.js";

/** Someone on the staff, from a day on. */
export interface StaffMember {
  /** The person. */
  readonly personId: Id;
  /** The day from which the person is watched: the start of the program, or of the employment, the same for all. */
  readonly watchedFromDate: CivilDate;
  /** The day on which the person left; `null` while employed. Whom the host counts as a leaver, it decides. */
  readonly leftDate: CivilDate | null;
  /** The day of the first promotion since then; `null` without one. */
  readonly promotedDate: CivilDate | null;
}
/** Schema of someone on the staff. */
export const StaffMember = z.strictObject({ personId: Id, watchedFromDate: CivilDate, leftDate: CivilDate.nullable(), promotedDate: CivilDate.nullable() }).readonly() satisfies z.ZodType<StaffMember>;

/** What retention and promotion are measured on. */
export interface StaffRetentionInput {
  /** The staff, each once, at most 200,000; those who left and those who came late among them. */
  readonly staff: readonly StaffMember[];
  /** The day on which the records were read. */
  readonly asOfDate: CivilDate;
  /** Days after the first at which it is asked who is still there: 90, 182, 365. Ascending, at most 100. */
  readonly atDays: readonly number[];
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}

const duplicatePerson: Fault = { code: "staff-retention.duplicate_person", message: "“{id}” is listed twice.", hint: "Keep one entry for each person." };
const futureDate: Fault = { code: "staff-retention.future_date", message: "“{id}” has the date {date}, after {asOfDate}.", hint: "Correct the date: nothing is known of later days." };
const beforeWatched: Fault = { code: "staff-retention.before_watched", message: "“{id}” has the date {date}, before the first day, {watchedFromDate}.", hint: "Leave out who had left before, and promotions before." };
const promotedAfterLeaving: Fault = { code: "staff-retention.promoted_after_leaving", message: "“{id}” left on {leftDate} and was promoted on {promotedDate}.", hint: "Correct one of the two dates." };
const notAscending: Fault = { code: "staff-retention.not_ascending", message: "{day} days do not come after {before}.", hint: "List the days in order, each once." };

function findDateFaults({ staff, asOfDate }: StaffRetentionInput, report: Report): void {
  staff.forEach(({ personId: id, watchedFromDate, leftDate, promotedDate }, index) => {
    for (const [key, date] of [["watchedFromDate", watchedFromDate], ["leftDate", leftDate], ["promotedDate", promotedDate]] as const) {
      if (date !== null && date > asOfDate) report(futureDate, ["staff", index, key], { id, date, asOfDate });
      if (date !== null && date < watchedFromDate) report(beforeWatched, ["staff", index, key], { id, date, watchedFromDate });
    }
    if (leftDate !== null && promotedDate !== null && promotedDate > leftDate) report(promotedAfterLeaving, ["staff", index, "promotedDate"], { id, leftDate, promotedDate });
  });
}

/** Schema of what retention is measured on, with its rules between parts. */
export const StaffRetentionInput = z
  .strictObject({ staff: z.array(StaffMember).max(SURVIVAL_LIMITS.followUps).readonly(), asOfDate: CivilDate, atDays: z.array(z.int().min(1).max(36_600)).min(1).max(100).readonly(), confidenceLevel: ConfidenceLevel })
  .check(
    rule(({ staff }: StaffRetentionInput, report) => { for (const [index, { personId: id }] of repeated(staff, ({ personId }) => personId)) report(duplicatePerson, ["staff", index, "personId"], { id }); }),
    rule(findDateFaults),
    rule(({ atDays }: StaffRetentionInput, report) => { atDays.forEach((day, index) => { const before = atDays[index - 1]; if (before !== undefined && day <= before) report(notAscending, ["atDays", index], { day, before }); }); }),
  )
  .readonly() satisfies z.ZodType<StaffRetentionInput>;

/** Who is still there, and who was promoted, so many days on. */
export interface RetentionPoint {
  /** Days after the first. */
  readonly atDays: number;
  /** The share still employed, after Kaplan and Meier; `beyond-follow-up` where nobody was watched as long. */
  readonly retainedFraction: EstimateResult;
  /** The share promoted by then, of all, leavers among them, after Aalen and Johansen; a later leave takes nothing from a promotion. */
  readonly promotedFraction: EstimateResult;
}

/** How staff stay and rise. */
export interface StaffRetention {
  /** At each of the days asked for. */
  readonly points: readonly RetentionPoint[];
  /** The days after which half have left; `not-reached` when fewer have. `null` without staff. */
  readonly medianDays: SurvivalMedian | NoSurvivalMedian | null;
  /** People. */
  readonly personCount: Count;
  /** Left. */
  readonly leftCount: Count;
  /** Promoted. */
  readonly promotedCount: Count;
  /** Still there when the records were read: how long they will stay, nobody knows. */
  readonly stillEmployedCount: Count;
}

/**
 * How many stay, and how many are promoted, so many days after a first one, of people who came at different times: those still employed count as long as they were watched, neither as stayers nor as leavers.
 * Who leaves is promoted no more: leaving competes with promotion. The share promoted by then is the cumulative incidence (`cumulativeIncidence`); one minus a survival curve that takes leavers for last seen would overstate it.
 * It holds when people came at random times: where those hired late stay longer or less long, it mixes the two. It compares no groups.
 * Warnings, as of `survivalCurve`: `no-events-yet` (an interval without width says only that), `few-at-risk` (fewer than 5, a heuristic), `none-left`.
 * Sources: E. Kaplan, P. Meier, “Nonparametric estimation from incomplete observations”, Journal of the American Statistical Association 53 (1958); O. Aalen, S. Johansen, “An empirical transition matrix for non-homogeneous Markov chains based on censored observations”, Scandinavian Journal of Statistics 5 (1978), for the share promoted.
 *
 * @throws CoachingError `staff-retention.duplicate_person`, `staff-retention.future_date`, `staff-retention.before_watched`, `staff-retention.promoted_after_leaving`, `staff-retention.not_ascending`, `input.*`
 * @example
 * ```ts
 * const person = (personId, leftDate, promotedDate) => ({ personId, watchedFromDate: "2027-01-01", leftDate, promotedDate });
 * const staff = [person("a", null, "2027-06-01"), person("b", "2027-03-01", null), person("c", null, null), person("d", null, null)];
 * const { points, stillEmployedCount } = staffRetention({ staff, asOfDate: "2027-12-31", atDays: [182], confidenceLevel: 0.95 });
 * points.map(({ retainedFraction, promotedFraction }) => [retainedFraction.estimate, promotedFraction.estimate]); // => [[0.75, 0.25]]
 * stillEmployedCount; // => 3
 * ```
 */
export function staffRetention(input: StaffRetentionInput): StaffRetention {
  const { staff, asOfDate, atDays, confidenceLevel } = check(StaffRetentionInput, input);
  const daysFrom = (fromDate: CivilDate, toDate: CivilDate): number => dayNumberOf(toDate) - dayNumberOf(fromDate);
  const until = (end: (member: StaffMember) => CivilDate | null) => (member: StaffMember): FollowUp => ({ followedFor: daysFrom(member.watchedFromDate, end(member) ?? asOfDate), hasEvent: end(member) !== null });
  const curveOf = (followUps: readonly FollowUp[]) => survivalCurve({ followUps, intervalKind: "log-log", at: atDays, confidenceLevel });
  const stay = curveOf(staff.map(until(({ leftDate }) => leftDate)));
  const rise = cumulativeIncidence({
    followUps: staff.map(({ watchedFromDate, leftDate, promotedDate }) => ({ followedFor: daysFrom(watchedFromDate, promotedDate ?? leftDate ?? asOfDate), endedBy: promotedDate !== null ? "promoted" : leftDate !== null ? "left" : null })),
    cause: "promoted", at: atDays, confidenceLevel,
  });
  const nobody: EstimateResult = { estimate: null, reason: "too-few-observations", n: 0, needed: 1 };
  const leftCount = staff.filter(({ leftDate }) => leftDate !== null).length;
  return {
    points: atDays.map((day, index) => ({
      atDays: day,
      retainedFraction: stay.points === null ? nobody : (stay.survivalAt[index] ?? nobody),
      promotedFraction: rise.points === null ? nobody : (rise.incidenceAt[index] ?? nobody),
    })),
    medianDays: stay.points === null ? null : stay.median,
    personCount: staff.length,
    leftCount,
    promotedCount: staff.filter(({ promotedDate }) => promotedDate !== null).length,
    stillEmployedCount: staff.length - leftCount,
  };
}
