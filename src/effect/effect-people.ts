import * as z from "zod";
import { type Fault, repeated, type Report } from "../error/index.js";
import { type Count, type Fraction, Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import type { EffectMeasure } from "./effect-measure.js";

/** What an effect refuses, so that no input can exhaust the host. */
export const EFFECT_LIMITS = {
  /** People of one effect. */
  people: 100_000,
  /** Records of one study of scheduling. */
  records: 500_000,
  /** Points of one series. */
  seriesPoints: 10_000,
  /** Goals of one person. */
  goals: 100,
  /** Teams of one stepped wedge. */
  wedgeClusters: 200,
  /** Periods of one stepped wedge. */
  wedgePeriods: 60,
  /** Scores of one stepped wedge. */
  wedgeScores: 200_000,
  /** Orders of starts that are all gone through; beyond, some are drawn. */
  startOrders: 500_000,
  /** Orders of starts that may be drawn. */
  drawnOrders: 100_000,
  /** Values from before the start by which the arms of a draw are compared. */
  balancedBaselines: 20,
} as const;

/** The program or what it is compared with. */
export type EffectArm = "treated" | "comparison";

/** One person before and after. */
export interface EffectPerson {
  /** Who, once. */
  readonly personId: Id;
  /** Whether the person was to get the program, by the assignment and whatever came of it. Left out: `"treated"`. */
  readonly arm?: EffectArm;
  /** The team or site whose members go together: all have one, or nobody has. */
  readonly clusterId?: Id;
  /** The score one period before the baseline, at which no arm had begun: what the trends before the start are compared by. */
  readonly earlierBaseline?: number | null;
  /** The score before the start, at most 1e12 either way; null where none was taken. */
  readonly baseline: number | null;
  /** The score after; null for whoever left or was not scored. */
  readonly post: number | null;
}

const Score = z.number().min(-1e12).max(1e12);
/** Schema of a score. */
export const EffectScore = Score;
const Arm = z.enum(["treated", "comparison"]);
/** Schema of one person before and after. */
export const EffectPerson = z
  .strictObject({ personId: Id, arm: z.exactOptional(Arm), clusterId: z.exactOptional(Id), earlierBaseline: z.exactOptional(Score.nullable()), baseline: Score.nullable(), post: Score.nullable() })
  .readonly() satisfies z.ZodType<EffectPerson>;
/** Schema of the people of one effect. */
export const EffectPeople = z.array(EffectPerson).max(EFFECT_LIMITS.people).readonly();

const duplicatePerson: Fault = { code: "effect-people.duplicate_person", message: "“{personId}” is listed twice.", hint: "Keep one entry for each person, with the baseline and the post score." };
const postWithoutBaseline: Fault = {
  code: "effect-people.post_without_baseline", message: "“{personId}” has a post score and no baseline.",
  hint: "Add the baseline that was taken before the start. Where there is none, write null for the post score too: whoever was assigned stays in the count as missing. Leave the entry out only for somebody who joined later.",
};
const notAFraction: Fault = { code: "effect-people.not_a_fraction", message: "The score {score} is no fraction from 0 to 1.", hint: "0.2 means 20 %. Divide a percent by 100, or name another unit." };
const missingCluster: Fault = { code: "effect-people.missing_cluster", message: "“{personId}” belongs to no cluster, and others do.", hint: "Give everybody a clusterId, or nobody." };

const scoreKeys = ["earlierBaseline", "baseline", "post"] as const;

/** What may be wrong among the people of one effect. */
export function findPeopleFaults({ people, measure }: { readonly people: readonly EffectPerson[]; readonly measure: Pick<EffectMeasure, "unit"> }, report: Report): void {
  for (const [index, { personId }] of repeated(people, (person) => person.personId)) report(duplicatePerson, ["people", index, "personId"], { personId });
  const areClustered = people.some(({ clusterId }) => clusterId !== undefined);
  people.forEach((person, index) => {
    const { personId, clusterId, baseline, post } = person;
    if (baseline === null && post !== null) report(postWithoutBaseline, ["people", index, "baseline"], { personId });
    if (areClustered && clusterId === undefined) report(missingCluster, ["people", index, "clusterId"], { personId });
    if (measure.unit !== "fraction") return;
    for (const key of scoreKeys) {
      const score = person[key] ?? 0;
      if (score < 0 || score > 1) report(notAFraction, ["people", index, key], { score });
    }
  });
}

/** One person who was scored before and after. */
export interface ScoredPerson {
  readonly isTreated: boolean;
  readonly clusterId: Id | null;
  readonly earlierBaseline: number | null;
  readonly baseline: number;
  readonly post: number;
  readonly change: number;
}

/** Who has both scores, in the order of ids, so that no sum goes by the order of the list. */
export const scoredPeople = (people: readonly EffectPerson[]): readonly ScoredPerson[] =>
  people.toSorted((one, other) => inTextOrder(one.personId, other.personId)).flatMap(({ arm = "treated", clusterId = null, earlierBaseline = null, baseline, post }) =>
    baseline === null || post === null ? [] : [{ isTreated: arm === "treated", clusterId, earlierBaseline, baseline, post, change: post - baseline }]);

/** Who was assigned to an arm, and who of them is in the figures. */
export interface EffectArmReport {
  /** Which arm. */
  readonly arm: EffectArm;
  /** Everyone who was assigned to it: the intention-to-treat count. */
  readonly assignedCount: Count;
  /** Those with a baseline. */
  readonly baselineCount: Count;
  /** Those with both scores, on whom the figures rest. */
  readonly analyzedCount: Count;
  /** Assigned without both scores ÷ assigned; null where nobody was assigned. */
  readonly attritionFraction: Fraction | null;
  /** Mean baseline of the analyzed; null where there are none. */
  readonly baselineMean: number | null;
  /** Mean post score of the analyzed. */
  readonly postMean: number | null;
}
