/**
 * Severities of everything that a score hangs on, in one block: items, then raters, then steps. Each part has the mean 0.
 * log(P_x ÷ P_{x−1}) = θ − δ_item − α_rater − τ_x.
 */
export interface FacetShape {
  readonly itemCount: number;
  readonly raterCount: number;
  /** Steps: scores in use, less one. */
  readonly stepCount: number;
}

/** Parameters in the block. */
export const parameterCount = ({ itemCount, raterCount, stepCount }: FacetShape): number => itemCount + raterCount + stepCount;
/** Where the steps begin in the block. */
export const firstStep = ({ itemCount, raterCount }: FacetShape): number => itemCount + raterCount;
/** Begin and size of each part. */
export const partsOf = ({ itemCount, raterCount, stepCount }: FacetShape): readonly (readonly [begin: number, size: number])[] => [[0, itemCount], [itemCount, raterCount], [itemCount + raterCount, stepCount]];

/** Probabilities of the scores at one ability, and ln of what they were divided by. */
export interface ScoreWeights {
  readonly weights: Float64Array;
  readonly logNorm: number;
}

/** P(x) ∝ e^(x·(θ − d) − Σ_{k ≤ x} τ_k), d the difficulty of item and rater together. */
export function scoreWeights(advantage: number, steps: Float64Array): ScoreWeights {
  const weights = new Float64Array(steps.length + 1);
  let [log, top] = [0, 0];
  for (let score = 1; score < weights.length; score += 1) {
    log += advantage - (steps[score - 1] as number);
    weights[score] = log;
    if (log > top) top = log;
  }
  let total = 0;
  for (let score = 0; score < weights.length; score += 1) total += weights[score] = Math.exp((weights[score] as number) - top);
  for (let score = 0; score < weights.length; score += 1) weights[score] = (weights[score] as number) / total;
  return { weights, logNorm: top + Math.log(total) };
}

/** Mean and central moments of a score. */
export interface ScoreMoments {
  readonly mean: number;
  readonly variance: number;
  readonly third: number;
  readonly fourth: number;
}

/** Moments of a score by its probabilities. */
export function momentsOf(weights: Float64Array): ScoreMoments {
  let mean = 0;
  for (let score = 1; score < weights.length; score += 1) mean += score * (weights[score] as number);
  let [variance, third, fourth] = [0, 0, 0];
  for (let score = 0; score < weights.length; score += 1) {
    const distance = score - mean;
    const square = distance * distance * (weights[score] as number);
    variance += square;
    third += square * distance;
    fourth += square * distance * distance;
  }
  return { mean, variance, third, fourth };
}
