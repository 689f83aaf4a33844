import type { Fraction, Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import type { SignalSeries } from "./own-past.js";
import { partsOf, type TriggerCondition } from "./trigger-condition.js";
import type { TriggerSignal } from "./trigger-signal.js";

/** What picked people's values can be expected to do by themselves, without any coaching. */
export type ExpectedRebound =
  | {
    /** Which signal people are picked by. */
    readonly signalId: Id;
    /** (1 − reliability) · (population mean − picked mean): the change of the mean, in the unit of the signal, that has nothing to do with coaching. */
    readonly expectedChange: number;
    /** The mean of the values for which the rule fired. */
    readonly pickedMean: number;
    /** The mean of all values. */
    readonly populationMean: number;
    /** How far values repeat themselves. */
    readonly reliability: Fraction;
    /** Whether it was given, or is the correlation of values one week apart in this history; below zero it counts as zero. */
    readonly reliabilitySource: "given" | "lag-one-correlation";
    /** Over how many firings. */
    readonly n: number;
  }
  | {
    readonly signalId: Id;
    readonly expectedChange: null;
    /** `"picked-by-own-past"`: by a change or an outlier, which come back to the person's own mean, not to that of all; `"picked-by-several-weeks"`: by weeks in a row, which come back less than by (1 − reliability), since several values err less than one; `"nothing-fired"`; `"too-few-pairs"`: fewer than 30 pairs of neighboring weeks, to see how far values repeat themselves; `"no-variation"` of values. */
    readonly reason: "picked-by-own-past" | "picked-by-several-weeks" | "nothing-fired" | "too-few-pairs" | "no-variation";
  };

/** Pairs of weeks that a reliability is taken from at least; a heuristic. */
const NEEDED_PAIRS = 30;

/** A signal by whose bad values people are picked. */
export interface PickingSignal {
  readonly signalId: Id;
  /** Why the regression to the mean of all does not tell what they will do: they are bad against the person's own past, or in several weeks. `null` where it does. */
  readonly otherwise: "picked-by-own-past" | "picked-by-several-weeks" | null;
}

/** The signals by whose bad values a condition picks people: below a limit where higher is better, or not above it. */
export function pickedBy(when: TriggerCondition, signals: readonly TriggerSignal[]): readonly PickingSignal[] {
  const isHigherBetter = new Map(signals.map(({ signalId, direction }) => [signalId, direction === "higher-is-better"]));
  const found = new Map<Id, PickingSignal>();
  const visit = (condition: TriggerCondition, isMeant: boolean, isInRow: boolean): void => {
    for (const part of partsOf(condition)) visit(part.condition, condition.kind === "not" ? !isMeant : isMeant, isInRow || condition.kind === "weeks-in-a-row");
    if (!("signalId" in condition) || condition.kind === "missing") return;
    const isLow = condition.kind === "outlier" ? condition.side === "below" : condition.comparison === "below" || condition.comparison === "at-most";
    const { signalId } = condition;
    if ((isLow === isMeant) !== isHigherBetter.get(signalId)) return;
    const before = found.get(signalId)?.otherwise ?? null;
    const isByOwnPast = condition.kind !== "threshold" || before === "picked-by-own-past";
    found.set(signalId, { signalId, otherwise: isByOwnPast ? "picked-by-own-past" : isInRow ? "picked-by-several-weeks" : before });
  };
  visit(when, true, false);
  return [...found.values()].sort((left, right) => inTextOrder(left.signalId, right.signalId));
}

/** How a signal is spread over people and weeks, and how far it repeats itself from one week to the next. */
export interface SignalSpread {
  readonly mean: number;
  readonly pairCount: number;
  /** That of values one week apart, zero where it is below; `null` where values do not vary, or there are no pairs. */
  readonly correlation: number | null;
}

/** The spread of one signal over all people from a week on: two passes, so that nothing cancels. */
export function signalSpread(series: SignalSeries, signal: number, fromWeek: number): SignalSpread {
  const { values, isPresent, signalCount, weekCount } = series;
  const stride = signalCount * weekCount;
  const walk = (see: (value: number, next: number | null) => void): void => {
    for (let base = signal * weekCount; base < values.length; base += stride) {
      for (let place = base + fromWeek; place < base + weekCount; place += 1) if (isPresent[place] === 1) see(values[place] as number, place + 1 < base + weekCount && isPresent[place + 1] === 1 ? (values[place + 1] as number) : null);
    }
  };
  // running means, of which values that are all the same have no rounding
  let [mean, count, pairCount, meanNow, meanNext] = [0, 0, 0, 0, 0];
  walk((value, next) => {
    count += 1;
    mean += (value - mean) / count;
    if (next === null) return;
    pairCount += 1;
    meanNow += (value - meanNow) / pairCount;
    meanNext += (next - meanNext) / pairCount;
  });
  let [now, later, both] = [0, 0, 0];
  walk((value, next) => {
    if (next === null) return;
    now += (value - meanNow) ** 2;
    later += (next - meanNext) ** 2;
    both += (value - meanNow) * (next - meanNext);
  });
  return { mean, pairCount, correlation: now > 0 && later > 0 ? Math.min(1, Math.max(0, both / Math.sqrt(now * later))) : null };
}

/** The values for which a rule fired, and those from which they were picked. */
interface PickedValues {
  readonly signal: PickingSignal;
  readonly picked: { readonly mean: number; readonly count: number };
  readonly spread: SignalSpread;
  readonly given: Fraction | undefined;
}

/**
 * What comes by itself: of values that repeat themselves with the correlation r, those picked come back by (1 − r) of their distance from the mean. Values that depend on each other along a straight line are enough; they need not be normal.
 * Source: F. Galton, "Regression towards mediocrity in hereditary stature" (1886); C. Davis, American Journal of Epidemiology 104 (1976).
 */
export function expectedRebound({ signal: { signalId, otherwise }, picked, spread, given }: PickedValues): ExpectedRebound {
  if (otherwise !== null) return { signalId, expectedChange: null, reason: otherwise };
  if (picked.count === 0) return { signalId, expectedChange: null, reason: "nothing-fired" };
  if (given === undefined && spread.pairCount < NEEDED_PAIRS) return { signalId, expectedChange: null, reason: "too-few-pairs" };
  const reliability = given ?? spread.correlation;
  if (reliability === null) return { signalId, expectedChange: null, reason: "no-variation" };
  const [pickedMean, populationMean] = [picked.mean + 0, spread.mean + 0];
  return { signalId, expectedChange: (1 - reliability) * (populationMean - pickedMean) + 0, pickedMean, populationMean, reliability, reliabilitySource: given === undefined ? "lag-one-correlation" : "given", n: picked.count };
}
