/** Up to how much the rank tests count exactly; beyond, and with ties, the normal distribution serves. */
export const RANK_TEST_LIMITS = {
  /** Values of the larger sample of an exact rank-sum test, and pairs of an exact signed-rank test. */
  exactObservations: 50,
} as const;

/** In how many of the orders of m + n values the m win u of the m·n comparisons, for each u: the largest value is one of the m, which wins n, or one of the n. */
export function rankSumCounts(m: number, n: number): Float64Array {
  let before = Array.from({ length: n + 1 }, () => Float64Array.of(1));
  for (let one = 1; one <= m; one += 1) {
    const row = [Float64Array.of(1)];
    for (let other = 1; other <= n; other += 1) {
      const counts = new Float64Array(one * other + 1);
      counts.set(row[other - 1] as Float64Array);
      (before[other] as Float64Array).forEach((count, wins) => { counts[wins + other] = (counts[wins + other] as number) + count; });
      row.push(counts);
    }
    before = row;
  }
  return before[n] as Float64Array;
}

/** Of how many of the 2^n choices from 1 … n each sum is the sum. */
export function signedRankCounts(n: number): Float64Array {
  const counts = new Float64Array((n * (n + 1)) / 2 + 1);
  counts[0] = 1;
  for (let rank = 1; rank <= n; rank += 1) {
    for (let sum = counts.length - 1; sum >= rank; sum -= 1) counts[sum] = (counts[sum] as number) + (counts[sum - rank] as number);
  }
  return counts;
}

/** P(W ≤ w) for every w; symmetrical, so that P(W ≥ w) = P(W ≤ most − w). */
export function cumulative(counts: Float64Array): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let sum = 0;
  return counts.map((count) => {
    sum += count;
    return sum / total;
  });
}
