import { type LedgerTotals, type Money, sumMoney } from "../money/index.js";
import type { Id } from "../unit/index.js";

/** A part of a total, and the entries that make it. */
export interface CostPart {
  /** The cohort, the region or the modality; null for what is of none: paid once for the program, without a region, or not priced by a modality. */
  readonly id: Id | null;
  /** The sum of its entries. */
  readonly totalCost: Money;
  /** The entries that make it, sorted. */
  readonly entryIds: readonly Id[];
}

/** One total, cut in three ways; the parts of each way add up to it. */
export interface CostBreakdown {
  /** By cohort, what is of none first, then sorted by id. */
  readonly cohorts: readonly CostPart[];
  /** By the region of the cohort. */
  readonly regions: readonly CostPart[];
  /** By the modality that hours are priced by. */
  readonly modalities: readonly CostPart[];
}

/** What an entry was made for. */
export interface EntryOrigin {
  readonly cohortId: Id | null;
  readonly region: Id | null;
  readonly modality: Id | null;
}

/** The lines of a ledger by where they come from. */
export function costBreakdown({ lines, total: { currency } }: LedgerTotals, origins: ReadonlyMap<Id, EntryOrigin>): CostBreakdown {
  const partsBy = (key: keyof EntryOrigin): readonly CostPart[] => {
    const parts = new Map<Id | null, { readonly monies: Money[]; readonly entryIds: Id[] }>();
    for (const { entryId, booked } of lines) {
      const id = origins.get(entryId)?.[key] ?? null;
      const known = parts.get(id) ?? { monies: [], entryIds: [] };
      known.monies.push(booked);
      known.entryIds.push(entryId);
      parts.set(id, known);
    }
    return [...parts].sort(([one], [other]) => (one === null || (other !== null && one < other) ? -1 : 1)).map(([id, { monies, entryIds }]) => ({ id, totalCost: sumMoney(currency, monies), entryIds }));
  };
  return { cohorts: partsBy("cohortId"), regions: partsBy("region"), modalities: partsBy("modality") };
}
