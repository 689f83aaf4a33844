import * as z from "zod";
import { type Fault, rule } from "../error/index.js";
import { ConfidenceLevel } from "./estimate.js";
import { Sample } from "./probability.js";

/** Values of which each belongs to one of the other sample: the same thing measured twice, or two that were matched. */
export interface PairedSample {
  /** What is compared, at most 1,000,000 values, each at most 1e100 either way. */
  readonly values: readonly number[];
  /** What it is compared with: at each place the partner of the value at this place. */
  readonly reference: readonly number[];
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}

const unequalLengths: Fault = { code: "paired-sample.unequal_lengths", message: "{values} values and {reference} partners make no pairs.", hint: "Give each value its partner at the same place, and leave out who has none." };

/** Each value has its partner. */
export const inPairs = rule(({ values, reference }: Pick<PairedSample, "values" | "reference">, report) => {
  if (values.length !== reference.length) report(unequalLengths, ["reference"], { values: values.length, reference: reference.length });
});

/** Values of which each belongs to one of the other sample: the same thing measured twice, or two that were matched. */
export const PairedSample = z.strictObject({ values: Sample.readonly(), reference: Sample.readonly(), confidenceLevel: ConfidenceLevel }).check(inPairs).readonly() satisfies z.ZodType<PairedSample>;

/** Value less partner, at each place. */
export const differencesOf = ({ values, reference }: Pick<PairedSample, "values" | "reference">): readonly number[] => values.map((value, index) => value - (reference[index] as number));
