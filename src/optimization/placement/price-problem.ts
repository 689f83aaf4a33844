import { blockOrder } from "./block-order.js";
import { envelopeSteps } from "./convex-envelope.js";
import { trackGrains } from "./placement-bound.js";
import { NO_RESOURCE, type PlacementProblemColumns } from "./placement-columns.js";

/** The lower convex envelope of what a cell costs, counted in grains of its track. */
interface CellHull {
  readonly grain: number;
  /** What each further grain adds; never falls. */
  readonly steps: Float64Array;
  /** What so many grains cost on the envelope. */
  readonly values: Float64Array;
}

/** The problem without its members, laid out so that the answer to prices is found fast. */
export interface PriceProblem {
  readonly problem: PlacementProblemColumns;
  /** Units that have an option; those of the same loads and steps stand together. */
  readonly units: Int32Array;
  /** Whether a unit of `units` has the loads and steps of the one before it. */
  readonly isLikeLast: Uint8Array;
  /** Cells of resources that some option covers stand in the order of resources and steps, without the others: the place of the first that each option covers. An option without a resource covers places behind the last. */
  readonly firstPlace: Int32Array;
  /** Where the places of each resource begin; one more than resources. */
  readonly placesOf: Int32Array;
  /** The cell of a resource (resource × stepCount + step) that stands at each place. */
  readonly cellOfPlace: Int32Array;
  readonly capacityOfPlace: Float64Array;
  readonly mostSteps: number;
  readonly hulls: readonly CellHull[];
  /** Which hull each cell has; −1 where nobody loads its track. */
  readonly hullOfCell: Int32Array;
}

function hullOf(table: Float64Array, grain: number): CellHull {
  const inGrains = Float64Array.from({ length: Math.floor((table.length - 1) / grain) + 1 }, (_, at) => table[at * grain] ?? 0);
  const steps = envelopeSteps(inGrains);
  const values = new Float64Array(steps.length + 1);
  steps.forEach((step, at) => { values[at + 1] = (values[at] ?? 0) + step; });
  return { grain, steps, values };
}

function hullsOf(problem: PlacementProblemColumns): Pick<PriceProblem, "hulls" | "hullOfCell"> {
  const { cellTable, costTables, stepCount } = problem;
  const grains = trackGrains(problem);
  const hulls: CellHull[] = [];
  const known = new Map<string, number>();
  const hullOfCell = Int32Array.from(cellTable, (table, cell) => {
    const grain = grains[Math.floor(cell / stepCount)] ?? 0;
    if (grain === 0) return -1;
    const key = `${String(table)} ${String(grain)}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, hulls.length);
    return hulls.push(hullOf(costTables[table] ?? new Float64Array(1), grain)) - 1;
  });
  return { hulls, hullOfCell };
}

/** Loads and steps of a unit as text: what is alike has the same. */
function loadText({ unitSteps, loads: { firstLoad, track, size: amount } }: PlacementProblemColumns, unit: number): string {
  const parts: number[] = [unitSteps[unit] ?? 0];
  for (let at = firstLoad[unit] ?? 0; at < (firstLoad[unit + 1] ?? 0); at += 1) parts.push(track[at] ?? 0, amount[at] ?? 0);
  return parts.join(" ");
}

function unitsByLoad(problem: PlacementProblemColumns): Pick<PriceProblem, "units" | "isLikeLast"> {
  const { options: { firstOption } } = problem;
  const alike = new Map<string, number[]>();
  // sums are then rounded alike in whatever order units are given
  for (const unit of blockOrder(problem)) {
    if (firstOption[unit] === firstOption[unit + 1]) continue;
    const text = loadText(problem, unit);
    const list = alike.get(text);
    if (list === undefined) alike.set(text, [unit]);
    else list.push(unit);
  }
  const lists = [...alike.values()];
  return { units: Int32Array.from(lists.flat()), isLikeLast: Uint8Array.from(lists.flatMap((list) => list.map((_, at) => (at > 0 ? 1 : 0)))) };
}

function placesOf(problem: PlacementProblemColumns): Pick<PriceProblem, "firstPlace" | "placesOf" | "cellOfPlace" | "capacityOfPlace"> {
  const { unitCount, unitSteps, stepCount, resourceCount, resourceCapacity, options: { firstOption, step, resource } } = problem;
  const isCovered = new Uint8Array(resourceCount * stepCount);
  for (let unit = 0; unit < unitCount; unit += 1) {
    for (let option = firstOption[unit] ?? 0; option < (firstOption[unit + 1] ?? 0); option += 1) {
      const whose = resource[option] ?? NO_RESOURCE;
      const begin = whose * stepCount + (step[option] ?? 0);
      if (whose !== NO_RESOURCE) isCovered.fill(1, begin, begin + (unitSteps[unit] ?? 0));
    }
  }
  const placeOfCell = new Int32Array(isCovered.length + 1);
  for (let cell = 0; cell < isCovered.length; cell += 1) placeOfCell[cell + 1] = (placeOfCell[cell] ?? 0) + (isCovered[cell] ?? 0);
  const count = placeOfCell[isCovered.length] ?? 0;
  const cellOfPlace = new Int32Array(count);
  isCovered.forEach((covered, cell) => { if (covered === 1) cellOfPlace[placeOfCell[cell] ?? 0] = cell; });
  return {
    firstPlace: Int32Array.from(step, (start, option) => (resource[option] === NO_RESOURCE ? count : (placeOfCell[(resource[option] ?? 0) * stepCount + start] ?? 0))),
    placesOf: Int32Array.from({ length: resourceCount + 1 }, (_, one) => placeOfCell[one * stepCount] ?? 0),
    cellOfPlace, capacityOfPlace: Float64Array.from(cellOfPlace, (cell) => resourceCapacity[cell] ?? 0),
  };
}

/** Lays out a problem for pricing. */
export const priceProblem = (problem: PlacementProblemColumns): PriceProblem => ({
  problem, ...unitsByLoad(problem), ...placesOf(problem), ...hullsOf(problem), mostSteps: problem.unitSteps.reduce((most, steps) => Math.max(most, steps), 1),
});
