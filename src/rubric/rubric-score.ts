import * as z from "zod";
import { check, rule } from "../error/index.js";
import { Fraction, type Id } from "../unit/index.js";
import { findMisfits, Observation } from "./observation.js";
import { type Criterion, Rubric } from "./rubric.js";

/** An observation to be scored by its rubric. */
export interface ScoreRequest {
  /** The rubric, in the version that the observation was rated by. */
  readonly rubric: Rubric;
  /** What was observed. */
  readonly observation: Observation;
  /** The weight that must have been observed, as a share of the applicable weight. Left out: 0.7, a heuristic without empirical validation, named under `assumptions`. */
  readonly minimumCoverageFraction?: Fraction;
}
/** An observation to be scored by its rubric. */
export const ScoreRequest = z
  .strictObject({ rubric: Rubric, observation: Observation, minimumCoverageFraction: z.exactOptional(Fraction) })
  .check(rule(({ rubric, observation }: ScoreRequest, report) => { findMisfits(rubric, [{ observation, path: ["observation"] }], report); }))
  .readonly() satisfies z.ZodType<ScoreRequest>;

/** Why a verdict is what it is. */
export interface ScoreReason {
  /** A stable code. The first four speak of one gate, the others of the whole observation. */
  readonly code: "gate-passed" | "gate-failed" | "gate-not-observed" | "gate-not-applicable" | "coverage-below-minimum" | "nothing-applicable" | "no-gates";
  /** The gate, or null. */
  readonly criterionId: Id | null;
}

/** What a score could still become, were everything observed that was not. */
export interface ScoreRange {
  /** Were each of it at its lowest level. */
  readonly lowest: number;
  /** Were each of it at its highest level. */
  readonly highest: number;
}

/** The rating of the whole beside the score of the parts. */
export interface HolisticCheck {
  /** The level of the whole. */
  readonly level: number;
  /** The same with its scale laid from 0 to 1. */
  readonly normalizedFraction: Fraction;
  /** How far it lies above the `normalizedFraction` of the parts, -1 to 1; null where there is none. Far from 0, either the whole was rated by something that the rubric does not name, or the weights are not what raters think they are. */
  readonly difference: number | null;
}

/** What an observation comes to under its rubric. */
export interface RubricScore {
  /** The weighted mean of the observed levels, on the scale that all criteria of the rubric share; null where none was observed, or where their scales have different ends. */
  readonly score: number | null;
  /** The same with each scale laid from 0 to 1, so that it can be compared across scales; null where none was observed. */
  readonly normalizedFraction: Fraction | null;
  /** Between which ends the score would lie, were every applicable criterion observed: as wide as what nobody saw, and no confidence interval; null where `score` could have no scale or nothing was applicable. */
  readonly scoreRange: ScoreRange | null;
  /** The same for `normalizedFraction`. */
  readonly normalizedRange: ScoreRange | null;
  /** The rating of the whole, or null where there is none; it decides nothing. */
  readonly holistic: HolisticCheck | null;
  /** Observed weight ÷ applicable weight; null where nothing was applicable. */
  readonly coverageFraction: Fraction | null;
  /** `fail`: a gate failed. Else `undetermined`: a gate was not observed. Else `insufficient`: too little was observed. Else `pass`. The score itself decides nothing. */
  readonly verdict: "pass" | "fail" | "undetermined" | "insufficient";
  /** Every reason that bears on the verdict, gates first. */
  readonly reasons: readonly ScoreReason[];
  /** The thresholds used. */
  readonly assumptions: { readonly minimumCoverageFraction: Fraction };
}

interface Rated {
  readonly criterion: Criterion;
  readonly status: "observed" | "not-observed" | "not-applicable";
  /** NaN where none was observed, so that it can never slip into a score as a zero. */
  readonly level: number;
}

/** Weights such as 0.1 + 0.6 leave dust in the last digit, which must not decide a threshold. */
const tidy = (value: number): number => Math.round(value * 1e12) / 1e12 + 0;

const sumOf = (rated: readonly Rated[], value: (one: Rated) => number): number => rated.reduce((sum, one) => sum + value(one), 0);
const meanOf = (rated: readonly Rated[], value: (one: Rated) => number): number | null => {
  const weight = sumOf(rated, ({ criterion }) => criterion.weight);
  return weight === 0 ? null : tidy(sumOf(rated, (one) => one.criterion.weight * value(one)) / weight);
};

interface Scaled { readonly levels: Criterion["levels"] }
const lowest = ({ levels }: Scaled): number => levels[0]?.level ?? 0;
const highest = ({ levels }: Scaled): number => levels.at(-1)?.level ?? 0;
const normalized = (level: number, scale: Scaled): number => (level - lowest(scale)) / (highest(scale) - lowest(scale));

/** The mean with the unobserved at either end of their scales; none where nothing was applicable. */
function rangeOf(applicable: readonly Rated[], value: (level: number, criterion: Criterion) => number): ScoreRange | null {
  const meanWith = (unseen: (criterion: Criterion) => number): number | null =>
    meanOf(applicable, ({ criterion, status, level }) => value(status === "observed" ? level : unseen(criterion), criterion));
  const ends = [meanWith(lowest), meanWith(highest)] as const;
  return ends[0] === null || ends[1] === null ? null : { lowest: ends[0], highest: ends[1] };
}

