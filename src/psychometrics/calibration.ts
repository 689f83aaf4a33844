import * as z from "zod";
import { type Confidence, type ConfidenceLevel, standardNormalQuantile } from "../statistics/index.js";
import type { Id } from "../unit/index.js";
import type { NoSolution } from "./rasch-solution.js";
import type { ExclusionReason, KeptAnswers } from "./score-groups.js";

/** An item that was left out, and why. */
export interface ExcludedItem {
  /** The item. */
  readonly itemId: Id;
  /** Everybody was right, everybody wrong, or nobody answered; then no difficulty is more likely than all others. */
  readonly reason: ExclusionReason;
}

/**
 * Why a calibration gives nothing: fewer than two items or two people are left; some items cannot be placed against the rest (`separable`, named in `itemIds`);
 * slopes grow without end (`boundless-slope`, named too); the iteration did not come to rest; the answers do not tell the parameters apart; or scores are so far from the items that their probability is none.
 */
export type NoCalibrationReason = "too-few-items" | "too-few-people" | "separable" | "boundless-slope" | NoSolution;

/** No calibration, and why. */
export interface NoCalibration {
  /** Always null. */
  readonly items: null;
  /** Why. */
  readonly reason: NoCalibrationReason;
  /** The items that are to blame, where some are: leave them out, or ask more people. */
  readonly itemIds: readonly Id[];
  /** Items left out beforehand. */
  readonly excluded: readonly ExcludedItem[];
  /** People whose answers counted. */
  readonly personCount: number;
}

/** Nodes of the quadrature: enough that they lie closer than the posterior of a person is wide. */
export const usualNodes = (itemCount: number): number => Math.max(49, 1 + 2 * Math.ceil(7.2 * Math.sqrt(1 + itemCount / 4)));

/** Steps until an iteration is given up. */
export const USUAL_STEPS = 1000;

/** How many nodes, and how many steps. */
export const NodeCount = z.int().min(11).max(501);
/** How many steps at most. */
export const MostSteps = z.int().min(1).max(100_000);

/** The names of excluded items. */
export const excludedItems = (kept: KeptAnswers, itemIds: readonly Id[]): readonly ExcludedItem[] => kept.excluded.map(({ column, reason }) => ({ itemId: itemIds[column] ?? "", reason }));

/** No calibration, with what is known of the answers. */
export const noCalibration = (kept: KeptAnswers, itemIds: readonly Id[], { reason, columns = [] }: { readonly reason: NoCalibrationReason; readonly columns?: readonly number[] }): NoCalibration => ({
  items: null, reason, itemIds: columns.map((column) => itemIds[column] ?? ""), excluded: excludedItems(kept, itemIds), personCount: kept.personCount,
});

/** Whether there is enough to calibrate at all. */
export const shortage = ({ columns, personCount }: KeptAnswers): NoCalibrationReason | undefined => (columns.length < 2 ? "too-few-items" : personCount < 2 ? "too-few-people" : undefined);

/** A normal interval. */
export function normalInterval(estimate: number, standardError: number, level: ConfidenceLevel): Confidence {
  const half = standardError * standardNormalQuantile((1 + level) / 2);
  return { lower: estimate - half + 0, upper: estimate + half + 0, level };
}
