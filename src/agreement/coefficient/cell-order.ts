/** Where ratings stand: the subject and the rater of each, as places that count from 0. */
export interface Cells {
  readonly subjectCount: number;
  readonly raterCount: number;
  readonly subjects: Uint32Array;
  readonly raters: Uint32Array;
}
/** Ratings by subject, and of a subject by rater: those of subject s are `order[starts[s]]` to before `order[starts[s + 1]]`; where `order` is null they stand so already. */
export interface CellOrder {
  readonly starts: Uint32Array;
  readonly order: Uint32Array | null;
  /** How many of the raters rated anything. */
  readonly activeRaterCount: number;
}

/** How many ratings stand at each place, one place further on, to where each place starts. */
function addUp(starts: Uint32Array): Uint32Array {
  for (let place = 1; place < starts.length; place += 1) starts[place] = (starts[place] as number) + (starts[place - 1] as number);
  return starts;
}

/** One pass of a sort by places; what is equal keeps its order. */
function sorted(order: Uint32Array | null, places: Uint32Array, starts: Uint32Array): Uint32Array {
  const next = starts.slice();
  const result = new Uint32Array(places.length);
  for (let at = 0; at < places.length; at += 1) {
    const index = order === null ? at : (order[at] as number);
    const place = places[index] as number;
    const to = next[place] as number;
    result[to] = index;
    next[place] = to + 1;
  }
  return result;
}

/** What one pass over the cells tells. */
interface Inspection {
  /** Where the ratings of each subject start. */
  readonly starts: Uint32Array;
  /** Whether every subject and every rater is one that there is. */
  readonly areKnown: boolean;
  /** Whether cells stand by subject and then by rater, none of them twice. */
  readonly areSorted: boolean;
  readonly activeRaterCount: number;
}

/** Looks at every cell once. */
export function inspect({ subjectCount, raterCount, subjects, raters }: Cells): Inspection {
  const starts = new Uint32Array(subjectCount + 1);
  const isActive = new Uint8Array(raterCount);
  let areKnown = true;
  let areSorted = true;
  let lastSubject = -1;
  let lastRater = -1;
  for (let index = 0; index < subjects.length; index += 1) {
    const subject = subjects[index] as number;
    const rater = raters[index] as number;
    if (subject >= subjectCount || rater >= raterCount) areKnown = false;
    if (subject < lastSubject || (subject === lastSubject && rater <= lastRater)) areSorted = false;
    starts[subject + 1] = (starts[subject + 1] as number) + 1;
    isActive[rater] = 1;
    lastSubject = subject;
    lastRater = rater;
  }
  let activeRaterCount = 0;
  for (let rater = 0; rater < raterCount; rater += 1) activeRaterCount += isActive[rater] as number;
  return { starts: addUp(starts), areKnown, areSorted, activeRaterCount };
}

/** The order of known cells by subject and rater, in a time that grows with their number: sorted by the lesser key first. */
export function cellOrder(cells: Cells, { starts, areSorted, activeRaterCount }: Inspection = inspect(cells)): CellOrder {
  if (areSorted) return { starts, order: null, activeRaterCount };
  const raterStarts = new Uint32Array(cells.raterCount + 1);
  for (const rater of cells.raters) raterStarts[rater + 1] = (raterStarts[rater + 1] as number) + 1;
  return { starts, order: sorted(sorted(null, cells.raters, addUp(raterStarts)), cells.subjects, starts), activeRaterCount };
}

/** The ratings whose subject has another by the same rater before; cells that stand in order have none. */
export function repeatedCells({ subjects, raters }: Cells, { order }: CellOrder): readonly number[] {
  const found: number[] = [];
  for (let at = 1; order !== null && at < subjects.length; at += 1) {
    const before = order[at - 1] as number;
    const here = order[at] as number;
    if (subjects[before] === subjects[here] && raters[before] === raters[here]) found.push(here);
  }
  return found;
}
