/**
 * How far the mean outcome of a return-on-investment model of ten inputs is off at equal trials: pseudo-random numbers over a scrambled Sobol sequence of 16 randomizations, root mean square over 24 seeds.
 * Both are ours, drawn by `sampleColumns`; the reference is a run of 2^21 trials.
 */
import { sampleColumns } from "../../dist/statistics/index.js";

const triangular = (min, mode, max) => ({ family: "triangular", min, mode, max });
/** By mean and standard deviation of the logarithm. */
const lognormal = (middle, spread) => ({ family: "lognormal", mean: Math.exp(middle + spread ** 2 / 2), standardDeviation: Math.exp(middle + spread ** 2 / 2) * Math.sqrt(Math.expm1(spread ** 2)) });
/** People, hours, wage, fee, platform, adoption, lift, value, retention, replacement. */
export const inputs = [triangular(100, 140, 200), triangular(18, 24, 36), triangular(25, 40, 70), triangular(300, 450, 800), triangular(5e3, 12e3, 3e4), triangular(0.3, 0.55, 0.8), { family: "normal", mean: 0.08, standardDeviation: 0.03 }, lognormal(8, 0.4), triangular(0, 0.02, 0.06), lognormal(9.6, 0.3)]
  .map((distribution, place) => ({ inputId: `x${String(place)}`, distribution }));

/** The outcomes of trials in columns. */
export function outcomesInto([people, hours, wage, fee, platform, adoption, lift, value, retention, replacement], outcomes) {
  for (let trial = 0; trial < outcomes.length; trial += 1) {
    const cost = people[trial] * (hours[trial] * wage[trial] + fee[trial]) + platform[trial];
    outcomes[trial] = (people[trial] * adoption[trial] * lift[trial] * value[trial] * 12 + people[trial] * retention[trial] * replacement[trial] - cost) / cost;
  }
  return outcomes;
}

function meanOutcome(method, seed, count) {
  let sum = 0;
  const part = 2 ** 17;
  for (let fromTrial = 0; fromTrial < count; fromTrial += part) {
    const toTrial = Math.min(count, fromTrial + part);
    const { columns } = sampleColumns({ inputs, seed, method, replicateCount: 16, fromTrial, toTrial });
    for (const outcome of outcomesInto(columns, new Float64Array(toTrial - fromTrial))) sum += outcome;
  }
  return sum / count;
}

export default function sobolError() {
  const reference = meanOutcome("sobol", 1_000_003, 2 ** 21);
  console.log(`reference mean ${reference.toFixed(7)}`);
  for (const count of [16_384, 65_536, 262_144]) {
    const [chance, sobol] = ["random", "sobol"].map((method) => Math.sqrt(Array.from({ length: 24 }, (_, seed) => (meanOutcome(method, seed, count) - reference) ** 2).reduce((sum, square) => sum + square, 0) / 24));
    console.log(`${count} trials: pseudo-random off by ${chance.toExponential(2)}, Sobol by ${sobol.toExponential(2)}`);
    console.log(`ratio sobol-error/pseudo-random at ${count} trials: ${(chance / sobol).toFixed(1)}`);
  }
}
