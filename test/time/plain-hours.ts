import type { Weekday } from "coachkit/time";
import { plainOffset } from "./plain-zone.js";

/** Texts and wall clocks by `Date` and `Intl` alone. */
export const instantText = (milliseconds: number): string => new Date(milliseconds).toISOString().replace(".000Z", "Z");
export const millisecondsOf = (instant: string): number => Date.parse(instant);

const weekdays: readonly Weekday[] = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

export function wallClockAtMilliseconds(instant: number, timeZone: string): { readonly date: string; readonly wallTime: string; readonly weekday: Weekday } {
  const wall = new Date(instant + plainOffset(timeZone, instant));
  return { date: wall.toISOString().slice(0, 10), wallTime: wall.toISOString().slice(11, 16), weekday: weekdays[wall.getUTCDay()] ?? "SU" };
}
