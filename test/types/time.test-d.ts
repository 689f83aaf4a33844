import { expectTypeOf, test } from "vitest";
import type * as z from "zod";
import type * as time from "coachkit/time";

test("each documented interface is what its schema reads", () => {
  expectTypeOf<z.infer<typeof time.BlackoutHours>>().toEqualTypeOf<time.BlackoutHours>();
  expectTypeOf<z.infer<typeof time.Leave>>().toEqualTypeOf<time.Leave>();
  expectTypeOf<z.infer<typeof time.DailyHours>>().toEqualTypeOf<time.DailyHours>();
  expectTypeOf<z.infer<typeof time.DateAmongWorkingDays>>().toEqualTypeOf<time.DateAmongWorkingDays>();
  expectTypeOf<z.infer<typeof time.DatesAmongWorkingDays>>().toEqualTypeOf<time.DatesAmongWorkingDays>();
  expectTypeOf<z.infer<typeof time.DateToRoll>>().toEqualTypeOf<time.DateToRoll>();
  expectTypeOf<z.infer<typeof time.DateUnderPolicy>>().toEqualTypeOf<time.DateUnderPolicy>();
  expectTypeOf<z.infer<typeof time.Diary>>().toEqualTypeOf<time.Diary>();
  expectTypeOf<z.infer<typeof time.Holiday>>().toEqualTypeOf<time.Holiday>();
  expectTypeOf<z.infer<typeof time.HolidayCalendar>>().toEqualTypeOf<time.HolidayCalendar>();
  expectTypeOf<z.infer<typeof time.CommonTimeQuestion>>().toEqualTypeOf<time.CommonTimeQuestion>();
  expectTypeOf<z.infer<typeof time.SlotPreference>>().toEqualTypeOf<time.SlotPreference>();
  expectTypeOf<z.infer<typeof time.SlotRanking>>().toEqualTypeOf<time.SlotRanking>();
  expectTypeOf<z.infer<typeof time.SlotQuestion>>().toEqualTypeOf<time.SlotQuestion>();
  expectTypeOf<z.infer<typeof time.TimeSpan>>().toEqualTypeOf<time.TimeSpan>();
  expectTypeOf<z.infer<typeof time.WorkingDays>>().toEqualTypeOf<time.WorkingDays>();
  expectTypeOf<z.infer<typeof time.WorkingDaysLater>>().toEqualTypeOf<time.WorkingDaysLater>();
  expectTypeOf<z.infer<typeof time.WorkingHours>>().toEqualTypeOf<time.WorkingHours>();
  expectTypeOf<z.infer<typeof time.WorkingHoursInRange>>().toEqualTypeOf<time.WorkingHoursInRange>();
  expectTypeOf<z.infer<typeof time.OffsetFrom>>().toEqualTypeOf<time.OffsetFrom>();
  expectTypeOf<z.infer<typeof time.ZoneData>>().toEqualTypeOf<time.ZoneData>();
  expectTypeOf<z.infer<typeof time.ZoneDataQuestion>>().toEqualTypeOf<time.ZoneDataQuestion>();
  expectTypeOf<z.infer<typeof time.ZoneTransitions>>().toEqualTypeOf<time.ZoneTransitions>();
  expectTypeOf<z.infer<typeof time.ZonedMoment>>().toEqualTypeOf<time.ZonedMoment>();
  expectTypeOf<z.infer<typeof time.ZonedReading>>().toEqualTypeOf<time.ZonedReading>();
  expectTypeOf<z.infer<typeof time.ZoneYears>>().toEqualTypeOf<time.ZoneYears>();
});

test("what the functions of this room refuse to compile", () => {
  // @ts-expect-error a weekday is two letters
  const weekday: time.Weekday = "Monday";
  // @ts-expect-error the rule for clock changes has no default
  const reading: time.ZonedReading = { localTime: "2027-10-31T02:30", timeZone: "Europe/Berlin" };
  expectTypeOf<[typeof weekday, typeof reading]>().not.toBeAny();
});
