import * as z from "zod";
import { check, type Fault, faultAt } from "../error/index.js";
import { CivilDate } from "../unit/index.js";
import { Weekday, weekdayIndexOf } from "./civil-date.js";
import { dateOfDayNumber, dayNumberOf, END_DAY_NUMBER, weekdayIndexOfDayNumber } from "./day-number.js";
import { HolidayPolicy } from "./holiday-calendar.js";
import { TIME_LIMITS } from "./time-limits.js";

const noneNear: Fault = { code: "working-day.none_near", message: "No working day lies within {days} days of {date}, from 1970 to 2199.", hint: "Check the holidays and the working weekdays." };
const outOfRange: Fault = { code: "working-day.out_of_range", message: "The date lies outside the years 1970 to 2199.", hint: "Stay within these years." };

const parts = {
  workingWeekdays: z.array(Weekday).min(1, { error: "No weekday is a working day.\nName at least one." }).max(7).readonly(),
  holidays: z.array(CivilDate).max(100_000).readonly(),
};

/** Which days are worked: the weekdays of the working week, less the holidays. */
export interface WorkingDays {
  /** The weekdays on which work is done; at least one. */
  readonly workingWeekdays: readonly Weekday[];
  /** The dates on which it is not, in any order. */
  readonly holidays: readonly CivilDate[];
}
/** Which days are worked. */
export const WorkingDays = z.strictObject(parts).readonly() satisfies z.ZodType<WorkingDays>;

/** Whether a day number is worked. */
export type WorkingDayTest = (dayNumber: number) => boolean;

/** The working days as a test of day numbers, to be asked often. */
export function workingDayTest({ workingWeekdays, holidays }: WorkingDays): WorkingDayTest {
  const worked = new Set(workingWeekdays.map(weekdayIndexOf));
  const off = new Set(holidays.map(dayNumberOf));
  return (dayNumber) => worked.has(weekdayIndexOfDayNumber(dayNumber)) && !off.has(dayNumber);
}

/** The first working day from `dayNumber` on, itself included, a day forward (1) or back (−1) at a time; nothing when none is near or dates end. */
export function nearestWorkingDay(isWorked: WorkingDayTest, dayNumber: number, step: 1 | -1): number | undefined {
  for (let day = dayNumber, days = 0; days <= TIME_LIMITS.nearWorkingDays && day >= 0 && day < END_DAY_NUMBER; day += step, days += 1) if (isWorked(day)) return day;
  return undefined;
}

function nearest(days: WorkingDays, date: CivilDate, step: 1 | -1): number {
  const found = nearestWorkingDay(workingDayTest(days), dayNumberOf(date), step);
  if (found === undefined) throw faultAt(noneNear, ["holidays"], { days: TIME_LIMITS.nearWorkingDays, date });
  return found;
}

/** A date among working days. */
export interface DateAmongWorkingDays extends WorkingDays {
  /** The date asked about. */
  readonly date: CivilDate;
}
/** A date among working days. */
export const DateAmongWorkingDays = z.strictObject({ date: CivilDate, ...parts }).readonly() satisfies z.ZodType<DateAmongWorkingDays>;

/**
 * Whether `date` is a working day.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * isWorkingDay({ date: "2027-10-04", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: ["2027-10-04"] }); // => false
 * ```
 */
export function isWorkingDay(input: DateAmongWorkingDays): boolean {
  const { date, ...days } = check(DateAmongWorkingDays, input);
  return workingDayTest(days)(dayNumberOf(date));
}

/** A number of working days away from a date. */
export interface WorkingDaysLater extends DateAmongWorkingDays {
  /** How many working days later; earlier when negative. */
  readonly days: number;
}
/** A number of working days away from a date. */
export const WorkingDaysLater = z.strictObject({ date: CivilDate, days: z.int(), ...parts }).readonly() satisfies z.ZodType<WorkingDaysLater>;

/**
 * The date `days` working days after `date`, which itself does not count; before it when negative. Zero days later is the date itself, worked or not.
 *
 * @throws CoachingError `input.*`; `working-day.out_of_range` when dates end before the days are counted
 * @example
 * ```ts
 * addWorkingDays({ date: "2027-10-01", days: 2, workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: ["2027-10-04"] }); // => "2027-10-06"
 * ```
 */
export function addWorkingDays(input: WorkingDaysLater): CivilDate {
  const { date, days, ...working } = check(WorkingDaysLater, input);
  const isWorked = workingDayTest(working);
  const step = Math.sign(days);
  let day = dayNumberOf(date);
  for (let left = Math.abs(days); left > 0;) {
    day += step;
    if (day < 0 || day >= END_DAY_NUMBER) throw faultAt(outOfRange, ["days"]);
    if (isWorked(day)) left -= 1;
  }
  return dateOfDayNumber(day);
}

