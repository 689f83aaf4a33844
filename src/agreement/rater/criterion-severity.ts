import { additiveFacetsColumns, type AdditiveFacets, type AdditiveFacetsResult, type AdditiveRater, type NoAdditiveFacets } from "../../psychometrics/index.js";
import { type ConfidenceLevel, studentProbability } from "../../statistics/index.js";
import type { LevelTable } from "./level-table.js";
import type { SeverityAtCriterion, NoSeverityAtCriterion } from "./rater-calibration.js";

/** Each level less the mean of what its rater gave that subject at the other criteria; NaN where the rater gave it nothing else. */
function deviationsOf({ subjects, raters, criteria, ranks }: LevelTable, { items }: AdditiveFacets): Float64Array {
  const deviations = new Float64Array(ranks.length).fill(NaN);
  for (let from = 0, to = 0; from < ranks.length; from = to) {
    let sum = 0;
    // ratings of one subject by one rater stand together; which criteria they are of must not show, so each criterion's difficulty is taken off
    for (to = from; to < ranks.length && subjects[to] === subjects[from] && raters[to] === raters[from]; to += 1) sum += deviations[to] = (ranks[to] as number) + (items[criteria[to] as number]?.estimate ?? 0);
    for (let index = from; index < to; index += 1) deviations[index] = to - from === 1 ? NaN : (deviations[index] as number) - (sum - (deviations[index] as number)) / (to - from - 1);
  }
  return deviations;
}

/** Severities at one criterion beyond those at the others, by least squares of deviation = subject − rater. */
function severitiesAt(table: LevelTable, deviations: Float64Array, at: { readonly criterion: number; readonly confidenceLevel: ConfidenceLevel }): AdditiveFacetsResult {
  const kept = Uint32Array.from(deviations.keys()).filter((index) => table.criteria[index] === at.criterion && !Number.isNaN(deviations[index]));
  const taken = (places: Uint32Array): Uint32Array => kept.map((index) => places[index] as number);
  return additiveFacetsColumns({
    personIds: table.subjectIds, itemIds: [table.criterionIds[at.criterion] as string], raterIds: table.raterIds, persons: taken(table.subjects), items: new Uint32Array(kept.length), raters: taken(table.raters),
    scores: Float64Array.from(kept, (index) => deviations[index] as number), confidenceLevel: at.confidenceLevel,
  });
}

/** Holm's correction: the smallest p-value times their number, the next times one less, …, never falling, at most 1. S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979). */
export function holm(pValues: readonly number[]): readonly number[] {
  const adjusted = new Float64Array(pValues.length);
  let most = 0;
  [...pValues.keys()].sort((left, right) => (pValues[left] as number) - (pValues[right] as number) || left - right).forEach((place, rank) => {
    most = Math.max(most, Math.min(1, (pValues[place] as number) * (pValues.length - rank)));
    adjusted[place] = most;
  });
  return [...adjusted];
}

type Without = NoSeverityAtCriterion["reason"];
const reasonOf = ({ reason }: NoAdditiveFacets): Without => (reason === "raters-not-connected" ? reason : reason === "items-not-connected" ? "criteria-not-connected" : "too-few-ratings");

type Found = Omit<SeverityAtCriterion, "adjustedPValue" | "isBeyondChance">;

/** The rows of one criterion, without their correction. */
function rowsAt(result: AdditiveFacets, criterionId: string): ReadonlyMap<string, Found | Without> {
  if (result.warnings.includes("no-residual-variation")) return new Map(result.raters.map(({ raterId }) => [raterId, "no-residual-variation"]));
  if (result.raters.length === 1) return new Map(result.raters.map(({ raterId }) => [raterId, "raters-not-connected"]));
  return new Map(result.raters.map(({ raterId, estimate, standardError, confidence, n }: AdditiveRater) => {
    const t = estimate / standardError;
    return [raterId, { raterId, criterionId, estimate, standardError, confidence, n, method: "least-squares-within-rater", warnings: [], pValue: 2 * studentProbability({ t: -Math.abs(t), degreesOfFreedom: result.degreesOfFreedom }) }];
  }));
}

/** What was found at each criterion, or why nothing was. */
function foundByCriterion(table: LevelTable, additive: AdditiveFacetsResult, confidenceLevel: ConfidenceLevel): readonly (ReadonlyMap<string, Found | Without> | Without)[] {
  const { criterionIds } = table;
  if (criterionIds.length === 1) return ["one-criterion"];
  if (additive.raters === null) return criterionIds.map(() => reasonOf(additive));
  const deviations = deviationsOf(table, additive);
  return criterionIds.map((criterionId, criterion) => {
    const result = severitiesAt(table, deviations, { criterion, confidenceLevel });
    return result.raters === null ? reasonOf(result) : rowsAt(result, criterionId);
  });
}

/**
 * How much harsher each rater is at each criterion than at the others. Of every level the mean of what the same rater gave the same subject at the other criteria is taken off, so that neither the rater's own severity nor a halo over all criteria is left;
 * then deviation = subject − rater by least squares, criterion by criterion, so that neither what the subject shows at this criterion is: what remains of a rater is the severity at this criterion less the rater's own at the others, both as against the other raters.
 */
export function criterionSeverities(table: LevelTable, additive: AdditiveFacetsResult, confidenceLevel: ConfidenceLevel): readonly (SeverityAtCriterion | NoSeverityAtCriterion)[] {
  const { raterIds, criterionIds } = table;
  const byCriterion = foundByCriterion(table, additive, confidenceLevel);
  const rated = new Set<number>();
  table.raters.forEach((rater, index) => { rated.add(rater * criterionIds.length + (table.criteria[index] as number)); });
  const rows = raterIds.flatMap((raterId, rater) => criterionIds.flatMap((criterionId, criterion): readonly (Found | NoSeverityAtCriterion)[] => {
    if (!rated.has(rater * criterionIds.length + criterion)) return [];
    const at = byCriterion[criterion] ?? "too-few-ratings";
    const found = typeof at === "string" ? at : (at.get(raterId) ?? "too-few-ratings");
    return [typeof found === "string" ? { raterId, criterionId, estimate: null, reason: found, n: 0, needed: 2 } : found];
  }));
  const corrected = holm(rows.flatMap((row) => (row.estimate === null ? [] : [row.pValue])));
  let place = 0;
  return rows.map((row): SeverityAtCriterion | NoSeverityAtCriterion => {
    if (row.estimate === null) return row;
    const adjustedPValue = corrected[place] as number;
    place += 1;
    return { ...row, adjustedPValue, isBeyondChance: adjustedPValue <= 1 - confidenceLevel };
  });
}
