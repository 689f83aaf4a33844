import type { Criterion } from "../../rubric/index.js";
import type { Id } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";
import type { DoubleScoreRequest, KnownRaterError } from "./double-score-request.js";
import { type PassDecision, passLevelOf } from "./pass-decision.js";
import type { RatedLevel } from "../rater/rated-level.js";

/** What a rater said of a case in one decision: a level, or a score as a fraction of the scale. */
export interface CaseRating {
  readonly value: number;
  /** By how much the rater's values lie too low. */
  readonly severity: number;
  /** The rater's own standard deviation; null for that of the decision. */
  readonly ownDeviation: number | null;
}
/** A case with its ratings in one decision, one or more, in the order of the raters' ids. */
export interface RatedCase {
  readonly subjectId: Id;
  readonly ratings: readonly CaseRating[];
}
/** The cases of one decision in the order of their ids, and where it cuts. */
export interface DecisionCases {
  readonly cases: readonly RatedCase[];
  /** The levels that the truth may have; null where any score may be true. */
  readonly levels: readonly number[] | null;
  /** The lowest level or score that passes. */
  readonly passFrom: number;
  /** The same as a border: between levels midway, so that a mean has a side. */
  readonly border: number;
  /** Raters' scores of a case that miss a criterion, and so do not count. */
  readonly incompleteScoreCount: number;
}

/** Ratings by subject, then by rater: sums do not depend on the order in which they came. */
export const inCaseOrder = (ratings: readonly RatedLevel[]): readonly RatedLevel[] =>
  [...ratings].sort((left, right) => inTextOrder(left.subjectId, right.subjectId) || inTextOrder(left.raterId, right.raterId));

/** Neighbors with one key, together. */
function runsOf<Entry>(entries: readonly Entry[], isSame: (left: Entry, right: Entry) => boolean): readonly (readonly Entry[])[] {
  const runs: Entry[][] = [];
  for (const [index, entry] of entries.entries()) {
    const previous = entries[index - 1];
    if (previous !== undefined && isSame(previous, entry)) runs.at(-1)?.push(entry);
    else runs.push([entry]);
  }
  return runs;
}

interface PlacedRating extends CaseRating { readonly subjectId: Id }
const casesOf = (ratings: readonly PlacedRating[]): readonly RatedCase[] =>
  runsOf(ratings, (left, right) => left.subjectId === right.subjectId).map((run) => ({ subjectId: run[0]?.subjectId ?? "", ratings: run }));

type ErrorOf = (raterId: Id, criterionId: Id) => KnownRaterError | undefined;

/** The scores of raters who rated every criterion that has a weight: Σ w (level − lowest) ÷ (highest − lowest) over Σ w; severities likewise. */
function scoresOf(criteria: readonly Criterion[], ratings: readonly RatedLevel[], errorOf: ErrorOf) {
  const shares = new Map<Id, { readonly lowest: number; readonly perLevel: number }>();
  const weight = criteria.reduce((sum, one) => sum + one.weight, 0);
  for (const { id, levels, weight: own } of criteria) {
    const [lowest, highest] = [levels[0]?.level ?? 0, levels.at(-1)?.level ?? 1];
    if (own > 0) shares.set(id, { lowest, perLevel: own / weight / (highest - lowest) });
  }
  const counted = ratings.filter(({ criterionId }) => shares.has(criterionId));
  const scores = runsOf(counted, (left, right) => left.subjectId === right.subjectId && left.raterId === right.raterId);
  const complete = scores.filter((score) => score.length === shares.size);
  const placed = complete.map((score): PlacedRating => {
    let [value, severity] = [0, 0];
    const levelOf = new Map(score.map(({ criterionId, level }) => [criterionId, level]));
    const [{ subjectId, raterId }] = score as readonly [RatedLevel];
    for (const [criterionId, { lowest, perLevel }] of shares) {
      value += perLevel * ((levelOf.get(criterionId) ?? lowest) - lowest);
      severity += perLevel * (errorOf(raterId, criterionId)?.severityLevels ?? 0);
    }
    return { subjectId, value, severity, ownDeviation: null };
  });
  return { placed, incompleteScoreCount: scores.length - complete.length };
}

/** The cases of a decision, from ratings in the order of `inCaseOrder`. */
export function decisionCases(decision: PassDecision, ratings: readonly RatedLevel[], { rubric, knownErrors }: DoubleScoreRequest): DecisionCases {
  const known = new Map(knownErrors.map(({ raterId }) => [raterId, new Map<Id, KnownRaterError>()]));
  for (const one of knownErrors) known.get(one.raterId)?.set(one.criterionId, one);
  const errorOf: ErrorOf = (raterId, criterionId) => known.get(raterId)?.get(criterionId);
  if (decision.kind === "score") {
    const { placed, incompleteScoreCount } = scoresOf(rubric.criteria, ratings, errorOf);
    return { cases: casesOf(placed), levels: null, passFrom: decision.minimumFraction, border: decision.minimumFraction, incompleteScoreCount };
  }
  const { kind, criterionId } = decision;
  const placed = ratings.filter((one) => one.criterionId === criterionId).map(({ subjectId, raterId, level }): PlacedRating => {
    const { severityLevels: severity = 0, errorStandardDeviation = null } = errorOf(raterId, criterionId) ?? {};
    return { subjectId, value: level, severity, ownDeviation: errorStandardDeviation };
  });
  const criterion = rubric.criteria.find(({ id }) => id === criterionId) as Criterion;
  const levels = criterion.levels.map(({ level }) => level);
  const passFrom = passLevelOf(kind, criterion) as number;
  return { cases: casesOf(placed), levels, passFrom, border: (passFrom + (levels[levels.indexOf(passFrom) - 1] as number)) / 2, incompleteScoreCount: 0 };
}
