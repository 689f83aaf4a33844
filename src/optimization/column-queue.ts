/** Columns that wait, the one with the least key first; of equal ones the lowest index. Keys are pairs (tier, amount), compared tier first. */
export interface ColumnQueue {
  /** A binary heap of columns. */
  readonly heap: Int32Array;
  /** Place of each column in the heap, −1 when it does not wait. */
  readonly place: Int32Array;
  readonly tiers: Int8Array;
  readonly amounts: Float64Array;
  count: number;
}

/** An empty queue for these keys, which the caller may lower. */
export const columnQueue = (tiers: Int8Array, amounts: Float64Array): ColumnQueue => ({ heap: new Int32Array(amounts.length), place: new Int32Array(amounts.length).fill(-1), tiers, amounts, count: 0 });

function comesFirst({ tiers, amounts }: ColumnQueue, column: number, other: number): boolean {
  const tierApart = (tiers[column] ?? 0) - (tiers[other] ?? 0);
  if (tierApart !== 0) return tierApart < 0;
  const [one = 0, two = 0] = [amounts[column], amounts[other]];
  return one < two || (one === two && column < other);
}

function put({ heap, place }: ColumnQueue, at: number, column: number): void {
  heap[at] = column;
  place[column] = at;
}

/** Lets a column wait, or moves it forward after its key was lowered. */
export function enqueue(queue: ColumnQueue, column: number): void {
  const { heap, place } = queue;
  let at = place[column] ?? -1;
  if (at < 0) {
    at = queue.count;
    queue.count += 1;
  }
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent] ?? 0;
    if (!comesFirst(queue, column, above)) break;
    put(queue, at, above);
    at = parent;
  }
  put(queue, at, column);
}

/** Takes the first column out. */
export function dequeue(queue: ColumnQueue): number {
  const { heap, place } = queue;
  const first = heap[0] ?? 0;
  place[first] = -1;
  queue.count -= 1;
  if (queue.count === 0) return first;
  const last = heap[queue.count] ?? 0;
  let at = 0;
  for (let child = 1; child < queue.count; child = 2 * at + 1) {
    if (child + 1 < queue.count && comesFirst(queue, heap[child + 1] ?? 0, heap[child] ?? 0)) child += 1;
    const below = heap[child] ?? 0;
    if (!comesFirst(queue, below, last)) break;
    put(queue, at, below);
    at = child;
  }
  put(queue, at, last);
  return first;
}
