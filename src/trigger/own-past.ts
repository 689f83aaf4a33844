/** The values of all people and signals: that of a person's signal in a week stands at (person · signals + signal) · weeks + week. */
export interface SignalSeries {
  /** The values; what stands where there is none does not matter. */
  readonly values: Float64Array;
  /** 1 where there is a value, 0 where there is none. */
  readonly isPresent: Uint8Array;
  readonly signalCount: number;
  readonly weekCount: number;
}

/** What a value is compared with: its distance from `baseline`, counted in `scale`. Not a number where nobody can say. */
export interface PastFigures {
  baseline: number;
  scale: number;
}

/** The MAD of a normal distribution times this is its standard deviation: 1 ÷ Φ⁻¹(¾). */
const MAD_SCALE = 1.482602218505602;

/** Numbers are the same but for so much of them: 0.7 - 0.6 is to be 0.1, and 0.1 + 0.2 - 0.3 to be 0. */
export const DUST = 1e-12;

/** The mean of the values from one place up to another, 0 where they cancel but for dust; not a number with too few. */
export function pastMean({ values, isPresent }: SignalSeries, [from, to]: readonly [number, number], minimumCount: number): number {
  let [sum, size, count] = [0, 0, 0];
  for (let place = from; place < to; place += 1) {
    if (isPresent[place] !== 1) continue;
    const value = values[place] as number;
    sum += value;
    size += Math.abs(value);
    count += 1;
  }
  if (count < minimumCount) return NaN;
  return Math.abs(sum) <= DUST * size ? 0 : sum / count;
}

/** Sorts the values from one place up to another into `sorted`; how many there are. By insertion: there are few. */
function sortInto(sorted: Float64Array, { values, isPresent }: SignalSeries, [from, to]: readonly [number, number]): number {
  let count = 0;
  for (let place = from; place < to; place += 1) {
    if (isPresent[place] !== 1) continue;
    const value = values[place] as number;
    let at = count;
    for (; at > 0 && (sorted[at - 1] as number) > value; at -= 1) sorted[at] = sorted[at - 1] as number;
    sorted[at] = value;
    count += 1;
  }
  return count;
}

/** The median distance from the median. Distances are met from the greatest on, at either end of the sorted values, until half of them are passed. */
function medianDistance(sorted: Float64Array, count: number, median: number): number {
  let [low, high, distance, before] = [0, count - 1, 0, 0];
  for (let taken = 0; taken <= count >> 1; taken += 1) {
    before = distance;
    const [below, above] = [median - (sorted[low] as number), (sorted[high] as number) - median];
    distance = Math.max(below, above);
    if (below > above) low += 1;
    else high -= 1;
  }
  return count % 2 === 1 ? distance : (distance + before) / 2;
}

/** Weeks that a value can be compared with. */
export const MOST_PREVIOUS_WEEKS = 104;

/** A reader of median and robust deviation, 1.4826 · MAD, with room of its own to sort in. */
export function medianReader(): (series: SignalSeries, span: readonly [number, number], minimumCount: number, figures: PastFigures) => void {
  const room = new Float64Array(MOST_PREVIOUS_WEEKS);
  return (series, span, minimumCount, figures) => {
    const count = sortInto(room, series, span);
    figures.baseline = NaN;
    if (count < minimumCount) return;
    const half = count >> 1;
    figures.baseline = count % 2 === 1 ? (room[half] as number) : ((room[half - 1] as number) + (room[half] as number)) / 2;
    figures.scale = MAD_SCALE * medianDistance(room, count, figures.baseline);
  };
}
