import type { AssignmentProblem } from "coachkit/optimization";

/** How many rows have no column, and what the others cost. */
export interface Outcome {
  readonly unassignedCount: number;
  readonly totalCost: number;
}

const isBetter = (one: Outcome, other: Outcome, asFew: boolean): boolean =>
  asFew && one.unassignedCount !== other.unassignedCount ? one.unassignedCount < other.unassignedCount : one.totalCost < other.totalCost;

/** Tries every assignment there is. */
export function byTryingAll({ rows, columnCapacities, unassignedRule }: AssignmentProblem): Outcome {
  const asFew = unassignedRule.kind === "as-few-as-possible";
  const room = [...columnCapacities];
  let best: Outcome = { unassignedCount: Infinity, totalCost: Infinity };
  const goOn = (row: number, sofar: Outcome): void => {
    const here = rows[row];
    if (here === undefined) {
      if (isBetter(sofar, best, asFew)) best = sofar;
      return;
    }
    goOn(row + 1, { unassignedCount: sofar.unassignedCount + 1, totalCost: sofar.totalCost + (unassignedRule.kind === "at-cost" ? unassignedRule.costs[row]! : 0) });
    here.columns.forEach((column, index) => {
      if (room[column] === 0) return;
      room[column]! -= 1;
      goOn(row + 1, { ...sofar, totalCost: sofar.totalCost + here.costs[index]! });
      room[column]! += 1;
    });
  };
  goOn(0, { unassignedCount: 0, totalCost: 0 });
  return best;
}

interface Arc { readonly from: number; readonly to: number; room: number; readonly unit: number; readonly back: number }

/** Minimum-cost flow as in a textbook: shortest augmenting paths of Bellman and Ford, one unit after the other, no prices. */
export function byPlainFlow({ rows, columnCapacities, unassignedRule }: AssignmentProblem): Outcome {
  const [source, sink] = [rows.length + columnCapacities.length, rows.length + columnCapacities.length + 1];
  const arcs: Arc[] = [];
  const connect = (from: number, to: number, { room, unit }: { readonly room: number; readonly unit: number }): void => {
    arcs.push({ from, to, room, unit, back: arcs.length + 1 });
    arcs.push({ from: to, to: from, room: 0, unit: -unit, back: arcs.length - 1 });
  };
  rows.forEach(({ columns, costs }, row) => {
    connect(source, row, { room: 1, unit: 0 });
    columns.forEach((column, index) => { connect(row, rows.length + column, { room: 1, unit: costs[index]! }); });
    if (unassignedRule.kind === "at-cost") connect(row, sink, { room: 1, unit: unassignedRule.costs[row]! });
  });
  columnCapacities.forEach((room, column) => { connect(rows.length + column, sink, { room, unit: 0 }); });
  let [sent, totalCost] = [0, 0];
  for (;;) {
    const distance = new Array<number>(sink + 1).fill(Infinity);
    const by: (Arc | undefined)[] = [];
    distance[source] = 0;
    for (let hasChanged = true; hasChanged;) {
      hasChanged = false;
      for (const arc of arcs) {
        const length = distance[arc.from]! + arc.unit;
        // dust of rounding must not turn in circles
        if (arc.room > 0 && length < distance[arc.to]! - 1e-9) { distance[arc.to] = length; by[arc.to] = arc; hasChanged = true; }
      }
    }
    if (distance[sink] === Infinity) break;
    for (let arc = by[sink]; arc !== undefined; arc = by[arc.from]) { arc.room -= 1; arcs[arc.back]!.room += 1; totalCost += arc.unit; }
    sent += 1;
  }
  return { unassignedCount: unassignedRule.kind === "at-cost" ? NaN : rows.length - sent, totalCost };
}
