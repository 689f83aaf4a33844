import * as z from "zod";
import { check, rule } from "../../error/index.js";
import { standardNormalProbability } from "../../statistics/index.js";
import { noAgreement, type NoAgreementReason, paradoxWarning, prevalenceOf, withInterval } from "./agreement-estimate.js";
import type { BootstrapSource } from "./bootstrap.js";
import { AgreementWeights, reportWeights, weightTable } from "./agreement-weights.js";
import type { ChanceCorrectedEstimate, NoChanceCorrected } from "./chance-corrected.js";
import { categoriesFit, categoryKeys, type CategoryRatings, type IntervalRequest, reportOutOfOrder } from "./rating.js";
import { type RatingTable, ratingTableOf } from "./rating-table.js";

/** Ratings in categories, and how much different categories agree. */
export interface WeightedRatings extends CategoryRatings {
  /** How much different categories agree. `unweighted` for categories without order; `quadratic` is usual for levels. */
  readonly weights: AgreementWeights;
}
/** Ratings in categories, and how much different categories agree. */
export const WeightedRatings = z
  .strictObject({ ...categoryKeys, weights: AgreementWeights })
  .check(categoriesFit, rule(({ categories, weights }: WeightedRatings, report) => { reportWeights({ weights, categoryCount: categories.length }, report); if (typeof weights === "string" && weights !== "unweighted") reportOutOfOrder(categories, report); }))
  .readonly() satisfies z.ZodType<WeightedRatings>;

/** A test of whether raters agree more or less than by chance. */
export interface ChanceTest {
  /** The standard error that the coefficient would have if they agreed by chance alone. */
  readonly standardError: number;
  /** The coefficient in units of it. */
  readonly z: number;
  /** The probability of a coefficient this far from zero, either way, by chance alone. */
  readonly pValue: number;
}
/** Cohen's kappa with its interval. */
export interface CohenKappa extends ChanceCorrectedEstimate {
  /** Against chance; null where the categories leave nothing to test. */
  readonly chanceTest: ChanceTest | null;
}

/** The test of an estimate that would have this standard error by chance. */
export const chanceTestOf = (estimate: number, standardError: number): ChanceTest | null => (standardError > 0 ? { standardError, z: estimate / standardError, pValue: Math.min(1, 2 * standardNormalProbability(-Math.abs(estimate / standardError))) } : null);

/** For each subject the cell of the table, the first rater's category as its row and the second's as its column; -1 where one of them is missing. */
export function cellsOfPairs({ subjectCount, categories, subjects, raters, values }: RatingTable): Int32Array {
  const cells = new Int32Array(subjectCount).fill(-1);
  const second = new Int32Array(subjectCount).fill(-1);
  const firstRater = raters.reduce((least, rater) => Math.min(least, rater), Infinity);
  for (let index = 0; index < subjects.length; index += 1) (raters[index] === firstRater ? cells : second)[subjects[index] as number] = values[index] as number;
  for (let subject = 0; subject < subjectCount; subject += 1) cells[subject] = (second[subject] as number) < 0 || (cells[subject] as number) < 0 ? -1 : (cells[subject] as number) * categories.length + (second[subject] as number);
  return cells;
}

/** How often the first rater said the row and the second the column. */
function crossTable(table: RatingTable): Float64Array {
  const counts = new Float64Array(table.categories.length ** 2);
  for (const cell of cellsOfPairs(table)) if (cell >= 0) counts[cell] = (counts[cell] as number) + 1;
  return counts;
}

interface Margins {
  readonly n: number;
  readonly rows: Float64Array;
  readonly columns: Float64Array;
}
function marginsOf(cells: Float64Array, size: number): Margins {
  const [rows, columns] = [new Float64Array(size), new Float64Array(size)];
  let n = 0;
  for (let at = 0; at < cells.length; at += 1) {
    const count = cells[at] as number;
    if (count === 0) continue;
    n += count;
    rows[Math.floor(at / size)] = (rows[Math.floor(at / size)] as number) + count;
    columns[at % size] = (columns[at % size] as number) + count;
  }
  return { n, rows, columns };
}

