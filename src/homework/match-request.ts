import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import { Count, Fraction, Id, Instant, Minutes } from "../unit/index.js";
import { Ability } from "./ability.js";
import { ContentBalance } from "./content-balance.js";
import { HomeworkBank } from "./homework-bank.js";
import { LanguageTag } from "./homework-item.js";
import { Logits } from "./logits.js";
import { SuccessBand } from "./success-band.js";

/** A homework that this person was given before. */
export interface ServedHomework {
  /** The homework; it may have left the bank. */
  readonly itemId: Id;
  /** When it was given. */
  readonly servedAt: Instant;
  /** Its outcome as `gradedOutcome` gives it; left out while there is none. */
  readonly outcome?: Fraction;
  /** True while the person is at work on it. Left out it is closed: one without an outcome may have been dropped or never rated. */
  readonly isOpen?: boolean;
}

const openWithOutcome: Fault = { code: "match-request.open_with_outcome", message: "The item “{itemId}” is open and has an outcome.", hint: "Close it, or leave the outcome out." };

/** A homework that this person was given before. */
export const ServedHomework = z
  .strictObject({ itemId: Id, servedAt: Instant, outcome: z.exactOptional(Fraction), isOpen: z.exactOptional(z.boolean()) })
  .check(rule(({ itemId, outcome, isOpen }: ServedHomework, report) => { if (isOpen === true && outcome !== undefined) report(openWithOutcome, ["isOpen"], { itemId }); }))
  .readonly() satisfies z.ZodType<ServedHomework>;

/** How many people of a cohort were given one item. */
export interface ItemExposure {
  /** The homework. */
  readonly itemId: Id;
  /** People of the cohort who were given it at least once. */
  readonly participantCount: Count;
}
/** How many people of a cohort were given one item. */
export const ItemExposure = z.strictObject({ itemId: Id, participantCount: Count }).readonly() satisfies z.ZodType<ItemExposure>;

/** What a cohort was given so far, so that not everyone brings the same homework to the group session. */
export interface CohortExposure {
  /** People in the cohort, at least 1. */
  readonly participantCount: number;
  /** The largest share of the cohort that may be given one item. */
  readonly maximumFraction: Fraction;
  /** Items given so far, each once; others were given to nobody. */
  readonly items: readonly ItemExposure[];
}

const duplicateExposure: Fault = { code: "match-request.duplicate_exposure", message: "The item “{itemId}” is counted twice.", hint: "Count each item once." };
const servedInFuture: Fault = { code: "match-request.served_in_future", message: "The item “{itemId}” was served at {servedAt}, after the time of the match {at}.", hint: "Correct servedAt or at." };
const unknownTarget: Fault = { code: "match-request.unknown_skill", message: "The bank has no skill with the id “{skillId}”.", hint: "Add the skill to the bank, or correct the id." };

/** What a cohort was given so far. */
export const CohortExposure = z
  .strictObject({ participantCount: Count.min(1), maximumFraction: Fraction, items: z.array(ItemExposure).max(100_000).readonly() })
  .check(rule((exposure: CohortExposure, report) => {
    for (const [index] of repeated(exposure.items, ({ itemId }) => itemId)) report(duplicateExposure, ["items", index, "itemId"], { itemId: exposure.items[index]?.itemId ?? "" });
  }))
  .readonly() satisfies z.ZodType<CohortExposure>;

/** What a host may set about matching. What it leaves out is taken from the defaults (heuristics) and returned under `assumptions`. */
export interface HomeworkMatchPolicy {
  /** A prerequisite is mastered when the chance of success at its mastery difficulty is at least this, above 0 and below 1; .8. */
  readonly masteryProbability?: Fraction;
  /** The mastery difficulty of prerequisites that name none; 0. */
  readonly masteryDifficultyLogits?: Logits;
  /** Standard errors by which ability is lowered when mastery is judged; 0. With 1 only the safely mastered counts. */
  readonly masteryStandardErrors?: number;
  /** Days before the same item is given again; 28. */
  readonly cooldownDays?: number;
  /** The cooldown is waived when the last outcome was below this: what went badly may be tried again; .5. */
  readonly cooldownWaivedBelowOutcome?: Fraction;
  /** Homeworks that a person may be at work on at a time, 1 or more; who has as many is given no other; 2. */
  readonly openLimitCount?: Count;
}
/** The keys of a policy. */
export const policyKeys = {
  masteryProbability: z.exactOptional(z.number().gt(0).lt(1)),
  masteryDifficultyLogits: z.exactOptional(Logits),
  masteryStandardErrors: z.exactOptional(z.number().nonnegative().max(10)),
  cooldownDays: z.exactOptional(z.number().nonnegative().max(100_000)),
  cooldownWaivedBelowOutcome: z.exactOptional(Fraction),
  openLimitCount: z.exactOptional(Count.min(1)),
};
/** What a host may set about matching. */
export const HomeworkMatchPolicy = z.strictObject(policyKeys).readonly() satisfies z.ZodType<HomeworkMatchPolicy>;

