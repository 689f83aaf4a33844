import * as z from "zod";
import { check } from "../error/index.js";
import { betaQuantile } from "./beta.js";
import { binomialTestOf } from "./binomial-test.js";
import { type Confidence, ConfidenceLevel, type Estimate, type EstimateResult } from "./estimate.js";
import { gammaQuantile } from "./incomplete-gamma.js";
import { normalProbability, upperNormalScore } from "./normal.js";
import type { NoTest } from "./no-test.js";
import { CountedEvents } from "./counted-trials.js";

/** Events in one group, and the level of an interval. */
export interface EventRateSample extends CountedEvents {
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** Events in two independent groups. */
export interface TwoRates {
  /** The group that is compared. */
  readonly first: CountedEvents;
  /** The group that it is compared with. */
  readonly second: CountedEvents;
}
/** Events in two independent groups, and the level of an interval. */
export interface RateRatioSample extends TwoRates {
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
  /** How the interval is made: `exact` never holds the truth less often than its level says; `log-wald` is narrower, and right for many events. */
  readonly method: "exact" | "log-wald";
}

const groups = { first: CountedEvents, second: CountedEvents };
/** Events in one group, and the level of an interval. */
export const EventRateSample = z.strictObject({ ...CountedEvents.unwrap().shape, confidenceLevel: ConfidenceLevel }).readonly() satisfies z.ZodType<EventRateSample>;
/** Events in two independent groups. */
export const TwoRates = z.strictObject(groups).readonly() satisfies z.ZodType<TwoRates>;
/** Events in two independent groups, and the level of an interval. */
export const RateRatioSample = z.strictObject({ ...groups, confidenceLevel: ConfidenceLevel, method: z.enum(["exact", "log-wald"]) }).readonly() satisfies z.ZodType<RateRatioSample>;

/**
 * How many events there are in one unit of exposure, with the exact interval of a Poisson count; `n` is the count of events.
 * Method `exact-poisson`. Its interval is right where events come one by one and independently; where some bring others it is too narrow.
 * Source: F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28 (1936).
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * // none in 100 hours: with 95 % confidence at most 3.69 in them
 * eventRate({ events: 0, exposure: 100, confidenceLevel: 0.95 }).confidence.upper.toFixed(4); // => "0.0369"
 * ```
 */
export function eventRate(sample: EventRateSample): Estimate {
  const { events, exposure, confidenceLevel } = check(EventRateSample, sample);
  const tail = (1 - confidenceLevel) / 2;
  const lower = events === 0 ? 0 : gammaQuantile({ a: events, lowerTail: tail, upperTail: 1 - tail }) / exposure;
  const upper = gammaQuantile({ a: events + 1, lowerTail: 1 - tail, upperTail: tail }) / exposure;
  return { estimate: events / exposure, confidence: { lower, upper, level: confidenceLevel }, n: events, method: "exact-poisson", warnings: [] };
}

/** Given all events together, those of the first group are binomial with a share of ratio · t₁ / (ratio · t₁ + t₂): the ends of that share, as ratios. */
function exactEnds({ first, second, confidenceLevel }: RateRatioSample): Confidence {
  const tail = (1 - confidenceLevel) / 2;
  const scale = second.exposure / first.exposure;
  const odds = ({ x, y }: { readonly x: number; readonly y: number }): number => (x / y) * scale;
  return {
    lower: first.events === 0 ? 0 : odds(betaQuantile({ a: first.events, b: second.events + 1, lowerTail: tail, upperTail: 1 - tail })),
    upper: odds(betaQuantile({ a: first.events + 1, b: second.events, lowerTail: 1 - tail, upperTail: tail })), level: confidenceLevel,
  };
}

/**
 * How many times as high the first of two independent rates is as the second; `n` counts the events of both.
 * Method as asked; `log-wald` warns of `few-events` below five in a group. No events in the second group: reason `unbounded`, `needed` is one event more; with `log-wald` no events in the first either: reason `no-events`.
 * Sources: J. Przyborowski, H. Wilenski, "Homogeneity of results in testing samples from Poisson series", Biometrika 31 (1940); K. Rothman, S. Greenland, "Modern Epidemiology" (1998), chapter 14.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * const { estimate, confidence } = rateRatio({ first: { events: 91, exposure: 299.3 }, second: { events: 127, exposure: 286.2 }, confidenceLevel: 0.95, method: "exact" });
 * [estimate, confidence.lower, confidence.upper].map((x) => x.toFixed(4)).join(" "); // => "0.6852 0.5176 0.9039"
 * ```
 */
export function rateRatio(sample: RateRatioSample): EstimateResult {
  const checked = check(RateRatioSample, sample);
  const { first, second, confidenceLevel, method } = checked;
  const n = first.events + second.events;
  if (second.events === 0) return { estimate: null, reason: "unbounded", n, needed: n + 1 };
  const estimate = (first.events / second.events) * (second.exposure / first.exposure);
  if (method === "exact") return { estimate, confidence: exactEnds(checked), n, method, warnings: [] };
  if (first.events === 0) return { estimate: null, reason: "no-events", n, needed: n + 1 };
  const factor = Math.exp(upperNormalScore((1 - confidenceLevel) / 2) * Math.sqrt(1 / first.events + 1 / second.events));
  return { estimate, confidence: { lower: estimate / factor, upper: estimate * factor, level: confidenceLevel }, n, method, warnings: Math.min(first.events, second.events) < 5 ? ["few-events"] : [] };
}

/** How probable it is that two rates differ as much as those seen, if the true ones were equal. */
export interface RateRatioTest {
  /** Two-sided and exact: all divisions of the events that are no more probable than the one seen. */
  readonly exactPValue: number;
  /** The first group's events less those expected, over the standard error; above 0 when the first rate is the higher one. */
  readonly z: number;
  /** Two-sided, by z: for many events. */
  readonly pValue: number;
}

/**
 * The test of two independent Poisson rates, given all events together, exact (as `poisson.test` of R) and by the score. Without events there is nothing to test: reason `no-events`, `needed` is 1.
 * Source: J. Przyborowski, H. Wilenski, Biometrika 31 (1940).
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * rateRatioTest({ first: { events: 91, exposure: 299.3 }, second: { events: 127, exposure: 286.2 } }).exactPValue.toFixed(6); // => "0.006601"
 * ```
 */
export function rateRatioTest(pair: TwoRates): RateRatioTest | NoTest {
  const { first, second } = check(TwoRates, pair);
  const n = first.events + second.events;
  if (n === 0) return { pValue: null, reason: "no-events", n, needed: 1 };
  const share = first.exposure / (first.exposure + second.exposure);
  const rest = second.exposure / (first.exposure + second.exposure);
  const z = (first.events * rest - second.events * share) / Math.sqrt(n * share * rest) + 0;
  return { exactPValue: binomialTestOf({ successes: first.events, n, expectedFraction: share }).pValue, z, pValue: Math.min(1, 2 * normalProbability(-Math.abs(z))) };
}
