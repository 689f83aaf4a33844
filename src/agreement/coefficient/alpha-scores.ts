import type { AlphaBasis } from "./alpha-sums.js";
import { productSum } from "./column-sums.js";
import type { ScoreTable } from "./rating-table.js";

/** Subjects by how they were scored: number of scores, their sum, their sum of squares, and their part of A. Scores are counted from their mean, so that nothing cancels. */
interface Moments {
  readonly sizes: Float64Array;
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  readonly within: Float64Array;
  readonly times: Float64Array;
}

/** The mean of the scores that have another beside them on their subject, and the largest distance from it. */
function middleOf({ starts, scores, subjectCount }: ScoreTable): { readonly middle: number; readonly count: number; readonly largest: number } {
  let [sum, count, largest] = [0, 0, 0];
  for (let subject = 0; subject < subjectCount; subject += 1) {
    const [start, end] = [starts[subject] as number, starts[subject + 1] as number];
    if (end - start < 2) continue;
    count += end - start;
    for (let at = start; at < end; at += 1) {
      sum += scores[at] as number;
      largest = Math.max(largest, Math.abs(scores[at] as number));
    }
  }
  return { middle: count === 0 ? 0 : sum / count, count, largest };
}

function momentsOf({ starts, scores, subjectCount }: ScoreTable, middle: number): Moments {
  const [sizes, sums, squares, within] = [new Float64Array(subjectCount), new Float64Array(subjectCount), new Float64Array(subjectCount), new Float64Array(subjectCount)];
  let kinds = 0;
  for (let subject = 0; subject < subjectCount; subject += 1) {
    const [start, end] = [starts[subject] as number, starts[subject + 1] as number];
    const size = end - start;
    if (size < 2) continue;
    const first = scores[start] as number;
    let [sum, square, apart, areEqual] = [0, 0, 0, true];
    for (let at = start; at < end; at += 1) {
      sum += (scores[at] as number) - middle;
      areEqual &&= scores[at] === first;
    }
    for (let at = start; at < end; at += 1) {
      const score = (scores[at] as number) - middle;
      square += score * score;
      apart += (size * score - sum) ** 2;
    }
    sizes[kinds] = size;
    sums[kinds] = sum;
    squares[kinds] = square;
    // equal scores are exactly no distance apart
    within[kinds] = areEqual ? 0 : (2 * apart) / size / (size - 1);
    kinds += 1;
  }
  return { sizes: sizes.slice(0, kinds), sums: sums.slice(0, kinds), squares: squares.slice(0, kinds), within: within.slice(0, kinds), times: new Float64Array(kinds).fill(1) };
}

/** Subjects that were scored alike as one kind, so that a bootstrap draws them together. */
function condensed(moments: Moments): Moments {
  const kindOf = new Map<string, number>();
  const first: number[] = [];
  const times: number[] = [];
  moments.sizes.forEach((size, subject) => {
    const key = `${String(size)} ${String(moments.sums[subject])} ${String(moments.squares[subject])}`;
    const kind = kindOf.get(key) ?? kindOf.size;
    if (kind === kindOf.size) {
      kindOf.set(key, kind);
      first.push(subject);
      times.push(0);
    }
    times[kind] = (times[kind] as number) + 1;
  });
  const pick = (values: Float64Array): Float64Array => Float64Array.from(first, (subject) => values[subject] as number);
  return { sizes: pick(moments.sizes), sums: pick(moments.sums), squares: pick(moments.squares), within: pick(moments.within), times: Float64Array.from(times) };
}

/** Alpha for scores whose differences count by their square. Over all pairs Σ (x − y)² = 2 (N Σx² − (Σx)²). */
export function scoreBasis(table: ScoreTable, { isDrawn }: { readonly isDrawn: boolean }): AlphaBasis {
  const { middle, count, largest } = middleOf(table);
  const single = momentsOf(table, middle);
  const moments = isDrawn ? condensed(single) : single;
  const { sizes, sums, squares, within, times } = moments;
  return {
    times, sizes, stepCount: 4 * times.length,
    nothing: (8 * Number.EPSILON * largest * count) ** 2,
    sums: (drawn) => {
      const ratingCount = productSum(sizes, drawn);
      const largestTotal = 2 * ratingCount * productSum(squares, drawn);
      const total = largestTotal - 2 * productSum(sums, drawn) ** 2;
      // a sample of one score alone leaves the rounding of a difference
      return { ratingCount, within: productSum(within, drawn), total: total > 1e-12 * largestTotal ? total : 0 };
    },
    slopes: () => {
      const [ratingCount, square] = [productSum(sizes, times), productSum(squares, times)];
      // scores are counted from their mean, so that Σx is 0 here
      return { within, total: sizes.map((size, kind) => 2 * (ratingCount * (squares[kind] as number) + square * size)) };
    },
  };
}
