import * as z from "zod";
import { check } from "../error/index.js";
import type { ControlLimits } from "./control-chart.js";
import { CountedEvents, CountedTrials } from "./counted-trials.js";
import { Sample } from "./probability.js";
import { meanOf } from "./summary.js";

/** A point of a chart against limits of its own. */
export interface ChartPoint extends ControlLimits {
  /** What is charted. */
  readonly value: number;
  /** Whether it lies outside its limits, and on which side. */
  readonly signal: "above" | "below" | null;
}

/** A chart of values against limits three standard deviations from their center. */
export interface ShewhartChart {
  /** The center line. */
  readonly center: number;
  /** One point an entry. */
  readonly points: readonly ChartPoint[];
  /** The places of the points outside their limits, counted from 0. */
  readonly signals: readonly number[];
}

/** A chart of single values, with the chart of how much neighbors differ. */
export interface IndividualsChart extends ShewhartChart {
  /** The standard deviation, by the mean moving range. */
  readonly standardDeviation: number;
  /** The limits of every value. */
  readonly limits: ControlLimits;
  /** The mean distance of neighbors. */
  readonly meanMovingRange: number;
  /** Neighbors farther apart are a signal. */
  readonly movingRangeUpper: number;
  /** The places of values too far from the one before, counted from 0. */
  readonly movingRangeSignals: readonly number[];
}

/** No chart: there is too little to draw limits from. */
export interface NoChart {
  /** Always null. */
  readonly points: null;
  /** Why. */
  readonly reason: "too-few-observations";
  /** How many observations there are. */
  readonly n: number;
  /** How many are needed. */
  readonly needed: number;
}

// Of two normal values the mean range is d₂ = 1.128 standard deviations, and its upper limit D₄ = 3.267 times its mean (Montgomery, Introduction to Statistical Quality Control, appendix VI).
const RANGE_OF_TWO = 1.128;
const UPPER_OF_TWO = 3.267;

const noChart = (n: number, needed: number): NoChart => ({ points: null, reason: "too-few-observations", n, needed });

function charted(center: number, entries: readonly (ControlLimits & { readonly value: number })[]): ShewhartChart {
  const points = entries.map(({ value, lower, upper }): ChartPoint => ({ value, lower: lower + 0, upper, signal: value > upper ? "above" : value < lower ? "below" : null }));
  return { center, points, signals: points.flatMap(({ signal }, index) => (signal === null ? [] : [index])) };
}

/**
 * The chart of single values: center ± 3 standard deviations, these by the mean distance of neighbors ÷ 1.128, so that a shift does not hide itself by widening its own limits.
 * Fewer than two values give no chart. Source: W. Shewhart (1931); NIST/SEMATECH e-Handbook of Statistical Methods 6.3.2.2.
 *
 * @param values the values in their order in time, at most 1,000,000
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * individualsChart([1, 2, 1, 2, 1, 2, 1, 2, 1, 19]).signals; // => [9]
 * individualsChart([1]); // => { points: null, reason: "too-few-observations", n: 1, needed: 2 }
 * ```
 */
export function individualsChart(values: readonly number[]): IndividualsChart | NoChart {
  const checked = check(Sample, values);
  if (checked.length < 2) return noChart(checked.length, 2);
  const ranges = checked.slice(1).map((value, index) => Math.abs(value - (checked[index] ?? value)));
  const center = meanOf(checked);
  const meanMovingRange = meanOf(ranges);
  const standardDeviation = meanMovingRange / RANGE_OF_TWO;
  const limits = { lower: center - 3 * standardDeviation + 0, upper: center + 3 * standardDeviation + 0 };
  const movingRangeUpper = UPPER_OF_TWO * meanMovingRange;
  return {
    ...charted(center, checked.map((value) => ({ value: value + 0, ...limits }))), standardDeviation, limits, meanMovingRange, movingRangeUpper,
    movingRangeSignals: ranges.flatMap((range, index) => (range > movingRangeUpper ? [index + 1] : [])),
  };
}

/** The sum of a part over the sum of its whole. */
const sharesOf = (parts: readonly number[], wholes: readonly number[]): number => meanOf(parts) / meanOf(wholes);

/**
 * The chart of shares (p chart): each time's share against center ± 3√(p̄(1 − p̄) ÷ n), cut at 0 and 1; the limits of times with few trials are wide. No times give no chart.
 * Source: NIST/SEMATECH e-Handbook of Statistical Methods 6.3.3.2.
 *
 * @param times at most 1,000,000
 * @throws CoachingError `input.*`, `proportion.more_successes_than_trials`
 * @example
 * ```ts
 * proportionChart([{ successes: 9, n: 10 }, { successes: 8, n: 10 }, { successes: 9, n: 10 }, { successes: 2, n: 10 }]).signals; // => [3]
 * ```
 */
export function proportionChart(times: readonly CountedTrials[]): ShewhartChart | NoChart {
  const checked = check(Times, times);
  if (checked.length === 0) return noChart(0, 1);
  const center = sharesOf(checked.map(({ successes }) => successes), checked.map(({ n }) => n));
  return charted(center, checked.map(({ successes, n }) => {
    const half = 3 * Math.sqrt((center * (1 - center)) / n);
    return { value: successes / n, lower: Math.max(0, center - half), upper: Math.min(1, center + half) };
  }));
}

/**
 * The chart of events per unit (u chart): each time's events ÷ exposure against center ± 3√(ū ÷ exposure), cut at 0. No times give no chart.
 * Source: NIST/SEMATECH e-Handbook of Statistical Methods 6.3.3.1.
 *
 * @param times at most 1,000,000
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * eventChart([{ events: 2, exposure: 10 }, { events: 3, exposure: 10 }, { events: 1, exposure: 10 }, { events: 14, exposure: 10 }]).signals; // => [3]
 * ```
 */
export function eventChart(times: readonly CountedEvents[]): ShewhartChart | NoChart {
  const checked = check(Exposures, times);
  if (checked.length === 0) return noChart(0, 1);
  const center = sharesOf(checked.map(({ events }) => events), checked.map(({ exposure }) => exposure));
  return charted(center, checked.map(({ events, exposure }) => {
    const half = 3 * Math.sqrt(center / exposure);
    return { value: events / exposure, lower: Math.max(0, center - half), upper: center + half };
  }));
}

const Times = z.array(CountedTrials).max(1_000_000);
const Exposures = z.array(CountedEvents).max(1_000_000);