/** po = Σ w_ij p_ij and pe = Σ w_ij p_i. p_.j, with the marginal means of the weights: w̄_i. = Σ_j p_.j w_ij and w̄_.j = Σ_i p_i. w_ij. */
function fractionsOf(cells: Float64Array, weights: Float64Array | null, { n, rows, columns }: Margins) {
  const size = rows.length;
  const weightAt = (row: number, column: number): number => (weights === null ? Number(row === column) : (weights[row * size + column] as number));
  const [rowMeans, columnMeans] = [new Float64Array(size), new Float64Array(size)];
  let [observed, chance] = [0, 0];
  for (let row = 0; row < size; row += 1) {
    if (weights === null) {
      observed += cells[row * size + row] as number;
      rowMeans[row] = (columns[row] as number) / n;
      columnMeans[row] = (rows[row] as number) / n;
    } else {
      for (let column = 0; column < size; column += 1) {
        const weight = weightAt(row, column);
        observed += weight * (cells[row * size + column] as number);
        rowMeans[row] = (rowMeans[row] as number) + (weight * (columns[column] as number)) / n;
        columnMeans[column] = (columnMeans[column] as number) + (weight * (rows[row] as number)) / n;
      }
    }
    chance += ((rows[row] as number) / n) * (rowMeans[row] as number);
  }
  return { observed: observed / n, chance, rowMeans, columnMeans, weightAt };
}

const nothing = 1e-12;
const kappaOf = (observed: number, chance: number): number => (1 - chance > nothing ? (observed - chance) / (1 - chance) : NaN);

/**
 * The standard errors, by and without assuming chance. With w_ij the weights, p the shares of the table's n subjects, κ = (po − pe) / (1 − pe):
 * var κ = {Σ p_ij [w_ij (1 − pe) − (w̄_i. + w̄_.j)(1 − po)]² − (po pe − 2pe + po)²} / (n (1 − pe)⁴), var₀ κ = {Σ p_i. p_.j [w_ij − (w̄_i. + w̄_.j)]² − pe²} / (n (1 − pe)²).
 * Source: J. Fleiss, J. Cohen, B. Everitt, "Large sample standard errors of kappa and weighted kappa", Psychological Bulletin 72 (1969).
 */
function standardErrors(cells: Float64Array, { n, rows, columns }: Margins, { observed, chance, rowMeans, columnMeans, weightAt }: ReturnType<typeof fractionsOf>): { readonly standardError: number; readonly byChance: number } {
  const size = rows.length;
  let [own, none] = [0, 0];
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const weight = weightAt(row, column);
      const mean = (rowMeans[row] as number) + (columnMeans[column] as number);
      own += ((cells[row * size + column] as number) / n) * (weight * (1 - chance) - mean * (1 - observed)) ** 2;
      none += ((rows[row] as number) / n) * ((columns[column] as number) / n) * (weight - mean) ** 2;
    }
  }
  // what is left of a difference of equal numbers is rounding
  const root = (difference: number): number => (difference > nothing * nothing ? Math.sqrt(difference / n) : 0);
  return { standardError: root(own - (observed * chance - 2 * chance + observed) ** 2) / (1 - chance) ** 2, byChance: root(none - chance * chance) / (1 - chance) };
}

/** Where the bootstrap of kappa draws from: the cells of the table that are not empty, in their order. */
export function kappaSource(cells: Float64Array, weights: Float64Array | null): BootstrapSource & { readonly kinds: readonly number[] } {
  const size = Math.sqrt(cells.length);
  const kinds = [...cells.keys()].filter((at) => cells[at] !== 0);
  const drawnCells = new Float64Array(cells.length);
  const coefficient = (times: Float64Array): number => {
    kinds.forEach((at, kind) => { drawnCells[at] = times[kind] as number; });
    const drawn = fractionsOf(drawnCells, weights, marginsOf(drawnCells, size));
    return kappaOf(drawn.observed, drawn.chance);
  };
  return { times: Float64Array.from(kinds, (at) => cells[at] as number), stepCount: cells.length, coefficient, kinds };
}

