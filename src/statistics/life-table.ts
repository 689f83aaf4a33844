import type { FollowUp } from "./follow-up.js";

/** Neighbors closer than this share of the mean place are one place: what rounding set apart (R's `timefix`). */
const SAME_PLACE = Math.sqrt(Number.EPSILON);

/** Places in order, each once, those that only rounding sets apart as the first of them; and for each place given which of them it is. */
function tidied(places: Float64Array): { readonly distinct: readonly number[]; readonly indexes: Uint32Array } {
  const order = Uint32Array.from(places, (_, index) => index).sort((left, right) => (places[left] as number) - (places[right] as number));
  const seen = new Set(places);
  const width = SAME_PLACE * ([...seen].reduce((sum, place) => sum + place, 0) / Math.max(1, seen.size));
  const distinct: number[] = [];
  const indexes = new Uint32Array(places.length);
  let previous = -Infinity;
  for (const index of order) {
    const place = places[index] as number;
    if (place - previous > width || distinct.length === 0) distinct.push(place);
    indexes[index] = distinct.length - 1;
    previous = place;
  }
  return { distinct, indexes };
}

/** The places at which events come, in order, and of each group how many were still watched right before, and how many of these had the event. */
export interface LifeTable {
  readonly at: readonly number[];
  /** Per group, one entry a place. */
  readonly atRisk: readonly Uint32Array[];
  readonly events: readonly Uint32Array[];
  /** The farthest place to which anyone was watched; 0 where there is nobody. */
  readonly last: number;
}

/** Those whose follow-up ends at the very place of an event without having it were still watched there. */
export function lifeTable(groups: readonly (readonly FollowUp[])[]): LifeTable {
  const all = groups.flat();
  const { distinct, indexes } = tidied(Float64Array.from(all, ({ followedFor }) => followedFor));
  const hasEvent = new Uint8Array(distinct.length);
  all.forEach((one, index) => { if (one.hasEvent) hasEvent[indexes[index] as number] = 1; });
  const eventPlaces = distinct.flatMap((_, place) => (hasEvent[place] === 1 ? [place] : []));
  let start = 0;
  const counted = groups.map((followUps) => {
    const [leaving, events] = [new Uint32Array(distinct.length), new Uint32Array(distinct.length)];
    followUps.forEach((one, index) => {
      const place = indexes[start + index] as number;
      leaving[place] = (leaving[place] as number) + 1;
      if (one.hasEvent) events[place] = (events[place] as number) + 1;
    });
    start += followUps.length;
    let watched = followUps.length;
    const atRisk = leaving.map((count) => {
      const before = watched;
      watched -= count;
      return before;
    });
    return { atRisk: Uint32Array.from(eventPlaces, (place) => atRisk[place] as number), events: Uint32Array.from(eventPlaces, (place) => events[place] as number) };
  });
  return { at: eventPlaces.map((place) => (distinct[place] as number) + 0), atRisk: counted.map(({ atRisk }) => atRisk), events: counted.map(({ events }) => events), last: (distinct.at(-1) ?? 0) + 0 };
}

/** A step of a survival curve: survival S, and Greenwood's Σ d ÷ (n (n − d)). */
export interface Step {
  readonly at: number;
  readonly atRisk: number;
  readonly events: number;
  readonly survival: number;
  readonly greenwood: number;
  readonly cumulativeHazard: number;
}

/** The steps of one group of a life table. */
export function stepsOf({ at, atRisk, events }: LifeTable, group: number): readonly Step[] {
  let [survival, greenwood, cumulativeHazard] = [1, 0, 0];
  return at.flatMap((place, index): readonly Step[] => {
    const [watched, gone] = [atRisk[group]?.[index] as number, events[group]?.[index] as number];
    if (gone === 0) return [];
    survival *= (watched - gone) / watched;
    greenwood += gone === watched ? 0 : gone / (watched * (watched - gone));
    cumulativeHazard += gone / watched;
    return [{ at: place, atRisk: watched, events: gone, survival, greenwood, cumulativeHazard }];
  });
}
