import { detectableEffect, standardizedDifference, tTestPower } from "../statistics/index.js";
import { meanOf } from "../statistics/internal.js";
import type { Count, Id } from "../unit/index.js";
import type { DrawAim, DrawPower } from "./chance-order.js";
import type { WaitListPerson, WaitListUnit } from "./wait-list-request.js";

/** The people of one arm of whom a value is known. */
export interface KnownValues {
  /** How many. */
  readonly n: Count;
  /** Their mean; null where there are none. */
  readonly mean: number | null;
}
/** How far two arms came out apart in one value from before. */
export interface BaselineBalance {
  /** Which value. */
  readonly baselineId: Id;
  /** Of those who start now. */
  readonly treated: KnownValues;
  /** Of those who wait. */
  readonly comparison: KnownValues;
  /** Mean less mean, in the root of the mean of both variances; null with fewer than two known in an arm, or where nothing varies. */
  readonly standardizedDifference: number | null;
}

const knownOf = (values: readonly number[]): KnownValues => ({ n: values.length, mean: values.length === 0 ? null : meanOf(values) });

/** How far the arms came out apart, value by value. */
export function balanceOf(people: readonly WaitListPerson[], baselineIds: readonly Id[], isStarted: (person: WaitListPerson) => boolean): readonly BaselineBalance[] {
  return baselineIds.map((baselineId, at) => {
    const known = (ofStarted: boolean): readonly number[] => people.filter((person) => isStarted(person) === ofStarted).flatMap(({ baselines = [] }) => baselines[at] ?? []);
    const [values, reference] = [known(true), known(false)];
    // the interval is not told: it would be a test of chance itself
    const apart = standardizedDifference({ values, reference, standardizer: "average-variance", confidenceLevel: 0.95 });
    return { baselineId, treated: knownOf(values), comparison: knownOf(reference), standardizedDifference: apart.estimate };
  });
}

/** What the means of two arms can show: of teams the variance of a mean is ICC + (1 − ICC) ÷ size, averaged over all. */
export function powerOfArms(arms: readonly [started: readonly WaitListUnit[], waiting: readonly WaitListUnit[]], { powerFraction: power, alpha, sides, effectSize, intraclassCorrelation = 0 }: DrawAim, isByCluster: boolean): DrawPower {
  const [n, secondN] = [arms[0].length, arms[1].length];
  if (Math.min(n, secondN) < 2) return { smallestDetectable: null, effectPowerFraction: null };
  const inverse = meanOf(arms.flat().map(({ personCount }) => 1 / personCount));
  const spread = isByCluster ? Math.sqrt(intraclassCorrelation + (1 - intraclassCorrelation) * inverse) : 1;
  const test = { design: "two-sample", n, secondN, alpha, sides } as const;
  return {
    smallestDetectable: spread * detectableEffect({ ...test, power }),
    effectPowerFraction: effectSize === undefined ? null : tTestPower({ ...test, effectSize: Math.min(10, effectSize / spread) }),
  };
}
