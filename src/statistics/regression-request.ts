import * as z from "zod";
import { type Fault, repeated, rule } from "../error/index.js";
import { Id } from "../unit/index.js";
import { ConfidenceLevel } from "./estimate.js";

/** Fewest shares that errors may carry over which are looked at; of longer series more, of which at most as many count. */
const FEWEST_SHARES = 64;
/** How many shares are looked at: twice as close as the series can tell them apart. */
export const shareCountOf = (rowCount: number): number => Math.max(FEWEST_SHARES, Math.ceil(2 * Math.PI * Math.sqrt(rowCount)));

/** What a regression refuses, so that no input can exhaust the host. */
export const REGRESSION_LIMITS = {
  /** Terms of one regression, beside the intercept. */
  terms: 100,
  /** Rows given as records. */
  records: 100_000,
  /** Rows given as columns. */
  rows: 1_000_000,
  /** Combinations of coefficients that are asked for. */
  contrasts: 100,
  /** Places at which the response is predicted. */
  predictions: 1000,
  /** Multiplications: rows times coefficients times what has to be done for each. */
  operations: 1_000_000_000,
} as const;

/** The id of the intercept among the coefficients, and in the weights of a contrast. */
export const INTERCEPT_ID = "(intercept)";

/**
 * How the scatter about the regression is thought of, and so how standard errors are made.
 * - `classical`: alike in all rows, and rows independent.
 * - `hc0` to `hc3`: rows independent, their scatter may differ; `hc3` for fewer than 250 rows (Long and Ervin 2000).
 * - `cr0` to `cr2`: rows of one cluster go together; `cr2` wherever there are fewer than about 50 clusters.
 * - `newey-west`: rows are a series in its order, and as many neighbors as `lagCount` says go together; `isAdjusted` multiplies the variance by n ÷ (n − k).
 * - `autoregressive`: rows are a series in its order, and each error carries over some share of the one before; for short series, where Newey and West's errors are too small.
 */
export type RegressionErrors =
  | { readonly kind: "classical" | "hc0" | "hc1" | "hc2" | "hc3" | "cr0" | "cr1" | "cr2" | "autoregressive" }
  | { readonly kind: "newey-west"; readonly lagCount: number; readonly isAdjusted: boolean };
/** How the scatter about the regression is thought of, and so how standard errors are made. */
export const RegressionErrors = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["classical", "hc0", "hc1", "hc2", "hc3", "cr0", "cr1", "cr2", "autoregressive"]) }).readonly(),
  z.strictObject({ kind: z.literal("newey-west"), lagCount: z.int().min(0).max(1000), isAdjusted: z.boolean() }).readonly(),
]) satisfies z.ZodType<RegressionErrors>;

/** One coefficient's weight in a contrast. */
export interface ContrastWeight {
  /** The id of a term, or `(intercept)`. */
  readonly termId: Id;
  /** By what its coefficient is multiplied. */
  readonly weight: number;
}
/** A linear combination of coefficients. */
export interface Contrast {
  /** What to call it. */
  readonly contrastId: Id;
  /** Each coefficient at most once, those left out weigh 0; one weight at least is not 0. */
  readonly weights: readonly ContrastWeight[];
}
/** What is asked of a regression, beside its rows. */
export interface RegressionRequest {
  /** What explains, in the order of each row's `x`; at most 100, each once. */
  readonly termIds: readonly Id[];
  /** Whether there is a constant beside the terms. Nearly always true. */
  readonly hasIntercept: boolean;
  /** How standard errors are made. */
  readonly errors: RegressionErrors;
  /** Combinations of coefficients, at most 100. */
  readonly contrasts?: readonly Contrast[];
  /** Where the response is predicted, each with one entry a term; at most 1,000. */
  readonly predictAt?: readonly (readonly number[])[];
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}

/** A number that explains or is explained: at most 1e30 either way, so that no product overflows. */
export const Explained = z.number().min(-1e30).max(1e30);

const ContrastWeight = z.strictObject({ termId: Id, weight: z.number().min(-1e12).max(1e12) }).readonly() satisfies z.ZodType<ContrastWeight>;
const Contrast = z.strictObject({ contrastId: Id, weights: z.array(ContrastWeight).min(1).max(REGRESSION_LIMITS.terms + 1).readonly() }).readonly() satisfies z.ZodType<Contrast>;

/** One row's entries, one a term. */
export const Entries = z.array(Explained).max(REGRESSION_LIMITS.terms).readonly();

/** The keys of a request, to be joined with those of its rows. */
export const requestKeys = {
  termIds: z.array(Id).max(REGRESSION_LIMITS.terms).readonly(),
  hasIntercept: z.boolean(),
  errors: RegressionErrors,
  contrasts: z.exactOptional(z.array(Contrast).max(REGRESSION_LIMITS.contrasts).readonly()),
  predictAt: z.exactOptional(z.array(Entries).max(REGRESSION_LIMITS.predictions).readonly()),
  confidenceLevel: ConfidenceLevel,
};

