/**
 * A measure by week and by group over 100,000 people × 52 weeks, mean with its interval and share with its interval, against the same measures written with `arquero`;
 * then how time grows from 1,000 to 200,000 people. Ours has checks of every row and Student's and Wilson's intervals in its time; the peer groups, counts, averages and takes the deviation, from which the same intervals are made.
 */
import { weeklyMeasureColumns } from "../../dist/kpi/index.js";
import { standardNormalQuantile, studentQuantile } from "../../dist/statistics/index.js";
import { compare, optional } from "../compare.mjs";

const weekCount = 52;
const groupCount = 8;

/** Handle times around each person's own, and calls resolved or not, in the order in which weeks are recorded. */
function weeksOf(personCount) {
  let state = 7;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
  const count = personCount * weekCount;
  const [persons, weeks, times, resolved] = [new Uint32Array(count), new Uint16Array(count), new Float64Array(count), new Float64Array(count)];
  const levels = Float64Array.from({ length: personCount }, () => 300 + 100 * random());
  const groups = Uint16Array.from({ length: personCount }, () => Math.floor(random() * groupCount));
  for (let week = 0, row = 0; week < weekCount; week += 1) {
    for (let person = 0; person < personCount; person += 1, row += 1) {
      persons[row] = person;
      weeks[row] = week;
      times[row] = levels[person] - week * 0.2 + 40 * random();
      resolved[row] = random() < 0.7 ? 1 : 0;
    }
  }
  return { personCount, weekCount, groupCount, persons, weeks, groups, times, resolved };
}

const columnsOf = ({ times: _times, resolved: _resolved, ...columns }, values, measure) => ({ ...columns, values, measure, confidenceLevel: 0.95 });
const own = (input) => ({ times: weeklyMeasureColumns(columnsOf(input, input.times, "mean")), resolved: weeklyMeasureColumns(columnsOf(input, input.resolved, "fraction")) });

/** The peer's table has the group of each row, joined before the clock runs. */
function withTable(arquero) {
  const known = new Map();
  return (input) => {
    if (!known.has(input)) known.set(input, arquero.table({ week: input.weeks, group: Uint16Array.from(input.persons, (person) => input.groups[person]), time: input.times, resolved: input.resolved }));
    const { op } = arquero;
    const rolled = known.get(input).groupby("group", "week").rollup({ n: op.count(), mean: op.mean("time"), deviation: op.stdev("time"), share: op.mean("resolved") }).orderby("group", "week").objects();
    const z = standardNormalQuantile(0.975);
    return rolled.map(({ n, mean, deviation, share }) => {
      const half = (studentQuantile({ probability: 0.975, degreesOfFreedom: n - 1 }) * deviation) / Math.sqrt(n);
      const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
      const width = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
      return [n, mean, mean - half, mean + half, share, middle - width, middle + width];
    });
  };
}

const answerOf = ({ times, resolved }) => Array.from(times.counts, (n, cell) => [n, times.estimates[cell], times.lower[cell], times.upper[cell], resolved.estimates[cell], resolved.lower[cell], resolved.upper[cell]]);
const areNear = (left, right) => left.length === right.length && left.every((row, cell) => row.every((value, at) => Math.abs(value - right[cell][at]) < 1e-7));

const medianTime = (run) => {
  run();
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return times.sort((left, right) => left - right)[2];
};

export default async function kpiMeasure() {
  const arquero = await optional("arquero");
  compare({
    name: "kpi-measure", input: weeksOf(100_000), item: "weeks of people", itemCount: ({ weeks }) => weeks.length, rounds: 5, same: areNear,
    own: { run: own, answer: answerOf },
    peers: { arquero: arquero && withTable(arquero) },
  });
  const times = [1000, 10_000, 100_000, 200_000].map((personCount) => {
    const input = weeksOf(personCount);
    return { personCount, time: medianTime(() => own(input)) };
  });
  for (const { personCount, time } of times) console.log(`${personCount} people × ${weekCount} weeks, both measures: ${time.toFixed(1)} ms, ${((time * 1e6) / personCount / weekCount).toFixed(1)} ns each`);
  console.log(`twenty times the people, ${(times[3].time / times[1].time).toFixed(1)} times as long`);
}
