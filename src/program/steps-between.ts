/** From one number to another, both included, by equal steps: the weeks of an every-weeks timing. */
export const stepsBetween = (from: number, to: number, step: number): readonly number[] => Array.from({ length: Math.max(0, Math.floor((to - from) / step) + 1) }, (_, index) => from + index * step);