const noCoefficients: Fault = { code: "regression-request.no_coefficients", message: "There is neither a term nor an intercept.", hint: "Name a term, or set hasIntercept." };
const duplicateTerm: Fault = { code: "regression-request.duplicate_term", message: "The term “{termId}” stands twice.", hint: "List each term once." };
const reservedTerm: Fault = { code: "regression-request.reserved_term", message: "No term is called “{termId}”: that is the intercept.", hint: "Leave it out and set hasIntercept." };
const duplicateContrast: Fault = { code: "regression-request.duplicate_contrast", message: "The contrast “{contrastId}” stands twice.", hint: "Give each an id of its own." };
const unknownTerm: Fault = { code: "regression-request.unknown_term", message: "No coefficient is called “{termId}”.", hint: "Name a term of this regression, or “(intercept)” where there is one." };
const repeatedTerm: Fault = { code: "regression-request.repeated_term", message: "The term “{termId}” weighs twice in one contrast.", hint: "Add up its weights." };
const emptyContrast: Fault = { code: "regression-request.empty_contrast", message: "Every weight of this contrast is 0.", hint: "Give one coefficient a weight." };
const wrongPlace: Fault = { code: "regression-request.wrong_place", message: "This place has {length} entries for {count} terms.", hint: "Give one entry a term, in the order of termIds." };

/** What may be wrong between the parts of a request. */
export const requestRule = rule(({ termIds, hasIntercept, contrasts = [], predictAt = [] }: RegressionRequest, report) => {
  if (termIds.length === 0 && !hasIntercept) report(noCoefficients, ["termIds"]);
  for (const [index, termId] of repeated(termIds, (id) => id)) report(duplicateTerm, ["termIds", index], { termId });
  termIds.forEach((termId, index) => { if (termId === INTERCEPT_ID) report(reservedTerm, ["termIds", index], { termId }); });
  predictAt.forEach((place, index) => { if (place.length !== termIds.length) report(wrongPlace, ["predictAt", index], { length: place.length, count: termIds.length }); });
  for (const [index, { contrastId }] of repeated(contrasts, (each) => each.contrastId)) report(duplicateContrast, ["contrasts", index, "contrastId"], { contrastId });
  const known = new Set(hasIntercept ? [...termIds, INTERCEPT_ID] : termIds);
  contrasts.forEach(({ weights }, index) => {
    if (weights.every(({ weight }) => weight === 0)) report(emptyContrast, ["contrasts", index, "weights"]);
    for (const [at, { termId }] of repeated(weights, (each) => each.termId)) report(repeatedTerm, ["contrasts", index, "weights", at], { termId });
    weights.forEach(({ termId }, at) => { if (!known.has(termId)) report(unknownTerm, ["contrasts", index, "weights", at, "termId"], { termId }); });
  });
});

const tooManyLags: Fault = { code: "regression-request.too_many_lags", message: "{lagCount} neighbors of each row are asked about, of {count} rows.", hint: "Take fewer than there are rows; n to the power of 1/4 is usual." };
const tooMuch: Fault = { code: "regression-request.too_much", message: "This regression takes {operations} multiplications, more than {limit}.", hint: "Take fewer terms, contrasts or rows." };

/** How much there is to do. */
interface Extent {
  readonly rowCount: number;
  readonly clusterCount: number;
}

/** What is too much to compute, or more neighbors than rows. */
export function extentFault(request: RegressionRequest, { rowCount, clusterCount }: Extent): { readonly fault: Fault; readonly path: readonly string[]; readonly params: Readonly<Record<string, number>> } | null {
  const { termIds, errors, contrasts = [], predictAt = [] } = request;
  const lagCount = errors.kind === "newey-west" ? errors.lagCount : 0;
  if (lagCount >= Math.max(1, rowCount)) return { fault: tooManyLags, path: ["errors", "lagCount"], params: { lagCount, count: rowCount } };
  const size = termIds.length + 1;
  const places = size + contrasts.length + predictAt.length;
  const isAutoregressive = errors.kind === "autoregressive";
  const perRow = errors.kind === "classical" || errors.kind.startsWith("cr") ? 0 : places * (size + (isAutoregressive ? FEWEST_SHARES : lagCount));
  const perCluster = errors.kind === "cr2" ? size * size * (places + 10 * size) : size * places;
  const operations = rowCount * (size * size + perRow) + clusterCount * perCluster + (isAutoregressive ? shareCountOf(rowCount) * (size + 1) ** 3 : 0);
  return operations > REGRESSION_LIMITS.operations ? { fault: tooMuch, path: ["termIds"], params: { operations, limit: REGRESSION_LIMITS.operations } } : null;
}
