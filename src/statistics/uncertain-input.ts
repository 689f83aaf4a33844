import * as z from "zod";
import { type Fault, repeated, rule } from "../error/index.js";
import { Id } from "../unit/index.js";
import { correlationMatrix } from "./correlation-matrix.js";
import { Distribution } from "./distribution.js";
import { TRIAL_LIMITS } from "./trial-blocks.js";

/** A number of a model that is not known for certain. */
export interface UncertainInput {
  /** Its name in the model. */
  readonly inputId: Id;
  /** What is known of it. */
  readonly distribution: Distribution;
}
/** Two inputs that tend to be high together, or one high where the other is low. */
export interface InputCorrelation {
  /** The two inputs. */
  readonly inputIds: readonly [Id, Id];
  /** How strongly, between −1 and 1. */
  readonly coefficient: number;
  /** `spearman`: the correlation of ranks, the same whatever the distributions. `pearson-of-scores`: that of the normal scores behind them, which is Pearson's where both inputs are normal. */
  readonly kind: "spearman" | "pearson-of-scores";
}
/** The uncertain inputs of a model, and how they hang together. */
export interface UncertainInputs {
  /** The inputs, in any order: 1 to 1,000. */
  readonly inputs: readonly UncertainInput[];
  /** Pairs of inputs that are not independent, in any order. Left out: all inputs are independent. */
  readonly correlations?: readonly InputCorrelation[];
}

const repeatedInput: Fault = { code: "uncertain-input.repeated_input", message: "The input “{id}” is listed before.", hint: "List each input once." };
const unknownInput: Fault = { code: "uncertain-input.unknown_input", message: "No input has the id “{id}”.", hint: "Add the input, or correct the id." };
const sameInput: Fault = { code: "uncertain-input.same_input", message: "The input “{id}” is said to correlate with itself.", hint: "Name two inputs." };
const repeatedPair: Fault = { code: "uncertain-input.repeated_pair", message: "The inputs “{first}” and “{second}” are correlated before.", hint: "Give each pair once, in either order." };
const tooManyCorrelated: Fault = { code: "uncertain-input.too_many_correlated", message: "{count} inputs are correlated, more than {limit}.", hint: "Leave out weak correlations." };
const notPositive: Fault = {
  code: "uncertain-input.not_positive_definite",
  message: "No numbers can be correlated like this: the smallest eigenvalue is {eigenvalue}, and “{first}” with “{second}” weighs most in it.",
  hint: "Correct this pair, or multiply all coefficients by less than {share}.",
};

const pairOf = (inputIds: readonly [Id, Id]): string => JSON.stringify([...inputIds].sort());

const inputsRule = rule(({ inputs, correlations = [] }: UncertainInputs, report) => {
  for (const [index, { inputId: id }] of repeated(inputs, ({ inputId }) => inputId)) report(repeatedInput, ["inputs", index, "inputId"], { id });
  const known = new Set(inputs.map(({ inputId }) => inputId));
  const seen = new Set<string>();
  let faultCount = 0;
  const refuse: typeof report = (...fault) => {
    faultCount += 1;
    report(...fault);
  };
  correlations.forEach(({ inputIds }, index) => {
    inputIds.forEach((id, place) => { if (!known.has(id)) refuse(unknownInput, ["correlations", index, "inputIds", place], { id }); });
    const [first, second] = inputIds;
    if (first === second) refuse(sameInput, ["correlations", index, "inputIds"], { id: first });
    else if (seen.has(pairOf(inputIds))) refuse(repeatedPair, ["correlations", index, "inputIds"], { first, second });
    seen.add(pairOf(inputIds));
  });
  const correlated = new Set(correlations.flatMap(({ inputIds }) => inputIds));
  if (correlated.size > TRIAL_LIMITS.correlatedInputs) refuse(tooManyCorrelated, ["correlations"], { count: correlated.size, limit: TRIAL_LIMITS.correlatedInputs });
  if (faultCount > 0 || correlations.some(({ coefficient }) => !(Math.abs(coefficient) < 1))) return;
  const { contradiction } = correlationMatrix(correlations);
  if (contradiction !== null) report(notPositive, ["correlations", contradiction.index], contradiction.params);
});

const coefficientError = "A correlation lies between −1 and 1, without the ends.\nWhere one input follows from another exactly, compute it in the model.";
/** A number of a model that is not known for certain. */
export const UncertainInput = z.strictObject({ inputId: Id, distribution: Distribution }).readonly() satisfies z.ZodType<UncertainInput>;
/** Two inputs that tend to be high together, or one high where the other is low. */
export const InputCorrelation = z.strictObject({ inputIds: z.tuple([Id, Id]).readonly(), coefficient: z.number().gt(-1, { error: coefficientError }).lt(1, { error: coefficientError }), kind: z.enum(["spearman", "pearson-of-scores"]) }).readonly() satisfies z.ZodType<InputCorrelation>;
/** The keys of `UncertainInputs`, for schemas that hold more. */
export const uncertainInputKeys = {
  inputs: z.array(UncertainInput).min(1).max(TRIAL_LIMITS.inputs).readonly(),
  correlations: z.exactOptional(z.array(InputCorrelation).max((TRIAL_LIMITS.correlatedInputs * (TRIAL_LIMITS.correlatedInputs - 1)) / 2).readonly()),
};
/** What has to hold between uncertain inputs. */
export const uncertainInputRule = inputsRule;
