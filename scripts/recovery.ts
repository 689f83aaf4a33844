/**
 * Simulation recovery: do calibrations and ability estimates find what the data were made from? Prints the bias, the stretch (by how much estimates are spread too far around their mean: the slope of estimate on truth, less 1), and how often the 95 % intervals hold the truth,
 * over seeded replications (200, or the number given), and fails when a bias leaves the band written beside it, or a coverage its level by more than half a point and three standard errors. Slow: a minute or more.
 */
import { abilityEstimate, type AbilityMethod, calibrateRasch, calibrateTwoParameter, type RaschMethod, type ResponseModel, simulateScores } from "coachkit/psychometrics";
import { normalDraws } from "coachkit/statistics";

const replications = Number(process.argv[2] ?? 200);
const confidenceLevel = 0.95;

/** One estimate against the truth. */
interface Trial {
  readonly error: number;
  readonly truth: number;
  readonly holds: boolean;
}
interface Study {
  readonly name: string;
  /** The trials of one replication. */
  readonly run: (seed: number) => readonly Trial[];
  /** The largest bias and stretch that are as they should be; null where the method promises none, and no coverage either. */
  readonly biasWithin: number | null;
  /** A prior pulls estimates to its mean, and one item that is mostly chance spreads them: then no stretch is promised. */
  readonly shrinks?: boolean;
}

const trial = (estimate: number, { lower, upper }: { readonly lower: number; readonly upper: number }, truth: number): Trial => ({ error: estimate - truth, truth, holds: lower <= truth && truth <= upper });
const people = (count: number, seed: number) => normalDraws({ seed, stream: ["abilities"], count });
const table = (models: readonly ResponseModel[], count: number, seed: number) => ({
  itemIds: models.map((_, index) => `item-${String(index)}`), responses: simulateScores({ models, abilitiesLogits: people(count, seed), seed }) as (readonly (0 | 1)[])[], confidenceLevel,
});

const difficulties = [-1.8, -1.2, -0.8, -0.4, -0.1, 0.1, 0.4, 0.8, 1.2, 1.8];
const raschModels = difficulties.map((difficultyLogits): ResponseModel => ({ kind: "rasch", difficultyLogits }));
const rasch = (method: RaschMethod, count: number) => (seed: number): readonly Trial[] => {
  const result = calibrateRasch({ ...table(raschModels, count, seed), method });
  if (result.items === null) throw new Error(result.reason);
  // the true difficulties have mean 0, so that both identifications have the same truth
  return result.items.map(({ estimate, confidence }, item) => trial(estimate, confidence, difficulties[item] ?? NaN));
};

const slopes = [0.8, 1.5, 1, 1.2, 0.9, 1.4, 1.1, 0.7, 1.3, 1];
const twoParameterModels = difficulties.map((difficultyLogits, item): ResponseModel => ({ kind: "two-parameter", discrimination: slopes[item] ?? 1, difficultyLogits }));
const twoParameter = (parameter: "discrimination" | "intercept" | "difficulty", count: number) => (seed: number): readonly Trial[] => {
  const result = calibrateTwoParameter(table(twoParameterModels, count, seed));
  if (result.items === null) throw new Error(result.reason);
  return result.items.map((item, index) => {
    const [a, b] = [slopes[index] ?? NaN, difficulties[index] ?? NaN];
    const found = item[parameter];
    if (found === null) throw new Error("a flat item");
    return trial(found.estimate, found.confidence, parameter === "discrimination" ? a : parameter === "difficulty" ? b : -a * b);
  });
};

