import type { ScoreTable } from "./rating-table.js";

/** Scores row by row, one row a subject; those of row r run from `starts[r]` to before `starts[r + 1]`. */
export interface ScoreRows {
  readonly n: number;
  readonly starts: Uint32Array;
  readonly scores: Float64Array;
  /** Subjects with ratings that are not among the rows. */
  readonly leftOutCount: number;
  /** Whether rows differ in length. */
  readonly isUnequal: boolean;
}
/** The mean squares of an analysis of variance, with what they rest on. Where subjects have raters of their own, `raters` and `residual` are zero. */
export interface MeanSquares {
  readonly subjects: number;
  readonly within: number;
  readonly raters: number;
  readonly residual: number;
  readonly n: number;
  /** Scores of a subject; k₀ = (N − Σ k_i² / N) / (n − 1) where subjects have different numbers. */
  readonly k: number;
  readonly scoreCount: number;
}

/** The subjects with as many scores as `isKept` wants. */
function rowsWhere({ starts, scores, subjectCount }: ScoreTable, isKept: (size: number) => boolean): ScoreRows {
  const rowStarts = new Uint32Array(subjectCount + 1);
  const kept = new Float64Array(scores.length);
  let [n, end, ratedCount, isUnequal] = [0, 0, 0, false];
  for (let subject = 0; subject < subjectCount; subject += 1) {
    const [start, stop] = [starts[subject] as number, starts[subject + 1] as number];
    if (stop > start) ratedCount += 1;
    if (!isKept(stop - start)) continue;
    kept.set(scores.subarray(start, stop), end);
    isUnequal ||= n > 0 && stop - start !== rowStarts[1];
    end += stop - start;
    n += 1;
    rowStarts[n] = end;
  }
  return { n, starts: rowStarts.slice(0, n + 1), scores: kept.slice(0, end), leftOutCount: ratedCount - n, isUnequal };
}

/** The subjects that every rater scored; columns are raters. */
export function scoreRowsOf(table: ScoreTable): ScoreRows {
  const { activeRaterCount } = table;
  return rowsWhere(table, (size) => size === activeRaterCount && size > 1);
}
/** The subjects with two scores or more. */
export const unequalRows = (table: ScoreTable): ScoreRows => rowsWhere(table, (size) => size > 1);

/** k₀ of the sizes of rows. */
function commonSize(scoreCount: number, squareSum: number, n: number): number {
  return (scoreCount - squareSum / scoreCount) / (n - 1);
}

/** Sum over number. */
export function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Sums of squares below this share of the scores' own squares are rounding. */
const rounding = (values: Float64Array): number => values.length * (16 * Number.EPSILON * values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)) ** 2;

/** The means of the columns of complete rows, less the mean of all. */
function columnEffects({ n, scores }: ScoreRows, mean: number): Float64Array {
  const k = scores.length / n;
  const sums = new Float64Array(k);
  for (let at = 0; at < scores.length; at += 1) sums[at % k] = (sums[at % k] as number) + ((scores[at] as number) - mean);
  return sums.map((sum) => sum / n);
}

/** The mean squares, every sum of squares of its own deviations, so that nothing cancels. */
export function meanSquaresOf(rows: ScoreRows, isOneWay: boolean): MeanSquares {
  const { n, starts, scores } = rows;
  const mean = meanOf(scores);
  const effects = isOneWay ? new Float64Array(0) : columnEffects(rows, mean);
  let [between, within, residual, sizeSquares] = [0, 0, 0, 0];
  for (let row = 0; row < n; row += 1) {
    const [start, end] = [starts[row] as number, starts[row + 1] as number];
    const size = end - start;
    let sum = 0;
    for (let at = start; at < end; at += 1) sum += (scores[at] as number) - mean;
    const middle = sum / size;
    between += size * middle * middle;
    sizeSquares += size * size;
    for (let at = start; at < end; at += 1) {
      const own = (scores[at] as number) - mean - middle;
      within += own * own;
      if (!isOneWay) residual += (own - (effects[at - start] as number)) ** 2;
    }
  }
  const k = rows.isUnequal ? commonSize(scores.length, sizeSquares, n) : scores.length / n;
  const least = rounding(scores);
  const clean = (sum: number): number => (sum > least ? sum : 0);
  const raters = clean(effects.reduce((sum, effect) => sum + n * effect * effect, 0));
  return {
    subjects: clean(between) / (n - 1), within: clean(within) / (scores.length - n),
    raters: isOneWay ? 0 : raters / (k - 1), residual: isOneWay ? 0 : clean(residual) / ((n - 1) * (k - 1)),
    n, k, scoreCount: scores.length,
  };
}

