import { logitOf } from "../statistics/internal.js";
import { millisecondsOf } from "../time/internal.js";
import type { Instant } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import type { SkillAbility } from "./ability.js";
import { type ContentStanding, contentStanding } from "./content-balance.js";
import type { HomeworkBank } from "./homework-bank.js";
import type { HomeworkItem } from "./homework-item.js";
import { tidied } from "./logits.js";
import type { HomeworkMatchPolicy, HomeworkSeeker, ServedHomework } from "./match-request.js";
import type { HomeworkRejectionCode, NeededChange } from "./needed-change.js";
import { bandObjections, type CohortLimit, cooldownObjections, exposureObjections, hardObjections, openObjections, prerequisiteObjections } from "./rejection.js";
import { bandOf, type DifficultyVerdict, type SuccessBand, verdictOf } from "./success-band.js";
import { heldChance, modeledSuccess, type SuccessEstimate } from "./success-model.js";
import { bySkill } from "./success-probability.js";

/** What a host that says nothing gets: heuristics, returned under `assumptions`. */
export const defaultPolicy: Required<HomeworkMatchPolicy> = { masteryProbability: 0.8, masteryDifficultyLogits: 0, masteryStandardErrors: 0, cooldownDays: 28, cooldownWaivedBelowOutcome: 0.5, openLimitCount: 2 };

/** What is the same for everyone who is matched at one time. */
export interface MatchGround {
  readonly bank: HomeworkBank;
  readonly at: Instant;
  readonly policy: HomeworkMatchPolicy;
  readonly cohort: CohortLimit | undefined;
}

/** What every item is held against. */
export interface Desk {
  readonly seeker: HomeworkSeeker;
  readonly ground: MatchGround;
  readonly band: SuccessBand;
  readonly targetLogits: number;
  readonly policy: Required<HomeworkMatchPolicy>;
  readonly skills: ReadonlyMap<string, SkillAbility>;
  /** By item: the last time this person was given it. */
  readonly last: ReadonlyMap<string, ServedHomework>;
  readonly openItemIds: ReadonlySet<string>;
  /** By item: people of the cohort, or else times of this person. */
  readonly exposureCounts: ReadonlyMap<string, number>;
  readonly content: ContentStanding | undefined;
}

/** One item as this person has it before them. */
export interface Judgment {
  readonly item: HomeworkItem;
  readonly success: { readonly estimate: SuccessEstimate; readonly verdict: DifficultyVerdict; readonly distanceLogits: number } | undefined;
  readonly exposureCount: number;
  readonly deficit: number;
  readonly codes: readonly HomeworkRejectionCode[];
  readonly counterfactual: readonly NeededChange[];
}
/** An item that could be given. */
export type Candidate = Judgment & { readonly success: NonNullable<Judgment["success"]> };

/** Of two at one instant the worse outcome counts, and none counts least, so that the order of a history says nothing. */
const isLater = (one: ServedHomework, other: ServedHomework): boolean => {
  const apart = millisecondsOf(one.servedAt) - millisecondsOf(other.servedAt);
  return apart === 0 ? (one.outcome ?? 2) < (other.outcome ?? 2) : apart > 0;
};

/** Lays out what is known of one person. */
export function deskOf(seeker: HomeworkSeeker, ground: MatchGround): Desk {
  const last = new Map<string, ServedHomework>();
  const own = new Map<string, number>();
  const openItemIds = new Set<string>();
  for (const served of seeker.history) {
    const known = last.get(served.itemId);
    if (known === undefined || isLater(served, known)) last.set(served.itemId, served);
    own.set(served.itemId, (own.get(served.itemId) ?? 0) + 1);
    if (served.isOpen === true) openItemIds.add(served.itemId);
  }
  const band = bandOf(seeker.purpose, seeker.band);
  return {
    seeker, ground, band, targetLogits: logitOf(heldChance(band.targetProbability)), policy: { ...defaultPolicy, ...ground.policy }, skills: bySkill(seeker.ability), last, openItemIds,
    exposureCounts: ground.cohort?.counts ?? own, content: seeker.contentBalance === undefined ? undefined : contentStanding(seeker.contentBalance, own, ground.bank),
  };
}

/** Everything that speaks for and against one item. */
export function judged(item: HomeworkItem, { seeker, ground, band, targetLogits, policy, skills, last, openItemIds, exposureCounts, content }: Desk): Judgment {
  const estimate = modeledSuccess(item, skills)?.estimate;
  const success = estimate === undefined ? undefined : { estimate, verdict: verdictOf(estimate.probability, band), distanceLogits: tidied(Math.abs(logitOf(estimate.probability) - targetLogits)) };
  const served = last.get(item.id);
  const objections = [
    hardObjections(item, seeker),
    openObjections(item.id, openItemIds, policy),
    prerequisiteObjections(item, skills, policy),
    cooldownObjections(served, ground.at, policy),
    exposureObjections(item.id, served, ground.cohort),
    success === undefined ? { codes: ["ability-unknown"] as const, counterfactual: [] } : bandObjections(item, success.estimate, { verdict: success.verdict, band }),
  ];
  const codes = [...new Set(objections.flatMap((one) => one.codes))];
  return { item, success, exposureCount: exposureCounts.get(item.id) ?? 0, deficit: content?.deficitOf(item) ?? 0, codes, counterfactual: objections.flatMap(({ counterfactual }) => counterfactual) };
}

/** The nearest to the target first, then fewer exposures, shorter time, id. */
export const byFit = (left: Candidate, right: Candidate): number =>
  left.success.distanceLogits - right.success.distanceLogits || left.exposureCount - right.exposureCount || left.item.durationMinutes - right.item.durationMinutes || inTextOrder(left.item.id, right.item.id);

/** What is furthest behind its target first, then by fit. */
export const byContent = (left: Candidate, right: Candidate): number => (left.deficit === right.deficit ? byFit(left, right) : right.deficit > left.deficit ? 1 : -1);

/** Whether nothing but its difficulty speaks against an item. */
export const isCandidate = (judgment: Judgment): judgment is Candidate => judgment.success !== undefined && judgment.codes.every((code) => code === "too-hard" || code === "too-easy");
