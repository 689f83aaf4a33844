import type { FitRange, MisfitFlag } from "../psychometrics/index.js";
import { quantile } from "../statistics/index.js";
import { type FitParts, type PlacedOutcome, sumsByPerson } from "./difficulty-estimate.js";

/** How far the outcomes at an item spread around what is expected. */
export interface HomeworkFit {
  /** Mean squared residual over its variance if outcomes were all or nothing. Graded outcomes stay below 1. */
  readonly infit: number;
  /** The mean of squared residuals, each over its variance: feels single surprises far from the item's difficulty. */
  readonly outfit: number;
  /** `infit` over that of the item in the middle: 1 is usual. */
  readonly relativeInfit: number;
  /** `outfit` likewise. */
  readonly relativeOutfit: number;
}

/** An item's outcomes and how they spread. */
export interface FittedItem {
  readonly outcomes: readonly PlacedOutcome[];
  readonly fit: FitParts;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
/** One ÷ another; two sums of nothing are as usual. */
const ratio = (over: number, under: number): number => (under > 0 ? over / under : 1);

const infitOf = ({ fit: { squares, variances } }: FittedItem): number => ratio(sum(squares), sum(variances));
const outfitOf = ({ fit: { standardized, evidence } }: FittedItem): number => ratio(sum(standardized), sum(evidence));

/** The spread that is usual in a bank: that of the item in the middle, which a few odd items do not move. */
export interface UsualSpread {
  /** The middle `infit`: 1 for outcomes of all or nothing, less for graded ones. */
  readonly infit: number;
  /** The middle `outfit`. */
  readonly outfit: number;
}

/** The spread of the item in the middle; that of outcomes of all or nothing where there is no item. */
export const usualSpreadOf = (items: readonly FittedItem[]): UsualSpread => (items.length === 0 ? { infit: 1, outfit: 1 } : { infit: quantile(items.map(infitOf), 0.5), outfit: quantile(items.map(outfitOf), 0.5) });

/** z = Σ_G U ÷ √(Σ_G U²), U a person's sum of squared residuals less what is usual: how surely an item spreads otherwise. */
function surenessOf({ outcomes }: FittedItem, found: readonly number[], usual: readonly number[]): number {
  const people = sumsByPerson(outcomes, found.map((value, index) => value - (usual[index] ?? 0)));
  return ratio(Math.abs(sum(people)), Math.sqrt(sum(people.map((value) => value * value))));
}

/** The fit of one item beside all, and what is to be said of it: outside the range, and by at least two standard errors. */
export function homeworkFitOf(item: FittedItem, usual: UsualSpread, { lowest, highest }: FitRange): { readonly fit: HomeworkFit; readonly misfits: readonly MisfitFlag[] } {
  const { squares, variances, standardized, evidence } = item.fit;
  const [infit, outfit] = [infitOf(item), outfitOf(item)];
  const fit: HomeworkFit = { infit, outfit, relativeInfit: ratio(infit, usual.infit), relativeOutfit: ratio(outfit, usual.outfit) };
  const looks = [
    [fit.relativeInfit, surenessOf(item, squares, variances.map((variance) => usual.infit * variance))],
    [fit.relativeOutfit, surenessOf(item, standardized, evidence.map((weight) => usual.outfit * weight))],
  ] as const;
  const isSeen = (isOutside: (square: number) => boolean): boolean => looks.some(([square, sureness]) => isOutside(square) && sureness >= 2);
  return { fit, misfits: [...(isSeen((square) => square > highest) ? ["noisy" as const] : []), ...(isSeen((square) => square < lowest) ? ["too-regular" as const] : [])] };
}
