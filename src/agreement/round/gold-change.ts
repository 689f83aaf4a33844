import type { Criterion } from "../../rubric/index.js";
import type { Id } from "../../unit/index.js";
import { boundSteps } from "../coefficient/bootstrap.js";
import { type ChangeEstimate, changeEstimate, type ClipKinds, differenceOf, drawClips, judgedAlike, type JudgedChange, judgedChange, kindsOfClips, type NoChange, type Replicated } from "./change-estimate.js";
import { criterionSteps, type CriterionSteps, type GoldLevel, type RatedLevel } from "../rater/rated-level.js";
import type { Bootstrap } from "../coefficient/rating.js";

/** How close ratings are to gold, before and after. */
export interface GoldChange {
  /** The mean of level less gold level in steps of the scale, as in `raterSeverity`, over ratings of gold clips: above zero, raters were lenient. Raters who err to different sides hide each other. */
  readonly biasLevels: {
    /** In the first round. */
    readonly before: ChangeEstimate | NoChange;
    /** In the second round. */
    readonly after: ChangeEstimate | NoChange;
  };
  /** The share of ratings of gold clips at the gold level. Where the clips of each round are all alike, the verdict is that of an exact test of rounds exchanged at random. */
  readonly exactFraction: JudgedChange & {
    /** In the first round. */
    readonly before: ChangeEstimate | NoChange;
    /** In the second round. */
    readonly after: ChangeEstimate | NoChange;
    /** After less before. */
    readonly change: ChangeEstimate | NoChange;
  };
}

/** What one clip's ratings of one round add up to, against gold. */
interface GoldSums {
  readonly ratingCount: number;
  readonly distance: number;
  readonly exactCount: number;
}
const nothing: GoldSums = { ratingCount: 0, distance: 0, exactCount: 0 };

const cellKey = ({ subjectId, criterionId }: { readonly subjectId: Id; readonly criterionId: Id }): string => JSON.stringify([subjectId, criterionId]);

/** Gold by clip and criterion: where its level stands on the scale, and where all levels stand. */
type GoldCells = ReadonlyMap<string, { readonly step: number; readonly steps: CriterionSteps["steps"] }>;

function goldSums(ratings: readonly RatedLevel[], gold: GoldCells): ReadonlyMap<Id, GoldSums> {
  const sums = new Map<Id, GoldSums>();
  for (const rating of ratings) {
    const right = gold.get(cellKey(rating));
    if (right === undefined) continue;
    const step = right.steps.get(rating.level) as number;
    const { ratingCount, distance, exactCount } = sums.get(rating.subjectId) ?? nothing;
    sums.set(rating.subjectId, { ratingCount: ratingCount + 1, distance: distance + step - right.step, exactCount: exactCount + Number(step === right.step) });
  }
  return sums;
}

/** Gold levels by clip and criterion. */
export function goldByCell(criteria: readonly Criterion[], gold: readonly GoldLevel[]): GoldCells {
  const known = criterionSteps(criteria);
  return new Map(gold.map((one) => {
    const { steps } = known.get(one.criterionId) as CriterionSteps;
    return [cellKey(one), { step: steps.get(one.level) as number, steps }];
  }));
}

/** Two rounds, how they are sampled, and how sure intervals are to be. */
export interface ComparedRounds {
  readonly before: readonly RatedLevel[];
  readonly after: readonly RatedLevel[];
  readonly bootstrap: Bootstrap;
  readonly confidenceLevel: number;
}

/** The method of intervals over clips in these rounds. */
export function methodOf({ strata: [after, before, both] }: ClipKinds): string {
  if (both?.length === 0) return "independent-bootstrap";
  return after?.length === 0 && before?.length === 0 ? "paired-bootstrap" : "partly-paired-bootstrap";
}

/** How close two rounds are to gold, by samples of the gold clips. */
export function goldChangeOf({ before, after, bootstrap, confidenceLevel }: ComparedRounds, gold: GoldCells): GoldChange {
  const sides = [goldSums(before, gold), goldSums(after, gold)] as const;
  const ids = [...new Set([...sides[0].keys(), ...sides[1].keys()])];
  const sumsOf = ids.map((id) => sides.map((side) => side.get(id) ?? nothing));
  const kinds = kindsOfClips(ids.map((id, clip) => ({ likeness: JSON.stringify(sumsOf[clip]), rounds: !sides[0].has(id) ? "after" : !sides[1].has(id) ? "before" : "both" })));
  const shareOf = (side: 0 | 1, key: "distance" | "exactCount", drawn: Float64Array): number => {
    let [sum, count] = [0, 0];
    kinds.samples.forEach((clip, kind) => {
      const { [key]: value, ratingCount } = sumsOf[clip]?.[side] ?? nothing;
      sum += (drawn[kind] as number) * value;
      count += (drawn[kind] as number) * ratingCount;
    });
    return sum / count;
  };
  const questions = ([0, 1] as const).flatMap((side) => (["distance", "exactCount"] as const).map((key) => ({ side, key })));
  boundSteps(bootstrap, (questions.length + 1) * kinds.samples.length);
  const samples = questions.map((): number[] => []);
  drawClips(kinds, bootstrap, (drawn) => { questions.forEach(({ side, key }, at) => { samples[at]?.push(shareOf(side, key, drawn)); }); });
  const all = Float64Array.from(kinds.strata.flatMap((times) => [...times]));
  const [biasBefore, exactBefore, biasAfter, exactAfter] = questions.map(({ side, key }, at): Replicated => ({ value: shareOf(side, key, all), samples: samples[at] ?? [], n: sides[side].size })) as [Replicated, Replicated, Replicated, Replicated];
  const method = methodOf(kinds);
  const estimate = (replicated: Replicated): ChangeEstimate | NoChange => changeEstimate(replicated, "percentile-bootstrap", confidenceLevel);
  const change = changeEstimate(differenceOf(exactBefore, exactAfter), method, confidenceLevel);
  return { biasLevels: { before: estimate(biasBefore), after: estimate(biasAfter) }, exactFraction: { before: estimate(exactBefore), after: estimate(exactAfter), change, ...judgedChange(change, judgedAlike(kinds)) } };
}
