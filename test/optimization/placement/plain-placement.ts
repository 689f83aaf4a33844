import fc from "fast-check";
import { NO_RESOURCE, type PlacementProblemColumns } from "../../../src/optimization/placement/placement-columns.js";

/** A unit as it is easily written: its track, and where it may start with which resource (null: none). */
interface PlainUnit {
  readonly track?: number;
  readonly amount?: number;
  readonly steps?: number;
  readonly options: readonly (readonly [step: number, resource: number | null])[];
}

/** A problem as it is easily written. */
export interface PlainPlacement {
  readonly stepCount: number;
  readonly trackCount?: number;
  /** The table of each cell; the first for all when left out. */
  readonly cellTable?: readonly number[];
  readonly costTables: readonly (readonly number[])[];
  readonly units: readonly PlainUnit[];
  /** Resource after resource, what it takes in each step. */
  readonly capacities?: readonly (readonly number[])[];
}

const firsts = (counts: readonly number[]): Uint32Array => Uint32Array.from([0, ...counts.map((_, at) => counts.slice(0, at + 1).reduce((sum, count) => sum + count, 0))]);

/** The same in typed arrays. */
export function columnsOf({ stepCount, trackCount = 1, cellTable, costTables, units, capacities = [] }: PlainPlacement): PlacementProblemColumns {
  const options = units.flatMap((unit) => unit.options);
  return {
    unitCount: units.length, stepCount, trackCount,
    cellTable: Uint32Array.from(cellTable ?? new Array<number>(trackCount * stepCount).fill(0)), costTables: costTables.map((table) => Float64Array.from(table)),
    unitSteps: Uint32Array.from(units, ({ steps = 1 }) => steps),
    loads: { firstLoad: Uint32Array.from({ length: units.length + 1 }, (_, at) => at), track: Uint32Array.from(units, ({ track = 0 }) => track), size: Uint32Array.from(units, ({ amount = 1 }) => amount) },
    options: { firstOption: firsts(units.map((unit) => unit.options.length)), step: Uint32Array.from(options, ([step]) => step), resource: Uint32Array.from(options, ([, resource]) => resource ?? NO_RESOURCE) },
    resourceCount: capacities.length, resourceCapacity: Uint8Array.from(capacities.flat()),
  };
}

/** The fewest units left out and the least cost then, by trying everything. */
export function bruteForce({ stepCount, trackCount = 1, cellTable, costTables, units, capacities = [] }: PlainPlacement): { readonly unplacedCount: number; readonly totalCost: number } {
  const held = new Array<number>(trackCount * stepCount).fill(0);
  const room = capacities.map((steps) => [...steps]);
  let best = { unplacedCount: Infinity, totalCost: Infinity };
  const cost = (): number => held.reduce((sum, count, cell) => sum + (costTables[cellTable?.[cell] ?? 0]![count] ?? Infinity), 0);
  const place = (unit: number, unplacedCount: number): void => {
    if (unplacedCount > best.unplacedCount) return;
    if (unit === units.length) {
      const totalCost = cost();
      if (totalCost < Infinity && (unplacedCount < best.unplacedCount || totalCost < best.totalCost)) best = { unplacedCount, totalCost };
      return;
    }
    const { track = 0, amount = 1, steps = 1, options } = units[unit]!;
    for (const [start, resource] of options) {
      const covered = Array.from({ length: steps }, (_, at) => start + at);
      if (resource !== null && covered.some((step) => room[resource]![step]! <= 0)) continue;
      for (const step of covered) { held[track * stepCount + step]! += amount; if (resource !== null) room[resource]![step]! -= 1; }
      place(unit + 1, unplacedCount);
      for (const step of covered) { held[track * stepCount + step]! -= amount; if (resource !== null) room[resource]![step]! += 1; }
    }
    place(unit + 1, unplacedCount + 1);
  };
  place(0, 0);
  return best;
}

/** Convex tables when asked; else any that never fall. */
const anyTable = (isConvex: boolean): fc.Arbitrary<number[]> => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 7 }).map((steps) => {
  const added = isConvex ? steps.toSorted((one, other) => one - other) : steps;
  return [0, ...added.map((_, at) => added.slice(0, at + 1).reduce((sum, step) => sum + step, 0))];
});

/** Small networks: each resource serves one track. */
export const anyNetwork = ({ isConvex }: { readonly isConvex: boolean }): fc.Arbitrary<PlainPlacement> => fc.record({ stepCount: fc.integer({ min: 1, max: 4 }), trackCount: fc.integer({ min: 1, max: 2 }), resourceCount: fc.integer({ min: 0, max: 3 }), amounts: fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 3 })) }).chain(({ stepCount, trackCount, resourceCount, amounts }) => fc.record({
  stepCount: fc.constant(stepCount), trackCount: fc.constant(trackCount),
  costTables: fc.array(anyTable(isConvex), { minLength: 2, maxLength: 2 }),
  cellTable: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: trackCount * stepCount, maxLength: trackCount * stepCount }),
  capacities: fc.array(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: stepCount, maxLength: stepCount }), { minLength: resourceCount, maxLength: resourceCount }),
  units: fc.array(fc.record({
    track: fc.integer({ min: 0, max: trackCount - 1 }),
    options: fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: stepCount - 1 }), fc.integer({ min: -1, max: resourceCount - 1 })), { maxLength: 4, selector: String }),
  }), { minLength: 1, maxLength: 6 }),
}).map((plain) => ({
  ...plain,
  units: plain.units.map(({ track, options }) => ({ track, amount: amounts[track]!, options: options.map(([step, resource]) => [step, resource < 0 || resource % trackCount !== track ? null : resource] as const) })),
})));
