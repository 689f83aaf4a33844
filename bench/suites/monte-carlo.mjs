/**
 * A million trials of a return-on-investment model of ten inputs (seven triangular, one normal, two lognormal), drawn in blocks and worked out in columns: against numpy on one thread, d3-random and @stdlib.
 * In: drawing, the model, the mean of its outcome; on our side also checking the request. Out: quantiles and histograms, which `simulate-return` adds.
 * Answers are random, so means have to agree within 4.5 standard errors. numpy times itself in a process of its own, without its start; its ratio is one of processor time, as a machine at work for others waits in between.
 */
import { spawnSync } from "node:child_process";
import { sampleColumns } from "../../dist/statistics/index.js";
import { compare, optional } from "../compare.mjs";
import { inputs, outcomesInto } from "./sobol-error.mjs";

const count = 1_000_000;
/** A run in parts that stay in the processor's memory. */
const part = 16_384;

const ours = (method) => (trials) => {
  let sum = 0;
  const outcomes = new Float64Array(part);
  for (let fromTrial = 0; fromTrial < trials; fromTrial += part) {
    const toTrial = Math.min(trials, fromTrial + part);
    const own = outcomes.subarray(0, toTrial - fromTrial);
    outcomesInto(sampleColumns({ inputs, seed: 7, method, replicateCount: 16, fromTrial, toTrial }).columns, own);
    for (let trial = 0; trial < own.length; trial += 1) sum += own[trial];
  }
  return sum / trials;
};

/** A peer that draws one number a call. */
const drawn = (draws) => (trials) => {
  let sum = 0;
  const [people, hours, wage, fee, platform, adoption, lift, value, retention, replacement] = draws;
  for (let trial = 0; trial < trials; trial += 1) {
    const n = people();
    const cost = n * (hours() * wage() + fee()) + platform();
    sum += (n * adoption() * lift() * value() * 12 + n * retention() * replacement() - cost) / cost;
  }
  return sum / trials;
};

/** The inputs by makers of draws. */
const drawsOf = ({ triangular, normal, lognormal }) => [triangular(100, 140, 200), triangular(18, 24, 36), triangular(25, 40, 70), triangular(300, 450, 800), triangular(5e3, 12e3, 3e4), triangular(0.3, 0.55, 0.8), normal(0.08, 0.03), lognormal(8, 0.4), triangular(0, 0.02, 0.06), lognormal(9.6, 0.3)];

function d3Peer({ randomUniform, randomNormal, randomLogNormal, randomLcg }) {
  const source = randomLcg(0.42);
  const uniform = randomUniform.source(source)(0, 1);
  const triangular = (min, mode, max) => {
    const below = (mode - min) / (max - min);
    return () => {
      const u = uniform();
      return u < below ? min + Math.sqrt(u * (max - min) * (mode - min)) : max - Math.sqrt((1 - u) * (max - min) * (max - mode));
    };
  };
  return drawn(drawsOf({ triangular, normal: randomNormal.source(source), lognormal: randomLogNormal.source(source) }));
}

const drawingByNumpy = `
    n = T(100, 140, 200); cost = n * (T(18, 24, 36) * T(25, 40, 70) + T(300, 450, 800)) + T(5e3, 12e3, 3e4)
    r = (n * T(.3, .55, .8) * g.normal(.08, .03, M) * g.lognormal(8, .4, M) * 12 + n * T(0, .02, .06) * g.lognormal(9.6, .3, M) - cost) / cost
    answer = r.mean()`;

/** Rounds in which numpy runs five times in a process of its own, and we five times in this one: medians of processor time, and of time by the wall. */
export function againstNumpy({ name, trials, program, own }) {
  const script = `
import time
import numpy as np
times = []
for seed in range(5):
    g = np.random.default_rng(seed); M = ${trials}; wall = time.perf_counter(); busy = time.process_time(); T = lambda a, m, b: g.triangular(a, m, b, M)
${program}
    times.append(((time.process_time() - busy) * 1000, (time.perf_counter() - wall) * 1000))
print(*sorted(times)[2])`;
  const middle = (values, place) => values.map((value) => value[place]).toSorted((left, right) => left - right)[values.length >> 1];
  const rounds = [];
  for (let round = 0; round < 5; round += 1) {
    const { stdout, status } = spawnSync("/usr/bin/python3", ["-c", script], { encoding: "utf8" });
    if (status !== 0) return console.log("numpy: absent");
    const times = Array.from({ length: 5 }, () => {
      const [wall, { user, system }] = [performance.now(), process.cpuUsage()];
      own(trials);
      const busy = process.cpuUsage();
      return [(busy.user - user + busy.system - system) / 1000, performance.now() - wall];
    });
    const [peer, ours] = [stdout.split(" ").map(Number), [middle(times, 0), middle(times, 1)]];
    console.log(`numpy: ${peer[0].toFixed(0)} ms (by the wall ${peer[1].toFixed(0)}), ${name}: ${ours[0].toFixed(0)} ms (${ours[1].toFixed(0)})`);
    rounds.push([peer[0] / ours[0], peer[1] / ours[1]]);
  }
  console.log(`ratio ${name}/numpy: ${middle(rounds, 0).toFixed(2)} (by the wall ${middle(rounds, 1).toFixed(2)})`);
}

export default async function monteCarlo() {
  const [d3, triangular, normal, lognormal] = await Promise.all(["d3-random", "@stdlib/random-base-triangular", "@stdlib/random-base-normal", "@stdlib/random-base-lognormal"].map(optional));
  // each input draws from a stream of its own
  let seed = 0;
  const seeded = () => ({ seed: (seed += 1) });
  const stdlib = triangular && normal && lognormal && drawn(drawsOf({ triangular: (a, m, b) => triangular.default.factory(a, b, m, seeded()), normal: (m, s) => normal.default.factory(m, s, seeded()), lognormal: (m, s) => lognormal.default.factory(m, s, seeded()) }));
  const own = ours("sobol");
  // first, while this process is as fresh as numpy's
  againstNumpy({ name: "monte-carlo", trials: count, program: drawingByNumpy, own });
  compare({
    name: "monte-carlo", input: count, itemCount: (trials) => trials * inputs.length, item: "numbers", rounds: 5,
    // the outcome's standard deviation is near 0.9
    same: (left, right) => Math.abs(left - right) < (4.5 * 0.9) / Math.sqrt(count),
    own, peers: { "pseudo-random": ours("random"), "d3-random": d3 && d3Peer(d3), stdlib },
  });
}
