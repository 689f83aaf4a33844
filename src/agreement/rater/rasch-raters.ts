import { calibrateFacetsColumns, type FacetCalibration, type FacetRater, type FacetWarning } from "../../psychometrics/index.js";
import { fairScore } from "../../psychometrics/internal.js";
import type { ComparedRater, ComparedRaters, ComparisonRequest, NotCompared } from "./compared-raters.js";
import { notCompared, tooFewLooks } from "./compared-raters.js";
import { facetColumnsOf, type LevelTable } from "./level-table.js";
import { type LookClustering, reachOf } from "./look-clustering.js";
import type { RaterCalibrationWarning, NoSeverity } from "./rater-calibration.js";

/** The expected rank by how far a subject lies above criterion and rater, in log-odds, and its slope. */
type ExpectedRank = (advantage: number) => { readonly score: number; readonly slope: number };

function expectedRanks({ steps, unusedScores }: FacetCalibration, levelCount: number): { readonly expected: ExpectedRank; readonly middle: number } {
  const used = Array.from({ length: levelCount }, (_, rank) => rank).filter((rank) => !unusedScores.includes(rank));
  const places = Float64Array.from(steps, ({ estimate }) => estimate);
  return { expected: (advantage) => fairScore(advantage, places, used), middle: ((used[0] ?? 0) + (used.at(-1) ?? 0)) / 2 };
}

/** The advantage at which a rank is expected, by halving: the expected rank rises throughout. */
function advantageAt(expected: ExpectedRank, rank: number): number {
  let [low, high] = [-100, 100];
  for (let halving = 0; halving < 60; halving += 1) {
    const middle = (low + high) / 2;
    if (expected(middle).score < rank) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

interface RaschPlace extends ReturnType<typeof expectedRanks> {
  /** The advantage of a subject in the middle of the scale. */
  readonly center: number;
  readonly looks: LookClustering;
}

/** A severity in levels, as a subject in the middle of the scale feels it; its error by the slope there. */
function comparedRater({ estimate, standardErrorLogits, confidence: known, n, fit, flags }: FacetRater, { expected, middle, center, looks: { widening, freedom } }: RaschPlace): ComparedRater {
  const standardError = widening * standardErrorLogits;
  const reach = freedom === null ? null : standardError * reachOf(known.level, freedom);
  const confidence = reach === null ? known : { lower: estimate - reach, upper: estimate + reach, level: known.level };
  const levels = (logits: number): number => middle - expected(center - logits).score + 0;
  const common = { n, warnings: [] };
  return {
    logits: { estimate, standardError, confidence, method: "conditional", ...common },
    levels: { estimate: levels(estimate), standardError: expected(center - estimate).slope * standardError, confidence: { lower: levels(confidence.lower), upper: levels(confidence.upper), level: confidence.level }, method: "expected-level", ...common },
    fit, misfits: flags,
  };
}

const warnings: Readonly<Partial<Record<FacetWarning, RaterCalibrationWarning>>> = { "unused-scores": "unused-levels", "rarely-used-scores": "rarely-used-levels", "disordered-steps": "disordered-levels" };

/** What each rating would gain from a rater of mean severity: E(θ − δ) − E(θ − δ − α), E the expected rank, θ subject, δ criterion, α rater. */
function correctionsOf({ subjectIds, raterIds, criterionIds, subjects, raters, criteria }: LevelTable, result: FacetCalibration, expected: ExpectedRank): Float64Array {
  const placed = (ids: readonly string[], found: ReadonlyMap<string, number>): Float64Array => Float64Array.from(ids, (id) => found.get(id) ?? NaN);
  const abilities = placed(subjectIds, new Map(result.persons.map(({ personId, estimate }) => [personId, estimate])));
  const severities = placed(raterIds, new Map(result.raters.map(({ raterId, estimate }) => [raterId, estimate])));
  const difficulties = placed(criterionIds, new Map(result.items.map(({ itemId, estimate }) => [itemId, estimate])));
  return Float64Array.from(subjects, (subject, index) => {
    const advantage = (abilities[subject] as number) - (difficulties[criteria[index] as number] as number);
    const severity = severities[raters[index] as number] as number;
    return Number.isNaN(advantage + severity) ? NaN : expected(advantage).score - expected(advantage - severity).score;
  });
}

/** Raters by the many-facet Rasch model, given everybody's total. */
export function raschRaters(table: LevelTable, { levelCount, confidenceLevel, fitRange, looks }: ComparisonRequest): ComparedRaters | NotCompared {
  const result = calibrateFacetsColumns({ ...facetColumnsOf(table), lowestScore: 0, highestScore: levelCount - 1, confidenceLevel, fitRange });
  if (result.raters === null) return notCompared(result);
  // all others were left out at one end of the scale: nobody to compare with
  if (result.raters.length === 1) return { raters: null, reason: "one-rater", subsets: [], connectingRatings: [], raterIds: [] };
  if (looks === null) return tooFewLooks;
  const ranks = expectedRanks(result, levelCount);
  const center = advantageAt(ranks.expected, ranks.middle);
  const found = new Map(result.raters.map((rater) => [rater.raterId, comparedRater(rater, { ...ranks, center, looks })]));
  const persons = new Map(result.persons.map(({ personId, adjustedScore, n }) => [personId, { adjusted: adjustedScore, n }]));
  const none = new Map(result.excluded.filter(({ facet }) => facet === "rater").map(({ id, reason }): readonly [string, NoSeverity] => [id, { estimate: null, reason, n: 0, needed: 1 }]));
  return {
    raters: table.raterIds.map((id): ComparedRater => {
      const rater = found.get(id);
      if (rater !== undefined) return rater;
      const severity = none.get(id) ?? { estimate: null, reason: "no-comparison", n: 0, needed: 1 };
      return { logits: severity, levels: severity, fit: null, misfits: [] };
    }),
    subjects: table.subjectIds.map((id) => persons.get(id) ?? null),
    corrections: correctionsOf(table, result, ranks.expected), freedom: looks.freedom, staysOnScale: true,
    warnings: result.warnings.flatMap((warning) => warnings[warning] ?? []),
  };
}
