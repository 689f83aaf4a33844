/**
 * What each engine is asked by scripts/check-engines.mjs, which bundles this file with `coachkit` left outside and runs it in Node, Deno and Bun.
 * Prints one line of JSON: hashes of the answers that must not differ by a bit, the answers of every other public function, and a third of a simulation.
 */
import * as coachkit from "coachkit";
import { contentHash } from "coachkit/identity";
import { breakEvenSurface, returnIndices, type Scenario, simulateBlocks, simulateReturn, tornado, twoWayTable, valueOfInformation } from "coachkit/simulation";
import { type Distribution, sampleColumns, sobolIndices } from "coachkit/statistics";

const eur = (amount: string) => ({ amount, currency: "EUR" });
const term = (id: string, amount: string, driverIds: readonly string[], fromMonth = 0, toMonth = fromMonth) => ({ id, money: eur(amount), driverIds, fromMonth, toMonth });
const families: Readonly<Record<string, Distribution>> = {
  uniform: { family: "uniform", min: 0.1, max: 0.6 },
  triangular: { family: "triangular", min: 18, mode: 24, max: 36 },
  pert: { family: "pert", min: 0.01, mode: 0.08, max: 0.2 },
  peaked: { family: "pert", min: 0, mode: 1, max: 2, modeWeight: 20 },
  normal: { family: "normal", mean: 900, standardDeviation: 120 },
  lognormal: { family: "lognormal", mean: 500, standardDeviation: 200 },
  range: { family: "lognormal-range", p5: 300, p95: 800 },
  beta: { family: "beta", alpha: 2, beta: 60 },
  arc: { family: "beta", alpha: 0.5, beta: 0.5 },
  discrete: { family: "discrete", outcomes: [{ value: 40, probability: 0.75 }, { value: 55, probability: 0.25 }] },
  observed: { family: "empirical", values: [8, 9, 10, 10, 11, 12, 14], drawn: "observed" },
  between: { family: "empirical", values: [8, 9, 10, 10, 11, 12, 14], drawn: "between" },
};
const inputs = Object.entries(families).map(([inputId, distribution]) => ({ inputId, distribution }));
const correlations = [
  { inputIds: ["range", "triangular"] as const, coefficient: 0.4, kind: "spearman" as const },
  { inputIds: ["normal", "pert"] as const, coefficient: -0.3, kind: "pearson-of-scores" as const },
];
const independent: Scenario = {
  inputs, drivers: [{ id: "people", value: 15 }], horizonMonths: 18, annualDiscountRatio: 0.08,
  benefits: [term("sales", "11", ["people", "pert", "normal"], 4, 15), term("turnover", "9000", ["people", "beta"], 12), term("pace", "700", ["uniform", "peaked", "observed"], 6), term("luck", "4000", ["arc"], 9)],
  costs: [term("seats", "1", ["people", "range"]), term("time", "1.5", ["people", "triangular", "between"], 1, 3), term("licences", "12", ["discrete"]), term("travel", "2", ["lognormal"], 5)],
};
const scenario: Scenario = { ...independent, correlations };
const run = { seed: 7, replicateCount: 16, trialCount: 2 ** 17, confidenceLevel: 0.95 };
const requests = { sobol: { ...run, scenario, method: "sobol" }, random: { ...run, scenario, method: "random" } } as const;

/** Bits, not figures: 0 and −0 differ. */
const bitsOf = (column: ArrayBufferView): readonly number[] => Array.from(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
const drawn = (method: "sobol" | "random"): readonly string[] => sampleColumns({ inputs, correlations, seed: 7, method, replicateCount: 16, fromTrial: 0, toTrial: 32_768 }).columns.map((column) => contentHash(bitsOf(column)));

const bound: Readonly<Record<string, () => unknown>> = {
  "columns of every family, Sobol": () => drawn("sobol"),
  "columns of every family, pseudo-random": () => drawn("random"),
  "return, Sobol": () => simulateReturn(requests.sobol),
  "return, pseudo-random": () => simulateReturn(requests.random),
  "a part": () => simulateBlocks({ ...requests.sobol, fromBlock: 13, toBlock: 29 }),
  tornado: () => tornado({ scenario: independent, measure: "net-benefit", base: "median", lowProbability: 0.1, highProbability: 0.9 }),
  "indices of a return": () => returnIndices({ scenario: independent, measure: "net-benefit", seed: 3, replicateCount: 4, blocksPerReplicate: 2, confidenceLevel: 0.95 }),
  "indices of a model": () => sobolIndices({ inputs: inputs.slice(0, 5), seed: 3, replicateCount: 4, blocksPerReplicate: 1, confidenceLevel: 0.95 }, (trial) => inputs.slice(0, 5).reduce((product, { inputId }) => product * (trial[inputId] as number), 1)),
  "table of two inputs": () => twoWayTable({ scenario: independent, base: "mean", row: { driverId: "people", values: [5, 10, 20] }, column: { driverId: "pert", values: [0.05, 0.1, 0.15] } }),
  "break-even surface": () => breakEvenSurface({ scenario: independent, base: "median", measure: "net-present-value", solveFor: "pert", row: { driverId: "people", values: [5, 10, 20] }, column: { driverId: "range", values: [400, 800] } }),
  "value of information": () => valueOfInformation({ scenario: independent, measure: "net-benefit", decisionCount: 20, studies: [{ id: "pilot", inputId: "pert", observationCount: 15, observationStandardDeviation: 0.2, totalCost: eur("1500") }], seed: 7, replicateCount: 16, trialCount: 32_768, confidenceLevel: 0.95 }),
  "value of information, correlated": () => valueOfInformation({ scenario, measure: "net-benefit", decisionCount: 20, studies: [], seed: 7, replicateCount: 16, trialCount: 32_768, confidenceLevel: 0.95 }),
};

/** JSON with its typed arrays as lists. */
const plain = (value: unknown): unknown => {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => typeof entry !== "function").map(([key, entry]) => [key, plain(entry)]));
};
const attempted = (answer: () => unknown): unknown => {
  try {
    return answer();
  } catch (error) {
    return { threw: String(error).slice(0, 300) };
  }
};
const each = (answers: Readonly<Record<string, () => unknown>>, of: (answer: unknown) => unknown): Readonly<Record<string, unknown>> => Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, of(attempted(answer))]));

type Call = (...args: readonly unknown[]) => unknown;
declare const allCalls: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>>;
const others = Object.fromEntries(Object.entries(allCalls).flatMap(([room, calls]) =>
  Object.entries(calls).map(([name, args]) => [`${room}.${name}`, () => (Reflect.get(Reflect.get(coachkit, room) as object, name) as Call)(...args)])));

const blockCount = requests.sobol.trialCount / 1024;
const third = Number(process.argv[2]);
const part = simulateBlocks({ ...requests.sobol, fromBlock: Math.floor((blockCount * third) / 3), toBlock: Math.floor((blockCount * (third + 1)) / 3) });
console.log(JSON.stringify({ bound: each(bound, contentHash), others: each(others, plain), request: requests.sobol, part }));
