import * as z from "zod";
import { check } from "../error/index.js";
import { ConfidenceLevel, type Estimate, type EstimateResult, linearFit, tooFewObservations } from "../statistics/index.js";
import { Count, Id } from "../unit/index.js";
import { CAPACITY_LIMITS } from "./participant-load.js";

/** One reading of rapport: the pulse of a participant or a mean of several, and how many participants the coach had then. */
export interface RapportObservation {
  /** The coach. */
  readonly coachId: Id;
  /** Participants of the coach at that time. */
  readonly caseloadCount: Count;
  /** The alliance pulse on the host's scale, more is better: the mean of its items, for example of two on agreement about goals and on trust. */
  readonly pulseScore: number;
}
/** Schema of a reading of rapport. */
export const RapportObservation = z.strictObject({ coachId: Id, caseloadCount: Count.max(CAPACITY_LIMITS.participants), pulseScore: z.number().min(-1e6).max(1e6) }).readonly() satisfies z.ZodType<RapportObservation>;

/** What tells whether rapport falls as caseloads grow. */
export interface RapportQuestion {
  /** At most 100,000. */
  readonly observations: readonly RapportObservation[];
  /** The mean pulse that is to be kept. */
  readonly leastPulseScore: number;
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
  /** Coaches needed for an answer, 3 or more; 10 when absent, a heuristic. */
  readonly leastCoachCount?: Count;
}
/** Schema of a question about rapport. */
export const RapportQuestion = z
  .strictObject({ observations: z.array(RapportObservation).max(CAPACITY_LIMITS.rapportObservations).readonly(), leastPulseScore: z.number().min(-1e6).max(1e6), confidenceLevel: ConfidenceLevel, leastCoachCount: z.exactOptional(z.int().min(3).max(10_000)) })
  .readonly() satisfies z.ZodType<RapportQuestion>;

/** How rapport goes with the caseload. */
export interface RapportByCaseload {
  /** How much the pulse changes with one participant more; negative is harm. */
  readonly pulsePerParticipant: EstimateResult;
  /** What to give to `coachCapacity` as `rapportCaseload`: the largest caseload that keeps the pulse; with `below-everywhere` the smallest caseload seen, which does not keep it either, but of less nothing is known; null when the data set no limit. */
  readonly rapportCaseload: Count | null;
  /**
   * `limit-found`: pulse falls with the caseload and the line crosses the least pulse within the caseloads seen. `kept-as-far-as-seen`: it falls, but keeps the least pulse up to the largest caseload seen. `below-everywhere`: it falls, and is too low already at the smallest caseload seen, which is then the limit: worse data never allow more.
   * `no-clear-decline`: the interval of the slope holds zero or lies above. `not-enough-evidence`: too few coaches, or all with one caseload.
   */
  readonly reason: "limit-found" | "kept-as-far-as-seen" | "below-everywhere" | "no-clear-decline" | "not-enough-evidence";
  /** The mean pulse at that caseload, by the line: below the least one with `below-everywhere`. Null without a limit. */
  readonly pulseAtLimit: Estimate | null;
  /** Smallest and largest mean caseload of a coach; null without observations. */
  readonly seenCaseloads: { readonly least: number; readonly most: number } | null;
  /** What the caller did not say. */
  readonly assumptions: { readonly leastCoachCount?: Count };
  /** Always `correlational`: coaches were not given their caseloads by lot, so what goes along with a large one need not come from it. */
  readonly warnings: readonly "correlational"[];
}

/** A coach's mean caseload and mean pulse: participants of one coach are no independent witnesses. Sorted by coach, so that the order of the observations changes no digit. */
function pointsOf(observations: readonly RapportObservation[]): readonly { readonly x: number; readonly y: number }[] {
  const byCoach = new Map<Id, RapportObservation[]>();
  for (const observation of observations) {
    const known = byCoach.get(observation.coachId);
    if (known === undefined) byCoach.set(observation.coachId, [observation]);
    else known.push(observation);
  }
  const meanOf = (values: readonly number[]): number => values.toSorted((one, other) => one - other).reduce((sum, value) => sum + value, 0) / values.length;
  return [...byCoach].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, own]) => ({ x: meanOf(own.map(({ caseloadCount }) => caseloadCount)), y: meanOf(own.map(({ pulseScore }) => pulseScore)) }));
}

