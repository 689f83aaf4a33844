/** ln k! less Stirling's formula at k + 1, for k below 10 and by its series. */
const corrections = [0.0810614667953272, 0.0413406959554092, 0.0276779256849983, 0.0207906721037650, 0.0166446911898211, 0.0138761288230707, 0.0118967099458917, 0.0104112652619720, 0.00925546218271273, 0.00833056343336287];
function correction(k: number): number {
  if (k < 10) return corrections[k] as number;
  const inverse = 1 / (k + 1);
  return (1 / 12 - (1 / 360 - (inverse * inverse) / 1260) * inverse * inverse) * inverse;
}

/** By adding up the probabilities from zero on; for few expected successes. */
function bySearch(n: number, p: number, uniform: () => number): number {
  const odds = p / (1 - p);
  let probability = Math.exp(n * Math.log1p(-p));
  let left = uniform() - probability;
  let count = 0;
  while (left > 0 && count < n) {
    count += 1;
    probability *= ((n - count + 1) / count) * odds;
    left -= probability;
  }
  return count;
}

/** By transformed rejection: of every ten tries nine are taken or better; for ten expected successes or more, p at most one half. */
function byRejection(n: number, p: number, uniform: () => number): number {
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const center = n * p + 0.5;
  const odds = p / (1 - p);
  const alpha = (2.83 + 5.1 / b) * spread;
  const mode = Math.floor((n + 1) * p);
  for (;;) {
    const u = uniform() - 0.5;
    const v = uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + center);
    if (us >= 0.07 && v <= 0.92 - 4.2 / b) return k;
    if (k < 0 || k > n) continue;
    const bound = (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1))) + correction(mode) + correction(n - mode)
      + (n + 1) * Math.log((n - mode + 1) / (n - k + 1)) + (k + 0.5) * Math.log((odds * (n - k + 1)) / (k + 1)) - correction(k) - correction(n - k);
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= bound) return k;
  }
}

/**
 * How many of `n` trials succeed, each with probability `p`, drawn exactly and in a time that does not grow with `n`.
 * Source: W. Hörmann, "The generation of binomial random variates", Journal of Statistical Computation and Simulation 46 (1993), algorithm BTRS.
 */
export function binomialDraw(n: number, p: number, uniform: () => number): number {
  if (n === 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - binomialDraw(n, 1 - p, uniform);
  return n * p < 10 ? bySearch(n, p, uniform) : byRejection(n, p, uniform);
}
