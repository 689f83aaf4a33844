import { type AgreementWarning, type AgreementEstimate, noAgreement, type NoAgreement, type NoAgreementReason, paradoxWarning, type Prevalence, prevalenceOf, withInterval } from "./agreement-estimate.js";
import type { BootstrapSource } from "./bootstrap.js";
import { columnSum } from "./column-sums.js";
import type { IntervalRequest } from "./rating.js";
import type { RatingPatterns } from "./rating-patterns.js";
import type { RatingTable } from "./rating-table.js";

/** How far raters agree beyond chance: (observed − chance) ÷ (1 − chance). */
export interface ChanceCorrectedEstimate extends AgreementEstimate {
  /** How often two raters agree on a subject, partial agreement counted by its weight. */
  readonly observedFraction: number;
  /** How often they would agree by chance, as the coefficient sees chance. */
  readonly chanceFraction: number;
  /** The category that was used most. */
  readonly prevalence: Prevalence;
}
/** No answer, with what could be counted. */
export interface NoChanceCorrected extends NoAgreement {
  /** How often two raters agree on a subject; null where no subject has two ratings. */
  readonly observedFraction: number | null;
  /** How often they would agree by chance; null where there are no ratings. */
  readonly chanceFraction: number | null;
}

/** How a coefficient sees chance: raters draw from the shares that the categories have (`shares`), guess only on subjects that are hard to rate (`gwet`), or draw evenly (`even`). */
type ChanceModel = "shares" | "gwet" | "even";

/** What a coefficient is made of. */
interface Question {
  readonly patterns: RatingPatterns;
  /** Row by row; null where only equal categories agree. */
  readonly weights: Float64Array | null;
  readonly chance: ChanceModel;
}

/** Of each pattern the share of its pairs of ratings that agree, by weight; 0 where there is no pair. */
export function pairAgreement({ sizes, starts, categories, counts, categoryCount }: RatingPatterns, weights: Float64Array | null): Float64Array {
  const agreement = new Float64Array(sizes.length);
  for (let pattern = 0; pattern < sizes.length; pattern += 1) {
    const [size, start, end] = [sizes[pattern] as number, starts[pattern] as number, starts[pattern + 1] as number];
    if (size < 2) continue;
    let sum = 0;
    for (let at = start; at < end; at += 1) {
      const count = counts[at] as number;
      sum += count * (count - 1);
      if (weights === null) continue;
      const row = (categories[at] as number) * categoryCount;
      for (let other = start; other < at; other += 1) sum += 2 * count * (counts[other] as number) * (weights[row + (categories[other] as number)] as number);
    }
    agreement[pattern] = sum / (size * (size - 1));
  }
  return agreement;
}

/** The mean share of each category, every subject counting the same. */
function sharesOf({ categoryCount, sizes, starts, categories, counts }: RatingPatterns, times: Float64Array, subjectCount: number): Float64Array {
  const shares = new Float64Array(categoryCount);
  for (let pattern = 0; pattern < sizes.length; pattern += 1) {
    const part = (times[pattern] as number) / (sizes[pattern] as number);
    if (part === 0) continue;
    for (let at = starts[pattern] as number; at < (starts[pattern + 1] as number); at += 1) shares[categories[at] as number] = (shares[categories[at] as number] as number) + part * (counts[at] as number);
  }
  return shares.map((share) => share / subjectCount);
}

/** W·π: how much a rating in each category agrees with one drawn from the shares. */
function weighted(weights: Float64Array | null, shares: Float64Array): Float64Array {
  if (weights === null) return shares;
  return shares.map((_, row) => {
    let sum = 0;
    for (let column = 0; column < shares.length; column += 1) sum += (weights[row * shares.length + column] as number) * (shares[column] as number);
    return sum;
  });
}

/** The sum of all weights: the number of categories where only equal ones agree. */
const weightSum = (weights: Float64Array | null, categoryCount: number): number => (weights === null ? categoryCount : columnSum(weights));

/**
 * Chance agreement as a mean over ratings: pe = Σ π_k v_k, with v_k what a rating in category k adds.
 * `shares` v = W·π; `gwet` v_k = T (1 − π_k) / (q (q − 1)); `even` v = T / q²; q categories, T the sum of the weights.
 */
function chanceTerms(chance: ChanceModel, weights: Float64Array | null, shares: Float64Array): Float64Array {
  const q = shares.length;
  if (chance === "shares") return weighted(weights, shares);
  const total = weightSum(weights, q);
  return chance === "even" ? shares.map(() => total / (q * q)) : shares.map((share) => (total * (1 - share)) / (q * (q - 1)));
}

interface Parts {
  readonly subjectCount: number;
  readonly pairedCount: number;
  readonly observed: number;
  readonly chance: number;
  readonly shares: Float64Array;
  readonly terms: Float64Array;
  readonly coefficient: number;
}

/** Below this, what is left for agreement beyond chance is rounding. */
const nothing = 1e-12;