const test = Array.from({ length: 30 }, (_, item): ResponseModel => ({ kind: "two-parameter", discrimination: 0.8 + (item % 5) / 5, difficultyLogits: -2 + (4 * item) / 29 }));
const ability = (method: AbilityMethod) => (seed: number): readonly Trial[] => {
  const truths = people(20, seed);
  return simulateScores({ models: test, abilitiesLogits: truths, seed }).flatMap((scores, person) => {
    const result = abilityEstimate({ answers: test.map((model, item) => ({ model, score: scores[item] ?? null })), method, confidenceLevel });
    return result.estimate === null ? [] : [trial(result.estimate, result.confidence, truths[person] ?? NaN)];
  });
};
const prior = { meanLogits: 0, standardDeviationLogits: 1 };

const studies: readonly Study[] = [
  { name: "Rasch marginal, 500 people × 10 items: difficulty", run: rasch({ kind: "marginal" }, 500), biasWithin: 0.02 },
  { name: "Rasch conditional, 500 × 10: difficulty", run: rasch({ kind: "conditional" }, 500), biasWithin: 0.02 },
  { name: "Rasch joint, corrected, 500 × 10: difficulty", run: rasch({ kind: "joint", biasCorrection: true }, 500), biasWithin: null },
  { name: "2PL marginal, 1,000 × 10: discrimination", run: twoParameter("discrimination", 1000), biasWithin: 0.03, shrinks: true },
  { name: "2PL marginal, 1,000 × 10: intercept", run: twoParameter("intercept", 1000), biasWithin: 0.02 },
  { name: "2PL marginal, 1,000 × 10: difficulty", run: twoParameter("difficulty", 1000), biasWithin: 0.05, shrinks: true },
  { name: "Ability by MLE, 30 items", run: ability({ kind: "mle" }), biasWithin: 0.03, shrinks: true },
  { name: "Ability by WLE, 30 items", run: ability({ kind: "wle" }), biasWithin: 0.03, shrinks: true },
  { name: "Ability by MAP, 30 items, right prior", run: ability({ kind: "map", prior }), biasWithin: 0.03, shrinks: true },
  { name: "Ability by EAP, 30 items, right prior", run: ability({ kind: "eap", prior }), biasWithin: 0.03, shrinks: true },
];

let failures = 0;
console.log(`${String(replications)} replications; intervals of 95 %\n`);
console.log("| study | estimates | bias | its standard error | stretch | root mean square error | coverage | as promised |\n|---|---|---|---|---|---|---|---|");
for (const { name, run, biasWithin, shrinks = false } of studies) {
  const byReplication = Array.from({ length: replications }, (_, seed) => run(seed + 1));
  const trials = byReplication.flat();
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const bias = mean(trials.map(({ error }) => error));
  const biases = byReplication.map((one) => mean(one.map(({ error }) => error)));
  const standardError = Math.sqrt(mean(biases.map((value) => (value - mean(biases)) ** 2)) / biases.length);
  const middle = mean(trials.map(({ truth }) => truth));
  const stretch = mean(trials.map(({ error, truth }) => error * (truth - middle))) / mean(trials.map(({ truth }) => (truth - middle) ** 2));
  const held = mean(trials.map(({ holds }) => (holds ? 1 : 0)));
  // half a point, and what chance does to a share of so many
  const isCovered = Math.abs(held - confidenceLevel) <= 0.005 + 3 * Math.sqrt((confidenceLevel * (1 - confidenceLevel)) / trials.length);
  const isGood = biasWithin === null || (Math.abs(bias) <= biasWithin + 3 * standardError && (shrinks || Math.abs(stretch) <= 0.03) && isCovered);
  if (!isGood) failures += 1;
  console.log(`| ${name} | ${String(trials.length)} | ${bias.toFixed(4)} | ${standardError.toFixed(4)} | ${stretch.toFixed(4)} | ${Math.sqrt(mean(trials.map(({ error }) => error * error))).toFixed(4)} | ${held.toFixed(4)} | ${biasWithin === null ? "nothing is" : isGood ? "yes" : "NO"} |`);
}
if (failures > 0) {
  console.error(`${String(failures)} studies do not recover what they were made from`);
  process.exit(1);
}