/** Each different row once, and how many rows are like it: a bootstrap draws them together. */
export function distinctRows({ n, starts, scores, ...rest }: ScoreRows): { readonly rows: ScoreRows; readonly times: Float64Array } {
  const kindOf = new Map<string, number>();
  const times: number[] = [];
  const kept: Float64Array[] = [];
  for (let row = 0; row < n; row += 1) {
    const own = scores.subarray(starts[row], starts[row + 1]);
    const key = own.join();
    const kind = kindOf.get(key) ?? kindOf.size;
    if (kind === kindOf.size) {
      kindOf.set(key, kind);
      kept.push(own);
      times.push(0);
    }
    times[kind] = (times[kind] as number) + 1;
  }
  const keptStarts = new Uint32Array(kept.length + 1);
  kept.forEach((own, kind) => { keptStarts[kind + 1] = (keptStarts[kind] as number) + own.length; });
  const keptScores = new Float64Array(keptStarts[kept.length] as number);
  kept.forEach((own, kind) => { keptScores.set(own, keptStarts[kind]); });
  return { rows: { ...rest, n: kept.length, starts: keptStarts, scores: keptScores }, times: Float64Array.from(times) };
}

/** Mean squares of rows drawn again, from each row's sums alone. `n` is how many are drawn; `mean` is near the mean, so that little cancels. */
export function resampledSquares(rows: ScoreRows, { isOneWay, n, mean }: { readonly isOneWay: boolean; readonly n: number; readonly mean: number }): (times: Float64Array) => MeanSquares {
  const { starts, scores } = rows;
  const rowCount = rows.n;
  const centered = scores.map((score) => score - mean);
  const [sums, squares, sizes] = [new Float64Array(rowCount), new Float64Array(rowCount), new Float64Array(rowCount)];
  for (let row = 0; row < rowCount; row += 1) {
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at += 1) {
      sums[row] = (sums[row] as number) + (centered[at] as number);
      squares[row] = (squares[row] as number) + (centered[at] as number) ** 2;
    }
    sizes[row] = (starts[row + 1] as number) - (starts[row] as number);
  }
  const columnCount = isOneWay ? 0 : scores.length / rowCount;
  const columns = new Float64Array(columnCount);
  return (times) => {
    let [total, square, between, scoreCount, sizeSquares] = [0, 0, 0, 0, 0];
    columns.fill(0);
    for (let row = 0; row < rowCount; row += 1) {
      const time = times[row] as number;
      if (time === 0) continue;
      const size = sizes[row] as number;
      total += time * (sums[row] as number);
      square += time * (squares[row] as number);
      between += (time * (sums[row] as number) ** 2) / size;
      scoreCount += time * size;
      sizeSquares += time * size * size;
      for (let column = 0; column < columnCount; column += 1) columns[column] = (columns[column] as number) + time * (centered[row * columnCount + column] as number);
    }
    const correction = (total * total) / scoreCount;
    const k = rows.isUnequal ? commonSize(scoreCount, sizeSquares, n) : scoreCount / n;
    const clean = (sum: number): number => (sum > 1e-12 * square ? sum : 0);
    const ofSubjects = clean(between - correction);
    const within = clean(square - between);
    const ofRaters = clean(columns.reduce((sum, column) => sum + (column * column) / n, 0) - correction);
    return {
      subjects: ofSubjects / (n - 1), within: within / (scoreCount - n),
      raters: isOneWay ? 0 : ofRaters / (k - 1), residual: isOneWay ? 0 : clean(within - ofRaters) / ((n - 1) * (k - 1)),
      n, k, scoreCount,
    };
  };
}
