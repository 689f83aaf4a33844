import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { type Confidence, ConfidenceLevel } from "../statistics/index.js";
import { Count, Id, Instant } from "../unit/index.js";
import { RubricVersion } from "./rubric.js";
import { correlationInterval, type Link, linkedScore, linkThrough, scoreLink, type ScoreLink } from "./score-link.js";
import { majorOf } from "./version-order.js";

/** A score with the version of the rubric that it was given by. */
export interface VersionedScore {
  /** The observation that was scored. */
  readonly observationId: Id;
  /** The version that it was scored by. */
  readonly rubricVersion: RubricVersion;
  /** When the behavior took place. */
  readonly observedAt: Instant;
  /** `score` or `normalizedFraction` of `rubricScore`; of all scores the same one. */
  readonly score: number;
}
/** One observation that was scored by both versions. */
export interface DoubleScore {
  /** The observation. */
  readonly observationId: Id;
  /** Its score by the old version. */
  readonly fromScore: number;
  /** Its score by the version that scores are pooled into. */
  readonly intoScore: number;
}
/** Observations that were scored by two versions, which tell how one reads on the scale of the other. */
export interface BridgeSample {
  /** The old version; it serves all versions of its major number. */
  readonly fromVersion: RubricVersion;
  /** At most 10,000 observations, best drawn by chance from all levels that occur. */
  readonly pairs: readonly DoubleScore[];
}
/** Scores of several versions that are to stand in one trend. */
export interface PoolRequest {
  /** The version on whose scale the trend is read. */
  readonly intoVersion: RubricVersion;
  /** At most 100,000. */
  readonly scores: readonly VersionedScore[];
  /** One for each other major number. Left out: there is none. */
  readonly bridges?: readonly BridgeSample[];
  /** Pairs that a bridge needs, 20 or more. Left out: 20, a heuristic, named under `assumptions`. */
  readonly minimumBridgeCount?: Count;
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}

const duplicateScore: Fault = { code: "pool-rubric-scores.duplicate_score", message: "The observation “{id}” is scored twice.", hint: "Give one score for each observation; scores by two versions belong into a bridge." };
const duplicatePair: Fault = { code: "pool-rubric-scores.duplicate_pair", message: "The observation “{id}” stands in the bridge twice.", hint: "Give each observation once." };
const duplicateBridge: Fault = { code: "pool-rubric-scores.duplicate_bridge", message: "Two bridges come from major {major}.", hint: "Put their observations into one." };
const needlessBridge: Fault = { code: "pool-rubric-scores.needless_bridge", message: "Versions {fromVersion} and {intoVersion} have one major number: they pool as they are.", hint: "Leave the bridge out, or correct its version." };

const Score = z.number().min(-1e6).max(1e6);
const VersionedScore = z.strictObject({ observationId: Id, rubricVersion: RubricVersion, observedAt: Instant, score: Score }).readonly() satisfies z.ZodType<VersionedScore>;
const DoubleScore = z.strictObject({ observationId: Id, fromScore: Score, intoScore: Score }).readonly() satisfies z.ZodType<DoubleScore>;
const BridgeSample = z.strictObject({ fromVersion: RubricVersion, pairs: z.array(DoubleScore).max(10_000).readonly() }).readonly() satisfies z.ZodType<BridgeSample>;

function findPoolFaults({ intoVersion, scores, bridges = [] }: PoolRequest, report: Report): void {
  for (const [index, { observationId: id }] of repeated(scores, ({ observationId }) => observationId)) report(duplicateScore, ["scores", index, "observationId"], { id });
  bridges.forEach(({ fromVersion, pairs }, place) => {
    if (majorOf(fromVersion) === majorOf(intoVersion)) report(needlessBridge, ["bridges", place, "fromVersion"], { fromVersion, intoVersion });
    for (const [index, { observationId: id }] of repeated(pairs, ({ observationId }) => observationId)) report(duplicatePair, ["bridges", place, "pairs", index, "observationId"], { id });
  });
  for (const [place, { fromVersion }] of repeated(bridges, (bridge) => String(majorOf(bridge.fromVersion)))) report(duplicateBridge, ["bridges", place, "fromVersion"], { major: majorOf(fromVersion) });
}

/** Scores of several versions that are to stand in one trend. */
export const PoolRequest = z
  .strictObject({
    intoVersion: RubricVersion, scores: z.array(VersionedScore).max(100_000).readonly(), bridges: z.exactOptional(z.array(BridgeSample).max(20).readonly()),
    minimumBridgeCount: z.exactOptional(z.int().min(20).max(10_000)), confidenceLevel: ConfidenceLevel,
  })
  .check(rule(findPoolFaults))
  .readonly() satisfies z.ZodType<PoolRequest>;

/** A score on the scale of the version that scores are pooled into. */
export interface PooledScore extends VersionedScore {
  /** Null where it is the score that was given. Else it was carried over by the link, and this is the interval of that link at this score; it says nothing of the rater's own error. */
  readonly linkConfidence: Confidence | null;
  /** It lies outside the scores of the bridge, so that the link is stretched beyond what was seen. */
  readonly isBeyondBridge: boolean;
}
/** The link that scores of one major number were carried over by. */
export interface PooledLink extends ScoreLink {
  /** The major number of the scores. */
  readonly fromMajor: number;
}
/** Scores of one major number that may not be pooled. */
export interface WithheldScores {
  /** The major number of the scores. */
  readonly fromMajor: number;
  /** How many there are. */
  readonly scoreCount: Count;
  /** `unrelated-versions`: the interval of the correlation reaches 0 or below, so that the two versions need not measure one thing. */
  readonly reason: "no-bridge" | "bridge-too-small" | "no-variation" | "unrelated-versions";
  /** Pairs of the bridge. */
  readonly n: Count;
  /** Pairs that it needs. */
  readonly needed: Count;
}
/** What may stand in one trend, and what may not. */
export interface PooledScores {
  /** By time, then by id. */
  readonly scores: readonly PooledScore[];
  /** By major number. */
  readonly links: readonly PooledLink[];
  /** By major number; empty where all scores are pooled. */
  readonly withheld: readonly WithheldScores[];
  /** What was taken for granted. */
  readonly assumptions: { readonly minimumBridgeCount: Count };
}

