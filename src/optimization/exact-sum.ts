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

/** The sum, without a negative zero. */
export const sumOf = ({ total, error }: RunningSum): number => total + error + 0;
