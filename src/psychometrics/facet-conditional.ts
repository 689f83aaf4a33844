import { inverseOfPositive, timesVector } from "../statistics/internal.js";
import type { InformativeRatings } from "./informative-ratings.js";
import { groupMeans, groupMoments, type RatingGroup } from "./rating-group.js";
import { type FacetShape, firstStep, parameterCount, partsOf } from "./rating-scale.js";

/** Informative people in groups. */
export interface GroupedRatings {
  readonly shape: FacetShape;
  readonly groups: readonly RatingGroup[];
  /** What was counted for each parameter: scores of items and of raters, steps reached. */
  readonly counts: Float64Array;
}

/** Groups of informative people with the same cells and the same total. */
export function groupedRatings({ cells, isInformative, usedScores }: InformativeRatings): GroupedRatings {
  const shape = { itemCount: cells.itemIds.length, raterCount: cells.raterIds.length, stepCount: usedScores.length - 1 };
  const counts = new Float64Array(parameterCount(shape));
  const groups = new Map<string, RatingGroup>();
  isInformative.forEach((informative, person) => {
    if (informative === 0) return;
    const [from, to] = [cells.begins[person] as number, cells.begins[person + 1] as number];
    const [items, raters, scores] = [cells.items.subarray(from, to), cells.raters.subarray(from, to), cells.scores.subarray(from, to)];
    scores.forEach((score, index) => {
      for (const place of [items[index] as number, shape.itemCount + (raters[index] as number)]) counts[place] = (counts[place] as number) + score;
      for (let step = 0; step < score; step += 1) counts[firstStep(shape) + step] = (counts[firstStep(shape) + step] as number) + 1;
    });
    const total = scores.reduce((sum, score) => sum + score, 0);
    const key = `${String(total)}:${String.fromCharCode(...items)}:${String.fromCharCode(...raters)}`;
    const group = groups.get(key) ?? { items, raters, total, persons: [] };
    group.persons.push(person);
    groups.set(key, group);
  });
  return { shape, groups: [...groups.values()], counts };
}

/** Operations of one step: for every parameter that a group touches a walk over its ratings, partial sums and scores. */
export const operationsOf = ({ shape, groups }: GroupedRatings): number =>
  groups.reduce((sum, { items, raters, total }) => sum + (new Set(items).size + new Set(raters).size + shape.stepCount) * items.length * (total + 1) * (shape.stepCount + 1) * 2, 0);

interface ConditionalState {
  readonly logLikelihood: number;
  /** By difficulty: more counts than expected make easier. */
  readonly gradient: Float64Array;
}

/** Given every total, ln L = −β·counts − Σ ln γ; its gradient is expected less counted. */
function conditionalState({ shape, groups, counts }: GroupedRatings, parameters: Float64Array): ConditionalState {
  const gradient = counts.map((count) => -count);
  let logLikelihood = -counts.reduce((sum, count, place) => sum + count * (parameters[place] as number), 0);
  for (const group of groups) {
    const { logSum, places, expected } = groupMeans(group, parameters, shape);
    const people = group.persons.length;
    logLikelihood -= people * logSum;
    places.forEach((place, row) => { gradient[place] = (gradient[place] as number) + people * (expected[row] as number); });
  }
  return { logLikelihood, gradient };
}

/** The observed information, which here is the expected one too: the covariance of the counts given every total. */
function information({ shape, groups }: GroupedRatings, parameters: Float64Array): Float64Array {
  const size = parameterCount(shape);
  const matrix = new Float64Array(size * size);
  for (const group of groups) {
    const { places, covariance } = groupMoments(group, parameters, shape);
    places.forEach((place, row) => { places.forEach((other, column) => { matrix[place * size + other] = (matrix[place * size + other] as number) + group.persons.length * (covariance[row * places.length + column] as number); }); });
  }
  return matrix;
}

/** Difficulties, severities and steps with their covariance. */
export interface FacetSolution {
  readonly parameters: Float64Array;
  readonly covariance: Float64Array;
  readonly logLikelihood: number;
  readonly stepCount: number;
}

/** No solution, and the parameters that grow without end. */
export interface NoFacetSolution {
  readonly reason: "boundless" | "no-information" | "not-settled";
  readonly places: readonly number[];
}

/** Beyond it no severity is believed: e^25 to one. */
const FARTHEST = 25;

