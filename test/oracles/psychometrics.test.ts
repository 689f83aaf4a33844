import { additiveFacets, calibrateFacets, type FacetEstimate, abilityEstimate, type AbilityMethod, calibrateRasch, calibrateTwoParameter, eloRatings, glicko2Rating, glickoRating, itemResponse, type RaschMethod, type ResponseModel, successMargin, traceKnowledge } from "coachkit/psychometrics";
import { oracle } from "./oracle.js";

type Curve = { readonly model: "rasch" | "2pl" | "3pl"; readonly a?: number; readonly b: number; readonly c?: number; readonly D: number };
/** Ours has no scaling constant D: it belongs to the discrimination. */
const modelOf = ({ a = 1, b, c = 0, D }: Omit<Curve, "model">): ResponseModel => ({ kind: "three-parameter", discrimination: a * D, difficultyLogits: b, guessProbability: c });
/** The model of the fewest parameters, so that each kind is compared. */
const plainest = (curve: Curve): ResponseModel =>
  curve.model === "3pl" ? modelOf(curve)
  : curve.model === "rasch" && curve.D === 1 ? { kind: "rasch", difficultyLogits: curve.b }
  : { kind: "two-parameter", discrimination: (curve.a ?? 1) * curve.D, difficultyLogits: curve.b };
type Point = Curve & { readonly theta: number };
const at = (point: Point) => itemResponse({ model: plainest(point), abilityLogits: point.theta });
type Target = Point & { readonly targetProbability: number };
const margin = ({ targetProbability, a = 1, c = 0, D }: Target) => successMargin({ probability: targetProbability, discrimination: a * D, guessProbability: c }).marginLogits ?? NaN;
type Steps = { readonly theta: number; readonly a: number; readonly thresholds: readonly number[] };
const graded = ({ theta, a, thresholds }: Steps) => itemResponse({ model: { kind: "graded-response", discrimination: a, thresholdsLogits: thresholds }, abilityLogits: theta });
const credited = ({ theta, a, thresholds }: Steps) => itemResponse({ model: { kind: "generalized-partial-credit", discrimination: a, stepsLogits: thresholds }, abilityLogits: theta });

oracle<never>("statistics/irt-response-functions.json", {
  probability: (point: Point) => at(point).expectedScore,
  derivative: (point: Point) => at(point).expectedScoreSlope,
  information: (point: Point) => at(point).information,
  logLikCorrect: (point: Point) => at(point).logScoreProbabilities[1],
  logLikWrong: (point: Point) => at(point).logScoreProbabilities[0],
  thetaForTarget: (target: Target) => target.b + margin(target),
  difficultyForTargetAtTheta: (target: Target) => target.theta - margin(target),
  gradedResponse: (steps: Steps) => graded(steps).scoreProbabilities,
  generalizedPartialCredit: (steps: Steps) => credited(steps).scoreProbabilities,
  expectedScoreGraded: (steps: Steps) => graded(steps).expectedScore,
  expectedScoreGpcm: (steps: Steps) => credited(steps).expectedScore,
});

type Test = { readonly model: Curve["model"]; readonly D: number; readonly items: readonly { readonly a: number; readonly b: number; readonly c: number }[]; readonly responses: readonly (0 | 1 | null)[]; readonly prior: { readonly mean: number; readonly sd: number } };
const ability = ({ items, responses, D, model }: Test, method: AbilityMethod) =>
  abilityEstimate({ answers: items.map((item, index) => ({ model: plainest({ ...item, D, model }), score: responses[index] ?? null })), method, confidenceLevel: 0.95 });
const priorOf = ({ prior: { mean, sd } }: Test) => ({ meanLogits: mean, standardDeviationLogits: sd });
const mle = (test: Test) => ability(test, { kind: "mle" });
const map = (test: Test) => ability(test, { kind: "map", prior: priorOf(test) });
const eap = (test: Test) => ability(test, { kind: "eap", prior: priorOf(test) });
const errorOf = (result: ReturnType<typeof abilityEstimate>) => (result.estimate === null ? null : result.standardErrorLogits);