/** A range of dates among working days. */
export interface DatesAmongWorkingDays extends WorkingDays {
  /** The first date. */
  readonly fromDate: CivilDate;
  /** The date after the last. */
  readonly beforeDate: CivilDate;
}
/** A range of dates among working days. */
export const DatesAmongWorkingDays = z.strictObject({ fromDate: CivilDate, beforeDate: CivilDate, ...parts }).readonly() satisfies z.ZodType<DatesAmongWorkingDays>;

/**
 * The number of working days from `fromDate` on and before `beforeDate`; negative when the dates are the other way round.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * countWorkingDays({ fromDate: "2027-10-01", beforeDate: "2027-10-08", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: ["2027-10-04"] }); // => 4
 * ```
 */
export function countWorkingDays(input: DatesAmongWorkingDays): number {
  const { fromDate, beforeDate, ...working } = check(DatesAmongWorkingDays, input);
  const isWorked = workingDayTest(working);
  const [from, before] = [dayNumberOf(fromDate), dayNumberOf(beforeDate)];
  let count = 0;
  for (let day = Math.min(from, before); day < Math.max(from, before); day += 1) if (isWorked(day)) count += 1;
  return before < from && count > 0 ? -count : count;
}

/** Where a date goes that is not worked: to the next working day, to the previous one, or to the next unless that lies in another month, then to the previous (`modified-following`, as payments are dated: ISDA 2006 Definitions, section 4.12). */
export const DateRoll = z.enum(["following", "preceding", "modified-following"]);
/** Where a date goes that is not worked. */
export type DateRoll = z.infer<typeof DateRoll>;

/** A date to be rolled to a working day. */
export interface DateToRoll extends DateAmongWorkingDays {
  /** Where it goes when it is not worked. */
  readonly roll: DateRoll;
}
/** A date to be rolled to a working day. */
export const DateToRoll = z.strictObject({ date: CivilDate, roll: DateRoll, ...parts }).readonly() satisfies z.ZodType<DateToRoll>;

/**
 * `date` itself when it is worked, else the working day that the roll names.
 *
 * @throws CoachingError `input.*`; `working-day.none_near` when there is none within 400 days
 * @example
 * ```ts
 * rollToWorkingDay({ date: "2027-10-31", roll: "following", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [] }); // => "2027-11-01"
 * rollToWorkingDay({ date: "2027-10-31", roll: "modified-following", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [] }); // => "2027-10-29"
 * ```
 */
export function rollToWorkingDay(input: DateToRoll): CivilDate {
  const { date, roll, ...working } = check(DateToRoll, input);
  const rolled = dateOfDayNumber(nearest(working, date, roll === "preceding" ? -1 : 1));
  const leavesMonth = rolled.slice(0, 7) !== date.slice(0, 7);
  return roll === "modified-following" && leavesMonth ? dateOfDayNumber(nearest(working, date, -1)) : rolled;
}

/** A date under a holiday policy. */
export interface DateUnderPolicy extends DateAmongWorkingDays {
  /** What becomes of it on a day without work. */
  readonly policy: HolidayPolicy;
}
/** A date under a holiday policy. */
export const DateUnderPolicy = z.strictObject({ date: CivilDate, policy: HolidayPolicy, ...parts }).readonly() satisfies z.ZodType<DateUnderPolicy>;

/** What became of a date. */
export interface WorkingDate {
  /** The date kept or moved to; `null` when it is left out. */
  readonly date: CivilDate | null;
  /** The date it was moved from; only when it was moved. */
  readonly movedFrom?: CivilDate;
  /** Why: the date asked about was worked, or was a holiday, or fell on a weekday outside the working week. */
  readonly reason: "working-day" | "holiday" | "weekday-off";
}

/**
 * What becomes of `date` under a holiday policy.
 *
 * @throws CoachingError `input.*`; `working-day.none_near` when there is no working day within 400 days to move to
 * @example
 * ```ts
 * workingDate({ date: "2027-10-02", policy: "next-working-day", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: ["2027-10-04"] }); // => { date: "2027-10-05", movedFrom: "2027-10-02", reason: "weekday-off" }
 * workingDate({ date: "2027-10-04", policy: "skip", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: ["2027-10-04"] }); // => { date: null, reason: "holiday" }
 * ```
 */
export function workingDate(input: DateUnderPolicy): WorkingDate {
  const { date, policy, ...working } = check(DateUnderPolicy, input);
  if (workingDayTest(working)(dayNumberOf(date))) return { date, reason: "working-day" };
  const reason = working.holidays.includes(date) ? "holiday" : "weekday-off";
  if (policy === "stay") return { date, reason };
  if (policy === "skip") return { date: null, reason };
  return { date: dateOfDayNumber(nearest(working, date, policy === "next-working-day" ? 1 : -1)), movedFrom: date, reason };
}
