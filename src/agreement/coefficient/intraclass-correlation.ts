import * as z from "zod";
import { check } from "../../error/index.js";
import { type Confidence, fProbability, fQuantile } from "../../statistics/index.js";
import { type AgreementEstimate, type AgreementWarning, noAgreement, type NoAgreement, type NoAgreementReason } from "./agreement-estimate.js";
import { bootstrapInterval } from "./bootstrap.js";
import { distinctRows, meanOf, type MeanSquares, meanSquaresOf, resampledSquares, type ScoreRows, scoreRowsOf, unequalRows } from "./mean-squares.js";
import { type IntervalRequest, scoreKeys, type ScoreRatings, scoresFit } from "./rating.js";
import { type ScoreTable, scoreTableOf } from "./rating-table.js";

/**
 * Which intraclass correlation, as Shrout and Fleiss name them. First figure: 1, every subject has raters of its own; 2, the same raters rate all subjects and stand for others (absolute agreement: a harsh rater lowers it);
 * 3, these raters are all there are (consistency: a harsh one does not). Second figure: of a single rater's score, or of the mean of k.
 */
export type CorrelationForm = "ICC(1,1)" | "ICC(2,1)" | "ICC(3,1)" | "ICC(1,k)" | "ICC(2,k)" | "ICC(3,k)";
/** Which intraclass correlation. */
export const CorrelationForm = z.enum(["ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)"]) satisfies z.ZodType<CorrelationForm>;

/** Scores, and which intraclass correlation is asked for. */
export interface CorrelationRequest extends ScoreRatings {
  /** Which intraclass correlation. */
  readonly form: CorrelationForm;
}
/** Scores, and which intraclass correlation is asked for. */
export const CorrelationRequest = z.strictObject({ ...scoreKeys, form: CorrelationForm }).check(scoresFit).readonly() satisfies z.ZodType<CorrelationRequest>;

/** The test of whether subjects differ at all. */
export interface SubjectTest {
  /** The ratio of the mean squares. */
  readonly f: number;
  /** Its degrees of freedom above the line. */
  readonly numeratorFreedom: number;
  /** Its degrees of freedom below the line. */
  readonly denominatorFreedom: number;
  /** The probability of a ratio this large if subjects do not differ. */
  readonly pValue: number;
}
/** An intraclass correlation with its interval. */
export interface IntraclassCorrelation extends AgreementEstimate {
  /** Scores of each subject; their weighted mean where subjects have different numbers. */
  readonly scoresPerSubject: number;
  /** Subjects that were left out because a rater, or a second one, did not score them. */
  readonly leftOutCount: number;
  /** The mean squares of the analysis of variance; null where subjects have raters of their own: between raters, and residual. */
  readonly meanSquares: { readonly subjects: number; readonly within: number; readonly raters: number | null; readonly residual: number | null };
  /** Whether subjects differ at all; null where scores of a subject do not. */
  readonly subjectTest: SubjectTest | null;
}

const isMean = (form: CorrelationForm): boolean => form.endsWith("k)");
const modelOf = (form: CorrelationForm): "1" | "2" | "3" => form.charAt(4) as "1" | "2" | "3";

/** A ratio where the line below is positive. */
const over = (above: number, below: number): number => (below > 0 ? above / below : NaN);

/**
 * The coefficient of its mean squares: R of subjects, W within them, C of raters, E residual, n subjects of k scores.
 * ICC(1,1) (R − W) / (R + (k − 1) W), ICC(1,k) (R − W) / R; ICC(3,1) and ICC(3,k) the same with E for W; ICC(2,1) (R − E) / (R + (k − 1) E + k (C − E) / n), ICC(2,k) (R − E) / (R + (C − E) / n).
 */
function coefficientOf(form: CorrelationForm, { subjects: r, within: w, raters: c, residual: e, n, k }: MeanSquares): number {
  if (modelOf(form) === "2") return isMean(form) ? over(r - e, r + (c - e) / n) : over(r - e, r + (k - 1) * e + (k * (c - e)) / n);
  const rest = modelOf(form) === "1" ? w : e;
  return over(r - rest, isMean(form) ? r : r + (k - 1) * rest);
}

