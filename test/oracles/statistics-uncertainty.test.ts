import { type Distribution, distributionDensity, distributionMoments, distributionProbability, distributionQuantile, mean, sampleColumns, type SobolIndices, sobolIndices, standardNormalProbability, standardNormalQuantile, variance } from "coachkit/statistics";
import { oracle } from "./oracle.js";

type Known = { readonly family: "triangular" | "pert" | "uniform" | "normal" | "lognormal"; readonly min: number; readonly mode: number; readonly max: number; readonly lambda: number; readonly mean: number; readonly sd: number; readonly p10?: number; readonly p90: number; readonly meanlog?: number; readonly sdlog: number };

/** Mean and standard deviation of the logarithm, however the file gives a lognormal quantity. */
function logarithm({ mean, sd, p10, p90, meanlog, sdlog }: Known): readonly [number, number] {
  if (meanlog !== undefined) return [meanlog, sdlog];
  if (p10 !== undefined) return [(Math.log(p10) + Math.log(p90)) / 2, (Math.log(p90) - Math.log(p10)) / (2 * standardNormalQuantile(0.9))];
  const variance = Math.log1p((sd / mean) ** 2);
  return [Math.log(mean) - variance / 2, Math.sqrt(variance)];
}
/** Ours is by mean and standard deviation of the quantity itself. */
function ours(known: Known): Distribution {
  const { family, min, mode, max, mean, sd, lambda } = known;
  switch (family) {
    case "uniform": return { family, min, max };
    case "triangular": return { family, min, mode, max };
    case "pert": return { family, min, mode, max, modeWeight: lambda };
    case "normal": return { family, mean, standardDeviation: sd };
    case "lognormal": {
      const [middle, spread] = logarithm(known);
      const center = Math.exp(middle + spread ** 2 / 2);
      return { family, mean: center, standardDeviation: center * Math.sqrt(Math.expm1(spread ** 2)) };
    }
  }
}
type Pairs = readonly (readonly [number, number])[];
oracle("statistics/finance-distributions.json", {
  mean: (known: Known) => distributionMoments(ours(known)).mean,
  variance: (known: Known) => distributionMoments(ours(known)).variance,
  sd: (known: Known) => distributionMoments(ours(known)).standardDeviation,
  quantiles: (known: Known, want) => Object.fromEntries(Object.keys(want as object).map((p) => [p, distributionQuantile(ours(known), Number(p))])),
  skewness: (known: Known) => distributionMoments(ours(known)).skewness,
  // the file asks at the quantiles of 0.2 and 0.6
  pdfAt: (known: Known, want) => (want as Pairs).map(([value], place) => [distributionQuantile(ours(known), [0.2, 0.6][place] ?? NaN), distributionDensity(ours(known), value)]),
  // forwards, and read backwards: the place where the probability given is reached
  cdfAt: (known: Known, want) => (want as Pairs).map(([value, p]) => [distributionQuantile(ours(known), p), distributionProbability(ours(known), value)]),
  // the logarithm of a lognormal quantity: its median, and how far from there to the score of 1
  meanlog: (known: Known) => Math.log(distributionQuantile(ours(known), 0.5)),
  sdlog: (known: Known) => Math.log(distributionQuantile(ours(known), standardNormalProbability(1)) / distributionQuantile(ours(known), 0.5)),
}, {});

oracle("statistics/distribution-quantiles.json", {
  quantiles: (known: Distribution, want) => (want as readonly (readonly [number, number])[]).map(([p]) => [p, distributionQuantile(known, p)]),
  mean: (known: Distribution) => distributionMoments(known).mean,
  variance: (known: Distribution) => distributionMoments(known).variance,
});

type Simulated = { readonly model: "weighted-sum" | "product" | "sum-and-product" | "difference"; readonly inputs: readonly Known[]; readonly weights: readonly number[]; readonly correlation: number; readonly acceptZ: number };

