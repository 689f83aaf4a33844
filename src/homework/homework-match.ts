import * as z from "zod";
import { Count, Fraction, Id, Instant } from "../unit/index.js";
import { ContentShare } from "./content-balance.js";
import { type HomeworkMatchPolicy, policyKeys } from "./match-request.js";
import { HomeworkRejectionCode, NeededChange } from "./needed-change.js";
import { DifficultyVerdict, SuccessBand } from "./success-band.js";
import { type SuccessEstimate, successKeys } from "./success-model.js";

/**
 * Why an item is on the list. `nearest-outside-band`: nothing suits, and this comes closest. `prerequisites-met`: it has some. `cooldown-waived`: given recently, but it went badly.
 * `next-sub-skill`: a skill is at its ceiling, and this trains a part of it or what it was needed for. `content-balance`: of all that suits it trains what is furthest behind its target.
 * `interval-leaves-band`: within one standard error of ability it may be too hard or too easy. `variety-draw`: drawn to the first place.
 */
export type RankReason = "in-band" | "nearest-outside-band" | "prerequisites-met" | "cooldown-waived" | "next-sub-skill" | "content-balance" | "interval-leaves-band" | "variety-draw";
const RankReason = z.enum(["in-band", "nearest-outside-band", "prerequisites-met", "cooldown-waived", "next-sub-skill", "content-balance", "interval-leaves-band", "variety-draw"]) satisfies z.ZodType<RankReason>;

/** A homework that can be given, with everything that speaks for it. */
export interface RankedHomework extends SuccessEstimate {
  /** The homework. */
  readonly itemId: Id;
  /** Its version. */
  readonly itemVersion: number;
  /** How its chance lies to the band. */
  readonly verdict: DifficultyVerdict;
  /** True when nothing suited and this is the nearest. */
  readonly outsideBand: boolean;
  /** |logit(chance) − logit(target)|. Ranking by |chance − target| would be biased near 1. */
  readonly distanceLogits: number;
  /** Why it is here. */
  readonly reasons: readonly RankReason[];
  /** What would bring it into the band; empty when it is inside, or when no change of one skill would. */
  readonly counterfactual: readonly NeededChange[];
}
const RankedHomework = z
  .strictObject({
    ...successKeys, itemId: Id, itemVersion: z.int().min(1), verdict: DifficultyVerdict, outsideBand: z.boolean(), distanceLogits: z.number().nonnegative(),
    reasons: z.array(RankReason).max(20).readonly(), counterfactual: z.array(NeededChange).max(100).readonly(),
  })
  .readonly() satisfies z.ZodType<RankedHomework>;

/** A homework that is not given, with every reason. */
export interface RejectedHomework {
  /** The homework. */
  readonly itemId: Id;
  /** All that speaks against it. */
  readonly codes: readonly HomeworkRejectionCode[];
  /** The chance of success; null when the ability does not name a skill that it takes. */
  readonly probability: number | null;
  /** What would have to change, where that is a number. A language, a context or a tag is none, no one skill may bring an item that needs several into the band, and none is said to need an ability beyond ±100. */
  readonly counterfactual: readonly NeededChange[];
}
const RejectedHomework = z
  .strictObject({ itemId: Id, codes: z.array(HomeworkRejectionCode).max(20).readonly(), probability: Fraction.nullable(), counterfactual: z.array(NeededChange).max(100).readonly() })
  .readonly() satisfies z.ZodType<RejectedHomework>;

/** A skill on which everything that the person could be given is too easy. */
export interface SkillCeiling {
  /** The skill. */
  readonly skillId: Id;
  /** Items on it that the person could do in this language, time and context, all too easy. */
  readonly itemCount: Count;
  /** The hardest of them for this person. */
  readonly hardestItemId: Id;
  /** Its chance of success. */
  readonly probability: number;
  /** Where to go on: its parts, and the skills that it was needed for and now unlocks. Empty when the bank has nothing beyond it. */
  readonly nextSkillIds: readonly Id[];
}
const SkillCeiling = z
  .strictObject({ skillId: Id, itemCount: Count, hardestItemId: Id, probability: Fraction, nextSkillIds: z.array(Id).max(10_000).readonly() })
  .readonly() satisfies z.ZodType<SkillCeiling>;

/**
 * What shaped the answer as a whole. `ceiling-reached`: `ceilings` says where. `enough-open`: the person is at work on enough.
 * `empty-bank`, `all-rejected`: why there is no candidate, where nothing above says it.
 */
export type MatchCause = "ceiling-reached" | "enough-open" | "empty-bank" | "all-rejected";
const MatchCause = z.enum(["ceiling-reached", "enough-open", "empty-bank", "all-rejected"]) satisfies z.ZodType<MatchCause>;

/** What the caller did not say and was taken to be. */
export interface HomeworkMatchAssumptions extends HomeworkMatchPolicy {
  /** The band of the purpose. */
  readonly band?: SuccessBand;
}

/** Homework for one person: every item of the bank is either ranked or rejected. */
export interface HomeworkMatch {
  /** For whom. */
  readonly participantId: Id;
  /** What for. */
  readonly purpose: Id;
  /** When. */
  readonly at: Instant;
  /** `no-candidate`: there is nothing to give. */
  readonly reason: "in-band" | "nearest-outside-band" | "no-candidate";
  /** What shaped the answer as a whole; never empty where there is no candidate. */
  readonly causes: readonly MatchCause[];
  /** Best first. */
  readonly ranked: readonly RankedHomework[];
  /** In the order of ids. */
  readonly rejected: readonly RejectedHomework[];
  /** Skills on which there is nothing left that is hard enough, in the order of ids. */
  readonly ceilings: readonly SkillCeiling[];
  /** How far each skill is behind its target; empty when no balance was asked for. */
  readonly contentShares: readonly ContentShare[];
  /** What the caller did not say and was taken to be. */
  readonly assumptions: HomeworkMatchAssumptions;
  /** The version of the rules that ranked: other rules have another one. */
  readonly policyVersion: "sweet-spot-2";
}

/** Homework for one person: reads a match that was stored. */
export const HomeworkMatch = z
  .strictObject({
    participantId: Id, purpose: Id, at: Instant, reason: z.enum(["in-band", "nearest-outside-band", "no-candidate"]), causes: z.array(MatchCause).max(10).readonly(),
    ranked: z.array(RankedHomework).max(100_000).readonly(), rejected: z.array(RejectedHomework).max(100_000).readonly(), ceilings: z.array(SkillCeiling).max(10_000).readonly(),
    contentShares: z.array(ContentShare).max(100).readonly(), assumptions: z.strictObject({ ...policyKeys, band: z.exactOptional(SuccessBand) }).readonly(), policyVersion: z.literal("sweet-spot-2"),
  })
  .readonly() satisfies z.ZodType<HomeworkMatch>;