interface Freedoms {
  readonly above: number;
  readonly below: number;
}
const freedomsOf = (form: CorrelationForm, { n, k, scoreCount }: MeanSquares): Freedoms => ({ above: n - 1, below: modelOf(form) === "1" ? scoreCount - n : (n - 1) * (k - 1) });

/** A quantile of F; degrees of freedom below a tenth, which estimates far below zero make, say no more than a tenth does. */
const quantileOf = (probability: number, above: number, below: number): number =>
  Math.min(1e150, fQuantile({ probability: Math.min(probability, 1 - 1e-12), numeratorFreedom: Math.max(0.1, above), denominatorFreedom: Math.max(0.1, below) }));

/** Limits of forms 1 and 3 from the test's ratio F: F over its quantile, and times the other; then as the coefficient is made of F. */
function ratioLimits(form: CorrelationForm, squares: MeanSquares, level: number): readonly [number, number] {
  const { above, below } = freedomsOf(form, squares);
  const rest = modelOf(form) === "1" ? squares.within : squares.residual;
  if (rest === 0) return [1, 1];
  const f = squares.subjects / rest;
  const limit = (ratio: number): number => (isMean(form) ? 1 - 1 / ratio : (ratio - 1) / (ratio + squares.k - 1));
  return [limit(f / quantileOf((1 + level) / 2, above, below)), limit(f * quantileOf((1 + level) / 2, below, above))];
}

/** Limits of ICC(2,1) by Satterthwaite's degrees of freedom v; those of ICC(2,k) are stepped up from them. */
function absoluteLimits(form: CorrelationForm, squares: MeanSquares, level: number): readonly [number, number] {
  const { subjects: r, raters: c, residual: e, n, k } = squares;
  const single = coefficientOf("ICC(2,1)", squares);
  const [ofRaters, ofResidual] = [k * single * c, (n * (1 + (k - 1) * single) - k * single) * e];
  if (ofRaters === 0 && ofResidual === 0) return [1, 1];
  const v = (ofRaters + ofResidual) ** 2 / (ofRaters ** 2 / (k - 1) + ofResidual ** 2 / ((n - 1) * (k - 1)));
  const [low, up] = [quantileOf((1 + level) / 2, n - 1, v), quantileOf((1 + level) / 2, v, n - 1)];
  const rest = k * c + (k * n - k - n) * e;
  const limits: readonly [number, number] = [(n * (r - low * e)) / (low * rest + n * r), (n * (up * r - e)) / (rest + n * up * r)];
  return isMean(form) ? [(k * limits[0]) / (1 + limits[0] * (k - 1)), (k * limits[1]) / (1 + limits[1] * (k - 1))] : limits;
}

/** What cannot be told from rows. */
function reasonOf(table: ScoreTable, { n }: ScoreRows): NoAgreementReason | undefined {
  if (table.scores.length === 0) return "no-ratings";
  if (table.activeRaterCount < 2) return "one-rater";
  return n === 0 ? "no-common-subjects" : n === 1 ? "too-few-subjects" : undefined;
}

/** Where nothing differs, or subjects do not and the mean of k scores is asked for; else the variance of that mean is estimated below zero. */
const undefinedReason = ({ subjects }: MeanSquares): NoAgreementReason => (subjects === 0 ? "zero-variance" : "negative-variance");

function intervalOf(form: CorrelationForm, squares: MeanSquares, rows: ScoreRows, { confidenceLevel: level, bootstrap }: IntervalRequest): { readonly confidence: Confidence; readonly method: string; readonly warnings: readonly AgreementWarning[] } | null {
  if (bootstrap !== undefined) {
    const kinds = distinctRows(rows);
    const { times } = kinds;
    const drawn = resampledSquares(kinds.rows, { isOneWay: modelOf(form) === "1", n: rows.n, mean: meanOf(rows.scores) });
    return bootstrapInterval({ times, stepCount: kinds.rows.scores.length + 3 * times.length, coefficient: (counts) => coefficientOf(form, drawn(counts)) }, bootstrap, level);
  }
  const [lower, upper] = modelOf(form) === "2" ? absoluteLimits(form, squares, level) : ratioLimits(form, squares, level);
  return { confidence: { lower: lower + 0, upper: upper + 0, level }, method: modelOf(form) === "2" ? "f-satterthwaite" : "f-distribution", warnings: [] };
}

