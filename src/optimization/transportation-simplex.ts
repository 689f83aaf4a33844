import { columnShift, type CostTable } from "./cost-table.js";
import { type ExitTree, exitTree, hang, NONE, shiftPrices } from "./exit-tree.js";

/** Where each row is, and the prices that prove it. Index `columnCount` stands for "no column", which always has room. */
export interface Settlement {
  readonly columnOfRow: Int32Array;
  readonly prices: Float64Array;
  readonly tiers: Int8Array;
}

interface Simplex {
  readonly table: CostTable;
  readonly tree: ExitTree;
  readonly room: Float64Array;
  readonly columnOfRow: Int32Array;
  /** What each row costs where it is. */
  readonly presentCosts: Float64Array;
}

/** The best move of one row: to which column, what it costs there, and by how much it is better, prices included. */
interface Move {
  row: number;
  to: number;
  costThere: number;
  tierGain: number;
  gain: number;
}
const noMove = (): Move => ({ row: NONE, to: NONE, costThere: 0, tierGain: 0, gain: 0 });

/** So many rows are looked at before the best of their moves is made: at first each row moves by itself, then 2, 4, and from then on 8 are compared. Moves are dear where the tree is deep, and the best of a few saves most of them. */
const MOST_ROWS_PER_MOVE = 8;

/** Every row is without a column, and every column has room. A column without any room is too dear for everyone. */
function simplexOver(table: CostTable): Simplex {
  const { rowCount, columnCount, capacities, unassignedCosts } = table;
  const tree = exitTree(columnCount + 1);
  const room = Float64Array.from({ length: columnCount + 1 }, (_, column) => capacities[column] ?? Infinity);
  for (let column = 0; column < columnCount; column += 1) if (room[column] === 0) tree.prices[column] = Infinity;
  if (unassignedCosts === null) tree.tiers[columnCount] = 1;
  return { table, tree, room, columnOfRow: new Int32Array(rowCount).fill(columnCount), presentCosts: unassignedCosts?.slice() ?? new Float64Array(rowCount) };
}

/** Finds the best place of a row at the present prices; of equal ones the present place, then the lowest index. Returns whether there is a better one. */
function findMove({ table, tree: { prices, tiers }, columnOfRow, presentCosts }: Simplex, row: number, move: Move): boolean {
  const { firstPair, columns, costs, columnCount, unassignedCosts } = table;
  const present = columnOfRow[row] ?? 0;
  const presentTier = tiers[present] ?? 0;
  const presentSum = (presentCosts[row] ?? 0) + (prices[present] ?? 0);
  let [to, tier, least, costThere] = [present, presentTier, presentSum, 0];
  const shift = columnShift(table, row);
  const end = firstPair[row + 1] ?? 0;
  for (let at = firstPair[row] ?? 0; at < end; at += 1) {
    const column = columns[at + shift] ?? 0;
    const cost = costs[at] ?? Infinity;
    const sum = cost + (prices[column] ?? 0);
    const itsTier = tiers[column] ?? 0;
    if (itsTier < tier ? sum < Infinity : sum < least && itsTier === tier) [to, tier, least, costThere] = [column, itsTier, sum, cost];
  }
  const outside = unassignedCosts?.[row] ?? 0;
  if (outside < least && tiers[columnCount] === tier) [to, least, costThere] = [columnCount, outside, outside];
  move.row = row;
  move.to = to;
  move.costThere = costThere;
  move.tierGain = presentTier - tier;
  move.gain = presentSum - least;
  return to !== present;
}

/** The last column before `stop` on the way out of `column`; the root of the way when it does not come past `stop`. */
function lastBefore({ parent }: ExitTree, column: number, stop: number): number {
  let at = column;
  for (let above = parent[at] ?? NONE; above !== NONE && above !== stop; above = parent[at] ?? NONE) at = above;
  return at;
}

/** A chain of moves: a row enters `to`, whose exit row goes on, and so on to the exit row of `last`, which goes on to the column above it. NONE as a row: `to` gives up a place. */
interface Chain {
  readonly row: number;
  readonly to: number;
  readonly costThere: number;
  /** Where `to` hangs afterwards. */
  readonly above: number;
  readonly last: number;
}

function place({ columnOfRow, presentCosts }: Simplex, row: number, { column, costThere }: { readonly column: number; readonly costThere: number }): void {
  if (row === NONE || column === NONE) return;
  columnOfRow[row] = column;
  presentCosts[row] = costThere;
}

