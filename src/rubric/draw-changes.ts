import * as z from "zod";
import { check } from "../error/index.js";
import type { Id } from "../unit/index.js";
import { drawOf, DrawRequest } from "./draw-observations.js";

/** A draw as it was asked for, and as it is asked for now. */
export interface DrawRevision {
  /** The request whose `frameHash` was published. */
  readonly before: DrawRequest;
  /** The request as it stands now. */
  readonly after: DrawRequest;
}
/** A draw as it was asked for, and as it is asked for now. */
export const DrawRevision = z.strictObject({ before: DrawRequest, after: DrawRequest }).readonly() satisfies z.ZodType<DrawRevision>;

/** What was changed after a draw, and what that did to it. Lists of ids are in the order of the ids. */
export interface DrawChanges {
  /** The fingerprints of both; `before` has to be the one that was published. */
  readonly frameHashes: { readonly before: string; readonly after: string };
  /** Nothing was changed. */
  readonly isUnchanged: boolean;
  /** Terms that were changed: each of them draws anew. */
  readonly changedTerms: readonly ("planId" | "seed" | "startDate" | "weekCount" | "counts")[];
  /** Opportunities that were not there. */
  readonly addedIds: readonly Id[];
  /** Opportunities that are gone. */
  readonly removedIds: readonly Id[];
  /** Opportunities with another date, participant, stratum or rater. */
  readonly changedIds: readonly Id[];
  /** To be observed now, and not before. */
  readonly enteredIds: readonly Id[];
  /** No longer to be observed: those removed among them were drawn and have disappeared. */
  readonly leftIds: readonly Id[];
}

const idsNotIn = (ids: Iterable<Id>, others: { has: (id: Id) => boolean }): readonly Id[] => [...ids].filter((id) => !others.has(id)).sort();
const contentOf = ({ opportunities }: DrawRequest): ReadonlyMap<Id, string> => new Map(opportunities.map((opportunity) => [opportunity.id, JSON.stringify([opportunity.date, opportunity.participantId, opportunity.stratumId, opportunity.raterId ?? null])]));
const countsOf = ({ counts }: DrawRequest): string => JSON.stringify(counts.map(({ stratumId, count }) => [stratumId, count]).sort(([left = ""], [right = ""]) => (left < right ? -1 : 1)));

/**
 * What was changed after a draw was published: late additions, opportunities that disappeared, another seed. A draw that was made again until it pleased shows here.
 *
 * @throws CoachingError `input.*`, `draw-observations.*`
 * @example
 * ```ts
 * const opportunities = ["04", "05", "11"].map((day) => ({ id: `s${day}`, date: `2027-10-${day}`, participantId: "p1", stratumId: "huddles" }));
 * const before = { planId: "autumn", seed: 7, startDate: "2027-10-04", weekCount: 2, opportunities, counts: [{ stratumId: "huddles", count: 2 }] };
 * drawChanges({ before, after: { ...before, opportunities: opportunities.slice(0, 2) } }).removedIds; // => ["s11"]
 * drawChanges({ before, after: { ...before, seed: 8 } }).changedTerms; // => ["seed"]
 * ```
 */
export function drawChanges(revision: DrawRevision): DrawChanges {
  const { before, after } = check(DrawRevision, revision);
  const [old, fresh] = [drawOf(before), drawOf(after)];
  const [oldContent, freshContent] = [contentOf(before), contentOf(after)];
  const [oldDrawn, freshDrawn] = [new Set(old.drawn.map(({ id }) => id)), new Set(fresh.drawn.map(({ id }) => id))];
  return {
    frameHashes: { before: old.frameHash, after: fresh.frameHash },
    isUnchanged: old.frameHash === fresh.frameHash,
    changedTerms: [...(["planId", "seed", "startDate", "weekCount"] as const).filter((term) => before[term] !== after[term]), ...(countsOf(before) === countsOf(after) ? [] : ["counts" as const])],
    addedIds: idsNotIn(freshContent.keys(), oldContent),
    removedIds: idsNotIn(oldContent.keys(), freshContent),
    changedIds: [...oldContent].filter(([id, content]) => freshContent.has(id) && freshContent.get(id) !== content).map(([id]) => id).sort(),
    enteredIds: idsNotIn(freshDrawn, oldDrawn),
    leftIds: idsNotIn(oldDrawn, freshDrawn),
  };
}
