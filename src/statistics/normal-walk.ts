import { legendreNodes } from "./gauss-legendre.js";
import { normalProbability } from "./normal.js";

/** Where a normal walk is before its next step: places, and the probability that each stands for. */
export interface Walk {
  readonly places: Float64Array;
  readonly weights: Float64Array;
}

/** Where a walk is at 0, before its first step. */
export const startedWalk: Walk = { places: Float64Array.of(0), weights: Float64Array.of(1) };

/** Nodes of one stretch. */
const NODE_COUNT = 16;
const nodes = legendreNodes(NODE_COUNT);
/** How many standard deviations of a step one stretch of nodes spans: a bell is added up there to about 15 digits. */
const STRETCH = 2.5;
/** A step farther than this many standard deviations counts for nothing. */
const FAR = 9;

/** The probability that the next step, with standard deviation `deviation`, ends above `limit`. */
export function probabilityAbove({ places, weights }: Walk, deviation: number, limit: number): number {
  let sum = 0;
  for (let index = 0; index < places.length; index += 1) sum += (weights[index] ?? 0) * normalProbability(((places[index] ?? 0) - limit) / deviation);
  return sum;
}

/** A step of a walk, and between which limits it goes on. */
interface Step {
  /** The standard deviation of this step. */
  readonly deviation: number;
  /** That of the step after it, or of this one if there is none. */
  readonly nextDeviation: number;
  readonly low: number;
  readonly high: number;
}

/** The density after a step at a place; the places are in ascending order, and only near ones are looked at. */
function densityAt({ places, weights }: Walk, deviation: number, place: number, from: number): number {
  let sum = 0;
  for (let index = from; index < places.length; index += 1) {
    const away = (place - (places[index] ?? 0)) / deviation;
    if (away < -FAR) break;
    sum += (weights[index] ?? 0) * Math.exp(-0.5 * away * away);
  }
  return sum / (deviation * Math.sqrt(2 * Math.PI));
}

/**
 * The walk after a step, as far as it goes on between the limits: the density of before, convolved with a bell, by the rule of Gauss and Legendre on stretches narrower than either bell.
 * Source: P. Armitage, C. McPherson, B. Rowe, "Repeated significance tests on accumulating data", JRSS A 132 (1969).
 */
export function walkedOn(walk: Walk, { deviation, nextDeviation, low, high }: Step): Walk {
  const count = Math.max(0, Math.ceil((high - low) / (STRETCH * Math.min(deviation, nextDeviation))));
  const width = (high - low) / Math.max(1, count);
  const places = new Float64Array(count * NODE_COUNT);
  const weights = new Float64Array(count * NODE_COUNT);
  let from = 0;
  for (let index = 0; index < places.length; index += 1) {
    const node = index % NODE_COUNT;
    const place = low + width * (Math.floor(index / NODE_COUNT) + ((nodes.places[node] as number) + 1) / 2);
    while (from < walk.places.length && place - (walk.places[from] ?? 0) > FAR * deviation) from += 1;
    places[index] = place;
    weights[index] = ((nodes.weights[node] as number) * width * densityAt(walk, deviation, place, from)) / 2;
  }
  return { places, weights };
}
