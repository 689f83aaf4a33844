import type { Id } from "../unit/index.js";
import type { Confidence, Estimate, NoEstimate } from "./estimate.js";
import { placeOf } from "./least-squares.js";
import type { Basis } from "./orthonormal-basis.js";
import type { RegressionFit } from "./regression-fit.js";
import { type Contrast, INTERCEPT_ID, type RegressionRequest } from "./regression-request.js";
import type { Spread } from "./regression-spread.js";
import { studentProbability, upperStudentScore } from "./student.js";
import { dotProduct } from "./vector.js";

/** A coefficient, or a combination of coefficients, with Student's test that it is 0. */
export interface RegressionEstimate extends Estimate {
  /** Its standard error, by the errors that were asked for. */
  readonly standardError: number;
  /** Estimate ÷ standard error; null where the standard error is 0. */
  readonly t: number | null;
  /** With how many degrees of freedom the standard error is known; need not be whole (Satterthwaite). */
  readonly degreesOfFreedom: number;
  /** How probable a |t| as large or larger is, were the true value 0; null where there is no t. */
  readonly pValue: number | null;
}
/** A coefficient by the id of its term, or the reason why it has no standard error. */
export type RegressionCoefficient = (RegressionEstimate | NoEstimate) & {
  /** The term, or `(intercept)`. */
  readonly termId: Id;
};
/** A combination of coefficients by its id. */
export type RegressionContrast = (RegressionEstimate | NoEstimate) & {
  /** The contrast that was asked for. */
  readonly contrastId: Id;
};
/** What is to be expected at one place. */
export interface RegressionPrediction {
  /** The mean response there. */
  readonly mean: RegressionEstimate | NoEstimate;
  /** Where one new response of weight 1 will lie, if the scatter is alike everywhere and nearly normal; null where the mean cannot be told. */
  readonly prediction: Confidence | null;
}

/** Where a combination of coefficients stands in the basis, and what to keep in mind of it alone. */
export interface Asked {
  readonly place: Float64Array;
  readonly warnings: readonly string[];
}

/** A standard error more than ten times as large as it would be did no other term go along counts as near collinear. */
const NEARLY_COLLINEAR = 100;
/** Huber 1981: what rests on a row by more than half should be avoided. Each of two rows alone in a group rests on itself by just half; the rest is rounding. */
const HIGH_LEVERAGE = 0.5 + 1e-9;
/** Long and Ervin 2000: below it HC0 and HC1 are too small. */
const FEW_ROWS = 250;
/** Cameron and Miller 2015: few may mean fewer than 20 to fewer than 50. */
const FEW_CLUSTERS = 50;
/** Tipton 2015: below 4 Satterthwaite's p is not to be trusted; the rest is rounding. */
const FEW_FREEDOM = 4 - 1e-9;
/** A variance of this share of the classical one, or less, is rounding. */
const NO_VARIATION = 1e-24;

/** Every coefficient, the intercept first. */
export function coefficientsAsked(basis: Basis, termIds: readonly Id[]): readonly (Asked & { readonly termId: Id })[] {
  const place = (term: number) => placeOf(basis, Float64Array.from(termIds, (_, at) => (at === term ? 1 : 0)), term < 0 ? 1 : 0);
  const terms = termIds.map((termId, term) => {
    const at = place(term);
    return { termId, place: at, warnings: dotProduct(at, at) * (basis.squares[term] as number) > NEARLY_COLLINEAR ? ["near-collinear"] : [] };
  });
  return basis.level === null ? terms : [{ termId: INTERCEPT_ID, place: place(-1), warnings: [] }, ...terms];
}

/** A contrast, its weights by the ids of their terms. */
export function contrastAsked(basis: Basis, termIds: readonly Id[], { weights }: Contrast): Asked {
  const byTerm = new Map(weights.map(({ termId, weight }) => [termId, weight]));
  return { place: placeOf(basis, Float64Array.from(termIds, (termId) => byTerm.get(termId) ?? 0), byTerm.get(INTERCEPT_ID) ?? 0), warnings: [] };
}

/** What to keep in mind of every estimate. */
function commonWarnings({ isExact, highestLeverage, rowCount, clusterCount }: RegressionFit, { errors }: RegressionRequest): readonly string[] {
  const found: readonly (readonly [string, boolean])[] = [
    ["exact-fit", isExact],
    ["high-leverage", highestLeverage > HIGH_LEVERAGE],
    ["few-rows", (errors.kind === "hc0" || errors.kind === "hc1") && rowCount < FEW_ROWS],
    ["few-clusters", (errors.kind === "cr0" || errors.kind === "cr1") && clusterCount !== null && clusterCount < FEW_CLUSTERS],
  ];
  return found.filter(([, holds]) => holds).map(([code]) => code);
}

/** Makes an estimate of what was asked and of its spread. */
export function estimateMaker(fit: RegressionFit, request: RegressionRequest): (asked: Asked, spread: Spread | NoEstimate) => RegressionEstimate | NoEstimate {
  const { amounts, residualSum, freedom, rowCount } = fit;
  const { confidenceLevel: level, errors } = request;
  const common = commonWarnings(fit, request);
  return ({ place, warnings }, spread) => {
    if (!("variance" in spread)) return spread;
    const estimate = dotProduct(place, amounts) + 0;
    const isFlat = spread.variance <= NO_VARIATION * (residualSum / freedom) * dotProduct(place, place);
    const standardError = isFlat ? 0 : Math.sqrt(spread.variance);
    const t = isFlat ? null : Math.max(-1e100, Math.min(1e100, estimate / standardError)) + 0;
    const degreesOfFreedom = spread.freedom;
    const half = standardError * upperStudentScore((1 - level) / 2, degreesOfFreedom);
    return {
      estimate, confidence: { lower: estimate - half + 0, upper: estimate + half + 0, level }, n: rowCount, method: `least-squares-${errors.kind}`,
      warnings: [...common, ...warnings, ...(isFlat && !fit.isExact ? ["no-variation"] : []), ...(degreesOfFreedom < FEW_FREEDOM ? ["few-degrees-of-freedom"] : [])],
      standardError, t, degreesOfFreedom, pValue: t === null ? null : Math.min(1, 2 * studentProbability({ t: -Math.abs(t), degreesOfFreedom })),
    };
  };
}

/** Where one new response lies: its own scatter beside that of the mean. */
export function predictionOf(mean: RegressionEstimate | NoEstimate, residualSquare: number): RegressionPrediction {
  if (mean.estimate === null) return { mean, prediction: null };
  const { estimate, standardError, degreesOfFreedom, confidence: { level } } = mean;
  const half = Math.sqrt(standardError ** 2 + residualSquare) * upperStudentScore((1 - level) / 2, degreesOfFreedom);
  return { mean, prediction: { lower: estimate - half + 0, upper: estimate + half + 0, level } };
}
