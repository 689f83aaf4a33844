/**
 * Simulation recovery: do calibrations and ability estimates find what the data were made from? Prints the bias, the stretch (by how much estimates are spread too far around their mean: the slope of estimate on truth, less 1), and how often the 95 % intervals hold the truth,
 * over seeded replications (200, or the number given; a second argument is how the names of the studies to run begin), and fails when a bias leaves the band written beside it, or a coverage its level by more than half a point and three standard errors. Slow: a minute or more.
 */
import { calibrateRaters } from "coachkit/agreement";
import { abilityEstimate, type AbilityMethod, additiveFacets, calibrateFacets, calibrateRasch, calibrateTwoParameter, type RaschMethod, type ResponseModel, simulateScores } from "coachkit/psychometrics";
import { normalDraws, uniformDraws } from "coachkit/statistics";

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
  /** A prior pulls estimates to its mean, and one item that is mostly chance, or ten people, or eight for each rater, spread them: then no stretch is promised. */
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

/** Five items, scores 0 to 4; each person is rated by some raters, drawn at random unless the able ones are kept for the first raters. */
interface Panel {
  readonly raterCount: number;
  readonly ratersPerPerson: number;
  readonly personCount: number;
  readonly isSorted?: boolean;
}
const spread = (count: number, reach: number) => Array.from({ length: count }, (_, place) => (count === 1 ? 0 : -reach + (2 * reach * place) / (count - 1)));
const steps = [-1.5, -0.5, 0.5, 1.5];
const itemDifficulties = [-0.6, -0.2, 0, 0.2, 0.6];
function panel({ raterCount, ratersPerPerson, personCount, isSorted = false }: Panel, seed: number) {
  const severities = spread(raterCount, 0.8);
  const models = severities.flatMap((severity) => itemDifficulties.map((difficulty): ResponseModel => ({ kind: "generalized-partial-credit", discrimination: 1, stepsLogits: steps.map((step) => step + severity + difficulty) })));
  const abilities = people(personCount, seed);
  const scores = simulateScores({ models, abilitiesLogits: abilities, seed });
  const ratings = scores.flatMap((row, person) => {
    const drawn = uniformDraws({ seed, stream: ["raters", person], count: raterCount });
    // the more able, the lower the places of the raters who are drawn
    const rank = (rater: number) => (drawn[rater] ?? 0) + (isSorted ? (Math.sign(abilities[person] ?? 0) * rater) / raterCount : 0);
    return [...severities.keys()].sort((left, right) => rank(left) - rank(right)).slice(0, ratersPerPerson).flatMap((rater) =>
      itemDifficulties.map((_, item) => ({ personId: `p${String(person)}`, itemId: `i${String(item)}`, raterId: `r${String(rater).padStart(2, "0")}`, score: row[rater * itemDifficulties.length + item] ?? 0 })));
  });
  return { severities, abilities, ratings };
}
const facets = (what: "severity" | "step" | "ability", design: Panel) => (seed: number): readonly Trial[] => {
  const { severities, abilities, ratings } = panel(design, seed);
  const result = calibrateFacets({ ratings, lowestScore: 0, highestScore: 4, confidenceLevel });
  if (result.raters === null) throw new Error(result.reason);
  if (what === "severity") return result.raters.map(({ estimate, confidence, raterId }) => trial(estimate, confidence, severities[Number(raterId.slice(1))] ?? NaN));
  if (what === "step") return result.steps.map(({ estimate, confidence, score }) => trial(estimate, confidence, steps[score - 1] ?? NaN));
  return result.persons.map(({ estimate, confidence, personId }) => trial(estimate, confidence, abilities[Number(personId.slice(1))] ?? NaN));
};
/** Additive scores: person + noise − severity, in points. */
const additive = (design: Panel) => (seed: number): readonly Trial[] => {
  const { severities, abilities, ratings } = panel(design, seed);
  const noise = normalDraws({ seed, stream: ["noise"], count: ratings.length });
  const result = additiveFacets({ ratings: ratings.map((rating, index) => ({ ...rating, score: 3 + (abilities[Number(rating.personId.slice(1))] ?? 0) - (severities[Number(rating.raterId.slice(1))] ?? 0) + (noise[index] ?? 0) })), confidenceLevel });
  if (result.raters === null) throw new Error(result.reason);
  return result.raters.map(({ estimate, confidence, raterId }) => trial(estimate, confidence, severities[Number(raterId.slice(1))] ?? NaN));
};

