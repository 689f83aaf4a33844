import * as z from "zod";

const open = "A probability lies between 0 and 1, without the ends; 0.2 means 20 %.\nDivide a percent by 100, and decide what 0 and 1 shall mean.";

/** A probability that has finite log odds and a finite quantile. */
export const BetweenZeroAndOne = z.number().gt(0, { error: open }).lt(1, { error: open });

/** A number of a sample: at most 1e100 either way, so that no sum or square overflows. */
export const SampleValue = z.number().min(-1e100).max(1e100);

/** Values of one sample, at most a million. */
export const Sample = z.array(SampleValue).max(1_000_000);
