import { type DecimalText, toDecimalText } from "../money/index.js";

/** What is left of a sum or a difference of stated shares once binary dust is off: 1 + 0.07 is 1.07. Shares are stated with fewer than twelve digits after the point. */
export const tidyRatio = (value: number): DecimalText => toDecimalText(Math.round(value * 1e12) / 1e12 + 0);