/** Raters of clips on a scale of 7: subject, subject at the criterion, halo of the rater over the subject, and noise, rounded; half a level harsher or more lenient at some criteria. */
interface ClipPanel {
  readonly clipCount: number;
  readonly ratersPerClip: number;
  /** The share of ratings that is missing. */
  readonly missingFraction: number;
  /** How many levels harsher or more lenient a rater is at a criterion. */
  readonly reach: number;
}
const clipCriteria = ["asks", "listens", "agrees", "follows-up"];
const clipLevels = [1, 2, 3, 4, 5, 6, 7].map((level) => ({ level, title: `Level ${String(level)}`, anchors: [`What level ${String(level)} looks like.`] }));
const clipRubric = { kind: "rubric", schemaVersion: 1, id: "clips", version: "1.0.0", title: "Clips", criteria: clipCriteria.map((id) => ({ id, title: id, weight: 1, levels: clipLevels, compliantFromLevel: 4 })) } as const;
/** Over raters and over criteria they sum to 0: five raters, four criteria. Against the mean of the other three criteria they are a third larger. */
const clipPattern = [[1, -1, 0, 0], [-1, 1, 0, 0], [0, 0, 1, -1], [0, 0, -1, 1], [0, 0, 0, 0]];
function atCriteria({ clipCount, ratersPerClip, missingFraction, reach }: ClipPanel, seed: number) {
  const draws = (name: string, count: number, ...stream: readonly number[]) => normalDraws({ seed, stream: [name, ...stream], count });
  const ratings = draws("clip", clipCount).flatMap((ability, clip) => {
    const [profile, halo] = [draws("profile", 4, clip), draws("halo", 5, clip)];
    const drawn = uniformDraws({ seed, stream: ["raters", clip], count: 5 });
    return [0, 1, 2, 3, 4].sort((left, right) => (drawn[left] ?? 0) - (drawn[right] ?? 0)).slice(0, ratersPerClip).flatMap((rater) => {
      const [noise, isMissing] = [draws("noise", 4, clip, rater), uniformDraws({ seed, stream: ["missing", clip, rater], count: 4 })];
      return clipCriteria.flatMap((criterionId, place) => {
        const level = Math.round(4 + 0.6 * ability + 0.5 * (profile[place] ?? 0) + 0.5 * (halo[rater] ?? 0) - 0.2 * (rater - 2) - reach * (clipPattern[rater]?.[place] ?? 0) + 0.7 * (noise[place] ?? 0));
        return (isMissing[place] ?? 1) < missingFraction ? [] : [{ subjectId: `c${String(clip)}`, raterId: `r${String(rater)}`, criterionId, level: Math.max(1, Math.min(7, level)) }];
      });
    });
  });
  const result = calibrateRaters({ rubric: clipRubric, ratings, method: "additive", confidenceLevel });
  if (result.raters === null) throw new Error(result.reason);
  return result.criterionSeverities.flatMap((row) => (row.estimate === null ? [] : [{ ...row, truth: (4 / 3) * reach * (clipPattern[Number(row.raterId.slice(1))]?.[clipCriteria.indexOf(row.criterionId)] ?? NaN) }]));
}
const criterionSeverity = (design: ClipPanel) => (seed: number): readonly Trial[] => atCriteria(design, seed).map(({ estimate, confidence, truth }) => trial(estimate, confidence, truth));
/** One trial a replication: it holds where no pair of rater and criterion is called beyond chance. */
const falseAlarm = (design: ClipPanel) => (seed: number): readonly Trial[] => [{ error: 0, truth: 0, holds: atCriteria({ ...design, reach: 0 }, seed).every(({ isBeyondChance }) => !isBeyondChance) }];

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
  { name: "Facets, 10 people × 5 items, 5 raters, all rate all: severity", run: facets("severity", { raterCount: 5, ratersPerPerson: 5, personCount: 10 }), biasWithin: 0.01, shrinks: true },
  { name: "Facets, 60 × 5, 3 of 8 raters each: severity", run: facets("severity", { raterCount: 8, ratersPerPerson: 3, personCount: 60 }), biasWithin: 0.01 },
  { name: "Facets, 60 × 5, 3 of 8 raters each: step", run: facets("step", { raterCount: 8, ratersPerPerson: 3, personCount: 60 }), biasWithin: 0.01 },
  { name: "Facets, 60 × 5, 3 of 8 raters each: ability by WLE", run: facets("ability", { raterCount: 8, ratersPerPerson: 3, personCount: 60 }), biasWithin: 0.03, shrinks: true },
  { name: "Facets, 80 × 5, 2 of 8 raters each, the able with other raters than the weak: severity", run: facets("severity", { raterCount: 8, ratersPerPerson: 2, personCount: 80, isSorted: true }), biasWithin: 0.01 },
  { name: "Facets, 200 × 5, 2 of 50 raters each: severity", run: facets("severity", { raterCount: 50, ratersPerPerson: 2, personCount: 200 }), biasWithin: 0.01, shrinks: true },
  { name: "Additive, 40 × 5, 2 of 8 raters each: severity", run: additive({ raterCount: 8, ratersPerPerson: 2, personCount: 40 }), biasWithin: 0.01 },
  { name: "Rater at criterion, 20 clips, all 5 raters: severity beyond that at the others", run: criterionSeverity({ clipCount: 20, ratersPerClip: 5, missingFraction: 0, reach: 0.5 }), biasWithin: 0.01 },
  { name: "Rater at criterion, 60 clips, 2 of 5 raters each, a sixth of the ratings missing: severity beyond that at the others", run: criterionSeverity({ clipCount: 60, ratersPerClip: 2, missingFraction: 1 / 6, reach: 0.5 }), biasWithin: 0.01, shrinks: true },
  { name: "Rater at criterion, 20 clips, all 5 raters, nobody harsher anywhere: no false alarm", run: falseAlarm({ clipCount: 20, ratersPerClip: 5, missingFraction: 0, reach: 0 }), biasWithin: 0, shrinks: true },
];

let failures = 0;
console.log(`${String(replications)} replications; intervals of 95 %\n`);
console.log("| study | estimates | bias | its standard error | stretch | root mean square error | coverage | as promised |\n|---|---|---|---|---|---|---|---|");
for (const { name, run, biasWithin, shrinks = false } of studies) {
  if (!name.startsWith(process.argv[3] ?? "")) continue;
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
  console.log(`| ${name} | ${String(trials.length)} | ${bias.toFixed(4)} | ${standardError.toFixed(4)} | ${Number.isNaN(stretch) ? "–" : stretch.toFixed(4)} | ${Math.sqrt(mean(trials.map(({ error }) => error * error))).toFixed(4)} | ${held.toFixed(4)} | ${biasWithin === null ? "nothing is" : isGood ? "yes" : "NO"} |`);
}
if (failures > 0) {
  console.error(`${String(failures)} studies do not recover what they were made from`);
  process.exit(1);
}