/** A seeded draw among the best, so that people alike do not all get the same homework. */
export interface HomeworkVariety {
  /** The same seed and person give the same draw. */
  readonly seed: number;
  /** One of so many best in the band comes first, 1 to 100. */
  readonly amongCount: number;
}
/** A seeded draw among the best. */
export const HomeworkVariety = z.strictObject({ seed: z.int().nonnegative(), amongCount: z.int().min(1).max(100) }).readonly() satisfies z.ZodType<HomeworkVariety>;

/** One person who needs a homework. */
export interface HomeworkSeeker {
  /** What is known of the person. */
  readonly ability: Ability;
  /** `stretch`, `practice`, `consolidate`, or the host's own with a `band`. */
  readonly purpose: Id;
  /** The chances of success that suit the purpose; a built-in purpose's own when absent, returned under `assumptions`. */
  readonly band?: SuccessBand;
  /** The language the person works in, a BCP 47 tag. An item in `en` suits `en-GB`, and an item in `en-GB` suits `en`. */
  readonly language: string;
  /** The time the person has. */
  readonly availableMinutes: Minutes;
  /** Where the person can practice; when absent every context will do. */
  readonly contexts?: readonly Id[];
  /** Tags that rule an item out for this person. */
  readonly excludedTags?: readonly Id[];
  /** What the person was given before. */
  readonly history: readonly ServedHomework[];
  /** How homework is to be spread over skills: what is furthest behind comes first. Without it only the fit counts. */
  readonly contentBalance?: ContentBalance;
  /** A draw among the best; without it the best comes first. */
  readonly variety?: HomeworkVariety;
}

const seekerKeys = {
  ability: Ability,
  purpose: Id,
  band: z.exactOptional(SuccessBand),
  language: LanguageTag,
  availableMinutes: Minutes,
  contexts: z.exactOptional(z.array(Id).max(100).readonly()),
  excludedTags: z.exactOptional(z.array(Id).max(100).readonly()),
  history: z.array(ServedHomework).max(100_000).readonly(),
  contentBalance: z.exactOptional(ContentBalance),
  variety: z.exactOptional(HomeworkVariety),
};
/** One person who needs a homework. */
export const HomeworkSeeker = z.strictObject(seekerKeys).readonly() satisfies z.ZodType<HomeworkSeeker>;

/** One person who needs a homework, and where it is to come from. */
export interface HomeworkMatchRequest extends HomeworkSeeker {
  /** The homework there is. */
  readonly bank: HomeworkBank;
  /** The time of the match. */
  readonly at: Instant;
  /** What the host sets about matching. */
  readonly policy?: HomeworkMatchPolicy;
  /** What the cohort was given; without it no item is held back, and only the person's own history breaks ties. */
  readonly cohortExposure?: CohortExposure;
}

/** What must hold between a person and the bank. */
export function reportSeeker({ history, contentBalance }: HomeworkSeeker, { at, skillIds }: { readonly at: Instant; readonly skillIds: ReadonlySet<string> }, report: Report): void {
  const now = millisecondsOf(at);
  history.forEach(({ itemId, servedAt }, index) => { if (millisecondsOf(servedAt) > now) report(servedInFuture, ["history", index, "servedAt"], { itemId, servedAt, at }); });
  contentBalance?.targets.forEach(({ skillId }, index) => { if (!skillIds.has(skillId)) report(unknownTarget, ["contentBalance", "targets", index, "skillId"], { skillId }); });
}

/** The ids of a bank's skills. */
export const skillIdsOf = ({ skills }: HomeworkBank): ReadonlySet<string> => new Set(skills.map(({ id }) => id));

/** One person who needs a homework, and where it is to come from. */
export const HomeworkMatchRequest = z
  .strictObject({ ...seekerKeys, bank: HomeworkBank, at: Instant, policy: z.exactOptional(HomeworkMatchPolicy), cohortExposure: z.exactOptional(CohortExposure) })
  .check(rule((request: HomeworkMatchRequest, report) => { reportSeeker(request, { at: request.at, skillIds: skillIdsOf(request.bank) }, report); }))
  .readonly() satisfies z.ZodType<HomeworkMatchRequest>;
