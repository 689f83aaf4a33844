/** Adds numbers up with their rounding errors beside them, so that the order of many terms does not show (A. Neumaier, ZAMM 54, 1974). */
export interface RunningSum {
  total: number;
  error: number;
}

/** Nothing yet. */
export const runningSum = (): RunningSum => ({ total: 0, error: 0 });

/** Adds a term. */
export function addTo(sum: RunningSum, term: number): void {
  const next = sum.total + term;
  sum.error += Math.abs(sum.total) >= Math.abs(term) ? sum.total - next + term : term - next + sum.total;
  sum.total = next;
}

/** Splits a number into halves whose products do not round. */
const SPLITTER = 2 ** 27 + 1;

/** Adds a product with what its rounding leaves out (T. J. Dekker, Numerische Mathematik 18, 1971); NaN where a factor is above 1e300. */
export function addProductTo(sum: RunningSum, one: number, other: number): void {
  const product = one * other;
  const [oneSplit, otherSplit] = [SPLITTER * one, SPLITTER * other];
  const [oneHigh, otherHigh] = [oneSplit - (oneSplit - one), otherSplit - (otherSplit - other)];
  const [oneLow, otherLow] = [one - oneHigh, other - otherHigh];
  addTo(sum, product);
  sum.error += oneLow * otherLow - (product - oneHigh * otherHigh - oneLow * otherHigh - oneHigh * otherLow);
}

/** The sum, without a negative zero. */
export const sumOf = ({ total, error }: RunningSum): number => total + error + 0;
