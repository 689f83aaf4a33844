import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { ConfidenceLevel, type EstimateResult, proportionEstimate, standardNormalQuantile } from "../statistics/index.js";
import { type Count, Id } from "../unit/index.js";
import { direction, type EffectMeasure } from "./effect-measure.js";
import { EFFECT_LIMITS, EffectScore } from "./effect-people.js";

/** One person's two scores. */
export interface ScorePair {
  /** Who, once. */
  readonly personId: Id;
  /** The score before, at most 1e12 either way. */
  readonly baseline: number;
  /** The score after; null for whoever has none, who is counted and not judged. */
  readonly post: number | null;
}
/** How a population scores. */
export interface ScoreSpread {
  /** Its mean. */
  readonly mean: number;
  /** Its standard deviation, above 0. */
  readonly standardDeviation: number;
}
/** Two scores of each person, and how reliable they are. */
export interface ReliableChangeInput {
  /** At most 100,000. */
  readonly people: readonly ScorePair[];
  /** Which way is better. */
  readonly direction: EffectMeasure["direction"];
  /** The standard deviation of baselines in the population from which the reliability comes, above 0. */
  readonly baselineStandardDeviation: number;
  /** The reliability of the scores, from 0 up to, not including, 1: of a test taken twice, or internal consistency (`internalConsistency`). */
  readonly reliability: number;
  /** How improbable a change must be among people who did not change: 0.95 asks for an index of 1.96. Also the level of the intervals. */
  readonly confidenceLevel: ConfidenceLevel;
  /** Those who need the program and those who do it well: what gives the cut-offs. */
  readonly populations?: { readonly needing: ScoreSpread; readonly proficient: ScoreSpread };
}

/** What can be said of one person's change. */
export interface PersonalChange {
  /** Who. */
  readonly personId: Id;
  /** Post less baseline; null without a post score. */
  readonly change: number | null;
  /** Change ÷ standard error of a difference of two scores. */
  readonly index: number | null;
  /** Better or worse by more than measurement error tells, or neither: `unchanged` does not say that nothing changed. Null without a post score. */
  readonly verdict: "improved" | "unchanged" | "worse" | null;
  /** Whether the score came from the needing side of cut-off c to the proficient side, and the change is reliable; null without populations or a post score. */
  readonly hasCrossed: boolean | null;
}
/** How many changed by more than measurement error tells, and who. */
export interface ReliableChange {
  /** Baseline standard deviation × √(1 − reliability). */
  readonly standardError: number;
  /** √2 standard errors: that of a difference of two scores. */
  readonly differenceStandardError: number;
  /** The smallest change that counts as reliable. */
  readonly minimalReliableChange: number;
  /** Where a score counts as having left those who need the program: a, two standard deviations beyond their mean; b, within two of the proficient mean; c, as near to both, to be preferred where both are known. Null without populations. */
  readonly cutoffs: { readonly a: number; readonly b: number; readonly c: number } | null;
  /** By person, in the order of ids. */
  readonly people: readonly PersonalChange[];
  /** Improved ÷ all with both scores, with Wilson's interval. */
  readonly improvedFraction: EstimateResult;
  /** The same of the unchanged. */
  readonly unchangedFraction: EstimateResult;
  /** The same of those who got worse. */
  readonly worseFraction: EstimateResult;
  /** Reliably changed for the better and across cut-off c ÷ all with both scores; null without populations. */
  readonly crossedFraction: EstimateResult | null;
  /** Those without a post score. */
  readonly missingPostCount: Count;
  /** What to keep in mind: `low-reliability`, below 0.7. */
  readonly warnings: readonly string[];
}

const duplicatePerson: Fault = { code: "reliable-change.duplicate_person", message: "“{personId}” is listed twice.", hint: "Keep one entry for each person." };
const populationsSwapped: Fault = { code: "reliable-change.populations_swapped", message: "The needing mean {needing} is no worse than the proficient mean {proficient}.", hint: "Swap the populations, or correct the direction." };

/** Below it an index asks for changes that hardly anybody shows. */
const LOW_RELIABILITY = 0.7;
const signs = { "higher-is-better": 1, "lower-is-better": -1 } as const;
/** 1 where more is better, −1 where less is. Rules also run beside a direction that is none: it has no sign, and they find nothing. */
export const signOf = (way: EffectMeasure["direction"]): 1 | -1 => signs[way];

function findChangeFaults({ people, populations, direction: way }: ReliableChangeInput, report: Report): void {
  for (const [index, { personId }] of repeated(people, (person) => person.personId)) report(duplicatePerson, ["people", index, "personId"], { personId });
  if (populations === undefined) return;
  const [needing, proficient] = [populations.needing.mean, populations.proficient.mean];
  if ((proficient - needing) * signOf(way) <= 0) report(populationsSwapped, ["populations", "needing", "mean"], { needing, proficient });
}

