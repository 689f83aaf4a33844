import { logisticOf } from "../statistics/internal.js";

/**
 * The ability of most likelihood for a score at items of these difficulties: its expected score is the score. NaN for none and for all right, where there is no such ability.
 * Newton's method on Σ σ(θ − b) = r, its steps held.
 */
export function abilityOfScore(items: Int32Array, difficulties: Float64Array, score: number): number {
  const most = items.length;
  if (score === 0 || score === most) return NaN;
  let ability = items.reduce((sum, item) => sum + (difficulties[item] as number), 0) / most + Math.log(score / (most - score));
  for (let round = 0; round < 200; round += 1) {
    let [expected, weight] = [0, 0];
    for (const item of items) {
      const success = logisticOf(ability - (difficulties[item] as number));
      expected += success;
      weight += success * (1 - success);
    }
    const step = Math.max(-1, Math.min(1, (score - expected) / weight));
    ability += step;
    if (Math.abs(step) < 1e-12) break;
  }
  return ability;
}
