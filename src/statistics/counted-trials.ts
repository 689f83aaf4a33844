import * as z from "zod";
import { Count } from "../unit/index.js";
import { withinTrials } from "./proportion.js";

/** Successes out of trials, of one group or at one time. */
export interface CountedTrials {
  /** How many of the trials were successes. */
  readonly successes: Count;
  /** How many trials, at least one. */
  readonly n: Count;
}

/** Events of one group or at one time, and how much there was in which they could occur. */
export interface CountedEvents {
  /** How many events. */
  readonly events: Count;
  /** In how much of whatever they were counted in: hours, calls, pages. */
  readonly exposure: number;
}

/** Successes out of trials, of one group or at one time. */
export const CountedTrials = z.strictObject({ successes: Count, n: Count.min(1) }).check(withinTrials).readonly() satisfies z.ZodType<CountedTrials>;
/** Events of one group or at one time, and how much there was in which they could occur. */
export const CountedEvents = z.strictObject({ events: Count, exposure: z.number().min(1e-9).max(1e9) }).readonly() satisfies z.ZodType<CountedEvents>;
