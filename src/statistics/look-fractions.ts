import * as z from "zod";
import { type Fault, rule } from "../error/index.js";

/** What keeps sequential designs bounded. */
export const SEQUENTIAL_LIMITS = {
  /** Looks of one design. */
  lookCount: 50,
} as const;

/** Nearer looks say nothing new, and the error of adding up over ever finer steps would grow. */
const NEAREST = 0.005;

const lookTooNear: Fault = { code: "look-fractions.too_near", message: "A look at {fraction} of the information after one at {before}.", hint: "Give the fractions in ascending order, each at least 0.005 after the one before." };
const lookAfterEnd: Fault = { code: "look-fractions.after_the_end", message: "A look at {fraction} after one at {before}, which has all information.", hint: "Leave it out: only the last look may have all information, or more." };

const fractionError = "An information fraction runs from 0.02 to 2; 0.5 is a look at half of the planned information.\nDivide the information at the look by the information that is planned.";
/** The share of the planned information that a look has. */
export const InformationFraction = z.number().min(0.02, { error: fractionError }).max(2, { error: fractionError });

/** Reports fractions that do not follow one another; `pathOf` says where the one at an index stands. */
export function reportDisorder(fractions: readonly number[], report: (fault: Fault, index: number, params: { readonly fraction: number; readonly before: number }) => void): void {
  fractions.forEach((fraction, index) => {
    const before = fractions[index - 1];
    if (before === undefined) return;
    // 1e-12: 0.02 and 0.025 are no exact numbers
    if (fraction - before < NEAREST - 1e-12) report(lookTooNear, index, { fraction, before });
    else if (before >= 1) report(lookAfterEnd, index, { fraction, before });
  });
}

/** Looks in their order, by the share of the planned information that each has. */
export const LookFractions = z.array(InformationFraction).min(1).max(SEQUENTIAL_LIMITS.lookCount)
  .check(rule((fractions: readonly number[], report) => { reportDisorder(fractions, (fault, index, params) => { report(fault, [index], params); }); }))
  .readonly();
