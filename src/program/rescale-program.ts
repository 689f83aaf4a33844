import * as z from "zod";
import { check } from "../error/index.js";
import { Program } from "./program.js";
import { stepsBetween } from "./steps-between.js";
import type { Timing } from "./timing.js";
import type { Touchpoint } from "./touchpoint.js";

/** A program, and the weeks it is to have. */
export interface ProgramRescaling {
  /** The program. */
  readonly program: Program;
  /** Its new number of weeks after week 0. */
  readonly weekCount: number;
}
const ProgramRescaling = z.strictObject({ program: Program, weekCount: z.int().min(1).max(520) }).readonly() satisfies z.ZodType<ProgramRescaling>;

/** What rescaling did to one touchpoint. */
export interface TimingChange {
  /** The touchpoint. */
  readonly touchpointId: string;
  /** Its weeks before. */
  readonly weeksBefore: readonly number[];
  /** Its weeks now. */
  readonly weeksAfter: readonly number[];
  /** `landmark-moved` keeps a single point of the program at its place in the whole; `spacing-kept` keeps the rhythm and changes how often; `merged` says that two weeks fell into one. */
  readonly reasons: readonly ("landmark-moved" | "spacing-kept" | "window-scaled" | "merged")[];
}

/** Weeks at a steady distance, three or more, are a rhythm; fewer or uneven ones are landmarks. */
function rhythmOf(weeks: readonly number[]): number | null {
  const sorted = weeks.toSorted((left, right) => left - right);
  const step = (sorted[1] ?? 0) - (sorted[0] ?? 0);
  return sorted.length >= 3 && sorted.every((week, index) => week === (sorted[0] ?? 0) + index * step) ? step : null;
}

/** The weeks that mark a point of the program and not a rhythm. */
const landmarksOf = ({ timing }: Touchpoint): readonly number[] => (timing.kind === "weeks" && rhythmOf(timing.weeks) === null ? timing.weeks : []);

/**
 * Landmark weeks in the new length: week 0 stays, the last week stays last, the others keep their share of the way (9 of 12 is 6 of 8), and no two change order or fall together while there is room.
 */
function scaledLandmarks(weeks: readonly number[], before: number, after: number): ReadonlyMap<number, number> {
  const sorted = [...new Set(weeks)].filter((week) => week > 0).sort((left, right) => left - right);
  const scaled = new Map<number, number>([[0, 0]]);
  const hasRoom = sorted.length <= after;
  let previous = 0;
  sorted.forEach((week, index) => {
    const nearest = Math.max(1, Math.round((week * after) / before));
    const latest = after - (sorted.length - 1 - index);
    const next = hasRoom ? Math.min(Math.max(nearest, previous + 1), latest) : nearest;
    scaled.set(week, next);
    previous = next;
  });
  return scaled;
}

/** Weeks in order, for comparison: a list may name them in any order. */
const inOrder = (weeks: readonly number[]): string => weeks.toSorted((left, right) => left - right).join();

interface Scale {
  readonly before: number;
  readonly after: number;
  readonly landmarks: ReadonlyMap<number, number>;
}

/** The first week of a rhythm: one that sets in with the program keeps its first week, one that belongs to a later part begins after as large a part of the new length. */
const scaledStart = (from: number, step: number, { before, after }: Scale): number => Math.min(after, from <= step ? from : Math.round(((from - 1) * after) / before) + 1);

/** The last week of a rhythm: the program's last week stays last, and no rhythm shrinks to nothing. */
const scaledEnd = (from: number, to: number, { before, after }: Scale): number => Math.max(from, to === before ? after : Math.min(after, Math.round((to * after) / before)));

function rescaled(timing: Timing, scale: Scale): { readonly timing: Timing; readonly reasons: TimingChange["reasons"] } {
  switch (timing.kind) {
    case "weeks": {
      const step = rhythmOf(timing.weeks);
      if (step === null) {
        const weeks = [...new Set(timing.weeks.map((week) => scale.landmarks.get(week) ?? week))];
        return { timing: { ...timing, weeks }, reasons: weeks.length < timing.weeks.length ? ["landmark-moved", "merged"] : ["landmark-moved"] };
      }
      const from = scaledStart(Math.min(...timing.weeks), step, scale);
      return { timing: { ...timing, weeks: stepsBetween(from, scaledEnd(from, Math.max(...timing.weeks), scale), step) }, reasons: ["spacing-kept"] };
    }
    case "every-weeks":
    case "per-week": {
      const fromWeek = scaledStart(timing.fromWeek, timing.kind === "every-weeks" ? timing.everyWeeks : 1, scale);
      return { timing: { ...timing, fromWeek, toWeek: scaledEnd(fromWeek, timing.toWeek, scale) }, reasons: ["spacing-kept"] };
    }
    case "window": {
      const fromWeek = timing.fromWeek === 0 ? 0 : Math.min(scale.after, Math.max(1, Math.round((timing.fromWeek * scale.after) / scale.before)));
      return { timing: { ...timing, fromWeek, toWeek: scaledEnd(fromWeek, timing.toWeek, scale) }, reasons: ["window-scaled"] };
    }
    default:
      return { timing, reasons: [] };
  }
}

/** The weeks that a timing names; empty where it goes by dates, days or another touchpoint. */
function weeksOf(timing: Timing): readonly number[] {
  if (timing.kind === "weeks") return timing.weeks;
  if (timing.kind === "every-weeks") return stepsBetween(timing.fromWeek, timing.toWeek, timing.everyWeeks);
  if (timing.kind === "per-week" || timing.kind === "window") return stepsBetween(timing.fromWeek, timing.toWeek, 1);
  return [];
}

/**
 * A program stretched or shrunk to another number of weeks, for pilots of 8 to 12 weeks.
 * Landmarks keep their place in the whole and their order (week 9 of 12 becomes week 6 of 8, the last week stays last); rhythms keep their spacing, so that there are fewer or more of them;
 * touchpoints that go by days, dates or another touchpoint stay as they are. Every touchpoint whose weeks changed is listed.
 *
 * @throws CoachingError `program.*`, `input.*`
 * @example
 * ```ts
 * const { program, changes } = rescaleProgram({ program: blendedTwelveWeek, weekCount: 8 });
 * program.weekCount; // => 8
 * changes.map(({ touchpointId, weeksAfter }) => `${touchpointId}: ${weeksAfter.join(" ")}`); // => ["nudge: 1 2 3 4 5 6 7 8", "huddle: 2 4 6 8", "one-to-one: 6", "demo: 8"]
 * ```
 */
export function rescaleProgram(rescaling: ProgramRescaling): { readonly program: Program; readonly changes: readonly TimingChange[] } {
  const { program, weekCount } = check(ProgramRescaling, rescaling);
  const scale: Scale = { before: program.weekCount, after: weekCount, landmarks: scaledLandmarks(program.touchpoints.flatMap(landmarksOf), program.weekCount, weekCount) };
  const results = program.touchpoints.map((touchpoint) => ({ touchpoint, ...rescaled(touchpoint.timing, scale) }));
  const touchpoints = results.map(({ touchpoint, timing }) => ({ ...touchpoint, timing }));
  const changes = results.flatMap(({ touchpoint, timing, reasons }) => {
    const weeksBefore = weeksOf(touchpoint.timing);
    const weeksAfter = weeksOf(timing);
    return inOrder(weeksBefore) === inOrder(weeksAfter) ? [] : [{ touchpointId: touchpoint.id, weeksBefore, weeksAfter, reasons }];
  });
  return { program: { ...program, weekCount, touchpoints }, changes };
}
