/** Σ v. */
export const columnSum = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

/** Σ left · right. */
export function productSum(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < left.length; at += 1) sum += (left[at] as number) * (right[at] as number);
  return sum;
}
