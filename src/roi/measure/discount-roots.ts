/** An amount at a time, below zero where it is paid; no two at one time, none of zero. */
export interface TimedAmount {
  readonly years: number;
  readonly size: number;
}

/** Where Σ size · e^(−x · years) is zero, or too near to it to tell. */
export interface DiscountRoot {
  readonly place: number;
  /** Between these places the sum cannot be told from zero. */
  readonly lowest: number;
  readonly highest: number;
  /** What the sum does as x grows. */
  readonly crossing: "falls" | "rises" | "touches";
}

/** Terms by time, their sizes as logarithms: these keep products of many differences of times within the range of numbers. */
interface Sum {
  readonly years: readonly number[];
  readonly signs: readonly number[];
  readonly logSizes: readonly number[];
}

const largestOf = (values: readonly number[]): number => values.reduce((largest, value) => Math.max(largest, value), -Infinity);

/** The sum at a place, over its largest term, and the most that rounding can have added: a term errs by its exponent, an addition by the sizes added. */
function valueAt({ years, signs, logSizes }: Sum, place: number): { readonly total: number; readonly error: number } {
  const exponents = logSizes.map((logSize, index) => logSize - (years[index] ?? 0) * place);
  const largest = largestOf(exponents);
  let [total, error] = [0, 0];
  for (let index = 0; index < years.length; index += 1) {
    const size = Math.exp((exponents[index] ?? 0) - largest);
    total += (signs[index] ?? 0) * size;
    error += size * (4 + years.length + 2 * (Math.abs(logSizes[index] ?? 0) + Math.abs((years[index] ?? 0) * place)));
  }
  return { total, error: error * Number.EPSILON };
}

/** The sign of the sum, 0 where rounding could have made it. */
function signAt(sum: Sum, place: number): number {
  const { total, error } = valueAt(sum, place);
  return Math.abs(total) <= error ? 0 : Math.sign(total);
}

const changesIn = (signs: readonly number[]): readonly number[] => [...signs.keys()].filter((index) => index > 0 && signs[index] !== signs[index - 1]);

/** Beyond these places one term, that of the first or of the last time, outweighs all others. */
function endsOf({ years, logSizes }: Sum): readonly [number, number] {
  const reach = (end: number): number =>
    1 + largestOf(years.flatMap((each, index) => (index === end ? [] : [((logSizes[index] ?? 0) - (logSizes[end] ?? 0) + Math.log(years.length)) / Math.abs(each - (years[end] ?? 0))])));
  return [-reach(years.length - 1), reach(0)];
}

/** The derivative of e^(c·x) times the sum, with c between two times whose signs differ: the signs on one side of c turn, so one change is gone. */
function derivedFrom({ years, signs, logSizes }: Sum): Sum {
  const changes = changesIn(signs);
  const at = changes[changes.length >> 1] ?? 1;
  const center = ((years[at - 1] ?? 0) + (years[at] ?? 0)) / 2;
  const grown = logSizes.map((logSize, index) => logSize + Math.log(Math.abs((years[index] ?? 0) - center)));
  const largest = largestOf(grown);
  return { years, signs: signs.map((sign, index) => (index < at ? sign : -sign)), logSizes: grown.map((logSize) => logSize - largest) };
}

/** The place between, next to which the answer changes from that of `from` to that of `to`: halved until no number lies between. */
function turnBetween(from: number, to: number, isLikeFrom: (place: number) => boolean): number {
  let [inside, outside] = [from, to];
  for (;;) {
    const middle = inside + (outside - inside) / 2;
    if (middle === inside || middle === outside) return inside;
    if (isLikeFrom(middle)) inside = middle;
    else outside = middle;
  }
}

/** The zeros of a sum that, times a factor above zero, rises or falls throughout between two cuts: it has one there when its signs differ, and none when they agree. */
function rootsBetween(sum: Sum, cuts: readonly number[]): readonly number[] {
  const [low, high] = endsOf(sum);
  const places = [low, ...cuts.filter((cut) => cut > low && cut < high), high];
  const signs = places.map((place) => signAt(sum, place));
  return places.flatMap((place, index) => {
    const [sign = 0, before = 0, previous = low] = [signs[index], signs[index - 1], places[index - 1]];
    if (sign === 0) return [place];
    return sign === -before ? [turnBetween(previous, place, (middle) => Math.sign(valueAt(sum, middle).total) === before)] : [];
  });
}

/** Neighbors between which the sum cannot be told from zero are one. */
function clustersOf(sum: Sum, places: readonly number[]): readonly (readonly number[])[] {
  const clusters: number[][] = [];
  for (const place of places) {
    const last = clusters.at(-1);
    const before = last?.at(-1);
    if (last !== undefined && before !== undefined && signAt(sum, (before + place) / 2) === 0) last.push(place);
    else clusters.push([place]);
  }
  return clusters;
}

const sumOf = (amounts: readonly TimedAmount[]): Sum => {
  const sorted = [...amounts].sort((one, other) => one.years - other.years);
  const start = sorted[0]?.years ?? 0;
  return { years: sorted.map(({ years }) => years - start), signs: sorted.map(({ size }) => Math.sign(size)), logSizes: sorted.map(({ size }) => Math.log(Math.abs(size))) };
};

/** How often the sign changes along the times: there are no more zeros than that (Descartes' rule of signs). */
export const signChangesOf = (amounts: readonly TimedAmount[]): number => changesIn(sumOf(amounts).signs).length;

/**
 * Every real zero of Σ size · e^(−x · years), none missed: between two zeros of a function stands a zero of its derivative (Rolle).
 * With c between two times whose signs differ, the derivative of e^(c·x) · sum has one change of sign less; when none is left it has no zero, and the way back up cuts each sum where that of the level below is zero.
 * A sign counts only where it outweighs the largest error that rounding can have made; a place where it does not counts as a zero.
 * Source: G. Pólya, G. Szegő, "Problems and theorems in analysis" II, part V, 77.
 */
export function discountRoots(amounts: readonly TimedAmount[]): readonly DiscountRoot[] {
  const sum = sumOf(amounts);
  const sums = [sum];
  for (let count = changesIn(sum.signs).length; count > 1; count -= 1) sums.push(derivedFrom(sums.at(-1) ?? sum));
  if (changesIn(sum.signs).length === 0) return [];
  const clusters = clustersOf(sum, sums.reduceRight<readonly number[]>((cuts, each) => rootsBetween(each, cuts), []));
  const [low, high] = endsOf(sum);
  return clusters.map((cluster, index) => {
    const [first = 0, last = 0] = [cluster[0], cluster.at(-1)];
    const [before, after] = [clusters[index - 1]?.at(-1), clusters[index + 1]?.[0]];
    // halfway to the next cluster the sign is certain, or they would be one
    const [left, right] = [before === undefined ? low : (before + first) / 2, after === undefined ? high : (last + after) / 2];
    const isUncertain = (place: number): boolean => signAt(sum, place) === 0;
    const turn = signAt(sum, right) - signAt(sum, left);
    return {
      place: cluster.reduce((total, place) => total + place, 0) / cluster.length,
      lowest: turnBetween(first, left, isUncertain), highest: turnBetween(last, right, isUncertain),
      crossing: turn === 0 ? "touches" : turn < 0 ? "falls" : "rises",
    };
  });
}
