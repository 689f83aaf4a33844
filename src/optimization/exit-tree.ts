/** Says "none" where a row or a column is meant. */
export const NONE = -1;

/**
 * Each full column has one way out: its exit row would move to its parent column, that one's exit row to the next, up to a column with room, which is a root.
 * A price is what a place in the column costs the others: the least that a chain of moves out of it adds. Prices are pairs (tier, price), compared tier first.
 * This is the basis of the transportation simplex method, in the form that W. H. Cunningham calls strongly feasible ("A network simplex method", Mathematical Programming 11, 1976).
 */
export interface ExitTree {
  readonly parent: Int32Array;
  readonly exitRow: Int32Array;
  readonly firstChild: Int32Array;
  readonly nextSibling: Int32Array;
  readonly previousSibling: Int32Array;
  readonly prices: Float64Array;
  readonly tiers: Int8Array;
  /** Room for a walk. */
  readonly stack: Int32Array;
}

const none = (count: number): Int32Array => new Int32Array(count).fill(NONE);

/** A tree in which every column has room. */
export const exitTree = (columnCount: number): ExitTree => ({
  parent: none(columnCount), exitRow: none(columnCount), firstChild: none(columnCount), nextSibling: none(columnCount), previousSibling: none(columnCount),
  prices: new Float64Array(columnCount), tiers: new Int8Array(columnCount), stack: new Int32Array(columnCount),
});

/** Takes a column, with all below it, from its parent. */
function detach({ parent, firstChild, nextSibling, previousSibling }: ExitTree, column: number): void {
  const above = parent[column] ?? NONE;
  if (above === NONE) return;
  const next = nextSibling[column] ?? NONE;
  const previous = previousSibling[column] ?? NONE;
  if (previous === NONE) firstChild[above] = next;
  else nextSibling[previous] = next;
  if (next !== NONE) previousSibling[next] = previous;
  parent[column] = NONE;
}

/** Gives a column, with all below it, another way out; `above` is NONE for a column that has room. */
export function hang(tree: ExitTree, column: number, { above, exitRow }: { readonly above: number; readonly exitRow: number }): void {
  const { parent, firstChild, nextSibling, previousSibling } = tree;
  detach(tree, column);
  parent[column] = above;
  tree.exitRow[column] = exitRow;
  previousSibling[column] = NONE;
  nextSibling[column] = NONE;
  if (above === NONE) return;
  const first = firstChild[above] ?? NONE;
  nextSibling[column] = first;
  if (first !== NONE) previousSibling[first] = column;
  firstChild[above] = column;
}

/** Adds to the price of a column and of all below it. */
export function shiftPrices({ firstChild, nextSibling, prices, tiers, stack }: ExitTree, column: number, { tierChange, priceChange }: { readonly tierChange: number; readonly priceChange: number }): void {
  stack[0] = column;
  for (let waiting = 1; waiting > 0;) {
    waiting -= 1;
    const at = stack[waiting] ?? 0;
    prices[at] = (prices[at] ?? 0) + priceChange;
    tiers[at] = (tiers[at] ?? 0) + tierChange;
    for (let child = firstChild[at] ?? NONE; child !== NONE; child = nextSibling[child] ?? NONE) {
      stack[waiting] = child;
      waiting += 1;
    }
  }
}