oracle("statistics/irt-ability-estimates.json", {
  mle: (test: Test) => mle(test).estimate,
  mleSe: (test: Test) => errorOf(mle(test)),
  logLikAtMle: (test: Test) => { const result = mle(test); return result.estimate === null ? null : result.logLikelihood; },
  map: (test: Test) => map(test).estimate,
  mapSe: (test: Test) => errorOf(map(test)),
  eap: (test: Test) => eap(test).estimate,
  eapSd: (test: Test) => errorOf(eap(test)),
  wle: (test: Test) => ability(test, { kind: "wle" }).estimate,
});

type Rated = { readonly system: "elo" | "glicko1" | "glicko2"; readonly rating: number; readonly opponent: number; readonly score: number; readonly k: number; readonly rd: number; readonly volatility: number; readonly tau: number; readonly games: readonly (readonly [number, number, number])[] };
const elo = ({ rating, opponent, score, k }: Rated) => eloRatings({ scale: "points", rating, opponentRating: opponent, score, step: k, opponentStep: k });
const glicko = ({ system, rating, rd, volatility, tau, games }: Rated) => {
  const outcomes = games.map(([opponentRating, opponentDeviation, score]) => ({ opponentRating, opponentDeviation, score }));
  return system === "glicko1" ? { ...glickoRating({ scale: "points", rating, deviation: rd, outcomes }), volatility: NaN } : glicko2Rating({ rating, deviation: rd, volatility, volatilityChange: tau, outcomes });
};

oracle("statistics/rating-elo-glicko.json", {
  expected: (rated: Rated) => elo(rated).expectedScore,
  newRating: (rated: Rated) => elo(rated).rating,
  newOpponent: (rated: Rated) => elo(rated).opponentRating,
  rating: (rated: Rated) => glicko(rated).rating,
  rd: (rated: Rated) => glicko(rated).deviation,
  volatility: (rated: Rated) => glicko(rated).volatility,
});

type Traced = { readonly pInit: number; readonly pLearn: number; readonly pSlip: number; readonly pGuess: number; readonly pForget: number; readonly responses: readonly (0 | 1)[] };
const traced = ({ pInit, pLearn, pSlip, pGuess, pForget, responses }: Traced) =>
  traceKnowledge({ parameters: { initialProbability: pInit, learnProbability: pLearn, slipProbability: pSlip, guessProbability: pGuess, forgetProbability: pForget }, answers: responses, masteryProbability: 0.95 });

oracle("statistics/bkt-knowledge-tracing.json", {
  pCorrectBefore: (input: Traced) => traced(input).steps.map(({ expectedScore }) => expectedScore),
  posteriorAfterEvidence: (input: Traced) => traced(input).steps.map(({ knownGivenAnswer }) => knownGivenAnswer),
  pKnownAfterStep: (input: Traced) => traced(input).steps.map(({ knownProbability }) => knownProbability),
  // theirs count from 1
  firstStepMastered95: (input: Traced) => { const { firstMasteredAt } = traced(input); return firstMasteredAt === null ? null : firstMasteredAt + 1; },
});

