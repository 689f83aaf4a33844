import * as z from "zod";
import type { Confidence } from "./estimate.js";
import { normalProbability, upperNormalScore } from "./normal.js";
import { pairAt, pairCount, type PairSums } from "./pair-order.js";

/** By which normal distribution a rank test goes. */
export const RankApproximation = z.enum(["normal-continuity", "normal"]);
/** By which normal distribution a rank test goes: with half a step taken off the distance, since ranks come in steps, or without. */
export type RankApproximation = z.infer<typeof RankApproximation>;

/** How probable ranks like these are where nothing sets the two apart. */
export interface RankProbabilities {
  /** Two-sided: twice the smaller of the other two, at most 1. */
  readonly pValue: number;
  /** How probable ranks at least as high are. */
  readonly greaterPValue: number;
  /** How probable ranks at most as high are. */
  readonly lessPValue: number;
}

/** A sum of ranks, from 0 to `most`, with its standard deviation. */
interface RankStatistic {
  readonly statistic: number;
  readonly most: number;
  readonly standardDeviation: number;
}

/** By counting; `upTo` holds P(W ≤ w). */
export function exactProbabilities({ statistic, most }: RankStatistic, upTo: Float64Array): RankProbabilities {
  const [lessPValue, greaterPValue] = [upTo[statistic] as number, upTo[most - statistic] as number];
  return { pValue: Math.min(1, 2 * Math.min(lessPValue, greaterPValue)), greaterPValue, lessPValue };
}

/** By the normal distribution, each tail apart, so that a small one keeps its digits. */
export function normalProbabilities({ statistic, most, standardDeviation }: RankStatistic, approximation: RankApproximation): RankProbabilities {
  const step = approximation === "normal" ? 0 : 0.5;
  const distance = statistic - most / 2;
  const lower = (away: number): number => normalProbability(away / standardDeviation);
  return { pValue: Math.min(1, 2 * lower(Math.min(0, step - Math.abs(distance)))), greaterPValue: lower(step - distance), lessPValue: lower(distance + step) };
}

/** How many pairs may lie beyond each end of an interval, by the exact distribution: the smallest w with P(W ≤ w) ≥ tail, less what R takes for rounding. */
export const exactDepth = (upTo: Float64Array, tail: number): number => upTo.findIndex((probability) => probability >= tail * (1 - 1e-13));

/** The same by the normal distribution without ties, with half a step. */
export const normalDepth = (most: number, standardDeviation: number, tail: number): number => Math.floor(most / 2 + 0.5 - upperNormalScore(tail) * standardDeviation);

/** From the pair at place `depth` to the one at that place from above; where even the outermost pairs leave out too much, that is said. */
export function pairInterval(sums: PairSums, depth: number, level: number): { readonly confidence: Confidence; readonly warnings: readonly string[] } {
  const place = Math.max(1, depth);
  return { confidence: { lower: pairAt(sums, place), upper: pairAt(sums, pairCount(sums) + 1 - place), level }, warnings: depth < 1 ? ["level-not-reached"] : [] };
}

/** Two sorted samples side by side: how many of their pairs the first wins, ties by half, and Σ(t³ − t) over ties of t. */
export function rankedTogether(values: Float64Array, reference: Float64Array): { readonly wins: number; readonly tieSum: number } {
  let [wins, tieSum, ours, theirs] = [0, 0, 0, 0];
  while (ours < values.length || theirs < reference.length) {
    const least = Math.min(values[ours] ?? Infinity, reference[theirs] ?? Infinity);
    const [oursBefore, theirsBefore] = [ours, theirs];
    while (values[ours] === least) ours += 1;
    while (reference[theirs] === least) theirs += 1;
    const [here, there] = [ours - oursBefore, theirs - theirsBefore];
    wins += here * (theirsBefore + there / 2);
    tieSum += (here + there) ** 3 - (here + there);
  }
  return { wins, tieSum };
}
