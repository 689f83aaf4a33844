import { excessOverLog, stirlingError } from "./gamma.js";

/** x^a · e^−x / Γ(a + 1), by Loader's saddle point: √(1 / 2πa) · e^−δ(a) · e^(−a·φ((x − a) / a)), δ = stirlingError, φ(u) = u − ln(1 + u). */
const gammaPower = (a: number, x: number): number => Math.exp(-stirlingError(a) - a * excessOverLog((x - a) / a, x / a)) / Math.sqrt(2 * Math.PI * a);

/** P(a, x) / gammaPower = 1 + x / (a + 1) + x² / ((a + 1)(a + 2)) + …, every term positive. */
function lowerSeries(a: number, x: number): number {
  let sum = 1;
  let term = 1;
  for (let n = 1; sum + term !== sum; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Q(a, x) / gammaPower = a / (x + 1 − a − 1·(1 − a) / (x + 3 − a − 2·(2 − a) / (x + 5 − a − …))), by the modified Lentz method. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n <= 1_000_000; n += 1) {
    const factor = n * (a - n);
    b += 2;
    d = 1 / (b + factor * d);
    c = b + factor / c;
    value *= c * d;
    if (Math.abs(c * d - 1) < 5e-16) return a * value;
  }
  throw new Error("the continued fraction of the incomplete gamma function did not settle");
}

/** Both parts of the gamma integral cut at a place; they add up to 1, and each has its own digits. */
interface GammaParts {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The regularized incomplete gamma functions P(a, x) and Q(a, x), unchecked.
 * Sources: NIST Digital Library of Mathematical Functions 8.11.4 and 8.9.2; C. Loader, "Fast and accurate computation of binomial probabilities" (2000), for the factor.
 */
export function incompleteGamma(a: number, x: number): GammaParts {
  if (x <= 0) return { lower: 0, upper: 1 };
  const power = gammaPower(a, x);
  if (power === 0) return x < a ? { lower: 0, upper: 1 } : { lower: 1, upper: 0 };
  if (x < a + 1) {
    const lower = Math.min(1, power * lowerSeries(a, x));
    return { lower, upper: 1 - lower };
  }
  const upper = power * upperFraction(a, x);
  return { lower: 1 - upper, upper };
}

/** Q(a, x) ÷ (x^a · e^−x / Γ(a + 1)), unchecked: it keeps its digits where both are too small for a number. */
export const upperGammaRatio = (a: number, x: number): number => (x < a + 1 ? incompleteGamma(a, x).upper / gammaPower(a, x) : upperFraction(a, x));

/**
 * The x below which the share `lowerTail` of Gamma(a, 1) lies, unchecked; the smaller of `lowerTail` and `upperTail` = 1 − `lowerTail` is met, to about 12 digits.
 * Newton's method on ln probability against ln x, dP/d(ln x) = a · gammaPower, held in a bracket that halves where a step would leave it.
 */
export function gammaQuantile({ a, lowerTail, upperTail }: { readonly a: number; readonly lowerTail: number; readonly upperTail: number }): number {
  const isLower = lowerTail <= upperTail;
  let [low, high] = [-745, 709];
  let u = Math.log(a);
  for (let round = 0; round < 200; round += 1) {
    const x = Math.exp(u);
    const { lower, upper } = incompleteGamma(a, x);
    const reached = isLower ? lower : upper;
    const excess = isLower ? Math.log(reached / lowerTail) : -Math.log(reached / upperTail);
    if (excess === 0) return x;
    if (excess > 0) high = u;
    else low = u;
    const step = (excess * reached) / (a * gammaPower(a, x));
    const next = u - step > low && u - step < high ? u - step : (low + high) / 2;
    if (Math.abs(next - u) <= 4e-16 * Math.max(1, Math.abs(u))) return x;
    u = next;
  }
  return Math.exp(u);
}
