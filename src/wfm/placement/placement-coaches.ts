import { inTextOrder } from "../../unit/internal.js";
import { coachRanges, offMilliseconds, type PlacementDesk, stepsOf } from "./placement-desk.js";
import { countOfStarts } from "./start-ranges.js";

/** Who takes up what: a coach by himself, or all of a pool whose members are as good as one another. */
interface CoachResource {
  readonly coachIds: readonly string[];
  readonly isPool: boolean;
  /** The longest session of a pool; 0 for a coach by himself. */
  readonly longestMilliseconds: number;
}
/** Resources of a placement, and which of them each unit may take. */
export interface CoachResources {
  readonly resources: readonly CoachResource[];
  readonly ofUnit: readonly (readonly number[])[];
  /** How many of each resource there are in each step. */
  readonly capacity: Uint16Array;
}

const keyOf = (coachIds: readonly string[]): string => JSON.stringify([...coachIds].sort(inTextOrder));

/** Lists of coaches that may be pools: all of their sessions cover one step, nobody in them is in another list, and whoever is free at a start for the shortest session is so for the longest. */
function poolLengths(desk: PlacementDesk, keys: readonly string[]): ReadonlyMap<string, number> {
  const lengths = new Map<string, { readonly shortest: number; readonly longest: number }>();
  const listOf = new Map<string, string>();
  const mixed = new Set<string>();
  desk.units.forEach((unit, at) => {
    const [key, length] = [keys[at] ?? "", offMilliseconds(desk, unit)];
    const { shortest, longest } = lengths.get(key) ?? { shortest: length, longest: length };
    lengths.set(key, { shortest: Math.min(shortest, length), longest: Math.max(longest, length) });
    if (unit.coachIds.length < 2 || stepsOf(desk, unit) > 1) mixed.add(key);
  });
  for (const [key, { shortest, longest }] of lengths) {
    for (const coachId of JSON.parse(key) as readonly string[]) {
      const other = listOf.get(coachId);
      if (other !== undefined) [key, other].forEach((one) => mixed.add(one));
      listOf.set(coachId, key);
      // the starts of a longer session are among those of a shorter one
      if (countOfStarts(coachRanges(desk, coachId, shortest)) !== countOfStarts(coachRanges(desk, coachId, longest))) mixed.add(key);
    }
  }
  return new Map([...lengths].filter(([key]) => !mixed.has(key)).map(([key, { longest }]) => [key, longest]));
}

/** The coaches as resources. A pool is one resource of as many places as are free: so that starts are as few as can be, and the problem stays a network. */
export function coachResources(desk: PlacementDesk): CoachResources {
  const { stepCount } = desk.grid;
  const keys = desk.units.map(({ coachIds }) => keyOf(coachIds));
  const pools = poolLengths(desk, keys);
  const resources: CoachResource[] = [];
  const placeOf = new Map<string, number>();
  const placed = (key: string, resource: CoachResource): number => {
    const place = placeOf.get(key) ?? resources.push(resource) - 1;
    placeOf.set(key, place);
    return place;
  };
  const lists = new Map<string, readonly number[]>();
  for (const key of [...new Set(keys)].sort(inTextOrder)) {
    const coachIds = JSON.parse(key) as readonly string[];
    const length = pools.get(key);
    lists.set(key, length === undefined ? coachIds.map((coachId) => placed(JSON.stringify([coachId]), { coachIds: [coachId], isPool: false, longestMilliseconds: 0 })) : [placed(key, { coachIds, isPool: true, longestMilliseconds: length })]);
  }
  const capacity = new Uint16Array(resources.length * stepCount);
  resources.forEach(({ coachIds, isPool, longestMilliseconds }, place) => {
    if (!isPool) capacity.fill(1, place * stepCount, (place + 1) * stepCount);
    else for (const coachId of coachIds) for (const [first, end] of coachRanges(desk, coachId, longestMilliseconds)) for (let at = place * stepCount + first; at < place * stepCount + end; at += 1) capacity[at] = (capacity[at] ?? 0) + 1;
  });
  return { resources, ofUnit: keys.map((key) => lists.get(key) ?? []), capacity };
}