const Deviation = z.number().min(1e-9).max(1e12);
/** Schema of one person's two scores. */
export const ScorePair = z.strictObject({ personId: Id, baseline: EffectScore, post: EffectScore.nullable() }).readonly() satisfies z.ZodType<ScorePair>;
/** Schema of how a population scores. */
export const ScoreSpread = z.strictObject({ mean: EffectScore, standardDeviation: Deviation }).readonly() satisfies z.ZodType<ScoreSpread>;
/** Schema of two scores of each person, and how reliable they are, with its rules between parts. */
export const ReliableChangeInput = z
  .strictObject({
    people: z.array(ScorePair).max(EFFECT_LIMITS.people).readonly(), direction, baselineStandardDeviation: Deviation, reliability: z.number().min(0).max(1 - 1e-9, { error: "A reliability runs from 0 up to, not including, 1.\nScores without any error need no index." }),
    confidenceLevel: ConfidenceLevel, populations: z.exactOptional(z.strictObject({ needing: ScoreSpread, proficient: ScoreSpread }).readonly()),
  })
  .check(rule(findChangeFaults))
  .readonly() satisfies z.ZodType<ReliableChangeInput>;

/** a = m₀ ± 2 s₀, b = m₁ ∓ 2 s₁, c = (s₀ m₁ + s₁ m₀) ÷ (s₀ + s₁); upper signs where more is better. */
function cutoffsOf({ populations, direction: way }: ReliableChangeInput): ReliableChange["cutoffs"] {
  if (populations === undefined) return null;
  const { needing, proficient } = populations;
  const sign = signOf(way);
  const [s0, s1] = [needing.standardDeviation, proficient.standardDeviation];
  return { a: needing.mean + sign * 2 * s0, b: proficient.mean - sign * 2 * s1, c: (s0 * proficient.mean + s1 * needing.mean) / (s0 + s1) };
}

/**
 * Who changed by more than measurement error alone would tell: Jacobson and Truax's index, and the shares of those who improved, stayed and got worse with Wilson's intervals.
 * An index of (post − baseline) ÷ (√2 · s · √(1 − r)), s the standard deviation of baselines and r the reliability, beyond the normal score of the level counts as reliable. It does not correct for regression to the mean: of people picked for low scores more improve by themselves.
 * Source: N. Jacobson, P. Truax, "Clinical significance: a statistical approach to defining meaningful change in psychotherapy research", Journal of Consulting and Clinical Psychology 59 (1991).
 *
 * @throws CoachingError `reliable-change.duplicate_person`, `reliable-change.populations_swapped`, `input.*`
 * @example
 * ```ts
 * const people = [{ personId: "ana", baseline: 50, post: 62 }, { personId: "ben", baseline: 55, post: 54 }, { personId: "cem", baseline: 48, post: null }];
 * const change = reliableChange({ people, direction: "higher-is-better", baselineStandardDeviation: 8, reliability: 0.84, confidenceLevel: 0.95 });
 * change.minimalReliableChange.toFixed(3); // => "8.870"
 * change.people.map(({ verdict }) => verdict); // => ["improved", "unchanged", null]
 * change.improvedFraction.estimate; // => 0.5
 * ```
 */
export function reliableChange(input: ReliableChangeInput): ReliableChange {
  const checked = check(ReliableChangeInput, input);
  const { direction: way, baselineStandardDeviation, reliability, confidenceLevel } = checked;
  const standardError = baselineStandardDeviation * Math.sqrt(1 - reliability);
  const differenceStandardError = Math.SQRT2 * standardError;
  const bound = standardNormalQuantile((1 + confidenceLevel) / 2);
  const cutoffs = cutoffsOf(checked);
  const verdictOf = (index: number): "improved" | "unchanged" | "worse" => (Math.abs(index) <= bound ? "unchanged" : index * signOf(way) > 0 ? "improved" : "worse");
  const judged = ({ personId, baseline, post }: ScorePair): PersonalChange => {
    if (post === null) return { personId, change: null, index: null, verdict: null, hasCrossed: null };
    const change = post - baseline + 0;
    const index = change / differenceStandardError + 0;
    const verdict = verdictOf(index);
    const isBeyond = (score: number): boolean => cutoffs !== null && (score - cutoffs.c) * signOf(way) > 0;
    return { personId, change, index, verdict, hasCrossed: cutoffs === null ? null : verdict === "improved" && !isBeyond(baseline) && isBeyond(post) };
  };
  const people = checked.people.map(judged).sort((one, other) => (one.personId < other.personId ? -1 : 1));
  const n = people.filter(({ verdict }) => verdict !== null).length;
  const share = (holds: (person: PersonalChange) => boolean): EstimateResult => proportionEstimate({ successes: people.filter(holds).length, n, confidenceLevel });
  const ofVerdict = (asked: PersonalChange["verdict"]): EstimateResult => share(({ verdict }) => verdict === asked);
  return {
    standardError, differenceStandardError, minimalReliableChange: bound * differenceStandardError, cutoffs, people,
    improvedFraction: ofVerdict("improved"), unchangedFraction: ofVerdict("unchanged"), worseFraction: ofVerdict("worse"), crossedFraction: cutoffs === null ? null : share(({ hasCrossed }) => hasCrossed === true),
    missingPostCount: people.length - n, warnings: reliability < LOW_RELIABILITY ? ["low-reliability"] : [],
  };
}