function testOf(form: CorrelationForm, squares: MeanSquares): SubjectTest | null {
  const rest = modelOf(form) === "1" ? squares.within : squares.residual;
  if (rest === 0) return null;
  const { above, below } = freedomsOf(form, squares);
  const f = squares.subjects / rest;
  return { f, numeratorFreedom: above, denominatorFreedom: below, pValue: f === 0 ? 1 : fProbability({ f: Math.min(1e100, 1 / f), numeratorFreedom: below, denominatorFreedom: above }) };
}

/** An intraclass correlation of a table. */
export function intraclassCorrelationOf(table: ScoreTable, { form, ...request }: IntervalRequest & { readonly form: CorrelationForm }): IntraclassCorrelation | NoAgreement {
  const isOneWay = modelOf(form) === "1";
  const rows = isOneWay ? unequalRows(table) : scoreRowsOf(table);
  const { n } = rows;
  const reason = reasonOf(table, rows);
  if (reason !== undefined) return noAgreement(reason, n);
  const squares = meanSquaresOf(rows, isOneWay);
  const estimate = coefficientOf(form, squares);
  if (Number.isNaN(estimate)) return noAgreement(undefinedReason(squares), n);
  if (estimate > 1) return noAgreement("negative-variance", n);
  const interval = intervalOf(form, squares, rows, request);
  if (interval === null) return noAgreement("no-defined-sample", n);
  const { confidence, method } = interval;
  const warnings: AgreementWarning[] = [...interval.warnings];
  if (n < 10) warnings.push("few-subjects");
  if (confidence.lower === confidence.upper) warnings.push("no-width");
  if (confidence.lower > estimate || confidence.upper < estimate) warnings.push("interval-misses-estimate");
  if (rows.leftOutCount > 0) warnings.push("incomplete-subjects-left-out");
  if (rows.isUnequal) warnings.push("unequal-rating-counts");
  const meanSquares = { subjects: squares.subjects, within: squares.within, raters: isOneWay ? null : squares.raters, residual: isOneWay ? null : squares.residual };
  return { estimate: estimate + 0, confidence, n, method, warnings, standardError: null, scoresPerSubject: squares.k, leftOutCount: rows.leftOutCount, meanSquares, subjectTest: testOf(form, squares) };
}

/**
 * An intraclass correlation: of all differences between scores, the share that is differences between subjects. Forms 2 and 3 use the subjects that every rater scored, form 1 those with two scores or more, by whomever.
 * Intervals come from quantiles of F; that of ICC(2,k) is the one of ICC(2,1), stepped up. Negative estimates are not cut: they say that raters agree less than strangers.
 * Sources: P. Shrout, J. Fleiss, "Intraclass correlations: uses in assessing rater reliability", Psychological Bulletin 86 (1979); K. McGraw, S. Wong, "Forming inferences about some intraclass correlation coefficients", Psychological Methods 1 (1996); unequal numbers in form 1 by the analysis of variance's k₀ (A. Donner, "A review of inference procedures for the intraclass correlation coefficient in the one-way random effects model", International Statistical Review 54, 1986).
 *
 * @throws CoachingError `input.*`, `rating.duplicate_rating`, `bootstrap.too_much`
 * @example
 * ```ts
 * const rows = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];
 * const ratings = rows.flatMap((row, clip) => row.map((score, rater) => ({ subjectId: `clip-${clip}`, raterId: `rater-${rater}`, score })));
 * intraclassCorrelation({ form: "ICC(2,1)", ratings, confidenceLevel: 0.95 }).estimate?.toFixed(4); // => "0.2898"
 * ```
 */
export function intraclassCorrelation(request: CorrelationRequest): IntraclassCorrelation | NoAgreement {
  const checked = check(CorrelationRequest, request);
  return intraclassCorrelationOf(scoreTableOf(checked), checked);
}
