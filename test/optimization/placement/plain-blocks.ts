import { NO_RESOURCE, type PlacementProblemColumns } from "../../../src/optimization/placement/placement-columns.js";

/** How large drawn problems are at most. */
export interface BlockSizes {
  readonly unitCount: number;
  readonly stepCount: number;
  readonly optionsPerUnit: number;
  readonly resourceCount: number;
  readonly isConvex: boolean;
}

const firstsOf = (lists: readonly (readonly unknown[])[]): Uint32Array => {
  const firsts = new Uint32Array(lists.length + 1);
  lists.forEach((list, at) => { firsts[at + 1] = (firsts[at] ?? 0) + list.length; });
  return firsts;
};

/** A problem with units of 1 to 3 steps, loads on up to two tracks, resources with room for none to two, cells that hold a few, and members with gaps and limits. */
export function drawnBlocks(random: () => number, { unitCount: mostUnits, stepCount, optionsPerUnit, resourceCount, isConvex }: BlockSizes): PlacementProblemColumns {
  const below = (count: number): number => Math.floor(random() * count);
  const unitCount = 1 + below(mostUnits);
  const trackCount = 2;
  const units = Array.from({ length: unitCount }, () => ({
    steps: 1 + below(3),
    loads: [0, 1].filter(() => random() < 0.6).map((track) => ({ track, amount: 1 + below(3) })),
    members: [0, 1, 2, 3].filter(() => random() < 0.3),
  }));
  const options = units.map(({ steps }) => {
    const seen = new Map<string, { step: number; resource: number }>();
    for (let count = below(optionsPerUnit + 1); count > 0; count -= 1) {
      const option = { step: below(stepCount - steps + 1), resource: random() < 0.3 ? NO_RESOURCE : below(resourceCount) };
      seen.set(JSON.stringify(option), option);
    }
    return [...seen.values()].sort((one, other) => one.step - other.step || one.resource - other.resource);
  });
  const costTables = Array.from({ length: 4 }, () => {
    const added = Array.from({ length: 3 + below(Math.max(6, unitCount)) }, () => below(10));
    if (isConvex) added.sort((one, other) => one - other);
    return Float64Array.from([0, ...added.map((_, at) => added.slice(0, at + 1).reduce((sum, one) => sum + one, 0))]);
  });
  const hasMembers = random() < 0.6;
  const members = {
    memberCount: 4, firstMember: firstsOf(units.map((unit) => unit.members)), member: Uint32Array.from(units.flatMap((unit) => unit.members)),
    gapSteps: below(3), periodOfStep: Uint32Array.from({ length: stepCount }, (_, step) => Math.floor((2 * step) / stepCount)), periodLimit: 1 + below(2),
    // of the first member one in the first period, of the last one in the second
    ...(stepCount % 2 === 1 && { periodTaken: Uint32Array.of(1, 0, 0, 0, 0, 0, 0, 1) }),
  };
  return {
    unitCount, stepCount, trackCount, cellTable: Uint32Array.from({ length: trackCount * stepCount }, () => below(4)), costTables, unitSteps: Uint32Array.from(units, ({ steps }) => steps),
    loads: { firstLoad: firstsOf(units.map((unit) => unit.loads)), track: Uint32Array.from(units.flatMap((unit) => unit.loads.map(({ track }) => track))), size: Uint32Array.from(units.flatMap((unit) => unit.loads.map(({ amount }) => amount))) },
    options: { firstOption: firstsOf(options), step: Uint32Array.from(options.flat(), ({ step }) => step), resource: Uint32Array.from(options.flat(), ({ resource }) => resource) },
    resourceCount, resourceCapacity: Uint8Array.from({ length: resourceCount * stepCount }, () => (random() < 0.2 ? 0 : 1 + below(2))),
    ...(hasMembers && { members }),
  };
}

/** The steps, loads and members of each unit, and each of its options with its place in the columns. */
const plainUnits = ({ unitCount, unitSteps, loads, options, members }: PlacementProblemColumns) => Array.from({ length: unitCount }, (_, unit) => {
  const over = (firsts: Uint32Array): number[] => Array.from({ length: firsts[unit + 1]! - firsts[unit]! }, (__, at) => firsts[unit]! + at);
  return {
    steps: unitSteps[unit]!, loads: over(loads.firstLoad).map((at) => ({ track: loads.track[at]!, amount: loads.size[at]! })),
    options: over(options.firstOption).map((at) => ({ at, step: options.step[at]!, resource: options.resource[at]! })),
    members: members === undefined ? [] : over(members.firstMember).map((at) => members.member[at]!),
  };
});

