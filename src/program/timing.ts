import * as z from "zod";
import { pattern } from "../error/index.js";
import { Weekday } from "../time/index.js";
import { CivilDate, Count, Fraction, Hours, Id, Minutes, WallTime } from "../unit/index.js";

/** A week of a program: 0 is the week of the start, 1 the first week of practice. */
export const ProgramWeek = z.int().min(0).max(520);
/** A week of a program: 0 is the week of the start, 1 the first week of practice. */
export type ProgramWeek = z.infer<typeof ProgramWeek>;

const Weekdays = z.array(Weekday).min(1).max(7).readonly();

/** In each of these weeks, on each of these weekdays. */
export interface WeeksTiming {
  readonly kind: "weeks";
  /** The weeks, for example `[9]`. */
  readonly weeks: readonly ProgramWeek[];
  /** The weekdays; one occurrence on each. */
  readonly weekdays: readonly Weekday[];
  /** Start on the wall clock. */
  readonly startTime: WallTime;
}
const WeeksTiming = z.strictObject({ kind: z.literal("weeks"), weeks: z.array(ProgramWeek).min(1).max(521).readonly(), weekdays: Weekdays, startTime: WallTime }).readonly() satisfies z.ZodType<WeeksTiming>;

/** Every so many weeks: `everyWeeks: 2` from week 2 to 12 is weeks 2, 4, … 12. */
export interface EveryWeeksTiming {
  readonly kind: "every-weeks";
  /** 1 is weekly, 2 every second week. */
  readonly everyWeeks: number;
  /** The first week. */
  readonly fromWeek: ProgramWeek;
  /** The last week that may be used. */
  readonly toWeek: ProgramWeek;
  /** The weekdays; one occurrence on each. */
  readonly weekdays: readonly Weekday[];
  /** Start on the wall clock. */
  readonly startTime: WallTime;
}
const EveryWeeksTiming = z.strictObject({ kind: z.literal("every-weeks"), everyWeeks: z.int().min(1).max(52), fromWeek: ProgramWeek, toWeek: ProgramWeek, weekdays: Weekdays, startTime: WallTime }).readonly() satisfies z.ZodType<EveryWeeksTiming>;

/** So many times a week, spaced: the days are chosen among `weekdays` so that they lie as far apart as possible. */
export interface PerWeekTiming {
  readonly kind: "per-week";
  /** How often a week, 1 to 7. */
  readonly countPerWeek: number;
  /** The first week. */
  readonly fromWeek: ProgramWeek;
  /** The last week. */
  readonly toWeek: ProgramWeek;
  /** Days that may be used. */
  readonly weekdays: readonly Weekday[];
  /** Least distance between two starts, by the wall clock. */
  readonly minimumSpacingHours: Hours;
  /** Start on the wall clock. */
  readonly startTime: WallTime;
}
const PerWeekTiming = z.strictObject({ kind: z.literal("per-week"), countPerWeek: z.int().min(1).max(7), fromWeek: ProgramWeek, toWeek: ProgramWeek, weekdays: Weekdays, minimumSpacingHours: Hours, startTime: WallTime }).readonly() satisfies z.ZodType<PerWeekTiming>;

/** Once, on the first possible day of a window of weeks; the plan may use any later day of the window. */
export interface WindowTiming {
  readonly kind: "window";
  /** The first week of the window. */
  readonly fromWeek: ProgramWeek;
  /** The last week of the window. */
  readonly toWeek: ProgramWeek;
  /** Days that may be used. */
  readonly weekdays: readonly Weekday[];
  /** Preferred start on the wall clock. */
  readonly startTime: WallTime;
}
const WindowTiming = z.strictObject({ kind: z.literal("window"), fromWeek: ProgramWeek, toWeek: ProgramWeek, weekdays: Weekdays, startTime: WallTime }).readonly() satisfies z.ZodType<WindowTiming>;

/** Once, on the cohort's start date. */
export interface StartDateTiming {
  readonly kind: "start-date";
  /** Start on the wall clock. */
  readonly startTime: WallTime;
}
const StartDateTiming = z.strictObject({ kind: z.literal("start-date"), startTime: WallTime }).readonly() satisfies z.ZodType<StartDateTiming>;

/** On days counted from the start date: `[0, 45, 90]`. Calendar days, not working days. */
export interface DayOffsetsTiming {
  readonly kind: "day-offsets";
  /** Days after the start date. */
  readonly dayOffsets: readonly number[];
  /** Start on the wall clock. */
  readonly startTime: WallTime;
}
const DayOffsetsTiming = z.strictObject({ kind: z.literal("day-offsets"), dayOffsets: z.array(z.int().min(0).max(3650)).min(1).max(1000).readonly(), startTime: WallTime }).readonly() satisfies z.ZodType<DayOffsetsTiming>;

