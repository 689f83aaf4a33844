/**
 * How a simulation grows with cores: the same run in this process and on 1, 2, … worker threads, up to as many as there are cores. Answers have to have the same bits.
 * A thread's first task compiles the code, so that each pool runs once before it is timed. Memory is that of the whole process, with the threads at rest.
 */
import { availableParallelism } from "node:os";
import { runSimulation, simulateReturn } from "../../dist/simulation/index.js";
import { workerPool } from "../../dist/worker/index.js";
import { inputs } from "./sobol-error.mjs";

const term = (id, driverIds) => ({ id, money: { amount: "1", currency: "EUR" }, driverIds, fromMonth: 0, toMonth: 12 });
const ids = inputs.map(({ inputId }) => inputId);
const [people, hours, wage, fee, platform, adoption, lift, value, retention, replacement] = ids;
const scenario = {
  inputs, drivers: [], horizonMonths: 12, annualDiscountRatio: 0.08,
  benefits: [term("sales", [people, adoption, lift, value]), term("turnover", [people, retention, replacement])],
  costs: [term("time", [people, hours, wage]), term("fees", [people, fee]), term("platform", [platform])],
};
const request = { scenario, seed: 7, method: "sobol", replicateCount: 16, trialCount: 2 ** 23, confidenceLevel: 0.95 };

const median = (times) => times.toSorted((left, right) => left - right)[times.length >> 1];
const megabytes = () => (process.memoryUsage().rss / 2 ** 20).toFixed(0);

export default async function simulationCores() {
  const counts = Array.from({ length: availableParallelism() }, (_, index) => index + 1);
  const pools = counts.map((workerCount) => workerPool({ workerCount }));
  const candidates = [
    { label: "in process", run: () => runSimulation(request), times: [] },
    ...pools.map((pool) => ({ label: `${pool.workerCount} worker${pool.workerCount > 1 ? "s" : ""}`, run: () => runSimulation(request, { executor: pool.executor, tasksAtOnce: pool.workerCount + 1 }), times: [] })),
  ];
  const expected = JSON.stringify(simulateReturn(request));
  for (const { label, run } of candidates) {
    if (JSON.stringify(await run()) !== expected) throw new Error(`${label} answers other bits`);
    console.log(`${label}: identical bits, ${megabytes()} MB`);
  }
  for (let round = 0; round < 5; round += 1) {
    for (let turn = 0; turn < candidates.length; turn += 1) {
      const { run, times } = candidates[(round + turn) % candidates.length];
      const start = performance.now();
      await run();
      times.push(performance.now() - start);
    }
  }
  for (const { label, times } of candidates) console.log(`${label}: ${median(times).toFixed(0)} ms for ${request.trialCount} trials of ${inputs.length} inputs`);
  for (const { label, times } of candidates.slice(1)) console.log(`ratio simulation-cores/${label}: ${(median(candidates[0].times) / median(times)).toFixed(2)} times as fast as in process`);
  await Promise.all(pools.map(({ close }) => close()));
}
