/**
 * The two-parameter model: against EM as a textbook has it, run until its parameters are right to four digits, and how the time grows with people and with items.
 * Ours adds eight items at a time, extrapolates, and gives standard errors and fit besides. No package on npm or in Debian's R calibrates this model.
 */
import { calibrateTwoParameterColumns } from "../../dist/psychometrics/index.js";
import { compare } from "../compare.mjs";
import { plainEm, simulatedAnswers } from "../simulated-answers.mjs";

const nodeCount = 49;
const own = ({ itemIds, responses }) => calibrateTwoParameterColumns({ itemIds, responses, confidenceLevel: 0.95, nodeCount });
const median = (values) => values.toSorted((left, right) => left - right)[values.length >> 1];

function timed(answers) {
  own(answers);
  return median(Array.from({ length: 3 }, () => {
    const start = performance.now();
    own(answers);
    return performance.now() - start;
  }));
}

function growth(name, sizes) {
  const times = sizes.map(([personCount, itemCount]) => timed(simulatedAnswers(personCount, itemCount, { slopes: true })));
  sizes.forEach(([personCount, itemCount], index) => { console.log(`${personCount} people × ${itemCount} items: ${times[index].toFixed(0)} ms`); });
  const doublings = Math.log2((sizes.at(-1)[0] * sizes.at(-1)[1]) / (sizes[0][0] * sizes[0][1]));
  console.log(`with ${name} the time grows by the power ${(Math.log2(times.at(-1) / times[0]) / doublings).toFixed(2)}`);
}

export default function twoParameterCalibration() {
  compare({
    name: "two-parameter-calibration", input: simulatedAnswers(2000, 50, { slopes: true }), item: "answers", itemCount: ({ responses }) => responses.length, rounds: 3,
    same: (left, right) => left.every((value, index) => Math.abs(value - right[index]) < 1e-4),
    own: { run: own, answer: ({ items }) => items.flatMap(({ discrimination, intercept }) => [discrimination.estimate, intercept.estimate]) },
    peers: { "plain-em": { run: (input) => plainEm(input, { nodeCount, tolerance: 1e-6, isRasch: false }), answer: ({ slopes, intercepts }) => [...slopes].flatMap((slope, item) => [slope, intercepts[item]]) } },
  });
  growth("people", [[1000, 40], [2000, 40], [4000, 40], [8000, 40]]);
  growth("items", [[2000, 20], [2000, 40], [2000, 80]]);
}
