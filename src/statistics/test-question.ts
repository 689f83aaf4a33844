import * as z from "zod";

/** Whether a test finds differences one way or both ways. */
export type Sides = "one-sided" | "two-sided";
/** Whether a test finds differences one way or both ways. */
export const Sides = z.enum(["one-sided", "two-sided"]);

const alphaError = "An error probability runs from 1e-6 to 0.5; 0.05 means 5 %.\nGive the error probability, not the confidence level.";
/** The probability that a test finds what is not there. */
export const ErrorProbability = z.number().min(1e-6, { error: alphaError }).max(0.5, { error: alphaError });

const powerError = "A power runs from 0.01 to 0.9999; 0.8 means 80 %.\nDivide a percent by 100.";
/** The probability that a test finds what is there. */
export const WantedPower = z.number().min(0.01, { error: powerError }).max(0.9999, { error: powerError });

/** An effect in standard deviations. */
export const EffectSize = z.number().min(0.001).max(10);

/** How many of one group a design has; not whole where it counts effective ones. */
export const GroupSize = z.number().min(2).max(1e9);

/** How many times as large as the first the second group is. */
export const AllocationRatio = z.number().min(0.001).max(1000);

/** A size as people are counted; a root found to the last digit but one must not cost one more. */
export const wholeSize = (size: number): number => Math.ceil(size * (1 - 1e-13));

/** The error probability at one end. */
export const tailOf = ({ alpha, sides }: { readonly alpha: number; readonly sides: Sides }): number => (sides === "two-sided" ? alpha / 2 : alpha);
