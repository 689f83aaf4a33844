import { type Fault, rule } from "../error/index.js";

/** Values of which each belongs to one of the other sample: the same thing measured twice, or two that were matched. */
interface PairedValues {
  readonly values: readonly number[];
  readonly reference: readonly number[];
}

const unequalLengths: Fault = { code: "paired-sample.unequal_lengths", message: "{values} values and {reference} partners make no pairs.", hint: "Give each value its partner at the same place, and leave out who has none." };

/** Each value has its partner. */
export const inPairs = rule(({ values, reference }: PairedValues, report) => {
  if (values.length !== reference.length) report(unequalLengths, ["reference"], { values: values.length, reference: reference.length });
});

/** Value less partner, at each place. */
export const differencesOf = ({ values, reference }: PairedValues): readonly number[] => values.map((value, index) => value - (reference[index] as number));
