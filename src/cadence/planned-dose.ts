import * as z from "zod";
import { check } from "../error/index.js";
import { Count, Id, Minutes, tidyMinutes } from "../unit/index.js";

/** What the dose of a cadence is counted from: occurrences, or anything that names a touchpoint and a length. */
export interface DosedOccurrence {
  /** The touchpoint. */
  readonly touchpointId: Id;
  /** Length. */
  readonly durationMinutes: Minutes;
}

/** What a program plans for each participant. */
export interface PlannedDose {
  /** Items for one participant. */
  readonly itemCount: Count;
  /** Their length together. */
  readonly totalMinutes: Minutes;
  /** The same for each touchpoint, in order of first appearance. */
  readonly touchpoints: readonly { readonly touchpointId: Id; readonly itemCount: Count; readonly totalMinutes: Minutes }[];
}

/**
 * How many items and minutes a cadence plans for each participant who takes part in all of it.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * plannedDose([{ touchpointId: "nudge", durationMinutes: 10 }, { touchpointId: "nudge", durationMinutes: 10 }]).totalMinutes; // => 20
 * ```
 */
export function plannedDose(occurrences: readonly DosedOccurrence[]): PlannedDose {
  const checked = check(z.array(z.object({ touchpointId: Id, durationMinutes: Minutes })).max(1_000_000), occurrences);
  const touchpoints = new Map<string, { touchpointId: Id; itemCount: number; totalMinutes: number }>();
  for (const { touchpointId, durationMinutes } of checked) {
    const sum = touchpoints.get(touchpointId) ?? { touchpointId, itemCount: 0, totalMinutes: 0 };
    touchpoints.set(touchpointId, { touchpointId, itemCount: sum.itemCount + 1, totalMinutes: tidyMinutes(sum.totalMinutes + durationMinutes) });
  }
  return { itemCount: checked.length, totalMinutes: tidyMinutes(checked.reduce((sum, { durationMinutes }) => sum + durationMinutes, 0)), touchpoints: [...touchpoints.values()] };
}
