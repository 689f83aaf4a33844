import type { AlphaBasis, AlphaSums } from "./alpha-sums.js";
import { columnSum, productSum } from "./column-sums.js";
import type { RatingPatterns } from "./rating-patterns.js";

/** How far apart categories are: all alike, by the ranks of the ratings in them, or as numbers relative to their size. */
export type CategoryDistance = { readonly kind: "nominal" } | { readonly kind: "ordinal" } | { readonly kind: "ratio"; readonly scores: Float64Array };

/** How often each category was used, for these numbers of subjects. */
function usesOf({ categoryCount, starts, categories, counts, sizes }: RatingPatterns, times: Float64Array): Float64Array {
  const uses = new Float64Array(categoryCount);
  for (let pattern = 0; pattern < sizes.length; pattern += 1) {
    const time = times[pattern] as number;
    if (time === 0) continue;
    for (let at = starts[pattern] as number; at < (starts[pattern + 1] as number); at += 1) uses[categories[at] as number] = (uses[categories[at] as number] as number) + time * (counts[at] as number);
  }
  return uses;
}

/** For each pattern Σ over its ratings of `values`. */
function sumsOver({ starts, categories, counts, sizes }: RatingPatterns, values: Float64Array): Float64Array {
  const sums = new Float64Array(sizes.length);
  for (let pattern = 0; pattern < sizes.length; pattern += 1) {
    let sum = 0;
    for (let at = starts[pattern] as number; at < (starts[pattern + 1] as number); at += 1) sum += (counts[at] as number) * (values[categories[at] as number] as number);
    sums[pattern] = sum;
  }
  return sums;
}

/** For each pattern Σ d² / (m − 1) over the ordered pairs of its ratings, from a table of d² row by row; null where all that differ are as far apart. */
function withinOf({ starts, categories, counts, sizes, categoryCount }: RatingPatterns, squares: Float64Array | null): Float64Array {
  const within = new Float64Array(sizes.length);
  for (let pattern = 0; pattern < sizes.length; pattern += 1) {
    const [size, start, end] = [sizes[pattern] as number, starts[pattern] as number, starts[pattern + 1] as number];
    let sum = 0;
    for (let at = start; at < end; at += 1) {
      const count = counts[at] as number;
      if (squares === null) sum += count * (size - count);
      else for (let other = start; other < at; other += 1) sum += 2 * count * (counts[other] as number) * (squares[(categories[at] as number) * categoryCount + (categories[other] as number)] as number);
    }
    within[pattern] = sum / (size - 1);
  }
  return within;
}

/** A basis for distances that do not depend on how often categories are used: `towards` gives, for each category, Σ n_k d² to all ratings. */
function fixedBasis(patterns: RatingPatterns, within: Float64Array, towards: (uses: Float64Array, ratingCount: number) => Float64Array, extraSteps: number): AlphaBasis {
  const { times, sizes } = patterns;
  const sums = (drawn: Float64Array): AlphaSums => {
    const uses = usesOf(patterns, drawn);
    const ratingCount = columnSum(uses);
    return { ratingCount, within: productSum(within, drawn), total: productSum(uses, towards(uses, ratingCount)) };
  };
  const slopes = () => {
    const uses = usesOf(patterns, times);
    return { within, total: sumsOver(patterns, towards(uses, columnSum(uses))).map((sum) => 2 * sum) };
  };
  return { times, sizes, stepCount: patterns.categories.length + extraSteps, nothing: 1e-9, sums, slopes };
}

/** Of two numbers, neither negative, ((c − k) / (c + k))². */
function ratioBasis(patterns: RatingPatterns, scores: Float64Array): AlphaBasis {
  const square = (left: number, right: number): number => (left === right ? 0 : (((scores[left] as number) - (scores[right] as number)) / ((scores[left] as number) + (scores[right] as number))) ** 2);
  const squares = Float64Array.from({ length: scores.length ** 2 }, (_, at) => square(Math.floor(at / scores.length), at % scores.length));
  const towards = (uses: Float64Array): Float64Array => uses.map((_, row) => productSum(squares.subarray(row * uses.length, (row + 1) * uses.length), uses));
  return fixedBasis(patterns, withinOf(patterns, squares), towards, squares.length);
}