function partsOf({ patterns, weights, chance }: Question, agreement: Float64Array, times: Float64Array): Parts {
  let [subjectCount, pairedCount, agreed] = [0, 0, 0];
  for (let pattern = 0; pattern < times.length; pattern += 1) {
    const count = times[pattern] as number;
    subjectCount += count;
    if ((patterns.sizes[pattern] as number) < 2) continue;
    pairedCount += count;
    agreed += count * (agreement[pattern] as number);
  }
  const shares = sharesOf(patterns, times, subjectCount);
  const terms = chanceTerms(chance, weights, shares);
  const byChance = shares.reduce((sum, share, place) => sum + share * (terms[place] as number), 0);
  const observed = agreed / pairedCount;
  // one category alone: nobody tells subjects apart, whatever a coefficient makes of it
  const isDefined = pairedCount > 0 && 1 - byChance > nothing && !shares.some((share) => share > 1 - nothing);
  return { subjectCount, pairedCount, observed, chance: byChance, shares, terms, coefficient: isDefined ? (observed - byChance) / (1 - byChance) : NaN };
}

/**
 * The standard error over subjects by linearization: each subject's own coefficient, less what it does to chance agreement,
 * c*_i = (n/n′)(a_i − pe·[r_i ≥ 2]) / (1 − pe) − 2 (1 − c)(pe_i − pe) / (1 − pe), variance Σ (c*_i − c)² / (n (n − 1)); pe_i the mean of v over the ratings of i, n′ the subjects with two ratings or more.
 * Source: K. Gwet, "Handbook of inter-rater reliability", 4th edition (2014), as in irrCAC 1.0.
 */
function standardErrorOf({ patterns, chance: model }: Question, agreement: Float64Array, parts: Parts): number {
  const { sizes, starts, categories, counts, times } = patterns;
  const { subjectCount: n, pairedCount, chance, terms, coefficient } = parts;
  let squares = 0;
  for (let pattern = 0; pattern < sizes.length; pattern += 1) {
    const size = sizes[pattern] as number;
    let own = size < 2 ? 0 : ((n / pairedCount) * ((agreement[pattern] as number) - chance)) / (1 - chance);
    if (model !== "even") {
      let added = 0;
      for (let at = starts[pattern] as number; at < (starts[pattern + 1] as number); at += 1) added += (counts[at] as number) * (terms[categories[at] as number] as number);
      own -= (2 * (1 - coefficient) * (added / size - chance)) / (1 - chance);
    }
    squares += (times[pattern] as number) * (own - coefficient) ** 2;
  }
  return Math.sqrt(squares / (n * (n - 1)));
}

/** Where the bootstrap of a coefficient draws from. */
export function chanceSource(question: Question, agreement: Float64Array = pairAgreement(question.patterns, question.weights)): BootstrapSource {
  const { patterns: { times, categories }, weights } = question;
  return { times, stepCount: categories.length + (weights === null ? 0 : weights.length), coefficient: (drawn) => partsOf(question, agreement, drawn).coefficient };
}

/** Why ratings say nothing about agreement, whatever the coefficient; undefined where they do. */
export function reasonAgainst({ starts, activeRaterCount }: Pick<RatingTable, "starts" | "activeRaterCount">, { times, sizes }: { readonly times: Float64Array; readonly sizes: ArrayLike<number> }): NoAgreementReason | undefined {
  if (starts.at(-1) === 0) return "no-ratings";
  if (activeRaterCount < 2) return "one-rater";
  const pairedCount = times.reduce((sum, count, pattern) => sum + ((sizes[pattern] as number) < 2 ? 0 : count), 0);
  return pairedCount === 0 ? "no-common-subjects" : pairedCount === 1 ? "too-few-subjects" : undefined;
}

/** A coefficient of agreement beyond chance. Unequal numbers of ratings: agreement is the mean over subjects with two ratings or more, shares are means over all rated subjects. */
export function chanceCorrected(question: Question, table: Pick<RatingTable, "starts" | "activeRaterCount" | "categories">, request: IntervalRequest): ChanceCorrectedEstimate | NoChanceCorrected {
  const { patterns, weights } = question;
  const agreement = pairAgreement(patterns, weights);
  const parts = partsOf(question, agreement, patterns.times);
  const counted = { observedFraction: parts.pairedCount === 0 ? null : parts.observed, chanceFraction: parts.subjectCount === 0 ? null : parts.chance };
  const reason = reasonAgainst(table, patterns) ?? (Number.isNaN(parts.coefficient) ? "one-category" : undefined);
  if (reason !== undefined) return { ...noAgreement(reason, parts.subjectCount), ...counted };
  const warnings: readonly AgreementWarning[] = weights === null && question.chance === "shares" ? paradoxWarning(parts.observed, parts.coefficient) : [];
  const raw = { estimate: parts.coefficient, standardError: standardErrorOf(question, agreement, parts), n: parts.subjectCount, pairedCount: parts.pairedCount, warnings };
  const answer = withInterval({ ...raw, bootstrap: chanceSource(question, agreement) }, "student-t", request);
  return answer === null ? { ...noAgreement("no-defined-sample", parts.subjectCount), ...counted } : { ...answer, observedFraction: parts.observed, chanceFraction: parts.chance, prevalence: prevalenceOf(parts.shares, table.categories) };
}