/** Makes the moves of a chain. Each column then has the way out by which its newcomer came, so that the chain hangs upside down. */
function moveAlong(simplex: Simplex, { row, to, costThere, above, last }: Chain): void {
  const { tree, presentCosts } = simplex;
  const { parent, exitRow, prices } = tree;
  let [column, higher, comer, cost] = [to, above, row, costThere];
  for (;;) {
    const next = parent[column] ?? NONE;
    const leaver = exitRow[column] ?? NONE;
    // an exit row would cost the same at both its places, prices included
    const costNext = (presentCosts[leaver] ?? 0) + (prices[column] ?? 0) - (prices[next] ?? 0);
    hang(tree, column, { above: higher, exitRow: higher === NONE ? NONE : comer });
    place(simplex, comer, { column, costThere: cost });
    if (column === last) {
      if (leaver !== row) place(simplex, leaver, { column: next, costThere: costNext });
      return;
    }
    [higher, column, comer, cost] = [column, next, leaver, costNext];
  }
}

/** Makes a move that fills a place in the root above `to`, and frees one in `from`, which has room; without `from` in `to` itself. */
function moveToRoot(simplex: Simplex, { row, to, costThere, tierGain, gain }: Move, from: number): void {
  const { tree, room } = simplex;
  const root = lastBefore(tree, to, NONE);
  const source = from === NONE ? to : from;
  const left = (room[root] ?? 0) - 1;
  room[root] = left;
  room[source] = (room[source] ?? 0) + 1;
  if (left > 0 && root === to) {
    place(simplex, row, { column: to, costThere });
    return;
  }
  moveAlong(simplex, { row, to, costThere, above: from, last: left > 0 ? lastBefore(tree, to, root) : root });
  shiftPrices(tree, to, { tierChange: tierGain, priceChange: gain });
}

/**
 * Makes a move, so that both places of the row cost the same, prices included.
 * A way out of `to` that comes past `from` closes a circle, and everyone on it moves one on. Otherwise the row can go only when its column may lose one.
 * When it may not, nobody moves: the column has a cheaper way out from now on. Ways out stay strongly feasible, so no tree comes twice.
 */
function make(simplex: Simplex, move: Move): void {
  const { tree, columnOfRow } = simplex;
  const { row, to, costThere, tierGain, gain } = move;
  const from = columnOfRow[row] ?? 0;
  const above = tree.parent[from] ?? NONE;
  const last = lastBefore(tree, to, from);
  if (tree.parent[last] === from) {
    // a row that is the way out of its own column takes that column along
    moveAlong(simplex, tree.exitRow[from] === row ? { row, to, costThere, above, last: from } : { row, to, costThere, above: from, last });
    shiftPrices(tree, to, { tierChange: tierGain, priceChange: gain });
  } else if (above === NONE) {
    moveToRoot(simplex, move, from);
  } else {
    hang(tree, from, { above: to, exitRow: row });
    shiftPrices(tree, from, { tierChange: -tierGain, priceChange: -gain });
  }
}

/** A full column whose price fell below zero gives up a place: having one row less is cheaper. Returns whether there was one. */
function openColumns(simplex: Simplex): boolean {
  const { tree: { prices, tiers }, table: { columnCount } } = simplex;
  let wasOpened = false;
  for (let column = 0; column < columnCount; column += 1) {
    const price = prices[column] ?? 0;
    if (price >= 0 || tiers[column] !== 0) continue;
    wasOpened = true;
    moveToRoot(simplex, { ...noMove(), to: column, gain: -price }, NONE);
  }
  return wasOpened;
}

const isBetter = (move: Move, other: Move): boolean => move.tierGain > other.tierGain || (move.tierGain === other.tierGain && move.gain > other.gain);

/** Looks at all rows, a few at a time, and makes the best move of each few. Returns whether there was one. */
function improve(simplex: Simplex, rowsPerMove: number): boolean {
  const { rowCount } = simplex.table;
  let [move, best, wasImproved] = [noMove(), noMove(), false];
  for (let from = 0; from < rowCount; from += rowsPerMove) {
    best.to = NONE;
    for (let row = from; row < Math.min(from + rowsPerMove, rowCount); row += 1) {
      if (findMove(simplex, row, move) && (best.to === NONE || isBetter(move, best))) [move, best] = [best, move];
    }
    if (best.to === NONE) continue;
    make(simplex, best);
    wasImproved = true;
  }
  return wasImproved;
}

/** The least total; with as few rows as can be without a column where the table has no costs for that. The costs have to be whole numbers of grains: see `costGrain`. Columns without any room have no price yet: see `lowerPrices`. */
export function settle(table: CostTable): Settlement {
  const simplex = simplexOver(table);
  for (let [rowsPerMove, goesOn] = [1, true]; goesOn; rowsPerMove = Math.min(2 * rowsPerMove, MOST_ROWS_PER_MOVE)) {
    const wasImproved = improve(simplex, rowsPerMove);
    goesOn = openColumns(simplex) || wasImproved;
  }
  return { columnOfRow: simplex.columnOfRow, prices: simplex.tree.prices, tiers: simplex.tree.tiers };
}
