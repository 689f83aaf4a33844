export { addDays, addMonths, daysBetween, startOfWeek, Weekday, weekdayOf } from "./civil-date.js";
export { clockChanges, ZoneYears } from "./clock-changes.js";
export type { OffsetShift, ZoneHistory } from "./clock-changes.js";
export { KnownTimeZone } from "./known-time-zone.js";
export { ClockChange, instantOf, LocalTime, wallClockAt, ZonedMoment, ZonedReading } from "./wall-clock.js";
export type { WallClock, ZonedInstant } from "./wall-clock.js";