/** The trials of each case, drawn once for all its keys: fewer than the file's 200,000, with standard errors of their own. */
const drawn = new Map<Simulated, readonly Float64Array[]>();
function trialsOf(input: Simulated): readonly Float64Array[] {
  const { inputs, correlation } = input;
  const known = drawn.get(input) ?? sampleColumns({
    inputs: inputs.map((known, place) => ({ inputId: `x${String(place)}`, distribution: ours(known) })), seed: 6, method: "random", replicateCount: 1, fromTrial: 0, toTrial: 40_000,
    ...(correlation === undefined ? {} : { correlations: [{ inputIds: ["x0", "x1"] as const, coefficient: correlation, kind: "pearson-of-scores" as const }] }),
  }).columns;
  drawn.set(input, known);
  return known;
}
const outcomesOf = (input: Simulated, outcome: (values: readonly number[]) => number): readonly number[] => Array.from(trialsOf(input)[0] ?? [], (_, trial) => outcome(trialsOf(input).map((column) => column[trial] ?? NaN)));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const product = (values: readonly number[]): number => values.reduce((total, value) => total * value, 1);
const modelOf = ({ model, weights }: Simulated) => (values: readonly number[]): number => (model === "product" ? product(values) : model === "difference" ? (values[0] ?? NaN) - (values[1] ?? NaN) : sum(values.map((value, place) => value * (weights[place] ?? NaN))));

/** What is wanted where the estimate is within the file's number of standard errors of it, else the estimate itself. */
const within = (estimate: number, want: unknown, error: number): unknown => (Math.abs(estimate - (want as number)) <= error ? want : estimate);
const meanWithin = (input: Simulated, outcomes: readonly number[], want: unknown): unknown => within(mean(outcomes), want, input.acceptZ * Math.sqrt(variance(outcomes) / outcomes.length));
/** The standard error of a standard deviation s is √((m₄ − s⁴) / n) / 2s. */
const spreadWithin = (input: Simulated, outcomes: readonly number[], want: unknown): unknown => {
  const [center, square] = [mean(outcomes), variance(outcomes)];
  const fourth = mean(outcomes.map((value) => (value - center) ** 4));
  return within(Math.sqrt(square), want, (input.acceptZ * Math.sqrt((fourth - square * square) / outcomes.length)) / (2 * Math.sqrt(square)));
};
/** Whether the share of outcomes below the quantile wanted is that quantile's. */
const quantileWithin = (p: number) => (input: Simulated, want: unknown): unknown => {
  const outcomes = outcomesOf(input, modelOf(input));
  const share = outcomes.filter((value) => value <= (want as number)).length / outcomes.length;
  return within(share, p, input.acceptZ * Math.sqrt((p * (1 - p)) / outcomes.length)) === p ? want : share;
};
oracle("statistics/finance-monte-carlo.json", {
  mean: (input: Simulated, want) => meanWithin(input, outcomesOf(input, modelOf(input)), want),
  sd: (input: Simulated, want) => spreadWithin(input, outcomesOf(input, modelOf(input)), want),
  p5: quantileWithin(0.05),
  p50: quantileWithin(0.5),
  p95: quantileWithin(0.95),
  probPositive: (input: Simulated, want) => {
    const outcomes = outcomesOf(input, modelOf(input));
    return within(outcomes.filter((value) => value > 0).length / outcomes.length, want, input.acceptZ * Math.sqrt(Math.max(1e-12, (want as number) * (1 - (want as number))) / outcomes.length));
  },
  sumMean: (input: Simulated, want) => meanWithin(input, outcomesOf(input, sum), want),
  sumSd: (input: Simulated, want) => spreadWithin(input, outcomesOf(input, sum), want),
  productMean: (input: Simulated, want) => meanWithin(input, outcomesOf(input, product), want),
  productSd: (input: Simulated, want) => spreadWithin(input, outcomesOf(input, product), want),
}, Object.fromEntries(["seMean", "seProb"].map((key) => [key, "of the file's own draws"])));

