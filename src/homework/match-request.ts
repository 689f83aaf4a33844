import * as z from "zod";
import { type Fault, repeated, rule } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import { Count, Fraction, Id, Instant, Minutes } from "../unit/index.js";
import { Ability } from "./ability.js";
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
}
/** A homework that this person was given before. */
export const ServedHomework = z.strictObject({ itemId: Id, servedAt: Instant, outcome: z.exactOptional(Fraction) }).readonly() satisfies z.ZodType<ServedHomework>;

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
}
/** What a host may set about matching. */
export const HomeworkMatchPolicy = z
  .strictObject({
    masteryProbability: z.exactOptional(z.number().gt(0).lt(1)),
    masteryDifficultyLogits: z.exactOptional(Logits),
    masteryStandardErrors: z.exactOptional(z.number().nonnegative().max(10)),
    cooldownDays: z.exactOptional(z.number().nonnegative().max(100_000)),
    cooldownWaivedBelowOutcome: z.exactOptional(Fraction),
  })
  .readonly() satisfies z.ZodType<HomeworkMatchPolicy>;

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
export interface HomeworkMatchRequest {
  /** The homework there is. */
  readonly bank: HomeworkBank;
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
  /** The time of the match. */
  readonly at: Instant;
  /** What the host sets about matching. */
  readonly policy?: HomeworkMatchPolicy;
  /** What the cohort was given; without it no item is held back, and only the person's own history breaks ties. */
  readonly cohortExposure?: CohortExposure;
  /** A draw among the best; without it the best comes first. */
  readonly variety?: HomeworkVariety;
}
/** One person who needs a homework. */
export const HomeworkMatchRequest = z
  .strictObject({
    bank: HomeworkBank,
    ability: Ability,
    purpose: Id,
    band: z.exactOptional(SuccessBand),
    language: LanguageTag,
    availableMinutes: Minutes,
    contexts: z.exactOptional(z.array(Id).max(100).readonly()),
    excludedTags: z.exactOptional(z.array(Id).max(100).readonly()),
    history: z.array(ServedHomework).max(100_000).readonly(),
    at: Instant,
    policy: z.exactOptional(HomeworkMatchPolicy),
    cohortExposure: z.exactOptional(CohortExposure),
    variety: z.exactOptional(HomeworkVariety),
  })
  .check(rule(({ history, at }: HomeworkMatchRequest, report) => {
    const now = millisecondsOf(at);
    history.forEach(({ itemId, servedAt }, index) => { if (millisecondsOf(servedAt) > now) report(servedInFuture, ["history", index, "servedAt"], { itemId, servedAt, at }); });
  }))
  .readonly() satisfies z.ZodType<HomeworkMatchRequest>;
