import * as z from "zod";
import { type Fault, rule } from "../error/index.js";
import { Instant } from "../unit/index.js";
import { DAY } from "./day-number.js";
import { instantText, millisecondsOf } from "./instant-text.js";
import { TIME_LIMITS } from "./time-limits.js";

const endsBeforeStart: Fault = { code: "time-span.ends_before_start", message: "The end lies before the start.", hint: "Swap them, or correct one." };
const rangeTooLong: Fault = { code: "time-span.range_too_long", message: "The range is longer than {days} days.", hint: "Ask for it in parts." };

/** A stretch of time: the start belongs to it, the end does not. */
export interface TimeSpan {
  /** Its first instant. */
  readonly startsAt: Instant;
  /** The first instant after it; equal to the start when it is empty. */
  readonly endsAt: Instant;
}
/** A stretch of time: the start belongs to it, the end does not. The fault is `time-span.ends_before_start`. */
export const TimeSpan = z
  .strictObject({ startsAt: Instant, endsAt: Instant })
  .check(rule(({ startsAt, endsAt }: TimeSpan, report) => {
    if (millisecondsOf(endsAt) < millisecondsOf(startsAt)) report(endsBeforeStart, ["endsAt"]);
  }))
  .readonly() satisfies z.ZodType<TimeSpan>;

/** The stretch of time that a question is about, at most 1830 days. */
export interface TimeRange {
  /** Its first instant. */
  readonly fromAt: Instant;
  /** The first instant after it. */
  readonly toAt: Instant;
}
/** The rule of every `TimeRange`. */
export const rangeRule = rule(({ fromAt, toAt }: TimeRange, report) => {
  const length = millisecondsOf(toAt) - millisecondsOf(fromAt);
  if (length < 0) report(endsBeforeStart, ["toAt"]);
  if (length > TIME_LIMITS.rangeDays * DAY) report(rangeTooLong, ["toAt"], { days: TIME_LIMITS.rangeDays });
});

/** A span in milliseconds since 1970, start included, end not. */
export type MillisecondSpan = readonly [start: number, end: number];

/** The span in milliseconds. */
export const millisecondSpanOf = ({ startsAt, endsAt }: TimeSpan): MillisecondSpan => [millisecondsOf(startsAt), millisecondsOf(endsAt)];
/** The span as text. */
export const timeSpanOf = ([start, end]: MillisecondSpan): TimeSpan => ({ startsAt: instantText(start), endsAt: instantText(end) });

/** All that lies in any of the spans, as few spans as possible, in order. The other functions of this file take and give such lists. */
export function unionOfSpans(spans: readonly MillisecondSpan[]): readonly MillisecondSpan[] {
  const union: MillisecondSpan[] = [];
  let [start, end] = [0, -Infinity];
  for (const span of spans.filter((one) => one[1] > one[0]).sort((a, b) => a[0] - b[0])) {
    if (span[0] <= end) {
      end = Math.max(end, span[1]);
      continue;
    }
    if (end > start) union.push([start, end]);
    [start, end] = span;
  }
  if (end > start) union.push([start, end]);
  return union;
}

/** All that lies in both lists. */
export function intersectionOfSpans(some: readonly MillisecondSpan[], others: readonly MillisecondSpan[]): readonly MillisecondSpan[] {
  const shared: MillisecondSpan[] = [];
  let next = 0;
  for (const [start, end] of some) {
    while ((others[next]?.[1] ?? Infinity) <= start) next += 1;
    for (let index = next; (others[index]?.[0] ?? Infinity) < end; index += 1) {
      const [otherStart = 0, otherEnd = 0] = others[index] ?? [];
      shared.push([Math.max(start, otherStart), Math.min(end, otherEnd)]);
    }
  }
  return shared;
}

/** All that lies in `some` and not in `others`: in `some` and in the gaps between the others. */
export function spansWithout(some: readonly MillisecondSpan[], others: readonly MillisecondSpan[]): readonly MillisecondSpan[] {
  const gaps = [...others, [Infinity, Infinity] as const].map(([start], index): MillisecondSpan => [others[index - 1]?.[1] ?? -Infinity, start]);
  return intersectionOfSpans(some, gaps);
}
