import type { PlacementProblemColumns } from "./placement-columns.js";

/** Compares two stretches of a column, entry by entry; a shorter one that is the start of the other comes first. */
function compareStretches(column: Uint32Array, one: readonly [number, number], other: readonly [number, number]): number {
  const shorter = Math.min(one[1] - one[0], other[1] - other[0]);
  for (let at = 0; at < shorter; at += 1) {
    const apart = (column[one[0] + at] ?? 0) - (column[other[0] + at] ?? 0);
    if (apart !== 0) return apart;
  }
  return one[1] - one[0] - (other[1] - other[0]);
}

const stretch = (first: Uint32Array, unit: number): readonly [number, number] => [first[unit] ?? 0, first[unit + 1] ?? 0];

/**
 * Units in the order in which they are looked at: those with the fewest options first, then by what they cover, load and may choose from, and only what is alike in all of that by index.
 * So a search that goes by it finds the same cost whatever the order in which units are given, unless units that are alike in all of that have different members.
 */
export function blockOrder({ unitCount, unitSteps, loads, options }: PlacementProblemColumns): Int32Array {
  const optionCount = (unit: number): number => (options.firstOption[unit + 1] ?? 0) - (options.firstOption[unit] ?? 0);
  return Int32Array.from({ length: unitCount }, (_, unit) => unit).sort((one, other) => {
    const [oneLoads, otherLoads] = [stretch(loads.firstLoad, one), stretch(loads.firstLoad, other)];
    const [oneOptions, otherOptions] = [stretch(options.firstOption, one), stretch(options.firstOption, other)];
    return optionCount(one) - optionCount(other)
      || (unitSteps[other] ?? 0) - (unitSteps[one] ?? 0)
      || compareStretches(loads.track, oneLoads, otherLoads) || compareStretches(loads.size, oneLoads, otherLoads)
      || compareStretches(options.step, oneOptions, otherOptions) || compareStretches(options.resource, oneOptions, otherOptions)
      || one - other;
  });
}
