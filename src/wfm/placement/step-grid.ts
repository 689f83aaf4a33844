import { DAY, offsetMillisecondsAt, zoneTable } from "../../time/internal.js";
import type { StaffingGrid } from "../staffing/staffing-grid.js";
import type { PlacementRules } from "./placement-rules.js";

/** A minute in milliseconds. */
export const MINUTE = 60_000;

/** The line of steps at which sessions start, over the whole forecast. */
export interface StepGrid {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly stepMilliseconds: number;
  readonly stepCount: number;
  /** The finer of step and staffing interval: in it nothing changes. A staffing interval is spread evenly over its parts. */
  readonly parts: StaffingGrid;
  readonly partsPerStep: number;
  readonly partsPerInterval: number;
}

/** The steps of checked rules. */
export function stepGridOf({ startEveryMinutes }: PlacementRules, { startsAt, endsAt, intervalMilliseconds }: StaffingGrid): StepGrid {
  const stepMilliseconds = startEveryMinutes * MINUTE;
  const partMilliseconds = Math.min(stepMilliseconds, intervalMilliseconds);
  const parts = { startsAt, endsAt, intervalMilliseconds: partMilliseconds, intervalCount: (endsAt - startsAt) / partMilliseconds };
  return { startsAt, endsAt, stepMilliseconds, stepCount: (endsAt - startsAt) / stepMilliseconds, parts, partsPerStep: stepMilliseconds / partMilliseconds, partsPerInterval: intervalMilliseconds / partMilliseconds };
}

/** The day of a zone in which each step starts, counted from the first one. */
export function dayOfSteps({ startsAt, stepMilliseconds, stepCount }: StepGrid, timeZone: string): Uint32Array {
  const zone = zoneTable(timeZone);
  const dayAt = (instant: number): number => Math.floor((instant + offsetMillisecondsAt(zone, instant)) / DAY);
  const first = dayAt(startsAt);
  const days = new Uint32Array(stepCount);
  // where clocks go back at midnight the new day has begun and goes on
  for (let step = 0; step < stepCount; step += 1) days[step] = Math.max(days[step - 1] ?? 0, dayAt(startsAt + step * stepMilliseconds) - first);
  return days;
}

/** How many steps a stretch touches that starts with one. */
export const stepsTouched = ({ stepMilliseconds }: StepGrid, minutes: number): number => Math.max(1, Math.ceil((minutes * MINUTE) / stepMilliseconds - 1e-9));

/** The steps that a stretch touches, in whole steps: [first, end). */
export const touchedSteps = ({ startsAt, stepMilliseconds }: StepGrid, [start, end]: readonly [number, number]): readonly [first: number, end: number] =>
  [Math.floor((start - startsAt) / stepMilliseconds), Math.ceil((end - startsAt) / stepMilliseconds)];
