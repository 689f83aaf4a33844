import { parameterCount, type FacetShape, firstStep, scoreWeights, momentsOf } from "./rating-scale.js";

/** People who were rated by the same raters at the same items and have the same total. */
export interface RatingGroup {
  readonly items: Int32Array;
  readonly raters: Int32Array;
  readonly total: number;
  /** Their places. */
  readonly persons: number[];
}

/** What a group expects of its ratings, given the total. */
interface GroupExpectation {
  /** ln of the sum over all ways to the total. */
  readonly logSum: number;
  /** For each rating the probability of each score: ratings times scores. */
  readonly given: Float64Array;
}

/** Partial sums of the ratings' scores, flat: ratings times scores, and ratings times sums up to the total. */
interface Chain {
  readonly ratingCount: number;
  readonly scoreCount: number;
  /** Sums from 0 to the total. */
  readonly width: number;
  readonly weights: Float64Array;
  /** The probability of each sum before a rating. */
  readonly front: Float64Array;
  /** The probability of reaching the total from each sum before a rating. */
  readonly back: Float64Array;
  readonly probability: number;
  readonly logNorm: number;
  readonly tilt: number;
}

const difficultyOf = ({ items, raters }: RatingGroup, index: number, parameters: Float64Array, { itemCount }: FacetShape): number => (parameters[items[index] as number] as number) + (parameters[itemCount + (raters[index] as number)] as number);

/** The ability at which the total is expected: given the total every ability gives the same probabilities, and there none of them is tiny. Newton's method, its steps held. */
function abilityOfTotal(group: RatingGroup, parameters: Float64Array, shape: FacetShape): number {
  const steps = parameters.subarray(firstStep(shape));
  const difficulties = Float64Array.from(group.items, (_, index) => difficultyOf(group, index, parameters, shape));
  const share = group.total / (group.items.length * steps.length);
  let ability = difficulties.reduce((sum, value) => sum + value, 0) / difficulties.length + Math.log(share / (1 - share));
  for (let round = 0; round < 100; round += 1) {
    let [expected, weight] = [0, 0];
    for (const difficulty of difficulties) {
      const { mean, variance } = momentsOf(scoreWeights(ability - difficulty, steps).weights);
      expected += mean;
      weight += variance;
    }
    const step = Math.max(-2, Math.min(2, (group.total - expected) / weight));
    ability += step;
    if (Math.abs(step) < 1e-10) break;
  }
  return ability;
}

/** Sums before a rating from which the total can still be reached, or that can be reached at all. */
const reachable = ({ ratingCount, scoreCount, width }: Chain, index: number): readonly [low: number, high: number] =>
  [Math.max(0, width - 1 - (ratingCount - index) * (scoreCount - 1)), Math.min(width - 1, index * (scoreCount - 1))];

function chainOf(group: RatingGroup, parameters: Float64Array, shape: FacetShape): Chain {
  const steps = parameters.subarray(firstStep(shape));
  const tilt = abilityOfTotal(group, parameters, shape);
  const [ratingCount, scoreCount, width] = [group.items.length, steps.length + 1, group.total + 1];
  const weights = new Float64Array(ratingCount * scoreCount);
  const front = new Float64Array((ratingCount + 1) * width);
  const back = new Float64Array((ratingCount + 1) * width);
  let logNorm = 0;
  front[0] = 1;
  for (let index = 0; index < ratingCount; index += 1) {
    const scored = scoreWeights(tilt - difficultyOf(group, index, parameters, shape), steps);
    logNorm += scored.logNorm;
    weights.set(scored.weights, index * scoreCount);
    for (let score = 0; score < scoreCount; score += 1) {
      const weight = scored.weights[score] as number;
      for (let sum = 0; sum + score < width; sum += 1) front[(index + 1) * width + sum + score] = (front[(index + 1) * width + sum + score] as number) + weight * (front[index * width + sum] as number);
    }
  }
  back[back.length - 1] = 1;
  for (let index = ratingCount - 1; index >= 0; index -= 1) {
    for (let score = 0; score < scoreCount; score += 1) {
      const weight = weights[index * scoreCount + score] as number;
      for (let sum = 0; sum + score < width; sum += 1) back[index * width + sum] = (back[index * width + sum] as number) + weight * (back[(index + 1) * width + sum + score] as number);
    }
  }
  return { ratingCount, scoreCount, width, weights, front, back, probability: front.at(-1) as number, logNorm, tilt };
}

function expectationOf(chain: Chain, total: number): GroupExpectation {
  const { ratingCount, scoreCount, width, weights, front, back, probability } = chain;
  const given = new Float64Array(weights.length);
  for (let index = 0; index < ratingCount; index += 1) {
    const [low, high] = reachable(chain, index);
    for (let score = 0; score < scoreCount; score += 1) {
      let sum = 0;
      for (let at = low; at <= high && at + score < width; at += 1) sum += (front[index * width + at] as number) * (back[(index + 1) * width + at + score] as number);
      given[index * scoreCount + score] = (sum * (weights[index * scoreCount + score] as number)) / probability;
    }
  }
  return { logSum: Math.log(probability) + chain.logNorm - total * chain.tilt, given };
}

/** What a group expects, without its second moments. */
export const groupExpectation = (group: RatingGroup, parameters: Float64Array, shape: FacetShape): GroupExpectation => expectationOf(chainOf(group, parameters, shape), group.total);

