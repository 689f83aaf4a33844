import type { Id } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";

/** To whom a divergence goes. */
export type Escalation =
  /** A rater who has not seen the subject; up to three proposals, the one with the least to rate first. */
  | { readonly to: "third-rater"; readonly raterIds: readonly Id[] }
  /** Whoever leads the coaches decides. `no-rater-left`: everybody has rated it or is in conflict; `three-raters-already`: another opinion would not settle it. */
  | { readonly to: "coach-lead"; readonly reason: "no-rater-left" | "three-raters-already" };

/** Who may be asked, and what stands in the way. */
export interface ThirdRaterDesk {
  /** Who may be asked. */
  readonly raterIds: readonly Id[];
  /** How much each has rated. */
  readonly loads: ReadonlyMap<Id, number>;
  /** Who has rated a subject. */
  readonly ratersOf: ReadonlyMap<Id, ReadonlySet<Id>>;
  readonly participantOf: ReadonlyMap<Id, Id>;
  /** Participants whom a rater must not rate. */
  readonly conflictsOf: ReadonlyMap<Id, ReadonlySet<Id>>;
}

const proposalCount = 3;

/** Proposes third raters, subject by subject: each proposal counts as work of the first one, so that the next subject goes to another. All criteria of a subject go to the same. */
export function thirdRaters({ raterIds, loads, ratersOf, participantOf, conflictsOf }: ThirdRaterDesk): (subjectId: Id) => readonly Id[] {
  const inOrder = (left: Waiting, right: Waiting): number => left.load - right.load || inTextOrder(left.id, right.id);
  interface Waiting { readonly id: Id; readonly load: number }
  const waiting = raterIds.map((id): Waiting => ({ id, load: loads.get(id) ?? 0 })).sort(inOrder);
  const isAllowed = (id: Id, subjectId: Id): boolean => {
    const participant = participantOf.get(subjectId);
    return ratersOf.get(subjectId)?.has(id) !== true && (participant === undefined || (participant !== id && conflictsOf.get(id)?.has(participant) !== true));
  };
  const charge = (place: number): void => {
    const [{ id, load } = { id: "", load: 0 }] = waiting.splice(place, 1);
    const charged = { id, load: load + 1 };
    let [low, high] = [place, waiting.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (inOrder(waiting[middle] as Waiting, charged) < 0) low = middle + 1;
      else high = middle;
    }
    waiting.splice(low, 0, charged);
  };
  const known = new Map<Id, readonly Id[]>();
  return (subjectId) => {
    const before = known.get(subjectId);
    if (before !== undefined) return before;
    const places: number[] = [];
    for (let place = 0; place < waiting.length && places.length < proposalCount; place += 1) if (isAllowed((waiting[place] as Waiting).id, subjectId)) places.push(place);
    const proposed = places.map((place) => (waiting[place] as Waiting).id);
    const [first] = places;
    if (first !== undefined) charge(first);
    known.set(subjectId, proposed);
    return proposed;
  };
}
