import type { Chart } from "./chart.js";

/** The smallest and the largest value of a picture's cells; null where no cell has one. */
export function valueRange({ layers }: Chart): readonly [number, number] | null {
  let [low, high] = [Infinity, -Infinity];
  for (const { marks } of layers) for (const { value } of marks) if (value !== undefined) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return low > high ? null : [low, high];
}
/** Where a value lies between the ends: in the middle where there is only one. */
export const shareOf = (value: number, [low, high]: readonly [number, number]): number => (high > low ? (value - low) / (high - low) : 0.5);
