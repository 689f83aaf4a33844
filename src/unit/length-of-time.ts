import * as z from "zod";
import { check } from "../error/index.js";

const withoutMinusZero = (value: number): number => value + 0;

/** A length of time in minutes, zero or more; parts of a minute are allowed. */
export const Minutes = z.number().nonnegative().max(10_000_000).overwrite(withoutMinusZero);
/** A length of time in minutes, zero or more. */
export type Minutes = z.infer<typeof Minutes>;

/** A length of time in hours, zero or more; parts of an hour are allowed. */
export const Hours = z.number().nonnegative().max(1_000_000).overwrite(withoutMinusZero);
/** A length of time in hours, zero or more. */
export type Hours = z.infer<typeof Hours>;

/** A length of time in seconds, zero or more; parts of a second are allowed. */
export const Seconds = z.number().nonnegative().max(100_000_000).overwrite(withoutMinusZero);
/** A length of time in seconds, zero or more. */
export type Seconds = z.infer<typeof Seconds>;

/** Finer than any clock here, coarser than binary dust. */
const tidy = (value: number): number => Math.round(value * 1e6) / 1e6 + 0;

/**
 * Minutes cleared of binary dust: 60 × (1 − 0.7) is 18, not 18.000000000000004. Tidy before you floor.
 *
 * @example
 * ```ts
 * tidyMinutes(60 * (1 - 0.7)); // => 18
 * ```
 */
export const tidyMinutes = (minutes: number): number => tidy(check(z.number().min(-1e12).max(1e12), minutes));

/**
 * Hours as minutes.
 *
 * @example
 * ```ts
 * minutesOfHours(1.5); // => 90
 * ```
 */
export const minutesOfHours = (hours: Hours): Minutes => tidy(check(Hours, hours) * 60);

/**
 * Minutes as hours.
 *
 * @example
 * ```ts
 * hoursOfMinutes(90); // => 1.5
 * ```
 */
export const hoursOfMinutes = (minutes: Minutes): Hours => tidy(check(Minutes, minutes) / 60);

/**
 * Minutes as seconds: planning counts in minutes, telephony in seconds.
 *
 * @example
 * ```ts
 * secondsOfMinutes(0.5); // => 30
 * ```
 */
export const secondsOfMinutes = (minutes: Minutes): Seconds => tidy(check(Minutes, minutes) * 60);

/**
 * Seconds as minutes.
 *
 * @example
 * ```ts
 * minutesOfSeconds(30); // => 0.5
 * ```
 */
export const minutesOfSeconds = (seconds: Seconds): Minutes => tidy(check(Seconds, seconds) / 60);
