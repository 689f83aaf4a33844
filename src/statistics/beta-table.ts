import { betaQuantile } from "./beta.js";
import { betaPower } from "./incomplete-beta.js";
import { gaussianDensity, normalProbability } from "./normal.js";

/** How far from the middle a normal score can lie: the uniform numbers that scores are made of stop short of it. */
export const FARTHEST_SCORE = 8.5;
/** How far a table may be off halfway between two of its places. */
const closeEnough = 1e-9;
const mostSteps = 8192;

/** A place of the table: the share x there, and how steeply it rises with the normal score. */
interface Place {
  readonly x: number;
  readonly slope: number;
}

/** x = F⁻¹(Φ(z)), and dx/dz = φ(z) · x · y · B(a, b) / (x^a · y^b). */
function placeOf(a: number, b: number, score: number): Place {
  const { x, y } = betaQuantile({ a, b, lowerTail: normalProbability(score), upperTail: normalProbability(-score) });
  const power = x === 0 || y === 0 ? 0 : betaPower({ a, b, x, y });
  return { x, slope: power === 0 ? 0 : (gaussianDensity(score) * x * y) / power };
}

/** Between two places: value, and three coefficients of a cubic in the share of the way, held to slopes with which it cannot turn back (Fritsch and Carlson 1980). */
function cubicOf(left: Place, right: Place, step: number): readonly [number, number, number, number] {
  const rise = right.x - left.x;
  const [from, to] = [Math.min(left.slope * step, 3 * rise), Math.min(right.slope * step, 3 * rise)];
  return [left.x, from, 3 * rise - 2 * from - to, from + to - 2 * rise];
}

/** The places of a table with twice the steps. */
function refined(places: readonly Place[], at: (score: number) => Place): readonly Place[] {
  const step = (2 * FARTHEST_SCORE) / (places.length - 1);
  return places.flatMap((place, index) => (index === places.length - 1 ? [place] : [place, at(-FARTHEST_SCORE + (index + 0.5) * step)]));
}

/** The greatest distance halfway between two places of a table from the exact one. */
function errorOf(places: readonly Place[], exact: readonly Place[]): number {
  const step = (2 * FARTHEST_SCORE) / (places.length - 1);
  let worst = 0;
  for (let index = 0; index + 1 < places.length; index += 1) {
    const [start, linear, square, cube] = cubicOf(places[index] as Place, places[index + 1] as Place, step);
    worst = Math.max(worst, Math.abs(start + linear / 2 + square / 4 + cube / 8 - (exact[2 * index + 1] as Place).x));
  }
  return worst;
}

type Table = (scores: Float64Array) => void;

function tableOf(a: number, b: number): Table {
  const at = (score: number): Place => placeOf(a, b, score);
  let places: readonly Place[] = Array.from({ length: 129 }, (_, index) => at(-FARTHEST_SCORE + (index * 2 * FARTHEST_SCORE) / 128));
  for (let isClose = false; !isClose && places.length <= mostSteps;) {
    const next = refined(places, at);
    isClose = errorOf(places, next) <= closeEnough;
    places = next;
  }
  const steps = places.length - 1;
  const perScore = steps / (2 * FARTHEST_SCORE);
  const cubics = new Float64Array(4 * steps);
  for (let index = 0; index < steps; index += 1) cubics.set(cubicOf(places[index] as Place, places[index + 1] as Place, 1 / perScore), 4 * index);
  return (scores) => {
    for (let index = 0; index < scores.length; index += 1) {
      const position = ((scores[index] as number) + FARTHEST_SCORE) * perScore;
      const cell = Math.floor(position);
      const t = position - cell;
      const start = 4 * cell;
      scores[index] = (((cubics[start + 3] as number) * t + (cubics[start + 2] as number)) * t + (cubics[start + 1] as number)) * t + (cubics[start] as number);
    }
  };
}

/** The tables that were used last, by shape: an analysis asks for the same few again and again, and each takes thousands of exact quantiles. It changes no bit. */
const known = new Map<string, Table>();
const mostKnown = 32;

/**
 * Turns normal scores into quantiles of Beta(a, b), in place: cubics between exact places, as many as it takes for 1e-9 of the range (8,192 at most), never falling.
 * Source: F. Fritsch, R. Carlson, "Monotone piecewise cubic interpolation", SIAM Journal on Numerical Analysis 17 (1980).
 */
export function betaTable(a: number, b: number): Table {
  const shape = `${String(a)} ${String(b)}`;
  const table = known.get(shape) ?? tableOf(a, b);
  // the one used last stands last
  known.delete(shape);
  known.set(shape, table);
  if (known.size > mostKnown) known.delete(known.keys().next().value as string);
  return table;
}