function holisticCheck({ holisticLevels: levels = [] }: Rubric, { holisticLevel: level }: Observation, parts: number | null): HolisticCheck | null {
  if (level === undefined) return null;
  const normalizedFraction = tidy(normalized(level, { levels }));
  return { level, normalizedFraction, difference: parts === null ? null : tidy(normalizedFraction - parts) };
}

function gateReason({ criterion, status, level }: Rated): readonly ScoreReason[] {
  if (criterion.mustPass === undefined) return [];
  if (status !== "observed") return [{ code: `gate-${status}`, criterionId: criterion.id }];
  return [{ code: level >= criterion.mustPass.minimumLevel ? "gate-passed" : "gate-failed", criterionId: criterion.id }];
}

function verdictOf(reasons: readonly ScoreReason[]): RubricScore["verdict"] {
  const has = (...codes: readonly ScoreReason["code"][]): boolean => reasons.some(({ code }) => codes.includes(code));
  if (has("gate-failed")) return "fail";
  if (has("gate-not-observed")) return "undetermined";
  return has("coverage-below-minimum", "nothing-applicable") ? "insufficient" : "pass";
}

function coverageReason(coverage: number | null, minimum: number): readonly ScoreReason[] {
  if (coverage === null) return [{ code: "nothing-applicable", criterionId: null }];
  return coverage < minimum ? [{ code: "coverage-below-minimum", criterionId: null }] : [];
}

/**
 * The score of an observation, how much of the rubric it covers, and what the gates say.
 * score = Σ w·x / Σ w over the observed criteria; coverage = Σ w observed / Σ w applicable; w weight, x level.
 * What was not observed lowers the coverage, what was not applicable leaves the count, and neither is a zero. Numbers are cleared of dust at 12 digits after the point.
 * `scoreRange` shows what the unobserved leaves open: the score with all of it at its lowest levels, and at its highest.
 * Behaviorally anchored rating scales: P. Smith, L. Kendall, "Retranslation of expectations", Journal of Applied Psychology 47 (1963). The coverage threshold is a heuristic.
 *
 * @throws CoachingError `input.*`, `rubric.*`, `observation.duplicate_rating`, `observation.other_rubric`, `observation.other_version`, `observation.unknown_criterion`, `observation.level_outside_scale`, `observation.holistic_level_outside_scale`
 * @example
 * ```ts
 * const levels = [1, 2, 3].map((level) => ({ level, title: `Level ${level}`, anchors: [`What level ${level} looks like.`] }));
 * const criteria = [{ id: "listens", title: "Listens", weight: 1, levels, compliantFromLevel: 2 }];
 * const rubric: Rubric = { kind: "rubric", schemaVersion: 1, id: "one-to-one", version: "1.0.0", title: "One-to-one", criteria };
 * const ratings: Observation["ratings"] = [{ criterionId: "listens", status: "observed", level: 2 }];
 * const observation = { id: "o1", rubricId: "one-to-one", rubricVersion: "1.0.0", participantId: "p1", raterId: "c1", observedAt: "2027-10-04T09:00:00Z", ratings };
 * rubricScore({ rubric, observation }).normalizedFraction; // => 0.5
 * rubricScore({ rubric, observation: { ...observation, ratings: [] } }).scoreRange; // => { lowest: 1, highest: 3 }
 * ```
 */
export function rubricScore(request: ScoreRequest): RubricScore {
  const { rubric, observation, minimumCoverageFraction = 0.7 } = check(ScoreRequest, request);
  const ratings = new Map(observation.ratings.map((rating) => [rating.criterionId, rating]));
  const rated = rubric.criteria.map((criterion): Rated => {
    const rating = ratings.get(criterion.id);
    return { criterion, status: rating?.status ?? "not-observed", level: rating?.status === "observed" ? rating.level : NaN };
  });
  const observed = rated.filter(({ status }) => status === "observed");
  const applicable = rated.filter(({ status }) => status !== "not-applicable");
  const isOneScale = new Set(rubric.criteria.map((criterion) => `${String(lowest(criterion))} ${String(highest(criterion))}`)).size === 1;
  const coverageFraction = meanOf(applicable, ({ status }) => (status === "observed" ? 1 : 0));
  const normalizedFraction = meanOf(observed, ({ criterion, level }) => normalized(level, criterion));
  const gates = rated.flatMap(gateReason);
  const reasons: readonly ScoreReason[] = [...(gates.length === 0 ? [{ code: "no-gates" as const, criterionId: null }] : gates), ...coverageReason(coverageFraction, minimumCoverageFraction)];
  return {
    score: isOneScale ? meanOf(observed, ({ level }) => level) : null,
    normalizedFraction,
    scoreRange: isOneScale ? rangeOf(applicable, (level) => level) : null,
    normalizedRange: rangeOf(applicable, normalized),
    holistic: holisticCheck(rubric, observation, normalizedFraction),
    coverageFraction,
    verdict: verdictOf(reasons),
    reasons,
    assumptions: { minimumCoverageFraction },
  };
}