/** Parameters that a group touches, as places in the block. */
function touched({ items, raters }: RatingGroup, shape: FacetShape): Int32Array {
  const steps = Array.from({ length: shape.stepCount }, (_, step) => firstStep(shape) + step);
  return Int32Array.from([...[...new Set(items)].sort((left, right) => left - right), ...[...new Set(raters)].sort((left, right) => left - right).map((rater) => shape.itemCount + rater), ...steps]);
}

/** Where a rating counts among the parameters that its group touches. */
interface LocalPlaces {
  readonly item: number;
  readonly rater: number;
  readonly step: number;
}

/** Adds `amounts` of one rating, by score, to what each parameter counts. */
function spread(sums: Float64Array, amounts: Float64Array, { item, rater, step }: LocalPlaces): void {
  let above = 0;
  let product = 0;
  for (let score = amounts.length - 1; score > 0; score -= 1) {
    above += amounts[score] as number;
    product += above;
    sums[step + score - 1] = (sums[step + score - 1] as number) + above;
  }
  sums[item] = (sums[item] as number) + product;
  sums[rater] = (sums[rater] as number) + product;
}

/** What a score counts for one of them: itself for its item and its rater, 1 for every step reached. */
const countFor = (local: number, score: number, { item, rater, step }: LocalPlaces): number => (local >= step ? (score > local - step ? 1 : 0) : local === item || local === rater ? score : 0);

/** Expected counts of a group, by the parameters it touches, and what led to them. */
interface GroupMeans extends GroupExpectation {
  readonly chain: Chain;
  /** Places of the parameters that the group touches. */
  readonly places: Int32Array;
  /** Where each rating counts among them. */
  readonly at: readonly LocalPlaces[];
  readonly expected: Float64Array;
}

/** Expected counts with their covariance. */
interface GroupMoments extends GroupExpectation {
  readonly places: Int32Array;
  readonly expected: Float64Array;
  /** Touched times touched. */
  readonly covariance: Float64Array;
}

/** Counts to be expected given the total. */
export function groupMeans(group: RatingGroup, parameters: Float64Array, shape: FacetShape): GroupMeans {
  const chain = chainOf(group, parameters, shape);
  const places = touched(group, shape);
  const localOf = new Int32Array(parameterCount(shape));
  places.forEach((place, local) => { localOf[place] = local; });
  const at = Array.from(group.items, (item, index): LocalPlaces => ({ item: localOf[item] as number, rater: localOf[shape.itemCount + (group.raters[index] as number)] as number, step: places.length - shape.stepCount }));
  const expectation = expectationOf(chain, group.total);
  const expected = new Float64Array(places.length);
  at.forEach((local, index) => { spread(expected, expectation.given.subarray(index * chain.scoreCount, (index + 1) * chain.scoreCount), local); });
  return { ...expectation, chain, places, at, expected };
}

/**
 * Counts given the total, T_b = Σ_r t_b(x_r): E T_b from the scores expected of each rating, E T_b·T_c from what T_b is expected to be before a rating gets its score:
 * Σ_r Σ_x E[T_b before r, x_r = x]·t_c(x) + the same with b and c changed + Σ_r E t_b(x_r)·t_c(x_r).
 */
export function groupMoments(group: RatingGroup, parameters: Float64Array, shape: FacetShape): GroupMoments {
  const { chain, at, places, expected, given, logSum } = groupMeans(group, parameters, shape);
  const { ratingCount, scoreCount } = chain;
  const size = places.length;
  const cross = new Float64Array(size * size);
  const own = new Float64Array(size * size);
  const amounts = new Float64Array(scoreCount);
  const counts = new Float64Array(scoreCount);
  for (let local = 0; local < size; local += 1) {
    const crossRow = cross.subarray(local * size, (local + 1) * size);
    const ownRow = own.subarray(local * size, (local + 1) * size);
    let before = new Float64Array(chain.width);
    for (let index = 0; index < ratingCount; index += 1) {
      const counted = at[index] as LocalPlaces;
      for (let score = 0; score < scoreCount; score += 1) {
        counts[score] = countFor(local, score, counted);
        amounts[score] = (counts[score] as number) * (given[index * scoreCount + score] as number);
      }
      spread(ownRow, amounts, counted);
      before = advanced(chain, index, { before, counts, amounts });
      spread(crossRow, amounts, counted);
    }
  }
  const covariance = own.map((value, index) => {
    const [row, column] = [Math.floor(index / size), index % size];
    return value + (cross[index] as number) + (cross[column * size + row] as number) - (expected[row] as number) * (expected[column] as number);
  });
  return { logSum, given, places, expected, covariance };
}

/** One rating further: the count so far times the probability of each partial sum; and in `amounts`, by score, what was counted before where the total is reached. */
function advanced(chain: Chain, index: number, { before, counts, amounts }: { readonly before: Float64Array; readonly counts: Float64Array; readonly amounts: Float64Array }): Float64Array<ArrayBuffer> {
  const { scoreCount, width, weights, front, back, probability } = chain;
  const next = new Float64Array(width);
  const [low, high] = reachable(chain, index);
  for (let score = 0; score < scoreCount; score += 1) {
    const weight = weights[index * scoreCount + score] as number;
    const count = counts[score] as number;
    let meeting = 0;
    for (let sum = low; sum <= high && sum + score < width; sum += 1) {
      const counted = before[sum] as number;
      meeting += counted * (back[(index + 1) * width + sum + score] as number);
      next[sum + score] = (next[sum + score] as number) + weight * (counted + count * (front[index * width + sum] as number));
    }
    amounts[score] = (meeting * weight) / probability;
  }
  return next;
}
