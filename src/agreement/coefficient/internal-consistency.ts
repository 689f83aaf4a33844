import * as z from "zod";
import { check, type Fault, repeated, rule } from "../../error/index.js";
import { ConfidenceLevel, type Estimate, fQuantile, type NoEstimate } from "../../statistics/index.js";
import { Id } from "../../unit/index.js";
import { type MeasurementError, measurementError } from "./measurement-error.js";

/** What an internal consistency refuses. */
export const CONSISTENCY_LIMITS = {
  /** Items of one scale. */
  items: 200,
  /** People who answered them. */
  people: 100_000,
} as const;

/** Scores of people on the items of one scale: the criteria of a rubric, the questions of a survey. */
export interface ItemScores {
  /** The items, in the order of the columns, each once; 2 to 200. Items that run the other way are to be turned first. */
  readonly itemIds: readonly Id[];
  /** One row a person, one entry an item; null where there is none, which leaves the person out. At most 100,000 rows. */
  readonly scores: readonly (readonly (number | null)[])[];
  /** The level of the interval and of the smallest detectable change: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}

const duplicateItem: Fault = { code: "internal-consistency.duplicate_item", message: "The item “{itemId}” stands twice.", hint: "Give each item one column." };
const wrongLength: Fault = { code: "internal-consistency.wrong_length", message: "This row has {length} entries for {count} items.", hint: "Give every person one entry an item, null where there is none." };

/** Scores of people on the items of one scale. */
export const ItemScores = z
  .strictObject({
    itemIds: z.array(Id).min(2).max(CONSISTENCY_LIMITS.items).readonly(),
    scores: z.array(z.array(z.union([z.number().min(-1e9).max(1e9), z.null()])).max(CONSISTENCY_LIMITS.items).readonly()).max(CONSISTENCY_LIMITS.people).readonly(),
    confidenceLevel: ConfidenceLevel,
  })
  .check(rule(({ itemIds, scores }: ItemScores, report) => {
    for (const [index, itemId] of repeated(itemIds, (id) => id)) report(duplicateItem, ["itemIds", index], { itemId });
    scores.forEach((row, index) => { if (row.length !== itemIds.length) report(wrongLength, ["scores", index], { length: row.length, count: itemIds.length }); });
  }))
  .readonly() satisfies z.ZodType<ItemScores>;

/** How one item goes with the others. */
export interface ItemConsistency {
  /** The item. */
  readonly itemId: Id;
  /** Alpha of the other items; above the alpha of all, the item takes more than it gives. Null where one item is left, or the others do not vary. */
  readonly alphaWithout: number | null;
  /** The correlation of the item with the sum of the others; below zero it may run the other way. Null where either does not vary. */
  readonly restCorrelation: number | null;
}
/** Cronbach's alpha with its interval, and what it means for single scores. */
export interface InternalConsistency extends Estimate, MeasurementError {
  /** Alpha of the items on a common spread; null where one does not vary. */
  readonly standardizedAlpha: number | null;
  /** The mean correlation between two items; null where one does not vary. */
  readonly meanCorrelation: number | null;
  /** The standard deviation of the sum of a person's scores. */
  readonly totalStandardDeviation: number;
  /** Each item, in the order given. */
  readonly items: readonly ItemConsistency[];
  /** People left out because an entry is missing. */
  readonly leftOutCount: number;
  /** What to keep in mind. `few-people`: fewer than ten; `incomplete-people-left-out`; `item-without-variation`: an item that everybody scored alike; `negative-alpha`: items contradict each other, some may run the other way. */
  readonly warnings: readonly ("few-people" | "incomplete-people-left-out" | "item-without-variation" | "negative-alpha")[];
}
/** No internal consistency, and why. */
export interface NoInternalConsistency extends NoEstimate {
  /** Why: fewer than two people answered all items, or nobody's sum differs from another's. */
  readonly reason: "too-few-people" | "zero-variance";
}

/** The covariances of the items, row by row, from deviations. */
function covariances(rows: readonly (readonly number[])[], size: number): Float64Array {
  const means = Array.from({ length: size }, (_, item) => rows.reduce((sum, row) => sum + (row[item] as number), 0) / rows.length);
  const table = new Float64Array(size * size);
  for (const row of rows) {
    const own = row.map((score, item) => score - (means[item] as number));
    for (let left = 0; left < size; left += 1) for (let right = left; right < size; right += 1) table[left * size + right] = (table[left * size + right] as number) + (own[left] as number) * (own[right] as number);
  }
  // what is left of equal scores is rounding
  const least = rows.length * (16 * Number.EPSILON * rows.reduce((largest, row) => row.reduce((most, score) => Math.max(most, Math.abs(score)), largest), 0)) ** 2;
  for (let left = 0; left < size; left += 1) {
    for (let right = left; right < size; right += 1) {
      const sum = table[left * size + right] as number;
      table[left * size + right] = table[right * size + left] = (Math.abs(sum) > least ? sum : 0) / (rows.length - 1);
    }
  }
  return table;
}

/** (k / (k − 1)) (1 − Σ item variances / variance of their sum); null where the sum does not vary. */
const alphaOf = (size: number, variances: number, total: number): number | null => (size > 1 && total > 0 ? (size / (size - 1)) * (1 - variances / total) : null);

interface Spread {
  readonly size: number;
  readonly table: Float64Array;
  readonly variances: number;
  readonly total: number;
}
const variance = ({ table, size }: Pick<Spread, "table" | "size">, item: number): number => table[item * size + item] as number;

function itemConsistency(spread: Spread, item: number, itemId: Id): ItemConsistency {
  const { size, table, variances, total } = spread;
  const own = variance(spread, item);
  const row = table.subarray(item * size, (item + 1) * size).reduce((sum, value) => sum + value, 0);
  const rest = total - 2 * row + own;
  const least = 1e-12 * total;
  return { itemId, alphaWithout: rest > least ? alphaOf(size - 1, variances - own, rest) : null, restCorrelation: own > 0 && rest > least ? (row - own) / Math.sqrt(own * rest) : null };
}

function meanCorrelationOf(spread: Spread): number | null {
  const { size, table } = spread;
  let sum = 0;
  for (let left = 0; left < size; left += 1) {
    for (let right = 0; right < left; right += 1) {
      const product = variance(spread, left) * variance(spread, right);
      if (product === 0) return null;
      sum += (table[left * size + right] as number) / Math.sqrt(product);
    }
  }
  return sum / ((size * (size - 1)) / 2);
}

/** 1 − (1 − α) F at both tails, with n − 1 and (n − 1)(k − 1) degrees of freedom. */
function feldtInterval(alpha: number, n: number, size: number, level: number) {
  const quantile = (probability: number): number => fQuantile({ probability: Math.min(1 - 1e-12, Math.max(1e-12, probability)), numeratorFreedom: n - 1, denominatorFreedom: (n - 1) * (size - 1) });
  return { lower: 1 - (1 - alpha) * quantile((1 + level) / 2), upper: 1 - (1 - alpha) * quantile((1 - level) / 2), level };
}

/**
 * Cronbach's alpha of the items of one scale (for items of 0 and 1 it is KR-20), each item's part in it, and what it means for single scores: standard error of measurement and smallest detectable change of a person's sum.
 * A high alpha says that items go together, not that they measure one thing.
 * Sources: L. Cronbach, "Coefficient alpha and the internal structure of tests", Psychometrika 16 (1951); interval: L. Feldt, "The approximate sampling distribution of Kuder–Richardson reliability coefficient twenty", Psychometrika 30 (1965).
 *
 * @throws CoachingError `input.*`, `internal-consistency.duplicate_item`, `internal-consistency.wrong_length`
 * @example
 * ```ts
 * const answers = { itemIds: ["opens", "listens", "agrees next step"], scores: [[1, 2, 2], [3, 3, 4], [2, 3, 3], [4, 4, 5], [5, 4, 5]], confidenceLevel: 0.95 };
 * internalConsistency(answers).estimate?.toFixed(4); // => "0.9556"
 * ```
 */
export function internalConsistency(answers: ItemScores): InternalConsistency | NoInternalConsistency {
  const { itemIds, scores, confidenceLevel } = check(ItemScores, answers);
  const rows = scores.filter((row): row is readonly number[] => row.every((score) => score !== null));
  const [n, size] = [rows.length, itemIds.length];
  if (n < 2) return { estimate: null, reason: "too-few-people", n, needed: 2 };
  const table = covariances(rows, size);
  const variances = itemIds.reduce((sum, _, item) => sum + variance({ table, size }, item), 0);
  const covariance = table.reduce((sum, value) => sum + value, 0);
  // of items that cancel each other, rounding is what is left
  const total = covariance > 1e-12 * variances ? covariance : 0;
  const alpha = alphaOf(size, variances, total);
  if (alpha === null) return { estimate: null, reason: "zero-variance", n, needed: 2 };
  const spread = { size, table, variances, total };
  const meanCorrelation = meanCorrelationOf(spread);
  const totalStandardDeviation = Math.sqrt(total);
  const warnings: InternalConsistency["warnings"][number][] = [];
  if (n < 10) warnings.push("few-people");
  if (n < scores.length) warnings.push("incomplete-people-left-out");
  if (itemIds.some((_, item) => variance(spread, item) === 0)) warnings.push("item-without-variation");
  if (alpha < 0) warnings.push("negative-alpha");
  return {
    estimate: alpha + 0, confidence: feldtInterval(alpha, n, size, confidenceLevel), n, method: "feldt", warnings,
    standardizedAlpha: meanCorrelation === null || 1 + (size - 1) * meanCorrelation <= 1e-12 ? null : (size * meanCorrelation) / (1 + (size - 1) * meanCorrelation),
    meanCorrelation, totalStandardDeviation, ...measurementError({ standardDeviation: totalStandardDeviation, reliability: Math.max(-1e6, Math.min(1, alpha)), confidenceLevel }),
    items: itemIds.map((itemId, item) => itemConsistency(spread, item, itemId)), leftOutCount: scores.length - n,
  };
}
