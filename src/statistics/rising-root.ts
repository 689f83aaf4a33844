/**
 * Where a function that never falls passes 0 between two places, below and above it: by secants, each within the bracket, with a halving every third time, so that no shape makes it slow.
 * Ends where the bracket is a rounding wide.
 */
export function risingRoot(excess: (x: number) => number, below: number, above: number): number {
  let [low, high] = [below, above];
  let [atLow, atHigh] = [excess(low), excess(high)];
  if (atLow >= 0) return low;
  if (atHigh <= 0) return high;
  for (let round = 1; round <= 200 && high - low > 1e-14 * Math.max(Math.abs(low), Math.abs(high)); round += 1) {
    const secant = (low * atHigh - high * atLow) / (atHigh - atLow);
    const middle = low + (high - low) / 2;
    const x = round % 3 === 0 || !(secant > low && secant < high) ? middle : secant;
    const here = excess(x);
    if (here === 0) return x;
    if (here < 0) [low, atLow] = [x, here];
    else [high, atHigh] = [x, here];
  }
  return low + (high - low) / 2;
}

/** An upper place for `risingRoot`: doubled until the function has passed 0, or as far as `farthest`. */
export function passedPlace(excess: (x: number) => number, start: number, farthest: number): number {
  let place = start;
  while (place < farthest && excess(place) < 0) place *= 2;
  return Math.min(place, farthest);
}