type Sensitive = { readonly function: "ishigami" | "sobol-g" | "linear" | "product"; readonly a: number | readonly number[]; readonly b: number; readonly inputs: readonly Known[]; readonly coefficients: readonly number[] };
const even = (min: number, max: number): Distribution => ({ family: "uniform", min, max });
/** The inputs of each function: Ishigami's three from −π to π, Sobol's g of as many as it has coefficients, else as the file says. */
const distributionsOf = ({ function: name, a, inputs }: Sensitive): readonly Distribution[] => (name === "ishigami" ? [1, 2, 3].map(() => even(-Math.PI, Math.PI)) : name === "sobol-g" ? (a as readonly number[]).map(() => even(0, 1)) : inputs.map(ours));
function functionOf({ function: name, a, b, coefficients }: Sensitive): (values: readonly number[]) => number {
  switch (name) {
    case "ishigami": return ([x = NaN, y = NaN, z = NaN]) => Math.sin(x) + (a as number) * Math.sin(y) ** 2 + b * z ** 4 * Math.sin(x);
    case "sobol-g": return (values) => product(values.map((value, place) => (Math.abs(4 * value - 2) + ((a as readonly number[])[place] ?? NaN)) / (1 + ((a as readonly number[])[place] ?? NaN))));
    case "linear": return (values) => sum(values.map((value, place) => value * (coefficients[place] ?? NaN)));
    case "product": return product;
  }
}
const analyzed = new Map<Sensitive, SobolIndices>();
function sensitivityOf(input: Sensitive): SobolIndices {
  const inputs = distributionsOf(input).map((distribution, place) => ({ inputId: `x${String(place)}`, distribution }));
  const outcome = functionOf(input);
  const known = analyzed.get(input) ?? sobolIndices({ inputs, seed: 11, replicateCount: 16, blocksPerReplicate: 1, confidenceLevel: 0.9999 }, (trial) => outcome(inputs.map(({ inputId }) => trial[inputId] ?? NaN)));
  analyzed.set(input, known);
  return known;
}
/** What is wanted where each index is within its own interval, at 99.99 %, and within 0.02; the file expects 0.01 to 0.03 of as many points. */
const indicesWithin = (part: "first" | "total") => (input: Sensitive, want: unknown): unknown =>
  sensitivityOf(input).map(({ [part]: index }, place) => {
    const wanted = (want as readonly number[])[place] ?? NaN;
    if (index.estimate === null) return null;
    return index.confidence.lower <= wanted && wanted <= index.confidence.upper ? within(index.estimate, wanted, 0.02) : index.estimate;
  });

const moments = new Map<Sensitive, { readonly mean: number; readonly variance: number }>();
/** Mean and variance of the function at 16,384 points, which lie so evenly that both come out to two or three digits. */
function momentsOf(input: Sensitive): { readonly mean: number; readonly variance: number } {
  const before = moments.get(input);
  if (before !== undefined) return before;
  const inputs = distributionsOf(input).map((distribution, place) => ({ inputId: `x${String(place)}`, distribution }));
  const outcome = functionOf(input);
  const { columns } = sampleColumns({ inputs, seed: 12, method: "sobol", replicateCount: 4, fromTrial: 0, toTrial: 16_384 });
  const values = Array.from(columns[0] ?? [], (_, trial) => outcome(columns.map((column) => column[trial] ?? NaN)));
  const found = { mean: mean(values), variance: variance(values) };
  moments.set(input, found);
  return found;
}
oracle("statistics/finance-sobol-indices.json", {
  first: indicesWithin("first"),
  total: indicesWithin("total"),
  mean: (input: Sensitive, want) => within(momentsOf(input).mean, want, 5e-3 * Math.sqrt(momentsOf(input).variance)),
  variance: (input: Sensitive, want) => within(momentsOf(input).variance, want, 0.01 * momentsOf(input).variance),
}, {});