type Answered = { readonly responses: readonly string[] } | { readonly patterns: readonly string[]; readonly frequencies: readonly number[] };
const rowsOf = (input: Answered): readonly string[] => ("responses" in input ? input.responses : input.patterns.flatMap((pattern, index) => Array.from({ length: input.frequencies[index] ?? 0 }, () => pattern)));
const tableOf = (input: Answered) => {
  const responses = rowsOf(input).map((row) => [...row].map((digit) => (digit === "1" ? 1 as const : 0 as const)));
  return { itemIds: (responses[0] ?? []).map((_, index) => `item-${String(index)}`), responses, confidenceLevel: 0.95 };
};
const rasch = (input: Answered, method: RaschMethod) => {
  const result = calibrateRasch({ ...tableOf(input), method });
  if (result.items === null) throw new Error(result.reason);
  return { ...result, b: result.items.map(({ estimate }) => estimate) };
};
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const calibrations = {
  raschCml: (input: Answered) => { const { b, logLikelihood } = rasch(input, { kind: "conditional" }); return { b, logLik: logLikelihood }; },
  raschMml: (input: Answered) => {
    const { b, items, abilityStandardDeviation, logLikelihood } = rasch(input, { kind: "marginal" });
    return { bOnThetaScale: b, easiness: b.map((value) => -value), bCentred: b.map((value) => value - mean(b)), sigma: abilityStandardDeviation?.estimate, logLik: logLikelihood, seEasiness: items.map(({ standardErrorLogits }) => standardErrorLogits) };
  },
  raschJml: (input: Answered) => {
    const { b, abilityByScore, personCount } = rasch(input, { kind: "joint", biasCorrection: false });
    const reached = (abilityByScore ?? []).filter(({ n }) => n > 0);
    return { b, bCorrected: rasch(input, { kind: "joint", biasCorrection: true }).b, thetaByScore: Object.fromEntries(reached.map(({ score, abilityLogits }) => [String(score), abilityLogits])), personsUsed: personCount };
  },
  twoPlMml: (input: Answered) => {
    const result = calibrateTwoParameter(tableOf(input));
    if (result.items === null) throw new Error(result.reason);
    const { items } = result;
    return {
      a: items.map(({ discrimination }) => discrimination.estimate), b: items.map(({ difficulty }) => difficulty?.estimate), intercept: items.map(({ intercept }) => intercept.estimate), logLik: result.logLikelihood,
      seA: items.map(({ discrimination }) => discrimination.standardError), seIntercept: items.map(({ intercept }) => intercept.standardError),
    };
  },
};
oracle("statistics/irt-calibration-small.json", calibrations);
oracle("statistics/irt-calibration-rasch-2000x40.json", calibrations);
oracle("statistics/irt-calibration-2pl-2000x40.json", calibrations);

type Judged = { readonly highest: number; readonly ratings: readonly (readonly [person: number, item: number, rater: number, score: number])[] };
const named = (letter: string, place: number) => `${letter}${String(place).padStart(3, "0")}`;
const ratingsOf = ({ ratings }: Judged) => ratings.map(([person, item, rater, score]) => ({ personId: named("p", person), itemId: named("i", item), raterId: named("r", rater), score }));
const facets = (input: Judged) => {
  const result = calibrateFacets({ ratings: ratingsOf(input), lowestScore: 0, highestScore: input.highest, confidenceLevel: 0.95 });
  if (result.raters === null) throw new Error(result.reason);
  return result;
};
const cut = <Row>({ items, raters, steps }: { readonly items: readonly Row[]; readonly raters: readonly Row[]; readonly steps: readonly Row[] }, of: (row: Row) => number) => ({ items: items.map(of), raters: raters.map(of), steps: steps.map(of) });
oracle("statistics/facets-small.json", {
  severities: (input: Judged) => cut<FacetEstimate>(facets(input), ({ estimate }) => estimate),
  standardErrors: (input: Judged) => cut<FacetEstimate>(facets(input), ({ standardErrorLogits }) => standardErrorLogits),
  logLikelihood: (input: Judged) => facets(input).logLikelihood,
  informativePeople: (input: Judged) => facets(input).informativePersonCount,
  abilities: (input: Judged) => facets(input).persons.map(({ estimate }) => estimate),
  additive: (input: Judged) => {
    const result = additiveFacets({ ratings: ratingsOf(input), confidenceLevel: 0.95 });
    if (result.raters === null) throw new Error(result.reason);
    const { items, raters, persons, residualStandardDeviation, degreesOfFreedom } = result;
    const each = (key: "estimate" | "standardError") => ({ persons: persons.map(({ adjustedScore }) => adjustedScore[key]), items: items.map((item) => item[key]), raters: raters.map((rater) => rater[key]) });
    return { estimates: each("estimate"), standardErrors: each("standardError"), residualStandardDeviation, degreesOfFreedom };
  },
});
