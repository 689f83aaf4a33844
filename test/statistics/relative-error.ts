/** How far `got` is from `want`, as a share of `want`. */
export const relativeError = (got: number, want: number): number => Math.abs(got - want) / Math.abs(want);
