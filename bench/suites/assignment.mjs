/**
 * Rows to columns at the least total cost, 10 rows to a column, every pair allowed: 1,000 × 100 against the Hungarian method in its plain form,
 * which knows no capacities and so gets each place of a column as a column of its own. Then how time grows up to 10,000 × 1,000,
 * on costs of several kinds: spread evenly, scores out of 100, sums of three products (skills asked × skills had), and much the same for all rows.
 */
import { assignAtLeastCostColumns, verifyAssignmentColumns } from "../../dist/optimization/index.js";
import { compare } from "../compare.mjs";
import { streamOf } from "../random.mjs";

const rowsPerColumn = 10;

const kinds = {
  even: (random) => () => random(),
  scores: (random) => () => Math.floor(random() * 101),
  skills: (random, rowCount, columnCount) => {
    const [asked, had] = [rowCount, columnCount].map((count) => Array.from({ length: count }, () => [random(), random(), random()]));
    return (row, column) => -(asked[row][0] * had[column][0] + asked[row][1] * had[column][1] + asked[row][2] * had[column][2]);
  },
  alike: (random, _, columnCount) => {
    const common = Array.from({ length: columnCount }, random);
    return (row, column) => common[column] + 0.05 * random();
  },
  "one product": (random, rowCount, columnCount) => {
    const [left, right] = [rowCount, columnCount].map((count) => Array.from({ length: count }, random));
    return (row, column) => left[row] * right[column];
  },
};

function problemOf(kind, rowCount) {
  const columnCount = rowCount / rowsPerColumn;
  const cost = kinds[kind](streamOf(rowCount), rowCount, columnCount);
  const pairCosts = new Float64Array(rowCount * columnCount);
  for (let at = 0; at < pairCosts.length; at += 1) pairCosts[at] = cost(Math.floor(at / columnCount), at % columnCount);
  return { rowCount, columnCapacities: new Uint32Array(columnCount).fill(rowsPerColumn), pairCosts };
}

/** The Hungarian method of H. W. Kuhn as it is usually written, O(n³): row by row a shortest path over all places. */
function plainHungarian({ rowCount, columnCapacities, pairCosts }) {
  const columnCount = columnCapacities.length;
  const columnOfPlace = Array.from(columnCapacities).flatMap((room, column) => new Array(room).fill(column));
  const placeCount = columnOfPlace.length;
  const rowPrice = new Float64Array(rowCount + 1);
  const placePrice = new Float64Array(placeCount + 1);
  const rowOfPlace = new Int32Array(placeCount + 1);
  const previous = new Int32Array(placeCount + 1);
  for (let row = 1; row <= rowCount; row += 1) {
    rowOfPlace[0] = row;
    let place = 0;
    const distance = new Float64Array(placeCount + 1).fill(Infinity);
    const isDone = new Uint8Array(placeCount + 1);
    do {
      isDone[place] = 1;
      const from = rowOfPlace[place];
      let least = Infinity;
      let next = 0;
      for (let to = 1; to <= placeCount; to += 1) {
        if (isDone[to] === 1) continue;
        const length = pairCosts[(from - 1) * columnCount + columnOfPlace[to - 1]] - rowPrice[from] - placePrice[to];
        if (length < distance[to]) { distance[to] = length; previous[to] = place; }
        if (distance[to] < least) { least = distance[to]; next = to; }
      }
      for (let to = 0; to <= placeCount; to += 1) {
        if (isDone[to] === 1) { rowPrice[rowOfPlace[to]] += least; placePrice[to] -= least; } else distance[to] -= least;
      }
      place = next;
    } while (rowOfPlace[place] !== 0);
    for (; place !== 0; place = previous[place]) rowOfPlace[place] = rowOfPlace[previous[place]];
  }
  let total = 0;
  for (let place = 1; place <= placeCount; place += 1) if (rowOfPlace[place] > 0) total += pairCosts[(rowOfPlace[place] - 1) * columnCount + columnOfPlace[place - 1]];
  return total;
}

const once = (run) => {
  const start = performance.now();
  const answer = run();
  return { answer, milliseconds: performance.now() - start };
};

export default function assignment() {
  const isClose = (own, other) => Math.abs(own - other) <= 1e-9 * Math.abs(own);
  for (const kind of ["even", "skills", "alike"]) {
    compare({
      name: `assignment (${kind})`, input: problemOf(kind, 1000), item: "rows", itemCount: ({ rowCount }) => rowCount, rounds: 3, same: isClose,
      own: { run: assignAtLeastCostColumns, answer: ({ totalCost }) => totalCost },
      peers: { "plain hungarian": plainHungarian },
    });
  }
  for (const kind of Object.keys(kinds)) {
    const times = [1000, 3000, 10_000].map((rowCount) => {
      const problem = problemOf(kind, rowCount);
      const { answer, milliseconds } = once(() => assignAtLeastCostColumns(problem));
      const check = once(() => verifyAssignmentColumns(problem, answer));
      if (!check.answer.isOptimal) throw new Error(`${kind}: not proven`);
      return { rowCount, milliseconds, checked: check.milliseconds, gap: check.answer.gap };
    });
    for (const { rowCount, milliseconds, checked, gap } of times) console.log(`${kind}, ${rowCount} x ${rowCount / rowsPerColumn}: ${milliseconds.toFixed(0)} ms, proof ${checked.toFixed(0)} ms, gap ${gap.toExponential(1)}`);
    console.log(`${kind}: ten times the rows and columns, ${(times[2].milliseconds / times[0].milliseconds).toFixed(0)} times as long, for 100 times the pairs`);
  }
}
