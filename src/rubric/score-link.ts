import { type Confidence, type ConfidenceLevel, type Estimate, type EstimateResult, mean, meanEstimate, standardNormalQuantile, studentQuantile, variance } from "../statistics/index.js";

/** The two scores of one observation that was scored by both versions. */
export interface ScorePair {
  /** The score by the old version. */
  readonly fromScore: number;
  /** The score by the new version. */
  readonly intoScore: number;
}

/** How scores of one version read on the scale of another: into = intercept + slope · from. */
export interface ScoreLink {
  /** Standard deviation of the new scores ÷ that of the old ones, with Pitman's interval. */
  readonly slope: Estimate;
  /** What the old score 0 reads as, with its interval. */
  readonly intercept: Estimate;
  /** New − old score of the same observations, the mean: not 0 where one version is the harsher. */
  readonly meanDifference: EstimateResult;
  /** How alike the two versions put observations in order, with Fisher's interval. */
  readonly correlation: Estimate;
}

/** What a link is computed from. */
export interface Link {
  readonly n: number;
  readonly from: { readonly mean: number; readonly deviation: number; readonly lowest: number; readonly highest: number };
  readonly into: { readonly mean: number; readonly deviation: number };
  readonly correlation: number;
}

/** The moments of both scores; none where one of them does not vary. Three pairs or more. */
export function linkThrough(pairs: readonly ScorePair[]): Link | null {
  const [from, into] = [pairs.map(({ fromScore }) => fromScore), pairs.map(({ intoScore }) => intoScore)];
  const [fromMean, intoMean] = [mean(from), mean(into)];
  const [fromVariance, intoVariance] = [variance(from), variance(into)];
  const isConstant = (spread: number, middle: number): boolean => spread <= 1e-24 * Math.max(1, middle * middle);
  if (isConstant(fromVariance, fromMean) || isConstant(intoVariance, intoMean)) return null;
  const covariance = pairs.reduce((sum, { fromScore, intoScore }) => sum + (fromScore - fromMean) * (intoScore - intoMean), 0) / (pairs.length - 1);
  return {
    n: pairs.length,
    from: { mean: fromMean, deviation: Math.sqrt(fromVariance), lowest: from.reduce((least, score) => Math.min(least, score)), highest: from.reduce((most, score) => Math.max(most, score)) },
    into: { mean: intoMean, deviation: Math.sqrt(intoVariance) },
    correlation: Math.min(1, Math.max(-1, covariance / Math.sqrt(fromVariance * intoVariance))),
  };
}

const normalScoreOf = (level: ConfidenceLevel): number => standardNormalQuantile((1 + level) / 2);
const around = (estimate: number, half: number, level: ConfidenceLevel): Confidence => ({ lower: estimate - half + 0, upper: estimate + half + 0, level });

/** Fisher's interval: atanh(r) is nearly normal with standard deviation 1 ÷ √(n − 3). */
export function correlationInterval({ n, correlation }: Link, level: ConfidenceLevel): Confidence {
  const half = normalScoreOf(level) / Math.sqrt(n - 3);
  return { lower: Math.tanh(Math.atanh(correlation) - half), upper: Math.tanh(Math.atanh(correlation) + half), level };
}

/**
 * Linear linking on one sample scored twice: into(x) = ȳ + (s_y ÷ s_x)(x − x̄). Its standard error, for normal scores:
 *   s_y √((1 − r) (2 + (1 + r) z²) ÷ n), z = (x − x̄) ÷ s_x.
 * A regression would pull old scores towards the mean and so flatten a trend; linking keeps their spread.
 */
export function linkedScore({ n, from, into, correlation }: Link, score: number, level: ConfidenceLevel): { readonly score: number; readonly confidence: Confidence } {
  const distance = (score - from.mean) / from.deviation;
  const linked = into.mean + into.deviation * distance + 0;
  const error = into.deviation * Math.sqrt(((1 - correlation) * (2 + (1 + correlation) * distance * distance)) / n);
  return { score: linked, confidence: around(linked, normalScoreOf(level) * error, level) };
}

/** Pitman (1939): slope · √(K ± √(K² − 1)), K = 1 + 2 (1 − r²) t² ÷ (n − 2), t Student's with n − 2 degrees of freedom. */
function slopeEstimate({ n, from, into, correlation }: Link, level: ConfidenceLevel): Estimate {
  const slope = into.deviation / from.deviation;
  const t = studentQuantile({ probability: (1 + level) / 2, degreesOfFreedom: n - 2 });
  const excess = (2 * (1 - correlation * correlation) * t * t) / (n - 2);
  // √(K² − 1), without the loss of digits where K is near 1
  const root = Math.sqrt(excess * (2 + excess));
  const widest = Math.sqrt(1 + excess + root);
  return { estimate: slope, confidence: { lower: slope / widest, upper: slope * widest, level }, n, method: "pitman", warnings: [] };
}

/** The link as it is reported. */
export function scoreLink(pairs: readonly ScorePair[], link: Link, level: ConfidenceLevel): ScoreLink {
  const { score: intercept, confidence } = linkedScore(link, 0, level);
  return {
    slope: slopeEstimate(link, level),
    intercept: { estimate: intercept, confidence, n: link.n, method: "linear-linking", warnings: [] },
    meanDifference: meanEstimate({ values: pairs.map(({ fromScore, intoScore }) => intoScore - fromScore), confidenceLevel: level }),
    correlation: { estimate: link.correlation, confidence: correlationInterval(link, level), n: link.n, method: "fisher", warnings: [] },
  };
}
