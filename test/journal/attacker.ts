/** A reader who knows who is in which group and solves all published groups as one system, exactly. Written apart from what it attacks: dense rows over people, whole numbers without limit. */

type Row = readonly bigint[];

const abs = (a: bigint): bigint => (a < 0n ? -a : a);
function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [abs(a), abs(b)];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
const shortened = (row: Row): Row => { const common = row.reduce(gcd, 0n); return common > 1n ? row.map((entry) => entry / common) : row; };
const without = (row: Row, pivot: Row, at: number): Row => (row[at] === 0n ? row : shortened(row.map((entry, column) => entry * pivot[at]! - pivot[column]! * row[at]!)));

/** The reduced rows of a matrix, and the column that each leads. Only the first `width` columns are led. */
function reducedRows(matrix: readonly Row[], width = matrix[0]?.length ?? 0): { readonly rows: readonly Row[]; readonly leaders: readonly number[] } {
  let rows: Row[] = [];
  let leaders: number[] = [];
  for (const given of matrix) {
    let row = given;
    rows.forEach((pivot, index) => { row = without(row, pivot, leaders[index]!); });
    const at = row.findIndex((entry, column) => column < width && entry !== 0n);
    if (at < 0) continue;
    rows = [...rows.map((one) => without(one, row, at)), shortened(row)];
    leaders = [...leaders, at];
  }
  return { rows, leaders };
}

const isWorkedOut = ({ rows, leaders }: ReturnType<typeof reducedRows>, target: Row): boolean => {
  let rest = target;
  rows.forEach((pivot, index) => { rest = without(rest, pivot, leaders[index]!); });
  return rest.every((entry) => entry === 0n);
};

type People = readonly string[];
const matrixOf = (groups: readonly People[], people: People): readonly Row[] => groups.map((group) => { const members = new Set(group); return people.map((one) => (members.has(one) ? 1n : 0n)); });
const everyone = (...groups: readonly People[]): People => [...new Set(groups.flat())].sort();

/** Whether the answers of `target` together follow from those of the published groups. */
export function follows(published: readonly People[], target: People): boolean {
  const people = everyone(...published, target);
  return isWorkedOut(reducedRows(matrixOf(published, people)), matrixOf([target], people)[0]!);
}

/** The sum of the answers of `target`, from the groups' sums. */
export function sumFrom(published: readonly { readonly people: People; readonly sum: number }[], target: People): number {
  const people = everyone(...published.map((one) => one.people), target);
  const matrix = matrixOf(published.map((one) => one.people), people).map((row, index) => [...row, BigInt(Math.round(published[index]!.sum * 1e6)), 0n]);
  const { rows, leaders } = reducedRows(matrix, people.length);
  let row: Row = [...matrixOf([target], people)[0]!, 0n, 1n];
  rows.forEach((pivot, index) => { row = without(row, pivot, leaders[index]!); });
  return Number(-row[people.length]!) / Number(row[people.length + 1]!) / 1e6;
}

/** The fewest people in any combination of the published groups, if these are fewer than `leastCount`: whoever they are, something about them alone is told. */
export function toldOfFew(published: readonly People[], leastCount: number): People | undefined {
  const kinds = new Map<string, string[]>();
  for (const one of everyone(...published)) {
    const kind = published.map((group) => (group.includes(one) ? "1" : "0")).join("");
    kinds.set(kind, [...(kinds.get(kind) ?? []), one]);
  }
  const classes = [...kinds];
  const width = classes.length;
  const { rows, leaders } = reducedRows(published.map((_, index) => classes.map(([kind]) => (kind[index] === "1" ? 1n : 0n))));
  // What no combination reaches: for each class that leads no row, a change of answers that leaves every published sum as it is.
  const free = classes.map((_, column) => column).filter((column) => !leaders.includes(column));
  const scale = rows.map((row, index) => row[leaders[index]!]!).reduce((product, one) => (product / gcd(product, one)) * abs(one), 1n);
  const changes = classes.map((_, column) => free.map((own) => {
    const row = leaders.indexOf(column);
    return row < 0 ? (own === column ? scale : 0n) : (-rows[row]![own]! * scale) / rows[row]![column]!;
  }));
  // Classes whose changes hang together are the ones that a combination of the groups can be about.
  const search = (from: number, chosen: readonly number[], people: number, seen: ReturnType<typeof reducedRows>): readonly number[] | undefined => {
    for (let column = from; column < width; column += 1) {
      const count = people + classes[column]![1].length;
      if (count >= leastCount) continue;
      if (isWorkedOut(seen, changes[column]!)) return [...chosen, column];
      const deeper = search(column + 1, [...chosen, column], count, reducedRows([...seen.rows, changes[column]!]));
      if (deeper !== undefined) return deeper;
    }
    return undefined;
  };
  return search(0, [], 0, { rows: [], leaders: [] })?.flatMap((column) => classes[column]![1]);
}
