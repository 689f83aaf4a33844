import { expOf, logOf, logOfOnePlus } from "./elementary.js";
import { polynomial } from "./polynomial.js";

// Stirling's series for ln Γ, from the highest power of 1/a² down: B₂ₖ / (2k (2k − 1)).
const stirling = [-3617 / 122400, 1 / 156, -691 / 360360, 1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12];

/** What Stirling's formula leaves out: ln Γ(a) − [(a − ½) ln a − a + ½ ln 2π]. The series serves from 12 on; below, Γ(a + 1) = a Γ(a) climbs there. */
export function stirlingError(a: number): number {
  let error = 0;
  let at = a;
  for (; at < 12; at += 1) error += (at + 0.5) * logOfOnePlus(1 / at) - 1;
  return error + polynomial(stirling, 1 / (at * at)) / at;
}

/** u − ln r for r = 1 + u, by its series where the difference would cancel: with s = u / (2 + u), ln r = 2 (s + s³/3 + s⁵/5 + …) and u − 2s = s·u. */
export function excessOverLog(u: number, r: number): number {
  if (Math.abs(u) > 0.3) return u - logOf(r);
  const s = u / (2 + u);
  let sum = 0;
  let power = s * s * s;
  for (let odd = 3; odd < 40 && sum + power / odd !== sum; odd += 2) {
    sum += power / odd;
    power *= s * s;
  }
  return s * u - 2 * sum;
}

/**
 * Γ(m) / (√m · Γ(m − ½)) with m = ν / 2 and ν > 1: the factor that takes the bias from a standardized difference, without large logarithms that meet:
 * ln = −(m − 1) ln(1 − 1 / 2m) − ½ + δ(m) − δ(m − ½), δ = stirlingError.
 * Source: L. Hedges, "Distribution theory for Glass's estimator of effect size and related estimators", Journal of Educational Statistics 6 (1981).
 */
export function smallSampleFactor(degreesOfFreedom: number): number {
  const m = degreesOfFreedom / 2;
  return expOf(-(m - 1) * logOfOnePlus(-0.5 / m) - 0.5 + stirlingError(m) - stirlingError(m - 0.5));
}