interface Limit {
  readonly rapportCaseload: Count | null;
  readonly reason: RapportByCaseload["reason"];
}

/** The line is believed within the caseloads seen, and only where it falls beyond doubt. */
function limitOf({ slope, intercept }: { readonly slope: Estimate; readonly intercept: Estimate }, leastPulseScore: number, seen: { readonly least: number; readonly most: number }): Limit {
  if (slope.confidence.upper >= 0) return { rapportCaseload: null, reason: "no-clear-decline" };
  const crossing = (leastPulseScore - intercept.estimate) / slope.estimate;
  if (crossing >= seen.most) return { rapportCaseload: null, reason: "kept-as-far-as-seen" };
  return crossing < seen.least ? { rapportCaseload: Math.floor(seen.least), reason: "below-everywhere" } : { rapportCaseload: Math.floor(crossing + 1e-6), reason: "limit-found" };
}

/**
 * Whether rapport falls as caseloads grow, by the host's own data, and the caseload up to which it holds: a straight line through the coaches' mean pulse and mean caseload (`linearFit`).
 * A limit is given only where the whole interval of the slope is below zero, and only within the caseloads seen: where the line crosses the least pulse, or the smallest one where it is too low already there. "Not enough evidence" is an answer.
 * Why rapport: client outcomes go along with the working alliance. Source: C. Graßmann, F. Schölmerich, C. Schermuly, "The relationship between working alliance and client outcomes in coaching: a meta-analysis", Human Relations 73 (2020).
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * const coaches = [[12, 4.6], [16, 4.5], [20, 4.2], [25, 4.1], [30, 3.7], [36, 3.5]];
 * const observations = coaches.map(([caseloadCount, pulseScore], index) => ({ coachId: `c${index}`, caseloadCount, pulseScore }));
 * const rapport = rapportByCaseload({ observations, leastPulseScore: 4, confidenceLevel: 0.95, leastCoachCount: 5 });
 * rapport.reason; // => "limit-found"
 * rapport.rapportCaseload; // => 25
 * rapportByCaseload({ observations, leastPulseScore: 4, confidenceLevel: 0.95 }).reason; // => "not-enough-evidence"
 * ```
 */
export function rapportByCaseload(question: RapportQuestion): RapportByCaseload {
  const { observations, leastPulseScore, confidenceLevel, leastCoachCount } = check(RapportQuestion, question);
  const needed = leastCoachCount ?? 10;
  const points = pointsOf(observations);
  const caseloads = points.map(({ x }) => x).toSorted((one, other) => one - other);
  const [least = null] = caseloads;
  const most = caseloads.at(-1) ?? null;
  const seenCaseloads = least === null || most === null ? null : { least, most };
  const { slope, intercept } = points.length < needed ? { slope: tooFewObservations(points.length, needed), intercept: tooFewObservations(points.length, needed) } : linearFit({ points, confidenceLevel });
  const limit: Limit = slope.estimate === null || intercept.estimate === null || seenCaseloads === null ? { rapportCaseload: null, reason: "not-enough-evidence" } : limitOf({ slope, intercept }, leastPulseScore, seenCaseloads);
  const [pulse] = limit.rapportCaseload === null ? [] : linearFit({ points, at: [limit.rapportCaseload], confidenceLevel }).means;
  return {
    pulsePerParticipant: slope,
    ...limit,
    pulseAtLimit: pulse === undefined || pulse.estimate === null ? null : pulse,
    seenCaseloads,
    assumptions: leastCoachCount === undefined ? { leastCoachCount: needed } : {},
    warnings: ["correlational"],
  };
}
