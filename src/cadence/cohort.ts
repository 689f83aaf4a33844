import * as z from "zod";
import { BlackoutHours, Holiday, HolidayPolicy, KnownTimeZone, Leave, Weekday } from "../time/index.js";
import { CivilDate, Id } from "../unit/index.js";

/** Those who go through a program together, and the calendar they live by. People come in with the plan. */
export interface Cohort {
  /** Given by the host. */
  readonly id: Id;
  /** The date S on which the program begins. */
  readonly startDate: CivilDate;
  /** The weekday on which a week begins: week 0 begins on W0, the latest date on or before S that falls on it, and week N on W0 + 7·N days. */
  readonly weekStartsOn: Weekday;
  /** The zone of the cohort's wall clock. */
  readonly timeZone: KnownTimeZone;
  /** The days on which people work. */
  readonly workingWeekdays: readonly Weekday[];
  /** Days off. */
  readonly holidays: readonly Holiday[];
  /** What happens to an occurrence on a day off or in blackout hours; a touchpoint may say otherwise. */
  readonly holidayPolicy: HolidayPolicy;
  /** Hours of the week in which nothing takes place. */
  readonly blackouts?: readonly BlackoutHours[];
  /** Days away, where the calendar is one person's. */
  readonly leave?: readonly Leave[];
}
/** Schema of a cohort. */
export const Cohort = z
  .strictObject({
    id: Id,
    startDate: CivilDate,
    weekStartsOn: Weekday,
    timeZone: KnownTimeZone,
    workingWeekdays: z.array(Weekday).min(1, { error: "Nobody works on any weekday.\nName at least one working weekday." }).max(7).readonly(),
    holidays: z.array(Holiday).max(2000).readonly(),
    holidayPolicy: HolidayPolicy,
    blackouts: z.exactOptional(z.array(BlackoutHours).max(50).readonly()),
    leave: z.exactOptional(z.array(Leave).max(100).readonly()),
  })
  .readonly() satisfies z.ZodType<Cohort>;
