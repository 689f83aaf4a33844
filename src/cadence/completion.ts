import * as z from "zod";
import { type Fault, repeated, type Report } from "../error/index.js";
import type { Program } from "../program/index.js";
import { dayNumberOf } from "../time/internal.js";
import { CivilDate, Id } from "../unit/index.js";
import type { CompletionDays } from "./placement.js";

/** That somebody has completed a touchpoint: it opens the steps that wait for it. */
export interface Completion {
  /** The touchpoint. */
  readonly touchpointId: Id;
  /** The date on the person's calendar. */
  readonly completedDate: CivilDate;
}
/** Schema of a completion. */
export const Completion = z.strictObject({ touchpointId: Id, completedDate: CivilDate }).readonly() satisfies z.ZodType<Completion>;

/** A list of completions, each touchpoint once. */
export const Completions = z.array(Completion).max(1000).readonly();

const unknownTouchpoint: Fault = { code: "completion.unknown_touchpoint", message: "The program has no touchpoint “{id}”.", hint: "Correct the id." };
const duplicateCompletion: Fault = { code: "completion.duplicate", message: "The touchpoint “{id}” is completed twice.", hint: "Keep the first completion." };

/** Completions of touchpoints that the program lacks, or of one touchpoint twice. */
export function findCompletionListFaults({ touchpoints }: Program, completions: readonly Completion[], report: Report): void {
  const known = new Set(touchpoints.map(({ id }) => id));
  completions.forEach(({ touchpointId: id }, index) => { if (!known.has(id)) report(unknownTouchpoint, [index, "touchpointId"], { id }); });
  for (const [index, { touchpointId: id }] of repeated(completions, ({ touchpointId }) => touchpointId)) report(duplicateCompletion, [index, "touchpointId"], { id });
}

/** The days of completions by touchpoint. */
export const completionDaysOf = (completions: readonly Completion[]): CompletionDays => new Map(completions.map(({ touchpointId, completedDate }) => [touchpointId, dayNumberOf(completedDate)]));

/** A step without a date, since the touchpoint that it waits for is not completed. */
export interface LockedStep {
  /** The step, or a touchpoint that goes by it. */
  readonly touchpointId: string;
  /** What has to be completed first. */
  readonly waitsForTouchpointId: string;
}

/** The steps that have no date yet, in the order of the program. */
export function lockedSteps({ touchpoints }: Program, completionDays: CompletionDays): readonly LockedStep[] {
  const timings = new Map(touchpoints.map(({ id, timing }) => [id, timing]));
  /** What keeps a touchpoint locked: its own gate, or that of the touchpoint it goes by. */
  const waitsFor = (id: string): string | null => {
    const timing = timings.get(id);
    if (timing?.kind === "after-completion") return completionDays.has(timing.touchpointId) ? null : timing.touchpointId;
    return timing !== undefined && "touchpointId" in timing ? waitsFor(timing.touchpointId) : null;
  };
  return touchpoints.flatMap(({ id: touchpointId }) => {
    const waitsForTouchpointId = waitsFor(touchpointId);
    return waitsForTouchpointId === null ? [] : [{ touchpointId, waitsForTouchpointId }];
  });
}
