import { logisticOf, logOfOnePlusExp } from "../statistics/internal.js";
import { locationsOf, type ResponseModel, slopeOf } from "./response-model.js";

/** One score of an item at one ability: the logarithm of its probability, and how that bends with ability. */
export interface ScoreCurve {
  /** ln P. */
  readonly log: number;
  /** The first derivative of ln P by ability. */
  readonly slope: number;
  /** The second derivative of ln P by ability. */
  readonly curvature: number;
}

/** Three-parameter model: P = c + (1 − c)s, s = σ(z), z = a(θ − b); 1 − P = (1 − c)(1 − s). */
function guessedCurves(guess: number, slope: number, z: number): readonly ScoreCurve[] {
  const s = logisticOf(z);
  const rest = logisticOf(-z);
  const reached = guess + (1 - guess) * s;
  const risen = (slope * (1 - guess) * s * rest) / reached;
  return [
    { log: Math.log1p(-guess) - logOfOnePlusExp(z), slope: -slope * s, curvature: -slope * slope * s * rest },
    { log: Math.log(reached), slope: risen, curvature: risen * slope * (rest - s) - risen * risen },
  ];
}

/** Graded response: P_k = σ(x_k) − σ(x_k+1) = σ(x_k)·σ(−x_k+1)·(1 − e^(x_k+1 − x_k)), so that no two nearly equal numbers meet. */
function gradedCurves(slope: number, places: readonly number[], ability: number): readonly ScoreCurve[] {
  const x = [Infinity, ...places.map((place) => slope * (ability - place)), -Infinity];
  return x.slice(0, -1).map((from, score) => {
    const to = x[score + 1] ?? -Infinity;
    const [above, notAbove, beyond, notBeyond] = [logisticOf(from), logisticOf(-from), logisticOf(to), logisticOf(-to)];
    const gap = from === Infinity || to === -Infinity ? 0 : Math.log(-Math.expm1(to - from));
    return {
      log: gap - (from === Infinity ? 0 : logOfOnePlusExp(-from)) - (to === -Infinity ? 0 : logOfOnePlusExp(to)),
      slope: slope * (notAbove - beyond),
      curvature: -slope * slope * (above * notAbove + beyond * notBeyond),
    };
  });
}

/** Generalized partial credit: ln P_k = Σ_(v ≤ k) a(θ − b_v) − ln Σ; its slope is a(k − mean), its curvature −a² times the variance of the score. */
function stepCurves(slope: number, places: readonly number[], ability: number): readonly ScoreCurve[] {
  const sums = [0];
  for (const place of places) sums.push((sums.at(-1) ?? 0) + slope * (ability - place));
  const top = Math.max(...sums);
  const topScore = sums.indexOf(top);
  const rest = sums.reduce((sum, value) => sum + Math.exp(value - top), 0);
  // without its largest term, 1, the sum keeps the digits of a probability near certainty
  const logRest = Math.log1p(sums.reduce((sum, value, index) => (index === topScore ? sum : sum + Math.exp(value - top)), 0));
  const mean = sums.reduce((sum, value, score) => sum + score * Math.exp(value - top), 0) / rest;
  const variance = sums.reduce((sum, value, score) => sum + (score - mean) ** 2 * Math.exp(value - top), 0) / rest;
  return sums.map((value, score) => ({ log: value - top - logRest + 0, slope: slope * (score - mean), curvature: -slope * slope * variance }));
}

/** Right or wrong without guessing. */
function plainCurves(slope: number, z: number): readonly ScoreCurve[] {
  const right = logisticOf(z);
  const wrong = logisticOf(-z);
  const curvature = -slope * slope * right * wrong;
  return [{ log: -logOfOnePlusExp(z) + 0, slope: -slope * right, curvature }, { log: -logOfOnePlusExp(-z) + 0, slope: slope * wrong, curvature }];
}

/** Every score of an item at one ability, from score 0 up. */
export function scoreCurves(model: ResponseModel, ability: number): readonly ScoreCurve[] {
  if (model.kind === "graded-response") return gradedCurves(model.discrimination, model.thresholdsLogits, ability);
  if (model.kind === "generalized-partial-credit") return stepCurves(model.discrimination, model.stepsLogits, ability);
  const slope = slopeOf(model);
  const z = slope * (ability - model.difficultyLogits);
  return model.kind === "three-parameter" && model.guessProbability > 0 ? guessedCurves(model.guessProbability, slope, z) : plainCurves(slope, z);
}

/** The expected information of one item about ability: Σ P·(ln P)′². */
export const informationOf = (curves: readonly ScoreCurve[]): number => curves.reduce((sum, { log, slope }) => sum + Math.exp(log) * slope * slope, 0);

/** Warm's J = Σ P′P″ ÷ P, of which the bias of the maximum likelihood estimate is made: P′ = P·s, P″ = P·(s² + c), s slope and c curvature of ln P. */
export const biasTermOf = (curves: readonly ScoreCurve[]): number => curves.reduce((sum, { log, slope, curvature }) => sum + Math.exp(log) * slope * (slope * slope + curvature), 0);

/** Beyond this distance from every bend of an item, in units of 1 ÷ slope, its curves are straight. */
const REACH = 40;

/** The lowest and highest ability at which some item still bends. */
export function bendsOf(models: readonly ResponseModel[]): readonly [lower: number, upper: number] {
  let lower = Infinity;
  let upper = -Infinity;
  for (const model of models) {
    for (const place of locationsOf(model)) {
      lower = Math.min(lower, place - REACH / slopeOf(model));
      upper = Math.max(upper, place + REACH / slopeOf(model));
    }
  }
  return [lower, upper];
}
