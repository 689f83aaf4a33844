import type { Instant } from "../unit/index.js";
import { dateOfDayNumber, DAY, dayNumberOf, digitsAt, END_DAY_NUMBER, twoDigits } from "./day-number.js";

/** 2200-01-01T00:00:00Z: instants lie before it. */
export const END_OF_TIME = END_DAY_NUMBER * DAY;

/** Whether an `Instant` can name the millisecond. */
export const isWithinTime = (milliseconds: number): boolean => milliseconds >= 0 && milliseconds < END_OF_TIME;

const clockText = (seconds: number): string => `${twoDigits(Math.floor(seconds / 3600))}:${twoDigits(Math.floor(seconds / 60) % 60)}:${twoDigits(seconds % 60)}`;

/** A wall clock `YYYY-MM-DDTHH:MM:SS`, given as if it were UTC; parts of a second are dropped. */
export function localTimeText(milliseconds: number): string {
  const dayNumber = Math.floor(milliseconds / DAY);
  return `${dateOfDayNumber(dayNumber)}T${clockText(Math.floor((milliseconds - dayNumber * DAY) / 1000))}`;
}

/** The instant as text: to the second, or to the millisecond where there is a part of a second. */
export function instantText(milliseconds: number): Instant {
  const part = milliseconds % 1000;
  return `${localTimeText(milliseconds)}${part === 0 ? "" : `.${String(part).padStart(3, "0")}`}Z`;
}

/** The milliseconds of a checked `Instant`, or of a local time read as if it were UTC. The seconds may be left out. */
export function millisecondsOf(text: string): number {
  const seconds = text.length >= 19 ? digitsAt(text, 17) : 0;
  const part = text.length === 24 ? Number(text.slice(20, 23)) : 0;
  return dayNumberOf(text) * DAY + digitsAt(text, 11) * 3_600_000 + digitsAt(text, 14) * 60_000 + seconds * 1000 + part;
}

/** An offset as `+02:00`; one of old local mean time, which has seconds, as `-00:44:30`. */
export function offsetText(milliseconds: number): string {
  const clock = clockText(Math.abs(milliseconds) / 1000);
  return `${milliseconds < 0 ? "-" : "+"}${clock.endsWith(":00") ? clock.slice(0, 5) : clock}`;
}