/** The rank of each category's ratings: half of those in it, and all below. Their differences are Krippendorff's ordinal distances. */
function ranksOf(uses: Float64Array): Float64Array {
  let below = 0;
  return uses.map((use) => {
    const rank = below + use / 2;
    below += use;
    return rank;
  });
}

/** Per rating of each category, Σ_k s_k g_k, where a rating in h adds one half to the rank s of its own category and one to those above. */
function perRating(gradient: Float64Array): Float64Array {
  const added = new Float64Array(gradient.length);
  let above = 0;
  for (let place = gradient.length - 1; place >= 0; place -= 1) {
    added[place] = (gradient[place] as number) / 2 + above;
    above += gradient[place] as number;
  }
  return added;
}

/** Differences of ranks; the ranks move with the data. */
function ordinalBasis(patterns: RatingPatterns): AlphaBasis {
  const { times, sizes, starts, categories, counts } = patterns;
  const parts = (drawn: Float64Array) => {
    const uses = usesOf(patterns, drawn);
    const ranks = ranksOf(uses);
    const middle = columnSum(uses) / 2;
    return { uses, ranks: ranks.map((rank) => rank - middle), ratingCount: columnSum(uses) };
  };
  const withinBy = (ranks: Float64Array): Float64Array => {
    const rankSums = sumsOver(patterns, ranks);
    return Float64Array.from(sizes, (size, pattern) => {
      let squares = 0;
      for (let at = starts[pattern] as number; at < (starts[pattern + 1] as number); at += 1) squares += (counts[at] as number) * (size * (ranks[categories[at] as number] as number) - (rankSums[pattern] as number)) ** 2;
      return (2 * squares) / size / (size - 1);
    });
  };
  const sums = (drawn: Float64Array): AlphaSums => {
    const { uses, ranks, ratingCount } = parts(drawn);
    // the mean rank is the middle, so that Σ n S = 0 and Σ (S − S′)² = 2 N Σ n S²
    return { ratingCount, within: productSum(withinBy(ranks), drawn), total: 2 * ratingCount * productSum(uses, ranks.map((rank) => rank * rank)) };
  };
  const slopes = () => {
    const { uses, ranks, ratingCount } = parts(times);
    const rankSums = sumsOver(patterns, ranks);
    const gradient = new Float64Array(uses.length);
    sizes.forEach((size, pattern) => {
      for (let at = starts[pattern] as number; at < (starts[pattern + 1] as number); at += 1) {
        const place = categories[at] as number;
        gradient[place] = (gradient[place] as number) + (4 * (times[pattern] as number) * (counts[at] as number) * (size * (ranks[place] as number) - (rankSums[pattern] as number))) / (size - 1);
      }
    });
    const moved = sumsOver(patterns, perRating(gradient));
    const squareSum = productSum(uses, ranks.map((rank) => rank * rank));
    const totalGradient = uses.map((use, place) => 4 * use * ratingCount * (ranks[place] as number));
    const totals = sumsOver(patterns, perRating(totalGradient));
    const towards = sumsOver(patterns, ranks.map((rank) => ratingCount * rank * rank + squareSum));
    return { within: withinBy(ranks).map((value, pattern) => value + (moved[pattern] as number)), total: towards.map((sum, pattern) => 2 * sum + (totals[pattern] as number)) };
  };
  return { times, sizes, stepCount: 4 * categories.length, nothing: 1e-9, sums, slopes };
}

/** Alpha for categories, or for scores as categories. */
export function categoryBasis(patterns: RatingPatterns, distance: CategoryDistance): AlphaBasis {
  if (distance.kind === "ordinal") return ordinalBasis(patterns);
  if (distance.kind === "ratio") return ratioBasis(patterns, distance.scores);
  return fixedBasis(patterns, withinOf(patterns, null), (uses, ratingCount) => uses.map((use) => ratingCount - use), 0);
}