/** By a recurrence rule of RFC 5545, for what follows the calendar and not the program's weeks: the second Wednesday of each month. */
export interface RecurrenceTiming {
  readonly kind: "recurrence";
  /** The rule, with `COUNT` or `UNTIL`: `FREQ=MONTHLY;BYDAY=2WE;COUNT=3`. */
  readonly rule: string;
  /** Where the rule begins (its DTSTART); the cohort's start date when absent. */
  readonly firstDate?: CivilDate;
  /** Start on the wall clock. */
  readonly startTime: WallTime;
}
const RecurrenceTiming = z
  .strictObject({
    kind: z.literal("recurrence"),
    rule: pattern(/^[A-Z]+=[A-Z0-9,+-]+(?:;[A-Z]+=[A-Z0-9,+-]+)*$/u, { maximumLength: 500, error: "A recurrence rule is written as in RFC 5545.\nWrite it as FREQ=MONTHLY;BYDAY=2WE;COUNT=3." }),
    firstDate: z.exactOptional(CivilDate),
    startTime: WallTime,
  })
  .readonly() satisfies z.ZodType<RecurrenceTiming>;

/** Some days before or after each occurrence of another touchpoint, once that one has been moved off holidays. */
export interface DaysFromTiming {
  readonly kind: "days-from";
  /** The touchpoint to go by. */
  readonly touchpointId: Id;
  /** Calendar days after it; negative is before. */
  readonly offsetDays: number;
  /** Start on the wall clock. */
  readonly startTime: WallTime;
}
const DaysFromTiming = z.strictObject({ kind: z.literal("days-from"), touchpointId: Id, offsetDays: z.int().min(-365).max(365), startTime: WallTime }).readonly() satisfies z.ZodType<DaysFromTiming>;

/** Right before or after each occurrence of another touchpoint: a prompt that ends 15 minutes before the one-to-one. */
export interface MinutesFromTiming {
  readonly kind: "minutes-from";
  /** The touchpoint to go by. */
  readonly touchpointId: Id;
  /** Whether it ends before the other's start or starts after the other's end. */
  readonly side: "before" | "after";
  /** Time between the two. */
  readonly gapMinutes: Minutes;
}
const MinutesFromTiming = z.strictObject({ kind: z.literal("minutes-from"), touchpointId: Id, side: z.enum(["before", "after"]), gapMinutes: Minutes.max(10_080) }).readonly() satisfies z.ZodType<MinutesFromTiming>;

/** After a share of customer contacts, within the working day: it has no date before it happens. */
export interface AfterContactTiming {
  readonly kind: "after-contact";
  /** Share of contacts that are followed by one: 0.1 is one contact in ten. */
  readonly sampledFraction: Fraction;
  /** At most so many a day for one person. */
  readonly maximumCountPerDay: Count;
}
const AfterContactTiming = z.strictObject({ kind: z.literal("after-contact"), sampledFraction: Fraction, maximumCountPerDay: Count }).readonly() satisfies z.ZodType<AfterContactTiming>;

/** Once a participant has completed another touchpoint, so many days later: a step that opens with the one before it. It has no date before that. */
export interface AfterCompletionTiming {
  readonly kind: "after-completion";
  /** The touchpoint to be completed first. */
  readonly touchpointId: Id;
  /** Calendar days from the completion to this one; 0 is the same day. */
  readonly delayDays: number;
  /** Start on the wall clock. */
  readonly startTime: WallTime;
}
const AfterCompletionTiming = z.strictObject({ kind: z.literal("after-completion"), touchpointId: Id, delayDays: z.int().min(0).max(365), startTime: WallTime }).readonly() satisfies z.ZodType<AfterCompletionTiming>;

/** When a touchpoint takes place, in words of the program: weeks, spacing, windows and other touchpoints, never dates. */
export type Timing = WeeksTiming | EveryWeeksTiming | PerWeekTiming | WindowTiming | StartDateTiming | DayOffsetsTiming | RecurrenceTiming | DaysFromTiming | MinutesFromTiming | AfterContactTiming | AfterCompletionTiming;
/** Schema of a touchpoint's timing. */
export const Timing = z.discriminatedUnion("kind", [
  WeeksTiming, EveryWeeksTiming, PerWeekTiming, WindowTiming, StartDateTiming, DayOffsetsTiming, RecurrenceTiming, DaysFromTiming, MinutesFromTiming, AfterContactTiming, AfterCompletionTiming,
]) satisfies z.ZodType<Timing>;
