import { type RatingCells, someCells, sortedCells } from "./facet-ratings.js";

/** Why a rater or an item is left out: all its scores that count are the lowest, or the highest, or it has none. */
export type FacetExclusionReason = "all-lowest" | "all-highest" | "no-comparison";

/** A rater or an item that is left out. */
interface FacetExclusion {
  readonly facet: "rater" | "item";
  readonly place: number;
  readonly reason: FacetExclusionReason;
}

/** Ratings that severities can be learned from, and those of everybody at what is left. */
export interface InformativeRatings {
  /** Ratings of raters and at items that are left, also of people who say nothing about them; scores counted from 0 without gaps. */
  readonly cells: RatingCells;
  /** 1 for people with two such ratings or more that are neither all lowest nor all highest. */
  readonly isInformative: Uint8Array;
  /** The scores in use, ascending. */
  readonly usedScores: readonly number[];
  readonly excluded: readonly FacetExclusion[];
}

/** Lowest and highest score of each, Infinity and −Infinity for none. */
function rangesOf(places: Int32Array, scores: Float64Array, count: number): { readonly low: Float64Array; readonly high: Float64Array } {
  const low = new Float64Array(count).fill(Infinity);
  const high = new Float64Array(count).fill(-Infinity);
  places.forEach((place, index) => {
    const score = scores[index] as number;
    if (score < (low[place] as number)) low[place] = score;
    if (score > (high[place] as number)) high[place] = score;
  });
  return { low, high };
}

function informativePeople({ persons, scores, personIds, begins }: RatingCells, lowest: number, highest: number): Uint8Array {
  const { low, high } = rangesOf(persons, scores, personIds.length);
  return Uint8Array.from(personIds, (_, person) => ((begins[person + 1] as number) - (begins[person] as number) >= 2 && high[person] !== lowest && low[person] !== highest ? 1 : 0));
}

/** Raters, or items, without any information among the ratings that count. */
function idle(facet: "rater" | "item", counted: RatingCells, isLeft: Uint8Array, [lowest, highest]: readonly [number, number]): readonly FacetExclusion[] {
  const { low, high } = rangesOf(facet === "rater" ? counted.raters : counted.items, counted.scores, isLeft.length);
  return [...isLeft].flatMap((left, place): readonly FacetExclusion[] => {
    if (left === 0 || ((low[place] as number) < highest && (high[place] as number) > lowest)) return [];
    return [{ facet, place, reason: low[place] === Infinity ? "no-comparison" : high[place] === lowest ? "all-lowest" : "all-highest" }];
  });
}

const ends = (scores: Float64Array): readonly [lowest: number, highest: number] => scores.reduce<readonly [number, number]>(([low, high], score) => [Math.min(low, score), Math.max(high, score)], [Infinity, -Infinity]);

/** Scores counted from 0 without gaps, and only the ids that are left. A score got only by people who do not count lies between two that are in use: it counts as the lower one. */
function compacted(left: RatingCells, counted: Float64Array, { range: [lowest, highest], excluded }: { readonly range: readonly [number, number]; readonly excluded: readonly FacetExclusion[] }): InformativeRatings {
  const usedScores = [...new Set(counted)].sort((one, other) => one - other);
  const { cells } = sortedCells(left);
  const isInformative = informativePeople(cells, lowest, highest);
  const rankOf = (score: number): number => Math.max(0, usedScores.findLastIndex((used) => used <= score));
  return { cells: { ...cells, scores: cells.scores.map(rankOf) }, isInformative, usedScores, excluded };
}

/**
 * Leaves out raters and items at one end of the scale, whose place has no most likely value, and finds the people who compare those that remain. Each exclusion may make others extreme, so it goes on until nothing changes.
 * Scores that nobody who counts got are left out, and those above count one lower; a person beyond the scores in use is at its end.
 */
export function informativeRatings(all: RatingCells): InformativeRatings {
  const excluded: FacetExclusion[] = [];
  const isLeft = { rater: new Uint8Array(all.raterIds.length).fill(1), item: new Uint8Array(all.itemIds.length).fill(1) };
  let range = ends(all.scores);
  for (;;) {
    const cells = someCells(all, (index) => isLeft.rater[all.raters[index] as number] === 1 && isLeft.item[all.items[index] as number] === 1);
    const [lowest, highest] = range;
    const clamped = { ...cells, scores: cells.scores.map((score) => Math.max(lowest, Math.min(highest, score))) };
    const isInformative = informativePeople(clamped, lowest, highest);
    const counted = someCells(clamped, (index) => isInformative[clamped.persons[index] as number] === 1);
    const found = [...idle("rater", counted, isLeft.rater, range), ...idle("item", counted, isLeft.item, range)];
    for (const { facet, place } of found) isLeft[facet][place] = 0;
    excluded.push(...found);
    const next = ends(counted.scores);
    if (found.length === 0 && next[0] === lowest && next[1] === highest) return compacted(clamped, counted.scores, { range, excluded });
    if (counted.scores.length === 0) return compacted(clamped, counted.scores, { range, excluded });
    range = next;
  }
}
