/**
 * What readers of published groups can work out by adding and subtracting them: the row space of the matrix whose rows are the published groups and whose columns are classes of people.
 * A class is all people who are in the same groups; what holds for one of them holds for all. Entries are whole numbers and exact: where one grows too large, the answer is "not proven".
 */
export interface DisclosedSpace {
  /** People of each class. */
  readonly sizes: readonly number[];
  /** The reduced rows by their leading class, which no other row holds. Rows that hold a class of many people are led by one of their largest. */
  readonly rows: Map<number, GroupRow>;
  /** For each class the leading classes of the rows that hold it. */
  readonly leaders: Map<number, Set<number>>;
}

/** A combination of groups: how often each class counts in it; classes that do not are absent. */
export type GroupRow = ReadonlyMap<number, number>;

/** How much work an audit may still do. Below zero nothing is proven any more. */
export interface AuditGauge {
  /** Entries that may still be looked at. */
  stepsLeft: number;
}

/** With entries up to here, products of two and their differences are exact. */
const LARGEST_ENTRY = 2 ** 26;

/** The space of readers who have seen nothing. */
export const emptySpace = (sizes: readonly number[]): DisclosedSpace => ({ sizes, rows: new Map(), leaders: new Map() });

function commonDivisor(a: number, b: number): number {
  let [larger, smaller] = [Math.abs(a), Math.abs(b)];
  while (smaller !== 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

/** Divides `row` by what all its entries have in common. */
function shorten(row: Map<number, number>, gauge: AuditGauge): void {
  let common = 0;
  for (const entry of row.values()) {
    common = commonDivisor(common, entry);
    if (common === 1) break;
  }
  for (const [column, entry] of row) {
    if (common > 1) row.set(column, entry / common);
    if (Math.abs(entry) > LARGEST_ENTRY * common) gauge.stepsLeft = -1;
  }
}

/** Takes from `target` the multiple of `row` that leaves nothing of `column`. */
function clear(target: Map<number, number>, row: GroupRow, column: number, gauge: AuditGauge): void {
  const [held, taken] = [target.get(column) ?? 0, row.get(column) ?? 1];
  const common = commonDivisor(held, taken);
  const scale = Math.abs(taken) / common;
  const times = (held / common) * Math.sign(taken);
  gauge.stepsLeft -= row.size + (scale === 1 ? 0 : target.size);
  if (scale !== 1) for (const [at, entry] of target) target.set(at, entry * scale);
  let largest = 0;
  for (const [at, entry] of row) {
    const left = (target.get(at) ?? 0) - entry * times;
    largest = Math.max(largest, Math.abs(left));
    if (left === 0) target.delete(at);
    else target.set(at, left);
  }
  if (scale !== 1 || largest > 1) shorten(target, gauge);
}

/** What `row` adds to the space: empty when it can be worked out already. */
export function reduced(space: DisclosedSpace, row: GroupRow, gauge: AuditGauge): GroupRow {
  const rest = new Map(row);
  gauge.stepsLeft -= row.size;
  for (const column of row.keys()) {
    const leading = space.rows.get(column);
    if (leading !== undefined) clear(rest, leading, column, gauge);
    if (gauge.stepsLeft < 0) break;
  }
  return rest;
}

function drop(space: DisclosedSpace, leader: number): void {
  for (const column of space.rows.get(leader)?.keys() ?? []) space.leaders.get(column)?.delete(leader);
  space.rows.delete(leader);
}

function put(space: DisclosedSpace, leader: number, row: GroupRow): void {
  drop(space, leader);
  space.rows.set(leader, row);
  for (const column of row.keys()) {
    const leaders = space.leaders.get(column) ?? new Set();
    space.leaders.set(column, leaders.add(leader));
  }
}

/** The rows, by their leaders, as they are once `row` leads `column`. Nothing is changed yet. */
function cleared(space: DisclosedSpace, row: GroupRow, column: number, gauge: AuditGauge): readonly (readonly [leader: number, row: GroupRow])[] {
  const changed: (readonly [number, GroupRow])[] = [];
  for (const leader of space.leaders.get(column) ?? []) {
    const other = new Map(space.rows.get(leader));
    gauge.stepsLeft -= other.size;
    clear(other, row, column, gauge);
    if (gauge.stepsLeft < 0) break;
    changed.push([leader, other]);
  }
  return changed;
}

/** Of the classes in `row` one with the most people. */
function largestClass(space: DisclosedSpace, row: GroupRow): number {
  let [largest = 0] = row.keys();
  for (const column of row.keys()) if ((space.sizes[column] ?? 0) > (space.sizes[largest] ?? 0)) largest = column;
  return largest;
}

/** Adds what `reduced` left of a row. Returns whether it was added: not without steps. */
export function disclose(space: DisclosedSpace, rest: GroupRow, gauge: AuditGauge): boolean {
  const leader = largestClass(space, rest);
  const changed = cleared(space, rest, leader, gauge);
  if (gauge.stepsLeft < 0) return false;
  for (const [other, row] of changed) put(space, other, row);
  put(space, leader, rest);
  return true;
}

interface Search {
  readonly space: DisclosedSpace;
  /** What the row in question adds to the space. */
  readonly rest: GroupRow;
  readonly gauge: AuditGauge;
  /** Classes that the combination looked for may hold. */
  readonly taken: Set<number>;
  /** Classes that it does not hold: combinations with them have been looked at. */
  readonly closed: Set<number>;
}

/** A row that may be added at will, and the class outside the taken ones that it alone of such rows holds. */
interface FreeRow {
  readonly row: Map<number, number>;
  readonly at: number;
}

/** The rows led by taken classes: no other class keeps their leaders in check. */
function freeRows({ space, gauge, taken }: Search): readonly FreeRow[] {
  const free: FreeRow[] = [];
  for (const leader of taken) {
    const row = new Map(space.rows.get(leader));
    gauge.stepsLeft -= row.size + 1;
    for (const other of free) if (row.has(other.at)) clear(row, other.row, other.at, gauge);
    for (const at of row.keys()) {
      if (taken.has(at)) continue;
      for (const other of free) if (other.row.has(at)) clear(other.row, row, at, gauge);
      free.push({ row, at });
      break;
    }
  }
  return free;
}

/**
 * The classes of which a combination has to hold one, beside the taken ones, for the class `column` of what is left to be cleared: the class itself and the leaders of the rows that hold it, with those of the free rows.
 * They are where a change of answers lies that no group in the space notices, and the row in question does.
 */
function classesOfChange({ space, gauge }: Search, free: readonly FreeRow[], column: number): ReadonlySet<number> {
  const classes = new Set<number>();
  for (const at of [column, ...free.filter(({ row }) => row.has(column)).map((one) => one.at)]) {
    classes.add(at);
    for (const leader of space.leaders.get(at) ?? []) classes.add(leader);
  }
  gauge.stepsLeft -= classes.size + free.length;
  return classes;
}

/** The fewest classes of which a combination that reaches at most `peopleLeft` more people has to hold one; none at all is a proof that there is no such combination. Undefined when nothing is left to be cleared. */
function fewestOpen(search: Search, left: GroupRow, free: readonly FreeRow[], peopleLeft: number): readonly number[] | undefined {
  const { space, gauge, taken, closed } = search;
  let fewest: readonly number[] | undefined;
  for (const column of left.keys()) {
    if (taken.has(column)) continue;
    const open = [...classesOfChange(search, free, column)].filter((one) => (space.sizes[one] ?? 0) <= peopleLeft && !taken.has(one) && !closed.has(one));
    if (fewest === undefined || open.length < fewest.length) fewest = open;
    if (open.length === 0 || gauge.stepsLeft < 0) break;
  }
  return fewest;
}

function isOutOfReach(search: Search, peopleLeft: number): boolean {
  const { space, rest, gauge, taken, closed } = search;
  const free = freeRows(search);
  const left = new Map(rest);
  gauge.stepsLeft -= left.size;
  for (const { row, at } of free) if (left.has(at)) clear(left, row, at, gauge);
  const open = gauge.stepsLeft < 0 ? undefined : fewestOpen(search, left, free, peopleLeft);
  if (open === undefined) return false;
  let isSafe = true;
  for (const one of open) {
    taken.add(one);
    isSafe = isOutOfReach(search, peopleLeft - (space.sizes[one] ?? 0));
    taken.delete(one);
    if (!isSafe) break;
    closed.add(one);
  }
  for (const one of open) closed.delete(one);
  return isSafe;
}

/**
 * Whether nobody who also sees a row could work out anything about 1 to `leastCount` − 1 people: every combination of it with the space, itself not left out, holds `leastCount` people or more.
 * `rest` is what `reduced` left of it. Exact, by branching over the classes that such a combination would have to hold. Also false when the gauge ran out before the proof was complete.
 */
export const isShielded = (space: DisclosedSpace, rest: GroupRow, leastCount: number, gauge: AuditGauge): boolean =>
  isOutOfReach({ space, rest, gauge, taken: new Set(), closed: new Set() }, leastCount - 1);
