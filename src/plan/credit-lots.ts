/** Available credits of one grant that end together. */
export interface CreditLot {
  readonly grantId: string;
  /** Milliseconds; Infinity when they last for good. */
  readonly expiresAt: number;
  /** Whether it is what was kept of a lot that ended, or came back with an end of its own: nothing of it is kept once more. */
  readonly isCarried: boolean;
  /** How many were kept when it ended. */
  carriedCount: number;
  leftCount: number;
  /** When credits last came back to it. */
  refundedAt: number;
}

/** Lots with credits left, the one that ends first on top: a binary heap, so that a long history stays cheap. Of lots that end together the one granted first comes first. */
export type LotQueue = { readonly lot: CreditLot; readonly order: number }[];

const isSooner = (one: LotQueue[number] | undefined, other: LotQueue[number] | undefined): boolean =>
  one !== undefined && (other === undefined || one.lot.expiresAt < other.lot.expiresAt || (one.lot.expiresAt === other.lot.expiresAt && one.order < other.order));

function swap(queue: LotQueue, one: number, other: number): void {
  const [first, second] = [queue[one], queue[other]];
  if (first === undefined || second === undefined) return;
  queue[one] = second;
  queue[other] = first;
}

/** Puts a lot into the queue. */
export function enqueue(queue: LotQueue, lot: CreditLot, order: number): void {
  queue.push({ lot, order });
  for (let at = queue.length - 1; at > 0;) {
    const parent = (at - 1) >> 1;
    if (!isSooner(queue[at], queue[parent])) return;
    swap(queue, at, parent);
    at = parent;
  }
}

/** Takes the top lot out of the queue. */
export function dequeue(queue: LotQueue): void {
  swap(queue, 0, queue.length - 1);
  queue.pop();
  for (let at = 0; ;) {
    const left = 2 * at + 1;
    const child = isSooner(queue[left + 1], queue[left]) ? left + 1 : left;
    if (!isSooner(queue[child], queue[at])) return;
    swap(queue, at, child);
    at = child;
  }
}
