/** The plain sum in order, divided: the same bits in every engine. */
export function meanOf(values: Float64Array | readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += values[index] as number;
  return sum / values.length;
}

/** How much the net moves with an input, over trials: covariance ÷ variance; 0 where the input does not vary. */
export function regressionSlope(column: Float64Array, net: Float64Array): number {
  const [center, level] = [meanOf(column), meanOf(net)];
  let [products, squares] = [0, 0];
  for (let trial = 0; trial < net.length; trial += 1) {
    const distance = (column[trial] as number) - center;
    products += distance * ((net[trial] as number) - level);
    squares += distance * distance;
  }
  return squares === 0 ? 0 : products / squares;
}

/**
 * The value of knowing one input, from trials: sorted by the input, cut into as many bins as the cube root of the trials, each bin decided by its own mean. Chance makes some bins look decided, so that it is biased upward.
 * Trials of equal value stand in the order that they were drawn in, which tells nothing of the others.
 * Source: M. Strong, J. Oakley, "An efficient method for computing single-parameter partial expected value of perfect information", Medical Decision Making 33 (2013).
 */
export function binnedValue(column: Float64Array, net: Float64Array): number {
  const n = net.length;
  const order = Uint32Array.from({ length: n }, (_, trial) => trial).sort((left, right) => (column[left] as number) - (column[right] as number) || left - right);
  let bins = 2;
  while ((bins + 1) * (bins + 1) * (bins + 1) <= n) bins += 1;
  let [total, decided] = [0, 0];
  for (let bin = 0; bin < bins; bin += 1) {
    let sum = 0;
    for (let place = Math.floor((bin * n) / bins); place < Math.floor(((bin + 1) * n) / bins); place += 1) sum += net[order[place] as number] as number;
    total += sum;
    decided += Math.max(sum, 0);
  }
  return Math.max(0, decided - Math.max(total, 0)) / n;
}
