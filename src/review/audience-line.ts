import type { IssuePath } from "../error/index.js";
import type { Touchpoint } from "../program/index.js";
import { dayNumberOf } from "../time/internal.js";
import type { ReviewMaterial, Touch } from "./review-material.js";

/** Those who go through the program alike: everyone, or a segment. */
export interface AudienceLine {
  readonly path: IssuePath;
  readonly name: string;
  readonly touchpoints: readonly Touchpoint[];
  readonly touches: readonly Touch[];
  /** Whether micro-coaching after contacts goes on all the time. */
  readonly isOngoing: boolean;
}

/** A measurement has no modality: it is no touch. */
export const isPractice = ({ modality }: Touchpoint): boolean => modality !== undefined;

const follows = ({ timing }: Touchpoint): boolean => timing.kind === "after-contact" && timing.sampledFraction > 0 && timing.maximumCountPerDay > 0;

/** The lines of a program, or `null` when its touchpoints have no days. */
export function audienceLines({ program, touches }: ReviewMaterial, isWanted: (touchpoint: Touchpoint) => boolean): readonly AudienceLine[] | null {
  if (touches === null) return null;
  const wanted = new Set(program.touchpoints.filter(isWanted));
  const lineOf = (path: IssuePath, name: string, isFor: (touchpoint: Touchpoint) => boolean): AudienceLine => {
    const own = new Set([...wanted].filter(isFor));
    return { path, name, touchpoints: [...own], touches: touches.filter(({ touchpoint }) => own.has(touchpoint)), isOngoing: [...own].some(follows) };
  };
  if (program.segments.length === 0) return [lineOf(["program", "touchpoints"], "Everyone", () => true)];
  return program.segments.map(({ id, title }, index) => lineOf(["program", "segments", index], `“${title}”`, ({ segmentIds }) => segmentIds?.includes(id) ?? true));
}

/** A stretch of days without a touch. */
export interface Gap {
  readonly fromDay: number;
  readonly dayCount: number;
}

/** The longest stretch without any of these days, from the day after the start to the end of the program. */
export function longestGap(days: readonly number[], endDay: number): Gap {
  let longest: Gap = { fromDay: 1, dayCount: 0 };
  let previous = 0;
  for (const day of [...days, endDay]) {
    const next = Math.min(Math.max(day, 0), endDay);
    if (next - previous - 1 > longest.dayCount) longest = { fromDay: previous + 1, dayCount: next - previous - 1 };
    previous = next;
  }
  return longest;
}

/** Of a plan: each participant with the days of touches, the participants by id. */
export function participantDays({ program, plan, startDay }: ReviewMaterial): ReadonlyMap<string, readonly number[]> {
  const practiced = new Set(program.touchpoints.filter(isPractice).map(({ id }) => id));
  const days = new Map<string, number[]>();
  for (const { touchpointId, participantIds, date } of plan?.sessions ?? []) {
    for (const id of participantIds) {
      const own = days.get(id) ?? [];
      if (own.length === 0) days.set(id, own);
      if (practiced.has(touchpointId)) own.push(dayNumberOf(date) - startDay);
    }
  }
  days.forEach((own) => own.sort((left, right) => left - right));
  return days;
}
