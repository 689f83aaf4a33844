import { logisticOf, logOfOnePlusExp } from "../statistics/internal.js";
import type { ScoreGroup } from "./score-groups.js";

/** What a group adds to the conditional likelihood: Σ N_r ln γ_r, its gradient and its second derivatives by the easinesses. */
export interface ConditionalPart {
  readonly logSum: number;
  /** Expected right answers to each of the group's items, given the scores. */
  readonly expected: Float64Array;
  /** Items times items of the group. */
  readonly curvature: Float64Array;
  /** Probability of success given the score, by item and score. */
  readonly givenScore: readonly Float64Array[];
}

/** The shift that brings the expected score near the scores at hand, so that their probabilities are far from underflow. */
function middlingShift(easiness: Float64Array, score: number): number {
  let shift = 0;
  for (let round = 0; round < 30; round += 1) {
    let [expected, weight] = [0, 0];
    for (const value of easiness) {
      const success = logisticOf(value + shift);
      expected += success;
      weight += success * (1 - success);
    }
    shift += Math.max(-1, Math.min(1, (score - expected) / weight));
  }
  return shift;
}

/** One more item for a distribution of scores: f′(s) = q·f(s) + p·f(s − 1), from `from` into `into`, both at their offsets. */
function addItem(from: Float64Array, into: Float64Array, { success, most }: { readonly success: number; readonly most: number }): void {
  for (let score = most; score >= 0; score -= 1) into[score] = (1 - success) * (from[score] as number) + (score === 0 ? 0 : success * (from[score - 1] as number));
}

/** Rows of scores, one more than items. */
const rowsFor = (size: number): readonly Float64Array[] => Array.from({ length: size + 1 }, () => new Float64Array(size + 2));
const rowOf = (rows: readonly Float64Array[], at: number): Float64Array => rows[at] as Float64Array;

/** From row `from` on, every row is the one before it with one more item. */
function addItems(rows: readonly Float64Array[], success: Float64Array, { from, sizeBefore }: { readonly from: number; readonly sizeBefore: number }): void {
  for (let item = from; item < success.length; item += 1) addItem(rowOf(rows, item), rowOf(rows, item + 1), { success: success[item] as number, most: sizeBefore + 1 + item - from });
}

/** Σ back(s + 1)·forward(s)·p for each later item, the item's partner among those right; `back` runs from the last item to the first and is used up. */
function jointWithLater(item: number, { success, forward, back }: { readonly success: Float64Array; readonly forward: readonly Float64Array[]; readonly back: Float64Array }, add: (later: number, joint: number) => void): void {
  const size = success.length;
  for (let later = size - 1; later > item; later -= 1) {
    const other = success[later] as number;
    const before = rowOf(forward, later);
    let both = 0;
    for (let score = 0; score < later; score += 1) both += (before[score] as number) * (back[score + 1] as number);
    add(later, other * both);
    for (let score = 0; score <= size; score += 1) back[score] = (1 - other) * (back[score] as number) + other * (back[score + 1] as number);
  }
}

/**
 * The elementary symmetric functions γ_r and their derivatives, as probabilities: γ_r is, up to known factors, the probability f(r) that independent successes p_j sum to r,
 * and P(X_j = 1 | r) = p_j f⁽⁻ʲ⁾(r − 1) ÷ f(r). Everything is sums of positive terms (the sum algorithm; the second derivatives by a backward pass), so that no digits cancel.
 * Costs the cube of the number of items. Null when a score that occurred is so improbable that its probability underflows.
 * Source: G. Fischer, Einführung in die Theorie psychologischer Tests (1974); E. Andersen 1972.
 */
export function conditionalPart({ countByScore }: ScoreGroup, easiness: Float64Array): ConditionalPart | null {
  const size = easiness.length;
  const people = countByScore.reduce((sum, count) => sum + count, 0);
  const shift = middlingShift(easiness, countByScore.reduce((sum, count, score) => sum + count * score, 0) / people);
  const success = easiness.map((value) => logisticOf(value + shift));
  const prefix = rowsFor(size);
  rowOf(prefix, 0)[0] = 1;
  addItems(prefix, success, { from: 0, sizeBefore: 0 });
  const total = rowOf(prefix, size);
  if (countByScore.some((count, score) => count > 0 && !((total[score] as number) > 1e-290))) return null;

  const norm = easiness.reduce((sum, value) => sum + logOfOnePlusExp(value + shift), 0);
  const logSum = countByScore.reduce((sum, count, score) => (count === 0 ? sum : sum + count * (Math.log(total[score] as number) + norm - score * shift)), 0);
  const expected = new Float64Array(size);
  const curvature = new Float64Array(size * size);
  const givenScore = rowsFor(size);
  const forward = rowsFor(size);
  const back = new Float64Array(size + 2);
  for (let item = 0; item < size; item += 1) {
    const own = success[item] as number;
    const given = rowOf(givenScore, item);
    // without the item: go on from what stands before it
    rowOf(forward, item + 1).set(rowOf(prefix, item));
    addItems(forward, success, { from: item + 1, sizeBefore: item });
    const without = rowOf(forward, size);
    back.fill(0);
    for (let score = 1; score <= size; score += 1) {
      const count = countByScore[score] as number;
      if (count === 0) continue;
      given[score] = (own * (without[score - 1] as number)) / (total[score] as number);
      expected[item] = (expected[item] as number) + count * (given[score] as number);
      back[score - 1] = (count * own) / (total[score] as number);
    }
    jointWithLater(item, { success, forward, back }, (later, joint) => { curvature[item * size + later] = joint; });
    curvature[item * size + item] = expected[item] as number;
  }
  const probabilities = givenScore.slice(0, size);
  subtractMeans(curvature, probabilities, countByScore);
  return { logSum, expected, curvature, givenScore: probabilities };
}

/** Second derivatives from joint probabilities: Σ N_r (P(X_j = X_k = 1 | r) − P(X_j = 1 | r)·P(X_k = 1 | r)), filled in on both sides. */
function subtractMeans(curvature: Float64Array, givenScore: readonly Float64Array[], countByScore: Float64Array): void {
  const size = givenScore.length;
  givenScore.forEach((left, row) => {
    for (let column = row; column < size; column += 1) {
      const right = rowOf(givenScore, column);
      let product = 0;
      for (let score = 1; score <= size; score += 1) product += (countByScore[score] as number) * (left[score] as number) * (right[score] as number);
      const value = (curvature[row * size + column] as number) - product;
      curvature[row * size + column] = value;
      curvature[column * size + row] = value;
    }
  });
}
