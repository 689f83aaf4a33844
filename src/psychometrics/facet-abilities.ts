import type { RatingCells } from "./facet-ratings.js";
import { type FacetShape, firstStep, momentsOf, parameterCount, scoreWeights } from "./rating-scale.js";

/** What a person's ratings say. */
export interface FacetAbility {
  readonly ability: number;
  readonly standardError: number;
  /** Whether all ratings are the lowest or the highest: then the method decides how far out. */
  readonly extreme: "all-lowest" | "all-highest" | null;
}

/** Severities with their covariance. */
export interface Severities {
  readonly shape: FacetShape;
  readonly parameters: Float64Array;
  readonly covariance: Float64Array;
}

interface Ratings {
  readonly difficulties: Float64Array;
  readonly steps: Float64Array;
  readonly total: number;
}

/** Warm's equation r − E + J ÷ 2I = 0 at an ability, and its slope but for the last part, −I. For these models J = Σ third moments (Warm 1989; Penfield and Bergeron 2005). */
function warm({ difficulties, steps, total }: Ratings, ability: number): { readonly value: number; readonly information: number } {
  let [expected, information, bias] = [0, 0, 0];
  for (const difficulty of difficulties) {
    const { mean, variance, third } = momentsOf(scoreWeights(ability - difficulty, steps).weights);
    expected += mean;
    information += variance;
    bias += third;
  }
  return { value: total - expected + bias / (2 * information), information };
}

/** Where Warm's equation holds: Newton's steps inside a bracket that halves. */
function weightedAbility(ratings: Ratings): number {
  const { difficulties, steps } = ratings;
  const reach = 30 + steps.reduce((most, step) => Math.max(most, Math.abs(step)), 0);
  let low = Math.min(...difficulties) - reach;
  let high = Math.max(...difficulties) + reach;
  let ability = difficulties.reduce((sum, value) => sum + value, 0) / difficulties.length;
  for (let round = 0; round < 200; round += 1) {
    const { value, information } = warm(ratings, ability);
    if (value > 0) low = ability;
    else high = ability;
    const newton = ability + value / information;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - ability) < 1e-10 * (1 + Math.abs(ability))) return next;
    ability = next;
  }
  return ability;
}

/**
 * How the ability moves with each parameter: by the share of the information that its ratings hold; and the variance that the parameters' own uncertainty adds.
 * dθ/dδ = Σ Var x ÷ I over the item's ratings, dθ/dτ_k = Σ Cov(x, x ≥ k) ÷ I.
 */
function addedVariance(ratings: Ratings, places: readonly (readonly [item: number, rater: number])[], at: { readonly ability: number; readonly severities: Severities }): { readonly information: number; readonly added: number } {
  const { shape, covariance } = at.severities;
  const slopes = new Map<number, number>();
  const add = (place: number, amount: number): void => { slopes.set(place, (slopes.get(place) ?? 0) + amount); };
  let information = 0;
  ratings.difficulties.forEach((difficulty, index) => {
    const { weights } = scoreWeights(at.ability - difficulty, ratings.steps);
    const { mean, variance } = momentsOf(weights);
    information += variance;
    for (const place of places[index] ?? []) add(place, variance);
    let above = 0;
    for (let score = weights.length - 1; score > 0; score -= 1) {
      above += (weights[score] as number) * (score - mean);
      add(firstStep(shape) + score - 1, above);
    }
  });
  const size = parameterCount(shape);
  let added = 0;
  for (const [row, left] of slopes) for (const [column, right] of slopes) added += left * right * (covariance[row * size + column] as number);
  return { information, added: Math.max(0, added) / information ** 2 };
}

/** Everybody's ability by Warm's weighted likelihood, with what is not known of the severities counted in its standard error. People rated alike are worked out once. */
export function facetAbilities(cells: RatingCells, severities: Severities): readonly FacetAbility[] {
  const { shape, parameters } = severities;
  const known = new Map<string, FacetAbility>();
  const steps = parameters.subarray(firstStep(shape));
  return cells.personIds.map((_, person) => {
    const [from, to] = [cells.begins[person] as number, cells.begins[person + 1] as number];
    const places = Array.from({ length: to - from }, (__, offset) => [cells.items[from + offset] as number, shape.itemCount + (cells.raters[from + offset] as number)] as const);
    const total = cells.scores.subarray(from, to).reduce((sum, score) => sum + score, 0);
    const key = `${String(total)}:${places.join()}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const ratings = { difficulties: Float64Array.from(places, ([item, rater]) => (parameters[item] as number) + (parameters[rater] as number)), steps, total };
    const ability = weightedAbility(ratings);
    const { information, added } = addedVariance(ratings, places, { ability, severities });
    const found: FacetAbility = { ability, standardError: Math.sqrt(1 / information + added), extreme: total === 0 ? "all-lowest" : total === places.length * steps.length ? "all-highest" : null };
    known.set(key, found);
    return found;
  });
}

/** The score that a rater and an item of mean severity would give at an ability, and how it rises with it. */
export function fairScore(ability: number, steps: Float64Array, usedScores: readonly number[]): { readonly score: number; readonly slope: number } {
  const { weights } = scoreWeights(ability, steps);
  const { mean } = momentsOf(weights);
  let [score, slope] = [0, 0];
  weights.forEach((weight, rank) => {
    score += weight * (usedScores[rank] as number);
    slope += weight * (rank - mean) * (usedScores[rank] as number);
  });
  return { score, slope };
}
