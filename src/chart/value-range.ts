import type { Chart } from "./chart.js";
import { numberText, shareText } from "./number-text.js";

/** The smallest and the largest value of a picture's cells; null where no cell has one. */
export function valueRange({ layers }: Chart): readonly [number, number] | null {
  let [low, high] = [Infinity, -Infinity];
  for (const { marks } of layers) for (const { value } of marks) if (value !== undefined) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return low > high ? null : [low, high];
}
/** Where a value lies between the ends: in the middle where there is only one, but zero alone at the light end. */
export const shareOf = (value: number, [low, high]: readonly [number, number]): number => (high > low ? (value - low) / (high - low) : low === 0 ? 0 : 0.5);
/** How the ends are written: in percent where the cells are. */
export const endText = ({ layers }: Chart): ((value: number) => string) => (layers.some(({ isShare }) => isShare === true) ? shareText : numberText);