/** Fewest units left out, and the least cost then, by trying everything. */
export function bruteForceBlocks(problem: PlacementProblemColumns): { readonly unplacedCount: number; readonly cost: number } {
  const { stepCount, trackCount, cellTable, costTables, resourceCapacity, members } = problem;
  const units = plainUnits(problem);
  const held = new Array<number>(trackCount * stepCount).fill(0);
  const used = new Array<number>(resourceCapacity.length).fill(0);
  const placed: { start: number; end: number; members: number[] }[] = [];
  let best = { unplacedCount: Infinity, cost: Infinity };
  const tableOf = (cell: number): Float64Array => costTables[cellTable[cell]!]!;
  const areMembersFree = (start: number, end: number, whose: readonly number[]): boolean => members === undefined || whose.every((member) => {
    const own = placed.filter((other) => other.members.includes(member));
    return own.every((other) => start >= other.end + members.gapSteps || other.start >= end + members.gapSteps)
      && own.filter((other) => members.periodOfStep[other.start] === members.periodOfStep[start]).length < members.periodLimit - (members.periodTaken?.[2 * member + members.periodOfStep[start]!] ?? 0);
  });
  const placeFrom = (unit: number, unplacedCount: number): void => {
    if (unplacedCount > best.unplacedCount) return;
    if (unit === units.length) {
      const cost = held.reduce((sum, load, cell) => sum + tableOf(cell)[load]!, 0);
      if (unplacedCount < best.unplacedCount || cost < best.cost) best = { unplacedCount, cost };
      return;
    }
    const { steps, loads, options, members: whose } = units[unit]!;
    for (const { step: start, resource } of options) {
      const covered = Array.from({ length: steps }, (_, at) => start + at);
      const cells = loads.flatMap(({ track, amount }) => covered.map((step) => ({ cell: track * stepCount + step, amount })));
      const places = resource === NO_RESOURCE ? [] : covered.map((step) => resource * stepCount + step);
      if (cells.some(({ cell, amount }) => held[cell]! + amount >= tableOf(cell).length) || places.some((place) => used[place]! >= resourceCapacity[place]!) || !areMembersFree(start, start + steps, whose)) continue;
      for (const { cell, amount } of cells) held[cell]! += amount;
      for (const place of places) used[place]! += 1;
      placed.push({ start, end: start + steps, members: whose });
      placeFrom(unit + 1, unplacedCount);
      placed.pop();
      for (const { cell, amount } of cells) held[cell]! -= amount;
      for (const place of places) used[place]! -= 1;
    }
    placeFrom(unit + 1, unplacedCount + 1);
  };
  placeFrom(0, 0);
  return best;
}

/** The same problem with units in another order: the unit at each place of `order`. */
export function reordered(problem: PlacementProblemColumns, order: readonly number[]): PlacementProblemColumns {
  const { unitSteps, loads, options, members } = problem;
  const stretches = (firsts: Uint32Array): number[][] => order.map((unit) => Array.from({ length: firsts[unit + 1]! - firsts[unit]! }, (_, at) => firsts[unit]! + at));
  const [loadsAt, optionsAt] = [stretches(loads.firstLoad), stretches(options.firstOption)];
  const pick = (column: Uint32Array, at: readonly number[][]): Uint32Array => Uint32Array.from(at.flat(), (one) => column[one]!);
  const membersAt = members === undefined ? [] : stretches(members.firstMember);
  return {
    ...problem, unitSteps: Uint32Array.from(order, (unit) => unitSteps[unit]!),
    loads: { firstLoad: firstsOf(loadsAt), track: pick(loads.track, loadsAt), size: pick(loads.size, loadsAt) },
    options: { firstOption: firstsOf(optionsAt), step: pick(options.step, optionsAt), resource: pick(options.resource, optionsAt) },
    ...(members !== undefined && { members: { ...members, firstMember: firstsOf(membersAt), member: pick(members.member, membersAt) } }),
  };
}
