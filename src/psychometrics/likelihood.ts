import { locationsOf, type ResponseModel, slopeOf } from "./response-model.js";
import { bendsOf, biasTermOf, informationOf, scoreCurves } from "./score-curve.js";

/** An item that was answered, and the score it got. */
export interface ScoredItem {
  readonly model: ResponseModel;
  readonly score: number;
}

/** What is known of an ability before the answers: normal, with this mean and standard deviation. */
export interface NormalPrior {
  readonly meanLogits: number;
  readonly standardDeviationLogits: number;
}

/** The answers of one person, seen from one ability. */
export interface LikelihoodPoint {
  readonly ability: number;
  /** ln of the probability of all answers. */
  readonly logLikelihood: number;
  /** Its derivative by ability. */
  readonly slope: number;
  /** Its expected curvature, negative: the information of the items. */
  readonly information: number;
  /** Warm's J, summed over the items. */
  readonly biasTerm: number;
}

/** All answers at one ability. */
export function likelihoodAt(items: readonly ScoredItem[], ability: number): LikelihoodPoint {
  let logLikelihood = 0;
  let slope = 0;
  let information = 0;
  let biasTerm = 0;
  for (const { model, score } of items) {
    const curves = scoreCurves(model, ability);
    const answer = curves[score];
    if (answer === undefined) throw new Error("a score beyond its item");
    logLikelihood += answer.log;
    slope += answer.slope;
    information += informationOf(curves);
    biasTerm += biasTermOf(curves);
  }
  return { ability, logLikelihood, slope, information, biasTerm };
}

/** What is to be made as high as possible: its value and its derivative at an ability. */
export type Objective = (ability: number) => { readonly value: number; readonly slope: number };

/** Where the derivative of the objective falls through 0 between two abilities: false position, and every third step a halving. */
function fallThroughZero(objective: Objective, from: number, to: number): number {
  let [low, high] = [from, to];
  let [atLow, atHigh] = [objective(low).slope, objective(high).slope];
  for (let round = 0; round < 200 && high - low > 1e-13 * (1 + Math.abs(low)); round += 1) {
    // every third step halves, so that a flat end does not hold the bracket
    const share = round % 3 === 2 ? 0.5 : atLow / (atLow - atHigh);
    const middle = low + (high - low) * Math.min(0.99, Math.max(0.01, share));
    const { slope } = objective(middle);
    if (slope === 0) return middle;
    if (slope > 0) [low, atLow] = [middle, slope];
    else [high, atHigh] = [middle, slope];
  }
  return (low + high) / 2;
}

/** At most so many abilities are looked at in search of several maxima. */
const MOST_PLACES = 2000;

/** Where a likelihood may bend: around each place of each item, in steps of half its width; thinned to what can be afforded. */
function placesOf(models: readonly ResponseModel[], prior: NormalPrior | undefined): readonly number[] {
  const steps = Array.from({ length: 49 }, (_, index) => (index - 24) / 2);
  const around = (place: number, width: number) => steps.map((step) => place + step * width);
  const all = [...models.flatMap((model) => locationsOf(model).flatMap((place) => around(place, 1 / slopeOf(model)))), ...(prior === undefined ? [] : around(prior.meanLogits, prior.standardDeviationLogits / 2))].sort((left, right) => left - right);
  const every = Math.max(1, Math.ceil(all.length / MOST_PLACES));
  const [lower, upper] = reachOf(models, prior);
  return [lower, ...all.filter((place, index) => index % every === 0 && place > lower && place < upper), upper];
}

/** Beyond these abilities nothing bends but a prior, which there points back. */
function reachOf(models: readonly ResponseModel[], prior: NormalPrior | undefined): readonly [lower: number, upper: number] {
  const [lower, upper] = bendsOf(models);
  return prior === undefined ? [lower, upper] : [Math.min(lower, prior.meanLogits) - prior.standardDeviationLogits, Math.max(upper, prior.meanLogits) + prior.standardDeviationLogits];
}

/** Only a guess makes a likelihood with several maxima: the other models bend downwards everywhere. */
const hasGuess = (items: readonly ScoredItem[]): boolean => items.some(({ model }) => model.kind === "three-parameter" && model.guessProbability > 0);

/** The ability with the highest value among those where the derivative falls through 0; null where it is highest at no finite ability. */
export function highestPoint(items: readonly ScoredItem[], objective: Objective, prior?: NormalPrior): number | null {
  const models = items.map(({ model }) => model);
  const places = hasGuess(items) ? placesOf(models, prior) : reachOf(models, prior);
  const seen = places.map((ability) => ({ ability, ...objective(ability) }));
  const border = Math.max(seen[0]?.value ?? -Infinity, seen.at(-1)?.value ?? -Infinity);
  let best: { readonly ability: number | null; readonly value: number } = { ability: null, value: border };
  for (const [index, point] of seen.entries()) {
    const before = seen[index - 1];
    if (before === undefined || !(before.slope > 0 && point.slope <= 0)) continue;
    const ability = fallThroughZero(objective, before.ability, point.ability);
    const { value } = objective(ability);
    if (value > best.value) best = { ability, value };
  }
  return best.ability;
}

/** The posterior mean and standard deviation, by the trapezoid rule over where the posterior is more than e^−40 of its height; its error is far below the ninth digit. */
export function posteriorMoments(logPosterior: (ability: number) => number, mode: number, prior: NormalPrior): { readonly mean: number; readonly standardDeviation: number } {
  const points = 400;
  const top = logPosterior(mode);
  let [lower, upper] = [Math.min(mode, prior.meanLogits) - 10 * prior.standardDeviationLogits, Math.max(mode, prior.meanLogits) + 10 * prior.standardDeviationLogits];
  for (let round = 0; ; round += 1) {
    const width = (upper - lower) / points;
    const abilities = Array.from({ length: points + 1 }, (_, index) => lower + index * width);
    const weights = abilities.map((ability) => Math.exp(logPosterior(ability) - top));
    const seen = abilities.filter((ability, index) => (weights[index] ?? 0) > 1e-18 || Math.abs(ability - mode) <= width);
    const [first = lower, last = upper] = [seen[0], seen.at(-1)];
    if (last - first > (upper - lower) / 2 || round === 30) {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const mean = abilities.reduce((sum, ability, index) => sum + (weights[index] ?? 0) * (ability - mode), 0) / total;
      const variance = abilities.reduce((sum, ability, index) => sum + (weights[index] ?? 0) * (ability - mode - mean) ** 2, 0) / total;
      return { mean: mode + mean, standardDeviation: Math.sqrt(variance) };
    }
    [lower, upper] = [first - width, last + width];
  }
}
