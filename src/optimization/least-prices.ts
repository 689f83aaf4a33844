import { type ColumnQueue, columnQueue, dequeue, enqueue } from "./column-queue.js";
import { columnShift, costOfPair, type CostTable } from "./cost-table.js";
import type { Settlement } from "./transportation-simplex.js";

/** The rows of each column, one column's behind another's; those without a column last. */
interface RowsByColumn {
  readonly firstRow: Uint32Array;
  readonly rows: Uint32Array;
}

function rowsByColumn({ columnCount, rowCount }: CostTable, columnOfRow: Int32Array): RowsByColumn {
  const firstRow = new Uint32Array(columnCount + 2);
  for (const column of columnOfRow) firstRow[column + 1] = (firstRow[column + 1] ?? 0) + 1;
  for (let column = 0; column <= columnCount; column += 1) firstRow[column + 1] = (firstRow[column + 1] ?? 0) + (firstRow[column] ?? 0);
  const next = firstRow.slice();
  const rows = new Uint32Array(rowCount);
  columnOfRow.forEach((column, row) => {
    rows[next[column] ?? 0] = row;
    next[column] = (next[column] ?? 0) + 1;
  });
  return { firstRow, rows };
}

/** When the price of `column` falls by its drop, its rows get cheaper by as much: another column's price may fall by that and by how much dearer it is to them, no further. */
function spread(table: CostTable, { settlement: { prices, tiers }, drops, byColumn }: { readonly settlement: Settlement; readonly drops: ColumnQueue; readonly byColumn: RowsByColumn }, column: number): void {
  const { firstPair, columns, costs, capacities, columnCount, unassignedCosts } = table;
  const { firstRow, rows } = byColumn;
  const [dropTier = 0, drop = 0, ownTier = 0, ownPrice = 0] = [drops.tiers[column], drops.amounts[column], tiers[column], prices[column]];
  for (let index = firstRow[column] ?? 0; index < (firstRow[column + 1] ?? 0); index += 1) {
    const row = rows[index] ?? 0;
    const presentCost = column === columnCount ? (unassignedCosts?.[row] ?? 0) : costOfPair(table, row, column);
    const base = drop - (presentCost + ownPrice);
    const shift = columnShift(table, row);
    for (let at = firstPair[row] ?? 0; at < (firstPair[row + 1] ?? 0); at += 1) {
      const other = columns[at + shift] ?? 0;
      const tier = dropTier + (tiers[other] ?? 0) - ownTier;
      const amount = base + ((costs[at] ?? Infinity) + (prices[other] ?? 0));
      const known = drops.tiers[other] ?? 0;
      if (tier > known || (tier === known && amount >= (drops.amounts[other] ?? 0)) || amount === Infinity || capacities[other] === 0) continue;
      drops.tiers[other] = tier;
      drops.amounts[other] = amount;
      enqueue(drops, other);
    }
  }
}

/** A column without room has no price yet: the least at which no row would want it. */
function priceClosedColumns(table: CostTable, { prices, tiers, columnOfRow }: Settlement): void {
  const { rowCount, columnCount, capacities, firstPair, columns, costs, unassignedCosts } = table;
  for (let column = 0; column < columnCount; column += 1) if (capacities[column] === 0) prices[column] = 0;
  for (let row = 0; row < rowCount; row += 1) {
    const place = columnOfRow[row] ?? 0;
    const tier = tiers[place] ?? 0;
    const rowPrice = (place === columnCount ? (unassignedCosts?.[row] ?? 0) : costOfPair(table, row, place)) + (prices[place] ?? 0);
    const shift = columnShift(table, row);
    for (let at = firstPair[row] ?? 0; at < (firstPair[row + 1] ?? 0); at += 1) {
      const column = columns[at + shift] ?? 0;
      const cost = costs[at] ?? Infinity;
      if (capacities[column] !== 0 || cost === Infinity || tier < (tiers[column] ?? 0)) continue;
      prices[column] = tier === tiers[column] ? Math.max(prices[column] ?? 0, rowPrice - cost) : rowPrice - cost;
      tiers[column] = tier;
    }
  }
}

/**
 * Lowers the prices as far as they still prove the assignment. They are then what one place more would save, and depend on nothing but the problem.
 * A price falls to zero at most, and no further than rows elsewhere stay where they are: shortest paths from those two bounds (E. W. Dijkstra, 1959).
 */
export function lowerPrices(table: CostTable, settlement: Settlement): void {
  const { columnCount, capacities } = table;
  const { prices, tiers } = settlement;
  const drops = columnQueue(tiers.slice(), prices.slice());
  const byColumn = rowsByColumn(table, settlement.columnOfRow);
  drops.tiers[columnCount] = 0;
  for (let column = 0; column < columnCount; column += 1) if (capacities[column] !== 0) enqueue(drops, column);
  spread(table, { settlement, drops, byColumn }, columnCount);
  while (drops.count > 0) spread(table, { settlement, drops, byColumn }, dequeue(drops));
  for (let column = 0; column < columnCount; column += 1) {
    if (capacities[column] === 0) continue;
    prices[column] = (prices[column] ?? 0) - (drops.amounts[column] ?? 0);
    tiers[column] = (tiers[column] ?? 0) - (drops.tiers[column] ?? 0);
  }
  if (capacities.includes(0)) priceClosedColumns(table, settlement);
}
