import { type Confidence, type Estimate, type NoEstimate, quantile } from "../../statistics/index.js";
import { randomStream, resampler } from "../../statistics/internal.js";
import { inTextOrder } from "../../unit/internal.js";
import type { Bootstrap } from "../coefficient/rating.js";

/** `few-subjects`: fewer than ten clips in one of the rounds; `no-width`: all samples gave the same, which shows nothing; `undefined-samples`: some samples of the bootstrap had no answer and were left out. */
export type ChangeWarning = "few-subjects" | "no-width" | "undefined-samples";
/** A number of two rounds, or how it changed, with its bootstrap interval. */
export interface ChangeEstimate extends Estimate {
  /** What to keep in mind when reading it. */
  readonly warnings: readonly ChangeWarning[];
}
/** No answer. `too-few-subjects`: fewer than two clips; `no-agreement`: the coefficient is not defined before, or after, or both; `no-defined-sample`: in no sample of the bootstrap. */
export interface NoChange extends NoEstimate {
  /** Why there is none. */
  readonly reason: "too-few-subjects" | "no-agreement" | "no-defined-sample";
}
/** What an interval of a change shows: all of it above zero is `improved`, all below `worse`, an interval that holds zero `not-shown`, which is not "no change"; `undetermined`: there is nothing to judge by. */
export type ChangeVerdict = "improved" | "not-shown" | "worse" | "undetermined";
/** What a change shows. */
export interface JudgedChange {
  /** Judged on the interval of the change. */
  readonly verdict: ChangeVerdict;
  /** Why it is undetermined; else null. `too-few-subjects`: one of the rounds has fewer than eight clips, a heuristic; `no-variation`: the clips of each round are all alike, so that drawing them again says nothing, while the change itself may be as large as it can be; the others as where there is no estimate. */
  readonly undeterminedReason: NoChange["reason"] | "no-variation" | null;
}

/** Fewer clips than these say little about others. */
export const fewClips = 10;
/** Changes of fewer clips are not judged: a bootstrap has few different samples of them to draw. */
export const leastClips = 8;

/** A clip with what it is like in both rounds; clips of one likeness are drawn together. */
export interface LikenedClip {
  /** What alone matters of it. */
  readonly likeness: string;
  /** In which rounds it is. */
  readonly rounds: "before" | "after" | "both";
}
/** Kinds of clips: how many are of each, and one clip that stands for all of its kind. Those of one stratum, clips in the same rounds, stand beside each other. */
export interface ClipKinds {
  readonly strata: readonly Float64Array[];
  /** For each kind, the place of a clip of it. */
  readonly samples: readonly number[];
}

/** Clips by what they are like; the order of the clips does not matter. */
export function kindsOfClips(clips: readonly LikenedClip[]): ClipKinds {
  const known = new Map<string, { readonly sample: number; readonly rounds: string; count: number }>();
  clips.forEach(({ likeness, rounds }, sample) => {
    const key = `${rounds} ${likeness}`;
    const kind = known.get(key);
    if (kind === undefined) known.set(key, { sample, rounds, count: 1 });
    else kind.count += 1;
  });
  const kinds = [...known].sort(([left], [right]) => inTextOrder(left, right)).map(([, kind]) => kind);
  const strata = ["after", "before", "both"].map((rounds) => Float64Array.from(kinds.filter((kind) => kind.rounds === rounds), ({ count }) => count));
  return { strata, samples: kinds.map(({ sample }) => sample) };
}

/** Draws clips again, those in both rounds with what they are in both, the others round by round; tells for each sample how often each kind was drawn. */
export function drawClips({ strata, samples }: ClipKinds, { seed, replicateCount }: Bootstrap, take: (drawn: Float64Array) => void): void {
  const { uniform } = randomStream(seed, ["calibration-change"]);
  const drawn = new Float64Array(samples.length);
  let start = 0;
  const draws = strata.flatMap((times) => {
    const part = drawn.subarray(start, (start += times.length));
    if (times.length === 0) return [];
    const draw = resampler(times, uniform);
    return [() => { draw(part); }];
  });
  for (let replicate = 0; replicate < replicateCount; replicate += 1) {
    for (const draw of draws) draw();
    take(drawn);
  }
}

/** What an estimate is made of: its value in the ratings and in each sample, NaN where it has none. */
export interface Replicated {
  readonly value: number;
  readonly samples: readonly number[];
  readonly n: number;
}

/** What is smaller than this is rounding. */
const DUST = 1e-12;
const hasNoWidth = ({ lower, upper }: Confidence): boolean => upper - lower <= DUST;

/** An estimate with its percentile interval. */
export function changeEstimate({ value, samples, n }: Replicated, method: string, level: number): ChangeEstimate | NoChange {
  if (n < 2) return { estimate: null, reason: "too-few-subjects", n, needed: 2 };
  if (Number.isNaN(value)) return { estimate: null, reason: "no-agreement", n, needed: 2 };
  const defined = samples.filter((sample) => !Number.isNaN(sample));
  if (defined.length === 0) return { estimate: null, reason: "no-defined-sample", n, needed: 2 };
  const confidence: Confidence = { lower: quantile(defined, (1 - level) / 2) + 0, upper: quantile(defined, (1 + level) / 2) + 0, level };
  const warnings: ChangeWarning[] = [...(n < fewClips ? ["few-subjects" as const] : []), ...(hasNoWidth(confidence) ? ["no-width" as const] : []), ...(defined.length < samples.length ? ["undefined-samples" as const] : [])];
  return { estimate: value + 0, confidence, n, method, warnings };
}

const undetermined = (undeterminedReason: JudgedChange["undeterminedReason"]): JudgedChange => ({ verdict: "undetermined", undeterminedReason });

/** What the interval of a change shows; one without width rests on clips that are all alike, and is judged by `ofAlike` where that can be told. */
export function judgedChange(change: ChangeEstimate | NoChange, ofAlike: (estimate: number, level: number) => JudgedChange = () => undetermined("no-variation")): JudgedChange {
  if (change.estimate === null) return undetermined(change.reason);
  if (change.n < leastClips) return undetermined("too-few-subjects");
  const { lower, upper, level } = change.confidence;
  if (hasNoWidth(change.confidence) && Math.abs(change.estimate) > DUST) return ofAlike(change.estimate, level);
  return { verdict: lower > DUST ? "improved" : upper < -DUST ? "worse" : "not-shown", undeterminedReason: null };
}

/**
 * Judges a change of a mean over clips that are all alike in each round, by the chance that rounds exchanged at random differ as much: 2 ÷ (2^b C(m + n, m)).
 * b: clips of both rounds, each of which may have its rounds exchanged; m, n: clips of the first or the second only.
 */
export const judgedAlike = ({ strata }: ClipKinds) => (estimate: number, level: number): JudgedChange => {
  const [second = 0, first = 0, both = 0] = strata.map((times) => times.reduce((sum, count) => sum + count, 0));
  let logWays = both * Math.LN2;
  for (let clip = 1; clip <= Math.min(first, second); clip += 1) logWays += Math.log((Math.max(first, second) + clip) / clip);
  const isChange = Math.LN2 - logWays <= Math.log1p(-level);
  return { verdict: !isChange ? "not-shown" : estimate > 0 ? "improved" : "worse", undeterminedReason: null };
};

/** The difference of two replicated numbers, the second less the first. */
export const differenceOf = (before: Replicated, after: Replicated): Replicated => ({ value: after.value - before.value, samples: after.samples.map((sample, replicate) => sample - (before.samples[replicate] as number)), n: Math.min(before.n, after.n) });