/** A matrix whose parts (see `partsOf`) each have no bottom along their common direction: its inverse on the rest, or null. */
export function inverseBesides(matrix: Float64Array, shape: { readonly size: number; readonly parts: readonly (readonly [begin: number, size: number])[] }): Float64Array | null {
  const { size, parts } = shape;
  const trace = Array.from({ length: size }, (_, place) => matrix[place * (size + 1)] as number).reduce((sum, value) => sum + value, 0);
  const weighted = parts.filter(([, length]) => length > 0).map(([begin, length]) => ({ begin, end: begin + length, kappa: (trace === 0 ? 1 : trace) / (size * length) }));
  const shifted = (from: Float64Array, amount: (kappa: number, length: number) => number): Float64Array => {
    const to = from.slice();
    for (const { begin, end, kappa } of weighted) for (let row = begin; row < end; row += 1) for (let column = begin; column < end; column += 1) to[row * size + column] = (to[row * size + column] as number) + amount(kappa, end - begin);
    return to;
  };
  const inverse = inverseOfPositive(shifted(matrix, (kappa) => kappa), size);
  if (inverse === null) return null;
  const covariance = shifted(inverse, (kappa, length) => -1 / (kappa * length * length));
  // a part of one is 0 by definition, not but for rounding
  for (const { begin, end } of weighted) if (end - begin === 1) for (let place = 0; place < size; place += 1) covariance[begin * size + place] = covariance[place * size + begin] = 0;
  return covariance;
}

const extremesOf = (parameters: Float64Array): readonly number[] => {
  const farthest = parameters.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return farthest < FARTHEST / 2 ? [] : [...parameters.keys()].filter((place) => Math.abs(parameters[place] as number) > farthest / 2);
};

/** Goes along a direction, at most 1 far, and half as far as often as that leads down. */
function climbed(grouped: GroupedRatings, from: { readonly parameters: Float64Array; readonly state: ConditionalState }, direction: Float64Array): { readonly parameters: Float64Array<ArrayBuffer>; readonly state: ConditionalState } {
  let share = 1 / Math.max(1, longestOf(direction));
  for (let halving = 0; ; halving += 1, share /= 2) {
    const parameters = plus(from.parameters, direction, share);
    const state = conditionalState(grouped, parameters);
    // a step that rounding alone makes look like one down is taken
    if (state.logLikelihood >= from.state.logLikelihood - 1e-10 * Math.abs(from.state.logLikelihood) || halving === 40) return { parameters, state };
  }
}

const plus = (from: Float64Array, direction: Float64Array, share = 1): Float64Array<ArrayBuffer> => Float64Array.from(from, (value, place) => value + share * (direction[place] as number));

const longestOf = (steps: Float64Array): number => steps.reduce((most, step) => Math.max(most, Math.abs(step)), 0);

/**
 * Conditional maximum likelihood of the many-facet Rasch model with one rating scale: given everybody's total, abilities drop out, so that it does not matter who was rated by whom.
 * Newton's method on a likelihood without hollows; the information, which costs most, is taken anew only where steps no longer shrink to a fifth, and at the end. Each part sums to 0.
 */
export function facetConditional(grouped: GroupedRatings, mostSteps: number): FacetSolution | NoFacetSolution {
  const { shape } = grouped;
  const layout = { size: parameterCount(shape), parts: partsOf(shape) };
  let at = { parameters: new Float64Array(layout.size), state: conditionalState(grouped, new Float64Array(layout.size)) };
  let covariance: Float64Array | null = null;
  let before = 0;
  for (let stepCount = 1; stepCount <= mostSteps; stepCount += 1) {
    let newton = covariance === null ? null : timesVector(covariance, at.state.gradient);
    if (newton === null || longestOf(newton) > before / 5 || longestOf(newton) < 1e-9) {
      covariance = inverseBesides(information(grouped, at.parameters), layout);
      if (covariance === null) {
        const places = extremesOf(at.parameters);
        return { reason: places.length > 0 ? "boundless" : "no-information", places };
      }
      newton = timesVector(covariance, at.state.gradient);
      // so near that one more step needs no looking back
      if (longestOf(newton) < 1e-8) return { parameters: plus(at.parameters, newton), covariance, logLikelihood: at.state.logLikelihood, stepCount };
    }
    before = longestOf(newton);
    at = climbed(grouped, at, newton);
    if (longestOf(at.parameters) > FARTHEST) return { reason: "boundless", places: extremesOf(at.parameters) };
  }
  return { reason: "not-settled", places: [] };
}