interface Crossing { readonly link: Link | null; readonly refusal: Omit<WithheldScores, "fromMajor" | "scoreCount"> | null }

function crossingOf(bridge: BridgeSample | undefined, needed: number, level: ConfidenceLevel): Crossing {
  const n = bridge?.pairs.length ?? 0;
  const refused = (reason: WithheldScores["reason"]): Crossing => ({ link: null, refusal: { reason, n, needed } });
  if (bridge === undefined) return refused("no-bridge");
  if (n < needed) return refused("bridge-too-small");
  const link = linkThrough(bridge.pairs);
  if (link === null) return refused("no-variation");
  return correlationInterval(link, level).lower > 0 ? { link, refusal: null } : refused("unrelated-versions");
}

/**
 * Scores of several versions of a rubric on one scale, or why they may not stand in one trend. Versions of one major number pool as they are.
 * Another major number needs a bridge: at least 20 observations scored by both versions (a heuristic). Its scores are then carried over by linear linking, which keeps their spread, and the link is shown with its intervals.
 * What has no such bridge is withheld with the reason; a migration map alone is no bridge.
 * Sources: M. Kolen, R. Brennan, "Test Equating, Scaling, and Linking" (2014), linear method, single group; E. Pitman, "A note on normal correlation", Biometrika 31 (1939).
 *
 * @throws CoachingError `input.*`, `pool-rubric-scores.duplicate_score`, `pool-rubric-scores.duplicate_pair`, `pool-rubric-scores.duplicate_bridge`, `pool-rubric-scores.needless_bridge`
 * @example
 * ```ts
 * const score = (observationId: string, rubricVersion: string, value: number) => ({ observationId, rubricVersion, observedAt: "2027-10-04T09:00:00Z", score: value });
 * const pooled = poolRubricScores({ intoVersion: "2.0.0", scores: [score("o1", "1.0.0", 3), score("o2", "2.1.0", 4)], confidenceLevel: 0.95 });
 * pooled.scores.map(({ observationId }) => observationId); // => ["o2"]
 * pooled.withheld; // => [{ fromMajor: 1, scoreCount: 1, reason: "no-bridge", n: 0, needed: 20 }]
 * ```
 */
export function poolRubricScores(request: PoolRequest): PooledScores {
  const { intoVersion, scores, bridges = [], minimumBridgeCount = 20, confidenceLevel } = check(PoolRequest, request);
  const intoMajor = majorOf(intoVersion);
  // in one order, so that not even the last digit depends on how the pairs were listed
  const bridgeOf = new Map(bridges.map((bridge) => [majorOf(bridge.fromVersion), { ...bridge, pairs: [...bridge.pairs].sort((left, right) => (left.observationId < right.observationId ? -1 : 1)) }]));
  const countOf = new Map<number, number>();
  for (const { rubricVersion } of scores) countOf.set(majorOf(rubricVersion), (countOf.get(majorOf(rubricVersion)) ?? 0) + 1);
  const majors = [...new Set([...countOf.keys(), ...bridgeOf.keys()])].filter((major) => major !== intoMajor).sort((left, right) => left - right);
  const crossings = new Map(majors.map((major) => [major, crossingOf(bridgeOf.get(major), minimumBridgeCount, confidenceLevel)]));

  const pooled = scores.flatMap((one): readonly PooledScore[] => {
    const major = majorOf(one.rubricVersion);
    if (major === intoMajor) return [{ ...one, linkConfidence: null, isBeyondBridge: false }];
    const link = crossings.get(major)?.link ?? null;
    if (link === null) return [];
    const { score, confidence } = linkedScore(link, one.score, confidenceLevel);
    return [{ ...one, score, linkConfidence: confidence, isBeyondBridge: one.score < link.from.lowest || one.score > link.from.highest }];
  });
  const keyOf = ({ observedAt, observationId }: PooledScore): string => `${observedAt.slice(0, 19)}${observedAt.length === 24 ? observedAt.slice(19, 23) : ".000"} ${observationId}`;
  return {
    scores: pooled.map((one) => ({ one, key: keyOf(one) })).sort((left, right) => (left.key < right.key ? -1 : 1)).map(({ one }) => one),
    links: majors.flatMap((fromMajor) => {
      const [link, pairs] = [crossings.get(fromMajor)?.link ?? null, bridgeOf.get(fromMajor)?.pairs ?? []];
      return link === null ? [] : [{ fromMajor, ...scoreLink(pairs, link, confidenceLevel) }];
    }),
    withheld: majors.flatMap((fromMajor) => {
      const refusal = crossings.get(fromMajor)?.refusal ?? null;
      return refusal === null ? [] : [{ fromMajor, scoreCount: countOf.get(fromMajor) ?? 0, ...refusal }];
    }),
    assumptions: { minimumBridgeCount },
  };
}