/** What a coefficient of two raters says without common subjects. */
export function pairReason(table: RatingTable, n: number): NoAgreementReason | undefined {
  if (table.raters.length === 0) return "no-ratings";
  const { activeRaterCount } = table;
  if (activeRaterCount !== 2) return activeRaterCount < 2 ? "one-rater" : "more-than-two-raters";
  return n === 0 ? "no-common-subjects" : n === 1 ? "too-few-subjects" : undefined;
}

/** Cohen's kappa of a table. */
export function cohenKappaOf(table: RatingTable, { weights: given, ...request }: IntervalRequest & { readonly weights: AgreementWeights }): CohenKappa | NoChanceCorrected {
  const size = table.categories.length;
  const isPair = table.activeRaterCount === 2;
  const cells = isPair ? crossTable(table) : new Float64Array(0);
  const weights = weightTable(given, size);
  const margins = marginsOf(cells, size);
  const { n } = margins;
  const fractions = fractionsOf(cells, weights, margins);
  const estimate = kappaOf(fractions.observed, fractions.chance);
  const reason = pairReason(table, n) ?? (Number.isNaN(estimate) ? "one-category" : undefined);
  const counted = n === 0 ? { observedFraction: null, chanceFraction: null } : { observedFraction: fractions.observed, chanceFraction: fractions.chance };
  if (reason !== undefined) return { ...noAgreement(reason, n), ...counted };
  const { standardError, byChance } = standardErrors(cells, margins, fractions);
  const answer = withInterval({ estimate, standardError, n, pairedCount: n, warnings: weights === null ? paradoxWarning(fractions.observed, estimate) : [], bootstrap: kappaSource(cells, weights) }, "normal", request);
  if (answer === null) return { ...noAgreement("no-defined-sample", n), ...counted };
  const prevalence = prevalenceOf(margins.rows.map((count, place) => (count + (margins.columns[place] as number)) / (2 * n)), table.categories);
  return { ...answer, observedFraction: fractions.observed, chanceFraction: fractions.chance, prevalence, chanceTest: chanceTestOf(estimate, byChance) };
}

/**
 * Cohen's kappa of two raters, over the subjects that both rated: agreement beyond what their own habits would bring about. With `quadratic` weights it is near the intraclass correlation ICC(2,1).
 * The interval is that of large samples, cut at 1.
 * Sources: J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960); weights: Psychological Bulletin 70 (1968); standard errors: Fleiss, Cohen, Everitt 1969.
 *
 * @throws CoachingError `input.*`, `rating.duplicate_category`, `rating.off_scale`, `rating.duplicate_rating`, `agreement-weights.wrong_size`, `agreement-weights.not_one_with_itself`, `agreement-weights.not_symmetric`, `agreement-weights.no_difference`, `bootstrap.too_much`
 * @example
 * ```ts
 * const pairs = [[45, "met", "met"], [5, "met", "not met"], [5, "not met", "met"], [45, "not met", "not met"]] as const;
 * const ratings = pairs.flatMap(([count, ana, ben]) => Array.from({ length: count }, (_, index) => `${ana} ${ben} ${index}`).flatMap((subjectId) => [{ subjectId, raterId: "ana", category: ana }, { subjectId, raterId: "ben", category: ben }]));
 * cohenKappa({ categories: ["not met", "met"], ratings, weights: "unweighted", confidenceLevel: 0.95 }).estimate?.toFixed(12); // => "0.800000000000"
 * ```
 */
export function cohenKappa(request: WeightedRatings): CohenKappa | NoChanceCorrected {
  const checked = check(WeightedRatings, request);
  return cohenKappaOf(ratingTableOf(checked), checked);
}
