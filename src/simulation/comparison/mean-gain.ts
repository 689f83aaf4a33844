import { type Distribution, distributionMoments } from "../../statistics/index.js";
import { columnChange, gaussianDensity, normalProbability } from "../../statistics/internal.js";

/** How many equally likely slices all continuous inputs are cut into together; an input is looked at in the middle of each of its own. */
const ALL_SLICES = 65_536 * 128;
/** The slices of one input: 65,536 for up to 128 inputs, fewer for more of them, as thousands of inputs would else take minutes; never fewer than 1,024. */
export const sliceCountOf = (inputCount: number): number => Math.max(1024, Math.min(65_536, Math.floor(ALL_SLICES / inputCount)));

/** An option's mean outcome as a line in the distance of one input from its mean. */
export interface MeanLine {
  /** At the input's mean. */
  readonly mean: number;
  readonly slope: number;
}
/** Where one line takes over from another as the best, and by how much the steeper one gains from there on. */
interface Kink {
  readonly distance: number;
  readonly steeper: number;
}
/** How far a number lies beyond a distance from its mean, on average, on the side away from the mean: E[(X − μ − t)⁺] for t ≥ 0, E[(t − X + μ)⁺] below. */
type MeanExcess = (distance: number) => number;

/** The kinks of the greatest of all lines, from the left. */
function kinksOf(lines: readonly MeanLine[]): readonly Kink[] {
  const hull: MeanLine[] = [];
  const crossing = (flat: MeanLine, steep: MeanLine): number => (flat.mean - steep.mean) / (steep.slope - flat.slope);
  for (const line of [...lines].sort((one, other) => one.slope - other.slope || one.mean - other.mean)) {
    // of parallel lines the higher one comes later
    if (hull.at(-1)?.slope === line.slope) hull.pop();
    for (let [before, last] = hull.slice(-2); before !== undefined && last !== undefined && crossing(last, line) <= crossing(before, last); [before, last] = hull.slice(-2)) hull.pop();
    hull.push(line);
  }
  return hull.slice(1).map((line, place) => { const before = hull[place] as MeanLine; return { distance: crossing(before, line), steeper: line.slope - before.slope }; });
}

/** Of a normal number the excess is σ [φ(z) − z (1 − Φ(z))] with z = |t| ÷ σ: R. Schlaifer's unit normal loss (1959). */
const normalExcess = (standardDeviation: number): MeanExcess => (distance) => {
  if (standardDeviation === 0) return 0;
  const score = Math.abs(distance) / standardDeviation;
  return Math.max(0, standardDeviation * (gaussianDensity(score) - score * normalProbability(-score)));
};

/** Equally likely values of a distribution. */
function sliced(distribution: Distribution, sliceCount: number): Float64Array {
  if (distribution.family === "empirical" && distribution.drawn === "observed") return Float64Array.from(distribution.values).sort();
  const column = Float64Array.from({ length: sliceCount }, (_, slice) => (slice + 0.5) / sliceCount);
  columnChange(distribution, "probabilities")(column);
  return column;
}

function meanExcess(distribution: Distribution, sliceCount: number): MeanExcess {
  const { mean } = distributionMoments(distribution);
  const beyond = (value: number, distance: number): number => Math.max(0, distance < 0 ? distance - (value - mean) : value - mean - distance);
  if (distribution.family === "normal") return normalExcess(distribution.standardDeviation);
  if (distribution.family === "discrete") return (distance) => distribution.outcomes.reduce((sum, { value, probability }) => sum + probability * beyond(value, distance), 0);
  const column = sliced(distribution, sliceCount);
  // what the slices miss of the mean lies in the long upper tail: no family has a lower one but the normal, which stands above
  const missed = mean - column.reduce((sum, value) => sum + value, 0) / column.length;
  return (distance) => {
    const excess = column.reduce((sum, value) => sum + beyond(value, distance), 0) / column.length;
    return excess === 0 || distance < 0 ? excess : Math.max(0, excess + missed);
  };
}

/**
 * By how much the best of several options, chosen when a number is known, is better on average than the one that is best at its mean: each kink of the greatest line counts with how far the number passes it.
 *
 *   E[max lines] − max E[lines] = Σ over kinks (steeper − flatter) E[what lies beyond the kink, away from the mean]
 *
 * Source: P. Frazier, W. Powell, S. Dayanik, "The knowledge-gradient policy for correlated normal beliefs", INFORMS Journal on Computing 21 (2009), section 4, for a normal number; the sum holds for any.
 */
const meanGain = (lines: readonly MeanLine[], excess: MeanExcess): number => kinksOf(lines).reduce((sum, { distance, steeper }) => sum + steeper * excess(distance), 0);

/** The gain from knowing an input of this distribution before choosing between options; a continuous one is looked at slice by slice. */
export function gainFromInput(distribution: Distribution, lines: readonly MeanLine[], sliceCount: number): number {
  // where no kink is there is nothing to integrate
  return kinksOf(lines).length === 0 ? 0 : meanGain(lines, meanExcess(distribution, sliceCount));
}
/** The gain from learning something whose mean will vary normally by this standard deviation. */
export const gainFromNormal = (standardDeviation: number, lines: readonly MeanLine[]): number => meanGain(lines, normalExcess(standardDeviation));

