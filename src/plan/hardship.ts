import { DAY, type MillisecondSpan, spansWithout } from "../time/internal.js";

const MINUTE = 60_000;
/** Working hours are looked for so far before and after a day. A person who works once a week has some within it. */
const NEAR = 8 * DAY;
/** No session is reported as farther outside than a week. */
const FARTHEST = 7 * DAY;

/** How far outside a person's hours a session lies. */
interface OutsideHours {
  /** The part of the session that lies outside. */
  readonly outsideMinutes: number;
  /** How far the session reaches from the nearest working time. */
  readonly distanceMinutes: number;
}

/** The stretch of time in which working hours matter to sessions that start from `from` to `to`. */
export const nearby = ([from, to]: MillisecondSpan): MillisecondSpan => [from - NEAR, to + NEAR];

/** When a person does not work, in the neighborhood of some sessions. */
export const gapsIn = (around: MillisecondSpan, working: readonly MillisecondSpan[]): readonly MillisecondSpan[] => spansWithout([around], working);

/**
 * How far a session lies outside a person's hours, whose gaps are given in order.
 *
 * In a gap from g to h the distance from working time is min(t − g, h − t): it rises to the middle of the gap and falls after it, so within the session it is greatest at the point nearest to that middle.
 */
export function outsideHours(gaps: readonly MillisecondSpan[], [start, end]: MillisecondSpan): OutsideHours {
  let [outside, farthest] = [0, 0];
  for (const [gapStart, gapEnd] of gaps) {
    if (gapEnd <= start) continue;
    if (gapStart >= end) break;
    const [from, to] = [Math.max(gapStart, start), Math.min(gapEnd, end)];
    const at = Math.min(Math.max((gapStart + gapEnd) / 2, from), to);
    outside += to - from;
    farthest = Math.max(farthest, Math.min(at - gapStart, gapEnd - at));
  }
  return { outsideMinutes: outside / MINUTE, distanceMinutes: Math.min(farthest, FARTHEST) / MINUTE };
}

/** A start that may be chosen on a date: which members suffer there, and how far it lies outside their hours in sum. */
export interface StartChoice {
  /** Its place among the starts that were offered. */
  readonly place: number;
  /** Places of members, in order. */
  readonly sufferers: readonly number[];
  readonly distanceMinutes: number;
}

/** Whether everyone of `some` is in `others` too; both in order. */
function isWithin(some: readonly number[], others: readonly number[]): boolean {
  const all = new Set(others);
  return some.every((one) => all.has(one));
}

/**
 * The starts worth choosing: of those at which the same members suffer, the nearest to their hours (the first offered at a tie); and none at which others suffer besides all who suffer at another one.
 * Without that rule the fairest choice would be one at which all suffer.
 */
export function undominated(choices: readonly StartChoice[]): readonly StartChoice[] {
  const best = new Map<string, StartChoice>();
  for (const choice of choices) {
    const key = choice.sufferers.join();
    const known = best.get(key);
    if (known === undefined || choice.distanceMinutes < known.distanceMinutes) best.set(key, choice);
  }
  const kinds = [...best.values()];
  return kinds.filter((one) => !kinds.some((other) => other !== one && isWithin(other.sufferers, one.sufferers)));
}

/**
 * Gini coefficient of how often each has suffered: 0 when all have equally often, near 1 when one has for all.
 *
 *   G = Σᵢ Σⱼ |cᵢ − cⱼ| / (2 · n · Σ c)
 *
 * c: the counts, n: how many there are. Source: Gini, "Variabilità e mutabilità" (1912), as the mean difference over twice the mean.
 */
export function giniOf(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return 0;
  const differences = counts.reduce((sum, one) => sum + counts.reduce((inner, other) => inner + Math.abs(one - other), 0), 0);
  return differences / (2 * counts.length * total);
}
