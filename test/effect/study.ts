import type { EffectMeasure, EffectPerson } from "coachkit/effect";

export const instrument = { instrumentId: "call-rubric", majorVersion: 1 };
export const measure: EffectMeasure = { unit: "points", direction: "higher-is-better", baselineInstrument: instrument, postInstrument: instrument };
export const fraction: EffectMeasure = { ...measure, unit: "fraction" };
export const lower: EffectMeasure = { ...measure, direction: "lower-is-better" };

/** People of one arm by [baseline, post], named by arm and place. */
export const armOf = (arm: "treated" | "comparison", scores: readonly (readonly [baseline: number | null, post: number | null])[]): readonly EffectPerson[] =>
  scores.map(([baseline, post], index) => ({ personId: `${arm}-${String(index)}`, arm, baseline, post }));
/** Five treated and four for comparison, unequal in number and spread. */
export const nine: readonly EffectPerson[] = [
  ...armOf("treated", [[52, 60], [48, 61], [55, 59], [50, 64], [45, 58]]),
  ...armOf("comparison", [[51, 53], [49, 50], [47, 52], [54, 53]]),
];
/** Changes with exactly the given mean and standard deviation, n of them. */
export function exactly(n: number, mean: number, standardDeviation: number): readonly number[] {
  const raw = Array.from({ length: n }, (_, index) => Math.sin(3 * index + 1));
  const middle = raw.reduce((sum, value) => sum + value, 0) / n;
  const spread = Math.sqrt(raw.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (n - 1));
  return raw.map((value) => mean + ((value - middle) * standardDeviation) / spread);
}
